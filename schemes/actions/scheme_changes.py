"""Adding and changing schemes, what they plan to deliver, and lines, as far as figures that stand already allow."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from budgets.access import require_set_up
from budgets.models import Place
from s75.errors import BadInput, WrongState
from s75.history import recorded
from s75.locking import held
from s75.models import User
from s75.money import HUNDRED
from schemes.actions.commissioning import JOINT
from schemes.actions.schemes import check_profile, create_line, require_lines
from schemes.models import Actual, BudgetEntry, Forecast, Line, PlannedOutput, ProposedBudget, Scheme

FIXED = {  # what a line's figures were counted by, in words
    "stream": "funding stream",
    "contributing_partner": "whose money it is",
    "spending_partner": "in whose ledger it is spent",
    "income": "whether it is income",
    "starts": "first period",
}


def add_scheme(*, place: Place, by: User, **about: Any) -> Scheme:
    """A scheme of the place; `about` holds its fields."""
    require_set_up(by, place)
    with recorded(by=by, reason=f"Set up the scheme {about['name']}"):
        scheme = Scheme(place=place, **about)
        _check_scheme(scheme)
        scheme.save()
        return scheme


def change_scheme(*, scheme: Scheme, by: User, **about: Any) -> Scheme:
    """Change what is said of a scheme; `about` holds fields of it. Closing it is an action of its own."""
    require_set_up(by, scheme.place)
    with recorded(by=by, reason=f"Change the scheme {scheme}"):
        locked = held(Scheme.objects).select_related("place").get(pk=scheme.pk)
        for field, value in about.items():
            setattr(locked, field, value)
        _check_scheme(locked)
        locked.save()
        return locked


def _check_scheme(scheme: Scheme) -> None:
    if scheme.place.schemes.filter(ref__iexact=scheme.ref).exclude(pk=scheme.pk).exists():
        raise BadInput(f"{scheme.place} has a scheme with the reference “{scheme.ref}” already. Choose another.")
    if not scheme.place.seats.filter(partner=scheme.lead_commissioner_id).exists():
        raise BadInput(f"{scheme.lead_commissioner} has no seat in {scheme.place}. Choose one of its partners.")
    if scheme.starts and scheme.ends and scheme.ends < scheme.starts:
        raise BadInput(f"The scheme closes on {scheme.ends:%-d %B %Y}, so it cannot start after that day.")
    if (scheme.commissioner == JOINT) != (scheme.nhs_percent is not None):
        raise BadInput("Joint commissioning needs the NHS's percentage, and only joint commissioning has one.")
    if scheme.nhs_percent is not None and not 0 <= scheme.nhs_percent <= HUNDRED:
        raise BadInput("The NHS's percentage is from 0 to 100.")


def set_output(*, scheme: Scheme, year: int, unit: str, amount: Decimal, by: User) -> PlannedOutput:
    """What a scheme is planned to deliver in a year, in one unit; what was planned before is replaced."""
    require_set_up(by, scheme.place)
    if amount < 0:
        raise BadInput("A planned output is zero or more.")
    with recorded(by=by, reason=f"Plan what {scheme} delivers"):
        held(Scheme.objects).get(pk=scheme.pk)
        output, _ = PlannedOutput.objects.update_or_create(
            scheme=scheme, year=year, unit=unit, defaults={"amount": amount}
        )
        return output


def add_line(*, by: User, **about: Any) -> Line:
    """A line of a scheme in a year, checked in sentences before it is made as `create_line` makes it."""
    fund, scheme = about["fund"], about["scheme"]
    require_lines(by, fund)
    if scheme.place_id != fund.place_id or about["stream"].place_id != fund.place_id:
        raise BadInput("A line's scheme, fund and stream are of one place.")
    if Line.objects.filter(place=fund.place, year=about["year"], ref__iexact=about["ref"]).exists():
        raise BadInput(f"There is a line with the reference “{about['ref']}” in that year already. Choose another.")
    line = Line(**{name: about[name] for name in ("fund", "year", "stream", "contributing_partner")})
    _check_payer(line)
    return create_line(by=by, **about)


def change_line(*, line: Line, by: User, **about: Any) -> Line:
    """Change what is said of a line; what its figures are counted by stays as soon as it has any.

    A new profile spreads budget that is posted from now on; what stands keeps the months that it was posted with.
    """
    require_lines(by, line.fund)
    check_profile(about.get("profile"))
    with recorded(by=by, reason=f"Change the line {line.ref}"):
        locked = held(Line.objects).select_related("fund__place", "scheme").get(pk=line.pk)
        changed = [
            words for name, words in FIXED.items() if about.get(name, getattr(locked, name)) != getattr(locked, name)
        ]
        if changed and (stands := _holds(locked)):
            raise WrongState(
                f"{locked.ref} has {stands} already, so its {' and '.join(changed)} cannot change. Add another line, and "
                "move the budget to it by a change."
            )
        for name, value in about.items():
            setattr(locked, name, value)
        _check_payer(locked)
        locked.save()
        return locked


def _holds(line: Line) -> str:
    """What stands on a line already, in words."""
    kinds = (
        (BudgetEntry, "budget"),
        (Actual, "postings"),
        (Forecast, "forecasts"),
        (ProposedBudget, "a change that waits"),
    )
    return next((words for model, words in kinds if model.objects.filter(line=line).exists()), "")


def _check_payer(line: Line) -> None:
    payer, stream = line.contributing_partner, line.stream
    if not line.fund.agreement.partners.filter(heir=payer.heir_id).exists():
        raise BadInput(f"{payer} is not a partner of {line.fund.agreement}, so {line.fund} holds none of its money.")
    if not (stream.first_year or line.year) <= line.year <= (stream.last_year or line.year):
        raise BadInput(f"{stream} does not exist in that year. Choose a stream of the year.")
