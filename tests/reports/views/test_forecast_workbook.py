"""The pages of a round's workbook: download, upload, look through, save or discard; refusals that say the cure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from budgets.actions.years import lock_open_period
from schemes.actions.forecasts import RowInput, save_rows
from schemes.models import ActualsImport, Forecast, PendingUpload
from tests.reports.round_trip.filled import Filled, filled
from tests.reports.views.grid_form import Officer
from tests.universe import YEAR, Universe


class Desk(Officer):
    """Somebody at the workbook page of the small world's council."""

    def download(self) -> bytes:
        answer = self.client.get(self._at("workbook.xlsx"))
        assert answer.status_code == 200
        return bytes(answer.content)

    def _at(self, name: str) -> str:
        return self.url().replace("/forecast/", f"/forecast/{name}")

    def csv(self, more: str = "") -> str:
        return str(self.client.get(self._at("round.csv") + more).content.decode("utf-8-sig"))

    def upload(self, content: bytes, name: str = "round.xlsx") -> Any:
        return self.client.post(self.url("workbook"), {"file": SimpleUploadedFile(name, content)}, follow=True)

    def fill(self, fill: Callable[[Filled], object]) -> Any:
        """Download, fill in and upload; the answer is the preview."""
        return self.upload(filled(self.download(), fill))

    def step(self, preview: Any, step: str = "save", **chosen: str) -> Any:
        sent = {"pending": preview.context["kept"].pk, "mark": preview.context["found"].mark, "step": step, **chosen}
        return self.client.post(self.url("workbook"), sent, follow=True)


@pytest.fixture
def desk(world: Universe) -> Desk:
    for ref, amount in (("BEDS-C", 50), ("BEDS-N", 100), ("HOME", 50)):
        world.forecast(ref, amount)
    return Desk(world, partner="TC")


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def row(ref: str) -> Forecast:
    return Forecast.objects.get(line__ref=ref)


def test_an_edit_goes_from_the_workbook_through_the_preview_to_the_line(desk: Desk) -> None:
    preview = desk.fill(
        lambda made: [made.put("HOME", "P09", "£1,070.00"), made.put("HOME", "Explanation", "More beds")]
    )
    assert "2 cells in 1 line would change" in text(preview)
    assert "Outturn 600.00 to 1,620.00, then 1,020.00 overspend" in text(preview)
    assert [(fund["now"], fund["after"]) for fund in preview.context["funds"]] == [("2,400.00", "3,420.00")]
    assert row("HOME").version == 1
    done = desk.step(preview)
    assert "1 line saved from the workbook." in text(done)
    assert (row("HOME").figures[8], row("HOME").explanation, row("HOME").version) == (1070, "More beds", 2)
    assert row("BEDS-N").version == 1
    assert not PendingUpload.objects.exists()
    assert "saved already" in text(desk.step(preview))


def test_nothing_changed_is_said_and_nothing_saved(desk: Desk) -> None:
    preview = desk.fill(lambda made: None)
    assert "Nothing was changed" in text(preview)
    assert "3 lines of the workbook are as downloaded" in text(preview)


def test_an_upload_can_be_left_returned_to_and_discarded(desk: Desk) -> None:
    preview = desk.fill(lambda made: made.put("HOME", "P09", 70))
    page = desk.client.get(desk.url("workbook"))
    (waiting,) = page.context["waiting"]
    assert "P09" in text(desk.client.get(waiting["href"]))
    assert "was discarded" in text(desk.step(preview, "drop"))
    assert "kept for a day" in text(desk.client.get(waiting["href"], follow=True))


def test_an_upload_is_its_owners_alone(desk: Desk, world: Universe) -> None:
    preview = desk.fill(lambda made: made.put("HOME", "P09", 70))
    other = Desk(world, "board_officer", partner="TC")
    assert other.client.get(desk.url("workbook")).context["waiting"] == []
    assert other.client.get(f"{desk.url('workbook')}&pending={preview.context['kept'].pk}").status_code == 302


@pytest.mark.parametrize(("keep", "figures"), [("theirs", (61, 62)), ("mine", (71, 62))])
def test_in_a_conflict_the_officer_chooses_whose_stands(desk: Desk, keep: str, figures: tuple[int, int]) -> None:
    content = filled(desk.download(), lambda made: [made.put("HOME", "P09", 71), made.put("BEDS-N", "P09", 72)])
    _save(desk.world, "HOME", {9: 61, 10: 62})
    preview = desk.upload(content)
    assert "you saved it since" in text(preview)
    assert [(f["after"], f["with_mine"]) for f in preview.context["funds"]] == [("2,395.00", "2,405.00")]
    done = desk.step(preview, **{"keep-HOME": keep})
    assert ("kept for HOME" in text(done)) is (keep == "theirs")
    assert tuple(row("HOME").figures[8:10]) == figures
    assert row("BEDS-N").figures[8] == 72


def _save(world: Universe, ref: str, figures: dict[int, int]) -> None:
    rows = [RowInput(ref, {month: Decimal(amount) for month, amount in figures.items()})]
    save_rows(place=world.place, year=YEAR, round=1, rows=rows, by=world.officer)


