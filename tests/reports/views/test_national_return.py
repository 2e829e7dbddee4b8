"""The pages of the national return: what stands against it, its columns, its answers, and filling an uploaded template."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from budgets.models import Fund, Period, Place
from reports.figures.national_return import scheme_rows
from reports.loading.national_return import load_return
from s75.models import User
from schemes.models import ReturnAnswer
from tests.reports.render.return_templates import Template

pytestmark = pytest.mark.django_db
PAGE = "/places/worcestershire/national-return/quarter/"
AT = "?year=2022-23&period=6"


def signed_in(who: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(email=f"{who}@demonstration.example"))
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def template_of(place: Place) -> Template:
    """A template with the place's schemes in it, of 2022-23."""
    funds = list(Fund.objects.filter(place=place).select_related("host"))
    periods = list(Period.objects.filter(fund__in=funds))
    facts = load_return(place=place, funds=funds, year=2022, period=6, periods=periods)
    rows: list[Mapping[str, Any]] = [{"ref": row.scheme.ref, "source": row.source} for row in scheme_rows(facts)]
    return Template(rows=rows, stated="Better Care Fund 2022-23 Quarterly Reporting Template")


def sent(client: Client, content: bytes, **more: str) -> Any:
    return client.post(PAGE + AT, {"file": SimpleUploadedFile("template.xlsx", content), **more})


def test_a_template_is_looked_through_then_downloaded_filled(demonstration: Place) -> None:
    reader, content = signed_in("auditor.council"), template_of(demonstration).bytes()
    page = text(reader.get(PAGE + AT))
    assert "Before it is sent" in page
    assert "It is not answered." in page
    seen = sent(reader, content)
    assert seen.status_code == 200
    assert "What goes where" in text(seen)
    assert seen.context["mark"]
    filled = sent(reader, content, step="fill", mark=seen.context["mark"])
    assert filled["Content-Disposition"] == 'attachment; filename="template-filled.xlsx"'
    book = openpyxl.load_workbook(io.BytesIO(filled.content))
    written = {one.address: one.new for one in seen.context["filling"].written}
    sheet = book["5. Spend & Activity"]
    assert written
    assert all(float(sheet[address].value) == float(new) for address, new in written.items())


def test_another_file_than_was_looked_through_is_not_filled(demonstration: Place) -> None:
    reader, look = signed_in("auditor.council"), template_of(demonstration)
    mark = sent(reader, look.bytes()).context["mark"]
    look.titles = 6
    again = sent(reader, look.bytes(), step="fill", mark=mark)
    assert again.status_code == 422
    assert "not the file, or not the figures" in text(again)
    for content, words in ((b"%PDF-1.7", "is a PDF"), (Template().bytes(), "a template of 2022-23")):
        refused = sent(reader, content)
        assert refused.status_code == 422
        assert words in text(refused)


def test_answers_are_entered_and_taken_into_the_return(demonstration: Place) -> None:
    officer = signed_in("finance.officer.council")
    address = f"{PAGE}answers/{AT}"
    page = officer.get(address)
    assert "Implementation issues" in text(page)
    place = page.context["sheets"][0].writable[0].key[1:]  # of a scheme that the council leads
    yes, words, version = f"issues-{place}", f"text-{place}", f"v-s{place}"
    wrong = officer.post(address, {yes: "perhaps", version: "0"})
    assert wrong.status_code == 422
    assert "enter Yes or No" in text(wrong)
    assert officer.post(address, {yes: "y", words: "Staff were short", version: "0"}).status_code == 302
    kept = ReturnAnswer.objects.get()
    assert (kept.issues, kept.text, kept.quarter) == (True, "Staff were short", 2)
    stale = officer.post(address, {yes: "No", version: "0"})
    assert stale.status_code == 409
    assert "Now saved: Yes. Staff were short" in text(stale)
    columns = openpyxl.load_workbook(io.BytesIO(officer.get(f"{PAGE}columns.xlsx{AT}").content)).worksheets[0]
    assert not columns.merged_cells.ranges
    assert "Staff were short" in [cell.value for row in columns.iter_rows() for cell in row]
    assert [cell.value for cell in columns[1]][:2] == ["Scheme ID", "Scheme Name"]


def test_a_year_without_better_care_teaches_and_an_unknown_return_is_not_found(demonstration: Place) -> None:
    reader = signed_in("auditor.council")
    assert reader.get("/places/worcestershire/national-return/month/").status_code == 404
    assert "End-of-year return" in text(reader.get(f"/places/worcestershire/national-return/year-end/{AT}"))
    paper = text(reader.get(f"/places/worcestershire/papers/national-quarter/{AT}"))
    assert "Answer for it, and fill the template" in paper
