"""What was built once and committed is what was committed, and holds nothing that only GOV.UK may use."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

ROOT = Path(__file__).parents[2]
GOVUK = ROOT / "s75" / "static" / "vendor" / "govuk"


def test_vendored_files_match_their_checksums() -> None:
    listed = {}
    for line in (ROOT / "tests" / "vendor" / "checksums.sha256").read_text().splitlines():
        digest, name = line.split("  ", 1)
        listed[ROOT / name] = digest
    assert {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in listed} == listed
    assert set(GOVUK.iterdir()) <= set(listed)
    assert ROOT / "tests" / "vendor" / "axe.min.js" in listed


def test_no_crown_no_crest_no_transport_font_no_outside_address() -> None:
    text = "".join(path.read_text() for path in GOVUK.iterdir()).lower()
    assert [word for word in ("crest", "crown", "gds transport", "@font-face", "url(") if word in text] == []


def test_package_lock_names_no_registry() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert all("integrity" in package for name, package in packages.items() if name)
