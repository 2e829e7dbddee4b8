"""Setting up agreements and their funds, changing them, and the limits by which variances are coloured and explained."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal

from budgets.access import forget_access, require_set_up
from budgets.actions.risk import UNSHARED
from budgets.models import Agreement, AgreementPartner, Fund, Partner, Period, Place, RiskRule, Threshold
from s75.errors import BadInput, PeriodLocked, WrongState
from s75.history import recorded
from s75.locking import held
from s75.models import User
from s75.years import month_label, year_label

Status = Agreement.Status
AGREED = (Status.SIGNED, Status.VARIED)
NOT_YET = (Status.DRAFT, Status.UNSIGNED)


def create_agreement(
    *,
    place: Place,
    title: str,
    status: str,
    starts: date,
    partners: Iterable[Partner],
    by: User,
    signed_on: date | None = None,
    ends: date | None = None,
    review_on: date | None = None,
) -> Agreement:
    """A section 75 agreement between partners of the place."""
    require_set_up(by, place)
    with recorded(by=by, reason=f"Set up the agreement {title}"):
        agreement = Agreement(
            place=place,
            title=title,
            status=status,
            starts=starts,
            ends=ends,
            signed_on=signed_on,
            review_on=review_on,
        )
        parties = list(partners)
        _check_agreement(agreement, parties)
        agreement.save()
        AgreementPartner.objects.bulk_create(AgreementPartner(agreement=agreement, partner=p) for p in parties)
        forget_access(by)
        return agreement


def change_agreement(
    *,
    agreement: Agreement,
    title: str,
    status: str,
    starts: date,
    partners: Iterable[Partner],
    by: User,
    signed_on: date | None = None,
    ends: date | None = None,
    review_on: date | None = None,
) -> Agreement:
    """Change what is known of an agreement: signing, varying and ending it, its dates and who is in it.

    WrongState when it would go back to before it was signed, or lose a partner that has a part in its funds.
    """
    require_set_up(by, agreement.place)
    with recorded(by=by, reason=f"Change the agreement {title}"):
        locked = held(Agreement.objects).get(pk=agreement.pk)
        if status in NOT_YET and locked.status not in NOT_YET:
            raise WrongState(
                f"{locked} is {locked.get_status_display().lower()}, so it cannot become "
                f"{Status(status).label.lower()} again. Choose “Varied” when its terms change."
            )
        locked.title, locked.status, locked.starts, locked.ends = title, status, starts, ends
        locked.signed_on, locked.review_on = signed_on, review_on
        parties = list(partners)
        _check_agreement(locked, parties)
        _change_parties(locked, parties)
        forget_access(by)
        locked.save()
        return locked


def _check_agreement(agreement: Agreement, parties: Collection[Partner]) -> None:
    """What holds of every agreement, in sentences."""
    title, status = agreement.title, agreement.status
    if agreement.place.agreements.filter(title__iexact=title).exclude(pk=agreement.pk).exists():
        raise BadInput(f"{agreement.place} has an agreement called “{title}” already. Give this one another title.")
    if agreement.ends and agreement.ends < agreement.starts:
        raise BadInput("The agreement cannot end before it starts. Correct one of the days.")
    if status in AGREED and agreement.signed_on is None:
        raise BadInput(f"Say on which day it was signed: “{Status(status).label}” needs that day.")
    if status in NOT_YET and agreement.signed_on is not None:
        raise BadInput(
            f"It has a day of signing, so its status cannot be “{Status(status).label}”. Change one of them."
        )
    if status == Status.ENDED and agreement.ends is None:
        raise BadInput("Say on which day it ended.")
    if status in AGREED and len({partner.heir_id for partner in parties}) < 2:
        raise BadInput("A signed agreement is between two partners at least. Choose who is in it.")
    seated = set(agreement.place.seats.values_list("partner", flat=True))
    if stranger := next((partner for partner in parties if partner.pk not in seated), None):
        raise BadInput(f"{stranger} has no seat in {agreement.place}. Add it to the place first.")


def _change_parties(agreement: Agreement, parties: Collection[Partner]) -> None:
    before = {partner.pk: partner for partner in agreement.partners.all()}
    after = {partner.pk for partner in parties}
    heirs = {partner.heir_id for partner in parties}
    for partner in before.values():
        if partner.pk not in after and partner.heir_id not in heirs:
            _require_no_part(agreement, partner)
    AgreementPartner.objects.filter(agreement=agreement, partner__in=set(before) - after).delete()
    AgreementPartner.objects.bulk_create(
        AgreementPartner(agreement=agreement, partner_id=pk) for pk in sorted(after - set(before))
    )


def _require_no_part(agreement: Agreement, partner: Partner) -> None:
    """Raise WrongState when the partner hosts, contributes to or acts in a fund of the agreement."""
    funds = agreement.funds.all()
    parts = {
        "hosts a fund": funds.filter(host__heir=partner.heir_id),
        "contributes to a fund": funds.filter(contributions__partner__heir=partner.heir_id),
        "has people whose roles are narrowed to it": agreement.memberships.filter(
            partner__heir=partner.heir_id, ended_at=None
        ),
    }
    for words, found in parts.items():
        if found.exists():
            raise WrongState(f"{partner} {words} of this agreement, so it stays in it.")


def create_fund(
    *, agreement: Agreement, code: str, name: str, arrangement: str, host: Partner, by: User, position: int = 0
) -> Fund:
    """A fund under an agreement; its address is the place's slug and its code, and both stay."""
    place = agreement.place
    require_set_up(by, place)
    with recorded(by=by, reason=f"Set up the fund {name}"):
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", code):
            raise BadInput(f"“{code}” cannot be part of an address. Use letters, digits and hyphens for the code.")
        slug = f"{place.slug}-{code.lower()}"
        if (taken := Fund.objects.filter(slug=slug).first()) is not None:
            raise BadInput(f"The code {taken.code} is {taken}'s. Choose another.")
        _check_host(agreement, host)
        return Fund.objects.create(
            place=place,
            agreement=agreement,
            slug=slug,
            code=code,
            name=name,
            arrangement=arrangement,
            host=host,
            position=position,
        )


