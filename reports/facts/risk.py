"""The facts of risk: the rules by which over- and underspends are borne, and what stands beside them at a period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Direction = Literal["over", "under"]
RuleKind = Literal["fixed", "contributions", "bearer", "tiers", "none", "fund"]
Use = Literal["share", "carry", "keep", "redeploy"]


@dataclass(frozen=True, slots=True)
class TierFacts:
    """One step of a rule up to an amount in £ counted from zero (None: it does not end). `shares` are partners with
    their percentages, which make 100; without any it is settled by agreement."""

    up_to: Decimal | None
    shares: tuple[tuple[str, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """How one direction of a fund's variance is borne from a period on; `scheme` names the one that it overrides, until
    one of kind “fund” ends that.

    Partners are named by their codes, `contingency` is the name of a reserve of the fund. A fixed rule has one tier.
    """

    fund: str
    direction: Direction
    kind: RuleKind
    year: int
    month: int
    scheme: str = ""
    tiers: tuple[TierFacts, ...] = ()
    bearer: str = ""
    use: Use = "share"
    underspends_first: bool = True
    contingency: str = ""
    uncommitted_first: bool = False
    words: str = ""
    source: str = ""
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class RiskFacts:
    """The rules made by a period; by name, the streams that are not shared and why; by fund and name, the balances of
    reserves in £; and the funds (by slug) whose partners keep their own money."""

    rules: tuple[RuleFacts, ...] = ()
    apart: Mapping[str, str] = field(default_factory=dict)
    reserves: Mapping[tuple[str, str], Decimal] = field(default_factory=dict)
    aligned: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PartFacts:
    """The variance in £ of a scheme's lines that one stream and partner pay for."""

    scheme: str
    stream: str
    partner: str
    amount: Decimal
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class FundRisk:
    """What the bearing of a fund's variance at a period is worked out from. `contributions` and `uncommitted` are of
    the shared streams only, in £; `reserves` are balances by name; `rules` are those in force."""

    fund: str
    partners: tuple[str, ...]
    parts: tuple[PartFacts, ...]
    rules: tuple[RuleFacts, ...] = ()
    apart: Mapping[str, str] = field(default_factory=dict)
    contributions: Mapping[str, Decimal] = field(default_factory=dict)
    uncommitted: Decimal = Decimal(0)
    reserves: Mapping[str, Decimal] = field(default_factory=dict)
