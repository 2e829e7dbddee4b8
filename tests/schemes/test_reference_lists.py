"""The lists that national templates own: loaded with their years, kept by staff in the admin pages, nowhere else."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.test import Client

from s75.admin import ReadOnly
from s75.errors import NotPermitted
from s75.models import User
from schemes.actions.reference import keep_entry, remove_entry
from schemes.models import ListEntry, PendingUpload
from tests.universe import Universe

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "reference"
ADMIN = "/admin/schemes/listentry/"
UNSHOWN = {
    "ImportedFile",
    "PendingUpload",
    "PendingPlan",
    "BackgroundLedger",
}  # bytes of files: their own pages hand them out
OURS = [
    model
    for app in ("budgets", "schemes")
    for model in apps.get_app_config(app).get_models()
    if not model.__name__.endswith("Event") and model.__name__ not in UNSHOWN
]


@pytest.fixture
def staff(client: Client, db: None) -> Client:
    client.force_login(User.objects.create_superuser("chief@test.example", "x", name="Chief"))
    return client


def used_in(kind: str, year: int) -> list[str]:
    return [
        entry.name
        for entry in ListEntry.objects.filter(list=kind)
        if (entry.first_year or 0) <= year <= (entry.last_year or 9999)
    ]


@pytest.mark.django_db
def test_every_row_of_the_files_is_loaded() -> None:
    rows = [row for path in FOLDER.glob("*.csv") for row in csv.DictReader(path.read_text("utf-8").splitlines())]
    assert len(rows) == 60
    entries = ListEntry.objects.filter(list__in={row["list"] for row in rows})
    kept = {(entry.list, entry.name, entry.first_year) for entry in entries}
    assert {(row["list"], row["name"], int(row["first_year"])) for row in rows} == kept


@pytest.mark.django_db
def test_each_year_has_its_own_scheme_types() -> None:
    assert len(used_in("scheme_type", 2023)) == len(used_in("scheme_type", 2024)) == 19
    assert len(used_in("scheme_type", 2025)) == 17
    assert used_in("scheme_type", 2022) == []
    assert "High Impact Change Model for Managing Transfer of Care" in used_in("scheme_type", 2024)
    assert "High Impact Change Model for Managing Transfer of Care" not in used_in("scheme_type", 2025)
    assert used_in("commissioner", 2023) == ["LA", "NHS", "Joint"]
    assert used_in("unit", 2025) == []
    assert "Social Care" in used_in("area_of_spend", 2025)


def test_staff_keep_the_lists_under_their_name(staff: Client) -> None:
    typed = {"list": "unit", "name": "Hours of respite", "first_year": "2026", "last_year": "", "position": "9"}
    assert staff.post(f"{ADMIN}add/", typed).headers["Location"] == ADMIN
    entry = ListEntry.objects.get(name="Hours of respite")
    staff.post(f"{ADMIN}{entry.pk}/change/", typed | {"name": "Hours of respite care"})
    staff.post(f"{ADMIN}{entry.pk}/delete/", {"post": "yes"})
    assert not ListEntry.objects.filter(pk=entry.pk).exists()
    history = apps.get_model("schemes", "ListEntryEvent").objects.filter(id=entry.pk).order_by("pgh_id")
    assert [(event.pgh_label, event.name) for event in history] == [
        ("insert", "Hours of respite"),
        ("update", "Hours of respite care"),
        ("delete", "Hours of respite care"),
    ]
    chief = User.objects.get(email="chief@test.example")
    assert {event.pgh_context.metadata["user"] for event in history} == {chief.pk}
    assert history[0].pgh_context.metadata["reason"] == "Units of output: Hours of respite"


def test_several_entries_are_deleted_through_the_action(staff: Client) -> None:
    chosen = list(ListEntry.objects.filter(list="commissioner").values_list("pk", flat=True))
    staff.post(ADMIN, {"action": "delete_selected", "_selected_action": chosen, "post": "yes"})
    assert not ListEntry.objects.filter(list="commissioner").exists()


def test_nobody_else_keeps_the_lists(world: Universe) -> None:
    entry = ListEntry.objects.filter(list="unit").first()
    assert entry
    with pytest.raises(NotPermitted):
        keep_entry(entry=entry, by=world.manager)
    with pytest.raises(NotPermitted):
        remove_entry(entry=entry, by=world.manager)


def test_every_table_is_in_the_admin_pages_but_the_bytes_of_files() -> None:
    assert {model.__name__ for model in OURS} <= {model.__name__ for model in admin.site._registry}
    assert PendingUpload not in admin.site._registry


@pytest.mark.parametrize("model", [*OURS, User], ids=lambda model: model.__name__)
def test_staff_read_every_table_and_write_none_but_the_lists(
    staff: Client, world: Universe, model: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ReadOnly, "list_per_page", 5)  # a row is drawn as any other
    home = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"  # type: ignore[attr-defined]
    assert staff.get(home).status_code == 200
    row = model.objects.order_by("pk").first()  # type: ignore[attr-defined]
    writes = model is ListEntry
    assert staff.get(f"{home}add/").status_code == (200 if writes else 403)
    if row is None:
        return
    page = staff.get(f"{home}{row.pk}/change/")
    assert page.status_code == 200
    assert (b'name="_save"' in page.content) == writes
    assert b"pbkdf2" not in page.content
    if not writes:
        assert staff.post(f"{home}{row.pk}/change/", {}).status_code == 403
        assert staff.post(f"{home}{row.pk}/delete/", {"post": "yes"}).status_code == 403
        staff.post(home, {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"})
        assert model.objects.filter(pk=row.pk).exists()  # type: ignore[attr-defined]


def test_a_role_alone_opens_no_admin_page(client: Client, world: Universe) -> None:
    for person in (world.manager, world.auditor):
        client.force_login(person)
        assert client.get(ADMIN, follow=True).status_code == 403
