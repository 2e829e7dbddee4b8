"""The month's tasks: forecasts, queries, ledgers, suspense and reviews of somebody's partners, and closing their funds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from budgets.models import DueKind, Fund, Partner
from budgets.roles import Power
from budgets.working_calendar import Due
from reports.home.desk import DONE, TO_DO, Desk, Task
from reports.home.overspends import overspend_tasks
from reports.home.reading import Reading
from s75.years import MONTHS, month_label
from schemes.ledger_waiting import suspense_sentence
from schemes.models import Forecast
from schemes.reviewing import reaches
from schemes.suspense import sums_by_partner
from schemes.waiting import Share

Shares = Sequence[Share]


def month_tasks(desk: Desk, reading: Reading, opened: dict[Fund, int]) -> list[Task]:
    """Everything that the open month asks of the person in one place's year."""
    shares = [share for share in reading.shares if share.year == desk.year and share.fund in opened]
    return [
        *_queried(desk, reading, opened),
        *_forecasts(desk, reading, shares),
        *_ledgers(desk, reading, shares),
        *_suspense(desk, reading),
        *_reviews(desk, reading, opened),
        *_closings(desk, reading, shares, opened),
        *overspend_tasks(desk, reading, opened),
    ]


def _dated(text: str, href: str, dues: Iterable[Due | None]) -> Task:
    """Something to do by the first of some days, the day on which each fund wants it."""
    known = [due for due in dues if due]
    first = min(known, key=lambda due: due.day, default=None)
    if first is None:
        return Task(text, href)
    return Task(text, href, TO_DO, first.day, first.days_late)


def _lines(count: int) -> str:
    return f"{count} {'line' if count == 1 else 'lines'}"


def _queried(desk: Desk, reading: Reading, opened: dict[Fund, int]) -> list[Task]:
    by_id = {fund.pk: fund for fund in opened}
    partners = {share.partner.pk: share.partner for share in reading.shares}
    counts: dict[int, int] = defaultdict(int)
    for row in reading.rows:
        fund = by_id.get(row.fund)
        if fund is None or row.year != desk.year or row.state != Forecast.State.QUERIED:
            continue
        if reading.access.may(Power.FORECAST, heir=row.spender, agreement=fund.agreement_id):
            counts[row.spender] += row.lines
    href = f"{desk.address('forecast')}&state={Forecast.State.QUERIED.value}"
    said = "{} of {} {} queried: answer or change, and submit again"
    return [
        Task(said.format(_lines(count), partners[heir], "is" if count == 1 else "are"), href)
        for heir, count in counts.items()
    ]


def _forecasts(desk: Desk, reading: Reading, shares: Shares) -> list[Task]:
    piles: dict[Partner, list[Share]] = defaultdict(list)
    for share in shares:
        agreement = share.fund.agreement_id
        if share.month in MONTHS and reading.access.may(Power.FORECAST, heir=share.partner.pk, agreement=agreement):
            piles[share.partner].append(share)
    tasks = []
    for partner, mine in piles.items():
        lines, sent = sum(share.lines for share in mine), sum(share.sent for share in mine)
        if sent == lines:
            tasks.append(Task(f"All {lines} lines of {partner} are submitted", desk.address("forecast"), DONE))
            continue
        waits = [share.fund for share in mine if share.sent < share.lines]
        dues = [reading.due(fund, desk.year, DueKind.FORECAST, partner.pk) for fund in waits]
        tasks.append(
            _dated(f"{lines - sent} of {lines} lines of {partner} are not submitted", desk.address("forecast"), dues)
        )
    return tasks


def _ledgers(desk: Desk, reading: Reading, shares: Shares) -> list[Task]:
    piles: dict[Partner, list[Share]] = defaultdict(list)
    for share in shares:
        if reading.access.may(Power.IMPORT_ACTUALS, heir=share.partner.pk, agreement=share.fund.agreement_id):
            piles[share.partner].append(share)
    tasks = []
    for partner, mine in piles.items():
        missing = sorted({month for share in mine for month in share.missing})
        if not missing:
            tasks.append(Task(f"The ledger of {partner} is in", desk.address("actuals"), DONE))
            continue
        named = ", ".join(month_label(month) for month in missing)
        dues = [reading.due(share.fund, desk.year, DueKind.LEDGER, partner.pk) for share in mine if share.missing]
        tasks.append(_dated(f"The ledger of {partner} is not in: {named}", desk.address("actuals_upload"), dues))
    return tasks


