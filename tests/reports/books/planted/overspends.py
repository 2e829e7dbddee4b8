"""Notices that answer nothing, or not in their days, and calendars of partners that are not party to the agreement."""

from __future__ import annotations

from reports.books import overspends
from tests.reports.books.planted.plant import BCF, Plant

DISTRICT = "(SELECT id FROM budgets_partner WHERE name LIKE 'NHS Nottingham%' LIMIT 1)"

OVERSPENDS = (
    Plant(
        overspends.notices_answer_an_overspend,
        "UPDATE budgets_overspendnotice SET month = 1",
        "worcestershire-mh has a notice of an overspend of £3,947,368.21 projected in P01 2022-23, which shows",
    ),
    Plant(
        overspends.notices_keep_to_their_days,
        "UPDATE budgets_overspendnotice SET plan_due_on = plan_due_on + 7",
        "and its plan after 28 days, where the terms give 21",
    ),
    Plant(
        overspends.notices_keep_to_their_days,
        "UPDATE budgets_overspendnotice SET due_on = due_on + 5",
        "The notice of worcestershire-mh in P07 2022-23 is due on 3 December 2022",
    ),
    Plant(
        overspends.calendars_name_their_partners,
        "INSERT INTO budgets_calendarrule (fund_id, kind, partner_id, working_day, year, month) "
        f"VALUES ({BCF}, 'ledger', {DISTRICT}, 5, 2022, 1)",
        "The calendar of worcestershire-bcf has a ledger date for",
    ),
    Plant(
        overspends.calendars_name_their_partners,
        "INSERT INTO budgets_duedate (fund_id, kind, partner_id, day, reason, year, month) "
        f"VALUES ({BCF}, 'forecast', {DISTRICT}, '2022-12-21', 'x', 2022, 8)",
        "from P08 2022-23, which is not party to it",
    ),
)
