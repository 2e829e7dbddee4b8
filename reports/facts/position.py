"""The facts: what the database holds as at a period, frozen, and summed no further than a group; no formula is here."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from reports.facts.change import RegisterFacts
from reports.facts.indicators import PerformanceFacts
from reports.facts.risk import RiskFacts
from reports.facts.wider import WiderFacts
from s75.money import ZERO


class Standing(NamedTuple):
    """The sums of one group of lines as at one period, in £. Every part is additive, so groups add part by part.

    original    entries of opening changes
    budget      every entry that counts: posted and effective by the period
    profiled    the part of `budget` that the entries' profiles place in months up to the period
    actual      postings to date, whatever their month
    actual_in   postings of forecast lines in months whose ledger is in
    to_come     the newest forecasts, over the months whose ledger is not in
    unforecast  the budget of lines that nobody has forecast yet, which stand at it
    lines, not_forecast, gaps: how many lines; how many never forecast; how many months without ledger or forecast
    """

    original: Decimal = ZERO
    budget: Decimal = ZERO
    profiled: Decimal = ZERO
    actual: Decimal = ZERO
    actual_in: Decimal = ZERO
    to_come: Decimal = ZERO
    unforecast: Decimal = ZERO
    lines: int = 0
    not_forecast: int = 0
    gaps: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """One group of lines: all of a scheme's with the same stream and partners, or a single line when `line` is set.

    Of `before` only what makes a variance is read, and the lines; the rest of it is 0.
    """

    fund: str
    scheme: str
    stream: str
    contributor: str
    spender: str
    illustrative: bool
    now: Standing
    before: Standing
    line: str = ""


@dataclass(frozen=True, slots=True)
class FundFacts:
    """A pooled fund; `counted` is False for a fund that is in view only and stays outside totals."""

    slug: str
    code: str
    name: str
    arrangement: str
    host: str
    counted: bool
    period_state: str
    opened_rounds: int = 0


@dataclass(frozen=True, slots=True)
class SchemeFacts:
    ref: str
    name: str
    fund: str


@dataclass(frozen=True, slots=True)
class PartnerFacts:
    """A partner by its code in the place, under the name that it has as at the period."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """One month of one fund in £: budget by profile, postings where the ledger is in, forecasts where it is not.
    `unforecast` is the profiled budget of lines that nobody has forecast."""

    fund: str
    month: int
    budget: Decimal
    actual: Decimal
    forecast: Decimal
    unforecast: Decimal


@dataclass(frozen=True, slots=True)
class Narrative:
    """What an officer wrote about a line in its newest round, with as much of the line's standing as makes a variance."""

    line: str
    name: str
    group: Group
    explanation: str
    mitigation: str
    basis: str
    round: int


@dataclass(frozen=True, slots=True)
class ComparatorFacts:
    """A sourced figure that is printed beside ours and never added; `of` is place, fund or scheme and `ref` names it."""

    of: str
    ref: str
    name: str
    measure: str
    year: str
    amount: Decimal
    precision: str
    source: str


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """A change that is approved but does not count yet as at the period: held, posted later, or effective later."""

    number: int | None
    title: str
    kind: str
    fund: str
    effective: int
    state: str
    amount: Decimal
    basis: str


@dataclass(frozen=True, slots=True)
class ContributionFacts:
    """Money in: what a partner puts into a fund from a stream, in £, as at the period."""

    fund: str
    stream: str
    partner: str
    amount: Decimal
    confirmed: bool
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class ContributionEntryFacts:
    """One entry of a contribution in £, with the change that posted it."""

    change: str
    fund: str
    stream: str
    partner: str
    posted_in: int
    effective_from: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class LedgerFacts:
    """One import behind the actuals: whose ledger, by the name of whoever sent it, which month, and when it was posted."""

    partner: str
    month: int
    basis: str
    filename: str
    control_total: Decimal
    posted_at: str


@dataclass(frozen=True, slots=True)
class ThresholdFacts:
    """The limits of one level (“scheme” or “fund”), £ and % whichever is lower. None switches a limit off."""

    level: str
    red_pounds: Decimal | None
    red_percent: Decimal | None
    explain_pounds: Decimal | None
    explain_percent: Decimal | None


@dataclass(frozen=True, slots=True)
class PositionFacts:
    """Everything that the board paper of a place, or of one fund, is drawn from, as at one period of one year."""

    place: str
    place_name: str
    scope_name: str
    year: int
    period: int
    compared_with: int | None
    locked: bool
    funds: tuple[FundFacts, ...]
    schemes: tuple[SchemeFacts, ...]
    partners: tuple[PartnerFacts, ...]
    groups: tuple[Group, ...]
    months: tuple[MonthFacts, ...]
    narratives: tuple[Narrative, ...]
    narratives_left_out: int
    comparators: tuple[ComparatorFacts, ...]
    changes: tuple[ChangeFacts, ...]
    contributions: tuple[ContributionFacts, ...]
    ledgers: tuple[LedgerFacts, ...]
    thresholds: dict[str, tuple[ThresholdFacts, ...]] = field(default_factory=dict)
    unexplained_left_out: int = 0
    risk: RiskFacts | None = None
    register: RegisterFacts | None = None
    wider: WiderFacts | None = None
    performance: PerformanceFacts | None = None
