"""Who may open and do what: a row for every address, with the status that each person gets. No row, no merge.

The people are those of the small world: officer and manager are of the council, which hosts the fund POOL; the
board's officer and manager are of the other partner; the operator is the administrator, and staff.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from budgets.actions.changes import decide_change
from budgets.actions.instalments import plan_instalments
from budgets.actions.terms import add_limit
from budgets.models import Change, Membership
from s75.models import User
from schemes.actions.actuals import import_actuals
from schemes.actions.changes import Amounts, draft_change
from schemes.actions.journals import JournalRow, post_journal
from schemes.actions.passing import plan_passing
from schemes.actions.plans import import_plan
from schemes.actions.scheme_changes import set_output
from schemes.models import ActualsImport, LedgerCode, ListEntry, PlannedOutput
from tests.reserves import Held
from tests.schemes.sources.plan_books import Book, scheme_rows
from tests.universe import OPENING, YEAR, Universe, ledger_csv

SIGNED_OUT, OUTSIDER = "signed out", "outsider"
READERS = (
    "officer", "board_officer", "commissioner", "manager", "board_manager", "director", "clerk", "auditor", "operator"
)  # fmt: skip
EVERYBODY = (SIGNED_OUT, OUTSIDER, *READERS)
OFFICERS = ("officer", "board_officer")
CLEARERS = ("officer", "manager", "board_manager", "operator")  # of codes in the council's suspense
PROPOSERS = ("officer", "board_officer", "manager", "board_manager")
PLANNERS = ("officer", "board_officer", "manager", "board_manager", "operator")
Statuses = dict[str, int]


def everybody(status: int, **others: int) -> Statuses:
    """The same for all, but for those named."""
    return dict.fromkeys(EVERYBODY, status) | others


def in_place(*allowed: str, status: int = 200, **others: int) -> Statuses:
    """A page of a place: signed out to the sign-in, outsiders 404, those allowed a status, other readers 403."""
    found = {SIGNED_OUT: 302, OUTSIDER: 404} | dict.fromkeys(READERS, 403)
    return found | dict.fromkeys(allowed, status) | others


def signed_in(status: int) -> Statuses:
    return everybody(status) | {SIGNED_OUT: 302}


@dataclass(frozen=True)
class Row:
    """One address and method: its arguments and what is sent, made from the world, and the status for each person."""

    name: str
    statuses: Statuses
    method: str = "GET"
    args: Callable[[Universe], dict[str, Any]] = lambda world: {}
    data: Callable[[Universe], dict[str, Any]] = lambda world: {}
    sent: dict[str, Any] = field(default_factory=dict)
    query: Callable[[Universe], str] = lambda world: ""

    def __str__(self) -> str:
        return f"{self.method} {self.name}"


def place(world: Universe, **more: Any) -> dict[str, Any]:
    return {"place": world.place.slug, **more}


def fund(world: Universe) -> dict[str, Any]:
    return place(world, fund=world.pool.slug)


def role(world: Universe) -> dict[str, Any]:
    return place(world, pk=Membership.objects.get(user=world.clerk, ended_at=None).pk)


def asked(world: Universe) -> dict[str, Any]:
    """A virement that the officer asked for."""
    return place(world, pk=Change.objects.get(place=world.place, title="Asked for").pk)


def approved(world: Universe) -> dict[str, Any]:
    return place(world, pk=Change.objects.get(place=world.place, title="Approved").pk)


def drafted(world: Universe) -> dict[str, Any]:
    return place(world, pk=Change.objects.get(place=world.place, title="Drafted").pk)


def opening(world: Universe) -> dict[str, Any]:
    return place(world, pk=Change.objects.get(fund=world.pool, kind="opening").pk)


def virement(world: Universe) -> dict[str, Any]:
    words = {"title": "New", "reason": "x", "effective_from": "1", "step": "ask", "key": str(uuid4())}
    lines = {f"line-{world.lines['HOME'].pk}": "5", f"line-{world.lines['BEDS-C'].pk}": "-5"}
    return {"fund": world.pool.slug, "kind": "virement", **words, **lines}


def imported(world: Universe) -> dict[str, Any]:
    return place(world, pk=ActualsImport.objects.get(place=world.place).pk)


def page(name: str, statuses: Statuses, args: Callable[[Universe], dict[str, Any]] = place) -> Row:
    return Row(name, statuses, args=args)


def post(
    name: str,
    statuses: Statuses,
    data: Callable[[Universe], dict[str, Any]] = lambda world: {},
    args: Callable[[Universe], dict[str, Any]] = place,
    **sent: Any,
) -> Row:
    return Row(name, statuses, "POST", args, data, sent)


def only_posted(
    name: str,
    statuses: Statuses,
    data: Callable[[Universe], dict[str, Any]] = lambda world: {},
    args: Callable[[Universe], dict[str, Any]] = place,
    **sent: Any,
) -> list[Row]:
    return [page(name, signed_in(405), args), post(name, statuses, data, args, **sent)]


def ledger(world: Universe) -> dict[str, Any]:
    content = ledger_csv("P01", {"C100": "11.00", "C200": "0.00"})
    return {"partner": "TC", "month": "1", "control_total": "", "file": SimpleUploadedFile("l.csv", content)}


def unmapped(world: Universe) -> str:
    return f"?partner={world.council.pk}&code=Q9"


def out_of_section_75(world: Universe) -> dict[str, Any]:
    return {"how": "out"}


def saved_format(world: Universe) -> dict[str, Any]:
    return {"code": "Cost centre", "amount": "Actual to date", "basis": "cumulative"}


def accrual(world: Universe) -> dict[str, Any]:
    return {"text": "Accrual", "key": str(uuid4()), "line": ["HOME"], "month": ["1"], "amount": ["5"], "note": [""]}


def accrued(world: Universe) -> dict[str, Any]:
    rows = [JournalRow(world.lines["HOME"], 1, Decimal(5))]
    of: dict[str, Any] = {"fund": world.pool, "partner": world.council, "year": YEAR, "by": world.officer}
    return place(world, pk=post_journal(rows=rows, text="Accrual", key=uuid4(), **of).pk)


def plan_workbook(world: Universe) -> dict[str, Any]:
    return {"year": "2023", "file": SimpleUploadedFile("plan.xlsx", Book(rows=scheme_rows(5)).content)}


def brought(world: Universe) -> dict[str, Any]:
    content = Book(rows=scheme_rows(6)).content
    made = import_plan(place=world.place, year=2023, filename="p.xlsx", content=content, by=world.officer)
    return place(world, pk=made.record.pk)


def invitation(world: Universe) -> dict[str, Any]:
    return {"email": "new@test.example", "name": "New", "partner": world.council.pk, "role": "auditor"}


def row_of_home(world: Universe) -> dict[str, Any]:
    return {"ref": "HOME", "version": 1, "figures": {str(month): "51.00" for month in range(2, 13)}}


def block_of_home(world: Universe) -> dict[str, Any]:
    return {"block": "HOME\t" + "\t".join(["51.00"] * 11), "start": "", "month": "P02"}


def spread_of_home(world: Universe) -> dict[str, Any]:
    return {"version": 1, "kind": "to_come", "shape": "even", "amount": "110.00"}


def minimum(world: Universe) -> dict[str, Any]:
    return place(world, pk=world.contribution(world.pool, world.minimum, world.board).pk)


def instalment(world: Universe) -> dict[str, Any]:
    return place(world, pk=world.contribution(world.pool, world.minimum, world.board).instalments.get(position=1).pk)


def passing(world: Universe) -> dict[str, Any]:
    return place(world, pk=world.lines["HOME"].passings.get().pk)


def home(world: Universe) -> dict[str, Any]:
    return place(world, ref="HOME")


def spend(world: Universe) -> dict[str, Any]:
    return {"partner": world.board.pk, "month": "1", "amount": "5", "source": ""}


def allocation(world: Universe) -> dict[str, Any]:
    return {
        "partner": world.board.pk,
        "name": "Discharge",
        "amount": "21",
        "here": "15",
        "place_1": "B",
        "amount_1": "6",
    }


def statement(world: Universe) -> dict[str, Any]:
    return place(world, partner="ICB")


def demonstrator(world: Universe) -> dict[str, Any]:
    return {"user": User.objects.get(email="auditor.council@demonstration.example").pk}


def reserve(world: Universe, **more: Any) -> dict[str, Any]:
    return place(world, pk=Held(world).reserve.pk, **more)


def reserve_way(world: Universe) -> dict[str, Any]:
    return reserve(world, way="top-up")


def put_in(world: Universe) -> dict[str, Any]:
    return {"amount": "5", "reason": "x", "authority": "x", "key": str(uuid4())}


def new_reserve(world: Universe) -> dict[str, Any]:
    of = Held(world, holds=0, agreed=False)
    return {"fund": world.pool.pk, "name": "Second", "stream": of.stream.pk, "partner": world.council.pk}


def project_agreed(world: Universe) -> dict[str, Any]:
    held = Held(world)
    return place(world, pk=held.reserve.pk, project=held.roof.pk)


def project_proposed(world: Universe) -> dict[str, Any]:
    """One that the officer proposed."""
    held = Held(world)
    made = held.propose("Wall", {("Works", YEAR): (Decimal(5), "")})
    return place(world, pk=held.reserve.pk, project=made.pk)


def project_costs(world: Universe) -> dict[str, Any]:
    return {"name": "New", "heading_1": "Works", f"amount_1_{YEAR}": "5"}


def project_decision(world: Universe) -> dict[str, Any]:
    return {"decision": "agree", "committee": "Board", "minute": "item 7", "decided_on": "2024-04-02"}


def risk_rule(world: Universe) -> dict[str, Any]:
    return {"direction": "over", "kind": "bearer", "bearer": world.board.pk, "starts": f"{YEAR}-1", "use": "share"}


def agreed(world: Universe) -> dict[str, Any]:
    return place(world, pk=world.agreement.pk)


def seat(world: Universe) -> dict[str, Any]:
    return place(world, pk=world.place.seats.get(partner=world.board).pk)


def stream(world: Universe) -> dict[str, Any]:
    return place(world, pk=world.minimum.pk)


def limit(world: Universe) -> dict[str, Any]:
    made = add_limit(agreement=world.agreement, decided_by="finance_director", by=world.operator)
    return place(world, pk=made.pk)


def word(world: Universe) -> dict[str, Any]:
    return {"pk": ListEntry.objects.order_by("pk")[0].pk}


def both(name: str, statuses: Statuses, args: Callable[[Universe], dict[str, Any]] = place) -> list[Row]:
    """A page with a form: opened, and sent empty, which whoever may is refused for what it lacks."""
    return [
        page(name, statuses, args),
        post(name, {who: {200: 422}.get(at, at) for who, at in statuses.items()}, args=args),
    ]


def home_scheme(world: Universe) -> dict[str, Any]:
    return place(world, ref="HOME")


def closing_day(world: Universe) -> dict[str, Any]:
    return {"last_day": "2024-10-31", "reason": "It ends"}


def new_scheme(world: Universe) -> dict[str, Any]:
    return {"ref": "NEW", "name": "New", "lead_commissioner": world.council.pk}


def new_output(world: Universe) -> dict[str, Any]:
    return {"scheme": world.lines["HOME"].scheme_id, "year": str(YEAR), "unit": "", "amount": "12"}


def new_line(world: Universe) -> dict[str, Any]:
    payer = {"contributing_partner": world.council.pk, "spending_partner": world.council.pk, "stream": world.own.pk}
    line = {
        "scheme": world.lines["HOME"].scheme_id,
        "fund": world.pool.pk,
        "year": str(YEAR),
        "ref": "NEW",
        "starts": "1",
    }
    return line | payer


def new_code(world: Universe) -> dict[str, Any]:
    return {"partner": world.council.pk, "code": "C9", "section_75": "leads", "year": str(YEAR), "shares": "HOME"}


SCHEME_PARTS = ("schemes", "outputs", "lines", "codes")
OPEN = everybody(200)
SETTERS = in_place("manager", "board_manager", "operator")
LIST_KEEPERS = signed_in(403) | {"operator": 200}
READ = in_place(*READERS)
SETTERS_UP = ("manager", "board_manager", "operator")
KEEPERS = ("officer", "manager")  # of the contributions to funds that the council hosts
NO_PASSWORD_YET = signed_in(302)  # the people of the small world are invited and have set none

TABLE = [
    # The ground.
    *(Row(name, OPEN) for name in ("healthz", "accessibility", "glossary", "signed_out")),
    Row("account_login", everybody(302) | {SIGNED_OUT: 200}),
    Row("account_logout", signed_in(200)),
    Row("account_inactive", OPEN),
    Row("account_change_password", NO_PASSWORD_YET),
    Row("account_set_password", signed_in(200)),
    *(Row(f"account_reset_password{part}", OPEN) for part in ("", "_done", "_from_key_done")),
    Row("account_reset_password_from_key", OPEN, args=lambda world: {"uidb36": "a", "key": "b"}),
    Row("admin:index", everybody(302, operator=200)),
    # Money in, and who.
    Row("home", OPEN),
    Row("demonstration_sign_in", everybody(405)),
    Row("demonstration_sign_in", everybody(302), "POST", data=demonstrator),
    page("people", in_place("operator")),
    page("people_invite", in_place("operator")),
    post("people_invite", in_place("operator", status=302), invitation),
    page("role_end", in_place("operator"), role),
    post("role_end", in_place("operator", status=302), args=role),
    page("role_narrow", in_place("operator"), role),
    post("role_narrow", in_place("operator", status=302), lambda world: {"agreement": world.agreement.pk}, role),
    # Setting up.
    *both("set_up_new", LIST_KEEPERS, lambda world: {}),
    page("set_up", SETTERS),
    *both("set_up_place", SETTERS),
    *(
        page(f"set_up_{part}", SETTERS)
        for part in ("partners", "agreements", "funds", "streams", "limits", "thresholds")
    ),
    *(
        row
        for part in ("partners", "agreements", "funds", "streams", "limits", "thresholds")
        for row in both(f"set_up_{part}_add", SETTERS)
    ),
    *both("set_up_seats_add", in_place("operator")),
    *both("set_up_partners_edit", SETTERS, seat),
    *both("set_up_agreements_edit", SETTERS, agreed),
    *both("set_up_funds_edit", SETTERS, lambda world: place(world, pk=world.pool.pk)),
    *both("set_up_streams_edit", SETTERS, stream),
    *both("set_up_limits_edit", SETTERS, limit),
    *both("set_up_permitted", SETTERS, stream),
    *both("set_up_succession", in_place("operator"), seat),
    *both("set_up_administrator", in_place("operator")),
    *both("set_up_year", in_place("manager", "board_manager")),
    page("set_up_clauses", SETTERS, agreed),
    post("set_up_clauses", in_place("manager", "board_manager", "operator", status=409), args=agreed),
    *both("set_up_list_add", LIST_KEEPERS, lambda world: {}),
    *both("set_up_list_edit", LIST_KEEPERS, word),
    Row("set_up_lists", LIST_KEEPERS),
    page("agreement", READ, agreed),
    page("agreement_file", READ, lambda world: agreed(world) | {"form": "json"}),
    # Money out.
    page("actuals", READ),
    page("actuals_upload", in_place(*OFFICERS)),
    post("actuals_upload", in_place("officer", status=302, board_officer=422), ledger),
    page("actuals_import", READ, imported),
    page("actuals_file", READ, imported),
    page("actuals_undo", in_place("officer"), imported),
    post("actuals_undo", in_place("officer", status=302), lambda world: {"reason": "x"}, imported),
    page("suspense", READ),
    *(
        Row("suspense_code", in_place(*CLEARERS, status=status), method, place, out_of_section_75, query=unmapped)
        for method, status in (("GET", 200), ("POST", 302))
    ),
    page("ledger_format", READ, lambda world: place(world, partner="TC")),
    post("ledger_format", in_place("officer", status=302), saved_format, lambda world: place(world, partner="TC")),
    page("journals", READ),
    page("journal", READ, accrued),
    page("journal_new", in_place(*OFFICERS), fund),
    post("journal_new", in_place("officer", status=302, board_officer=422), accrual, fund),
    *only_posted("journal_take_back", in_place("officer", status=302), lambda world: {"reason": "x"}, accrued),
    *only_posted("journals_due", in_place(*READERS, status=302), args=fund),
    page("schemes", READ),
    page("plan_upload", in_place(*PLANNERS)),
    post("plan_upload", in_place(*PLANNERS, status=302), plan_workbook),
    page("plan_workbook", in_place(*PLANNERS), lambda world: place(world, fill="filled")),
    page("plan_import", READ, brought),
    page("plan_file", READ, brought),
    # What boards read, and the month.
    page("place", READ),
    page("fund", READ, fund),
    page("line", READ, lambda world: place(world, ref="HOME")),
    page("figure", READ, lambda world: place(world, measure="outturn")),
    page("board", READ),
    page("board_file", READ, lambda world: place(world, form="json")),
    page("money_in", READ),
    page("money_in_conditions", in_place(*SETTERS_UP)),
    post("money_in_conditions", in_place(*SETTERS_UP, status=302), lambda world: {"social_care_floor": "5"}),
    page("money_in_allocation", in_place(*SETTERS_UP)),
    post("money_in_allocation", in_place(*SETTERS_UP, status=302), allocation),
    page("money_in_contribution", READ, minimum),
    *only_posted("money_in_confirm", in_place("manager", status=302), lambda world: {"to": "confirmed"}, minimum),
    page("money_in_plan", in_place(*KEEPERS), minimum),
    post("money_in_plan", in_place(*KEEPERS, status=302), lambda world: {"how": "equal"}, minimum),
    page("money_in_instalment", READ, instalment),
    *only_posted(
        "money_in_invoice",
        in_place(*KEEPERS, status=302),
        lambda world: {"invoice": "A1", "on": "2024-04-03"},
        instalment,
    ),
    *only_posted("money_in_withdraw", in_place(*KEEPERS, status=422), lambda world: {"reason": "No"}, instalment),
    *only_posted(
        "money_in_receipt",
        in_place(*KEEPERS, status=302),
        lambda world: {"amount": "300", "on": "2024-04-20", "key": uuid4()},
        instalment,
    ),
    page("money_in_passing", READ, home),
    page("money_in_passing_plan", in_place(*KEEPERS), home),
    post("money_in_passing_plan", in_place(*KEEPERS, status=302), args=home),
    *only_posted("money_in_pass_on", in_place(*KEEPERS, status=302), lambda world: {"on": "2024-06-30"}, passing),
    *only_posted("money_in_spend", in_place(*KEEPERS, status=302), spend, home),
    page("money_in_settlement", READ, statement),
    page("money_in_settlement_file", READ, lambda world: {**statement(world), "form": "json"}),
    page("forecast", READ),
    post("forecast", in_place(*OFFICERS, status=302)),
    *only_posted("forecast_row", in_place("officer"), row_of_home, content_type="application/json"),
    *only_posted("forecast_block", in_place("officer", status=302), block_of_home),
    page("forecast_line", READ, home),
    *only_posted("forecast_spread", in_place("officer", status=302), spread_of_home, home),
    *only_posted("forecast_keep", in_place(*OFFICERS, status=302)),
    *only_posted("forecast_submit", in_place(*OFFICERS, status=302)),
    page("changes", READ),
    page("change_new", in_place(*PROPOSERS)),
    post("change_new", in_place(*PROPOSERS, status=302), virement),
    page("change_register", READ),
    page("change_register_file", READ, lambda world: place(world, form="json")),
    page("change", READ, asked),
    page("change_edit", in_place("officer"), drafted),
    post("change_edit", in_place("officer", status=302), virement, drafted),
    *only_posted("change_ask", in_place("officer", status=302), args=drafted),
    *only_posted("change_decide", in_place("director", status=302), lambda world: {"decision": "approve"}, asked),
    *only_posted("change_withdraw", in_place("officer", "manager", status=302), args=asked),
    *only_posted("change_post", in_place("manager", status=302), args=approved),
    *only_posted("change_reverse", in_place(*PROPOSERS, status=302), lambda world: {"reason": "x"}, opening),
    page("scheme", READ, home_scheme),
    page("scheme_close", in_place(*SETTERS_UP), home_scheme),
    post("scheme_close", in_place(*SETTERS_UP, status=302), closing_day, home_scheme),
    page("scheme_reopen", in_place(*SETTERS_UP), home_scheme),
    post("scheme_reopen", in_place(*SETTERS_UP, status=422), lambda world: {"reason": "x"}, home_scheme),
    page("scheme_release", in_place(*PROPOSERS), home_scheme),
    *(page(f"set_up_{part}", in_place(*SETTERS_UP)) for part in SCHEME_PARTS),
    *(page(f"set_up_{part}_add", in_place(*SETTERS_UP)) for part in SCHEME_PARTS),
    post("set_up_schemes_add", in_place(*SETTERS_UP, status=302), new_scheme),
    post("set_up_outputs_add", in_place(*SETTERS_UP, status=302), new_output),
    post("set_up_lines_add", in_place(*SETTERS_UP, status=302), new_line),
    post("set_up_codes_add", in_place(*SETTERS_UP, status=302), new_code),
    page("set_up_schemes_edit", in_place(*SETTERS_UP), lambda world: place(world, pk=world.lines["HOME"].scheme_id)),
    page("set_up_lines_edit", in_place(*SETTERS_UP), lambda world: place(world, pk=world.lines["HOME"].pk)),
    page(
        "set_up_codes_edit",
        in_place(*SETTERS_UP),
        lambda world: place(world, pk=LedgerCode.objects.get(code="C100", partner=world.council).pk),
    ),
    page(
        "set_up_outputs_edit",
        in_place(*SETTERS_UP),
        lambda world: place(world, pk=PlannedOutput.objects.get(scheme__place=world.place).pk),
    ),
    page("forward", in_place("manager", "board_manager", "operator")),
    post("forward", in_place("manager", "board_manager", status=302)),
    page("closing", READ),
    *only_posted("closing_open", in_place("manager", status=302), lambda world: {"month": "1"}, fund),
    *only_posted("closing_lock", in_place("manager", status=302), lambda world: {"month": "1", "reason": "Late"}, fund),
    *only_posted("closing_reopen", in_place("manager", status=422), lambda world: {"month": "1", "reason": "x"}, fund),
    *only_posted("closing_lock_all", in_place("manager", "board_manager", status=302), lambda world: {"month": "1"}),
    page("reserves", READ),
    page("reserves_file", READ, lambda world: place(world, form="json")),
    page("reserve_new", in_place("manager", "board_manager", "operator")),
    post("reserve_new", in_place("manager", "operator", status=302, board_manager=422), new_reserve),
    page("reserve", READ, reserve),
    page("reserve_file", READ, lambda world: reserve(world, form="json")),
    page("reserve_enter", in_place("manager"), reserve_way),
    post("reserve_enter", in_place("manager", status=302), put_in, reserve_way),
    page("reserve_project", READ, project_agreed),
    page("reserve_project_new", in_place(*PROPOSERS), reserve),
    post("reserve_project_new", in_place(*PROPOSERS, status=302), project_costs, reserve),
    page("reserve_commitments", in_place(*PROPOSERS), project_proposed),
    post("reserve_commitments", in_place(*PROPOSERS, status=302), project_costs, project_proposed),
    *only_posted("reserve_decide", in_place("director", "manager", status=302), project_decision, project_proposed),
    *only_posted(
        "reserve_close", in_place("director", "manager", status=302), lambda world: {"reason": "x"}, project_agreed
    ),
    page("risk", READ),
    page("risk_file", READ, lambda world: place(world, form="json")),
    page("risk_rule", in_place("manager", "operator"), fund),
    post("risk_rule", in_place("manager", "operator", status=302), risk_rule, fund),
]


def addresses(patterns: list[URLPattern | URLResolver]) -> Iterator[str | None]:
    """The names of every address; the admin pages count as one."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.name
        elif pattern.namespace == "admin":
            yield "admin:index"
        else:
            yield from addresses(pattern.url_patterns)


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    names = list(addresses(get_resolver().url_patterns))
    assert len(names) == len(set(names)), "two addresses have one name, or none"
    assert {row.name for row in TABLE} == set(names)


