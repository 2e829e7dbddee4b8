"""A reserve in the small world, made through the actions: £1,000 of the council's money, for the fund POOL.

Its stream is “Reserve”; the line CARE of the scheme HOME is budgeted by drawing from it. Projects: `roof`, agreed at
£300 over two years, and whatever a test proposes.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

from budgets.actions.changes import decide_change
from budgets.actions.reserve_projects import Costs, add_project, decide_project
from budgets.actions.reserves import allocate_reserve, create_reserve
from budgets.actions.streams import create_stream
from budgets.models import Change, Reserve, ReserveProject
from schemes.actions.changes import Amounts, draft_change
from schemes.actions.schemes import create_line
from tests.universe import YEAR, Universe

ROOF: Costs = {("Works", YEAR): (Decimal(200), "two roofs at £100"), ("Works", YEAR + 1): (Decimal(100), "")}


class Held:
    """The small world with its reserve; `agreed` leaves out the project when False."""

    def __init__(self, world: Universe, *, holds: int = 1000, agreed: bool = True) -> None:
        self.world = world
        self.stream = create_stream(place=world.place, name="Reserve", kind="reserve", by=world.operator)
        self.reserve: Reserve = create_reserve(
            fund=world.pool, stream=self.stream, partner=world.council, name="Rainy day", by=world.manager
        )
        if holds:
            self.enter(allocate_reserve, holds)
        self.line = create_line(
            scheme=world.lines["HOME"].scheme, fund=world.pool, year=YEAR, ref="CARE", stream=self.stream,
            contributing_partner=world.council, spending_partner=world.council, by=world.manager,
        )  # fmt: skip
        if agreed:
            self.roof = self.agree(self.propose("Roof", ROOF))

    def enter(self, action: Any, amount: int | str, **more: Any) -> Any:
        given = {"reason": "For a test", "authority": "Board, minute 1", "by": self.world.manager, **more}
        return action(reserve=self.reserve, year=YEAR, amount=Decimal(amount), **given)

    def propose(self, name: str, costs: Costs) -> ReserveProject:
        return add_project(reserve=self.reserve, year=YEAR, name=name, costs=costs, by=self.world.officer)

    def agree(self, project: ReserveProject, **more: Any) -> ReserveProject:
        given = {"approve": True, "authority": "Director", "by": self.world.director, **more}
        return decide_project(project=project, year=YEAR, **given)

    def asked(self, amount: int, project: ReserveProject | None = None) -> Change:
        """A drawdown that waits for its decision, which budgets what it draws on CARE."""
        money = Decimal(amount)
        return draft_change(
            fund=self.world.pool, year=YEAR, kind="drawdown", title=f"Draw £{amount}", reason="x", effective_from=1,
            amounts=Amounts({self.line: money}, {(self.stream, self.world.council): money}), key=uuid4(), ask=True,
            reserve=self.reserve, project=project, by=self.world.officer,
        )  # fmt: skip

    def approved(self, amount: int, project: ReserveProject | None = None) -> Change:
        change = self.asked(amount, project)
        return decide_change(change=change, approve=True, authority="Director", by=self.world.director)

    def draw(self, amount: int, project: ReserveProject | None = None) -> Change:
        return self.world.post(self.approved(amount, project))