def _suspense(desk: Desk, reading: Reading) -> list[Task]:
    """The codes of the person's own ledgers that lead nowhere yet."""
    mine = [
        one
        for one in reading.suspense
        if (one.since.place_id, one.year) == (desk.place.pk, desk.year)
        and reading.access.may(Power.IMPORT_ACTUALS, heir=one.partner.heir_id)
    ]
    return [Task(suspense_sentence(*of).rstrip("."), desk.address("suspense")) for of in sums_by_partner(mine)]


def _reviews(desk: Desk, reading: Reading, opened: dict[Fund, int]) -> list[Task]:
    """What waits for the person's review: lines that they pay for or lead, submitted by somebody else."""
    by_id = {fund.pk: fund for fund in opened}
    mine = [
        row
        for row in reading.rows
        if row.year == desk.year and row.fund in by_id and reading.reviews(row, by_id[row.fund])
    ]
    count = sum(row.lines for row in mine)
    if not count:
        return []
    dues = [
        reading.due(by_id[row.fund], desk.year, DueKind.REVIEW, heir)
        for row in mine
        for heir in (row.payer, row.lead)
        if reaches(reading.access, heirs=[heir], agreement=by_id[row.fund].agreement_id)
    ]
    return [_dated(f"{_lines(count)} wait{'s' if count == 1 else ''} for your review", desk.address("review"), dues)]


def _closings(desk: Desk, reading: Reading, shares: Shares, opened: dict[Fund, int]) -> list[Task]:
    """What stops the lock of each fund that the person keeps, and whose part of it is late."""
    tasks = []
    for fund, month in opened.items():
        if not reading.keeps(fund):
            continue
        mine = [share for share in shares if share.fund == fund]
        waits = waits_for(mine, month, _codes_in_suspense(desk, reading, mine))
        state = f"waits for {waits}" if waits else "has every ledger and forecast: look it through and lock it"
        late = sorted({str(share.partner) for share in mine if _is_late(reading, share)})
        named = f". Late: {', '.join(late)}" if late else ""
        text = f"{month_label(month)} of {fund} {state}{named}"
        tasks.append(_dated(text, desk.address("closing"), [reading.due(fund, desk.year, DueKind.LOCK, None)]))
    return tasks


def _codes_in_suspense(desk: Desk, reading: Reading, mine: Shares) -> int:
    """How many codes stand in suspense in the ledgers that spend a fund's lines: each may belong to any of these."""
    spenders = {share.partner.pk for share in mine}
    of = [one for one in reading.suspense if (one.since.place_id, one.year) == (desk.place.pk, desk.year)]
    return sum(one.partner.heir_id in spenders for one in of)


def waits_for(shares: Shares, month: int, codes: int = 0) -> str:
    """The lines, ledgers and codes in suspense that a period still waits for, in words; nothing when it has all."""
    lines = sum(share.lines - share.sent for share in shares) if month in MONTHS else 0
    ledgers = sum(bool(share.missing) for share in shares)
    parts = [_lines(lines)] if lines else []
    parts += [f"{ledgers} {'ledger' if ledgers == 1 else 'ledgers'}"] if ledgers else []
    parts += [f"{codes} {'code' if codes == 1 else 'codes'} in suspense"] if codes else []
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _is_late(reading: Reading, share: Share) -> bool:
    """Whether a partner's day for its ledger or its forecasts is past and they are not there."""
    owed = [
        (DueKind.LEDGER, bool(share.missing)),
        (DueKind.FORECAST, share.month in MONTHS and share.sent < share.lines),
    ]
    dues = [reading.due(share.fund, share.year, kind, share.partner.pk) for kind, waits in owed if waits]
    return any(due and due.days_late for due in dues)
