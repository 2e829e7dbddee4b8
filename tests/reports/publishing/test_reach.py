"""How far a redaction reaches: every free text, every history, the reasons of changes and the files that were kept."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection
from django.test import Client

from reports.books import breaks
from reports.house_style.actions.layouts import add_layout
from reports.house_style.actions.templates import add_template
from reports.house_style.offered import layout_of
from reports.models import Paper, PlaceLayout, RedactedPlace, Redaction
from reports.publishing.actions.redacting import look_for, redact
from reports.publishing.redaction.kept_files import holds
from reports.publishing.redaction.reach import texts
from reports.publishing.redaction.words import python_pattern
from s75.errors import BadInput, NotPermitted, WrongState
from s75.history import recorded
from schemes.actions.actuals import import_actuals
from schemes.actions.journals import JournalRow, post_journal
from schemes.models import ImportedFile, ImportRow, Journal
from tests.reports.house_style.made import content
from tests.reports.publishing.made import draft, run
from tests.reports.publishing.test_redacting import everything
from tests.reports.render.templates import template
from tests.reserves import Held
from tests.universe import YEAR, Universe

NAME = "Jane Roe"
LEDGER = (
    b"Ledger of period P01 of financial year 2024/25 by Ann Other\r\nCost centre,Description,Actual to date\r\n"
    b"C100,Stay of Jane Roe,100\r\n"
)


def _wall_of(table: str) -> str:
    """The wall around a table, with the text of the function behind it; empty where there is none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_triggerdef(t.oid) || p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
            "WHERE t.tgrelid = %s::regclass AND t.tgname = 's75_append_only_rows'",
            [table],
        )
        found = cursor.fetchone()
    return found[0] if found else ""


def test_every_wall_has_a_door_for_every_free_text(db: None) -> None:
    """A new table with free text is made append-only by `append_only` and then `redactable` of s75/rules.py; what is no
    free text is named in reach.py."""
    shut = [
        f"{one.table}.{column}"
        for one in texts()
        for column in one.columns
        if (wall := _wall_of(one.table)) and f"'{column}'" not in wall
    ]
    unwalled = [one.table for one in texts() if one.history and not _wall_of(one.table)]

    assert (shut, unwalled) == ([], [])


def _populated(world: Universe) -> None:
    held = Held(world)
    held.draw(50, held.roof)
    import_actuals(
        place=world.place,
        partner_code="TC",
        year=YEAR,
        month=1,
        filename="ledger.csv",
        content=LEDGER,
        by=world.officer,
    )
    post_journal(
        fund=world.pool, partner=world.council, year=YEAR, text="An accrual", key=uuid4(), by=world.officer,
        rows=[JournalRow(world.lines["HOME"], 1, Decimal(10))],
    )  # fmt: skip
    world.forecast("HOME", 100, explanation="Why")


def _plant(world: Universe, name: str) -> int:
    """Put a name into every free text of the place that says something, as if it had always stood there; how often."""
    planted = 0
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for one in texts():
            for column in one.columns:
                change = f'UPDATE "{one.table}" SET "{column}" = %(said)s WHERE "{column}" <> \'\' AND {one.of_place}'
                cursor.execute(change, {"said": f"About {name}", "place": world.place.pk})
                planted += cursor.rowcount
        cursor.execute("SET LOCAL session_replication_role = origin")
    return planted


def test_words_go_from_every_column_that_is_reached(world: Universe) -> None:
    _populated(world)
    with recorded(by=world.officer, reason=f"Because of {NAME}"):
        world.forecast("BEDS-C", 100)
    before = everything().count("about [redacted]")
    planted = _plant(world, NAME)

    found = look_for(place=world.place, words=NAME, by=world.operator)
    made = redact(place=world.place, words=NAME, reason="A patient was named", by=world.operator, seen=found.mark)

    assert len(found.stands) >= planted
    assert "jane roe" not in everything()
    assert everything().count("about [redacted]") >= before + planted
    assert made.places.count() == len(found.stands) + len(found.files) + 1  # the reasons of changes are one place
    assert Journal.objects.get(fund=world.pool).text == "About [redacted]"
    assert ImportRow.objects.get(actuals_import__place=world.place).description == "About [redacted]"
    assert [said for _, said in breaks()] == []


def test_a_kept_file_is_withdrawn_and_what_it_posted_stands(world: Universe, client: Client) -> None:
    _populated(world)
    file = ImportedFile.objects.get(actuals_import__place=world.place)
    digest = file.actuals_import.sha256

    made = redact(place=world.place, words=NAME, reason="A patient was named", by=world.operator)

    file.refresh_from_db()
    assert (bytes(file.content), file.actuals_import.sha256) == (b"", digest)
    assert RedactedPlace.objects.filter(
        redaction=made, table="schemes_importedfile", row=file.pk, column="content"
    ).exists()
    assert ImportRow.objects.get(actuals_import__place=world.place).description == "Stay of [redacted]"
    client.force_login(world.auditor)
    page = f"/places/testshire/actuals/{file.actuals_import_id}/"
    assert "The file was withdrawn" in client.get(page).content.decode()
    assert client.get(f"{page}file/").status_code == 410
    assert [said for _, said in breaks()] == []