def test_what_was_saved_since_the_preview_is_looked_through_again(desk: Desk) -> None:
    preview = desk.fill(lambda made: made.put("HOME", "P09", 71))
    _save(desk.world, "HOME", {10: 62})
    refused = desk.step(preview)
    assert refused.status_code == 409
    assert "since you looked through it" in text(refused)
    assert tuple(row("HOME").figures[8:10]) == (50, 62)


def test_errors_are_listed_by_cell_and_nothing_can_be_saved(desk: Desk) -> None:
    preview = desk.fill(lambda made: [made.put("HOME", "P09", "lots"), made.put("BEDS-N", "P09", 72)])
    (problem,) = preview.context["cells"]
    assert (problem["cell"], problem["found"]) == ("R8", "lots")
    assert 'value="save"' not in preview.content.decode()
    assert desk.step(preview).status_code == 422
    assert row("BEDS-N").figures[8] == 100


def test_what_the_saving_itself_refuses_is_shown_at_its_cell(desk: Desk) -> None:
    preview = desk.fill(lambda made: made.put("HOME", "Explanation", "x" * 2001))
    (problem,) = preview.context["cells"]
    assert problem["found"] == "2001 characters"
    assert problem["cell"].endswith("8")


def test_another_rounds_workbook_is_refused_with_the_cure(desk: Desk, world: Universe) -> None:
    board = Desk(world, "board_officer", partner="ICB")
    refused = board.upload(desk.download())
    assert refused.status_code == 422
    assert "is the workbook of P01 2024-25 of TC in testshire" in text(refused)
    assert "Open that round to upload it" in text(refused)


@pytest.mark.parametrize("sent", [b"%PDF-1.7", b"", b"PK\x03\x04nonsense", b"a,b\r\n1,2\r\n"])
def test_a_file_that_is_no_workbook_is_refused(desk: Desk, sent: bytes) -> None:
    refused = desk.upload(sent)
    assert refused.status_code == 422
    assert "Nothing was saved" in text(refused)
    assert not PendingUpload.objects.exists()


def test_a_round_that_was_locked_meanwhile_takes_nothing(desk: Desk, world: Universe) -> None:
    content = filled(desk.download(), lambda made: made.put("HOME", "P09", 71))
    preview = desk.upload(content)
    lock_open_period(fund=world.pool, year=YEAR, month=1, waived="Test", by=world.manager)
    for refused in (desk.upload(content), desk.step(preview)):
        assert refused.status_code == 422
        assert "is locked since" in text(refused)
    assert row("HOME").figures[8] == 50


def test_a_reader_downloads_and_cannot_upload(desk: Desk, world: Universe) -> None:
    clerk = Desk(world, "clerk", partner="TC")
    assert "For reading" in Filled(clerk.download()).sheet["B2"].value
    assert clerk.upload(desk.download()).status_code == 403


def test_a_forecast_that_waits_is_no_ledger(desk: Desk) -> None:
    kept = desk.fill(lambda made: made.put("HOME", "P09", 71)).context["kept"]
    actuals = desk.url().replace("/forecast/", "/actuals/upload/")
    assert desk.client.get(f"{actuals}&pending={kept.pk}").status_code == 422
    desk.client.post(actuals, {"pending": kept.pk, "step": "post"})
    assert not ActualsImport.objects.filter(place=desk.world.place).exists()


def test_lines_that_nobody_began_are_counted(world: Universe) -> None:
    fill = {f"P{month:02d}": month for month in range(1, 13)}
    preview = Desk(world, partner="TC").fill(lambda made: [made.put("HOME", *each) for each in fill.items()])
    assert "2 lines will not be begun in P01" in text(preview)
    assert preview.context["cells"] == []


def test_uploads_go_after_a_day(desk: Desk) -> None:
    desk.fill(lambda made: made.put("HOME", "P09", 71))
    PendingUpload.objects.update(created_at=timezone.now() - timedelta(hours=25))
    desk.fill(lambda made: made.put("HOME", "P09", 72))
    assert PendingUpload.objects.count() == 1


def test_the_grid_leads_to_the_workbook_and_to_what_is_shown(desk: Desk) -> None:
    page = text(desk.open())
    assert "Work in Excel" in page
    assert "Download what is shown as CSV" in page


def test_the_csv_names_its_filters_and_holds_what_is_shown(desk: Desk) -> None:
    _save(desk.world, "HOME", {9: 5000})
    save_rows(
        place=desk.world.place, year=YEAR, round=1, rows=[RowInput("HOME", explanation="=cmd()")], by=desk.world.officer
    )
    lines = desk.csv("&rag=Red&columns=outturn,variance").splitlines()
    assert lines[1] == '"Shown: 1 of 3 lines, those of RAG Red. All figures in £."'
    assert lines[3].startswith("Line,Scheme,Fund,Funding stream,Whose money,P01")
    assert lines[4].startswith("HOME,Home,Pool,Council contribution,Testshire Council,50.00")
    parts = lines[4].split(",")
    assert (parts[-5:-3], parts[-2:]) == (["5550.00", "4950.00"], ["'=cmd()", ""])
    assert "no filter" in desk.csv()
