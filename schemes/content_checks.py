"""Whether a change could be posted as the books stand: the checks that speak in sentences.

They run when a change is requested, as an early warning, and again under locks when it is posted. Behind them stand the
database's own rules, which refuse the same without naming amounts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Sum

from budgets.holdings import check_drawing
from budgets.models import Change, ContributionEntry, FundingStream, Partner
from s75.errors import BadInput, NotBalanced
from s75.money import ZERO, total
from s75.years import month_label, year_label
from schemes.contents import Contents, Pot, heir_of
from schemes.models import BudgetEntry, Line, PermittedScheme, ProposedBudget

Months = dict[int, Decimal]
LISTED = 3


def check_contents(contents: Contents, *, month: int) -> None:
    """Raise BadInput or NotBalanced, saying what is wrong and what to do, unless it could be posted so that it counts
    from a month."""
    _check_belonging(contents)
    if contents.change.kind == Change.Kind.VIREMENT:
        _check_zero(contents)
    if contents.change.kind == Change.Kind.DRAWDOWN:
        _check_drawdown(contents)
    _check_streams(contents)
    _check_ring_fences(contents)
    _check_ceilings(contents)
    _check_lines(contents, month)
    _check_pots(contents, month)


def _check_belonging(contents: Contents) -> None:
    change = contents.change
    if not contents.budgets and not contents.contributions:
        raise BadInput(f"“{change.title}” holds no amounts yet. Enter what it moves.")
    here = (change.fund_id, change.year)
    lines = [row.line.ref for row in contents.budgets if (row.line.fund_id, row.line.year) != here]
    strays = lines + [
        str(row.contribution)
        for row in contents.contributions
        if (row.contribution.fund_id, row.contribution.year) != here
    ]
    if strays:
        raise BadInput(
            f"{_some(strays)} not of {change.fund} in {year_label(change.year)}. A change stays in one fund's year."
        )


def _some(names: list[str]) -> str:
    shown = ", ".join(names[:LISTED])
    rest = f" and {len(names) - LISTED} more" if len(names) > LISTED else ""
    return f"{shown}{rest} {'is' if len(names) == 1 else 'are'}"


def _check_zero(contents: Contents) -> None:
    """A virement moves budget within a stream and a contributing partner, so each of them must sum to zero."""
    sums: dict[Pot, Decimal] = defaultdict(lambda: ZERO)
    for pot, budget, _ in contents.moves():
        sums[pot] += budget
    for (stream, heir), amount in sums.items():
        if amount != 0:
            raise NotBalanced(
                f"The amounts from {contents.streams[stream]} of {contents.partners[heir]} sum to £{amount:,.2f}; a "
                "virement's must sum to zero."
            )
    if contents.contributions:
        raise BadInput("A virement moves budget between lines. To change what a partner contributes, make a variation.")


def _check_drawdown(contents: Contents) -> None:
    reserve, back = contents.change.reserve, contents.change.reverses_id is not None
    assert reserve is not None  # by the constraint change_drawdown_names_its_reserve
    pot = (reserve.stream_id, heir_of(reserve.partner))
    if any(found != pot for found, _, contribution in contents.moves() if contribution):
        raise BadInput(
            f"{reserve} gives money of {reserve.partner} from {reserve.stream} only. Take the other amounts out."
        )
    if contents.contributed == 0 or (contents.contributed < 0) is not back:
        raise BadInput(f"Enter what is drawn from {reserve} on the side of money in, above zero.")
    check_drawing(reserve=reserve, project=contents.change.project, amount=contents.contributed, change=contents.change)


def _check_streams(contents: Contents) -> None:
    year = contents.change.year
    for stream in contents.streams.values():
        first, last = stream.first_year or year, stream.last_year or year
        if not first <= year <= last:
            after = f" {stream.successor} took its place." if stream.successor and year > last else ""
            raise BadInput(f"{stream} does not exist in {year_label(year)}.{after} Choose a stream of that year.")


def _check_ring_fences(contents: Contents) -> None:
    fenced = [
        row.line
        for row in contents.budgets
        if row.amount > 0 and row.line.stream.ring_fenced and row.line.stream.outside == FundingStream.Outside.REFUSE
    ]
    if not fenced:
        return
    permitted = PermittedScheme.objects.filter(stream__in={line.stream_id for line in fenced})
    allowed = set(permitted.values_list("stream", "scheme"))
    for line in fenced:
        if (line.stream_id, line.scheme_id) not in allowed:
            raise NotBalanced(
                f"{line.stream} is ring-fenced, and the scheme of {line.ref} is not among those on which it may be spent."
            )


def _check_ceilings(contents: Contents) -> None:
    """A claim stands at the agreed claim, never above its ceiling."""
    for row in contents.contributions:
        contribution, stream = row.contribution, row.contribution.stream
        if contribution.ceiling is None:
            if stream.kind == FundingStream.Kind.CLAIM and row.amount > 0:
                raise BadInput(f"{stream} is claimed up to a ceiling. Enter the ceiling that was agreed.")
            continue
        stands = contribution.entries.aggregate(amount=Sum("amount"))["amount"] or ZERO
        if row.amount > 0 and stands + row.amount > contribution.ceiling:
            raise NotBalanced(
                f"{stream} would stand at £{stands + row.amount:,.2f}, above its ceiling of £{contribution.ceiling:,.2f}."
            )


def _check_lines(contents: Contents, month: int) -> None:
    """No line goes below zero in any month, and no line of income above it."""
    taking = {row.line_id: row for row in contents.budgets if (row.amount > 0) is row.line.income and row.amount}
    standing = _months_of(BudgetEntry.objects.filter(line__in=taking), "line")
    for key, row in taking.items():
        sign = -1 if row.line.income else 1
        has = sign * _lowest(standing.get((key,), {}), month, sign)
        if sign * (has + row.amount) < 0:
            raise NotBalanced(_overdrawn(contents.change, row.line, has, row.amount))


def _months_of(rows: object, *names: str) -> dict[tuple[int, ...], Months]:
    """Sums of entries by what is named and by the month from which they count."""
    found: dict[tuple[int, ...], Months] = defaultdict(dict)
    grouped = rows.order_by().values_list(*names, "counts_from").annotate(sum=Sum("amount"))  # type: ignore[attr-defined]
    for *key, since, amount in grouped:
        found[tuple(key)][since] = amount
    return found


def _lowest(months: Months, month: int, sign: int) -> Decimal:
    """The least that stands in any month from one on, each running total taken with a sign."""
    ends = {month, *(since for since in months if since > month)}
    return min(sign * total(amount for since, amount in months.items() if since <= end) for end in ends)


def _overdrawn(change: Change, line: Line, has: Decimal, amount: Decimal) -> str:
    """What the line has, what is taken, and what else is pending."""
    if line.income:
        return f"{line.ref} is a line of income at £{has:,.2f}; £{amount:,.2f} would raise it above zero."
    taken, missing = -amount, -amount - has
    sentence = (
        f"{line.ref} has a budget of £{has:,.2f}, and £{taken:,.2f} would be taken from it: £{missing:,.2f} too much."
    )
    waiting = Change.State.REQUESTED, Change.State.APPROVED
    others = ProposedBudget.objects.filter(line=line, amount__lt=0, change__state__in=waiting).exclude(change=change)
    waits = total(others.values_list("amount", flat=True))
    if waits:
        sentence += f" Other changes that wait to be decided or posted would take £{-waits:,.2f} more."
    return f"{sentence} Take less from it."


def _check_pots(contents: Contents, month: int) -> None:
    """Per stream and contributing partner, budgets never exceed contributions, in any month from which this counts."""
    change = contents.change
    names = (
        ("line__stream", "line__contributing_partner__heir"),
        ("contribution__stream", "contribution__partner__heir"),
    )
    of_year = {"fund": change.fund_id, "year": change.year}
    budgets = _months_of(BudgetEntry.objects.filter(**of_year), *names[0])
    given = _months_of(ContributionEntry.objects.filter(**of_year), *names[1])
    moved: dict[Pot, list[Decimal]] = defaultdict(lambda: [ZERO, ZERO])
    for pot, budget, contribution in contents.moves():
        moved[pot][0] += budget
        moved[pot][1] += contribution
    for pot, (budget, contribution) in moved.items():
        spent, paid = budgets.get(pot, {}), given.get(pot, {})
        for end in sorted({month, *(since for since in (*spent, *paid) if since > month)}):
            spends, holds = budget + _to_date(spent.items(), end), contribution + _to_date(paid.items(), end)
            if spends > holds:
                raise NotBalanced(too_much(contents.streams[pot[0]], contents.partners[pot[1]], end, spends, holds))


def _to_date(months: Iterable[tuple[int, Decimal]], end: int) -> Decimal:
    return total(amount for since, amount in months if since <= end)


def too_much(stream: FundingStream, partner: Partner, month: int, budget: Decimal, contribution: Decimal) -> str:
    """The sentence of a pot whose budgets exceed what is contributed."""
    return (
        f"As at {month_label(month)}, budgets of £{budget:,.2f} from {stream} of {partner} would exceed its contributions "
        f"of £{contribution:,.2f}. Raise the contribution in the same change, or lower the budgets."
    )
