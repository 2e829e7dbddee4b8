"""The editor of a layout as one form: every house layout goes through it unchanged, and each error stands at its field."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reports.forms.layout_sheet import Sheet, sheet_of
from reports.house_style.rows import PartRow, Rows, rows_of
from reports.layouts.data import from_data
from reports.layouts.houses import NAMES, house
from reports.layouts.offers import FIGURES

Change = Callable[[Rows], object]


def sheet(change: Change = lambda rows: None, name: str = "durham") -> Sheet:
    rows = rows_of(house(name))
    change(rows)
    return sheet_of(rows, bound=True)


@pytest.mark.parametrize("name", NAMES)
def test_a_house_layout_goes_through_the_editor_unchanged(name: str) -> None:
    made = sheet(name=name)

    assert made.is_valid(), made.problems
    assert from_data(made.data(name), known=FIGURES) == house(name)


def put(number: int, **values: str) -> Change:
    return lambda rows: rows.parts[number - 1].values.update(values)


def figure(number: int, key: str, heading: str = "") -> Change:
    return lambda rows: rows.parts[number - 1].figures.append({"key": key, "heading": heading})


@pytest.mark.parametrize(
    ("change", "said", "href"),
    [
        (lambda rows: rows.top.update(name=" "), "Name of the layout: Enter a name", "#id_name"),
        (lambda rows: rows.top.update(title="{place}"), "Title of a paper: “{place}” is not known", "#id_title"),
        (lambda rows: rows.top.update(steps="0"), "Enter a whole number from 1 to 50", "#id_steps"),
        (lambda rows: rows.sign_off.clear(), "Who signs a paper: Choose at least one role", "#id_sign_off"),
        (lambda rows: rows.sign_off.append("king"), "king is not one of the available choices", "#id_sign_off"),
        (lambda rows: rows.entries[1].update(label=""), "Line 2 of the title block, Label", "#id_entry-2-label"),
        (lambda rows: rows.parts.clear(), "Add at least one part", "#parts"),
        (put(1, heading=""), "Part 1, Heading: Enter a heading", "#id_part-1-heading"),
        (put(1, heading="", runs_on="on"), "Part 1, It has no heading", "#id_part-1-runs_on"),
        (put(2, level="3"), "Part 2, Level: This is more than one level below", "#id_part-2-level"),
        (put(1, heading="x\u202ey"), "Take out characters that cannot be printed", "#id_part-1-heading"),
        (put(1, guidance="x" * 501), "Use 500 characters at most", "#id_part-1-guidance"),
        (figure(1, "nothing"), "Part 1, figures 1, Figures: Choose one of the list", "#id_part-1-figure-1-key"),
        (figure(1, "lines"), "Choose one of the list", "#id_part-1-figure-1-key"),  # workbooks alone hold every line
        (figure(23, "funds"), "“Position by fund” stands in part 5 already", "#id_part-23-figure-2-key"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(change: Change, said: str, href: str) -> None:
    made = sheet(change)

    assert not made.is_valid()
    found = [problem for problem in made.problems if said in problem["text"]]
    assert [problem["href"] for problem in found] == [href], made.problems


def test_figures_three_levels_down_run_on_under_their_part() -> None:
    def change(rows: Rows) -> None:
        rows.parts[11].values["level"] = "3"
        figure(23, "")(rows)
        rows.parts[11].figures.append({"key": "indicators" if "indicators" in FIGURES else "register", "heading": "x"})
        rows.parts[22].figures.clear()

    made = sheet(change)

    assert not made.is_valid()
    assert any("Figures at this level run on" in problem["text"] for problem in made.problems)


def test_new_parts_get_keys_of_their_own_and_old_ones_keep_theirs() -> None:
    def change(rows: Rows) -> None:
        for heading in ("Background", "Funds", "2 of them", "Éloge"):
            rows.parts.append(PartRow({"heading": heading, "level": "1"}))
        rows.entries.append({"label": "Meeting", "where": "above"})
        rows.parts[0].values["heading"] = "Renamed"

    made = sheet(change)
    assert made.is_valid(), made.problems
    layout = from_data(made.data("durham"), known=FIGURES)

    assert [part.key for part in layout.parts][-4:] == ["background_2", "funds_2", "part_2_of_them", "loge"]
    assert (layout.parts[0].key, layout.parts[0].heading) == ("purpose", "Renamed")
    assert [entry.key for entry in layout.above] == ["meeting", "meeting_date", "meeting_2"]


def test_a_part_gives_its_key_up_to_figures_that_stand_elsewhere() -> None:
    def change(rows: Rows) -> None:
        funds = next(part for part in rows.parts if part.values["key"] == "funds")
        rows.parts[0].figures += funds.figures
        funds.figures = []

    made = sheet(change, name="plain")
    assert made.is_valid(), made.problems
    layout = from_data(made.data("plain"), known=FIGURES)

    assert [part.key for part in layout.parts][:2] == ["where_we_stand", "position_by_fund"]
