"""The facts of money in: contributions with their instalments, what is spent by whom, conditions and passings, frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.facts.position import FundFacts, Group, PartnerFacts, PositionFacts


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """Money received in £; negative where it corrects an earlier receipt."""

    received_on: date
    amount: Decimal
    reference: str
    recorded_by: str


@dataclass(frozen=True, slots=True)
class InstalmentFacts:
    """One part of a contribution in £, with its invoice and what was received for it."""

    key: int
    number: int
    due_on: date
    amount: Decimal
    invoice: str = ""
    invoiced_on: date | None = None
    receipts: tuple[ReceiptFacts, ...] = ()
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """A contribution as at a period, in £: `original` by opening changes, `amount` by every change that counts.

    `waiting` says that no change of it counts yet. `own` says that the fund's host pays it, so nothing changes hands.
    """

    key: int
    fund: str
    stream: str
    partner: str
    original: Decimal
    amount: Decimal
    confirmed: bool
    claim: bool = False
    ceiling: Decimal | None = None
    waiting: bool = False
    own: bool = False
    illustrative: bool = False
    instalments: tuple[InstalmentFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class StreamFacts:
    """A funding stream: its name in the national template, and the schemes (references) that it may be spent on."""

    name: str
    national: str = ""
    ring_fenced: bool = False
    refuses: bool = False
    permitted: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SchemeKind:
    """What the national template says of a scheme: its area of spend, and who commissions it (NHS, LA or Joint)."""

    ref: str
    area: str = ""
    commissioner: str = ""
    nhs_percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SpendFacts:
    """Ledger spend in £ of thirteen months: from a stream, of whose money, in whose ledger."""

    fund: str
    stream: str
    contributor: str
    spender: str
    months: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class ConditionFacts:
    """A national condition: the least in £ that must be spent from the NHS minimum on social care or out of hospital."""

    kind: str
    name: str
    floor: Decimal
    source: str = ""
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class PartFacts:
    """The part of an allocation that one place gets, in £; `here` is the place that the page is of."""

    place: str
    here: bool
    stream: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class AllocationFacts:
    """What a partner was given and splits across places, in £; its parts make its amount."""

    key: int
    name: str
    partner: str
    amount: Decimal
    precision: str
    source: str
    illustrative: bool
    parts: tuple[PartFacts, ...]


@dataclass(frozen=True, slots=True)
class PassingFacts:
    """Money in £ that a line passes to another partner, due on a day and passed on one, or not yet."""

    key: int
    fund: str
    line: str
    scheme: str
    partner: str
    due_on: date
    amount: Decimal
    passed_on: date | None
    reference: str = ""
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class ReportedFacts:
    """What a partner reports to have spent of a line's money by the end of a month, in £, the year to date."""

    line: str
    partner: str
    month: int
    amount: Decimal
    source: str = ""
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class MoneyInFacts:
    """Everything that the pages of money in are drawn from, of a place's funds as at a period; `day` is its last day."""

    place: str
    place_name: str
    year: int
    period: int
    locked: bool
    day: date
    funds: tuple[FundFacts, ...]
    partners: tuple[PartnerFacts, ...]
    groups: tuple[Group, ...]
    scheme_names: dict[tuple[str, str], str]
    sources: tuple[SourceFacts, ...]
    streams: tuple[StreamFacts, ...]
    schemes: tuple[SchemeKind, ...]
    spend: tuple[SpendFacts, ...]
    conditions: tuple[ConditionFacts, ...] = ()
    allocations: tuple[AllocationFacts, ...] = ()
    passings: tuple[PassingFacts, ...] = ()
    reported: tuple[ReportedFacts, ...] = ()

    @property
    def scope_name(self) -> str:
        """What it is of: the one fund, or the place."""
        return self.funds[0].name if len(self.funds) == 1 else self.place_name

    def fund(self, slug: str) -> FundFacts:
        return next(fund for fund in self.funds if fund.slug == slug)

    def partner_name(self, code: str) -> str:
        return next((partner.name for partner in self.partners if partner.code == code), code)


@dataclass(frozen=True, slots=True)
class SettlementFacts:
    """What a settlement or a contribution statement is drawn from: of one partner (`about`, its code) or of all partners.
    A settlement statement of one has the position that its shares of an over- or underspend come from."""

    money: MoneyInFacts
    about: str = ""
    position: PositionFacts | None = None
