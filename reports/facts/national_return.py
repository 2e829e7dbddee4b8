"""The facts of a national return, as at a period: the year's rules and lists, and each line's money by national source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.facts.indicators import OutputFacts
from reports.facts.money import SourceFacts

QUARTER, YEAR_END = "quarter", "year_end"


@dataclass(frozen=True, slots=True)
class ColumnRules:
    """One column of the template: the key of the figure or words that stand in it, its heading, pounds, count or text."""

    key: str
    heading: str
    unit: str = "text"


@dataclass(frozen=True, slots=True)
class TableRules:
    """One table of the template: `of` schemes (by scheme and source), sources, totals or words."""

    key: str
    of: str
    title: str
    columns: tuple[ColumnRules, ...]

    def heading(self, key: str) -> str:
        """What the template calls a column; its key where the table does not have it."""
        return next((column.heading for column in self.columns if column.key == key), key)


@dataclass(frozen=True, slots=True)
class QuestionRules:
    """Something that is answered in words for the whole return, such as why additional contributions changed."""

    key: str
    asks: str


@dataclass(frozen=True, slots=True)
class ReturnRules:
    """What a return asks in some years: its tables, the longest text, and the unit in which a scheme type counts.

    `source` says where the rules are known from.
    """

    occasion: str
    title: str
    first_year: int
    last_year: int | None
    source: str
    longest: int
    tables: tuple[TableRules, ...]
    questions: tuple[QuestionRules, ...] = ()
    counted_in: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnLists:
    """The words that the year's template allows; an empty list is not checked. Sub-types come with their type."""

    scheme_types: tuple[str, ...] = ()
    sub_types: tuple[tuple[str, tuple[str, ...]], ...] = ()
    areas: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnScheme:
    """What the template asks of a scheme, with what it plans to deliver and had delivered by each quarter."""

    ref: str
    name: str
    scheme_type: str = ""
    sub_type: str = ""
    area: str = ""
    commissioner: str = ""
    nhs_percent: Decimal | None = None
    outputs: tuple[OutputFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """A line of Better Care money in £: opening and current budget, ledger to date, and what it passed on.

    `reported` is what those who got money say they spent of it, `silent` are those who got some and said nothing, and
    `unpassed` those who report spend of money whose passing nobody recorded.
    """

    ref: str
    scheme: str
    source: str
    original: Decimal
    budget: Decimal
    ledger: Decimal
    passed: Decimal = Decimal("0.00")
    reported: tuple[tuple[str, Decimal], ...] = ()
    silent: tuple[str, ...] = ()
    unpassed: tuple[str, ...] = ()
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class ReturnIncome:
    """A contribution under its name in the national template; `spend` is the ledger of the lines that it pays for, in £."""

    source: str
    given: SourceFacts
    spend: Decimal = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class ReturnAnswer:
    """What somebody wrote for the return: of a scheme and source, or of the whole return where both are empty."""

    question: str
    text: str
    scheme: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class ReturnFacts:
    """A national return of a place's year as at a period, `day` its last day; `quarter` is the one that it falls in."""

    place: str
    place_name: str
    scope_name: str
    year: int
    period: int
    quarter: int
    day: date
    locked: bool
    rules: ReturnRules
    lists: ReturnLists
    schemes: tuple[ReturnScheme, ...] = ()
    lines: tuple[ReturnLine, ...] = ()
    income: tuple[ReturnIncome, ...] = ()
    answers: tuple[ReturnAnswer, ...] = ()

    def answer(self, question: str, scheme: str = "", source: str = "") -> str:
        """What was written; nothing where nobody has."""
        wanted = (question, scheme, source)
        return next((a.text for a in self.answers if (a.question, a.scheme, a.source) == wanted), "")

    def table(self, of: str) -> TableRules | None:
        """The template's table of schemes, sources, totals or words; None where the return does not ask for it."""
        return next((table for table in self.rules.tables if table.of == of), None)
