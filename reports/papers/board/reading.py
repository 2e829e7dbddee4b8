"""The facts of a board paper made ready to be read: what counts, what things are called, and where figures open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from reports import links
from reports.facts.position import FundFacts, Group, PositionFacts
from reports.figures.rag import Level, rag, threshold_for
from reports.figures.variance import Position, by, counted, fold, of_funds, position
from reports.layouts import Layout
from s75.years import MONTHS, month_label, month_name

PLACEHOLDER = "measure"


@dataclass(frozen=True, slots=True)
class Reading:
    """The facts with the lookups that the sections share, each position worked out once.

    `groups` are those that count, `sources` the same folded to fund, stream and partners. `scope` narrows links where
    the paper is of one fund. `schemes_at` is by fund, then by the scheme's reference.
    """

    facts: PositionFacts
    layout: Layout
    funds: tuple[FundFacts, ...]
    in_view: tuple[FundFacts, ...]
    groups: tuple[Group, ...]
    sources: tuple[Group, ...]
    scope: dict[str, str]
    total: Position
    funds_at: dict[str, Position]
    schemes_at: dict[str, dict[str, Position]]
    fund_names: dict[str, str]
    scheme_names: dict[tuple[str, str], str]
    partner_names: dict[str, str]

    @property
    def period(self) -> str:
        return label(self.facts.year, self.facts.period)

    @property
    def before(self) -> str:
        """The period compared with; empty where there is none."""
        earlier = self.facts.compared_with
        return "" if earlier is None else label(self.facts.year, earlier)

    @property
    def whole_place(self) -> bool:
        """Whether the paper is of the place and not of one fund."""
        return not (len(self.facts.funds) == 1 and self.facts.scope_name == self.facts.funds[0].name)

    def position(self, groups: list[Group]) -> Position:
        return position(groups, compared=self.facts.compared_with is not None)

    def printed(self, amount: Decimal) -> Decimal:
        """A variance or movement under the sign of the layout."""
        return amount if self.layout.overspend == 1 else -amount

    def printed_or_none(self, amount: Decimal | None) -> Decimal | None:
        return None if amount is None else self.printed(amount)

    def partner(self, code: str) -> str:
        return self.partner_names.get(code, code)

    def fund(self, slug: str) -> str:
        return self.fund_names.get(slug, slug)

    @property
    def involved(self) -> set[str]:
        """The codes of the partners that pay for a line, spend one, or put money in."""
        codes = {row.partner for row in self.facts.contributions}
        return codes.union(*((group.contributor, group.spender) for group in self.groups))

    def without_ledger(self, month: int) -> list[str]:
        """The codes of those who spend and sent no ledger of that month or a later one. March's is the last."""
        newest: dict[str, int] = {}
        for ledger in self.facts.ledgers:
            newest[ledger.partner] = max(ledger.month, newest.get(ledger.partner, 0))
        spenders = dict.fromkeys(group.spender for group in self.groups)
        return [code for code in spenders if newest.get(self.partner(code), 0) < min(month, len(MONTHS))]

    def scheme(self, fund: str, ref: str) -> str:
        """Reference and name, as schemes are called in tables."""
        name = self.scheme_names.get((fund, ref))
        return f"{ref} {name}" if name else ref

    def figure(self, measure: str, **scope: str) -> str:
        """Where the figure of a scope opens, as at this paper's period."""
        facts = self.facts
        return links.figure_path(facts.place, measure, facts.year, facts.period, **{**self.scope, **scope})

    def figure_at(self, period: int, measure: str) -> str:
        """Where the figure of the whole paper opens, as at another period."""
        return links.figure_path(self.facts.place, measure, self.facts.year, period, **self.scope)

    def figures(self, **scope: str) -> Callable[[str], str]:
        """As `figure`, for all the measures of one row: the scope is written once."""
        facts = self.facts
        path = links.figure_path(facts.place, PLACEHOLDER, facts.year, facts.period, **{**self.scope, **scope})
        head, tail = path.rsplit(f"/{PLACEHOLDER}/", 1)
        return lambda measure: f"{head}/{measure}/{tail}"

    def fund_page(self, slug: str) -> str:
        return links.fund_path(self.facts.place, slug, self.facts.year, self.facts.period)

    def line_page(self, line: str) -> str:
        return links.line_path(self.facts.place, line, self.facts.year, self.facts.period)

    def rag(self, figures: Position, fund: str, level: Level) -> str:
        """The RAG word of a position by the fund's limits; empty where the fund has none."""
        limits = threshold_for(self.facts.thresholds, fund, level)
        return rag(figures.variance, figures.budget, limits) if limits else ""


def label(year: int, month: int) -> str:
    """P08 (November 2022)."""
    return f"{month_label(month)} ({month_name(year, month)})"


def read(facts: PositionFacts, layout: Layout) -> Reading:
    compared = facts.compared_with is not None
    funds = counted(facts.funds)
    groups = of_funds(facts.groups, funds)
    schemes = fold(facts.groups, lambda group: (group.fund, group.scheme))
    by_fund = {fund.slug: list[Group]() for fund in facts.funds} | by(schemes, lambda group: group.fund)
    return Reading(
        facts=facts,
        layout=layout,
        funds=funds,
        in_view=tuple(fund for fund in facts.funds if fund not in funds),
        groups=tuple(groups),
        sources=tuple(fold(groups, lambda group: (group.fund, group.stream, group.contributor, group.spender))),
        scope={"fund": facts.funds[0].slug} if len(facts.funds) == 1 else {},
        total=position(of_funds(schemes, funds), compared=compared),
        funds_at={fund: position(piled, compared=compared) for fund, piled in by_fund.items()},
        schemes_at={
            fund: {group.scheme: position([group], compared=compared) for group in piled}
            for fund, piled in by_fund.items()
        },
        fund_names={fund.slug: fund.name for fund in facts.funds},
        scheme_names={(scheme.fund, scheme.ref): scheme.name for scheme in facts.schemes},
        partner_names={partner.code: partner.name for partner in facts.partners},
    )