def change_fund(*, fund: Fund, name: str, arrangement: str, host: Partner, position: int, by: User) -> Fund:
    """Change a fund. Its arrangement and host stay as soon as a period is locked: papers of it were drawn by them."""
    require_set_up(by, fund.place)
    with recorded(by=by, reason=f"Change the fund {name}"):
        locked = held(Fund.objects).select_related("agreement", "host").get(pk=fund.pk)
        moved = arrangement != locked.arrangement or host.heir_id != locked.host.heir_id
        closed = Period.objects.filter(fund=locked, state=Period.State.LOCKED).last()
        if moved and closed is not None:
            raise PeriodLocked(
                f"{closed.label} {year_label(closed.year)} of {locked} is locked, and its papers say how the fund is "
                "arranged and who hosts it. Set up another fund for the new arrangement."
            )
        if moved:
            _check_host(locked.agreement, host)
            _check_rules(locked, arrangement)
            locked.arrangement, locked.host = arrangement, host
        locked.name, locked.position = name, position
        locked.save()
        return locked


def _check_host(agreement: Agreement, host: Partner) -> None:
    if not agreement.partners.filter(heir=host.heir_id).exists():
        raise BadInput(f"{host} is not in the agreement “{agreement}”, so it cannot host a fund under it.")


def _check_rules(fund: Fund, arrangement: str) -> None:
    """A fund becomes aligned, or in view, only when the rules that it goes by share nothing."""
    if arrangement not in UNSHARED:
        return
    rules = fund.risk_rules.order_by("year", "month", "pk").values_list("direction", "override__scheme", "kind")
    newest = {(direction, scheme): kind for direction, scheme, kind in rules}
    shared = [
        direction for (direction, _), kind in newest.items() if kind not in (RiskRule.Kind.NONE, RiskRule.Kind.FUND)
    ]
    if shared:
        raise WrongState(
            f"A rule of {fund} shares its {shared[0]}spends. Set it to “{RiskRule.Kind.NONE.label}” first, then change the "
            "arrangement."
        )


def set_threshold(
    *,
    fund: Fund,
    level: str,
    year: int,
    by: User,
    month: int = 1,
    red_pounds: Decimal | None = None,
    red_percent: Decimal | None = None,
    explain_pounds: Decimal | None = None,
    explain_percent: Decimal | None = None,
) -> Threshold:
    """The limits of a level of a fund from a period on; earlier periods keep theirs. PeriodLocked for a locked one."""
    require_set_up(by, fund.place)
    with recorded(by=by, reason=f"Set the limits of {fund}"):
        _require_unlocked_from(fund, year, month)
        threshold, _ = Threshold.objects.update_or_create(
            fund=fund,
            level=level,
            year=year,
            month=month,
            defaults={
                "red_pounds": red_pounds,
                "red_percent": red_percent,
                "explain_pounds": explain_pounds,
                "explain_percent": explain_percent,
            },
        )
        return threshold


def _require_unlocked_from(fund: Fund, year: int, month: int) -> None:
    """The periods from this one on must not be locked: they are held, so that none is locked meanwhile."""
    periods = held(Period.objects).filter(fund=fund, year__gte=year, state=Period.State.LOCKED)
    closed = [p for p in periods.order_by("-year", "-month") if (p.year, p.month) >= (year, month)]
    if closed:
        raise PeriodLocked(
            f"{month_label(month)} {year_label(year)} of {fund} is locked, or a later period is. "
            f"Set the limits from the period after {closed[0].label} {year_label(closed[0].year)} on."
        )
