"""The charts of the sample paper, each with the table of its figures."""

from __future__ import annotations

from decimal import Decimal

from reports.document import Cell, Chart, Column, Row, Series, Table
from s75.money import ZERO

FUNDS = (
    ("bcf", "Better Care Fund"),
    ("mh", "Mental health"),
    ("ld", "Learning disability services"),
    ("ch", "Community health services"),
    ("ph", "Public health, children aged 0 to 5"),
)


def month_blocks() -> tuple[Chart, Table]:
    months = ("April", "May", "June", "July", "August", "September", "October", "November", "December", "January",
              "February", "March")  # fmt: skip
    budget = [Decimal("10888121.58") * (i + 1) for i in range(12)]
    expected = [Decimal("11014753.80") * (i + 1) + Decimal(i * i * 9000) for i in range(12)]
    chart = Chart(
        "by-month",
        "line",
        "Spend to date against budget, by month",
        "Actual spend runs above the budget from June, and the forecast ends £4.6m above it.",
        months,
        (
            Series("Budget", tuple(budget), dotted=True),
            Series("Actual", tuple(expected[:8]) + (None,) * 4),
            Series("Forecast", (None,) * 7 + tuple(expected[7:]), dashed=True),
        ),
        "months",
    )
    rows = tuple(
        Row(
            f"m{i}",
            (
                Cell(month),
                Cell(budget[i], "pounds"),
                Cell(expected[i] if i < 8 else None, "pounds"),
                Cell(expected[i] if i > 6 else None, "pounds", note="forecast" if i > 7 else ""),
            ),
        )
        for i, month in enumerate(months)
    )
    columns = (Column("month", "Month", "text"), Column("b", "Budget"), Column("a", "Actual"), Column("f", "Forecast"))
    return chart, Table("months", "Spend to date against budget, by month", columns, rows, ("£ and pence.",))


def bridge_blocks() -> tuple[Chart, Table]:
    names = ("Variance at P07", *(name for _, name in FUNDS), "Variance at P08")
    steps = tuple(Decimal(v) for v in ("3715902.91", "912000.00", "-171500.50", "0.00", "39139.59", "99500.00"))
    steps += (sum(steps, ZERO),)
    chart = Chart(
        "bridge",
        "waterfall",
        "From the last variance to this one",
        "The Better Care Fund moved most.",
        names,
        (Series("Movement", steps),),
        "bridge",
        frozenset({0, 6}),
    )
    rows = tuple(
        Row(f"s{i}", (Cell(name), Cell(step, "pounds")), "total" if i == 6 else "line")
        for i, (name, step) in enumerate(zip(names, steps, strict=True))
    )
    columns = (Column("step", "Step", "text"), Column("amount", "Amount"))
    return chart, Table("bridge", "Movement bridge", columns, rows, ("£ and pence. A positive step is adverse.",))
