"""A round as closing it asks: every line with its state, what stands at the period, and the checks before the lock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from budgets.models import Fund, Place
from reports.facts.position import Group, Standing, ThresholdFacts
from reports.figures.rag import needs_explanation, threshold_for
from reports.figures.variance import add, variance
from reports.loading.round_lines import RoundLine
from reports.loading.standings import Names, load_sums, scope_parameters
from reports.loading.surroundings import Surroundings, load_surroundings
from reports.rounds.states import NOT_STARTED, is_sent
from s75.years import month_end, month_label
from schemes.ledger_waiting import Files, ledger_checks
from schemes.models import Forecast
from schemes.queries import months_in


class LineState(NamedTuple):
    """One line in a round, as closing it asks: who spends it (by heir), what was saved, and whether words are missing.

    `forecast` is the key of its row in the round and `state` that row's, or not started; `stands` says that an earlier
    forecast holds. What the state is called on a day, `state_of` says.
    """

    fund: int
    line: int
    ref: str
    scheme: str
    spender: int
    spender_name: str
    forecast: int | None
    state: str
    unchanged: bool
    unexplained: bool
    variance: Decimal
    stands: bool = False


@dataclass(frozen=True, slots=True)
class RoundRead:
    """The lines that a round asks of some funds, fund by fund, what all their groups stand at together, and the groups
    themselves with the names of their schemes and what stands around them."""

    states: list[LineState]
    now: Standing
    groups: tuple[Group, ...]
    schemes: Names
    around: Surroundings


def line_states(*, place: Place, funds: Sequence[Fund], year: int, month: int) -> list[LineState]:
    """Every line that a round asks a forecast of, with its state: two queries, whatever the size."""
    return read_round(place=place, funds=funds, year=year, month=month).states


def read_round(
    *, place: Place, funds: Sequence[Fund], year: int, month: int, compared_with: int | None = None
) -> RoundRead:
    """The states of its lines and the standing of its groups, which one statement reads together; the groups also stand
    at the period `compared_with`, if one is given."""
    parameters = scope_parameters([fund.pk for fund in funds], year, month, compared_with) | {"place": place.pk}
    around = load_surroundings(parameters, month_end=month_end(year, month).isoformat())
    sums = load_sums(parameters, around.codes, round_lines=True)
    limits = {fund.pk: threshold_for(around.thresholds, fund.slug, "scheme") for fund in funds}
    places = {fund.pk: fund.position for fund in funds}
    states = [_state(line, limits[line.fund]) for line in sums.round_lines]
    return RoundRead(
        sorted(states, key=lambda state: (places[state.fund], state.ref)),
        add(group.now for group in sums.groups),
        sums.groups,
        sums.schemes,
        around,
    )


def _state(line: RoundLine, limits: ThresholdFacts | None) -> LineState:
    gap = variance(
        Standing(budget=line.budget, actual_in=line.actual_in, to_come=line.to_come, unforecast=line.unforecast)
    )
    return LineState(
        line.fund,
        line.line,
        line.ref,
        line.scheme,
        line.spender,
        line.spender_name,
        line.forecast,
        line.state or NOT_STARTED,
        bool(line.unchanged),
        limits is not None and not line.worded and needs_explanation(gap, line.budget, limits),
        gap,
        bool(line.stands),
    )


def unmet_checks(
    fund: Fund,
    year: int,
    month: int,
    states: Sequence[LineState],
    ins: Mapping[tuple[int, int], frozenset[int]] | None = None,
    ledgers: Mapping[int, Sequence[str]] | None = None,
) -> list[str]:
    """What stands in the way of locking a fund's period, a sentence each; empty when nothing does.

    `ins` are the months whose ledger is in, by fund and heir, and `ledgers` what else ledgers wait for (suspense,
    journals to be reversed), where the caller has read them already.
    """
    mine = [state for state in states if state.fund == fund.pk]
    unmet = []
    if month <= 12:
        in_months = months_in([fund.pk], year, as_at=month) if ins is None else ins
        spenders = {state.spender: state.spender_name for state in mine}
        late = [name for heir, name in spenders.items() if month not in in_months.get((fund.pk, heir), frozenset())]
        unmet += [f"The ledger of {name} for {month_label(month)} is not in." for name in sorted(late)]
        queried = [state.ref for state in mine if state.state == Forecast.State.QUERIED]
        waiting = [state.ref for state in mine if not is_sent(state.state) and state.state != Forecast.State.QUERIED]
        if waiting:
            unmet.append(f"{len(waiting)} of {len(mine)} lines not submitted: {_first(waiting)}.")
        if queried:
            lines = "1 line" if len(queried) == 1 else f"{len(queried)} lines"
            unmet.append(f"{lines} queried and not answered: {_first(queried)}.")
    silent = [state.ref for state in mine if state.unexplained]
    if silent:
        unmet.append(f"Not explained: {_first(silent)}.")
    more = ledgers_wait([fund], year, mine) if ledgers is None else ledgers
    return [*unmet, *more.get(fund.pk, ())]


def _first(refs: Sequence[str], most: int = 8) -> str:
    return f"{', '.join(refs[:most])}{' …' * (len(refs) > most)}"


def ledgers_wait(
    funds: Sequence[Fund], year: int, states: Sequence[LineState], files: Files | None = None
) -> dict[int, list[str]]:
    """What else the ledgers behind these lines wait for, a sentence each, by fund."""
    spenders: dict[int, set[int]] = {}
    for state in states:
        spenders.setdefault(state.fund, set()).add(state.spender)
    return ledger_checks(funds, year, spenders, files)
