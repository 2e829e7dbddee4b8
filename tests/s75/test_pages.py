"""The pages of the ground, and what every answer tells the browser."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path
from unittest import mock

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client, override_settings

from s75.models import User

ROOT = Path(__file__).parents[2]


@pytest.mark.django_db
def test_health_check_asks_the_database(client: Client, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")


def test_health_check_says_when_the_database_does_not_answer(client: Client) -> None:
    with mock.patch("s75.views.connection.cursor", side_effect=OperationalError):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (503, b"The database does not answer.")


@pytest.mark.django_db
def test_what_somebody_signed_in_gets_is_kept_in_no_cache(client: Client) -> None:
    assert not client.get("/glossary/").has_header("Cache-Control")
    client.force_login(User.objects.create_user("ann@example.gov.uk", name="Ann"))
    assert set(client.get("/glossary/")["Cache-Control"].split(", ")) == {"private", "no-store"}


@pytest.mark.parametrize("address", ["/glossary/", "/accessibility/", "/account/sign-in/"])
@pytest.mark.django_db
def test_open_pages_need_no_sign_in(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200


@pytest.mark.django_db
def test_other_pages_ask_to_sign_in_first(client: Client) -> None:
    assert client.get("/admin/")["Location"].startswith("/admin/login/")
    assert client.get("/admin/login/")["Location"].startswith("/account/sign-in/")
    assert client.get("/account/password/")["Location"].startswith("/account/sign-in/")


@pytest.mark.django_db
def test_the_admin_pages_are_for_staff(client: Client) -> None:
    client.force_login(User.objects.create_user("ann@example.gov.uk", name="Ann"))
    assert client.get("/admin/login/").status_code == 403
    client.force_login(User.objects.create_superuser("chief@example.gov.uk", name="Chief"))
    assert client.get("/admin/").status_code == 200


def test_every_answer_carries_a_policy_without_inline_anything(client: Client) -> None:
    answer = client.get("/glossary/")
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    for name in ("script-src", "style-src", "img-src", "font-src", "connect-src", "form-action"):
        assert policy[name] == "'self'"
    assert "unsafe" not in str(policy)
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_no_template_holds_inline_script_or_style() -> None:
    for path in (ROOT / "templates").rglob("*.html"):
        found = re.findall(r"<style|<[a-z][^>]*\s(?:style|on[a-z]+)=|<script(?![^>]*\ssrc=)", path.read_text())
        assert not found, f"{path.name}: {found}"


def test_static_files_collect_with_every_reference_found(tmp_path: Path) -> None:
    storages = {"staticfiles": {"BACKEND": "s75.storage.StaticFiles"}}
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0, ignore=["admin"])
    (script,) = tmp_path.glob("s75/s75.*.js")
    imported = re.search(r'from "../vendor/govuk/(govuk-frontend\.min\.\w{12}\.js)"', script.read_text())
    assert imported
    assert (tmp_path / "vendor" / "govuk" / imported[1]).exists()


def test_the_glossary_is_in_order_and_says_each_word_once(client: Client) -> None:
    words = re.findall(r'<dt[^>]*id="([^"]+)"', client.get("/glossary/").content.decode())
    assert len(words) > 20
    assert words == sorted(set(words))


@pytest.mark.django_db
def test_browsers_and_robots_find_what_they_always_ask_for(client: Client) -> None:
    with closing(client.get("/favicon.ico")) as icon:
        assert icon["Content-Type"] in ("image/x-icon", "image/vnd.microsoft.icon")
    with closing(client.get("/robots.txt")) as words:
        assert b"Disallow: /" in words.getvalue()
