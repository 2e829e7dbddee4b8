"""The parts of a place that are about money in: partners, agreements, funds, approval limits and thresholds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from budgets.actions.agreements import change_agreement, change_fund, create_agreement, create_fund, set_threshold
from budgets.actions.places import add_partner, change_partner, seat_partner
from budgets.actions.terms import add_limit, change_limit
from budgets.models import Agreement, ApprovalLimit, Fund, Place, PlacePartner, Threshold
from budgets.set_up.forms import AgreementForm, FundForm, LimitForm, PartnerForm, SeatForm, ThresholdForm
from budgets.set_up.part import Heading, Link, Part
from budgets.warnings import agreement_warnings
from s75.models import User
from s75.years import london_date, month_label, year_label

ILLUSTRATIVE = "Illustrative"


def day(value: date | None) -> str:
    return f"{value:%-d %B %Y}" if value else "–"


def pounds(value: Decimal | None, none: str = "–") -> str:
    return none if value is None else f"£{value:,.2f}".removesuffix(".00")


def percent(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}%"


def tags(words: str, warnings: tuple[str, ...]) -> SafeString:
    """Words with a note below for each warning."""
    notes = format_html_join("", '<br><span class="s75-note"><strong>{}</strong></span>', ((one,) for one in warnings))
    return format_html("{}{}", words, notes)


def _status(agreement: Agreement) -> SafeString:
    return tags(agreement.get_status_display(), agreement_warnings(agreement, london_date(timezone.now())))


def _beside_partner(place: Place, seat: PlacePartner, user: User) -> list[Link]:
    if not user.is_staff or seat.partner.successor_id is not None:
        return []
    return [Link("Pass to a successor", reverse("set_up_succession", args=[place.slug, seat.pk]))]


def _more_partners(place: Place, user: User) -> list[Link]:
    if not user.is_staff:
        return []
    return [Link("Give a seat to a partner of another place", reverse("set_up_seats_add", args=[place.slug]))]


def _beside_agreement(place: Place, agreement: Agreement, user: User) -> list[Link]:
    return [
        Link("Write down what it says", reverse("set_up_clauses", args=[place.slug, agreement.pk])),
        Link("Read its page", reverse("agreement", args=[place.slug, agreement.pk])),
    ]


def between(starts: date | None, ends: date | None, none: str) -> str:
    """The days from and until which something is, in words."""
    if starts and ends:
        return f"{day(starts)} to {day(ends)}"
    return f"From {day(starts)}" if starts else f"Until {day(ends)}" if ends else none


def _beside_fund(place: Place, fund: Fund, user: User) -> list[Link]:
    return [Link("Move under another agreement", reverse("set_up_fund_move", args=[place.slug, fund.pk]))]


def _change_fund(fund: Fund, by: User, given: dict[str, Any]) -> Fund:
    return change_fund(fund=fund, by=by, **given)


def _red(threshold: Threshold) -> str:
    return _either(threshold.red_pounds, threshold.red_percent)


def _either(amount: Decimal | None, share: Decimal | None) -> str:
    return " or ".join(filter(None, (pounds(amount, ""), percent(share)))) or "–"


def limit_words(limit: ApprovalLimit) -> str:
    """What a limit is about, in words."""
    kind = limit.get_kind_display() if limit.kind else "Every kind of change"
    return f"{kind}, within one scheme" if limit.within_scheme else kind


PARTNERS = Part(
    key="partners",
    title="Partners",
    one="a partner",
    teaches="The council, the NHS bodies and the districts that share budgets here. A short code names each on papers.",
    form=PartnerForm,
    rows=lambda place: place.seats.select_related("partner__successor"),
    columns=(
        Heading("Partner", lambda seat: seat.partner.name),
        Heading("Code", lambda seat: seat.code),
        Heading("Kind", lambda seat: seat.partner.get_kind_display()),
        Heading("Dates", lambda seat: between(seat.partner.starts, seat.partner.ends, "–")),
        Heading("Succeeded by", lambda seat: str(seat.partner.successor or "–")),
    ),
    add=lambda place, by, given: add_partner(place=place, by=by, **given),
    change=lambda seat, by, given: change_partner(seat=seat, by=by, **given),
    beside=_beside_partner,
    more=_more_partners,
)
SEATS = Part(
    key="seats",
    title="Seats",
    one="a partner of another place",
    teaches="One body can share budgets in several places, as an Integrated Care Board does.",
    form=SeatForm,
    rows=lambda place: place.seats.select_related("partner"),
    columns=(Heading("Partner", lambda seat: seat.partner.name), Heading("Code", lambda seat: seat.code)),
    add=lambda place, by, given: seat_partner(place=place, by=by, **given),
    listed_with="partners",
    beyond=True,
)
AGREEMENTS = Part(
    key="agreements",
    title="Agreements",
    one="an agreement",
    teaches="The section 75 agreement says who shares budgets with whom, from when, and by which rules. Funds stand under it.",
    form=AgreementForm,
    rows=lambda place: place.agreements.prefetch_related("partners"),
    columns=(
        Heading("Agreement", str),
        Heading("Status", _status),
        Heading("Partners", lambda one: ", ".join(str(partner) for partner in one.partners.all())),
        Heading("Starts", lambda one: day(one.starts)),
        Heading("Signed", lambda one: day(one.signed_on)),
        Heading("Review", lambda one: day(one.review_on)),
        Heading("Ends", lambda one: day(one.ends)),
    ),
    add=lambda place, by, given: create_agreement(place=place, by=by, **given),
    change=lambda agreement, by, given: change_agreement(agreement=agreement, by=by, **given),
    beside=_beside_agreement,
)
FUNDS = Part(
    key="funds",
    title="Funds",
    one="a fund",
    teaches="A fund is one pot under an agreement, with one host. Each has its own budgets, forecasts and periods.",
    form=FundForm,
    rows=lambda place: place.funds.select_related("agreement", "host"),
    columns=(
        Heading("Fund", str),
        Heading("Code", lambda fund: fund.code),
        Heading("Arrangement", lambda fund: fund.get_arrangement_display()),
        Heading("Host", lambda fund: str(fund.host)),
        Heading("Agreement", lambda fund: str(fund.agreement)),
    ),
    add=lambda place, by, given: create_fund(by=by, **given),
    change=_change_fund,
    beside=_beside_fund,
)
LIMITS = Part(
    key="limits",
    title="Approval limits",
    one="an approval limit",
    teaches=(
        "Who may approve a change of budgets, up to which amount. The lowest limit that reaches a change names who decides. "
        "Without any limit, whoever has a role that approves changes decides."
    ),
    form=LimitForm,
    rows=lambda place: ApprovalLimit.objects.filter(agreement__place=place).select_related("agreement"),
    columns=(
        Heading("Who decides", lambda limit: limit.committee or limit.get_decided_by_display()),
        Heading("Up to", lambda limit: pounds(limit.up_to, "Any amount")),
        Heading("Of", limit_words),
        Heading("Counts", lambda limit: between(limit.starts, limit.ends, "Always")),
        Heading("Agreement", lambda limit: str(limit.agreement)),
        Heading("Mark", lambda limit: ILLUSTRATIVE if limit.illustrative else "–"),
    ),
    add=lambda place, by, given: add_limit(by=by, **given),
    change=lambda limit, by, given: change_limit(limit=limit, by=by, **given),
)
THRESHOLDS = Part(
    key="thresholds",
    title="Thresholds",
    one="thresholds",
    teaches=(
        "From which variance on a line or fund is red, and an explanation is asked for. Limits in £ and in % both count, "
        "whichever is lower. New ones count from a period on, so locked periods keep theirs."
    ),
    form=ThresholdForm,
    rows=lambda place: (
        Threshold.objects.filter(fund__place=place)
        .select_related("fund")
        .order_by("fund__position", "fund", "level", "-year", "-month")
    ),
    columns=(
        Heading("Fund", lambda one: str(one.fund)),
        Heading("Judges", lambda one: one.get_level_display()),
        Heading("From", lambda one: f"{month_label(one.month)} {year_label(one.year)}"),
        Heading("Red from", _red),
        Heading("Explained from", lambda one: _either(one.explain_pounds, one.explain_percent)),
    ),
    add=lambda place, by, given: set_threshold(by=by, **given),
)
PARTS = (PARTNERS, SEATS, AGREEMENTS, FUNDS, LIMITS, THRESHOLDS)
