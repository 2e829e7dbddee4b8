"""Planning an import: a ledger file is read, its codes are led to lines, and earlier imports are taken off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from budgets.access import require
from budgets.models import Place
from budgets.roles import Power
from s75.errors import AlreadyDone, Problem
from s75.models import User
from s75.money import ZERO, split_by_shares, total
from s75.years import month_end, month_label, year_label
from schemes.intake.marking import stamps_for
from schemes.intake.plan import CUMULATIVE, LeftOut, Plan, Posting
from schemes.intake.problems import no_basis, nothing, vanished, wrong_period, wrong_total
from schemes.intake.reading import FileRead, read_by_format, saved_format
from schemes.models import ActualsImport, ImportRow, Line
from schemes.queries import (
    CodeMap,
    code_map,
    funds_spent_by,
    imported_so_far,
    partner_in_month,
    usual_basis,
)
from schemes.sources.ledger_file import Ledger, LedgerRow


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
    difference: str = "",
    read: FileRead | None = None,
) -> Plan:
    """Read a ledger file and say what posting it would do; saves nothing.

    `month` is the ledger's month. `control_total`, when the officer typed one, must equal what the file gives on
    section 75 codes, or `difference` says why not. `read` is what reading it gave, if it was read before. Raises
    NotPermitted (also for a fund in whose agreement the person has no such role), Unknown, AlreadyDone.
    """
    difference = difference.strip()[:400]
    partner = partner_in_month(place, partner_code, year, month)
    require(by, Power.IMPORT_ACTUALS, partner=partner)
    plan = Plan(place, partner, year, month, filename[:200], content, typed_total=control_total, difference=difference)
    _refuse_twice(plan)
    codes = code_map(place, partner, year, month_end(year, month))
    saved = saved_format(place, partner)
    read = read or read_by_format(content, filename, codes=codes.known, sheet=sheet or None, saved=saved)
    ledger, problems, notes = read
    plan = replace(plan, ledger=ledger, notes=tuple(notes))
    if ledger is None or problems:
        return replace(plan, problems=tuple(problems))
    basis = basis or ledger.basis or (saved.basis if saved else usual_basis(place, partner))
    problems = [*wrong_period(ledger, year, month, basis), *no_basis(basis)]
    made = _sorted(plan, ledger, codes, basis or CUMULATIVE, problems)
    for fund in made.funds:  # a role that is narrowed to one agreement does not post into another
        require(by, Power.IMPORT_ACTUALS, partner=partner, agreement=fund.agreement_id)
    wrong, said = wrong_total(made, control_total, difference)
    return replace(made, problems=(*made.problems, *wrong), notes=(*made.notes, *said))


def _refuse_twice(plan: Plan) -> None:
    earlier = ActualsImport.objects.filter(
        place=plan.place, partner__heir=plan.partner.heir_id, sha256=plan.sha256, reversal__isnull=True
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
        commitments=tuple(_commitments(mapped, codes)),
    )


def _commitments(mapped: Mapping[str, Iterable[LedgerRow]], codes: CodeMap) -> Iterator[Posting]:
    """What the file shows as committed on each line, code by code; a blank says nothing, 0.00 says nil."""
    for code, rows in mapped.items():
        given = [row.commitment for row in rows if row.commitment is not None]
        if given:
            shares = codes.shares[code]
            parts = split_by_shares(total(given), [percent for _, percent in shares])
            yield from (Posting(line, code, part) for (line, _), part in zip(shares, parts, strict=True))


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
    return stamps_for(plan.funds, plan.year, plan.month)
