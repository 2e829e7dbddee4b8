"""Posting a partner's ledger: previewed first, then all of it or nothing, as the difference to earlier imports."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import groupby
from typing import Any

from budgets.access import require
from budgets.models import Fund, Partner, Place
from budgets.roles import Power
from s75.errors import AlreadyDone, BadInput, PeriodLocked, Problem
from s75.history import recorded
from s75.models import User
from s75.money import ZERO, split_by_shares, total
from s75.years import month_end, month_label, month_of, year_label, year_of
from schemes.models import Actual, ActualsImport, ImportedFile, ImportRow, LedgerMonth, Line
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

CUMULATIVE = ActualsImport.Basis.CUMULATIVE.value


@dataclass(frozen=True)
class Posting:
    """One amount in £ that an import posts to a line for one code."""

    line: Line
    code: str
    amount: Decimal


@dataclass(frozen=True)
class LeftOut:
    """What a file gives for a code that is not posted, in £, and why."""

    code: str
    description: str
    amount: Decimal
    fate: str

    @property
    def why(self) -> str:
        return ImportRow.Fate(self.fate).label


@dataclass(frozen=True)
class Plan:
    """What a ledger file would do: nothing is saved by making one. With problems it cannot be posted."""

    place: Place
    partner: Partner
    year: int
    month: int
    filename: str
    content: bytes = field(repr=False)
    ledger: Ledger | None = None
    basis: str = ""
    control_total: Decimal = ZERO
    postings: tuple[Posting, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    funds: tuple[Fund, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def posted(self) -> Decimal:
        return total(posting.amount for posting in self.postings)

    @property
    def rows(self) -> int:
        """The rows of the file that give an amount for a ledger code."""
        return len(self.ledger.rows) if self.ledger else 0

    def as_dict(self) -> dict[str, Any]:
        """The contract of `import_actuals --json`."""
        return {
            "rows": self.rows,
            "posted": str(self.posted),
            "control_total": str(self.control_total),
            "left_out": [
                {"code": one.code, "amount": str(one.amount), "description": one.description, "why": one.why}
                for one in self.left_out
            ],
            "subtotals": [
                {"row": row.row, "description": row.description, "amount": str(row.amount)}
                for row in (self.ledger.subtotals if self.ledger else ())
            ],
            "warnings": list(self.ledger.warnings) if self.ledger else [],
            "problems": [problem.as_dict() for problem in self.problems],
        }


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
    problems = [*_wrong_period(ledger, year, month, basis), *_no_basis(basis)]
    made = _sorted(plan, ledger, codes, basis or CUMULATIVE, problems)
    for fund in made.funds:  # a role that is narrowed to one agreement does not post into another
        require(by, Power.IMPORT_ACTUALS, partner=partner, agreement=fund.agreement_id)
    return replace(made, problems=(*made.problems, *_wrong_total(made, control_total)))


def _wrong_total(plan: Plan, typed: Decimal | None) -> list[Problem]:
    if typed is None or typed == plan.control_total:
        return []
    wanted = f"the file gives £{plan.control_total:,.2f} on section 75 codes; check the total typed, or the file"
    return [Problem("", None, "control total", f"{typed:,.2f}", wanted)]


def _refuse_twice(plan: Plan) -> None:
    earlier = ActualsImport.objects.filter(
        place=plan.place, partner__heir=plan.partner.heir_id, sha256=plan.sha256
    ).first()
    if earlier is not None:
        raise AlreadyDone(
            f"This file was imported on {earlier.imported_at:%d %B %Y} as {month_label(earlier.month)} "
            f"{year_label(earlier.year)} ({earlier.filename}). Nothing is posted twice."
        )


def _no_basis(basis: str | None) -> list[Problem]:
    if basis in ActualsImport.Basis.values:
        return []
    wanted = "the file does not say whether its amounts are cumulative or of the month: choose one"
    return [Problem("", None, "basis", basis or "", wanted)]


def _wrong_period(ledger: Ledger, year: int, month: int, basis: str | None) -> list[Problem]:
    """The period that the file itself states must be the one asked for."""
    wanted = f"the ledger of {month_label(month)} {year_label(year)}; choose the period that the file is of"
    problems = []
    if ledger.year is not None and ledger.year != year:
        problems.append(Problem(ledger.sheet, None, "period", year_label(ledger.year), wanted))
    stated = set(ledger.months)
    if stated and (max(stated) != month or (basis != CUMULATIVE and stated != {month})):
        found = ", ".join(month_label(m) for m in sorted(stated))
        problems.append(Problem(ledger.sheet, None, "period", found, wanted))
    return problems


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
        problems=(*problems, *_nothing(ledger, mapped), *_vanished(ledger, earlier, given)),
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


def _vanished(ledger: Ledger, earlier: dict[str, Decimal], given: dict[str, list[LedgerRow]]) -> list[Problem]:
    """A code that earlier imports posted and this file lacks is a problem, not a zero."""
    return [
        Problem(
            ledger.sheet,
            None,
            "code",
            "",
            f"code {code} stood at £{amount:,.2f} in an earlier file and is missing from this one: "
            "run the report for all codes, and leave a code that is nil in it with 0.00",
        )
        for code, amount in sorted(earlier.items())
        if code not in given and amount != 0
    ]


def _nothing(ledger: Ledger, mapped: dict[str, list[LedgerRow]]) -> list[Problem]:
    if mapped:
        return []
    wanted = "no row has a ledger code that leads to a line of this place; check the partner and the code mapping"
    return [Problem(ledger.sheet, None, "code", "", wanted)]


def import_actuals(
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
    illustrative: bool = False,
) -> tuple[ActualsImport, Plan]:
    """Post a ledger file: every posting stamped with its fund's open period; all of it or nothing.

    Raises BadInput with every problem found, AlreadyDone, NotPermitted, and PeriodLocked when a fund has no open period
    or the open one lies before the ledger's month.
    """
    with recorded(by=by, reason=f"Import {filename}"):
        Place.objects.select_for_update().get(pk=place.pk)  # one import of a place at a time
        plan = plan_import(
            place=place,
            partner_code=partner_code,
            year=year,
            month=month,
            filename=filename,
            content=content,
            by=by,
            sheet=sheet,
            basis=basis,
            control_total=control_total,
        )
        if plan.problems:
            raise BadInput(f"{filename} cannot be posted; nothing was saved.", problems=plan.problems)
        stamps = stamps_of(plan)
        return _post(plan, stamps, illustrative, by), plan


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


def _post(plan: Plan, stamps: dict[int, int], illustrative: bool, by: User) -> ActualsImport:
    assert plan.ledger is not None
    made = ActualsImport.objects.create(
        place=plan.place,
        partner=plan.partner,
        year=plan.year,
        month=plan.month,
        basis=plan.basis,
        filename=plan.filename,
        sheet=plan.ledger.sheet[:120],
        sha256=plan.sha256,
        rows=plan.rows,
        control_total=plan.control_total,
        posted=plan.posted,
        left_out=plan.as_dict()["left_out"],
        illustrative=illustrative,
        imported_by=by,
    )
    ImportedFile.objects.create(actuals_import=made, content=plan.content)
    ImportRow.objects.bulk_create(_file_rows(made, plan), batch_size=5000)
    Actual.objects.bulk_create(
        (
            Actual(
                line=posting.line,
                fund_id=posting.line.fund_id,
                year=plan.year,
                month=plan.month,
                posted_in=stamps[posting.line.fund_id],
                amount=posting.amount,
                actuals_import=made,
                code=posting.code,
                posted_by=by,
            )
            for posting in plan.postings
        ),
        batch_size=1000,
    )
    _mark_months(made, plan, stamps)
    return made


def _file_rows(made: ActualsImport, plan: Plan) -> list[ImportRow]:
    assert plan.ledger is not None
    left_out = {one.code: one.fate for one in plan.left_out}
    kept = [(row, left_out.get(row.code, ImportRow.Fate.POSTED.value)) for row in plan.ledger.rows]
    kept += [(row, ImportRow.Fate.SUBTOTAL.value) for row in plan.ledger.subtotals]
    return [
        ImportRow(
            actuals_import=made,
            row=row.row,
            code=row.code[:40],
            description=row.description[:200],
            reference=row.reference[:80],
            amount=row.amount,
            fate=fate,
        )
        for row, fate in sorted(kept, key=lambda pair: pair[0].row)
    ]


def _mark_months(made: ActualsImport, plan: Plan, stamps: dict[int, int]) -> None:
    """Say which months of the ledger are now in: a cumulative file brings every month since the partner started."""
    first = plan.month
    if plan.basis == CUMULATIVE:
        starts = plan.partner.starts
        first = month_of(starts) if starts is not None and year_of(starts) == plan.year else 1
    LedgerMonth.objects.bulk_create(
        LedgerMonth(
            fund=fund,
            year=plan.year,
            month=month,
            posted_in=stamps[fund.pk],
            partner=plan.partner,
            actuals_import=made,
        )
        for fund in plan.funds
        for month in range(min(first, plan.month), plan.month + 1)
    )
