"""Which lines a reviewer looks at: by fund, partner, state and RAG; at first those that wait for the reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from reports.review.lines import SUBMITTED, ReviewLine
from reports.rounds.states import STATES

WAITING, ALL = "", "all"
RAGS = ("Red", "Amber", "Green")


@dataclass(frozen=True)
class Choice:
    """The filters of the address; empty: any, and for the state what waits for review."""

    fund: str = ""
    partner: str = ""
    state: str = WAITING
    rag: str = ""

    @property
    def waiting(self) -> bool:
        return self.state == WAITING

    @property
    def pairs(self) -> list[tuple[str, str]]:
        named = (("fund", self.fund), ("partner", self.partner), ("state", self.state), ("rag", self.rag))
        return [(name, value) for name, value in named if value]

    @property
    def query(self) -> str:
        return "".join(f"&{urlencode([pair])}" for pair in self.pairs)

    def shows(self, line: ReviewLine, *, reviewer: bool) -> bool:
        """Whether the line is among those chosen; a reader who reviews nothing sees all that waits for anybody."""
        waiting = line.may_approve if reviewer else line.stored == SUBMITTED
        waits = waiting if self.waiting else self.state in (ALL, line.state)
        of = (self.fund in ("", line.group.fund), self.partner in ("", line.group.spender), self.rag in ("", line.rag))
        return waits and all(of)


def read_choice(asked: Mapping[str, str]) -> Choice:
    """The choice of an address; a state or colour that is not known is left out."""
    state, colour = asked.get("state", ""), asked.get("rag", "")
    return Choice(
        fund=asked.get("fund", ""),
        partner=asked.get("partner", ""),
        state=state if state == ALL or state in STATES else WAITING,
        rag=colour if colour in RAGS else "",
    )


def offered(
    choice: Choice, lines: Sequence[ReviewLine], names: Mapping[str, str], funds: Mapping[str, str]
) -> list[dict[str, object]]:
    """The filters as a form offers them: only what some line has, and what is chosen."""
    spenders = sorted({line.group.spender for line in lines})
    states = [state for state in STATES if any(line.state == state for line in lines)]
    fields: list[tuple[str, str, str, list[tuple[str, str]]]] = [
        (
            "state",
            "State",
            choice.state,
            [("", "Waiting for review"), (ALL, "All lines"), *((s, STATES[s]) for s in states)],
        ),
        ("fund", "Fund", choice.fund, [("", "All funds"), *funds.items()]),
        (
            "partner",
            "Spent by",
            choice.partner,
            [("", "All partners"), *((code, names.get(code, code)) for code in spenders)],
        ),
        ("rag", "RAG", choice.rag, [("", "Any"), *((colour, colour) for colour in RAGS)]),
    ]
    return [
        {
            "name": name,
            "label": label,
            "options": [{"value": value, "label": told, "chosen": value == chosen} for value, told in options],
        }
        for name, label, chosen, options in fields
    ]
