"""Journals: postings made by hand, such as accruals and corrections, and taking them back, each once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID, uuid4

from budgets.access import access_of, require
from budgets.models import Fund, Partner, Period
from budgets.roles import Power
from s75.errors import AlreadyDone, BadInput, PeriodLocked, Problem
from s75.history import recorded
from s75.locking import held
from s75.models import User
from s75.years import month_label, year_label
from schemes.ledger_waiting import journals_due
from schemes.models import Actual, Journal, Line

LAST_TO_REVERSE = 11  # an accrual of the last month stands: nothing of the year follows that could take it back


@dataclass(frozen=True)
class JournalRow:
    """One row: a line, the month of the year that it belongs to, an amount in £ (spending positive), words of its own."""

    line: Line
    month: int
    amount: Decimal
    text: str = ""


def post_journal(
    *,
    fund: Fund,
    partner: Partner,
    year: int,
    rows: Sequence[JournalRow],
    text: str,
    key: UUID,
    by: User,
    reverse_next: bool = False,
) -> Journal:
    """Post rows by hand to lines of a fund that the partner spends, stamped with the open period; all of it or nothing.

    They need not add up to nothing: an accrual does not. With `reverse_next` it waits to be taken back in the next
    period. The same key posts once: a second click gets the first journal. Raises NotPermitted, BadInput naming every
    row that does not fit, PeriodLocked when no period is open.
    """
    require(by, Power.IMPORT_ACTUALS, partner=partner, agreement=fund.agreement_id)
    with recorded(by=by, reason=f"Journal: {text.strip()}"[:200]):
        month = _open_month(fund, year)
        earlier = Journal.objects.filter(key=key).first()
        if earlier is not None:
            return earlier
        _check(fund, partner, year, rows, text, month)
        if reverse_next and month > LAST_TO_REVERSE:
            raise BadInput(
                f"A journal of {month_label(month)} cannot be reversed next period: the year ends. Untick that."
            )
        journal = Journal.objects.create(
            fund=fund,
            partner=partner,
            year=year,
            posted_in=month,
            text=text.strip()[:200],
            key=key,
            reverse_next=reverse_next,
            posted_by=by,
        )
        _post(journal, rows, by)
        return journal


def reverse_journal(*, journal: Journal, reason: str, by: User) -> Journal:
    """Take a journal back where it stands, in the open period, for a reason; once. It then is not reversed again."""
    _require_officer(by, journal)
    if not reason.strip():
        raise BadInput("Say why the journal is taken back. The reason is kept on record.")
    return _take_back(journal, reason.strip(), by, month_of=lambda row: row.month)


def post_due_reversals(*, fund: Fund, year: int, by: User) -> list[Journal]:
    """Post the reversals that journals of locked periods asked for, each into the month after its own period, once.

    By the officers of the partners that posted them, or by who keeps the fund's periods. Nothing due is no refusal.
    """
    with recorded(by=by, reason="Reverse the journals of earlier periods"):
        _open_month(fund, year)  # holds the period, so that of two people at the same moment the second finds none
        due = [journal for journal, _ in journals_due([fund], year)]
        if not access_of(by).may(Power.KEEP_PERIODS, heir=fund.host.heir_id, agreement=fund.agreement_id):
            for journal in due:
                _require_officer(by, journal)
        return [
            _take_back(journal, f"Reversal of: {journal.text}", by, month_of=_next_month(journal)) for journal in due
        ]


def _next_month(journal: Journal) -> Callable[[Actual], int]:
    return lambda row: journal.posted_in + 1


def _require_officer(by: User, journal: Journal) -> None:
    require(by, Power.IMPORT_ACTUALS, partner=journal.partner, agreement=journal.fund.agreement_id)


def _open_month(fund: Fund, year: int) -> int:
    found = held(Period.objects).filter(fund=fund, year=year, state=Period.State.OPEN).first()
    if found is None:
        raise PeriodLocked(f"No period of {fund} is open in {year_label(year)}. Ask its pool manager to open one.")
    return found.month


def _take_back(journal: Journal, text: str, by: User, *, month_of: Callable[[Actual], int]) -> Journal:
    with recorded(by=by, reason=text[:200]):
        month = _open_month(journal.fund, journal.year)
        if journal.reverses_id is not None:
            raise BadInput("This journal takes another one back. Post a new journal instead.")
        if Journal.objects.filter(reverses=journal).exists():
            raise AlreadyDone(f"“{journal.text}” was taken back already.")
        made = Journal.objects.create(
            fund=journal.fund,
            partner=journal.partner,
            year=journal.year,
            posted_in=month,
            text=text[:200],
            key=uuid4(),
            reverses=journal,
            posted_by=by,
        )
        stood = list(journal.postings.select_related("line").order_by("pk"))
        _post(made, [JournalRow(row.line, month_of(row), -row.amount) for row in stood], by)
        return made


def _check(fund: Fund, partner: Partner, year: int, rows: Sequence[JournalRow], text: str, month: int) -> None:
    if not text.strip():
        raise BadInput("Say what the journal is for. It is printed with every posting.")
    if not rows:
        raise BadInput("Enter at least one row: a line, a month and an amount.")
    problems = [
        Problem("", number, "", row.line.ref, wanted)
        for number, row in enumerate(rows, 1)
        if (wanted := _wrong(fund, partner, year, row, month))
    ]
    if problems:
        raise BadInput("The journal was not posted. Nothing was saved.", problems=problems)


def _wrong(fund: Fund, partner: Partner, year: int, row: JournalRow, month: int) -> str:
    """What was expected of a row; empty when it fits."""
    if (row.line.fund_id, row.line.year) != (fund.pk, year):
        return f"a line of {fund} in {year_label(year)}"
    if row.line.spending_partner.heir_id != partner.heir_id:
        return f"a line that {partner} spends; this one is spent by {row.line.spending_partner}"
    if not 1 <= row.month <= month:
        return f"a month up to {month_label(month)}, which is open"
    return "" if row.amount else "an amount other than 0.00"


def _post(journal: Journal, rows: Sequence[JournalRow], by: User) -> None:
    Actual.objects.bulk_create(
        Actual(
            line=row.line,
            fund_id=journal.fund_id,
            year=journal.year,
            month=row.month,
            posted_in=journal.posted_in,
            amount=row.amount,
            journal=(row.text.strip() or journal.text)[:200],
            by_hand=journal,
            posted_by=by,
        )
        for row in rows
    )


def may_post_due(by: User, fund: Fund, journals: Sequence[Journal]) -> bool:
    """Whether the person may post the reversals that are due in a fund."""
    access = access_of(by)
    keeps = access.may(Power.KEEP_PERIODS, heir=fund.host.heir_id, agreement=fund.agreement_id)
    heirs = access.heirs_with(Power.IMPORT_ACTUALS, agreement=fund.agreement_id)
    return bool(journals) and (keeps or all(journal.partner.heir_id in heirs for journal in journals))
