"""Adding and changing schemes, outputs, lines and codes, and what figures that stand no longer allow."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from s75.errors import BadInput, NotPermitted, WrongState
from schemes.actions.scheme_changes import add_line, add_scheme, change_line, change_scheme, set_output
from schemes.actions.schemes import leave_code_out, map_code
from schemes.models import Line, PlannedOutput
from tests.universe import YEAR, Universe


def line_of(world: Universe, **more: Any) -> Line:
    about = {
        "scheme": world.lines["HOME"].scheme, "fund": world.pool, "year": YEAR, "ref": "NEW", "stream": world.own,
        "contributing_partner": world.council, "spending_partner": world.council,
    }  # fmt: skip
    return add_line(by=world.manager, **{**about, **more})


def test_scheme_is_added_and_changed(world: Universe) -> None:
    made = add_scheme(
        place=world.place, ref="S9", name="New", lead_commissioner=world.board, scheme_type="Other", by=world.manager
    )
    changed = change_scheme(scheme=made, name="Newer", commissioner="Joint", nhs_percent=Decimal(40), by=world.operator)
    assert (changed.name, changed.scheme_type, changed.nhs_percent) == ("Newer", "Other", Decimal(40))


def test_scheme_is_refused_what_does_not_fit(world: Universe) -> None:
    about: dict[str, Any] = {"place": world.place, "name": "New", "lead_commissioner": world.board, "by": world.manager}
    with pytest.raises(BadInput, match="“home” already"):
        add_scheme(ref="home", **about)
    with pytest.raises(BadInput, match="only joint commissioning has one"):
        add_scheme(ref="S9", commissioner="LA", nhs_percent=Decimal(40), **about)
    with pytest.raises(BadInput, match="from 0 to 100"):
        add_scheme(ref="S9", commissioner="Joint", nhs_percent=Decimal(140), **about)
    with pytest.raises(NotPermitted):
        add_scheme(ref="S9", **{**about, "by": world.officer})
    with pytest.raises(NotPermitted):
        change_scheme(scheme=world.lines["HOME"].scheme, name="x", by=world.auditor)


def test_output_is_planned_once_a_unit(world: Universe) -> None:
    scheme = world.lines["HOME"].scheme
    for amount in (10, 12):
        set_output(scheme=scheme, year=YEAR, unit="Hours", amount=Decimal(amount), by=world.manager)
    assert PlannedOutput.objects.get(scheme=scheme).amount == 12
    with pytest.raises(BadInput):
        set_output(scheme=scheme, year=YEAR, unit="Hours", amount=Decimal(-1), by=world.manager)
    with pytest.raises(NotPermitted):
        set_output(scheme=scheme, year=YEAR, unit="Hours", amount=Decimal(1), by=world.officer)


def test_line_without_figures_can_be_changed_in_everything(world: Universe) -> None:
    weights = [Decimal(1)] * 6 + [Decimal(2)] * 6
    line = change_line(line=line_of(world), stream=world.minimum, profile=weights, income=True, by=world.manager)
    assert (line.stream, line.profile, line.income) == (world.minimum, weights, True)


def test_line_with_figures_keeps_what_they_were_counted_by(world: Universe) -> None:
    home = world.lines["HOME"]
    with pytest.raises(WrongState, match="HOME has budget already, so its funding stream cannot change"):
        change_line(line=home, stream=world.minimum, by=world.manager)
    kept = change_line(
        line=home, stream=world.own, profile=[Decimal(1)] * 12, basis="plan", forecast_wanted=False, by=world.manager
    )
    assert (kept.basis, kept.forecast_wanted) == ("plan", False)


def test_line_is_refused_what_does_not_fit(world: Universe) -> None:
    with pytest.raises(BadInput, match="“home” in that year already"):
        line_of(world, ref="home")
    with pytest.raises(BadInput, match="twelve weights"):
        line_of(world, profile=[Decimal(1)] * 11)
    with pytest.raises(NotPermitted):
        add_line(
            by=world.officer, scheme=world.lines["HOME"].scheme, fund=world.pool, year=YEAR, ref="N", stream=world.own,
            contributing_partner=world.council, spending_partner=world.council,
        )  # fmt: skip
    with pytest.raises(NotPermitted):
        change_line(line=world.lines["HOME"], basis="x", by=world.officer)


def test_codes_are_mapped_and_listed_by_who_sets_the_place_up(world: Universe) -> None:
    code = map_code(partner=world.council, code="C9", percents={world.lines["KIDS"]: Decimal(100)}, by=world.manager)
    assert code.shares.get().line == world.lines["KIDS"]
    left = leave_code_out(partner=world.council, code="C9", description="Other", by=world.manager)
    assert not left.section_75
    with pytest.raises(NotPermitted):
        leave_code_out(partner=world.council, code="C8", description="Other", by=world.officer)
    with pytest.raises(NotPermitted):
        map_code(partner=world.council, code="C8", percents={world.lines["HOME"]: Decimal(100)}, by=world.director)
