"""How somebody looks at a round: the columns that are shown, how lines are grouped, and which of them are shown at all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from reports.rounds.lines import GridLine
from reports.rounds.states import STATES

COLUMNS = {
    "officer": "Officer: who forecasts it",
    "budget": "Current budget",
    "profile": "Budget to date, by profile",
    "actuals": "Actual by month, where the ledger is in",
    "outturn": "Forecast outturn",
    "variance": "Variance",
    "last": "Last round’s outturn",
    "ahead": "Last round’s forecast of the months to come",
    "movement": "Movement since the last round",
    "projection": "Projection, if the year goes on as it has",
}
USUAL = frozenset(COLUMNS) - {"officer", "profile", "ahead", "projection"}
OF_ALL_LINES = frozenset({"ahead", "projection"})  # columns whose totals come from the lines themselves
NOBODY = "nobody"
RAGS = ("Red", "Amber", "Green")
LONGEST_SEARCH = 100

# What lines are grouped and filtered by: the name in the address, what it is called, and what a line has of it.
_OF: Mapping[str, Callable[[GridLine], str]] = {
    "scheme": lambda line: line.group.scheme,
    "stream": lambda line: line.group.stream,
    "payer": lambda line: line.group.contributor,
    "officer": lambda line: str(line.seated.officer.pk) if line.seated.officer else NOBODY,
    "state": lambda line: line.state if line.wanted else "",
    "rag": lambda line: line.rag,
}
KINDS = {
    "scheme": "Scheme", "stream": "Stream", "payer": "Whose money", "officer": "Officer", "state": "State", "rag": "RAG",
}  # fmt: skip
_ORDERED: Mapping[str, Sequence[str]] = {"state": tuple(STATES), "rag": RAGS}


@dataclass(frozen=True)
class Some:
    """Lines of a fund that belong together; without a kind of group they are all of it, and `name` is empty."""

    key: str
    name: str
    lines: Sequence[GridLine]


@dataclass(frozen=True)
class GridView:
    """The choices of the address. `filters` holds what is filtered by, `q` a text of the reference or the name, and `mine`
    shows the reader's own lines; `names` are what partners are called, by code."""

    columns: frozenset[str] = USUAL
    group: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    q: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    chosen: bool = False
    mine: bool = False

    @property
    def filtered(self) -> bool:
        return bool(self.filters or self.q or self.mine)

    @property
    def asks_all(self) -> bool:
        """Whether its totals come from all lines, and not only from those that an answer is about."""
        return bool(self.filtered or self.group or self.columns & OF_ALL_LINES)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The choices as they stand in an address."""
        found = [("columns", ",".join(name for name in COLUMNS if name in self.columns))] if self.chosen else []
        found += [("group", self.group)] if self.group else []
        found += [*self.filters.items(), *([("q", self.q)] if self.q else [])]
        return [*found, *([("mine", "1")] if self.mine else [])]

    @property
    def unfiltered(self) -> GridView:
        return GridView(self.columns, self.group, names=self.names, chosen=self.chosen)

    def shows(self, line: GridLine) -> bool:
        if self.mine and not line.mine:
            return False
        if any(_OF[kind](line) != value for kind, value in self.filters.items()):
            return False
        return not self.q or self.q.casefold() in f"{line.ref} {line.name}".casefold()

    def select(self, lines: Iterable[GridLine], also: Collection[str] = ()) -> list[GridLine]:
        """The lines that are shown, and those that something has to be said about."""
        return [line for line in lines if line.ref in also or self.shows(line)] if self.filtered else list(lines)

    def groups(self, lines: Iterable[GridLine]) -> list[Some]:
        """The lines in their groups: states and RAG in their order, officers and others by name."""
        shown = list(lines)
        if not self.group:
            return [Some("", "", shown)]
        piles: dict[str, list[GridLine]] = {}
        for line in shown:
            piles.setdefault(_OF[self.group](line), []).append(line)
        found = [Some(key, self.named(self.group, key, pile[0]), pile) for key, pile in piles.items()]
        return sorted(found, key=lambda some: _place(self.group, some.key, some.name))

    def named(self, kind: str, value: str, line: GridLine | None = None) -> str:
        """What a value of a kind is called."""
        if kind == "scheme" and line is not None:
            return f"{value} {line.name}"
        if kind == "officer":
            return line.seated.officer.name if line and line.seated.officer else "Nobody"
        if kind == "state":
            return STATES.get(value, "Not forecast")
        return self.names.get(value, value) if kind == "payer" else value or "None"

    def called(self, kind: str) -> str:
        return KINDS[kind] if kind == "rag" else KINDS[kind].lower()

    def told(self, lines: Collection[GridLine]) -> str:
        """The filters in words, such as “scheme BEDS Beds, RAG Red”."""
        parts = ["officer you"] if self.mine else []
        for kind, value in self.filters.items():
            first = next((line for line in lines if _OF[kind](line) == value), None)
            parts.append(f"{self.called(kind)} {self.named(kind, value, first)}")
        return ", ".join([*parts, *([f"text “{self.q}”"] if self.q else [])])

    def choices(self, kind: str, lines: Iterable[GridLine]) -> list[tuple[str, str]]:
        """What there is to filter by: the values that the round's lines have, with what they are called."""
        value_of, firsts = _OF[kind], dict[str, GridLine]()
        for line in lines:
            firsts.setdefault(value_of(line), line)
        found = [(key, self.named(kind, key, line)) for key, line in firsts.items() if key]
        return sorted(found, key=lambda choice: _place(kind, *choice))


def _place(kind: str, key: str, name: str) -> tuple[int, bool, str]:
    """Where a value of a kind comes among the others: officers by name, with nobody at the end."""
    order = _ORDERED.get(kind, ())
    return order.index(key) if key in order else len(order), key == NOBODY, name if kind == "officer" else key


def read_view(asked: Mapping[str, str], columns: Sequence[str] | None, kept: str | None) -> GridView:
    """The view that an address asks for; `columns` are those of the address (None: it names none), `kept` those that the
    person chose before. What is not known is left out."""
    chosen = USUAL
    if columns is not None:
        chosen = frozenset(name for text in columns for name in text.split(",") if name in COLUMNS)
    elif kept is not None:
        chosen = frozenset(kept.split(",")) & frozenset(COLUMNS)
    group = asked.get("group", "")
    return GridView(
        columns=chosen,
        group=group if group in KINDS else "",
        filters={kind: asked[kind] for kind in KINDS if asked.get(kind)},
        q=asked.get("q", "").strip()[:LONGEST_SEARCH],
        chosen=columns is not None,
        mine=asked.get("mine") == "1",
    )
