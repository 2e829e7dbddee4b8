"""Uploading a ledger: looked through first, posted second, the file chosen once, and every refusal saves nothing."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import timedelta
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings as project
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Sum
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from budgets.actions.agreements import create_fund
from budgets.actions.years import lock_open_period, start_year
from budgets.models import Place
from s75.models import User
from schemes.actions.schemes import create_line
from schemes.actions.uploads import clear_old_uploads
from schemes.models import Actual, ActualsImport, LedgerMonth, PendingUpload
from tests.universe import YEAR, Universe, ledger_csv

UPLOAD = "/places/testshire/actuals/upload/"
SHIRE = "/places/worcestershire/actuals/upload/"
LEDGERS = Path(project.BASE_DIR) / "fixtures" / "worcestershire_2022_23" / "ledgers"
GOOD = {"C100": "100.00", "C200": "50.01", "X1": "7.00"}


def text(content: bytes) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", content.decode())))


def send(
    client: Client, content: bytes | None = None, name: str = "ledger.csv", address: str = UPLOAD, **typed: Any
) -> Any:
    """Fill the form in and send it, without a file where `content` is None."""
    data = {"partner": "TC", "month": "1", "control_total": "", **typed}
    if content is not None:
        data["file"] = SimpleUploadedFile(name, content)
    return client.post(address, data)


def nothing_posted() -> bool:
    mine = {"place__slug": "testshire"}
    return not ActualsImport.objects.filter(**mine).exists() and not Actual.objects.filter(
        line__place__slug="testshire"
    )


@pytest.fixture
def officer(client: Client, world: Universe) -> Client:
    client.force_login(world.officer)
    return client


def test_a_ledger_is_looked_through_and_then_posted(officer: Client, world: Universe) -> None:
    answer = send(officer, ledger_csv("P01", GOOD), control_total="£150.01")
    assert answer.status_code == 302
    kept = PendingUpload.objects.get(owner=world.officer)
    assert answer.headers["Location"] == f"{UPLOAD}?year=2024-25&period=1&pending={kept.pk}"
    page = text(officer.get(answer.headers["Location"]).content)
    assert "Control total of the file (cumulative) £150.01" in page
    assert "To be posted, the difference to earlier files £150.01" in page
    assert "Pool (£), stamped with P01 April 2024" in page
    assert "C100 Line of C100 BEDS-N 100.00 100.00" in page
    assert re.search(r"C200 Line of C200 BEDS-C 25\.0\d HOME 25\.0\d 50\.01 50\.01", page)
    assert "X1 Line of X1 Left out: not section 75 7.00" in page
    assert nothing_posted()

    done = officer.post(UPLOAD, {"pending": kept.pk, "step": "post"})
    made = ActualsImport.objects.get(place=world.place)
    assert done.headers["Location"] == f"/places/testshire/actuals/{made.pk}/?year=2024-25&period=1"
    assert "ledger.csv is posted, £150.01 in all." in text(officer.get(done.headers["Location"]).content)
    assert made.posted == Decimal("150.01")
    assert made.imported_by == world.officer
    assert not PendingUpload.objects.exists()


def test_the_form_starts_at_the_open_period_and_the_own_partner(officer: Client, world: Universe) -> None:
    for fund in (world.pool, world.lead):
        lock_open_period(fund=fund, year=YEAR, month=1, waived="for a test", by=world.manager_of(fund))
    page = officer.get(f"{UPLOAD}?year=2024-25&period=1").content.decode()
    assert re.search(r'<option value="TC"\s+selected', page)
    assert re.search(r'<option value="2"\s+selected', page)
    assert "NHS Testshire ICB" not in page
    assert 'name="basis"' not in page
    assert 'name="sheet"' not in page


@pytest.mark.parametrize("person", ["operator", "commissioner", "manager", "director", "clerk", "auditor"])
def test_readers_may_not_upload(client: Client, world: Universe, person: str) -> None:
    client.force_login(getattr(world, person))
    assert client.get(UPLOAD).status_code == 403
    assert send(client, ledger_csv("P01", GOOD)).status_code == 403
    assert nothing_posted()
    assert not PendingUpload.objects.exists()


def test_an_outsider_finds_no_upload(client: Client, world: Universe) -> None:
    client.force_login(world.outsider)
    assert client.get(UPLOAD).status_code == 404
    assert send(client, ledger_csv("P01", GOOD)).status_code == 404


def test_another_partners_ledger_is_not_a_choice(officer: Client, world: Universe) -> None:
    answer = send(officer, ledger_csv("P01", {"900": "1.00"}), partner="ICB")
    assert answer.status_code == 422
    assert "Choose a partner that you act for" in text(answer.content)
    assert nothing_posted()


def test_a_kept_file_is_its_owners_alone(client: Client, world: Universe) -> None:
    client.force_login(world.officer)
    send(client, ledger_csv("P01", GOOD))
    kept = PendingUpload.objects.get()
    client.force_login(world.board_officer)
    for answer in (
        client.get(f"{UPLOAD}?pending={kept.pk}"),
        client.post(UPLOAD, {"pending": kept.pk, "step": "post"}),
        client.post(UPLOAD, {"pending": kept.pk, "step": "drop"}),
    ):
        assert answer.headers["Location"].startswith("/places/testshire/actuals/?")
    assert PendingUpload.objects.filter(pk=kept.pk).exists()
    assert nothing_posted()


@pytest.mark.parametrize("pending", ["", "x", "-1", "0", "9" * 30, "1 OR 1=1", "²"])
def test_no_kept_file_of_that_number_leads_back_to_the_list(officer: Client, pending: str) -> None:
    answer = officer.get(UPLOAD, {"pending": pending})
    assert answer.headers["Location"].startswith("/places/testshire/actuals/?")
    assert "upload it again" in text(officer.get(answer.headers["Location"]).content)


def test_a_second_click_posts_nothing_more(officer: Client, world: Universe) -> None:
    send(officer, ledger_csv("P01", GOOD))
    kept = PendingUpload.objects.get()
    officer.post(UPLOAD, {"pending": kept.pk, "step": "post"})
    again = officer.post(UPLOAD, {"pending": kept.pk, "step": "post"})
    assert again.status_code == 302
    assert ActualsImport.objects.filter(place=world.place).count() == 1


def test_the_same_file_kept_twice_is_posted_once(officer: Client, world: Universe) -> None:
    send(officer, ledger_csv("P01", GOOD))
    send(officer, ledger_csv("P01", GOOD))
    first, second = PendingUpload.objects.order_by("pk")
    officer.post(UPLOAD, {"pending": first.pk, "step": "post"})
    made = ActualsImport.objects.get(place=world.place)
    answer = officer.post(UPLOAD, {"pending": second.pk, "step": "post"})
    assert answer.headers["Location"].startswith(f"/places/testshire/actuals/{made.pk}/")
    assert "Nothing is posted twice." in text(officer.get(answer.headers["Location"]).content)
    assert ActualsImport.objects.filter(place=world.place).count() == 1
    assert not PendingUpload.objects.exists()


def test_a_file_can_be_given_up(officer: Client, world: Universe) -> None:
    send(officer, ledger_csv("P01", GOOD))
    answer = officer.post(UPLOAD, {"pending": PendingUpload.objects.get().pk, "step": "drop"})
    assert "ledger.csv was given up. Nothing was posted." in text(officer.get(answer.headers["Location"]).content)
    assert not PendingUpload.objects.exists()
    assert nothing_posted()


def test_what_nobody_posts_goes_after_a_day(officer: Client, world: Universe) -> None:
    send(officer, ledger_csv("P01", GOOD))
    PendingUpload.objects.update(created_at=timezone.now() - timedelta(hours=23))
    assert clear_old_uploads() == 0
    PendingUpload.objects.update(created_at=timezone.now() - timedelta(hours=25))
    send(officer, ledger_csv("P01", GOOD | {"C100": "1.00"}))
    assert PendingUpload.objects.count() == 1


def test_a_person_keeps_five_files_at_most(officer: Client, world: Universe) -> None:
    for pounds in range(7):
        send(officer, ledger_csv("P01", GOOD | {"C100": f"{pounds}.00"}))
    assert PendingUpload.objects.filter(owner=world.officer).count() == 5


def test_a_file_that_leaves_its_basis_open_is_asked_for_and_not_chosen_again(officer: Client, world: Universe) -> None:
    answer = send(officer, ledger_csv("P01", GOOD, basis=""))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "The file does not say whether its amounts are cumulative or of the month: choose one." in text(
        answer.content
    )
    assert '<a href="#id_basis_0">' in page
    assert 'id="id_basis_0"' in page
    assert "ledger.csv is kept. Choose a file only to take another one." in text(answer.content)
    kept = PendingUpload.objects.get()
    again = send(officer, pending=kept.pk, basis="month")
    assert again.status_code == 302
    assert PendingUpload.objects.count() == 1
    assert "Control total of the file (month) £150.01" in text(officer.get(again.headers["Location"]).content)
    officer.post(UPLOAD, {"pending": PendingUpload.objects.get().pk, "step": "post"})
    assert ActualsImport.objects.get(place=world.place).basis == "month"


def workbook(*sheets: tuple[str, list[list[object]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_workbook_with_two_ledgers_is_asked_which(officer: Client, world: Universe) -> None:
    def rows(amount: float) -> list[list[object]]:
        return [["Cost centre", "Description", "Actual to date"], ["C100", "Beds", amount], ["C200", "Home", 0.0]]

    answer = send(officer, workbook(("Adults", rows(10.5)), ("Children", rows(20.25))), "two.xlsx")
    assert answer.status_code == 422
    assert re.findall(r'<option value="(Adults|Children)"', answer.content.decode()) == ["Adults", "Children"]
    again = send(officer, pending=PendingUpload.objects.get().pk, sheet="Children")
    assert again.status_code == 302
    assert "£20.25" in text(officer.get(again.headers["Location"]).content)


def test_another_file_may_take_the_place_of_a_kept_one(officer: Client) -> None:
    send(officer, ledger_csv("P01", GOOD, basis=""))
    kept = PendingUpload.objects.get()
    answer = send(officer, ledger_csv("P01", {"C100": "3.00", "C200": "0.00"}), "better.csv", pending=kept.pk)
    assert answer.status_code == 302
    assert PendingUpload.objects.get().filename == "better.csv"


def test_a_control_total_that_differs_is_refused_and_can_be_corrected(officer: Client) -> None:
    answer = send(officer, ledger_csv("P01", GOOD), control_total="150.00")
    assert answer.status_code == 422
    assert "the file gives £150.01 on section 75 codes; check the total typed, or the file" in text(answer.content)
    assert 'value="150.00"' in answer.content.decode()
    assert '<a href="#id_control_total">' in answer.content.decode()
    assert nothing_posted()
    assert send(officer, pending=PendingUpload.objects.get().pk, control_total="150.01").status_code == 302


def test_a_control_total_that_is_no_amount_is_refused(officer: Client) -> None:
    answer = send(officer, ledger_csv("P01", GOOD), control_total="about 150")
    assert answer.status_code == 422
    assert "Enter the control total in pounds" in text(answer.content)
    assert 'value="about 150"' in answer.content.decode()


def test_no_file_is_refused(officer: Client) -> None:
    answer = send(officer)
    assert answer.status_code == 422
    assert "Choose the ledger file" in text(answer.content)


def test_the_same_file_twice_is_refused(officer: Client, world: Universe) -> None:
    send(officer, ledger_csv("P01", GOOD))
    officer.post(UPLOAD, {"pending": PendingUpload.objects.get().pk, "step": "post"})
    answer = send(officer, ledger_csv("P01", GOOD), "renamed.csv")
    assert answer.status_code == 422
    assert re.search(r"This file was imported on \d+ \w+ \d{4} as P01 2024-25 \(ledger\.csv\)", text(answer.content))
    assert ActualsImport.objects.filter(place=world.place).count() == 1
    assert not PendingUpload.objects.exists()


def test_a_period_that_was_not_opened_is_no_choice(officer: Client) -> None:
    answer = send(officer, ledger_csv("P02", GOOD), month="2")
    assert answer.status_code == 422
    assert "Choose a period that has been opened" in text(answer.content)


def test_a_file_of_another_period_is_refused(officer: Client) -> None:
    answer = send(officer, ledger_csv("P03", GOOD))
    assert answer.status_code == 422
    assert "found “P03”; the ledger of P01 2024-25; choose the period that the file is of" in text(answer.content)
    assert nothing_posted()


def test_a_fund_that_is_still_in_an_earlier_period_is_refused(officer: Client, world: Universe) -> None:
    lock_open_period(fund=world.lead, year=YEAR, month=1, waived="for a test", by=world.board_manager)
    answer = send(officer, ledger_csv("P02", GOOD), month="2", address=f"{UPLOAD}?year=2024-25&period=2")
    assert answer.status_code == 422
    assert "Pool is still in P01: the ledger of P02 can be posted once P01 is locked." in text(answer.content)
    assert nothing_posted()
    assert not PendingUpload.objects.exists()


def test_a_fund_without_an_open_period_is_refused(officer: Client, world: Universe) -> None:
    fund = create_fund(
        agreement=world.agreement,
        code="NEW",
        name="New fund",
        arrangement="pooled",
        host=world.council,
        by=world.operator,
    )
    start_year(fund=fund, year=YEAR, by=world.manager)
    create_line(
        scheme=world.lines["HOME"].scheme, fund=fund, year=YEAR, ref="NEW", stream=world.own,
        contributing_partner=world.council, spending_partner=world.council, by=world.manager,
    )  # fmt: skip
    answer = send(officer, ledger_csv("P01", GOOD))
    assert answer.status_code == 422
    assert "No period of New fund is open in 2024-25. Ask its pool manager to open one." in text(answer.content)
    assert nothing_posted()


def test_a_period_that_is_locked_between_preview_and_posting_is_refused(officer: Client, world: Universe) -> None:
    send(officer, ledger_csv("P01", GOOD))
    start = PendingUpload.objects.get()
    lock_open_period(fund=world.pool, year=YEAR, month=1, waived="for a test", by=world.manager)
    page = text(officer.get(f"{UPLOAD}?pending={start.pk}").content)
    assert "Pool (£), stamped with P02 May 2024" in page
    for month in range(2, 14):
        lock_open_period(fund=world.pool, year=YEAR, month=month, waived="for a test", by=world.manager)
    answer = officer.post(UPLOAD, {"pending": start.pk, "step": "post"})
    assert answer.status_code == 422
    assert "No period of Pool is open" in text(answer.content)
    assert nothing_posted()


def bomb() -> bytes:
    """A workbook of a few hundred kilobytes that would unpack to hundreds of megabytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(300):
                part.write(b"0" * 1024 * 1024)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("ledger.xlsx", b"%PDF-1.7\n%..."),
        ("ledger.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(100)),
        ("ledger.xlsx", b"PK\x03\x04 broken"),
        ("ledger.csv", b""),
        ("ledger.csv", b"Dear all,\r\nplease find the ledger attached.\r\n"),
        ("ledger.xlsx", bomb()),
    ],
    ids=["PDF", "picture", "broken zip", "empty", "a letter", "zip bomb"],
)
def test_what_is_no_ledger_is_refused_with_a_cure(officer: Client, name: str, content: bytes) -> None:
    answer = send(officer, content, name)
    assert answer.status_code == 422
    page = text(answer.content)
    assert f"{name} cannot be posted as it is. Nothing was posted." in page
    problem = page.split("Nothing was posted.")[1].split("Upload a ledger")[0].strip()
    assert len(problem) > 30
    assert nothing_posted()
    assert not PendingUpload.objects.exists()


