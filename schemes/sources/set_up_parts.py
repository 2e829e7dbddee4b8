"""What is to be set up for a place and a year, row by row and by code or name: read from a workbook, or made from one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

EQUAL = ("april", "may", "june", "july", "august", "september", "october", "november", "december", "january", "february",
         "march")  # fmt: skip


@dataclass(frozen=True)
class PartnerRow:
    row: int
    code: str
    name: str
    kind: str
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True)
class AgreementRow:
    row: int
    title: str
    status: str
    starts: date
    partners: tuple[str, ...]
    ends: date | None = None
    signed_on: date | None = None
    review_on: date | None = None


@dataclass(frozen=True)
class FundRow:
    row: int
    code: str
    name: str
    arrangement: str
    host: str
    agreement: str = ""


@dataclass(frozen=True)
class StreamRow:
    row: int
    name: str
    kind: str = "contribution"
    better_care: bool = False
    capital: bool = False
    ring_fenced: bool = False
    in_risk_share: bool = True
    returned: bool = True
    national: str = ""
    first_year: int | None = None
    last_year: int | None = None


@dataclass(frozen=True)
class ContributionRow:
    """A partner's contribution to a fund from a stream in £ of the year; indicative until somebody confirms it."""

    row: int
    fund: str
    partner: str
    stream: str
    amount: Decimal
    ceiling: Decimal | None = None


@dataclass(frozen=True)
class LineRow:
    """A line with its opening budget in £; what a scheme has once is taken from the first row that gives it."""

    row: int
    scheme: str
    name: str
    ref: str
    fund: str
    stream: str
    payer: str
    spender: str
    amount: Decimal
    description: str = ""
    scheme_type: str = ""
    sub_type: str = ""
    area_of_spend: str = ""
    provider_type: str = ""
    commissioner: str = ""
    nhs_percent: Decimal | None = None
    lead: str = ""
    outputs: Decimal | None = None
    unit: str = ""
    income: bool = False


@dataclass(frozen=True)
class CodeRow:
    row: int
    partner: str
    code: str
    description: str = ""
    line: str = ""
    percent: Decimal | None = None
    section_75: bool = True


@dataclass(frozen=True)
class ProfileRow:
    """Twelve weights, one a month, by which a line's budget is spread."""

    row: int
    line: str
    april: Decimal
    may: Decimal
    june: Decimal
    july: Decimal
    august: Decimal
    september: Decimal
    october: Decimal
    november: Decimal
    december: Decimal
    january: Decimal
    february: Decimal
    march: Decimal

    @property
    def weights(self) -> list[Decimal]:
        return [getattr(self, month) for month in EQUAL]


@dataclass(frozen=True)
class OutturnRow:
    """What a scheme, or else a fund, spent in the year before, in £."""

    row: int
    amount: Decimal
    source: str
    scheme: str = ""
    fund: str = ""
    precision: str = "exact"


@dataclass(frozen=True)
class LimitRow:
    row: int
    decided_by: str
    agreement: str = ""
    kind: str = ""
    within_scheme: bool = False
    committee: str = ""
    up_to: Decimal | None = None


@dataclass(frozen=True)
class RiskRow:
    """A rule's tier; further tiers of a rule follow with the same fund, direction and month. Shares in per cent."""

    row: int
    fund: str
    direction: str
    kind: str
    month: int | None = None
    bearer: str = ""
    use: str = ""
    underspends_first: bool = True
    uncommitted_first: bool = False
    tier_up_to: Decimal | None = None
    shares: tuple[tuple[str, Decimal], ...] = ()
    words: str = ""


@dataclass(frozen=True)
class PersonRow:
    row: int
    email: str
    name: str
    partner: str
    role: str


@dataclass(frozen=True)
class SetUp:
    """Everything to be set up for a year; what names a code or name that no row makes must be there already."""

    year: int | None = None
    partners: tuple[PartnerRow, ...] = ()
    agreements: tuple[AgreementRow, ...] = ()
    funds: tuple[FundRow, ...] = ()
    streams: tuple[StreamRow, ...] = ()
    contributions: tuple[ContributionRow, ...] = ()
    lines: tuple[LineRow, ...] = ()
    codes: tuple[CodeRow, ...] = ()
    profiles: tuple[ProfileRow, ...] = ()
    outturns: tuple[OutturnRow, ...] = ()
    limits: tuple[LimitRow, ...] = ()
    risks: tuple[RiskRow, ...] = ()
    people: tuple[PersonRow, ...] = ()
