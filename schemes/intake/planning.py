"""Planning an import: a ledger file is read, its codes are led to lines, and earlier imports are taken off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from budgets.access import require
from budgets.models import Place
from budgets.roles import Power
from s75.errors import AlreadyDone, PeriodLocked, Problem
from s75.models import User
from s75.money import ZERO, split_by_shares, total
from s75.years import month_end, month_label, year_label
from schemes.intake.plan import CUMULATIVE, LeftOut, Plan, Posting
from schemes.intake.problems import no_basis, nothing, vanished, wrong_period, wrong_total
from schemes.models import ActualsImport, ImportRow, Line
from schemes.queries import (
    CodeMap,
    code_map,
    funds_spent_by,
    imported_so_far,
    open_months,
    partner_in_month,
    usual_basis,
)
from schemes.sources.ledger_file import Ledger, LedgerRow, read_ledger


def plan_import(
    *,
    place: Place,
    partner_code: str,
    year: int,
    month: int,
    filename: str,
    content: bytes,
    by: User,
    sheet: str | None = None,
    basis: str | None = None,
    control_total: Decimal | None = None,
) -> Plan:
    """Read a ledger file and say what posting it would do; saves nothing.

    `month` is the ledger's month. `control_total`, when the officer typed one, must equal what the file gives on
    section 75 codes. Raises NotPermitted (also for a fund in whose agreement the person has no such role), Unknown for a
    partner, AlreadyDone for a file that was posted before.
    """
    partner = partner_in_month(place, partner_code, year, month)
    require(by, Power.IMPORT_ACTUALS, partner=partner)
    plan = Plan(place, partner, year, month, filename[:200], content)
    _refuse_twice(plan)
    codes = code_map(place, partner, year, month_end(year, month))
    ledger, problems = read_ledger(content, filename, codes=codes.known, sheet=sheet or None)
    if ledger is None or problems:
        return replace(plan, ledger=ledger, problems=tuple(problems))
    basis = basis or ledger.basis or usual_basis(place, partner)
    problems = [*wrong_period(ledger, year, month, basis), *no_basis(basis)]
    made = _sorted(plan, ledger, codes, basis or CUMULATIVE, problems)
    for fund in made.funds:  # a role that is narrowed to one agreement does not post into another
        require(by, Power.IMPORT_ACTUALS, partner=partner, agreement=fund.agreement_id)
    return replace(made, problems=(*made.problems, *wrong_total(made, control_total)))


def _refuse_twice(plan: Plan) -> None:
    earlier = ActualsImport.objects.filter(
        place=plan.place, partner__heir=plan.partner.heir_id, sha256=plan.sha256
    ).first()
    if earlier is not None:
        raise AlreadyDone(
            f"This file was imported on {earlier.imported_at:%d %B %Y} as {month_label(earlier.month)} "
            f"{year_label(earlier.year)} ({earlier.filename}). Nothing is posted twice."
        )


def _sorted(plan: Plan, ledger: Ledger, codes: CodeMap, basis: str, problems: list[Problem]) -> Plan:
    """Sort the file's codes into posted and left out, and find the difference to what earlier imports posted."""
    given = _by_code(ledger.rows)
    earlier = imported_so_far(plan.place, plan.partner, plan.year, month=None if basis == CUMULATIVE else plan.month)
    mapped = {code: rows for code, rows in given.items() if code in codes.shares}
    amounts = {code: total(row.amount for row in rows) for code, rows in mapped.items()}
    postings = [
        posting
        for code, amount in amounts.items()
        for posting in _split(code, amount - earlier.get(code, ZERO), codes.shares[code])
    ]
    funds = {fund.pk: fund for fund in funds_spent_by(plan.place, plan.partner, plan.year)}
    funds |= {posting.line.fund_id: posting.line.fund for posting in postings}
    return replace(
        plan,
        ledger=ledger,
        basis=basis,
        control_total=total(amounts.values()),
        postings=tuple(postings),
        left_out=tuple(_left_out(given, codes)),
        funds=tuple(funds.values()),
        problems=(*problems, *nothing(ledger, mapped), *vanished(ledger, earlier, given)),
    )


def _by_code(rows: Iterable[LedgerRow]) -> dict[str, list[LedgerRow]]:
    ordered = sorted(rows, key=lambda row: (row.code, row.row))
    return {code: list(group) for code, group in groupby(ordered, key=lambda row: row.code)}


def _split(code: str, amount: Decimal, shares: list[tuple[Line, Decimal]]) -> list[Posting]:
    parts = split_by_shares(amount, [percent for _, percent in shares])
    return [Posting(line, code, part) for (line, _), part in zip(shares, parts, strict=True) if part != 0]


def _left_out(given: dict[str, list[LedgerRow]], codes: CodeMap) -> list[LeftOut]:
    listed = []
    for code, rows in given.items():
        if code in codes.shares:
            continue
        fate = ImportRow.Fate.NOT_SECTION_75 if code in codes.not_section_75 else ImportRow.Fate.UNKNOWN
        listed.append(LeftOut(code, rows[0].description, total(row.amount for row in rows), fate.value))
    return listed


def stamps_of(plan: Plan) -> dict[int, int]:
    """The open period of each fund that the file reaches, by fund. PeriodLocked when one cannot take it."""
    stamps = open_months(plan.funds, plan.year)
    for fund in plan.funds:
        if fund.pk not in stamps:
            raise PeriodLocked(
                f"No period of {fund} is open in {year_label(plan.year)}. Ask its pool manager to open one."
            )
        if stamps[fund.pk] < plan.month:
            now = month_label(stamps[fund.pk])
            raise PeriodLocked(
                f"{fund} is still in {now}: the ledger of {month_label(plan.month)} can be posted once {now} is locked."
            )
    return stamps
