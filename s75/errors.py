"""The refusals: every broken rule is a named error whose sentence says what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a file or a pasted block, by place, with what was read and what was expected."""

    sheet: str
    row: int | None
    column: str
    found: str
    expected: str

    def as_dict(self) -> dict[str, str | int | None]:
        return asdict(self)

    def __str__(self) -> str:
        place = ", ".join(
            part
            for part in (
                f"sheet {self.sheet}" if self.sheet else "",
                f"row {self.row}" if self.row is not None else "",
                f"column {self.column}" if self.column else "",
            )
            if part
        )
        found = f"found “{self.found}”; " if self.found else ""
        return f"{place}: {found}{self.expected}" if place else f"{found}{self.expected}"


class RuleBroken(Exception):
    """A rule of the product refused a write; the message is a sentence that its user can act on."""

    def __init__(self, message: str, *, problems: Iterable[Problem] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.problems = tuple(problems)


class NotPermitted(RuleBroken):
    """The person's roles do not allow this action."""


class PeriodLocked(RuleBroken):
    """The period is locked or not open yet, so nothing can be written to it."""


class NotBalanced(RuleBroken):
    """Budgets would exceed the contributions that pay for them."""


class WrongState(RuleBroken):
    """The thing is not in the state that this step starts from."""


class StaleVersion(RuleBroken):
    """Somebody saved the row since it was read; carries what stands now, so that both can be shown."""

    def __init__(self, message: str, *, current: object) -> None:
        super().__init__(message)
        self.current = current


class BadInput(RuleBroken):
    """A file or a pasted block cannot be taken as it is; carries every problem found."""


class AlreadyDone(RuleBroken):
    """The same thing was done before: the same file imported, the same number posted."""


class ExplanationMissing(RuleBroken):
    """A variance beyond the fund's threshold has no explanation."""


class Unknown(RuleBroken):
    """A place, partner, fund, line or user of that name does not exist."""
