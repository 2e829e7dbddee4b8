"""The demonstration's notices of overspends: their days and words are illustrative, as no paper gives any."""

from __future__ import annotations

from datetime import date

from budgets.actions.overspend import record_plan
from reports.demonstration.case import YEAR, Case
from reports.managing.actions import send_notice

FIRST_SHOWN = 7  # the first round that was forecast
TO = "Finance directors of the partners"
NOTICES = (  # fund, sent on, and what it says
    (
        "MH",
        date(2022, 11, 25),
        "The fund is projected to overspend, mostly on Section 117 placements. A remedial action plan is asked for.",
    ),
    ("LD", date(2022, 11, 30), "The fund is projected to overspend. A remedial action plan is asked for."),
)
PLAN = (
    "MH",
    date(2022, 12, 14),
    "Placements are reviewed case by case, and those that cost most first; the partners hear of it in each round.",
)


def answer_overspends(case: Case) -> None:
    """Notices of what P07 was the first to project in two funds, and the plan that answered one of them, late."""
    made = {}
    for code, sent_on, text in NOTICES:
        fund = case.funds[code]
        made[code] = send_notice(
            fund=fund,
            year=YEAR,
            month=FIRST_SHOWN,
            sent_on=sent_on,
            sent_to=TO,
            text=text,
            illustrative=True,
            by=case.manager(fund),
        )
    code, received_on, text = PLAN
    record_plan(notice=made[code], received_on=received_on, text=text, by=case.manager(case.funds[code]))
