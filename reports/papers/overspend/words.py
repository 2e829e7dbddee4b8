"""The words that a notice of an overspend begins with, made of the fund's figures, for its sender to go on from."""

from __future__ import annotations

from reports.figures.bearing import Bearing
from reports.figures.breaches import Breach
from reports.papers.board.reading import Reading
from s75.money import percent_of, round_percent
from s75.years import month_label


def proposed_text(reading: Reading, breach: Breach, bearing: Bearing) -> str:
    """What is projected, who would bear it, and by when a plan is asked for."""
    fund = reading.facts.funds[0]
    whole = reading.total
    share = round_percent(percent_of(whole.variance, whole.budget))
    said = [
        f"As at {reading.period}, {fund.name} is projected to spend £{whole.outturn:,.2f} against a budget of "
        f"£{whole.budget:,.2f}: an overspend of £{breach.amount:,.2f}"
        + (f" ({share}% of the budget)." if share is not None else "."),
    ]
    if breach.month != reading.facts.period:
        said.append(f"Forecasts have projected an overspend since {month_label(breach.month)}.")
    borne = [f"{reading.partner(code)} £{part.total:,.2f}" for code, part in bearing.partners.items() if part.total > 0]
    if borne:
        said.append(f"By the fund’s rules it would be borne by {', '.join(borne)}.")
    if bearing.by_agreement > 0:
        said.append(f"How £{bearing.by_agreement:,.2f} of it is borne is still to be agreed.")
    said.append(f"A remedial action plan is asked for by {breach.plan_due:%-d %B %Y}.")
    return "\n\n".join(said)
