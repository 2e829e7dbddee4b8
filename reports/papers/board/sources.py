"""Sources and notes: the ledgers behind the actuals, the state of each fund's period, and how figures are read."""

from __future__ import annotations

from reports.document import Block, Bullets, Column, Row, Table
from reports.papers.board.reading import Reading, label
from reports.papers.cells import ILLUSTRATIVE, pounds, sentence, words

HOW_TO_READ = (
    "Forecast outturn: the ledger in the months where the spending partner's ledger is in, the newest forecast in the "
    "others. A line that nobody has forecast stands at its current budget and says so.",
    "Variance: forecast outturn less current budget. Percentages are of the budget without its sign; of a zero budget "
    "they are n/a.",
    "Movement: this period's variance less that of the period compared with, each as at its own period.",
)


def ledgers_table(reading: Reading) -> Table:
    rows = []
    for i, ledger in enumerate(reading.facts.ledgers):
        cells = (
            words(ledger.partner),
            words(label(reading.facts.year, ledger.month)),
            words(ledger.basis),
            words(ledger.filename),
            pounds(ledger.control_total),
            words(ledger.posted_at),
        )
        rows.append(Row(f"ledger:{i}", cells))
    columns = (
        Column("partner", "Partner", "text", wide=True),
        Column("month", "Ledger month", "text"),
        Column("basis", "Basis", "text"),
        Column("file", "File", "text"),
        Column("control_total", "Control total £"),
        Column("posted", "Posted", "text"),
    )
    caption = f"Ledgers imported to {reading.period}"
    basis = "A cumulative ledger's control total is the year to its month, a monthly ledger's that month alone."
    return Table("ledgers", caption, columns, tuple(rows), (reading.layout.note, basis))


def states_table(reading: Reading) -> Table:
    rows = []
    for fund in reading.facts.funds:
        cells = (
            words(fund.name, reading.fund_page(fund.slug)),
            words(fund.arrangement),
            words(reading.partner(fund.host)),
            words(fund.period_state),
            words("in totals" if fund.counted else "in view only"),
        )
        rows.append(Row(f"fund:{fund.slug}", cells))
    columns = (
        Column("name", "Fund", "text", wide=True),
        Column("arrangement", "Arrangement", "text"),
        Column("host", "Host", "text"),
        Column("state", "Period", "text"),
        Column("counted", "Counted", "text"),
    )
    return Table("states", f"Funds and the state of {reading.period}", columns, tuple(rows))


def source_blocks(reading: Reading) -> tuple[Block, ...]:
    illustrative = any(group.illustrative for group in reading.facts.groups)
    points = (reading.layout.note, *HOW_TO_READ, *((ILLUSTRATIVE,) if illustrative else ()))
    imported: Block = sentence("No ledger is imported yet.")
    if reading.facts.ledgers:
        imported = ledgers_table(reading)
    return (Bullets(points), imported, states_table(reading))