def test_a_file_beyond_the_limit_is_refused_unread(officer: Client, settings: Settings) -> None:
    settings.LARGEST_UPLOAD = 1024**2
    answer = send(officer, bytes(2 * 1024**2))
    assert answer.status_code == 413
    assert "A file may have 1 MB at most. Nothing was saved." in text(answer.content)
    assert nothing_posted()


def test_bad_cells_are_named_by_row_and_column(officer: Client) -> None:
    answer = send(officer, ledger_csv("P01", {"C100": "twelve", "C200": "1.2.3"}))
    assert answer.status_code == 422
    page = text(answer.content)
    assert re.search(r"row 3, column [^:]+: found “twelve”", page, re.I)
    assert re.search(r"3 Actual to date \(C\) twelve ", page)
    assert re.search(r"4 Actual to date \(C\) 1\.2\.3 ", page)
    assert nothing_posted()


def test_many_problems_are_named_first_and_all_listed(officer: Client) -> None:
    answer = send(officer, ledger_csv("P01", {f"C{number}": "x" for number in range(30)}))
    page = text(answer.content)
    assert "All 30 problems are listed below." in page
    assert answer.content.decode().count("<tr>") == 31


def test_a_code_that_vanished_is_refused(officer: Client, world: Universe) -> None:
    send(officer, ledger_csv("P01", GOOD))
    officer.post(UPLOAD, {"pending": PendingUpload.objects.get().pk, "step": "post"})
    answer = send(officer, ledger_csv("P01", {"C200": "60.00"}))
    assert answer.status_code == 422
    assert "Code C100 stood at £100.00 in an earlier file and is missing from this one" in text(answer.content)


