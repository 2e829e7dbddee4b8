"""What is said about a line in the demonstration's open round: illustrative, as no paper gives any of it."""

from __future__ import annotations

from reports.demonstration.case import YEAR, Case
from schemes.actions.remarks import comment
from schemes.models import Line

REMARKS = (  # line, whose, role, words
    ("MH-01-N", "ICB", "commissioner", "How much of this is more placements, and how much dearer ones?"),
    ("MH-01-N", "WCC", "finance_officer", "Mostly dearer ones. The split by type of placement follows in P09."),
)


def say_something(case: Case) -> None:
    """A question and what came back, as comments: nothing is queried, so the round stays as it was submitted."""
    lines = Line.objects.select_related("place", "fund__agreement", "spending_partner").filter(year=YEAR)
    for ref, code, role, text in REMARKS:
        line = lines.get(place=case.place, ref=ref)
        comment(line=line, text=text, by=case.people[code, role], illustrative=True)
