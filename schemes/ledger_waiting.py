"""What a fund's ledgers still wait for besides their files: codes in suspense, and journals that are to be reversed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from django.db.models import F, Sum

from budgets.models import Fund, Period
from s75.years import month_label
from schemes.models import Journal
from schemes.suspense import InSuspense, in_suspense, sums_by_partner


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


def ledger_checks(funds: Sequence[Fund], year: int, spenders: dict[int, set[int]]) -> dict[int, list[str]]:
    """What stands in the way of locking each fund's open period, a sentence each, by fund.

    `spenders` are the heirs that spend lines of each fund: a code in their ledgers may belong to any of those.
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
    return dict(sentences)


def suspense_sentence(partner: object, codes: int, amount: Decimal) -> str:
    """How much of a partner's ledger leads nowhere."""
    many = "1 code" if codes == 1 else f"{codes} codes"
    return f"{many} of the ledger of {partner} with £{amount:,.2f} {'is' if codes == 1 else 'are'} in suspense."


def waiting_in(funds: Sequence[Fund], years: Sequence[int]) -> list[InSuspense]:
    """The codes in suspense of all places of the funds."""
    return in_suspense({fund.place_id for fund in funds}, list(years))
