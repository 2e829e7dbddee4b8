"""A sample document for the renderers: a board paper of believable size."""

from __future__ import annotations

from decimal import Decimal

from reports.document import (
    Bullets,
    Cell,
    Column,
    Document,
    Meta,
    Paragraph,
    Row,
    RowKind,
    Section,
    Table,
)
from s75.money import ZERO, percent_of, round_percent
from tests.reports.render.charted import FUNDS, bridge_blocks, month_blocks

COLUMNS = (
    Column("name", "Fund or scheme", "text"),
    Column("original", "Original budget"),
    Column("budget", "Current budget"),
    Column("profiled", "Budget to date"),
    Column("actual", "Actual to date"),
    Column("outturn", "Forecast outturn", brief="Outturn"),
    Column("variance", "Variance"),
    Column("percent", "Variance %", "percent", brief="%"),
    Column("movement", "Movement since P07", brief="Movement"),
    Column("lines", "Lines", "count"),
    Column("rag", "RAG", "rag"),
)
SUMMED = frozenset({"original", "budget", "profiled", "actual", "outturn", "variance", "movement", "lines"})
NOTES = ("£ and pence. A positive variance is an overspend.",)
SCHEMES = (
    "Reablement and short-term home care",
    "Discharge to assess: pathway 1 and the integrated urgent community response",
    "Carers’ services",
    "Community equipment",
    "Disabled facilities grants passed to the six district councils",
    "Care Act duties",
    "Section 117 aftercare placements",
    "Residential and nursing placements",
    "Winter beds",
    "Assistive technology",
    "Social prescribing",
    "Integrated discharge team",
)
META = Meta(
    title="Section 75 agreement: budget monitoring to November 2022",
    place="Worcestershire",
    year="2022-23",
    period="P08",
    as_at="P08 (November 2022), locked 14 December 2022",
    paper="Health and Wellbeing Board paper",
    facts=(("Host partner", "Worcestershire County Council"), ("Compared with", "P07 (October 2022)")),
)


def money(pence: int, measure: str = "budget", *, word: str = "", note: str = "", illustrative: bool = False) -> Cell:
    link = f"/places/worcestershire/figures/{measure}/?year=2022-23&period=8"
    return Cell(Decimal(pence) / 100 + ZERO, "pounds", link, word, note, illustrative)


def direction(amount: Decimal) -> str:
    return "overspend" if amount > 0 else "underspend" if amount < 0 else "on budget"


def figures_row(
    key: str,
    name: str,
    pence: tuple[int, ...],
    kind: RowKind = "line",
    *,
    sums: tuple[str, ...] = (),
    lines: int = 1,
    note: str = "",
    illustrative: bool = False,
) -> Row:
    """A row of COLUMNS from pence: original, budget, profiled, actual, outturn, the variance before."""
    original, budget, profiled, actual, outturn, before = pence
    variance = outturn - budget
    exact = Decimal(variance) / 100 + ZERO
    share = percent_of(exact, Decimal(budget) / 100)
    cells = (
        Cell(name, "text", f"/places/worcestershire/funds/{key}/"),
        *(money(p, illustrative=illustrative) for p in (original, budget, profiled, actual)),
        money(outturn, "outturn", illustrative=illustrative, note=note),
        money(variance, "variance", word=direction(exact), illustrative=illustrative),
        Cell(round_percent(share), "percent"),
        money(variance - before, "movement", word="adverse" if variance > before else "favourable"),
        Cell(lines, "count"),
        Cell("Red" if exact > 100000 else "Amber" if exact > 0 else "Green", "rag"),
    )
    return Row(key, cells, kind, sums)


def pence_of(i: int) -> tuple[int, ...]:
    """Believable figures that differ from row to row, in pence."""
    budget = 412_345_678 + i * 7_654_321 + (i * i * 12_345) % 900_000_007
    outturn = budget + ((i * 77_777_777) % 90_000_001) - 30_000_000
    return budget - i * 1_000_00, budget, budget * 2 // 3, budget * 2 // 3 + i * 4_321, outturn, i * 100_003


