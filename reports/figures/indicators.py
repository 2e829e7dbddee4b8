"""What an indicator stands at: its year to date by its own rule, against its plan, and where a printed figure errs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from reports.facts.indicators import IndicatorFacts, ReadingFacts, TargetFacts
from s75.money import HUNDRED

MET, NOT_MET = "met", "not met"
ON_COURSE, BEHIND = "on course", "behind plan"
NO_TARGET, NOT_JUDGED, NOT_YET = "no target", "not judged", "nothing reported"
OPERATORS = {">": "more than", ">=": "at least", "<": "less than", "<=": "at most"}


@dataclass(frozen=True, slots=True)
class PeriodFigure:
    """One period of an indicator: nothing reported, not collected, a figure, or words.

    `printed` is what the source printed where that differs, at the indicator's decimals, from the computed `value`.
    `against` is the judgement on the period's own target, empty without one.
    """

    number: int
    reported: bool = False
    applicable: bool = True
    value: Decimal | None = None
    words: str = ""
    printed: Decimal | None = None
    against: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorFigures:
    """An indicator as at one of its periods. `to_date` is the year to date, exact; None for what cannot be worked out.

    `printed` is the year to date that was entered where it differs from the computed one; `missing` the periods that
    were not reported; `pro_rata` the part of a plan that is summed which should be reached by then; `change` is since
    the period before.
    """

    facts: IndicatorFacts
    number: int
    periods: tuple[PeriodFigure, ...]
    to_date: Decimal | None
    words: str
    printed: Decimal | None
    pro_rata: Decimal | None
    against: str
    change: Decimal | None
    missing: tuple[int, ...]

    @property
    def errs(self) -> bool:
        """Whether a figure that was printed or entered differs from the one that its parts make."""
        return self.printed is not None or any(period.printed is not None for period in self.periods)


def rounded(value: Decimal | None, decimals: int) -> Decimal | None:
    """Half up, to the decimals in which an indicator is printed."""
    return None if value is None else value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def computed(measure: str, reading: ReadingFacts) -> Decimal | None:
    """The exact figure of one period: of its share where that was entered, else as entered."""
    if reading.numerator is None or not reading.denominator:
        return reading.value
    return reading.numerator / reading.denominator * (HUNDRED if measure == "percent" else 1)


def year_to_date(facts: IndicatorFacts, readings: Sequence[ReadingFacts]) -> Decimal | None:
    """The year to date by the indicator's rule over the periods that were reported; None where it cannot be known.

    sum: what the periods add up to. weighted: all numerators over all denominators, of which every period needs both.
    average: the plain mean of the periods. latest: the newest period. entered: what was entered last.
    """
    if facts.rule == "entered":
        return next((one.year_to_date for one in reversed(readings) if one.year_to_date is not None), None)
    counted = [one for one in readings if one.applicable and computed(facts.measure, one) is not None]
    if not counted:
        return None
    if facts.rule == "weighted":
        return _weighted(facts.measure, counted)
    values = [value for one in counted if (value := computed(facts.measure, one)) is not None]
    if facts.rule == "latest":
        return values[-1]
    whole = sum(values, Decimal(0))
    return whole if facts.rule == "sum" else whole / len(values)


def _weighted(measure: str, readings: Sequence[ReadingFacts]) -> Decimal | None:
    if any(one.numerator is None or one.denominator is None for one in readings):
        return None
    numerator = sum((one.numerator or Decimal(0) for one in readings), Decimal(0))
    denominator = sum((one.denominator or Decimal(0) for one in readings), Decimal(0))
    return numerator / denominator * (HUNDRED if measure == "percent" else 1) if denominator else None


def indicator_figures(facts: IndicatorFacts, number: int, of_year: int) -> IndicatorFigures:
    """The indicator as at its period `number` of `of_year` periods a year. Judged on exact figures, printed rounded."""
    by_number = {one.number: one for one in facts.readings if one.number <= number}
    periods = tuple(_period(facts, by_number.get(n), n) for n in range(1, number + 1))
    readings = [by_number[n] for n in sorted(by_number)]
    to_date = year_to_date(facts, readings)
    entered = by_number[number].year_to_date if number in by_number else None
    pro_rata = _pro_rata(facts, number, of_year)
    return IndicatorFigures(
        facts=facts,
        number=number,
        periods=periods,
        to_date=to_date if to_date is not None or facts.rule == "entered" else entered,
        words=next((one.words for one in reversed(readings) if one.words), ""),
        printed=_differs(entered, to_date, facts.decimals) if facts.rule != "entered" else None,
        pro_rata=pro_rata,
        against=_against(facts, to_date if to_date is not None else entered, pro_rata, last=number >= of_year),
        change=_change(periods),
        missing=tuple(period.number for period in periods if not period.reported),
    )


def _period(facts: IndicatorFacts, reading: ReadingFacts | None, number: int) -> PeriodFigure:
    if reading is None:
        return PeriodFigure(number)
    value = computed(facts.measure, reading)
    target = dict(facts.targets).get(number)
    return PeriodFigure(
        number,
        reported=not reading.applicable or value is not None or bool(reading.words),
        applicable=reading.applicable,
        value=value,
        words=reading.words,
        printed=_differs(reading.value, value, facts.decimals),
        against=judged(target, value, facts.better) if target and value is not None else "",
        note=reading.note,
    )


def _differs(entered: Decimal | None, value: Decimal | None, decimals: int) -> Decimal | None:
    """The entered figure where it is another than the computed one at the printed decimals."""
    if entered is None or value is None or rounded(entered, decimals) == rounded(value, decimals):
        return None
    return entered


def _change(periods: Sequence[PeriodFigure]) -> Decimal | None:
    if len(periods) < 2 or periods[-1].value is None or periods[-2].value is None:
        return None
    return periods[-1].value - periods[-2].value


def _pro_rata(facts: IndicatorFacts, number: int, of_year: int) -> Decimal | None:
    """The plan's part for the periods that are over: of a plan that is summed, as equal parts of the year."""
    if facts.rule != "sum" or facts.plan is None or facts.plan.amount is None:
        return None
    return facts.plan.amount * number / of_year