def test_a_file_that_is_not_chosen_stays(world: Universe) -> None:
    _populated(world)

    redact(place=world.place, words=NAME, reason="A patient was named", by=world.operator, withdraw=[])

    assert bytes(ImportedFile.objects.get(actuals_import__place=world.place).content) == LEDGER


def test_words_that_stand_in_files_only_ask_for_one_to_withdraw(world: Universe) -> None:
    _populated(world)

    with pytest.raises(BadInput, match="Nothing was chosen"):
        redact(place=world.place, words="Ann Other", reason="why", by=world.operator, withdraw=[])

    assert not Redaction.objects.filter(place=world.place).exists()


def test_what_was_added_since_somebody_looked_is_looked_through_first(world: Universe) -> None:
    world.forecast("HOME", 100, explanation=f"For {NAME}")
    seen = look_for(place=world.place, words=NAME, by=world.operator).mark
    world.forecast("BEDS-C", 100, explanation=f"And for {NAME}")

    with pytest.raises(WrongState, match="Look through"):
        redact(place=world.place, words=NAME, reason="why", by=world.operator, seen=seen)


def test_only_who_may_redact_may_look(world: Universe) -> None:
    for person in (world.clerk, world.manager, world.director, world.auditor, world.outsider):
        with pytest.raises(NotPermitted):
            look_for(place=world.place, words=NAME, by=person)


SHUT_STILL = (
    "UPDATE schemes_journal SET text = 'Another'",
    "UPDATE schemes_actual SET amount = amount + 1",
    "UPDATE schemes_actual SET journal = '[redacted]', amount = amount + 1",
    "UPDATE schemes_importrow SET amount = amount + 1",
    "UPDATE schemes_importedfile SET content = 'x'",
    "UPDATE schemes_importedfile SET content = '', actuals_import_id = actuals_import_id + 1",
    "DELETE FROM schemes_importedfile",
    "UPDATE budgets_change SET reason = 'Another' WHERE state = 'posted'",
    "UPDATE budgets_change SET effective_from = 2 WHERE state = 'posted'",
    "UPDATE budgets_reserveentry SET amount = amount + 1",
    "UPDATE budgets_reservecommitment SET amount = amount + 1",
    "UPDATE schemes_schemeevent SET ref = 'X'",
)


def test_the_doors_let_words_out_and_nothing_else(world: Universe) -> None:
    _populated(world)
    for opened in (False, True):
        if opened:
            Redaction.objects.create(place=world.place, reason="why", made_by=world.operator)
        for statement in SHUT_STILL:
            with pytest.raises(IntegrityError):
                run(statement)
    run("UPDATE schemes_importedfile SET content = ''")


def test_without_a_redaction_no_file_is_emptied(world: Universe) -> None:
    _populated(world)

    with pytest.raises(IntegrityError):
        run("UPDATE schemes_importedfile SET content = ''")


def _workbook(*parts: tuple[str, str]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts:
            archive.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "held"),
    [
        (_workbook(("xl/sharedStrings.xml", "<sst><si><t>x</t></si><si><t>jane  ROE</t></si></sst>")), True),
        (_workbook(("xl/sharedStrings.xml", "<si><r><t>Jane </t></r><r><t>Roe</t></r></si>")), True),
        (_workbook(("docProps/core.xml", "<c:creator>Jane Roe</c:creator>")), True),
        (_workbook(("xl/sharedStrings.xml", "<si><t>Jane Roebuck</t></si>")), False),
        ("a;Jane Roe;1".encode("utf-16"), True),
        (b"a,b\r\nJane Roe,1", True),
        (b"\xd0\xcf\x11\xe0 nothing", False),
    ],
)
def test_words_are_found_in_files_of_every_kind(content: bytes, held: bool) -> None:
    assert holds(content, python_pattern(NAME)) is held


def test_a_layout_of_the_place_gets_a_new_version_and_a_template_is_named(world: Universe) -> None:
    heading = {"parts": [{"key": "why", "heading": f"Why {NAME} came", "guidance": "why"}], "name": f"Of {NAME}"}
    layout = add_layout(place=world.place, content=content(**heading), by=world.clerk)
    letter = template(f"{{{{ title }}}} for {NAME}", "The seal of Testshire")
    add_template(place=world.place, name="Letter", filename="letter.docx", content=letter, by=world.clerk)
    paper = draft(world, layout=layout.slug)
    with pytest.raises(BadInput, match="replaced by hand"):
        redact(place=world.place, words="seal of", reason="why", by=world.operator)

    found = look_for(place=world.place, words=NAME, by=world.operator)
    redact(place=world.place, words=NAME, reason="A patient was named", by=world.operator, seen=found.mark)

    again = PlaceLayout.objects.get(pk=layout.pk)
    assert (again.version, again.name) == (2, "Of [redacted]")
    assert layout_of(world.place, layout.slug).parts[0].heading == "Why [redacted] came"
    assert Paper.objects.get(pk=paper.pk).revision == paper.revision + 1
    assert [one.name for one in found.by_hand] == ["The Word template “Letter”", "Earlier versions of layouts"]
    left = look_for(place=world.place, words=NAME, by=world.operator)
    assert not left.reached
    assert {one.key for one in left.by_hand} >= {"past"}
    assert [said for _, said in breaks()] == []
