"""Setting up the indicators of a place, and the plan of each for a year or for one of its periods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from budgets.access import require_set_up
from budgets.models import Place
from s75.errors import BadInput, WrongState
from s75.history import recorded
from s75.locking import held
from s75.models import User
from s75.years import year_label
from schemes.indicators import first_end
from schemes.models import Indicator, IndicatorTarget
from schemes.reporting_periods import period_ends
from schemes.sources.readings import read_target


def add_indicator(*, place: Place, by: User, **about: Any) -> Indicator:
    """A new indicator of the place. BadInput for a rule that its unit does not allow, or what belongs elsewhere."""
    require_set_up(by, place)
    indicator = Indicator(place=place, **about)
    with recorded(by=by, reason=f"Add the indicator {indicator}"):
        _check(indicator)
        indicator.save()
        return indicator


@dataclass(frozen=True, slots=True)
class NewIndicator:
    """An indicator to be, with its plan of the year as written; a blank plan is none."""

    about: Mapping[str, Any]
    plan: str = ""


def bring_indicators(*, place: Place, year: int, rows: Sequence[NewIndicator], by: User) -> list[Indicator]:
    """Many indicators at once, in their order, with their plans of a year: all of them or none."""
    require_set_up(by, place)
    made = [Indicator(place=place, position=position, **row.about) for position, row in enumerate(rows)]
    with recorded(by=by, reason=f"Bring in {len(made)} indicators"):
        for indicator in made:
            _check(indicator)
        Indicator.objects.bulk_create(made)
        planned = [(one, " ".join(row.plan.split())) for one, row in zip(made, rows, strict=True)]
        IndicatorTarget.objects.bulk_create(_target(one, year, 0, text) for one, text in planned if text)
    return made


def _target(indicator: Indicator, year: int, number: int, text: str) -> IndicatorTarget:
    comparator, amount = read_target(text)
    return IndicatorTarget(
        indicator=indicator, year=year, number=number, text=text, comparator=comparator, amount=amount
    )


def change_indicator(*, indicator: Indicator, by: User, **about: Any) -> Indicator:
    """Change what is said of an indicator; how it is read stays once it has readings."""
    require_set_up(by, indicator.place)
    with recorded(by=by, reason=f"Change the indicator {indicator}"):
        locked = held(Indicator.objects).get(pk=indicator.pk)
        fixed = [name for name in ("unit", "cadence") if name in about and about[name] != getattr(locked, name)]
        if fixed and locked.readings.exists():
            raise WrongState(
                f"{locked} has readings, so its unit and how often it is read stay. Add another indicator."
            )
        for name, value in about.items():
            setattr(locked, name, value)
        _check(locked)
        locked.save()
        return locked


def _check(indicator: Indicator) -> None:
    if indicator.unit == Indicator.Unit.TEXT and (indicator.rule not in ("latest", "entered") or indicator.totals):
        raise BadInput("Words are not added up: choose “The latest period” or “Entered by hand”.")
    if indicator.totals and indicator.unit == Indicator.Unit.PERCENT:
        raise BadInput("Percentages are not added up, so a total is of numbers, pounds or days.")
    if indicator.fund is not None and indicator.fund.place_id != indicator.place_id:
        raise BadInput(f"{indicator.fund} is a fund of another place.")
    if indicator.scheme is not None and indicator.scheme.place_id != indicator.place_id:
        raise BadInput(f"{indicator.scheme} is a scheme of another place.")
    if indicator.first_year and indicator.last_year and indicator.last_year < indicator.first_year:
        raise BadInput("Its last year cannot be before its first.")


def set_target(*, indicator: Indicator, year: int, text: str, by: User, number: int = 0) -> IndicatorTarget | None:
    """The plan of a year, or of one of its periods, as written; a blank text takes it away."""
    require_set_up(by, indicator.place)
    written = " ".join(text.split())
    if number and number > len(period_ends(indicator.cadence, year, first_end(indicator.cadence, year))):
        raise BadInput(f"{year_label(year)} has no period {number} of {indicator}.")
    with recorded(by=by, reason=f"Plan of {indicator} in {year_label(year)}"):
        held(Indicator.objects).get(pk=indicator.pk)
        if not written:
            IndicatorTarget.objects.filter(indicator=indicator, year=year, number=number).delete()
            return None
        comparator, amount = read_target(written)
        target, _ = IndicatorTarget.objects.update_or_create(
            indicator=indicator,
            year=year,
            number=number,
            defaults={"text": written, "comparator": comparator, "amount": amount},
        )
        return target