def _against(facts: IndicatorFacts, value: Decimal | None, pro_rata: Decimal | None, *, last: bool) -> str:
    """In words: met or not met; within the year, a plan that is summed is on course or behind."""
    if facts.plan is None or facts.plan.text in ("", "-"):
        return NO_TARGET
    if facts.plan.amount is None:
        return NOT_JUDGED
    if value is None:
        return NOT_YET
    if pro_rata is None or last:
        return judged(facts.plan, value, facts.better)
    so_far = judged(replace(facts.plan, amount=pro_rata), value, facts.better)
    return {MET: ON_COURSE, NOT_MET: BEHIND}.get(so_far, so_far)


def judged(target: TargetFacts, value: Decimal, better: str) -> str:
    """Whether a target is met: by its comparator; a plain number is the least where higher is better, else the most."""
    if target.amount is None:
        return NOT_JUDGED
    comparator = target.comparator
    if comparator == "=":
        comparator = {"higher": ">=", "lower": "<="}.get(better, "")
    met = {
        ">": value > target.amount,
        ">=": value >= target.amount,
        "<": value < target.amount,
        "<=": value <= target.amount,
    }.get(comparator)
    return NOT_JUDGED if met is None else MET if met else NOT_MET


def with_totals(indicators: Iterable[IndicatorFacts]) -> tuple[IndicatorFacts, ...]:
    """The indicators with those that are totals filled in: what the parts of the same service and name add up to.

    What was entered of a total itself stays beside it as printed, so that a difference shows.
    """
    found = tuple(indicators)
    parts: dict[tuple[str, str], list[IndicatorFacts]] = {}
    for one in found:
        if not one.totals:
            parts.setdefault((one.service, one.name), []).append(one)
    return tuple(_total(one, parts.get((one.service, one.name), [])) if one.totals else one for one in found)


def _total(total: IndicatorFacts, parts: Sequence[IndicatorFacts]) -> IndicatorFacts:
    own = {one.number: one for one in total.readings}
    numbers = sorted({one.number for part in parts for one in part.readings} | own.keys())
    readings = tuple(_sum(number, parts, own.get(number)) for number in numbers)
    mark = total.illustrative or any(part.illustrative for part in parts)
    return replace(total, readings=readings, illustrative=mark)


def _sum(number: int, parts: Sequence[IndicatorFacts], own: ReadingFacts | None) -> ReadingFacts:
    """What the parts add up to in a period, over 1 so that an entered total of another amount shows beside it."""
    values = [
        value
        for part in parts
        for one in part.readings
        if one.number == number and (value := computed(part.measure, one)) is not None
    ]
    kept = own or ReadingFacts(number)
    return replace(kept, numerator=sum(values, Decimal(0)), denominator=Decimal(1)) if values else kept
