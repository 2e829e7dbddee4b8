"""Who may open and do what: a row for every address, with the status that each person gets. No row, no merge.

The people are those of the small world: officer and manager are of the council, which hosts the fund POOL; the
board's officer and manager are of the other partner; the operator is the administrator, and staff.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from budgets.actions.changes import decide_change
from budgets.actions.instalments import plan_instalments
from budgets.actions.people import invite_person
from budgets.actions.terms import add_limit
from budgets.actions.working_calendar import move_due_dates
from budgets.models import BankHoliday, Change, Membership
from reports.actions import submit_forecasts
from reports.house_style.example import example_template
from reports.layouts.houses import house
from reports.models import Pack, Paper
from reports.packs.actions import ask_for_pack
from reports.packs.choosing import Chosen
from reports.publishing.actions.public_pages import show_publicly
from reports.publishing.actions.signing import ask_for_signatures
from reports.publishing.kept import facts_digest
from reports.publishing.reading import read_paper
from s75.models import User
from s75.years import london_date
from schemes.actions.actuals import import_actuals
from schemes.actions.changes import Amounts, draft_change
from schemes.actions.indicators import add_indicator, set_target
from schemes.actions.journals import JournalRow, post_journal
from schemes.actions.officers import assign_officer, cover_officer
from schemes.actions.passing import plan_passing
from schemes.actions.plans import import_plan
from schemes.actions.scheme_changes import set_output
from schemes.models import ActualsImport, LedgerCode, ListEntry, PlannedOutput, ReturnTerms
from tests.reports.house_style import made as styles
from tests.reports.publishing import made as papers
from tests.reserves import Held
from tests.schemes.sources.plan_books import Book, scheme_rows
from tests.snapshot import once
from tests.universe import OPENING, YEAR, Universe, ledger_csv

SIGNED_OUT, OUTSIDER = "signed out", "outsider"
READERS = (
    "officer", "board_officer", "commissioner", "manager", "board_manager", "director", "clerk", "auditor", "operator"
)  # fmt: skip
EVERYBODY = (SIGNED_OUT, OUTSIDER, *READERS)
OFFICERS = ("officer", "board_officer")
CLEARERS = ("officer", "manager", "board_manager", "operator")  # of codes in the council's suspense
PROPOSERS = ("officer", "board_officer", "manager", "board_manager")
SPEAKERS = ("officer", "board_officer", "commissioner", "manager", "board_manager")
WRITERS = ("officer", "board_officer", "manager", "board_manager", "clerk")
PUBLISHERS = ("manager", "board_manager", "clerk")
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


def holiday(world: Universe) -> dict[str, Any]:
    return {"pk": BankHoliday.objects.get(day=date(2024, 12, 25)).pk}


def moved(world: Universe) -> dict[str, Any]:
    """A date of the council's fund that was moved."""
    found = move_due_dates(
        funds=[world.pool], year=YEAR, month=1, kind="lock", day=date(2024, 6, 3), reason="Elections", by=world.manager
    )
    return place(world, pk=found[0].pk)


def own_pack(world: Universe, form: str = "pdf") -> dict[str, Any]:
    """A pack that was made for the officer."""
    chosen = [Chosen("board", "", 1)]
    made = ask_for_pack(title="Papers", chosen=chosen, place=world.place, year=YEAR, by=world.officer, form=form)
    Pack.objects.filter(pk=made.pk).update(percent=100, content=b"%PDF")
    return place(world, pk=made.pk)


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


def paper_draft(world: Universe) -> dict[str, Any]:
    """A paper of the clerk's with everything in it that must be."""
    return place(world, pk=papers.write(world, papers.draft(world)).pk)


def paper_section(world: Universe) -> dict[str, Any]:
    return paper_draft(world) | {"slot": "purpose"}


def paper_sent(world: Universe) -> dict[str, Any]:
    """A paper that waits for the director's signature."""
    paper = papers.write(world, papers.draft(world))
    return place(world, pk=ask_for_signatures(paper=paper, reason="x", by=world.clerk).pk)


def paper_signed(world: Universe) -> dict[str, Any]:
    paper = Paper.objects.get(place=world.place)
    return {"revision": paper.revision, "facts": facts_digest(read_paper(paper).whole.facts)}


