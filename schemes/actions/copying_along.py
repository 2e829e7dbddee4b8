"""What goes along when a year is copied forward: ring-fences of new streams, planned outputs and floors, as indications."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from budgets.models import Condition, FundingStream
from s75.money import ZERO
from s75.years import year_label
from schemes.forward.plan import Forward, uplifted
from schemes.models import Line, PermittedScheme, PlannedOutput

NHS_MINIMUM = "minimum nhs contribution"  # its name in the national template, whatever its case
REFUSE, FLAG = FundingStream.Outside.REFUSE, FundingStream.Outside.FLAG


def fence_of(forward: Forward, name: str) -> tuple[bool, str]:
    """Whether a stream that is made is ring-fenced, and what happens outside: as with the streams whose place it takes.

    It is fenced where any of them is, and refuses what is outside only where all of them do.
    """
    before = _replaced(forward, name)
    refuses = all(old.ring_fenced and old.outside == REFUSE for old in before)
    return any(old.ring_fenced for old in before), (REFUSE if before and refuses else FLAG).value


def keep_permitted(forward: Forward, stream: FundingStream) -> None:
    """Permit to a new ring-fenced stream what was permitted to those whose place it takes.

    Of one among them that was not fenced, the schemes that it pays for and that go on are permitted.
    """
    if not stream.ring_fenced:
        return
    before = _replaced(forward, stream.name)
    fenced = [old.pk for old in before if old.ring_fenced]
    schemes = set(PermittedScheme.objects.filter(stream__in=fenced).values_list("scheme", flat=True))
    free = {old.pk for old in before if not old.ring_fenced}
    schemes |= {row.line.scheme_id for pot in forward.pots if pot.stream.pk in free for row in pot.lines}
    PermittedScheme.objects.bulk_create(PermittedScheme(stream=stream, scheme_id=pk) for pk in sorted(schemes))


def _replaced(forward: Forward, name: str) -> list[FundingStream]:
    return [old for old, target in forward.targets.items() if target is not None and target.name == name]


def copy_outputs(forward: Forward, lines: Iterable[Line]) -> int:
    """What the schemes that go on plan to deliver, as this year; what next year has already stays. Returns how many."""
    schemes = {line.scheme_id for line in lines}
    rows = PlannedOutput.objects.filter(scheme__in=schemes, year__in=(forward.year, forward.next_year))
    there = {(row.scheme_id, row.unit) for row in rows if row.year == forward.next_year}
    made = [
        PlannedOutput(scheme_id=row.scheme_id, year=forward.next_year, unit=row.unit, amount=row.amount)
        for row in rows
        if row.year == forward.year and (row.scheme_id, row.unit) not in there
    ]
    PlannedOutput.objects.bulk_create(made, batch_size=1000)
    return len(made)


def copy_conditions(forward: Forward) -> int:
    """The floors of the national conditions, raised as the NHS minimum is; until the template gives next year's.

    What next year has already stays. Returns how many were made.
    """
    rows = Condition.objects.filter(place=forward.place, year__in=(forward.year, forward.next_year))
    there = {row.kind for row in rows if row.year == forward.next_year}
    percent = _minimum_uplift(forward)
    raised = f", raised by {percent.normalize():f}% as the NHS minimum is" if percent else ""
    made = [
        Condition(
            place=forward.place,
            year=forward.next_year,
            kind=row.kind,
            floor=uplifted(row.floor, percent),
            source=f"Indicative: copied from {year_label(forward.year)}{raised}",
            illustrative=row.illustrative,
        )
        for row in rows
        if row.year == forward.year and row.kind not in there
    ]
    Condition.objects.bulk_create(made)
    return len(made)


def _minimum_uplift(forward: Forward) -> Decimal:
    uplifts: Mapping[str, Decimal] = {pot.stream.national.strip().casefold(): pot.uplift for pot in forward.pots}
    return uplifts.get(NHS_MINIMUM, ZERO)
