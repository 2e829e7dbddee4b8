"""Copying a year forward: next year's periods, contributions, lines, codes and draft opening budgets, nothing confirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgets.access import access_of, require, require_set_up
from budgets.actions.streams import change_stream, create_stream
from budgets.actions.years import start_year
from budgets.models import Agreement, Change, Contribution, Fund, FundingStream, Period, Place, ProposedContribution
from budgets.roles import Power
from s75.errors import AlreadyDone, BadInput
from s75.history import recorded
from s75.locking import held
from s75.models import User
from s75.money import total
from s75.planner import written
from s75.years import year_label
from schemes.actions.copying_along import copy_conditions, copy_outputs, fence_of, keep_permitted
from schemes.actions.follow_ups import follow_agreements
from schemes.actions.officers import carry_officers
from schemes.forward.plan import CURRENT, ORIGINAL, Forward, Pot, added_by_target
from schemes.forward.reading import read_forward
from schemes.models import LedgerCodeLine, Line, ProposedBudget

LOWEST, HIGHEST = Decimal(-100), Decimal(1000)


@dataclass(frozen=True)
class Copied:
    """What was made: the plan that it was made by, a draft opening budget a fund, draft agreements, and new years."""

    forward: Forward
    openings: tuple[Change, ...]
    agreements: tuple[Agreement, ...]
    started: tuple[Fund, ...]


def copy_year_forward(
    *,
    place: Place,
    year: int,
    by: User,
    funds: Sequence[Fund] | None = None,
    uplifts: Mapping[FundingStream, Decimal] | None = None,
    streams: Mapping[FundingStream, FundingStream] | None = None,
    basis: str = CURRENT,
) -> Copied:
    """Make the year after `year` from it, for funds of the place (all of them, unless named); nothing of it is confirmed.

    Contributions are indicative: this year's amount and its stream's uplift in %. Lines keep their references, and share
    what their contribution allows in this year's proportions. Each fund gets a draft opening budget that whoever copies
    asks for when it is right. `basis` takes the original budget or the current one; `streams` says which stream takes the
    place of one. AlreadyDone, naming what is there, when a fund's next year holds anything already.
    """
    require_set_up(by, place)
    chosen = list(place.funds.select_related("place", "agreement", "host") if funds is None else funds)
    for fund in chosen:
        require(by, Power.PROPOSE_CHANGES, agreement=fund.agreement_id)
    _check(place, chosen, uplifts or {}, basis)
    with recorded(by=by, reason=f"Copy {year_label(year)} forward to {year_label(year + 1)}"):
        list(held(Fund.objects).filter(pk__in=[fund.pk for fund in chosen]).order_by("pk"))
        forward = read_forward(
            place=place, funds=chosen, year=year, basis=basis, uplifts=uplifts or {}, streams=streams or {}
        )
        _require_new(forward)
        made = _streams(forward, by)
        lines = _lines(forward, made)
        carry_officers(lines)
        _codes(forward, lines)
        copy_outputs(forward, lines.values())
        copy_conditions(forward)
        openings = _openings(forward, made, lines, by)
        return Copied(forward, openings, follow_agreements(forward, by=by), _years(forward, by))


def _check(place: Place, funds: Sequence[Fund], uplifts: Mapping[FundingStream, Decimal], basis: str) -> None:
    if basis not in (ORIGINAL, CURRENT):
        raise BadInput("Copy the original budget or the current one.")
    if stray := next((fund for fund in funds if fund.place_id != place.pk), None):
        raise BadInput(f"{stray} is not a fund of {place}.")
    for stream, percent in uplifts.items():
        if not LOWEST <= percent <= HIGHEST:
            raise BadInput(f"An uplift of {percent}% for {stream} is outside {LOWEST}% to {HIGHEST}%.")


def _require_new(forward: Forward) -> None:
    """Refuse what is there already, and what there is nothing to make of."""
    after = year_label(forward.next_year)
    if forward.present:
        there = "; ".join(f"{fund}: {forward.present[fund.pk]}" for fund in forward.funds if fund.pk in forward.present)
        raise AlreadyDone(f"{after} is there already ({there}), so nothing was copied. Go on with what is there.")
    if not forward.pots:
        raise BadInput(f"Nothing of {year_label(forward.year)} goes on to {after}: there is no money in it to copy.")


def _streams(forward: Forward, by: User) -> dict[str, FundingStream]:
    """The streams of next year by name; those that are missing are made, and what they replace is ended with this year."""
    found: dict[str, FundingStream] = {}
    for old, target in forward.targets.items():
        if target is None:
            continue
        stream = target.stream or found.get(target.name) or _new_stream(forward, old, target.name, by)
        found[target.name] = stream
        if stream.pk != old.pk and (old.successor_id != stream.pk or old.last_year is None):
            last = min(old.last_year or forward.year, forward.year)
            change_stream(stream=old, successor=stream, last_year=last, by=by)
    return found


def _new_stream(forward: Forward, old: FundingStream, name: str, by: User) -> FundingStream:
    fenced, outside = fence_of(forward, name)
    made = create_stream(
        place=forward.place,
        name=name,
        kind=old.kind,
        better_care=old.better_care,
        capital=old.capital,
        ring_fenced=fenced,
        outside=outside,
        in_risk_share=old.in_risk_share,
        returned=old.returned,
        national=name,
        first_year=forward.next_year,
        position=old.position,
        by=by,
    )
    keep_permitted(forward, made)
    return made


def _lines(forward: Forward, streams: Mapping[str, FundingStream]) -> dict[int, Line]:
    """Next year's lines, by the line that each is copied from."""
    pairs = [(row.line, streams[pot.target.name], pot) for pot in forward.pots for row in pot.lines]
    made = Line.objects.bulk_create([_line(*pair, forward) for pair in pairs], batch_size=1000)
    written(Line, len(made))
    return {old.pk: new for (old, _, _), new in zip(pairs, made, strict=True)}


