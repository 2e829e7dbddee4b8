"""Answering a query and sending the forecast back for review, in one step: submitting is judged by the figures."""

from __future__ import annotations

from reports.actions import submit_forecasts
from s75.history import recorded
from s75.models import User
from schemes.actions.remarks import answer
from schemes.models import Line, Remark


def answer_and_submit(*, line: Line, text: str, by: User) -> Remark:
    """Answer the query on a line and submit its forecast again as it stands, both or neither.

    Raises what `answer` and `submit_forecasts` raise.
    """
    with recorded(by=by, reason=f"Answer about {line.ref}"):
        said = answer(line=line, text=text, by=by)
        submit_forecasts(place=line.place, year=line.year, round=said.round, refs=[line.ref], by=by)
        return said