def new_paper(world: Universe) -> dict[str, Any]:
    return {"kind": "board", "layout": "plain", "funds": world.pool.slug}


def remark(world: Universe) -> dict[str, Any]:
    return {"text": "x"}


def paper_out(world: Universe) -> dict[str, Any]:
    published = papers.put_out(world)
    return place(world, number=published.number, version=published.version)


def paper_shown(world: Universe) -> dict[str, Any]:
    show_publicly(place=world.place, shown=True, by=world.clerk)
    return place(world)


def own_layout(world: Universe) -> dict[str, Any]:
    return place(world, slug=styles.own_layout(world).slug)


def own_template(world: Universe) -> dict[str, Any]:
    return place(world, pk=styles.own_template(world).pk)


def new_template(world: Universe) -> dict[str, Any]:
    return {"name": "Cabinet", "file": SimpleUploadedFile("cabinet.docx", example_template())}


def minimum(world: Universe) -> dict[str, Any]:
    return place(world, pk=world.contribution(world.pool, world.minimum, world.board).pk)


def instalment(world: Universe) -> dict[str, Any]:
    return place(world, pk=world.contribution(world.pool, world.minimum, world.board).instalments.get(position=1).pk)


def passing(world: Universe) -> dict[str, Any]:
    return place(world, pk=world.lines["HOME"].passings.get().pk)


def home(world: Universe) -> dict[str, Any]:
    return place(world, ref="HOME")


def home_to_nobody(world: Universe) -> dict[str, Any]:
    return {"which": "ticked", "refs": "HOME", "to": "nobody"}


def cover(world: Universe) -> dict[str, Any]:
    """A cover of the council's officer."""
    second = invite_person(
        email="second@test.example", name="Second", place=world.place, partner=world.council, role="finance_officer",
        by=world.operator,
    ).user  # fmt: skip
    assign_officer(place=world.place, year=YEAR, refs=["HOME"], to=world.officer, by=world.manager)
    today = london_date(timezone.now())
    made = cover_officer(
        place=world.place, officer=world.officer, stand_in=second, first_day=today, last_day=today, reason="Leave",
        by=world.officer,
    )  # fmt: skip
    return place(world, pk=made.pk)


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


def seen(world: Universe) -> dict[str, Any]:
    """The ICB's money, forecast and submitted by the council: version 2."""
    world.forecast("BEDS-N", 100)
    submit_forecasts(place=world.place, year=YEAR, round=1, refs=["BEDS-N"], by=world.officer)
    return place(world)


def decision(world: Universe) -> dict[str, Any]:
    return {"ref": "BEDS-N", "version": "2", "decision": "query", "text": "Why?"}


def ticked(world: Universe) -> dict[str, Any]:
    return {"row": ["2 BEDS-N"]}


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


def indicator(world: Universe) -> dict[str, Any]:
    return place(world, pk=add_indicator(place=world.place, service="Care", name="Hours", by=world.manager).pk)


def plan_of_indicator(world: Universe) -> dict[str, Any]:
    made = add_indicator(place=world.place, service="Care", name="Hours", by=world.manager)
    target = set_target(indicator=made, year=YEAR, text=">60%", by=world.manager)
    return place(world, pk=target.pk if target else 0)


def quarter(world: Universe) -> dict[str, Any]:
    return place(world, cadence="quarter", number=1)


def terms(world: Universe) -> dict[str, Any]:
    return {"pk": ReturnTerms.objects.order_by("pk")[0].pk}


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


