"""Worcestershire 2022-23: published totals, illustrative lines, built month by month through the actions."""

from __future__ import annotations

from budgets.models import Place
from reports.demonstration.case import YEAR, Case, rows
from reports.demonstration.changes import hold_changes, open_year, post_opening_budgets
from reports.demonstration.limits import set_limits
from reports.demonstration.lines import add_comparators, add_lines, leave_codes_out, name_officers
from reports.demonstration.money_in import bring_money_in
from reports.demonstration.months import LAST, live_through
from reports.demonstration.overspends import answer_overspends
from reports.demonstration.papers import write_papers
from reports.demonstration.parties import add_partners, make_agreement, make_place
from reports.demonstration.people import invite_all, make_installer
from reports.demonstration.performance import illustrate_performance
from reports.demonstration.remarks import say_something
from reports.demonstration.risk import set_rules
from reports.demonstration.treatments import say_treatments
from s75.history import recorded


def build_worcestershire() -> Place:
    """The place with its year up to P08, which is open, with every line forecast and submitted."""
    with recorded(by=None, reason="Load the demonstration"):
        installer = make_installer()
    case = Case(make_place(installer), installer)
    add_partners(case)
    make_agreement(case)
    case.people |= invite_all(case.place, case.partners, installer)
    add_lines(case, rows("lines.csv"))
    open_year(case)
    set_rules(case)
    leave_codes_out(case)
    post_opening_budgets(case)
    hold_changes(case)
    say_treatments(case)
    set_limits(case)
    add_comparators(case)
    for month in range(1, LAST + 1):
        live_through(case, month)
    answer_overspends(case)
    bring_money_in(case)
    illustrate_performance(case, YEAR)
    say_something(case)
    name_officers(case)
    write_papers(case)
    return case.place
