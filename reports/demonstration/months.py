"""A month of the demonstration as it happens: both ledgers, the round of forecasts, and the lock."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from budgets.models import Fund
from reports.actions import lock_periods, submit_forecasts
from reports.demonstration.case import FOLDER, PAPER, YEAR, Case, rows, source
from s75.models import User
from s75.years import parse_month
from schemes.actions.actuals import import_actuals
from schemes.actions.forecasts import RowInput, save_rows

FIRST_ROUND = 7
LAST = 8


def live_through(case: Case, month: int) -> None:
    """Ledgers, forecasts from P07 on, and the lock of every month before P08."""
    _import_ledgers(case, month)
    if month >= FIRST_ROUND:
        _forecast(case, month)
    if month < LAST:
        waive = "Forecasting starts in P07 in this demonstration." if month < FIRST_ROUND else ""
        hosted: dict[User, list[Fund]] = defaultdict(list)
        for fund in case.funds.values():
            hosted[case.manager(fund)].append(fund)
        for manager, funds in hosted.items():
            lock_periods(place=case.place, funds=funds, year=YEAR, month=month, waive=waive, by=manager)


def _import_ledgers(case: Case, month: int) -> None:
    for code, name in (("WCC", f"council_p{month:02d}.xlsx"), ("ICB", f"icb_p{month:02d}.csv")):
        import_actuals(
            place=case.place,
            partner_code=code,
            year=YEAR,
            month=month,
            filename=name,
            content=(FOLDER / "ledgers" / name).read_bytes(),
            illustrative=True,
            by=case.people[code, "finance_officer"],
        )


def _forecast(case: Case, month: int) -> None:
    inputs = _inputs(month)
    for code in ("WCC", "ICB"):
        heir = case.partners[code].heir_id
        own = [row for row in inputs if case.lines[row.ref].spending_partner.heir_id == heir]
        officer = case.people[code, "finance_officer"]
        save_rows(place=case.place, year=YEAR, round=month, rows=own, by=officer)
        submit_forecasts(place=case.place, year=YEAR, round=month, refs=[row.ref for row in own], by=officer)


def _inputs(month: int) -> list[RowInput]:
    """The rows of a round: each line's figures with its explanation."""
    figures: dict[str, dict[int, Decimal]] = defaultdict(dict)
    for row in rows("forecasts.csv"):
        if parse_month(row["round"]) == month:
            figures[row["line"]][parse_month(row["month"])] = Decimal(row["amount"])
    words = {row["line"]: row for row in rows("explanations.csv") if parse_month(row["round"]) == month}
    return [
        RowInput(
            ref,
            of_line,
            explanation=words.get(ref, {}).get("explanation", ""),
            basis=source(words.get(ref, {}).get("basis", "")).replace("the paper", PAPER),
            version=0,
        )
        for ref, of_line in figures.items()
    ]
