"""Every refusal is a page in the house style that says what to do; what is too large is never read into memory."""

from __future__ import annotations

import errno
from io import BytesIO
from unittest import mock

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from psycopg2.errorcodes import DISK_FULL

from s75 import urls
from s75.middleware import refuse_large_uploads

MEGABYTE = 1024**2


@login_not_required
def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation


@login_not_required
def fault(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


@login_not_required
def lost(request: HttpRequest) -> HttpResponse:
    raise OperationalError("server closed the connection unexpectedly")


@login_not_required
def full(request: HttpRequest) -> HttpResponse:
    raise OSError(errno.ENOSPC, "No space left on device")


@login_not_required
def database_full(request: HttpRequest) -> HttpResponse:
    cause = type("DiskFull", (Exception,), {"pgcode": DISK_FULL})()
    raise OperationalError("could not extend file") from cause


@login_not_required
def count_fields(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(len(request.POST)))


urlpatterns = [
    *urls.urlpatterns,
    path("forbidden", forbidden),
    path("broken", broken),
    path("fault", fault),
    path("lost", lost),
    path("full", full),
    path("database-full", database_full),
    path("count", count_fields),
]
handler500 = urls.handler500
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/broken", 400, "This request cannot be read"),
        ("/forbidden", 403, "You may not do this"),
        ("/no/such/page", 404, "There is no such page"),
        ("/places/worcestershire/lines/%00/", 404, "There is no such page"),
        ("/fault", 500, "Something went wrong here"),
        ("/lost", 503, "s75 cannot reach its figures now"),
        ("/full", 507, "A disk that s75 writes to is full"),
        ("/database-full", 507, "A disk that s75 writes to is full"),
    ],
)
@pytest.mark.filterwarnings("ignore")
def test_refusal_pages_are_in_the_house_style(visitor: Client, address: str, status: int, words: str) -> None:
    answer = visitor.get(address)  # without a session, none of them asks the database, which is out of reach here
    page = answer.content.decode()
    assert answer.status_code == status
    assert words in page
    assert "govuk-template" in page
    assert "Content-Security-Policy" in answer.headers


def test_a_form_from_elsewhere_is_refused_in_the_house_style() -> None:
    answer = Client(enforce_csrf_checks=True).post("/account/sign-in/", {"login": "x"})
    assert answer.status_code == 403
    assert "This form is no longer valid" in answer.content.decode()


def test_an_upload_over_the_limit_is_refused_with_its_cure(visitor: Client) -> None:
    answer = visitor.post("/count", b"x" * (30 * MEGABYTE + 1), content_type="text/csv")
    assert answer.status_code == 413
    assert "A file may have 30 MB at most." in answer.content.decode()
    assert "Content-Security-Policy" in answer.headers


def test_a_huge_upload_is_read_in_small_pieces_and_kept_nowhere() -> None:
    class Endless:
        largest = total = 0

        def read(self, size: int) -> bytes:
            self.largest, self.total = max(self.largest, size), self.total + size
            return b"x" * size

    stream = Endless()
    request = RequestFactory().post("/count")
    request.META |= {"CONTENT_LENGTH": str(500 * MEGABYTE), "wsgi.input": stream}
    view = mock.Mock()
    assert refuse_large_uploads(view)(request).status_code == 413
    assert stream.largest <= MEGABYTE
    assert stream.total == 500 * MEGABYTE
    view.assert_not_called()


def test_a_sender_who_hangs_up_ends_the_reading() -> None:
    request = RequestFactory().post("/count")
    request.META |= {"CONTENT_LENGTH": str(500 * MEGABYTE), "wsgi.input": BytesIO(b"only this")}
    assert refuse_large_uploads(mock.Mock())(request).status_code == 413


def test_a_grid_of_two_thousand_lines_by_twelve_months_is_one_form(visitor: Client) -> None:
    fields = {f"{line}-{month}": "1234.56" for line in range(2_000) for month in range(12)}
    assert visitor.post("/count", fields).content == b"24000"


@pytest.mark.filterwarnings("ignore")
def test_a_form_of_too_many_fields_is_refused(visitor: Client) -> None:
    body = "&".join(f"f{number}=" for number in range(60_001))
    answer = visitor.post("/count", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400
    assert "This request cannot be read" in answer.content.decode()
