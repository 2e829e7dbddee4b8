"""Checks rows to be set up against what a place has: what is new, what is there already, and what cannot be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from s75.errors import Problem
from s75.money import ZERO
from s75.years import year_label
from schemes.plans.plan import SchemeUpdate
from schemes.plans.there import There
from schemes.sources.set_up_parts import ContributionRow, LineRow, SetUp
from schemes.sources.set_up_workbook_columns import BY_KEY

LONGEST_REF = 24
SCHEME_FIELDS = {
    "name": "name",
    "description": "description",
    "scheme_type": "scheme type",
    "sub_type": "sub-type",
    "area_of_spend": "area of spend",
    "provider_type": "provider type",
    "commissioner": "commissioner",
}


@dataclass
class Checked:
    """The rows that are new, and everything that was found on the way."""

    there: There
    set_up: SetUp
    sheet: str = ""
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    kept: dict[str, int] = field(default_factory=dict)
    again: set[str] = field(default_factory=set)
    schemes: list[str] = field(default_factory=list)
    updates: list[SchemeUpdate] = field(default_factory=list)
    partners: set[str] = field(default_factory=set)
    funds: dict[str, str] = field(default_factory=dict)
    streams: set[str] = field(default_factory=set)

    def refuse(self, part: str, row: int | None, column: str, found: str, expected: str) -> None:
        sheet = self.sheet or BY_KEY[part].title
        self.problems.append(Problem(sheet, row or None, column, found[:80], expected))

    def keep(self, part: str) -> None:
        self.kept[part] = self.kept.get(part, 0) + 1


def check(there: There, set_up: SetUp, *, sheet: str = "") -> tuple[SetUp, Checked]:
    """The rows that are new in a set-up; `sheet` is the sheet that they all come from, where it is one."""
    checked = Checked(there, set_up, sheet)
    partners = _new(checked, "partners", "code", set(there.partners))
    agreements = _new(checked, "agreements", "title", set(there.agreements))
    funds = _new(checked, "funds", "code", set(there.funds))
    streams = _new(checked, "streams", "name", {stream.name for stream in there.streams})
    checked.partners = {*there.partners, *(row.code for row in partners)}
    checked.streams = {*(stream.name for stream in there.streams), *(row.name for row in streams)}
    checked.funds = {code: fund.agreement.title for code, fund in there.funds.items()}
    titles = [row.title for row in agreements] or list(there.agreements)
    for row in funds:
        checked.funds[row.code] = row.agreement or (titles[0] if len(titles) == 1 else "")
    _check_structure(checked, agreements, funds, {*there.agreements, *(row.title for row in agreements)})
    lines = _lines(checked)
    given = _contributions(checked)
    _check_openings(checked, lines, given)
    _schemes(checked, lines)
    new = replace(
        set_up, partners=partners, agreements=agreements, streams=streams, lines=lines, contributions=given,
        funds=tuple(replace(row, agreement=checked.funds[row.code]) for row in funds),
    )  # fmt: skip
    return new, checked


def _new(checked: Checked, part: str, key: str, known: set[str]) -> tuple[Any, ...]:
    """The rows whose code or name is not there yet; the same one twice in the file is a problem."""
    folded = {each.casefold() for each in known}
    seen: dict[str, int] = {}
    rows = []
    for row in getattr(checked.set_up, part):
        name = getattr(row, key)
        if name.casefold() in seen:
            first = seen[name.casefold()]
            checked.refuse(part, row.row, key.capitalize(), name, f"each {key} once; row {first} has it already")
        elif name.casefold() in folded:
            checked.keep(part)
        else:
            rows.append(row)
        seen.setdefault(name.casefold(), row.row)
    return tuple(rows)


def _check_structure(checked: Checked, agreements: Iterable[Any], funds: Iterable[Any], titles: set[str]) -> None:
    for agreement in agreements:
        for code in agreement.partners:
            if code not in checked.partners:
                checked.refuse("agreements", agreement.row, "Partners (codes)", code, _a_partner(checked))
    for fund in funds:
        if fund.host not in checked.partners:
            checked.refuse("funds", fund.row, "Host (code)", fund.host, _a_partner(checked))
        if checked.funds[fund.code] not in titles:
            wanted = "the title of the agreement that the fund is under, as in the sheet Agreement"
            checked.refuse("funds", fund.row, "Agreement", fund.agreement, wanted)


def _a_partner(checked: Checked) -> str:
    return "the code of a partner, such as " + (", ".join(sorted(checked.partners)[:6]) or "one of the sheet Partners")


def _known(checked: Checked, part: str, row: Any, fields: dict[str, str]) -> bool:
    """Whether a row names funds, partners and streams that are there or come with the workbook."""
    before = len(checked.problems)
    for name, column in fields.items():
        value = getattr(row, name)
        known: Iterable[str] = {"fund": checked.funds, "stream": checked.streams}.get(name, checked.partners)
        if value not in known:
            wanted = _a_partner(checked) if known is checked.partners else "one of " + ", ".join(sorted(known)[:6])
            checked.refuse(part, row.row, column, value, wanted)
    return len(checked.problems) == before


def _lines(checked: Checked) -> tuple[LineRow, ...]:
    seen: dict[str, int] = {}
    rows = []
    fields = {"fund": "Fund (code)", "stream": "Stream", "payer": "Whose money (code)", "spender": "Spent by (code)"}
    for row in checked.set_up.lines:
        if row.ref in seen:
            wanted = f"each line once; row {seen[row.ref]} has it already"
            checked.refuse("lines", row.row, "Line reference", row.ref, wanted)
            continue
        seen[row.ref] = row.row
        if len(row.ref) > LONGEST_REF or len(row.scheme) > LONGEST_REF:
            checked.refuse("lines", row.row, "Line reference", row.ref, f"at most {LONGEST_REF} characters")
        elif (row.amount < 0) != row.income and row.amount != ZERO:
            wanted = "zero or more; a line of income has Yes in “Income” and zero or less"
            checked.refuse("lines", row.row, "Opening budget (£)", f"{row.amount:,.2f}", wanted)
        elif _known(checked, "lines", row, fields) and _stream_runs(checked, row) and _is_new(checked, row):
            rows.append(row)
    return tuple(rows)


def _stream_runs(checked: Checked, row: LineRow | ContributionRow) -> bool:
    stream = checked.there.stream(row.stream)
    year = checked.there.year
    if stream is None or (stream.first_year or 0) <= year <= (stream.last_year or 9999):
        return True
    last = f" and ended with {year_label(stream.last_year)}" if stream.last_year and stream.last_year < year else ""
    part = "lines" if isinstance(row, LineRow) else "contributions"
    checked.refuse(
        part, row.row, "Stream", row.stream, f"a stream of {year_label(year)}; this one is not of that year{last}"
    )
    return False


def _is_new(checked: Checked, row: LineRow) -> bool:
    """Whether a line is to be made or, being there without any budget, to be used; one with that budget is kept."""
    there = checked.there
    line = there.lines.get(row.ref)
    if line is None:
        return True
    same = (line.scheme.ref, line.fund.code, line.stream.name) == (row.scheme, row.fund, row.stream)
    same = same and there.code_of(line.contributing_partner) == row.payer
    stands = there.budgets.get(line.pk)
    if same and stands is None and row.amount:
        checked.again.add(row.ref)
        return True
    if same and (stands or ZERO) == row.amount:
        checked.keep("lines")
        return False
    year = year_label(there.year)
    if same:
        wanted = f"the line has £{stands or ZERO:,.2f} in {year} already; move its budget by a change"
    else:
        wanted = f"another reference: {row.ref} is a line of {line.scheme.name} in {line.fund} in {year} already"
    checked.refuse("lines", row.row, "Line reference", row.ref, wanted)
    return False


def _contributions(checked: Checked) -> tuple[ContributionRow, ...]:
    seen: dict[tuple[str, str, str], int] = {}
    rows = []
    fields = {"fund": "Fund (code)", "partner": "Partner (code)", "stream": "Stream"}
    for row in checked.set_up.contributions:
        key = (row.fund, row.partner, row.stream)
        if key in seen:
            wanted = f"each partner, fund and stream once; row {seen[key]} has them already"
            checked.refuse("contributions", row.row, "Contribution (£)", " ".join(key), wanted)
        elif row.amount < 0:
            checked.refuse("contributions", row.row, "Contribution (£)", f"{row.amount:,.2f}", "zero or more")
        elif _known(checked, "contributions", row, fields) and _stream_runs(checked, row) and _adds(checked, row):
            rows.append(row)
        seen.setdefault(key, row.row)
    return tuple(rows)


def _adds(checked: Checked, row: ContributionRow) -> bool:
    """Whether a contribution has nothing yet; one that stands at the same amount is kept."""
    there = checked.there
    fund, stream, partner = there.funds.get(row.fund), there.stream(row.stream), there.partners.get(row.partner)
    found = there.contributions.get((fund.pk, stream.pk, partner.heir_id or 0)) if fund and stream and partner else None
    stands: Decimal | None = there.received.get(found.pk) if found else None
    if stands is None:
        return True
    if stands == row.amount:
        checked.keep("contributions")
        return False
    wanted = f"£{stands:,.2f}, which it stands at already; change it by a variation"
    checked.refuse("contributions", row.row, "Contribution (£)", f"{row.amount:,.2f}", wanted)
    return False


def _check_openings(checked: Checked, lines: Iterable[LineRow], given: Iterable[ContributionRow]) -> None:
    """A fund's year has one opening budget: what comes later is a variation."""
    year = year_label(checked.there.year)
    for code in dict.fromkeys([*(row.fund for row in lines), *(row.fund for row in given)]):
        fund = checked.there.funds.get(code)
        opening = checked.there.openings.get(fund.pk) if fund else None
        if opening is not None:
            state = opening.get_state_display().lower()
            wanted = f"the opening budget of {fund} for {year} is {state} already; refuse it first, or use a variation"
            checked.problems.append(Problem("", None, "Fund", code, wanted))


def _schemes(checked: Checked, lines: Iterable[LineRow]) -> None:
    """Which schemes are new, and what the plan says of those that are there and differ."""
    first: dict[str, LineRow] = {}
    for row in lines:
        first.setdefault(row.scheme, row)
    for ref, row in first.items():
        scheme = checked.there.schemes.get(ref)
        if scheme is None:
            checked.schemes.append(ref)
            continue
        said = {name: getattr(row, name) for name in SCHEME_FIELDS}
        changes = tuple(
            (SCHEME_FIELDS[name], getattr(scheme, name), value)
            for name, value in said.items()
            if value and value != getattr(scheme, name)
        )
        if changes:
            checked.updates.append(SchemeUpdate(ref, changes))
