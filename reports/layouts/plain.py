"""The plain house style, for a place that has none of its own: pounds and pence, an overspend is positive."""

from __future__ import annotations

from reports.layouts import Layout

PLAIN = Layout(
    slug="plain",
    title="Section 75 pooled budgets: {scope} at {period}",
    headings=(
        ("summary", "Where we stand"),
        ("funds", "Position by fund"),
        ("schemes", "Position by scheme"),
        ("streams", "Position by funding stream"),
        ("partners", "Position by partner"),
        ("months", "Forecast against budget by month"),
        ("bridge", "What moved"),
        ("variances", "Variances explained"),
        ("comparisons", "Prior-year and published comparisons"),
        ("changes", "Changes approved since the period"),
        ("contributions", "Contributions against budgets"),
        ("sources", "Sources and notes"),
        ("risk", "Who bears it"),
        ("register", "Appendix: register of changes"),
    ),
    unit_note="£ and pence.",
    sign_note="A positive variance is an overspend.",
)
