"""What the tests of uploads share: sending the form, reading the answer, and files of every kind."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from schemes.models import Actual, ActualsImport

UPLOAD = "/places/testshire/actuals/upload/"
SHIRE = "/places/worcestershire/actuals/upload/"
LEDGERS = Path(settings.BASE_DIR) / "fixtures" / "worcestershire_2022_23" / "ledgers"
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


@cache
def bomb() -> bytes:
    """A workbook of a few hundred kilobytes that would unpack to hundreds of megabytes: made once, as it takes seconds."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(300):
                part.write(b"0" * 1024 * 1024)
    return file.getvalue()


def corrected_council_ledger() -> bytes:
    """The council's P08 of the demonstration, with £1,000.50 more on one code."""
    book = openpyxl.load_workbook(LEDGERS / "council_p08.xlsx")
    for row in book.worksheets[0].iter_rows():
        if row[0].value == "PA2310":
            row[4].value = Decimal(str(row[4].value)) + Decimal("1000.50")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
