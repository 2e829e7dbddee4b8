"""Filling an uploaded template of a national return: what goes where, and that nothing else is touched."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from decimal import Decimal
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.facts.national_return import YEAR_END, ReturnAnswer, ReturnFacts
from reports.papers.national_return.filling import FILLED, KEPT, SAME, Filling, plan_filling
from reports.papers.national_return.singles import find_singles
from reports.render.template_cells import NotAWorksheet, read_spots
from reports.render.template_fill import OpenTemplate, calculated_when_opened, fill_template, open_template, write_cells
from reports.render.template_inputs import input_of
from schemes.sources.bcf_plan import plan_sheets
from schemes.sources.limits import Unreadable
from schemes.sources.return_template import read_template
from tests.reports.render.return_templates import (
    REORDERED,
    ROWS,
    SCHEME_HEADERS,
    TWO_YEARS,
    Template,
    source_template,
    with_parts,
    year_end_template,
)
from tests.reports.returned import returned

LAYOUTS = {
    "as it comes": Template(),
    "no titles": Template(titles=0, left=0),
    "many titles": Template(titles=12, left=3),
    "columns in another order and words": Template(headers=REORDERED),
    "two years": Template(headers=TWO_YEARS),
    "not protected": Template(protected=False),
}
SHEET = "5. Spend & Activity"


def planned(content: bytes, facts: ReturnFacts) -> tuple[OpenTemplate, Filling]:
    tables, problems = read_template(plan_sheets(content, "template.xlsx"), facts.year)
    assert not problems
    template = open_template(content, "template.xlsx")
    singles = find_singles(
        facts,
        plan_sheets(content, "template.xlsx"),
        lambda sheet, label, at, words: input_of(template, sheet, label, at, words=words),
    )
    return template, plan_filling(facts, tables, template.stands_against, singles)


def members(content: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def values(content: bytes, sheet: str = SHEET) -> dict[str, Any]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {cell.coordinate: cell.value for row in book[sheet].iter_rows() for cell in row if cell.value is not None}


def without_calc(workbook: bytes) -> bytes:
    return (
        workbook.replace(b' fullCalcOnLoad="1"', b"")
        .replace(b'<calcPr fullCalcOnLoad="1"/>', b"")
        .replace(b" />", b"/>")
    )


@pytest.mark.parametrize("name", LAYOUTS)
def test_each_layout_is_filled_cell_for_cell_and_every_other_part_stays_as_it_is(name: str) -> None:
    look = LAYOUTS[name]
    before = look.bytes()
    template, filling = planned(before, returned())
    after = fill_template(template, filling.cells())
    wanted = {
        look.address("actual", 0): 612.35,
        look.address("delivered", 0): 450,
        look.address("planned_outputs", 0): 1000,
        look.address("issues", 0): "No",
        look.address("actual", 1): 150,
        look.address("issues", 1): "Yes",
        look.address("issues_text", 1): "=Recruitment & retention <slow>",
        look.address("actual", 2): 210.5,
        look.address("delivered", 2): 0,
        look.address("unit", 2): "Number of adaptations funded/people supported",
        look.address("issues", 2): "No",
    }
    assert {one.address for one in filling.written} == set(wanted)
    assert values(after) == values(before) | wanted
    was, now = members(before), members(after)
    assert list(was) == list(now)
    changed = {part for part in was if was[part] != now[part]}
    assert changed <= {"xl/worksheets/sheet1.xml", "xl/workbook.xml"}
    assert without_calc(now["xl/workbook.xml"]) == without_calc(was["xl/workbook.xml"])


def test_outside_the_cells_that_are_filled_no_byte_of_the_sheet_changes() -> None:
    before = Template().bytes()
    template, filling = planned(before, returned())
    after = fill_template(template, filling.cells())
    part = "xl/worksheets/sheet1.xml"
    was, now = members(before)[part], members(after)[part]
    for one in filling.written:
        cell = re.compile(rb'<c r="' + one.address.encode() + rb'"(?:[^>]*/>|.*?</c>)')
        assert cell.search(now)
        was, now = cell.sub(b"", was, count=1), cell.sub(b"", now, count=1)
    assert was == now


def test_styles_validation_and_protection_stand_and_the_total_is_calculated_anew() -> None:
    look = Template()
    before = look.bytes()
    template, filling = planned(before, returned())
    after = fill_template(template, filling.cells())
    old, new = (openpyxl.load_workbook(io.BytesIO(content)) for content in (before, after))
    for one in filling.written:
        assert new[SHEET][one.address].style_id == old[SHEET][one.address].style_id
    assert new[SHEET][look.address("issues_text", 1)].data_type == "s"  # a text that looks like a formula is none
    assert new[SHEET].protection.sheet
    assert new["Lists"].sheet_state == "hidden"
    assert "YesNo" in new.defined_names
    assert new.calculation.fullCalcOnLoad


def test_the_preview_says_what_is_left_and_why() -> None:
    look = Template()
    _, filling = planned(look.bytes(), returned())
    by_address = {one.address: one for one in filling.fills}
    assert by_address[look.address("planned", 0)].done == SAME
    wrong = by_address[look.address("planned", 2)]
    assert (wrong.done, wrong.old, wrong.new, wrong.why) == (KEPT, "601", Decimal(600), "the template protects it")
    assert by_address[look.address("actual", 1)].where == "1, iBCF"  # its ID stands in the row above, merged
    assert filling.unmatched == (f"{SHEET}, row 9: 9, DFG is not in the return, so its row is left as it is.",)


def test_a_scheme_that_the_template_has_not_or_has_twice_is_named() -> None:
    twice = Template(rows=(ROWS[2], ROWS[2]))
    _, filling = planned(twice.bytes(), returned())
    assert not filling.fills
    assert f"{SHEET}, row 6: 2, DFG stands in several rows; fill those by hand." in filling.unmatched
    assert f"1, iBCF is in the return and has no row in sheet {SHEET}; add it there." in filling.unmatched


def test_formulas_and_covered_cells_are_left_alone() -> None:
    look = Template(protected=False)
    book = openpyxl.load_workbook(io.BytesIO(look.bytes()))
    book[SHEET][look.address("actual", 0)] = "=1+1"
    book[SHEET].merge_cells(f"{look.address('issues', 1)}:{look.address('issues', 2)}")
    file = io.BytesIO()
    book.save(file)
    template, filling = planned(file.getvalue(), returned())
    left = {one.address: one.why for one in filling.fills if one.done == KEPT}
    assert left[look.address("actual", 0)] == "it holds a formula"
    assert left[look.address("issues", 2)] == "it lies under a merged cell"
    with pytest.raises(ValueError, match="may not be written to"):
        fill_template(template, {SHEET: {(6, look.column("actual")): Decimal(1)}})


def test_by_source_in_the_year_and_at_its_end() -> None:
    labels = ("NHS Minimum Contribution", "iBCF", "Disabled Facilities Grant")
    quarter = source_template(
        "BCF 2025-26", ("Planned Income", "Updated Total Plan Income", "Q2 Year-to-Date Actual Expenditure"), labels
    )
    _, filling = planned(quarter, returned(2025))
    assert {one.address: one.new for one in filling.written} == {
        "B4": 1500, "C4": 1600, "D4": Decimal("612.35"), "B5": 400, "C5": 400, "D5": 150, "B6": 600, "C6": 600,
        "D6": Decimal("210.50"),
    }  # fmt: skip
    year_end = source_template("BCF 2023-24", ("Planned", "Actual"), labels)
    _, filling = planned(year_end, returned(2023, YEAR_END))
    assert {one.address: one.new for one in filling.written}["C4"] == 1600
    assert filling.unmatched == ("No table of “Expenditure” was found that can be filled; copy it from the return.",)
    assert all(one.done == FILLED for one in filling.fills)


def answered(year: int = 2023) -> ReturnFacts:
    said = (ReturnAnswer("comments", "Winter was <long> & hard."), ReturnAnswer("additional", "More came in."))
    return replace(returned(year, YEAR_END), answers=said)


@pytest.mark.parametrize("protected", [True, False])
def test_totals_and_answers_go_beside_their_labels_and_formulas_stay(protected: bool) -> None:
    before = year_end_template(protected=protected)
    template, filling = planned(before, answered())
    done = {one.address: (one.new, one.done) for one in filling.fills}
    assert done["B14"] == (Decimal("972.85"), FILLED)
    assert done["C8"] == ("More came in.", FILLED)
    assert done["A17"] == ("Winter was <long> & hard.", FILLED)
    assert done["B12"][1] == KEPT  # a formula
    assert not any("not filled in" in said or "No table" in said for said in filling.unmatched)

    after = fill_template(template, filling.cells())
    stands = values(after, "Sheet")
    assert (stands["B12"], stands["A17"], stands["C8"]) == ("=B6*2", "Winter was <long> & hard.", "More came in.")
    assert "B13" not in stands
    old, new = members(before), members(after)
    assert {name for name in old if old[name] != new[name]} <= {"xl/worksheets/sheet1.xml", "xl/workbook.xml"}


def test_an_answer_that_stands_in_the_template_is_left() -> None:
    _, filling = planned(year_end_template(comment="What we wrote ourselves"), answered())
    kept = next(one for one in filling.fills if one.address == "A17")
    assert (kept.done, kept.old) == (KEPT, "What we wrote ourselves")


def test_what_the_template_asks_twice_is_filled_by_hand() -> None:
    book = openpyxl.load_workbook(io.BytesIO(year_end_template()))
    book.copy_worksheet(book.active)
    file = io.BytesIO()
    book.save(file)
    _, filling = planned(file.getvalue(), answered())
    assert not {"B14", "A17", "C8"} & {one.address for one in filling.written}
    assert any("Expenditure" in said for said in filling.unmatched)


def test_a_template_of_another_year_or_without_a_table_is_refused_in_words() -> None:
    tables, problems = read_template(plan_sheets(Template().bytes(), "t.xlsx"), 2025)
    assert not tables
    assert "a template of 2025-26" in str(problems[0])
    plain = source_template("Nothing", ("Colour", "Shape"), ("Red",))
    tables, problems = read_template(plan_sheets(plain, "t.xlsx"), 2025)
    assert not tables
    assert "“Scheme ID”" in str(problems[0])


def test_signed_damaged_and_hostile_workbooks_are_refused() -> None:
    good = Template().bytes()
    sheet = members(good)["xl/worksheets/sheet1.xml"]
    cases = {
        "digitally signed": with_parts(good, {"_xmlsignatures/sig1.xml": b"<a/>"}),
        "is damaged": with_parts(good, {"xl/worksheets/sheet1.xml": sheet[:-20]}),
        "defines entities": with_parts(good, {"xl/worksheets/sheet1.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + sheet}),
        "was not sent whole": good[:-40],
        "no .xlsx or .xlsm workbook": b"Scheme ID,Source of Funding\n",
    }
    for words, content in cases.items():
        with pytest.raises(Unreadable, match=words):
            open_template(content, "t.xlsx")
    with pytest.raises(NotAWorksheet, match="entities"):
        read_spots(b"<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet/>")


def test_macros_are_kept_byte_for_byte() -> None:
    content = with_parts(Template().bytes(), {"xl/vbaProject.bin": b"\xd0\xcf not a macro \x00"})
    template, filling = planned(content, returned())
    assert members(fill_template(template, filling.cells()))["xl/vbaProject.bin"] == b"\xd0\xcf not a macro \x00"


PREFIXED = b"""<?xml version="1.0"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<!-- <c r="B2"/> --><x:cols><x:col min="3" max="3" style="7"/></x:cols><x:sheetData><x:row><x:c><x:v>1</x:v></x:c>
<x:c t="inlineStr"><x:is><x:t>a &gt; b</x:t></x:is></x:c></x:row><x:row r="3"/>
<x:row r="5" s="4" customFormat="1"><x:c r='D5' s='2'/></x:row></x:sheetData></x:worksheet>"""


def test_prefixes_rows_without_numbers_and_missing_cells_are_written_in_their_place() -> None:
    spots = read_spots(PREFIXED)
    cells: dict[tuple[int, int], Decimal | str] = {
        (1, 2): "new", (1, 3): Decimal(3), (3, 1): "é", (5, 2): Decimal("2.50"), (5, 4): "D", (5, 6): "F", (4, 1): "row"
    }  # fmt: skip
    made = write_cells(PREFIXED, spots, cells)
    again = read_spots(made)
    assert sorted(again.rows) == [1, 3, 4, 5]
    assert {(row, column) for row in again.rows for column in again.rows[row].cells} == {(1, 1), *cells}
    assert again.style((1, 3)) == "7"
    assert again.style((5, 2)) == "4"
    assert again.style((5, 4)) == "2"
    assert b'<x:c r="A3" t="inlineStr"><x:is><x:t xml:space="preserve">&#233;</x:t></x:is></x:c>' in made
    assert b'<!-- <c r="B2"/> -->' in made
    order = [made.index(f'r="{address}"'.encode()) for address in ("B1", "C1", "A3", "A4", "B5", "D5", "F5")]
    assert order == sorted(order)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'<w><calcPr calcId="191029"/></w>', b'<w><calcPr calcId="191029" fullCalcOnLoad="1"/></w>'),
        (b'<w><calcPr fullCalcOnLoad="0" a="1"/></w>', b'<w><calcPr a="1" fullCalcOnLoad="1"/></w>'),
        (b"<w><x:calcPr></x:calcPr></w>", b'<w><x:calcPr fullCalcOnLoad="1"></x:calcPr></w>'),
        (b"<w><x:sheets><x:a/></x:sheets></w>", b'<w><x:sheets><x:a/></x:sheets><x:calcPr fullCalcOnLoad="1"/></w>'),
        (b"<w><sheets/></w>", b"<w><sheets/></w>"),
    ],
)
def test_a_workbook_is_told_to_calculate_when_it_is_opened(before: bytes, after: bytes) -> None:
    assert calculated_when_opened(before) == after


@given(
    st.dictionaries(
        st.tuples(st.integers(5, 9), st.integers(1, 20)),
        st.one_of(st.text(max_size=20), st.decimals(-(10**9), 10**9, places=2)),
        max_size=12,
    )
)
@settings(max_examples=25)
def test_whatever_is_written_is_read_again_and_nothing_else_is(cells: dict[tuple[int, int], Decimal | str]) -> None:
    part = "xl/worksheets/sheet1.xml"
    content = Template(protected=False).bytes()
    made = write_cells(members(content)[part], read_spots(members(content)[part]), cells)
    found, before = values(with_parts(content, {part: made})), values(content)
    for (row, column), value in cells.items():
        address = f"{openpyxl.utils.get_column_letter(column)}{row}"
        before.pop(address, None)
        kept = found.pop(address, None)
        if isinstance(value, Decimal):
            assert kept == pytest.approx(float(value))
        else:
            assert (kept or "") == printable(value)
    assert found == before


def printable(text: str) -> str:
    """What a cell can hold of a text: no control characters; XML reads every line's end as one."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text).replace("\r\n", "\n").replace("\r", "\n")


def test_headers_of_the_template_are_all_known() -> None:
    tables, _ = read_template(plan_sheets(Template().bytes(), "t.xlsx"), 2023)
    assert set(tables[0].columns) == set(SCHEME_HEADERS)
