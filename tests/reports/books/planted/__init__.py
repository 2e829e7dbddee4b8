"""Every planted break, by the part of the books that it breaks."""

from __future__ import annotations

from tests.reports.books.planted.activity import ACTIVITY
from tests.reports.books.planted.files import FILES
from tests.reports.books.planted.house_style import HOUSE_STYLE
from tests.reports.books.planted.ledgers import LEDGERS
from tests.reports.books.planted.money import MONEY
from tests.reports.books.planted.money_in import MONEY_IN
from tests.reports.books.planted.overspends import OVERSPENDS
from tests.reports.books.planted.papers import PAPERS
from tests.reports.books.planted.periods import PERIODS
from tests.reports.books.planted.plant import Plant
from tests.reports.books.planted.rows import ROWS
from tests.reports.books.planted.terms import TERMS
from tests.reports.books.planted.walls import WALLS

PLANTS: tuple[Plant, ...] = (
    *WALLS,
    *MONEY,
    *MONEY_IN,
    *PERIODS,
    *FILES,
    *LEDGERS,
    *OVERSPENDS,
    *ROWS,
    *ACTIVITY,
    *TERMS,
    *PAPERS,
    *HOUSE_STYLE,
)
