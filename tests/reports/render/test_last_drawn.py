"""What was drawn last is given again only as long as it would show the same."""

from __future__ import annotations

from decimal import Decimal

from reports.document import Cell, Column, Row, Table
from reports.render.html import render_table
from reports.render.last_drawn import LastDrawn


def test_what_shows_the_same_is_drawn_once_and_what_differs_anew() -> None:
    drawn: list[Decimal] = []
    last = LastDrawn(most=10)

    def at(place: str, amount: str) -> str:
        shown = Decimal(amount)

        def make() -> str:
            drawn.append(shown)
            return f"<td>{shown}</td>"

        return last.draw(place, [shown], make)

    assert [at("a", "1.00"), at("a", "1.00"), at("a", "2.00"), at("a", "1.00")] == [
        "<td>1.00</td>", "<td>1.00</td>", "<td>2.00</td>", "<td>1.00</td>",
    ]  # fmt: skip
    assert drawn == [Decimal("1.00"), Decimal("2.00"), Decimal("1.00")]
    assert at("b", "1.00") == "<td>1.00</td>"
    assert len(drawn) == 4


def test_the_places_looked_at_last_are_kept() -> None:
    drawn: list[int] = []
    last = LastDrawn(most=2)

    def look(place: int) -> None:
        def make() -> str:
            drawn.append(place)
            return ""

        last.draw(place, place, make)

    for place in (1, 2, 1, 3, 1, 2):
        look(place)
    assert drawn == [1, 2, 3, 2]


def test_a_row_is_drawn_anew_when_a_cell_or_its_columns_change() -> None:
    def table(amount: str, *, word: str = "", other_word: str = "", link: str = "", unit: str = "pounds") -> str:
        cells = (Cell("Beds"), Cell(Decimal(amount), unit, link, word))  # type: ignore[arg-type]
        others = (Cell("Home"), Cell(Decimal("5.00"), unit, "", other_word))  # type: ignore[arg-type]
        columns = (Column("name", "Scheme", "text"), Column("variance", "Variance", unit))  # type: ignore[arg-type]
        return render_table(Table("t", "A table", columns, (Row("beds", cells), Row("home", others))))

    plain = table("1.00")
    looks = [
        table("2.00"), table("1.00", word="overspend"), table("1.00", other_word="underspend"),
        table("1.00", link="/there/"), table("1.00", unit="percent"),
    ]  # fmt: skip
    assert len({plain, *looks}) == 6
    assert table("1.00") == plain
