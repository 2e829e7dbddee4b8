"""Setting up agreements, their funds and streams, and the limits by which variances are coloured and explained."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from budgets.access import require_host, require_operator
from budgets.models import Agreement, AgreementPartner, Fund, FundingStream, Partner, Place, Threshold
from budgets.roles import Power
from s75.history import recorded
from s75.models import User


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
    require_operator(by)
    with recorded(by=by, reason=f"Set up the agreement {title}"):
        agreement = Agreement.objects.create(
            place=place,
            title=title,
            status=status,
            starts=starts,
            ends=ends,
            signed_on=signed_on,
            review_on=review_on,
        )
        AgreementPartner.objects.bulk_create(AgreementPartner(agreement=agreement, partner=p) for p in partners)
        return agreement


def create_fund(
    *, agreement: Agreement, code: str, name: str, arrangement: str, host: Partner, by: User, position: int = 0
) -> Fund:
    """A fund under an agreement; its address is the place's slug and its code."""
    require_operator(by)
    with recorded(by=by, reason=f"Set up the fund {name}"):
        return Fund.objects.create(
            place=agreement.place,
            agreement=agreement,
            slug=f"{agreement.place.slug}-{code.lower()}",
            code=code,
            name=name,
            arrangement=arrangement,
            host=host,
            position=position,
        )


def create_stream(
    *,
    place: Place,
    name: str,
    kind: str,
    by: User,
    better_care: bool = False,
    capital: bool = False,
    ring_fenced: bool = False,
    first_year: int | None = None,
    last_year: int | None = None,
    position: int = 0,
) -> FundingStream:
    """A source of money of the place."""
    require_operator(by)
    with recorded(by=by, reason=f"Set up the stream {name}"):
        return FundingStream.objects.create(
            place=place,
            name=name,
            kind=kind,
            better_care=better_care,
            capital=capital,
            ring_fenced=ring_fenced,
            first_year=first_year,
            last_year=last_year,
            position=position,
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
    """The limits of a level of a fund from a period on; earlier periods keep theirs."""
    require_host(by, Power.SET_UP, fund)
    with recorded(by=by, reason=f"Set the limits of {fund}"):
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
