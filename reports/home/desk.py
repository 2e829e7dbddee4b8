"""A person's desk in one place and year: its period, the things to do there, and the pages that they use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.urls import reverse

from budgets.models import Place
from s75.years import year_label

TO_DO, WAITS, DONE = "todo", "waits", "done"
NEVER = date.max
LONG_AGO = 60  # days after which a day alone says enough


class Link(NamedTuple):
    text: str
    href: str


class Task(NamedTuple):
    """One thing in words, with the page where it is done: to do, waited for from others, or done.

    `due` is its day where it has one, `late` by how many days that is past.
    """

    text: str
    href: str
    state: str = TO_DO
    due: date | None = None
    late: int = 0

    @property
    def when(self) -> str:
        """Its day in words; nothing for what is done or has no day."""
        if self.due is None or self.state == DONE:
            return ""
        if self.late > LONG_AGO:
            return f"Was due on {self.due:%-d %B %Y}"
        if self.late:
            return f"Was due on {self.due:%-d %B %Y}, {self.late} {'day' if self.late == 1 else 'days'} ago"
        return f"Due on {self.due:%-d %B %Y}"


@dataclass(frozen=True)
class Unopened:
    """A place without an opened period: how it stands in words, what is to be done, and the next page, if any."""

    text: str
    words: str
    tasks: list[Task]
    href: str = ""
    action: str = ""

    @property
    def headline(self) -> str:
        return headline(self.tasks)


class Event(NamedTuple):
    """Something that happened in a place, its day and its page."""

    text: str
    day: date
    href: str


@dataclass
class Desk:
    """A place's year as a person finds it: the period that is open (else the last locked), what to do, and links."""

    place: Place
    year: int
    month: int
    period: str
    is_open: bool
    last_locked: str = ""
    links: list[Link] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    @property
    def to_do(self) -> list[Task]:
        return [task for task in self.tasks if task.state == TO_DO]

    @property
    def headline(self) -> str:
        return headline(self.tasks)

    def address(self, name: str, month: int | None = None) -> str:
        return reverse(name, args=[self.place.slug]) + f"?year={year_label(self.year)}&period={month or self.month}"

    def put(self, tasks: Iterable[Task]) -> None:
        """Add tasks and keep all in order: to do by day, the undated after, then what others owe, then what is done."""
        self.tasks += tasks
        self.tasks.sort(key=lambda task: ((TO_DO, WAITS, DONE).index(task.state), task.due or NEVER))


def headline(tasks: Iterable[Task]) -> str:
    """How many things are to do, how many of them are late, and when the first of the others is due."""
    mine = [task for task in tasks if task.state == TO_DO]
    if not mine:
        return "Nothing waits for you"
    late = [task for task in mine if task.late]
    days = [task.due for task in mine if task.due and not task.late]
    parts = [f"{len(mine)} thing{'' if len(mine) == 1 else 's'} to do"]
    if late:
        parts.append("it is late" if len(mine) == 1 else f"{len(late)} late")
    if days:
        first = f"{min(days):%-d %B %Y}"
        parts.append(
            f"due on {first}" if len(mine) == 1 else f"the next by {first}" if late else f"the first by {first}"
        )
    return ", ".join(parts)
