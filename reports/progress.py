"""How far a round has come: each partner's ledgers and lines, and what the reader can do next about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from budgets.access import access_of
from budgets.models import Fund, Partner
from budgets.roles import Power
from budgets.scope import Scope
from reports.rounds.lateness import late_partners
from reports.rounds.states import STATES, state_of
from s75.years import MONTHS, month_label
from schemes.models import Forecast
from schemes.waiting import Share, lines_asked, shares_waiting


@dataclass(frozen=True)
class PartnerRound:
    """One partner's part of the open round: `sent` of `lines` are submitted or approved, the ledgers of `missing` are not in."""

    partner: Partner
    lines: int
    sent: int
    missing: tuple[int, ...]

    @property
    def ledgers(self) -> str:
        if not self.missing:
            return "in"
        return f"not in: {', '.join(month_label(month) for month in self.missing)}"

    @property
    def waits(self) -> bool:
        return bool(self.missing) or self.sent < self.lines


@dataclass(frozen=True)
class Step:
    """Something that the reader may do next, and the page where it is done."""

    text: str
    href: str


def open_shares(scope: Scope) -> list[Share]:
    """The shares of the scope's funds whose open period is the one shown; none when it is locked."""
    shares = shares_waiting([fund for fund in scope.funds if scope.open_month(fund) == scope.month])
    return [share for share in shares if (share.year, share.month) == (scope.year, scope.month)]


def partner_rounds(shares: Sequence[Share]) -> list[PartnerRound]:
    """The shares of all funds together, by partner."""
    piles: dict[Partner, list[Share]] = {}
    for share in shares:
        piles.setdefault(share.partner, []).append(share)
    return [
        PartnerRound(
            partner,
            sum(share.lines for share in piled) if piled[0].month in MONTHS else 0,
            sum(share.sent for share in piled) if piled[0].month in MONTHS else 0,
            tuple(sorted({month for share in piled for month in share.missing})),
        )
        for partner, piled in piles.items()
    ]


@dataclass(frozen=True)
class LateLine:
    """A line that its open round still waits for."""

    ref: str
    scheme: str
    partner: str
    state: str
    href: str


def late_lines(scope: Scope, fund: Fund) -> list[LateLine]:
    """The lines of a fund that are not sent in the period shown, if it is open: two queries."""
    if scope.open_month(fund) != scope.month or scope.month not in MONTHS:
        return []
    row = Forecast.objects.filter(line=OuterRef("pk"), round=scope.month).values("state")
    late = late_partners([fund], scope.year, scope.month).get(fund.pk, frozenset())
    waiting = lines_asked([fund]).filter(year=scope.year, is_sent=False).annotate(stored=Subquery(row))
    return [
        LateLine(
            line.ref,
            line.scheme.name,
            str(line.spending_partner),
            STATES[state_of(line.stored, late=line.spending_partner.heir_id in late)].lower(),
            scope.address("line", line.ref),
        )
        for line in waiting.select_related("scheme", "spending_partner").order_by("ref")
    ]


def next_steps(scope: Scope, rounds: Sequence[PartnerRound]) -> list[Step]:
    """What the reader can do now, the most pressing first; the paper can always be opened."""
    access = access_of(scope.user)
    steps = []
    for power, name, text in (
        (Power.IMPORT_ACTUALS, "actuals_upload", "Upload a ledger"),
        (Power.FORECAST, "forecast", "Enter forecasts"),
    ):
        waiting = [r for r in rounds if (r.missing if power == Power.IMPORT_ACTUALS else r.sent < r.lines)]
        if any(access.may(power, heir=r.partner.pk) for r in waiting):
            steps.append(Step(text, scope.address(name)))
    if any(keeps(scope, fund) and scope.open_month(fund) == scope.month for fund in scope.funds):
        steps.append(Step(f"Close {scope.label}", scope.address("closing")))
    steps.append(Step("Open the board paper", scope.address("board")))
    return steps


def keeps(scope: Scope, fund: Fund) -> bool:
    """Whether the reader opens and locks the periods of a fund."""
    return access_of(scope.user).may(Power.KEEP_PERIODS, heir=fund.host.heir_id, agreement=fund.agreement_id)
