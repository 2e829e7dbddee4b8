"""The places of a synthetic nation: partners, agreements, one fund each, streams, limits, schemes and ledger codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from budgets.models import (
    Agreement,
    AgreementPartner,
    Fund,
    FundingStream,
    Membership,
    Partner,
    Place,
    PlacePartner,
    Threshold,
)
from reports.nation.copying import copy_rows, next_ids
from reports.nation.shape import EVERY_BOARD_AREA, INTEGRATED_CARE_BOARDS, Shape
from s75.models import User
from schemes.models import LedgerCode, Scheme

STREAMS = (  # name, kind, whether the council pays, Better Care Fund, capital
    ("NHS minimum contribution", "contribution", False, True, False),
    ("Council contribution", "contribution", True, False, False),
    ("Improved Better Care Fund", "grant", True, True, False),
    ("Disabled Facilities Grant", "grant", True, True, True),
)
WORK = (
    "Reablement",
    "Home care",
    "Community nursing",
    "Equipment",
    "Carers",
    "Housing adaptations",
    "Care homes",
    "Advice",
)
LEFT_OUT = "OTHER"
ROLES = ("finance_officer", "pool_manager", "board_clerk")


@dataclass
class Site:
    """One synthetic place with what its years are made of, by id."""

    number: int
    place: Place
    council: Partner
    board: Partner
    fund: Fund
    streams: Sequence[FundingStream] = ()
    schemes: list[int] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)

    def code(self, line: int) -> str:
        """The ledger code of a line, of whichever partner spends it: a board sits in several places."""
        return f"{self.place.pk:04d}{line:05d}"


def make_places(shape: Shape, by: User) -> list[Site]:
    """Every place with its parties, fund, streams, schemes and codes."""
    boards = _boards(shape)
    numbers = range(shape.places)
    places = Place.objects.bulk_create(
        Place(slug=shape.slug(n), name=_name(shape, n), board=f"{_name(shape, n)} Health and Wellbeing Board")
        for n in numbers
    )
    councils = Partner.objects.bulk_create(Partner(name=f"{place.name} Council", kind="council") for place in places)
    sites = [
        Site(n, places[n], councils[n], boards[n % len(boards)], Fund(place=places[n], host=councils[n]))
        for n in numbers
    ]
    _make_funds(shape, sites)
    _seat_people(sites, by)
    _make_streams(sites)
    _make_schemes(shape, sites)
    return sites


def _name(shape: Shape, number: int) -> str:
    return f"Synthetic place {number + 1:03d}" if shape.prefix == "nation" else f"Synthetic {shape.slug(number)}"


def _boards(shape: Shape) -> list[Partner]:
    count = max(1, shape.places * INTEGRATED_CARE_BOARDS // EVERY_BOARD_AREA)
    return Partner.objects.bulk_create(
        Partner(name=f"Synthetic ICB {number + 1:02d} ({shape.prefix})", kind="nhs") for number in range(count)
    )


def _make_funds(shape: Shape, sites: Sequence[Site]) -> None:
    starts = date(shape.all_years[0], 4, 1)
    agreements = Agreement.objects.bulk_create(
        Agreement(place=s.place, title="Synthetic agreement", status="signed", starts=starts, signed_on=starts)
        for s in sites
    )
    for site, agreement in zip(sites, agreements, strict=True):
        site.fund.slug, site.fund.code, site.fund.name = f"{site.place.slug}-pool", "POOL", "Synthetic pooled fund"
        site.fund.agreement, site.fund.arrangement = agreement, "pooled"
    Fund.objects.bulk_create(site.fund for site in sites)
    AgreementPartner.objects.bulk_create(
        AgreementPartner(agreement=agreement, partner=partner)
        for site, agreement in zip(sites, agreements, strict=True)
        for partner in (site.council, site.board)
    )
    limits = {"red_pounds": Decimal(100_000), "red_percent": Decimal(5), "explain_percent": Decimal(5)}
    Threshold.objects.bulk_create(
        Threshold(fund=site.fund, level=level, year=shape.all_years[0], **limits)
        for site in sites
        for level in ("scheme", "fund")
    )


def _seat_people(sites: Sequence[Site], by: User) -> None:
    PlacePartner.objects.bulk_create(
        PlacePartner(place=site.place, partner=partner, code=code, position=position)
        for site in sites
        for position, (code, partner) in enumerate((("LA", site.council), ("ICB", site.board)))
    )
    boards = {site.board.pk: site.board for site in sites}
    given = [(site.council, role) for site in sites for role in ROLES]
    given += [(board, ROLES[0]) for board in boards.values()]
    Membership.objects.bulk_create(Membership(user=by, partner=p, role=role, given_by=by) for p, role in given)


def _make_streams(sites: Sequence[Site]) -> None:
    made = FundingStream.objects.bulk_create(
        FundingStream(place=site.place, name=name, kind=kind, better_care=better, capital=capital, position=position)
        for site in sites
        for position, (name, kind, _, better, capital) in enumerate(STREAMS)
    )
    for n, site in enumerate(sites):
        site.streams = made[n * len(STREAMS) : (n + 1) * len(STREAMS)]


def _make_schemes(shape: Shape, sites: Sequence[Site]) -> None:
    ids = next_ids(Scheme, len(sites) * shape.schemes)
    codes = next_ids(LedgerCode, len(sites) * shape.lines_a_year)
    for site in sites:
        site.schemes = [next(ids) for _ in range(shape.schemes)]
        site.codes = [next(codes) for _ in range(shape.lines_a_year)]
    copy_rows(
        Scheme,
        ("id", "place_id", "ref", "name", "lead_commissioner_id", "scheme_type"),
        (
            (
                pk,
                s.place.pk,
                f"S-{n:03d}",
                f"{WORK[n % len(WORK)]} {n + 1}",
                s.council.pk,
                WORK[n % len(WORK)],
            )
            for s in sites
            for n, pk in enumerate(s.schemes)
        ),
    )
    copy_rows(
        LedgerCode,
        ("id", "partner_id", "code", "description"),
        (
            (pk, spender_of(shape, s, n).pk, s.code(n), f"{WORK[n % shape.schemes % len(WORK)]} {n}")
            for s in sites
            for n, pk in enumerate(s.codes)
        ),
    )
    partners = {partner.pk for site in sites for partner in (site.council, site.board)}
    LedgerCode.objects.bulk_create(
        LedgerCode(partner_id=pk, code=LEFT_OUT, description="Other services", section_75=False) for pk in partners
    )


def spender_of(shape: Shape, site: Site, line: int) -> Partner:
    """Who spends a line: the council two in three, as most NHS minimum money is spent by the council."""
    if shape.board_lines is None:
        return site.council if line % shape.schemes % 3 else site.board
    return site.board if line >= shape.lines_a_year - shape.board_lines else site.council


def stream_of(shape: Shape, site: Site, line: int) -> tuple[FundingStream, Partner]:
    """The stream of a line and whose money it is; every sixth scheme draws on two streams."""
    scheme, turn = line % shape.schemes, line // shape.schemes
    kind = (scheme + (turn % 2 if scheme % 6 == 0 else 0)) % len(STREAMS)
    return site.streams[kind], site.council if STREAMS[kind][2] else site.board
