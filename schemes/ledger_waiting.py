"""What a fund's ledgers still wait for besides their files: codes in suspense, and journals that are to be reversed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import F, Sum

from budgets.models import Fund, Period
from s75.money import ZERO
from s75.years import month_label
from schemes.models import ActualsImport, Journal, LedgerMonth
from schemes.suspense import InSuspense, in_suspense, sums_by_partner

Files = Mapping[tuple[int, int | None], ActualsImport]  # by fund and heir


def journals_due(funds: Sequence[Fund], year: int) -> list[tuple[Journal, Decimal]]:
    """The journals of earlier periods that asked to be reversed and are not, with their amounts in £: one query."""
    found = Journal.objects.filter(
        fund__in=list(funds),
        year=year,
        reverse_next=True,
        taken_back_by__isnull=True,
        fund__periods__year=F("year"),
        fund__periods__state=Period.State.OPEN,
        fund__periods__month__gt=F("posted_in"),
    )
    rows = found.select_related("partner", "fund__host").annotate(amount=Sum("postings__amount")).order_by("pk")
    return [(journal, journal.amount) for journal in rows]


def ledger_checks(
    funds: Sequence[Fund], year: int, spenders: dict[int, set[int]], files: Files | None = None
) -> dict[int, list[str]]:
    """What stands in the way of locking each fund's open period, a sentence each, by fund.

    `spenders` are the heirs that spend lines of each fund: a code in their ledgers may belong to any of those.
    `files` are the newest files of the open months, where the caller has read them already.
    """
    places = {fund.place_id for fund in funds}
    waiting = in_suspense(places, [year])
    sentences: dict[int, list[str]] = defaultdict(list)
    for fund in funds:
        mine = [one for one in waiting if one.partner.heir_id in spenders.get(fund.pk, ())]
        sentences[fund.pk] += [suspense_sentence(*of) for of in sums_by_partner(mine)]
    for journal, amount in journals_due(funds, year):
        sentences[journal.fund_id].append(
            f"The journal “{journal.text}” of {month_label(journal.posted_in)}, £{amount:,.2f}, is still to be reversed."
        )
    for (fund_id, _), made in (open_files(funds, year) if files is None else files).items():
        if made.difference and fund_id in sentences:
            sentences[fund_id].append(total_sentence(made))
    return dict(sentences)


def open_files(funds: Sequence[Fund], year: int) -> Files:
    """The newest file of each ledger of the funds' open periods, by fund and heir: one query."""
    found = LedgerMonth.objects.filter(
        fund__in=list(funds),
        year=year,
        fund__periods__year=F("year"),
        fund__periods__month=F("month"),
        fund__periods__state=Period.State.OPEN,
    ).standing()
    return _newest(found)


def files_of(funds: Iterable[Fund], year: int, month: int) -> Files:
    """The newest file of each ledger of a month as at its period, by fund and heir: one query."""
    return _newest(LedgerMonth.objects.filter(fund__in=list(funds), year=year, month=month).standing(month))


def _newest(found: Any) -> Files:
    rows = found.select_related("partner", "actuals_import__partner").order_by("actuals_import")
    return {(row.fund_id, row.partner.heir_id): row.actuals_import for row in rows}


def total_sentence(made: ActualsImport) -> str:
    """By how much a control total differs from its file, and the words that account for it."""
    gap = abs((made.typed_total or ZERO) - made.control_total)
    ledger = f"the ledger of {made.partner} for {month_label(made.month)}"
    return f"The control total of {ledger} differs from its file by £{gap:,.2f}: {made.difference.rstrip('.')}."


def suspense_sentence(partner: object, codes: int, amount: Decimal) -> str:
    """How much of a partner's ledger leads nowhere."""
    many = "1 code" if codes == 1 else f"{codes} codes"
    return f"{many} of the ledger of {partner} with £{amount:,.2f} {'is' if codes == 1 else 'are'} in suspense."


def waiting_in(funds: Sequence[Fund], years: Sequence[int]) -> list[InSuspense]:
    """The codes in suspense of all places of the funds."""
    return in_suspense({fund.place_id for fund in funds}, list(years))
