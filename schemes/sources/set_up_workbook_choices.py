"""What a sheet and a column of our own set-up workbook are, and the words that a cell may be chosen from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Choices = tuple[tuple[str, str], ...]  # (what is kept, what the workbook shows)

PARTNER_KINDS = (("council", "Council"), ("nhs", "NHS body"), ("district", "District council"), ("other", "Other"))
STATUSES = (
    ("draft", "Draft"),
    ("unsigned", "Unsigned"),
    ("signed", "Signed"),
    ("varied", "Varied"),
    ("ended", "Ended"),
)
ARRANGEMENTS = (("pooled", "Pooled"), ("aligned", "Aligned"), ("lead", "Lead commissioning"), ("in_view", "In view"))
STREAM_KINDS = (
    ("contribution", "Contribution"),
    ("grant", "Grant"),
    ("claim", "Claim up to a ceiling"),
    ("reserve", "Reserve"),
)
CHANGE_KINDS = (
    ("", "Every kind"),
    ("opening", "Opening budget"),
    ("virement", "Virement"),
    ("variation", "Variation"),
    ("carry_forward", "Carry-forward"),
    ("drawdown", "Reserve drawdown"),
)
ROLES = (
    ("finance_officer", "Finance officer"),
    ("commissioner", "Commissioner"),
    ("pool_manager", "Pool manager"),
    ("finance_director", "Finance director"),
    ("board_clerk", "Board clerk"),
    ("auditor", "Auditor"),
    ("administrator", "Administrator"),
)
DECIDERS = (*ROLES, ("committee", "A committee"))
DIRECTIONS = (("over", "Overspend"), ("under", "Underspend"))
RULES = (
    ("fixed", "Fixed percentages"),
    ("contributions", "In proportion to contributions"),
    ("bearer", "One partner bears all"),
    ("tiers", "In tiers"),
    ("none", "Not shared: each partner bears its own lines"),
)
USES = (
    ("share", "Shared between the partners"),
    ("carry", "Carried forward"),
    ("keep", "Kept as contingency"),
    ("redeploy", "Redeployed by agreement"),
)


@dataclass(frozen=True)
class Column:
    """A column: what a cell of it is (`kind`), and where its words come from: `choices`, a list of ours, or a sheet."""

    key: str
    header: str
    kind: str = "text"
    required: bool = False
    choices: Choices = ()
    listed: str = ""
    refers: str = ""
    width: int = 18


@dataclass(frozen=True)
class Described:
    """A sheet: what it is for, the rows that it makes, and an example that is never read."""

    key: str
    title: str
    purpose: str
    makes: type[Any]
    columns: tuple[Column, ...]
    example: Mapping[str, object] = field(default_factory=dict)
