"""Reads a paper for those who write it: its facts as they stand now, its texts, and what its funds still wait for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from budgets.models import Agreement, Fund, Period
from budgets.scope import Scope
from reports.catalogue import PAPERS, Wanted
from reports.facts.position import PositionFacts
from reports.house_style.offered import layout_of
from reports.models import Paper, PublishedPaper
from reports.papers.board.narratives import unexplained
from reports.papers.board.reading import read
from reports.publishing.drawing import Whole
from reports.rounds.checks import ledgers_wait, line_states, unmet_checks
from reports.writing.checks import Finding, Standing, findings
from reports.writing.said import Said
from s75.errors import Unknown
from s75.years import month_label, year_label

SIGNED = (Agreement.Status.SIGNED, Agreement.Status.VARIED, Agreement.Status.ENDED)


@dataclass(frozen=True)
class Read:
    """A paper with its funds and their periods of its year, and everything that it is drawn from."""

    paper: Paper
    funds: Sequence[Fund]
    periods: Sequence[Period]
    whole: Whole

    @property
    def locked(self) -> bool:
        """Whether the paper's period is locked in every fund."""
        states = [period.state for period in self.periods if period.month == self.paper.month]
        return len(states) == len(self.funds) and all(state == Period.State.LOCKED for state in states)


def funds_of(paper: Paper) -> list[Fund]:
    rows = Fund.objects.filter(pk__in=paper.of_funds.values("fund")).select_related("place", "agreement", "host")
    return list(rows.order_by("position", "code"))


def texts_of(paper: Paper) -> dict[str, Said]:
    return {one.slot: Said(one.text, one.exempt, one.public_text) for one in paper.texts.all()}


def read_paper(paper: Paper) -> Read:
    """The paper with its facts as they are now."""
    if paper.kind not in PAPERS:
        raise Unknown(f"There is no kind of paper “{paper.kind}” any more.")
    funds = funds_of(paper)
    periods = list(Period.objects.filter(fund__in=funds, year=paper.year))
    layout = layout_of(paper.place, paper.layout, retired=True)
    wanted = Wanted(paper.place, funds, paper.year, paper.month, periods, layout, about=paper.about)
    facts = PAPERS[paper.kind].load(wanted)
    return Read(paper, funds, periods, Whole(paper.kind, facts, layout, texts_of(paper), paper.title))


def check_paper(read_: Read) -> list[Finding]:
    """What stands against publishing the paper now."""
    whole = read_.whole
    return findings(whole.texts, whole.slots, whole.names, whole.bare, _standing(read_))


def _standing(read_: Read) -> Standing:
    facts = read_.whole.facts
    unsigned = {
        fund.agreement.title: None for fund in read_.funds if fund.agreement.status not in SIGNED
    }  # a mapping keeps the order
    return Standing(
        waits=_waits(read_),
        unsigned=tuple(unsigned),
        unexplained=unexplained(read(facts, read_.whole.layout)) if isinstance(facts, PositionFacts) else 0,
        locked=read_.locked,
        period=f"{month_label(read_.paper.month)} {year_label(read_.paper.year)}",
    )


def _waits(read_: Read) -> list[str]:
    """Late lines and ledgers, suspense, and what was waived when the period was locked, fund by fund."""
    paper, found = read_.paper, []
    states = line_states(place=paper.place, funds=read_.funds, year=paper.year, month=paper.month)
    ledgers = ledgers_wait(read_.funds, paper.year, states)
    now = {period.fund_id: period for period in read_.periods if period.month == paper.month}
    for fund in read_.funds:
        period = now.get(fund.pk)
        if period is not None and period.state == Period.State.OPEN:
            unmet = unmet_checks(fund, paper.year, paper.month, states, ledgers=ledgers)
            found += [f"{fund}: {sentence}" for sentence in unmet if not sentence.startswith("Not explained")]
        else:
            found += [f"{fund}: {sentence}" for sentence in ledgers.get(fund.pk, ())]
        if period is not None and period.waived:
            found.append(f"{fund} was locked although checks were not met: {period.waived}")
    return found


def visible_papers(scope: Scope) -> list[Paper]:
    """The papers of the place whose every fund the reader sees, the newest first."""
    unseen = Fund.objects.filter(place=scope.place).exclude(pk__in=[fund.pk for fund in scope.funds])
    rows = Paper.objects.filter(place=scope.place).exclude(of_funds__fund__in=unseen)
    return list(rows.select_related("created_by", "corrects").order_by("-pk"))


def visible_published(scope: Scope) -> list[PublishedPaper]:
    """Every version of the published papers of the place that the reader sees, the newest first."""
    unseen = Fund.objects.filter(place=scope.place).exclude(pk__in=[fund.pk for fund in scope.funds])
    rows = PublishedPaper.objects.filter(place=scope.place).exclude(paper__of_funds__fund__in=unseen)
    return list(rows.select_related("published_by", "superseded_by", "redaction", "paper").order_by("-pk"))
