"""The demonstration's papers, written for it: one published of the last locked period, one begun of the open one."""

from __future__ import annotations

from reports.demonstration.case import YEAR, Case
from reports.models import Paper
from reports.publishing.actions.drafting import TextInput, begin_paper, save_texts
from reports.publishing.actions.publishing import publish_paper
from reports.publishing.actions.signing import ask_for_signatures, sign_paper
from reports.publishing.kept import facts_digest
from reports.publishing.reading import read_paper

LOCKED, OPEN = 7, 8
PUBLISHED = {
    "purpose": "This paper tells the partners who would bear an overspend or keep an underspend of the pooled budgets. It "
    "was written for the demonstration.",
    "recommendations": "- To note who bears the variances.",
}
BEGUN = {
    "background": "The Board last heard of the pooled budgets in the autumn. This draft was begun for the demonstration: "
    "the forecast outturn now stands at {{ forecast_outturn }}, against a current budget of {{ budget }}.",
}


def write_papers(case: Case) -> None:
    """Signed by the council's finance director, who did not write it, and published by the clerk."""
    clerk, director = case.people["WCC", "board_clerk"], case.people["WCC", "finance_director"]
    paper = _begin(case, "risk", LOCKED, "plain", PUBLISHED)
    sent = ask_for_signatures(paper=paper, reason="Written for the demonstration", by=clerk)
    facts = facts_digest(read_paper(sent).whole.facts)
    sign_paper(paper=sent, revision=sent.revision, facts_sha256=facts, by=director)
    publish_paper(paper=sent, by=clerk)
    _begin(case, "board", OPEN, "worcestershire", BEGUN)


def _begin(case: Case, kind: str, month: int, layout: str, texts: dict[str, str]) -> Paper:
    clerk = case.people["WCC", "board_clerk"]
    funds = sorted(case.funds.values(), key=lambda fund: (fund.position, fund.code))
    paper = begin_paper(place=case.place, funds=funds, kind=kind, year=YEAR, month=month, layout=layout, by=clerk)
    written = [TextInput(slot, text, 0) for slot, text in texts.items()]
    return save_texts(paper=paper, texts=written, by=clerk)
