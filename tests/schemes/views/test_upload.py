"""Uploading a ledger: looked through first, posted second, the file chosen once, kept for its owner alone."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from budgets.actions.years import lock_open_period
from schemes.actions.uploads import clear_old_uploads
from schemes.models import ActualsImport, PendingUpload
from tests.schemes.views.uploading import (
    GOOD,
    UPLOAD,
    nothing_posted,
    send,
    text,
    workbook,
)
from tests.universe import YEAR, Universe, ledger_csv


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


def test_the_preview_takes_the_same_queries_at_any_size(
    officer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for size in (1, 200):
        answer = send(officer, ledger_csv("P01", GOOD | {f"Q{number}": "1.00" for number in range(size)}))
        with django_assert_max_num_queries(17):
            assert officer.get(answer.headers["Location"]).status_code == 200