def test_markup_in_a_file_is_shown_as_it_is(officer: Client) -> None:
    content = ledger_csv("P01", GOOD).replace(b"Line of C100", b"<script>alert(1)</script>")
    answer = send(officer, content, "<img src=x>.csv")
    page = officer.get(answer.headers["Location"]).content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page


def test_the_preview_takes_the_same_queries_at_any_size(
    officer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for size in (1, 200):
        answer = send(officer, ledger_csv("P01", GOOD | {f"Q{number}": "1.00" for number in range(size)}))
        with django_assert_max_num_queries(17):
            assert officer.get(answer.headers["Location"]).status_code == 200


def corrected_council_ledger() -> bytes:
    """The council's P08 of the demonstration, with £1,000.50 more on one code."""
    book = openpyxl.load_workbook(LEDGERS / "council_p08.xlsx")
    for row in book.worksheets[0].iter_rows():
        if row[0].value == "PA2310":
            row[4].value = Decimal(str(row[4].value)) + Decimal("1000.50")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.fixture
def council(client: Client, demonstration: Place) -> Client:
    client.force_login(User.objects.get(email="finance.officer.council@demonstration.example"))
    return client


def test_a_corrected_ledger_of_the_demonstration_posts_the_difference(council: Client, demonstration: Place) -> None:
    lines = Actual.objects.filter(line__ref="BCF-02", year=2022, month=8)
    before = lines.aggregate(Sum("amount"))["amount__sum"]
    typed = {"partner": "WCC", "month": "8", "control_total": "£68,409,169.84", "address": SHIRE}
    answer = send(council, corrected_council_ledger(), "council_p08_corrected.xlsx", **typed)
    page = text(council.get(answer.headers["Location"]).content)
    assert "Control total of the file (cumulative) £68,409,169.84" in page
    assert "PA2310 Reablement, council-run service BCF-02 3,779,299.21 1,000.50" in page
    assert "No difference to what was posted before: Mental health (P08 November 2022)" in page
    assert "Adult services management" in page
    assert "14 Sub-total 17,257,243.99" in page
    council.post(SHIRE, {"pending": PendingUpload.objects.get().pk, "step": "post"})
    made = ActualsImport.objects.get(filename="council_p08_corrected.xlsx")
    assert made.posted == Decimal("1000.50")
    assert lines.aggregate(Sum("amount"))["amount__sum"] == before + Decimal("1000.50")
    assert LedgerMonth.objects.filter(actuals_import=made).count() == 40  # five funds, eight months


@pytest.mark.parametrize("name", ["council_p08.xlsx", "council_p03.xlsx"])
def test_a_ledger_of_the_demonstration_is_not_taken_twice(council: Client, name: str) -> None:
    answer = send(council, (LEDGERS / name).read_bytes(), name, address=SHIRE, partner="WCC", month="8")
    assert answer.status_code == 422
    assert f"({name}). Nothing is posted twice." in text(answer.content)


def test_the_icbs_ledger_of_the_demonstration_posts_when_it_differs(client: Client, demonstration: Place) -> None:
    client.force_login(User.objects.get(email="finance.officer.icb@demonstration.example"))
    content = (
        LEDGERS / "icb_p08.csv"
    ).read_bytes() + b"NOV-22,52086001,Integrated Intermediate Care Service,J1,Late,10.25,\r\n"
    answer = send(client, content, "icb_p08.csv", address=SHIRE, partner="ICB", month="8")
    page = text(client.get(answer.headers["Location"]).content)
    assert "Control total of the file (month) £2,469,936.25" in page
    client.post(SHIRE, {"pending": PendingUpload.objects.get().pk, "step": "post"})
    assert ActualsImport.objects.latest("pk").posted == Decimal("10.25")