def test_every_row_speaks_of_everybody() -> None:
    assert all(set(row.statuses) == set(EVERYBODY) for row in TABLE)
    assert len({str(row) for row in TABLE}) == len(TABLE)


@pytest.fixture
def furnished(world: Universe) -> Universe:
    """The small world with a ledger in and every line forecast, so that everything can be opened and submitted."""
    import_actuals(
        place=world.place, partner_code="TC", year=YEAR, month=1, filename="first.csv",
        content=ledger_csv("P01", {"C100": "100.00", "C200": "100.00", "Q9": "3.00"}), by=world.officer,
    )  # fmt: skip
    for ref, budget in OPENING.items():
        world.forecast(ref, budget // 12)
    plan_instalments(contribution=world.contribution(world.pool, world.minimum, world.board), by=world.officer)
    plan_passing(line=world.lines["HOME"], parts=[(world.board, date(2024, 6, 30), Decimal(100))], by=world.manager)
    set_output(scheme=world.lines["HOME"].scheme, year=YEAR, unit="Hours", amount=Decimal(5), by=world.manager)
    for title, ask in (("Drafted", False), ("Asked for", True), ("Approved", True)):
        change = draft_change(
            fund=world.pool, year=YEAR, kind="virement", title=title, reason="x", effective_from=1, key=uuid4(), ask=ask,
            amounts=Amounts({world.lines["HOME"]: Decimal(5), world.lines["BEDS-C"]: Decimal(-5)}), by=world.officer,
        )  # fmt: skip
        if title == "Approved":
            decide_change(change=change, approve=True, authority="x", by=world.director)
    return world


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_each_person_gets_what_the_table_says(furnished: Universe, row: Row) -> None:
    cache.clear()
    address = reverse(row.name, kwargs=row.args(furnished)) + row.query(furnished)
    found = {}
    for who in row.statuses:
        client = Client()
        with transaction.atomic():
            if who != SIGNED_OUT:
                client.force_login(getattr(furnished, who))
            sent = {"data": row.data(furnished), **row.sent} if row.method == "POST" else {}
            found[who] = (
                client.generic(row.method, address).status_code
                if not sent
                else client.post(address, **sent).status_code
            )
            transaction.set_rollback(True)
    assert found == row.statuses
