"""Whom a notice about lines reaches: whoever forecasts them or stands in, else the partner's officers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from budgets.models import Fund
from budgets.notices.people import holders
from budgets.roles import Power
from schemes.models import Line
from schemes.officers import officers_of


def forecasters(lines: Collection[Line], *, on: date | None = None) -> dict[int, set[int]]:
    """The people (by id) who hear of each line: its officer, and who stands in on that day (today unless said).

    A line of nobody is heard of by all who may forecast it. `fund` and `spending_partner` of the lines are read.
    """
    named = officers_of([line.pk for line in lines], on=on)
    everybody: dict[tuple[int, int | None], set[int]] = {}
    found = {}
    for line in lines:
        if line.pk in named and (people := named[line.pk].both):
            found[line.pk] = {person.pk for person in people}
            continue
        whose = (line.fund.agreement_id, line.spending_partner.heir_id)
        if whose not in everybody:
            everybody[whose] = officers_for(line.fund, whose[1])
        found[line.pk] = everybody[whose]
    return found


def officers_for(fund: Fund, heir: int | None) -> set[int]:
    """The people who forecast the lines of a partner (by heir) in a fund."""
    return holders([Power.FORECAST], agreement=fund.agreement_id, heirs=[heir])


def ledger_officers(funds: Iterable[Fund], heir: int | None) -> set[int]:
    """The people who bring the ledgers of a partner (by heir) to one of the funds."""
    agreements = {fund.agreement_id for fund in funds}
    return {pk for agreement in agreements for pk in holders([Power.IMPORT_ACTUALS], agreement=agreement, heirs=[heir])}


def counted(lines: int) -> dict[str, str]:
    """The words of a notice that go by how many lines it is about."""
    if lines == 1:
        return {"lines": "1 line", "are": "is", "wait": "waits"}
    return {"lines": f"{lines} lines", "are": "are", "wait": "wait"}