SCHEME_PARTS = ("schemes", "outputs", "indicators", "targets", "lines", "codes")
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
    Row("news", signed_in(200)),
    Row("news", signed_in(302), "POST"),
    Row("letters", signed_in(200)),
    Row("letters", signed_in(302), "POST", data=lambda world: {"letters": "never"}),
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
    *both("set_up_fund_move", in_place("manager", "operator"), lambda world: place(world, pk=world.pool.pk)),
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
    Row("return_terms", LIST_KEEPERS),
    *both("return_terms_add", LIST_KEEPERS, lambda world: {}),
    *both("return_terms_edit", LIST_KEEPERS, terms),
    page("set_up_calendar", SETTERS),
    *both("set_up_calendar_add", SETTERS),
    page("set_up_overspend", SETTERS),
    *both("set_up_overspend_add", SETTERS),
    Row("bank_holidays", LIST_KEEPERS),
    *both("bank_holiday_add", LIST_KEEPERS, lambda world: {}),
    *both("bank_holiday_edit", LIST_KEEPERS, holiday),
    Row("bank_holiday_remove", signed_in(405), args=holiday),
    Row("bank_holiday_remove", signed_in(403) | {"operator": 302}, "POST", args=holiday),
    page("calendar", READ),
    page("calendar_ics", READ),
    *both("calendar_move", in_place("manager", "board_manager")),
    *only_posted("calendar_put_back", in_place("manager", status=302), args=moved),
    page("agreement", READ, agreed),
    page("agreement_file", READ, lambda world: agreed(world) | {"form": "json"}),
    # Money out.
    page("actuals", READ),
    page("actuals_upload", in_place(*OFFICERS)),
    page("actuals_progress", in_place(*OFFICERS), lambda world: place(world, pk=1)),
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
    Row("search", signed_in(200)),
    page("search_place", READ),
    page("place", READ),
    page("fund", READ, fund),
    page("line", READ, lambda world: place(world, ref="HOME")),
    *only_posted("line_remark", in_place(*SPEAKERS, status=302), lambda world: {"text": "x"}, home),
    page("review", READ),
    *only_posted("review_decide", in_place("commissioner", status=302), decision, seen),
    *only_posted("review_bulk", in_place("commissioner", status=302), ticked, seen),
    page("figure", READ, lambda world: place(world, measure="outturn")),
    page("packs", READ),
    post("packs", in_place(*READERS, status=302), lambda world: {"kind": "board", "fund": "", "period": "1"}),
    page("pack", in_place(*READERS, status=404, officer=200), own_pack),
    page("pack_progress", in_place(*READERS, status=404, officer=200), own_pack),
    page("pack_file", in_place(*READERS, status=404, officer=200), own_pack),
    page("pack_archive", in_place(*READERS, status=404, officer=200), lambda world: own_pack(world, "xlsx")),
    page("dashboard", READ),
    page("dashboard_file", READ, lambda world: place(world, form="json")),
    page("board", READ),
    page("board_file", READ, lambda world: place(world, form="json")),
    page("paper_kinds", READ),
    page("paper_kind", READ, lambda world: place(world, kind="outturn")),
    page("paper_kind_file", READ, lambda world: place(world, kind="memorandum", form="json")),
    page("national_return", READ, lambda world: place(world, occasion="quarter")),
    post("national_return", in_place(*READERS, status=422), args=lambda world: place(world, occasion="quarter")),
    page("national_return_columns", READ, lambda world: place(world, occasion="year-end")),
    page("national_return_answers", in_place(*SPEAKERS), lambda world: place(world, occasion="year-end")),
    post(
        "national_return_answers",
        in_place(*SPEAKERS, status=302),
        args=lambda world: place(world, occasion="year-end"),
    ),
    page("papers", READ),
    page("paper_new", in_place(*WRITERS)),
    post("paper_new", in_place(*WRITERS, status=302), new_paper),
    *only_posted("public_page_switch", in_place(*PUBLISHERS, status=302), lambda world: {"shown": "yes"}),
    page("house_style", READ),
    page("layout_new", in_place(*PUBLISHERS)),
    post("layout_new", in_place(*PUBLISHERS, status=302), lambda world: styles.sent(house("durham"), name="Ours")),
    page("layout_edit", in_place(*PUBLISHERS), own_layout),
    post(
        "layout_edit",
        in_place(*PUBLISHERS, status=302),
        lambda world: styles.sent(house("plain"), name="x"),
        own_layout,
    ),
    *only_posted("layout_retire", in_place(*PUBLISHERS, status=302), args=own_layout),
    page("word_template_new", in_place(*PUBLISHERS)),
    post("word_template_new", in_place(*PUBLISHERS, status=302), new_template),
    page("word_template_example", READ),
    page("word_template_file", READ, own_template),
    *only_posted("word_template_step", in_place(*PUBLISHERS, status=302), lambda world: {"step": "use"}, own_template),
    *only_posted("word_template_built_in", in_place(*PUBLISHERS, status=302)),
    page("paper", READ, paper_draft),
    page("paper_preview", READ, paper_draft),
    page("paper_figures", READ, paper_draft),
    page("paper_title", in_place(*WRITERS), paper_draft),
    post("paper_title", in_place(*WRITERS, status=302), lambda world: {"title": "x"}, paper_draft),
    page("paper_write", in_place(*WRITERS), paper_section),
    post("paper_write", in_place(*WRITERS, status=302), lambda world: {"text": "x", "version": 1}, paper_section),
    *only_posted("paper_ask", in_place(*WRITERS, status=302), lambda world: {"reason": "x"}, paper_draft),
    *only_posted("paper_back", in_place(*WRITERS, status=302), lambda world: {"step": "back"}, paper_sent),
    *only_posted("paper_sign", in_place("director", status=302), paper_signed, paper_sent),
    *only_posted("paper_publish", in_place(*PUBLISHERS, status=422), args=paper_sent),
    *only_posted("paper_remark", in_place(*WRITERS, "director", "commissioner", status=302), remark, paper_draft),
    page("published", READ, paper_out),
    page("published_file", READ, lambda world: paper_out(world) | {"variant": "public", "form": "json"}),
    *only_posted("published_correct", in_place(*WRITERS, status=302), lambda world: {"note": "x"}, paper_out),
    page("redactions", in_place("operator")),
    post(
        "redactions", in_place("operator", status=422), lambda world: {"step": "redact", "words": "No", "reason": "x"}
    ),
    page("verify", everybody(200), lambda world: {}),
    post("verify", everybody(422), args=lambda world: {}),
    page("public_place", everybody(200), paper_shown),
    page("public_file", everybody(200), lambda world: paper_out(world) | paper_shown(world) | {"form": "json"}),
    page("open_data", everybody(200), lambda world: paper_shown(world) | {"form": "csv"}),
    page("open_data_schema", everybody(200), lambda world: {}),
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
    *both("money_in_pass_back", in_place(*KEEPERS), passing),
    *only_posted("money_in_spend", in_place(*KEEPERS, status=302), spend, home),
    page("money_in_settlement", READ, statement),
    page("money_in_settlement_file", READ, lambda world: {**statement(world), "form": "json"}),
    page("forecast", READ),
    post("forecast", in_place(*OFFICERS, status=302)),
    *only_posted("forecast_row", in_place("officer"), row_of_home, content_type="application/json"),
    *only_posted("forecast_block", in_place("officer", status=302), block_of_home),
    page("forecast_totals", READ),
    page("forecast_line", READ, home),
    *only_posted("forecast_spread", in_place("officer", status=302), spread_of_home, home),
    *only_posted("forecast_keep", in_place(*OFFICERS, status=302)),
    *only_posted("forecast_submit", in_place(*OFFICERS, status=302)),
    page("forecast_officers", READ),
    *only_posted("forecast_officers_assign", in_place(*PLANNERS, status=302, board_officer=403), home_to_nobody),
    *only_posted("forecast_officers_cover", in_place(*PLANNERS, status=422)),
    *only_posted("forecast_officers_cover_end", in_place(*PLANNERS, status=302, board_officer=403), args=cover),
    page("forecast_workbook", READ),
    post("forecast_workbook", in_place("officer", "board_officer", status=422)),
    page("forecast_workbook_file", READ),
    page("forecast_csv", READ),
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
    page("indicators", READ),
    page("indicators_file", READ, lambda world: place(world, form="json")),
    page("indicator_readings", in_place(*SPEAKERS, "operator"), quarter),
    post("indicator_readings", in_place(*SPEAKERS, "operator", status=302), args=quarter),
    page("discharge", READ),
    page("discharge_file", READ, lambda world: place(world, form="json")),
    page("discharge_fortnight", in_place(*SPEAKERS), lambda world: place(world, number=1)),
    post("discharge_fortnight", in_place(*SPEAKERS, status=302), args=lambda world: place(world, number=1)),
    page("scheme", READ, home_scheme),
    page("scheme_close", in_place(*SETTERS_UP), home_scheme),
    post("scheme_close", in_place(*SETTERS_UP, status=302), closing_day, home_scheme),
    page("scheme_reopen", in_place(*SETTERS_UP), home_scheme),
    post("scheme_reopen", in_place(*SETTERS_UP, status=422), lambda world: {"reason": "x"}, home_scheme),
    page("scheme_commissioning", in_place(*SETTERS_UP), home_scheme),
    post("scheme_commissioning", in_place(*SETTERS_UP, status=302), args=home_scheme),
    page("scheme_release", in_place(*PROPOSERS), home_scheme),
    *(page(f"set_up_{part}", in_place(*SETTERS_UP)) for part in SCHEME_PARTS),
    *(page(f"set_up_{part}_add", in_place(*SETTERS_UP)) for part in SCHEME_PARTS),
    post("set_up_schemes_add", in_place(*SETTERS_UP, status=302), new_scheme),
    post("set_up_outputs_add", in_place(*SETTERS_UP, status=302), new_output),
    post("set_up_lines_add", in_place(*SETTERS_UP, status=302), new_line),
    post("set_up_codes_add", in_place(*SETTERS_UP, status=302), new_code),
    page("set_up_schemes_edit", in_place(*SETTERS_UP), lambda world: place(world, pk=world.lines["HOME"].scheme_id)),
    page("set_up_lines_edit", in_place(*SETTERS_UP), lambda world: place(world, pk=world.lines["HOME"].pk)),
    *both("set_up_indicators_edit", in_place(*SETTERS_UP), indicator),
    *both("set_up_targets_edit", in_place(*SETTERS_UP), plan_of_indicator),
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
    page("manage", READ),
    *only_posted("manage_remind", in_place("manager", "board_manager", status=302)),
    page("overspend", READ, fund),
    page("overspend_file", in_place(*READERS, status=404), lambda world: fund(world) | {"form": "pdf"}),  # none is due
    page("overspend_notice", in_place("manager", status=404), fund),
    page("overspend_plan", in_place("manager", status=404), fund),
    page("overspend_correct", in_place("manager", status=404), lambda world: fund(world) | {"pk": 1}),
    page("overspend_withdraw", in_place("manager", status=404), lambda world: fund(world) | {"pk": 1}),
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
    *both("risk_rule_end", in_place("manager", "operator"), fund),
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


