"""Which papers a pack holds: what may be chosen, what was chosen, and each as it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from budgets.models import Period
from budgets.scope import Scope
from reports.catalogue import PAPERS
from s75.errors import BadInput, Problem
from s75.years import month_label

MOST = 8
Option = tuple[str, str]


@dataclass(frozen=True)
class Chosen:
    """One paper of a pack; `fund` is empty for the whole place. `digest` is of what it said when it was asked for, so that
    the same paper is not made twice while nothing moved."""

    kind: str
    fund: str
    month: int
    layout: str = "plain"
    about: str = ""
    digest: str = ""

    def as_kept(self) -> dict[str, str | int]:
        return asdict(self)


def kinds() -> list[Option]:
    """The papers, by name; those that can be about one partner or scheme are about all of them here."""
    return sorted(((key, kind.title) for key, kind in PAPERS.items()), key=lambda option: option[1])


def months(scope: Scope) -> list[int]:
    return [month for month, state in sorted(scope.states.items()) if state != Period.State.FUTURE]


def read_chosen(scope: Scope, rows: Iterable[Sequence[str]], layout: str = "plain") -> list[Chosen]:
    """What the rows of the form name (kind, fund, period), without the empty ones, all in one layout of the place. Raises
    BadInput with every problem."""
    known, funds = dict(kinds()), {fund.slug for fund in scope.funds}
    found, problems = [], []
    for number, (kind, fund, month) in enumerate(rows, 1):
        if not kind:
            continue
        opened = {str(each) for each in months(scope)}
        if kind not in known or (fund and fund not in funds) or month not in opened:
            problems.append(_wrong(number, "a paper, fund and period of the lists"))
        elif not _is_opened(scope, fund, int(month)):
            problems.append(_wrong(number, f"{month_label(int(month))} of this fund to be open or locked"))
        else:
            found.append(Chosen(kind, fund, int(month), layout))
    if not found and not problems:
        problems.append(Problem("", None, "kind 1", "", "choose at least one paper"))
    if problems:
        raise BadInput("The pack cannot be made as it is asked for.", problems=problems)
    return found[:MOST]


def _wrong(number: int, expected: str) -> Problem:
    return Problem("", None, f"kind {number}", f"paper {number} of the pack", expected)


def _is_opened(scope: Scope, fund: str, month: int) -> bool:
    keys = {each.pk for each in scope.funds if fund in ("", each.slug)}
    return any(
        period.fund_id in keys and (period.year, period.month) == (scope.year, month) and period.state != "future"
        for period in scope.periods
    )
