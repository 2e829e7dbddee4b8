"""How complete a period is, partner by partner: ledgers, control totals, and how far the lines have come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.closing import FundClosing
from reports.rounds.states import is_sent
from schemes.ledger_waiting import Files
from schemes.models import ActualsImport, Forecast


@dataclass(frozen=True)
class PartnerStanding:
    """One partner (by its heir's name) at a period: ledgers of so many funds, lines in their states, control totals."""

    name: str
    ledgers: int
    ledgers_in: int
    lines: int
    sent: int
    approved: int
    queried: int
    total: str

    @property
    def complete(self) -> bool:
        return self.ledgers_in == self.ledgers and self.sent == self.lines


def standing_of(closings: Sequence[FundClosing], files: Files) -> list[PartnerStanding]:
    """Every partner that spends a line of the funds whose period was opened, by name."""
    shown = [closing for closing in closings if closing.states]
    names = {(state.spender_name, state.spender) for closing in shown for state in closing.states}
    return [_of_partner(name, heir, shown, files) for name, heir in sorted(names)]


def _of_partner(name: str, heir: int, closings: Sequence[FundClosing], files: Files) -> PartnerStanding:
    states = [s for closing in closings if closing.forecasts_asked for s in closing.states if s.spender == heir]
    ledgers = [ledger for closing in closings for ledger in closing.ledgers if ledger.heir == heir]
    imports = {made.pk: made for (_, whose), made in files.items() if whose == heir}.values()
    return PartnerStanding(
        name=name,
        ledgers=len(ledgers),
        ledgers_in=sum(ledger.is_in for ledger in ledgers),
        lines=len(states),
        sent=sum(is_sent(state.state) for state in states),
        approved=sum(state.state == Forecast.State.APPROVED for state in states),
        queried=sum(state.state == Forecast.State.QUERIED for state in states),
        total=total_words(imports),
    )


def total_words(imports: Iterable[ActualsImport]) -> str:
    """How the control totals that officers typed compare with their files: the newest file of each ledger counts."""
    made = list(imports)
    if not made:
        return ""
    if differing := [one for one in made if one.difference]:
        return f"Differs: {differing[0].difference}"
    return "Agrees" if all(one.typed_total is not None for one in made) else "Not typed"