def furnish() -> tuple[Universe, dict[str, str]]:
    """Everybody's session, and the small world with a ledger in and every line forecast, so that all can be opened."""
    world = once(Universe)
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
    return world, {who: session_of(getattr(world, who)) for who in EVERYBODY if who != SIGNED_OUT}


def session_of(person: User) -> str:
    """The key of a session in which somebody is signed in, and which no request saves as its first one would."""
    client = Client()
    client.force_login(person)
    session = client.session
    began = int(time.time())
    session.update({"began": began, "touched": began + settings.SESSION_COOKIE_AGE})
    session.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def furnished(db: None) -> tuple[Universe, dict[str, str]]:
    furnished: tuple[Universe, dict[str, str]] = once(furnish)
    return furnished


@pytest.fixture(scope="module")
def client() -> Client:
    """One for all: each would build the chain of middleware anew. Whose it is say its cookies."""
    return Client()


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_each_person_gets_what_the_table_says(
    furnished: tuple[Universe, dict[str, str]], client: Client, row: Row
) -> None:
    world, sessions = furnished
    cache.clear()
    address = reverse(row.name, kwargs=row.args(world)) + row.query(world)
    found = {}
    for who in row.statuses:
        client.cookies.clear()
        with transaction.atomic():
            if who != SIGNED_OUT:
                client.cookies[settings.SESSION_COOKIE_NAME] = sessions[who]
            sent = {"data": row.data(world), **row.sent} if row.method == "POST" else {}
            found[who] = (
                client.generic(row.method, address).status_code
                if not sent
                else client.post(address, **sent).status_code
            )
            transaction.set_rollback(True)
    assert found == row.statuses
