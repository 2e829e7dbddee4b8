"""The papers that can be made, by name: how each reads its facts once, and lays them out without reading anything more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from budgets.models import Fund, Period, Place
from reports.document import Document
from reports.facts.account import AccountFacts
from reports.facts.money import SettlementFacts
from reports.facts.national_return import QUARTER, YEAR_END
from reports.layouts import Layout
from reports.layouts.fitting import in_layouts, whole_of
from reports.layouts.plain import PLAIN
from reports.loading.account import load_account, load_comparison, load_sheets
from reports.loading.board import load_board, load_risk
from reports.loading.dashboard import load_dashboard
from reports.loading.discharge import load_discharge
from reports.loading.indicators import load_performance
from reports.loading.money_in import load_money_in
from reports.loading.national_return import load_return
from reports.loading.register import load_register
from reports.loading.reserves import load_reserves
from reports.loading.settlement import load_settlement
from reports.narrowing import About, partners, period_of, periods, reserves, schemes
from reports.papers.annual_return import annual_return
from reports.papers.board.paper import board_paper
from reports.papers.comparison import comparison_paper
from reports.papers.dashboard import dashboard_paper
from reports.papers.discharge import discharge_paper
from reports.papers.memorandum import memorandum_paper
from reports.papers.money_in.statement import contribution_statement
from reports.papers.national_return import return_paper
from reports.papers.outturn import outturn_paper
from reports.papers.partner_view import partner_view
from reports.papers.performance import performance_paper
from reports.papers.quarterly import quarterly_report
from reports.papers.register import register_paper
from reports.papers.reserve import reserve_paper
from reports.papers.risk import risk_paper
from reports.papers.scheme_sheet import scheme_sheets
from reports.papers.settlement.statement import settlement_paper


@dataclass(frozen=True)
class Wanted:
    """What a paper is to be of: funds of a place that the reader was authorised for, as at a period, in a house style.

    `periods` are those of the funds' year; with `by_line` the paper also holds every line, which is for workbooks;
    `about` narrows a paper to one thing within them, such as a partner's code.
    """

    place: Place
    funds: Sequence[Fund]
    year: int
    period: int
    periods: Sequence[Period]
    layout: Layout = PLAIN
    by_line: bool = False
    about: str = ""

    @property
    def scope(self) -> dict[str, Any]:
        """What every reader of facts is asked for."""
        return {
            "place": self.place,
            "funds": self.funds,
            "year": self.year,
            "period": self.period,
            "periods": self.periods,
        }


@dataclass(frozen=True)
class Kind:
    """A kind of paper: `load` reads frozen facts from the database, and `write` draws the paper from them alone.

    Facts that are kept therefore give the same paper for ever; `formulas` is counted up whenever `write` would make other
    figures of the same facts. The `write` of a kind that is `laid_out` also takes `written` and `draft` by name: it puts
    what people wrote where its layout has it, and has done so since the formulas `laid_out_since`; `part_of` is what
    of a layout it follows. `tells` is what the paper answers, `about` what it can be narrowed to, and `desk` where it is
    worked on: the name of the page, what it is of, and the words that lead there.
    """

    title: str
    load: Callable[[Wanted], Any]
    write: Callable[..., Document]
    formulas: int = 1
    laid_out: bool = False
    laid_out_since: int = 1
    part_of: Callable[[Layout], Layout] = whole_of
    tells: str = ""
    about: About | None = None
    desk: tuple[str, str, str] | None = None


def _load_account(wanted: Wanted) -> AccountFacts:
    return load_account(**wanted.scope, about=wanted.about)


FITTED: dict[str, Any] = {"formulas": 2, "laid_out": True, "laid_out_since": 2}  # the first formulas followed no layout
REWORDED = FITTED | {"formulas": 3}  # of 2 their sentences named other figures
OF_PARTNER = About("Of", "All partners", partners)

PAPERS: dict[str, Kind] = {
    "annual": Kind(
        "Annual return",
        _load_account,
        in_layouts(annual_return),
        **FITTED,
        tells="What came in and what was spent in the year, by partner: the return that a pool manager owes the partners.",
    ),
    "board": Kind(
        "Board paper",
        lambda wanted: load_board(**wanted.scope, by_line=wanted.by_line),
        board_paper,
        formulas=3,  # of 1 the comparisons had no shares, of 2 the rankings no row for the rest
        laid_out=True,
        tells="Where the funds stand, what moved, and why.",
    ),
    "comparison": Kind(
        "Comparison",
        lambda wanted: load_comparison(**wanted.scope, other=period_of(wanted.about)),
        comparison_paper,
        formulas=2,  # of 1 the bridge had steps of schemes that did not move
        tells="What is different from another period or year, scheme by scheme.",
        about=About("Compared with", "The period before", periods),
    ),
    "contributions": Kind(
        "Contribution statement",
        lambda wanted: SettlementFacts(load_money_in(**wanted.scope), wanted.about),
        in_layouts(lambda facts, layout: contribution_statement(facts), Layout.for_statement, notes="sources"),
        **FITTED,
        part_of=Layout.for_statement,
        tells="What partners put in, what is invoiced and received of it, and what no budget uses yet.",
        about=OF_PARTNER,
    ),
    "dashboard": Kind(
        "Dashboard",
        lambda wanted: load_dashboard(**wanted.scope, scheme=wanted.about),
        lambda facts, layout: dashboard_paper(facts),
        tells="Position, run rate, forecast and variances as charts, each with its table.",
        about=About("Scheme", "All schemes", schemes),
    ),
    "discharge": Kind(
        "Discharge fund return",
        lambda wanted: load_discharge(**wanted.scope),
        lambda facts, layout: discharge_paper(facts),
        formulas=2,  # of 1 a return that has not begun had tables of nothing
        tells="What discharge money was spent on and delivered, fortnight by fortnight.",
    ),
    "memorandum": Kind(
        "Memorandum account",
        _load_account,
        in_layouts(memorandum_paper, notes="sources"),
        **FITTED,
        tells="The note to the accounts: funding, expenditure, the net, each partner’s share, and what is carried forward.",
    ),
    "national-quarter": Kind(
        "National quarterly return",
        lambda wanted: load_return(**wanted.scope, occasion=QUARTER),
        lambda facts, layout: return_paper(facts),
        tells="What the Better Care Fund’s quarterly template asks, and what it would reject.",
        desk=("national_return", "quarter", "Answer for it, and fill the template"),
    ),
    "national-year-end": Kind(
        "National end-of-year return",
        lambda wanted: load_return(**wanted.scope, occasion=YEAR_END),
        lambda facts, layout: return_paper(facts),
        tells="What the Better Care Fund’s end-of-year template asks, and what it would reject.",
        desk=("national_return", "year-end", "Answer for it, and fill the template"),
    ),
    "outturn": Kind(
        "Outturn paper",
        _load_account,
        in_layouts(outturn_paper),
        **REWORDED,
        tells="Where the year ends against both budgets, who bears it, what is settled and what is carried forward.",
    ),
    "partner": Kind(
        "Partner’s own view",
        _load_account,
        in_layouts(partner_view, Layout.for_statement, bears="risk", notes="sources"),
        **FITTED,
        part_of=Layout.for_statement,
        tells="What a partner put in, what was spent of its money and in its ledger, and what it bears.",
        about=OF_PARTNER,
    ),
    "performance": Kind(
        "Performance",
        lambda wanted: load_performance(**wanted.scope),
        in_layouts(lambda facts, layout: performance_paper(facts)),
        **FITTED,
        tells="What schemes delivered against their plans and targets.",
    ),
    "quarterly": Kind(
        "Quarterly report",
        _load_account,
        in_layouts(quarterly_report),
        **REWORDED,
        tells="What came in and what was spent in each quarter, by partner: the report that a pool manager owes the partners.",
    ),
    "register": Kind(
        "Register of changes",
        lambda wanted: load_register(wanted.place, wanted.funds, wanted.year, wanted.period, wanted.periods),
        lambda facts, layout: register_paper(facts),
        tells="Every change from the original to the current budgets, with who asked, decided and posted it.",
    ),
    "reserve": Kind(
        "Reserve paper",
        lambda wanted: load_reserves(**wanted.scope, only=int(wanted.about) if wanted.about else None),
        in_layouts(lambda facts, layout: reserve_paper(facts)),
        **FITTED,
        tells="What reserves hold, what is committed from them, and what is left.",
        about=About("Reserve", "All reserves", reserves),
    ),
    "risk": Kind(
        "Who bears it",
        lambda wanted: load_risk(**wanted.scope),
        in_layouts(risk_paper, notes="sources"),
        **FITTED,
        tells="How over- and underspends are shared between the partners by the rules in force.",
    ),
    "scheme": Kind(
        "Scheme sheet",
        lambda wanted: load_sheets(**wanted.scope, about=wanted.about),
        in_layouts(scheme_sheets, Layout.for_sheet),
        **FITTED,
        part_of=Layout.for_sheet,
        tells="One scheme on a page: what it is, its lines, its budget, spend and forecast, and why they differ.",
        about=About("Scheme", "All schemes", schemes),
    ),
    "settlement": Kind(
        "Settlement statement",
        lambda wanted: load_settlement(**wanted.scope, about=wanted.about),
        in_layouts(lambda facts, layout: settlement_paper(facts), Layout.for_statement, notes="sources"),
        **FITTED,
        part_of=Layout.for_statement,
        tells="What each partner owes the pools or is owed, by quarter and at year end.",
        about=OF_PARTNER,
    ),
}
