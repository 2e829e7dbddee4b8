"""Turns a Better Care Fund plan, with what was chosen beside it, into rows to be set up: lines, streams, contributions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from s75.errors import Problem
from s75.money import HUNDRED, ZERO, to_pence, total
from schemes.plans.better_care_money import contributions_of, moved, raised
from schemes.plans.choices import LARGER, NOBODY, PROVIDER, SPLIT, Choices, body_code, council_of, nhs_of
from schemes.plans.there import There
from schemes.sources.bcf_plan import BetterCarePlan, Lists, Spend
from schemes.sources.bcf_plan_words import (
    ADDITIONAL_LA,
    ADDITIONAL_NHS,
    DFG,
    JOINT,
    LA,
    MINIMUM_NHS,
    NHS,
    plain,
    side_of,
    source_of,
)
from schemes.sources.set_up_parts import LineRow, SetUp, StreamRow

CONTRIBUTIONS = {MINIMUM_NHS, ADDITIONAL_NHS, ADDITIONAL_LA}  # the other sources are grants


def set_up_of(
    plan: BetterCarePlan, there: There, choices: Choices, lists: Lists
) -> tuple[SetUp, list[Problem], dict[str, str]]:
    """The rows of a plan, what was not chosen yet as problems, and the national name of streams that lack theirs."""
    problems = _unchosen(choices)
    if problems:
        return SetUp(year=plan.year), problems, {}
    names, streams, named = _streams(choices, there, lists, plan.year)
    shares = {source: _shares(source, plan, there) for source, payer in choices.payers.items() if payer == SPLIT}
    problems = [_unmatched(source) for source, found in shares.items() if not found]
    if problems:
        return SetUp(year=plan.year), problems, {}
    lines = _lines(plan, there, choices, names, shares)
    given = moved(contributions_of(plan, there, choices, names), lines, plan, choices)
    if choices.raise_contributions:
        given = raised(given, lines)
    return SetUp(year=plan.year, streams=streams, contributions=given, lines=lines), [], named


def _unchosen(choices: Choices) -> list[Problem]:
    found = [(f"Fund of {source}", "a fund: choose one below") for source, code in choices.funds.items() if not code]
    found += [
        (f"Whose money is {source}", "a partner: choose below") for source, code in choices.payers.items() if not code
    ]
    found += [
        (f"Who spends for {who}", "a partner: choose below") for who, code in choices.spenders.items() if not code
    ]
    return [Problem("", None, column, "", f"{column}: {wanted}") for column, wanted in found]


def _unmatched(source: str) -> Problem:
    wanted = f"{source}: no body of the income sheet is a partner here by name; choose whose money it is below"
    return Problem("", None, source, "", wanted)


def _streams(
    choices: Choices, there: There, lists: Lists, year: int
) -> tuple[dict[str, str], tuple[StreamRow, ...], dict[str, str]]:
    """By source the name of its stream; the streams that must be made; and those there that lack their national name."""
    names: dict[str, str] = {}
    new: list[StreamRow] = []
    named: dict[str, str] = {}
    for source in choices.funds:
        found = _stream_there(source, there, year)
        if found is not None:
            names[source] = found
            stream = there.stream(found)
            if stream is not None and not stream.national and source in lists.source:
                named[found] = source
            continue
        names[source] = source
        new.append(
            StreamRow(
                row=0,
                name=source,
                kind="contribution" if source in CONTRIBUTIONS else "grant",
                better_care=True,
                capital=source == DFG,
                national=source if source in lists.source else "",
            )
        )
    return names, tuple(new), named


def _stream_there(source: str, there: There, year: int) -> str | None:
    """The stream that a source is already: by its national name, by its own, or by what its name means."""
    valid = [s for s in there.streams if (s.first_year or 0) <= year <= (s.last_year or 9999)]
    for fits in (
        [s.name for s in valid if s.national == source],
        [s.name for s in valid if plain(s.name) == plain(source)],
        [s.name for s in valid if not s.national and s.better_care and source_of(s.name) == source],
    ):
        if fits:
            return fits[0]
    return None


def _shares(source: str, plan: BetterCarePlan, there: There) -> dict[str, Decimal]:
    """What each partner gives of a source by the income sheet, in £."""
    found: dict[str, Decimal] = {}
    for row in plan.income.rows if plan.income else ():
        if row.source == source and (code := body_code(row.body, there)):
            found[code] = found.get(code, ZERO) + row.amount
    return found


def _lines(
    plan: BetterCarePlan,
    there: There,
    choices: Choices,
    names: Mapping[str, str],
    shares: Mapping[str, Mapping[str, Decimal]],
) -> tuple[LineRow, ...]:
    used: Counter[str] = Counter()
    split = {source: _Splitter(found) for source, found in shares.items()}
    lines: list[LineRow] = []
    for row in plan.rows:
        payer, fund = choices.payers[row.source], choices.row_funds.get(str(row.row)) or choices.funds[row.source]
        parts = split[row.source].parts(row.amount) if payer == SPLIT else {payer: row.amount}
        spender = choices.row_spenders.get(str(row.row)) or _spender(row, there, choices)
        given = [(code, amount) for code, amount in parts.items() if amount]
        for place, (code, amount) in enumerate(given):
            used[row.ref] += 1
            ref = row.ref if used[row.ref] == 1 else f"{row.ref}-{used[row.ref]}"
            made = _line(row, ref, fund, names[row.source], code, spender, amount)
            made = replace(made, spender=spender or _nhs_body(code, there), lead=_lead(row, code, there))
            lines.append(made if place == 0 else replace(made, outputs=None))
    return tuple(lines)


def _nhs_body(payer: str, there: There) -> str:
    """Of several NHS bodies, the one whose money it is; else the first."""
    bodies = nhs_of(there)
    return payer if payer in bodies else bodies[0]


def _lead(row: Spend, payer: str, there: There) -> str:
    """Who commissions a scheme: the council or the NHS body as the row says, else whose money it is."""
    if row.commissioner == LA:
        return council_of(there)
    return _nhs_body(payer, there) if row.commissioner == NHS and nhs_of(there) else payer


def _line(row: Spend, ref: str, fund: str, stream: str, payer: str, spender: str, amount: Decimal) -> LineRow:
    return LineRow(
        row=row.row,
        scheme=row.ref,
        name=row.name,
        ref=ref,
        fund=fund,
        stream=stream,
        payer=payer,
        spender=spender,
        amount=amount,
        description=row.description,
        scheme_type=row.scheme_type,
        sub_type=row.sub_type,
        area_of_spend=row.area_of_spend,
        provider_type=row.provider,
        commissioner=row.commissioner,
        nhs_percent=row.nhs_percent,
        outputs=row.outputs,
        unit=row.unit,
    )


class _Splitter:
    """Splits amounts between partners so that the running totals of each stay in proportion, to the penny."""

    def __init__(self, shares: Mapping[str, Decimal]) -> None:
        self.shares = shares
        self.whole = total(shares.values())
        self.seen = ZERO
        self.given = dict.fromkeys(shares, ZERO)

    def parts(self, amount: Decimal) -> dict[str, Decimal]:
        self.seen += amount
        codes = list(self.shares)
        parts = {code: to_pence(self.seen * self.shares[code] / self.whole) - self.given[code] for code in codes[:-1]}
        parts[codes[-1]] = amount - total(parts.values())
        for code, part in parts.items():
            self.given[code] += part
        return parts


def _spender(row: Spend, there: There, choices: Choices) -> str:
    """In whose ledger a row is spent, as chosen for its commissioner; empty for one of several NHS bodies."""
    choice = choices.spenders[row.commissioner or NOBODY]
    if choice == LARGER and row.commissioner == JOINT and row.nhs_percent not in (None, HUNDRED / 2):
        return _of_side(NHS if (row.nhs_percent or ZERO) > HUNDRED / 2 else LA, there)
    if choice in (LARGER, PROVIDER):
        return _of_side(_provider_side(row), there)
    return choice


def _provider_side(row: Spend) -> str:
    words = plain(row.provider).split()
    if "nhs" in words:
        return NHS
    return LA if "local" in words else side_of(row.source)


def _of_side(side: str, there: There) -> str:
    if side == LA:
        return council_of(there)
    bodies = nhs_of(there)
    return bodies[0] if len(bodies) == 1 else "" if bodies else council_of(there)
