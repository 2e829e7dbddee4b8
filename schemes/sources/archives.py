"""Opens a zipped workbook only after proving that it is what it says and no larger than it may be."""

from __future__ import annotations

import zlib
from copy import copy
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from schemes.sources.limits import CURE, MAX_ENTRIES, MAX_RATIO, MAX_UNPACKED, MEGABYTE, RATIO_FROM, Unreadable

CHUNK = 256 * 1024
ENCRYPTED = 0x1
DAMAGED = "is damaged or was not sent whole; open it in Excel, save it again, and send that file"


def open_archive(content: bytes, name: str) -> ZipFile:
    """Open a zip whose every part was counted and looked through; Unreadable says what is wrong with it.

    The sizes that the archive declares are checked before anything is unpacked. Each part is then unpacked as a stream
    that is thrown away, so that a part larger than it declared is found before a reader meets it.
    """
    try:
        archive = ZipFile(BytesIO(content))
        parts = archive.infolist()
        _check_declared(parts, len(content), name)
        for part in parts:
            _check_part(archive, part, name)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError, OSError) as error:
        raise Unreadable(f"“{name}” {DAMAGED}") from error
    return archive


def _check_declared(parts: list[ZipInfo], size: int, name: str) -> None:
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MAX_ENTRIES:
        raise Unreadable(f"“{name}” has more than {MAX_ENTRIES:,} parts inside; {CURE}")
    if unpacked > MAX_UNPACKED or (unpacked > RATIO_FROM and unpacked > MAX_RATIO * size):
        raise Unreadable(
            f"“{name}” would unpack to {unpacked // MEGABYTE:,} MB, far more than a ledger needs; {CURE} without "
            "pictures and unused sheets"
        )
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise Unreadable(f"“{name}” is protected with a password; save it without one and send that file")
    if len({part.filename for part in parts}) != len(parts):
        raise Unreadable(f"“{name}” holds the same part twice; open it in Excel, save it again, and send that file")
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        raise Unreadable(f"“{name}” is packed in a way that workbooks are not; {CURE}")


def _check_part(archive: ZipFile, part: ZipInfo, name: str) -> None:
    unbounded = copy(part)
    unbounded.file_size = MAX_UNPACKED + CHUNK
    is_xml = part.filename.lower().endswith((".xml", ".rels", ".vml"))
    counted, tail = 0, b""
    with archive.open(unbounded) as stream:
        while chunk := stream.read(CHUNK):
            if is_xml and not counted and b"\0" in chunk[:4]:
                raise Unreadable(f"“{name}” is written in an encoding that workbooks do not use; {CURE}")
            if is_xml and b"<!doctype" in (tail + chunk).lower():
                raise Unreadable(f"“{name}” defines entities of its own, which no ledger does; {CURE}")
            counted, tail = counted + len(chunk), chunk[-16:]
            if counted > part.file_size:
                break
    if counted != part.file_size:
        raise Unreadable(f"“{name}” {DAMAGED}: a part is not as large as it says")
