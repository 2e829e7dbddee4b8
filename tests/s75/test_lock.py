"""The lock files say what pyproject.toml asks for, with hashes and without an address."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
RUNTIME = PROJECT["project"]["dependencies"]
DEV = PROJECT["dependency-groups"]["dev"]
FILES = {"requirements.txt": RUNTIME, "requirements-dev.txt": RUNTIME + DEV}


def pins(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / name).read_text(), flags=re.MULTILINE))


def asked_for_directly(name: str) -> set[str]:
    """The packages that the lock file itself says pyproject.toml asked for."""
    found, package = set(), ""
    for line in (ROOT / name).read_text().splitlines():
        if pin := re.match(r"([\w.-]+)==", line):
            package = pin[1]
        elif re.search(r"#\s+(via )?s75 \(pyproject\.toml", line):
            found.add(package)
    return found


@pytest.mark.parametrize("name", FILES)
def test_lock_fits_what_is_asked_for(name: str) -> None:
    locked = pins(name)
    for line in FILES[name]:
        wanted = Requirement(line)
        assert wanted.specifier.contains(locked[canonicalize_name(wanted.name)]), f"{line}: run make lock"


@pytest.mark.parametrize("name", FILES)
def test_lock_holds_nothing_that_is_no_longer_asked_for(name: str) -> None:
    assert asked_for_directly(name) == {canonicalize_name(Requirement(line).name) for line in FILES[name]}


@pytest.mark.parametrize("name", FILES)
def test_lock_has_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text()
    assert "://" not in text
    assert not re.search(r"^-", text, re.MULTILINE), (
        "an option for pip, such as where to look, is no business of a lock"
    )
    for block in re.split(r"\n(?=\S)", text):
        assert "--hash=sha256:" in block or block.lstrip().startswith("#"), block


def test_what_runs_is_what_is_tested() -> None:
    tested = pins("requirements-dev.txt")
    assert pins("requirements.txt").items() <= tested.items()


def test_every_dependency_has_a_reason_beside_it() -> None:
    for line in (ROOT / "pyproject.toml").read_text().splitlines():
        if re.match(r'    "[a-z0-9-]+[\[~>]', line) or line.startswith('    "uv"'):
            assert re.search(r"\s# \w", line), line
