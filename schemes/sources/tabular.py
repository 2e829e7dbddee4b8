"""Turns the bytes of a file into sheets of raw cells, judging it by what it holds and not by its name."""

from __future__ import annotations

from collections.abc import Callable

from schemes.sources.archives import open_archive
from schemes.sources.delimited import read_text
from schemes.sources.limits import CURE, MAX_FILE, MEGABYTE, Unreadable
from schemes.sources.opendocument import read_opendocument
from schemes.sources.sheets import Sheet
from schemes.sources.workbook import read_workbook

__all__ = ["Sheet", "Unreadable", "read_sheets"]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KINDS = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"{\\rtf", "a Word (RTF) document"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
)
_ZIP_KINDS = (
    ("xl/workbook.bin", "a binary workbook (.xlsb)"),
    ("word/document.xml", "a Word document"),
    ("ppt/presentation.xml", "a presentation"),
    ("Index/Document.iwa", "an Apple Numbers file"),
)
_RESAVED = "open it in Excel, save it as .xlsx, and send that file"
_UNPACKED = "unpack it, and send the file that is inside"
_CURES = {  # what is nearer than exporting the ledger again
    "a web page": _RESAVED,
    "an XML file": _RESAVED,
    "a binary workbook (.xlsb)": _RESAVED,
    "a compressed archive": _UNPACKED,
    "an archive, not a workbook": _UNPACKED,
}
_MARKUP = (
    ("<!doctype html", "a web page"),
    ("<html", "a web page"),
    ("<table", "a web page"),
    ("<?xml", "an XML file"),
    ("<?mso-application", "an XML file"),
)


def read_sheets(content: bytes, name: str) -> list[Sheet]:
    """Read every sheet of a workbook (XLSX, XLSM, ODS), or the one table of a text file, as raw cells.

    Unreadable when the file is too large, empty, protected, damaged, hostile or of another kind.
    """
    if len(content) > MAX_FILE:
        raise Unreadable(
            f"“{name}” has {-(-len(content) // MEGABYTE)} MB; a file may have {MAX_FILE // MEGABYTE} MB. "
            "Export fewer columns or a shorter period"
        )
    if not content.strip():
        raise Unreadable(f"“{name}” is empty; {CURE}")
    return _reader_of(content, name)(content, name)


def _reader_of(content: bytes, name: str) -> Callable[[bytes, str], list[Sheet]]:
    if content.startswith(b"PK"):
        return _read_zip
    if content.startswith(OLE):
        raise _refused_ole(content, name)
    kind = next((kind for magic, kind in _KINDS if content.startswith(magic)), None) or _markup(content)
    if kind:
        raise _refused(name, kind)
    return read_text


def _read_zip(content: bytes, name: str) -> list[Sheet]:
    archive = open_archive(content, name)
    parts = set(archive.namelist())
    if "xl/workbook.xml" in parts:
        return read_workbook(content, name, archive)
    if "content.xml" in parts and b"opendocument.spreadsheet" in _read_part(archive.read, "mimetype", parts):
        return read_opendocument(name, archive)
    raise _refused(name, next((kind for part, kind in _ZIP_KINDS if part in parts), "an archive, not a workbook"))


def _read_part(read: Callable[[str], bytes], part: str, parts: set[str]) -> bytes:
    return read(part) if part in parts else b""


def _refused(name: str, kind: str) -> Unreadable:
    return Unreadable(f"“{name}” is {kind}, not a ledger's export; {_CURES.get(kind, CURE)}")


def _refused_ole(content: bytes, name: str) -> Unreadable:
    if _named(content, "EncryptedPackage") or _named(content, "EncryptionInfo"):
        return Unreadable(f"“{name}” is protected with a password; save it without one and send that file")
    if _named(content, "WordDocument"):
        return _refused(name, "a Word document")
    return Unreadable(f"“{name}” is an Excel 97–2003 workbook (.xls); open it in Excel and save it as .xlsx or CSV")


def _named(content: bytes, stream: str) -> bool:
    return stream.encode("utf-16-le") in content


def _markup(content: bytes) -> str | None:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    start = content[:2000].decode(encoding, errors="ignore").lstrip("\ufeff \t\r\n").lower()
    return next((kind for opening, kind in _MARKUP if start.startswith(opening)), None)