def add_up(rows: list[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(sum(column) for column in zip(*rows, strict=True)) if rows else (0,) * 6


def grouped_table(key: str, caption: str, schemes: int) -> Table:
    """Schemes under their funds with subtotals and a total: `schemes` lines and eleven rows around them."""
    rows: list[Row] = []
    subtotals, everything = [], []
    for f, (fund, fund_name) in enumerate(FUNDS):
        rows.append(Row(f"heading-{fund}", (Cell(fund_name), *(Cell(None) for _ in COLUMNS[1:])), "heading"))
        mine = []
        for i in range(f, schemes, len(FUNDS)):
            note = "not forecast: stands at budget" if i % 17 == 3 else ""
            rows.append(figures_row(f"{fund}-{i}", SCHEMES[i % 12], pence_of(i), illustrative=i % 9 == 4, note=note))
            mine.append((rows[-1].key, pence_of(i)))
        sums = tuple(name for name, _ in mine)
        added = add_up([pence for _, pence in mine])
        rows.append(
            figures_row(f"subtotal-{fund}", f"{fund_name} total", added, "subtotal", sums=sums, lines=len(sums))
        )
        subtotals.append(rows[-1].key)
        everything.append(added)
    total = add_up(everything)
    rows.append(figures_row("total", "All funds", total, "total", sums=tuple(subtotals), lines=schemes))
    return Table(key, caption, COLUMNS, tuple(rows), NOTES, SUMMED)


def flat_table(key: str, caption: str, count: int) -> Table:
    rows = [figures_row(f"row-{i}", SCHEMES[i % 12], pence_of(i)) for i in range(count)]
    total = add_up([pence_of(i) for i in range(count)])
    sums = tuple(row.key for row in rows)
    rows.append(figures_row("total", "Total", total, "total", sums=sums, lines=count))
    return Table(key, caption, COLUMNS, tuple(rows), NOTES, SUMMED)


def explained_table() -> Table:
    columns = (
        Column("name", "Scheme", "text"),
        Column("variance", "Variance"),
        Column("rag", "RAG", "rag"),
        Column("why", "Explanation", "text", wide=True),
        Column("what", "Mitigation", "text", wide=True),
    )
    why = (
        "Placement prices rose by 9% where the budget allowed for 4%, and eleven more people are entitled to "
        "aftercare than a year ago. Two high-cost packages began in October."
    )
    what = "Reviews of the forty dearest packages are to end in February.\nA joint brokerage post is advertised."
    rows = tuple(
        Row(
            f"x{i}",
            (
                Cell(SCHEMES[i]),
                money(pence_of(i)[4] - pence_of(i)[1], word="overspend", illustrative=i == 2),
                Cell("Red", "rag"),
                Cell(why * (1 + i % 3)),
                Cell(what if i != 1 else ""),
            ),
        )
        for i in range(6)
    )
    return Table("explained", "Variances explained", columns, rows, NOTES)


def board_like(schemes: int = 59, tables: int = 5) -> Document:
    """A paper of `tables` tables with `schemes` + 11 rows by 11 columns, and what goes around them."""
    total = grouped_table("t", "", schemes).rows[-1].cells
    summary = Section(
        "summary",
        "Where we stand",
        (
            Paragraph(
                "At P08 (November 2022) the forecast outturn of the five funds is {0} against a current budget of {1}: "
                "{2} ({3}). The variance has moved by {4} since P07.",
                1,
                (total[5], total[2], total[6], total[7], total[8]),
            ),
            Paragraph("Most of it stands in three schemes, each explained below with what is being done about it.", 2),
            Bullets(("Section 117 aftercare", "Residential placements", "Community equipment")),
        ),
    )
    months, bridge = month_blocks(), bridge_blocks()
    sections = [summary, Section("funds", "Position by fund", (flat_table("funds", "Position by fund", 5),))]
    for i in range(tables):
        caption = "Position by scheme" if i == 0 else f"Position by scheme, view {i + 1}"
        sections.append(Section(f"schemes-{i}", caption, (grouped_table(f"schemes-{i}", caption, schemes),)))
    sections += [
        Section("months", "Forecast against budget", (Paragraph("Cumulative, all funds.", 3), *months)),
        Section("movement", "What moved", (Paragraph("By fund, since P07.", 4), *bridge)),
        Section("explained", "Variances explained", (explained_table(),)),
        Section("notes", "Sources and notes", (Paragraph("Ledgers of both partners, to November 2022.", 5),)),
    ]
    return Document(META, tuple(sections))
