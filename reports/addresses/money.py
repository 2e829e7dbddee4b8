"""The addresses of money in: agreements, changes, contributions, reserves and risk."""

from __future__ import annotations

from django.urls import URLPattern, path

from reports.views import (
    agreement,
    change,
    change_entry,
    changes,
    forward,
    reserve_entry,
    reserve_projects,
    reserves,
    risk,
    risk_end,
)
from reports.views import money_in as money
from reports.views import money_in_contribution as contributions
from reports.views import money_in_instalments as instalments
from reports.views import money_in_passing as passing
from reports.views import money_in_settlement as settlement

MONEY: list[URLPattern] = [
    path("places/<slug:place>/changes/", changes.changes, name="changes"),
    path("places/<slug:place>/changes/new/", change_entry.change_new, name="change_new"),
    path("places/<slug:place>/changes/register/", changes.change_register, name="change_register"),
    path("places/<slug:place>/changes/register.<str:form>", changes.change_register_file, name="change_register_file"),
    path("places/<slug:place>/changes/<int:pk>/", change.change, name="change"),
    path("places/<slug:place>/changes/<int:pk>/edit/", change_entry.change_edit, name="change_edit"),
    path("places/<slug:place>/changes/<int:pk>/ask/", change.change_ask, name="change_ask"),
    path("places/<slug:place>/changes/<int:pk>/decide/", change.change_decide, name="change_decide"),
    path("places/<slug:place>/changes/<int:pk>/withdraw/", change.change_withdraw, name="change_withdraw"),
    path("places/<slug:place>/changes/<int:pk>/post/", change.change_post, name="change_post"),
    path("places/<slug:place>/changes/<int:pk>/reverse/", change.change_reverse, name="change_reverse"),
    path("places/<slug:place>/forward/", forward.forward, name="forward"),
    path("places/<slug:place>/agreements/<int:pk>/", agreement.agreement, name="agreement"),
    path("places/<slug:place>/agreements/<int:pk>.<str:form>", agreement.agreement_file, name="agreement_file"),
    path("places/<slug:place>/risk/", risk.risk, name="risk"),
    path("places/<slug:place>/risk.<str:form>", risk.risk_file, name="risk_file"),
    path("places/<slug:place>/risk/<slug:fund>/rule/", risk.risk_rule, name="risk_rule"),
    path("places/<slug:place>/risk/<slug:fund>/rule/end/", risk_end.risk_rule_end, name="risk_rule_end"),
    path("places/<slug:place>/money-in/passings/<int:pk>/undo/", passing.money_in_pass_back, name="money_in_pass_back"),
    path("places/<slug:place>/reserves/", reserves.reserves, name="reserves"),
    path("places/<slug:place>/reserves.<str:form>", reserves.reserves_file, name="reserves_file"),
    path("places/<slug:place>/reserves/new/", reserves.reserve_new, name="reserve_new"),
    path("places/<slug:place>/reserves/<int:pk>/", reserves.reserve, name="reserve"),
    path("places/<slug:place>/reserves/<int:pk>.<str:form>", reserves.reserve_file, name="reserve_file"),
    path("places/<slug:place>/reserves/<int:pk>/<slug:way>/", reserve_entry.reserve_enter, name="reserve_enter"),
    path(
        "places/<slug:place>/reserves/<int:pk>/projects/new/",
        reserve_projects.reserve_project_new,
        name="reserve_project_new",
    ),
    path(
        "places/<slug:place>/reserves/<int:pk>/projects/<int:project>/",
        reserve_projects.reserve_project,
        name="reserve_project",
    ),
    path(
        "places/<slug:place>/reserves/<int:pk>/projects/<int:project>/commitments/",
        reserve_projects.reserve_commitments,
        name="reserve_commitments",
    ),
    path(
        "places/<slug:place>/reserves/<int:pk>/projects/<int:project>/decide/",
        reserve_projects.reserve_decide,
        name="reserve_decide",
    ),
    path(
        "places/<slug:place>/reserves/<int:pk>/projects/<int:project>/close/",
        reserve_projects.reserve_close,
        name="reserve_close",
    ),
    path("places/<slug:place>/money-in/", money.money_in, name="money_in"),
    path("places/<slug:place>/money-in/conditions/", money.money_in_conditions, name="money_in_conditions"),
    path("places/<slug:place>/money-in/allocations/", money.money_in_allocation, name="money_in_allocation"),
    path(
        "places/<slug:place>/money-in/contributions/<int:pk>/",
        contributions.money_in_contribution,
        name="money_in_contribution",
    ),
    path(
        "places/<slug:place>/money-in/contributions/<int:pk>/confirm/",
        contributions.money_in_confirm,
        name="money_in_confirm",
    ),
    path(
        "places/<slug:place>/money-in/contributions/<int:pk>/plan/", contributions.money_in_plan, name="money_in_plan"
    ),
    path(
        "places/<slug:place>/money-in/instalments/<int:pk>/",
        instalments.money_in_instalment,
        name="money_in_instalment",
    ),
    path(
        "places/<slug:place>/money-in/instalments/<int:pk>/invoice/",
        instalments.money_in_invoice,
        name="money_in_invoice",
    ),
    path(
        "places/<slug:place>/money-in/instalments/<int:pk>/withdraw/",
        instalments.money_in_withdraw,
        name="money_in_withdraw",
    ),
    path(
        "places/<slug:place>/money-in/instalments/<int:pk>/receipt/",
        instalments.money_in_receipt,
        name="money_in_receipt",
    ),
    path("places/<slug:place>/money-in/passings/<int:pk>/", passing.money_in_pass_on, name="money_in_pass_on"),
    path(
        "places/<slug:place>/money-in/passing/<path:ref>/plan/",
        passing.money_in_passing_plan,
        name="money_in_passing_plan",
    ),
    path("places/<slug:place>/money-in/passing/<path:ref>/spend/", passing.money_in_spend, name="money_in_spend"),
    path("places/<slug:place>/money-in/passing/<path:ref>/", passing.money_in_passing, name="money_in_passing"),
    path(
        "places/<slug:place>/money-in/settlement/<str:partner>/",
        settlement.money_in_settlement,
        name="money_in_settlement",
    ),
    path(
        "places/<slug:place>/money-in/settlement/<str:partner>/statement.<str:form>",
        settlement.money_in_settlement_file,
        name="money_in_settlement_file",
    ),
]
