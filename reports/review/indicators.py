"""What schemes deliver, to stand beside the money of their lines."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from budgets.scope import Scope
from reports.figures.indicators import IndicatorFigures
from reports.loading.indicators import indicators_of
from reports.papers.performance.cells import against_cell, plan_cell, to_date_cell
from reports.render.words import print_cell


@dataclass(frozen=True, slots=True)
class Beside:
    """One indicator of a scheme as it is printed: what it measures, its year to date, and how that compares."""

    name: str
    figure: str
    told: str
    illustrative: bool = False


def indicators_beside(scope: Scope, schemes: Collection[str]) -> Mapping[str, Sequence[Beside]]:
    """The indicators of these schemes (by reference) as at the period, by scheme: as many queries as there are tables."""
    if not schemes:
        return {}
    found = indicators_of(scope.place, scope.funds, schemes, scope.year, scope.month)
    return {ref: [_beside(one) for one in figures] for ref, figures in found.items()}


def _beside(one: IndicatorFigures) -> Beside:
    plan = print_cell(plan_cell(one.facts))
    told = [f"plan {plan}" if plan else "", print_cell(against_cell(one))]
    figure = print_cell(to_date_cell(one)) or "nothing reported"
    return Beside(
        one.facts.name, figure, ", ".join(part for part in told if part not in ("", figure)), one.facts.illustrative
    )
