"""Reads the rows of an expenditure sheet: each a scheme's line, a prepared blank, or a total that must re-add."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from s75.errors import Problem
from s75.money import ZERO, total
from s75.years import year_label
from schemes.sources.amounts import read_amount
from schemes.sources.bcf_plan_checks import same_twice, two_names, two_of_a_kind
from schemes.sources.bcf_plan_layout import NEEDED, Layout, cell_of
from schemes.sources.bcf_plan_numbers import amount_of, nhs_percent, outputs_of
from schemes.sources.bcf_plan_parts import Lists, Spend, Unread
from schemes.sources.bcf_plan_words import JOINT, expected_of, in_list, is_other, plain, source_of
from schemes.sources.cells import Fault, column_name, is_blank, shown
from schemes.sources.sheets import Row

LONGEST_NAME, LONGEST_REF = 200, 16
_TOTAL = re.compile(r"^(?:grand |sub ?)?total\b|^running (?:total|balance)|^balance\b|^sum\b", re.IGNORECASE)
_PREPARED = ("ref", "checks")  # what the template has filled in on rows that nobody uses


@dataclass
class Reading:
    """The rows of a sheet as they are read, with everything that stands against taking them."""

    layout: Layout
    lists: Lists
    rows: list[Spend] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    rounded: int = 0
    prepared: list[int] = field(default_factory=list)
    unsure: bool = False
    unlisted: dict[str, set[str]] = field(default_factory=dict)

    def refuse(self, row: int, meaning: str, found: object, expected: str) -> None:
        self.problems.append(
            Problem(self.layout.sheet.name, row, self.layout.named(meaning), shown(found)[:80], expected)
        )

    def text(self, number: int, row: Row, meaning: str) -> str:
        value = self.layout.cell(row, meaning)
        if isinstance(value, Fault):
            self.refuse(number, meaning, value.found, "text; mend the cell in the file")
            return ""
        return shown(value)


def read_rows(layout: Layout, lists: Lists) -> Reading:
    """Read every row under the header."""
    reading = Reading(layout, lists)
    for number, row in layout.data():
        if all(is_blank(cell) for cell in row):
            continue
        label = _total_label(reading, row)
        if label:
            _check_total(reading, number, row, label)
        elif _is_prepared(reading, row):
            reading.prepared.append(number)
        else:
            _read_row(reading, number, row)
    _conclude(reading)
    return reading


def _conclude(reading: Reading) -> None:
    sheet = reading.layout.sheet.name
    reading.problems += same_twice(reading.rows, sheet) + two_names(reading.rows, reading.layout)
    reading.warnings += two_of_a_kind(reading.rows)
    if reading.rounded:
        reading.warnings.append(
            f"{reading.rounded} amounts have more than two decimals; each is rounded to the penny, so totals may differ by pence"
        )
    for what, texts in reading.unlisted.items():
        some = "”, “".join(sorted(texts)[:4])
        reading.warnings.append(f"{what} that the template’s list does not have are kept as written: “{some}”")
    if reading.prepared:
        first, last = reading.prepared[0], reading.prepared[-1]
        what = f"{len(reading.prepared)} prepared rows that nobody filled in"
        reading.unread.append(Unread(sheet, f"rows {first} to {last}", what, "blank"))
    if not reading.rows and not reading.problems:
        at = reading.layout.sheet.number(reading.layout.header.last)
        reading.problems.append(Problem(sheet, at, "", "no row with a scheme", "at least one row under the header"))


def _total_label(reading: Reading, row: Row) -> str:
    """The words by which a row is a total; empty for any other row."""
    for meaning in ("ref", "name", "description", "source"):
        text = shown(reading.layout.cell(row, meaning))
        if _TOTAL.search(text):
            return text
    first = next((shown(cell) for cell in row if not is_blank(cell)), "")
    return first if _TOTAL.search(first) and is_blank(reading.layout.cell(row, "source")) else ""


def _is_prepared(reading: Reading, row: Row) -> bool:
    """A row without any word of a scheme's and without money: the template's own numbers and formulas stand in it."""
    layout = reading.layout
    words = [layout.cell(row, m) for m in layout.columns if m not in (*_PREPARED, "amount", "outputs")]
    money = [cell_of(row, column) for column in layout.amounts.values()]
    blank = ("", "0", "0%", "please select", "n/a", "#n/a")
    return all(shown(w).lower() in blank or isinstance(w, Fault | int | float) for w in words) and all(
        shown(m) in ("", "0", "0.0", "-", "£0", "£0.00", "0.00") for m in money
    )


def _check_total(reading: Reading, number: int, row: Row, label: str) -> None:
    """A total of the year under rows that all were read must be their sum; it is left out of them."""
    column = reading.layout.amounts[reading.layout.year]
    try:
        given = read_amount(cell_of(row, column))
    except ValueError:
        given = None
    reading.unread.append(Unread(reading.layout.sheet.name, f"row {number}", label[:80], "a total"))
    mine = total(each.amount for each in reading.rows)
    if given is not None and not reading.unsure and abs(given - mine) > Decimal("0.01") * reading.rounded:
        named = column_name(column.header, column.index)
        expected = f"the sum of the rows above, £{mine:,.2f}"
        reading.problems.append(Problem(reading.layout.sheet.name, number, named, f"{given:,.2f}", expected))


def _read_row(reading: Reading, number: int, row: Row) -> None:
    before = len(reading.problems)
    amount = amount_of(reading, number, row)
    if amount == ZERO and len(reading.problems) == before:
        what = f"{reading.text(number, row, 'ref')} {_name(reading, number, row)}".strip()
        why = f"nothing planned in {year_label(reading.layout.year)}"
        reading.unread.append(Unread(reading.layout.sheet.name, f"row {number}", what[:80], why))
        return
    made = _spend(reading, number, row, amount)
    if len(reading.problems) == before:
        reading.rows.append(made)
    else:
        reading.unsure = True


def _spend(reading: Reading, number: int, row: Row, amount: Decimal) -> Spend:
    ref, source = _required(reading, number, row, "ref"), _source(reading, number, row)
    kind = _listed(reading, number, row, "scheme_type", "a scheme type", reading.lists.scheme_type)
    commissioner = _commissioner(reading, number, row)
    if len(ref) > LONGEST_REF:
        reading.refuse(number, "ref", ref, f"an ID of at most {LONGEST_REF} characters")
    return Spend(
        row=number,
        ref=ref,
        name=_name(reading, number, row),
        source=source,
        amount=amount,
        description=reading.text(number, row, "description"),
        scheme_type=_specified(reading, number, row, kind, "type_other"),
        sub_type=_sub_type(reading, number, row, kind),
        area_of_spend=_area(reading, number, row),
        commissioner=commissioner,
        nhs_percent=nhs_percent(reading, number, row) if commissioner == JOINT else None,
        provider=_loosely(reading, "providers", reading.text(number, row, "provider"), reading.lists.provider_type),
        is_new={"new": True, "existing": False}.get(plain(reading.text(number, row, "is_new"))),
        outputs=outputs_of(reading, number, row),
        unit=_unit(reading, number, row),
    )


def _required(reading: Reading, number: int, row: Row, meaning: str) -> str:
    text = reading.text(number, row, meaning)
    if not text and not isinstance(reading.layout.cell(row, meaning), Fault):
        reading.refuse(number, meaning, "", f"a {NEEDED[meaning].lower()} in every row with an amount")
    return text


def _name(reading: Reading, number: int, row: Row) -> str:
    """The scheme's name; where the template has none, its description's beginning (or its activity)."""
    if "name" in reading.layout.columns:
        return _required(reading, number, row, "name")[:LONGEST_NAME]
    text = reading.text(number, row, "description") or reading.text(number, row, "scheme_type")
    first = re.split(r"(?<=[.;:])\s", text, maxsplit=1)[0].rstrip(".;:")
    return first if len(first) <= 80 else first[:80].rsplit(" ", 1)[0] + " …"


def _source(reading: Reading, number: int, row: Row) -> str:
    text = _required(reading, number, row, "source")
    known = in_list(text, reading.lists.source) or source_of(text)
    if text and reading.lists.source and known not in reading.lists.source:
        reading.refuse(number, "source", text, expected_of("a source of funding", text, reading.lists.source))
    return known or text


def _listed(
    reading: Reading, number: int, row: Row, meaning: str, what: str, allowed: tuple[str, ...], *, blank: bool = True
) -> str:
    """A word of a list as the list has it; a word that is not in it is a problem, a blank is not unless said."""
    text = reading.text(number, row, meaning)
    if not text and (blank or meaning not in reading.layout.columns):
        return ""
    known = in_list(text, allowed) if allowed else text
    if not known:
        reading.refuse(number, meaning, text, expected_of(what, text, allowed))
    return known


def _specified(reading: Reading, number: int, row: Row, word: str, meaning: str) -> str:
    """“Other” with what was specified beside it."""
    more = reading.text(number, row, meaning) if is_other(word) else ""
    return f"{word}: {more}"[:160] if more else word


def _area(reading: Reading, number: int, row: Row) -> str:
    allowed = reading.lists.area_of_spend
    area = _listed(reading, number, row, "area_of_spend", "an area of spend", allowed, blank=not allowed)
    return _specified(reading, number, row, area, "area_other")


def _commissioner(reading: Reading, number: int, row: Row) -> str:
    return _listed(reading, number, row, "commissioner", "a commissioner", reading.lists.commissioner)


def _sub_type(reading: Reading, number: int, row: Row, kind: str) -> str:
    """A sub-type of the row's scheme type, as the list has it; any other is kept as written, and counted."""
    text = reading.text(number, row, "sub_type")
    return _loosely(reading, "sub-types", text, reading.lists.sub_type.get(kind, ()))


def _loosely(reading: Reading, what: str, text: str, allowed: tuple[str, ...]) -> str:
    """A word as its list has it; a word that the list lacks is kept as written, with a warning."""
    known = in_list(text, allowed)
    if text and allowed and not known:
        reading.unlisted.setdefault(what, set()).add(text)
    return (known or text)[:160]


def _unit(reading: Reading, number: int, row: Row) -> str:
    return _loosely(reading, "units", reading.text(number, row, "unit"), reading.lists.unit)
