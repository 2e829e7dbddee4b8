"""Papers of the small world on their way, for tests: drafted by the clerk, signed by the director, published."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction

from reports.making import FORMS
from reports.models import Paper, PublishedPaper
from reports.publishing.actions.drafting import TextInput, begin_paper, save_texts
from reports.publishing.actions.publishing import keep_edition, make_edition, publish_paper
from reports.publishing.actions.signing import ask_for_signatures, sign_paper
from reports.publishing.files import Made
from reports.publishing.kept import facts_digest
from reports.publishing.reading import read_paper
from tests.universe import YEAR, Universe

WHY = "The board meets before the ledgers close"
PURPOSE = "The forecast outturn is {{ forecast_outturn }}."


def draft(world: Universe, layout: str = "plain", kind: str = "board", **more: Any) -> Paper:
    return begin_paper(
        place=world.place, funds=[world.pool], kind=kind, year=YEAR, month=1, layout=layout, by=world.clerk, **more
    )


def write(world: Universe, paper: Paper, slot: str = "purpose", text: str = PURPOSE, **more: Any) -> Paper:
    stands = paper.texts.filter(slot=slot).first()
    written = TextInput(slot, text, stands.version if stands else 0, **more)
    return save_texts(paper=paper, texts=[written], by=world.clerk)


def sign(world: Universe, paper: Paper) -> Paper:
    """Send the paper and have the director sign it."""
    sent = ask_for_signatures(paper=paper, by=world.clerk, reason=WHY)
    facts = facts_digest(read_paper(sent).whole.facts)
    sign_paper(paper=sent, revision=sent.revision, facts_sha256=facts, by=world.director)
    return Paper.objects.get(pk=sent.pk)


def publish(world: Universe, **more: Any) -> PublishedPaper:
    paper = sign(world, write(world, draft(world, **more)))
    return publish_paper(paper=paper, by=world.clerk)


def put_out(world: Universe) -> PublishedPaper:
    """A published paper with its JSON file alone: the others take a second to make."""
    paper = sign(world, write(world, draft(world)))
    edition = make_edition(read_paper(paper))
    file = Made("json", "public", FORMS["json"](edition.document("public")))
    return keep_edition(paper, edition, [file], by=world.clerk)


def run(statement: str) -> None:
    """One statement of SQL, taken back when it is refused."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