def _line(old: Line, stream: FundingStream, pot: Pot, forward: Forward) -> Line:
    return Line(
        place=forward.place,
        fund=pot.fund,
        year=forward.next_year,
        scheme=old.scheme,
        ref=old.ref,
        stream=stream,
        contributing_partner=pot.partner,
        spending_partner=old.spending_partner.heir or old.spending_partner,
        profile=old.profile,
        basis=f"copied from {year_label(forward.year)}",
        illustrative=old.illustrative,
        income=old.income,
        forecast_wanted=old.forecast_wanted,
    )


def _codes(forward: Forward, lines: Mapping[int, Line]) -> None:
    LedgerCodeLine.objects.bulk_create(
        (
            LedgerCodeLine(ledger_code=code, line=lines[line.pk], percent=percent)
            for code, line, percent in forward.codes
        ),
        batch_size=1000,
    )


def _openings(
    forward: Forward, streams: Mapping[str, FundingStream], lines: Mapping[int, Line], by: User
) -> tuple[Change, ...]:
    """A draft opening budget for each fund, with what it would bring in and give out."""
    given = _contributions(forward, streams)
    openings = []
    for fund in {pot.fund.pk: pot.fund for pot in forward.pots}.values():
        change = _opening(forward, fund, by)
        ProposedContribution.objects.bulk_create(
            ProposedContribution(change=change, contribution=contribution, amount=amount)
            for contribution, amount in given
            if contribution.fund_id == fund.pk and amount
        )
        rows = [row for pot in forward.pots if pot.fund.pk == fund.pk for row in pot.lines if row.then]
        ProposedBudget.objects.bulk_create(
            (ProposedBudget(change=change, line=lines[row.line.pk], amount=row.then) for row in rows), batch_size=1000
        )
        openings.append(change)
    return tuple(openings)


def _contributions(forward: Forward, streams: Mapping[str, FundingStream]) -> list[tuple[Contribution, Decimal]]:
    """Next year's contributions, indicative, each with what it would stand at; several old streams can add to one."""
    rows = []
    for pots in added_by_target(forward.pots).values():
        ceilings = [pot.ceiling for pot in pots if pot.ceiling is not None]
        contribution = Contribution(
            fund=pots[0].fund,
            year=forward.next_year,
            partner=pots[0].partner,
            stream=streams[pots[0].target.name],
            status=Contribution.Status.INDICATIVE,
            ceiling=total(ceilings) if ceilings else None,
            illustrative=any(pot.illustrative for pot in pots),
        )
        rows.append((contribution, total(pot.then for pot in pots)))
    Contribution.objects.bulk_create(contribution for contribution, _ in rows)
    return rows


def _opening(forward: Forward, fund: Fund, by: User) -> Change:
    before = year_label(forward.year)
    words = "original" if forward.basis == ORIGINAL else "current"
    return Change.objects.create(
        place=forward.place,
        fund=fund,
        year=forward.next_year,
        kind=Change.Kind.OPENING,
        title=f"Opening budget {year_label(forward.next_year)}",
        reason=f"Copied forward from the {words} budget of {before}, with {_uplift_words(forward, fund)}.",
        basis=f"copied from {before}",
        effective_from=1,
        requested_by=by,
    )


def _uplift_words(forward: Forward, fund: Fund) -> str:
    raised = {
        pot.stream.name: f"{pot.uplift.normalize():f}% on {pot.stream}"
        for pot in forward.pots
        if pot.fund.pk == fund.pk and pot.uplift
    }
    return ", ".join(raised.values()) or "no uplift"


def _years(forward: Forward, by: User) -> tuple[Fund, ...]:
    """Next year's periods, all future, of the funds whose periods this person keeps; others' pool managers start theirs."""
    there = set(Period.objects.filter(fund__in=forward.funds, year=forward.next_year).values_list("fund", flat=True))
    access, started = access_of(by), []
    for fund in {pot.fund.pk: pot.fund for pot in forward.pots}.values():
        keeps = access.may(Power.KEEP_PERIODS, heir=fund.host.heir_id, agreement=fund.agreement_id)
        if keeps and fund.pk not in there:
            start_year(fund=fund, year=forward.next_year, by=by)
            started.append(fund)
    return tuple(started)
