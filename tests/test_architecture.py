"""The house has four floors and the arrows go down only; postings are written nowhere but in actions."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = {"s75": 0, "budgets": 1, "schemes": 2, "reports": 3}
PURE = [
    "reports/facts", "reports/document.py", "reports/links.py", "reports/figures", "reports/papers",
    "reports/layouts", "reports/writing", "schemes/sources", "s75/money.py", "s75/years.py",
    "s75/working_days.py", "s75/errors.py",
]  # fmt: skip
WRITES = {"create", "bulk_create", "bulk_update", "update_or_create", "get_or_create", "save"}


def modules(*places: str) -> list[Path]:
    found: list[Path] = []
    for place in places:
        path = ROOT / place
        found += [path] if path.is_file() else sorted(path.rglob("*.py"))
    return [path for path in found if "migrations" not in path.parts]


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", modules(*FLOORS), ids=name)
def test_imports_go_down_the_stairs(path: Path) -> None:
    floor = FLOORS[path.relative_to(ROOT).parts[0]]
    if name(path) == "s75/urls.py":
        return
    up = [m for m in imports(path) if FLOORS.get(m.split(".")[0], -1) > floor]
    assert not up


@pytest.mark.parametrize("path", modules(*PURE), ids=name)
def test_pure_modules_import_no_django(path: Path) -> None:
    assert not [m for m in imports(path) if m.split(".")[0] in {"django", "budgets", "pghistory"}]


@pytest.mark.parametrize("path", modules(*FLOORS), ids=name)
def test_no_module_is_called_after_nothing(path: Path) -> None:
    assert not {path.stem, *path.relative_to(ROOT).parts} & {"utils", "helpers", "common", "core", "manager", "handler"}


@pytest.mark.parametrize("path", modules("budgets", "schemes", "reports"), ids=name)
def test_rows_are_written_in_actions_only(path: Path) -> None:
    allowed = {"actions", "actions.py", "demonstration", "nation", "bench", "nation.py", "bench.py"}
    if allowed & set(path.relative_to(ROOT).parts):
        return
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    writes = [
        ast.unparse(call.func)
        for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr in WRITES and "objects" in ast.unparse(call.func)
    ]
    assert not writes


def test_rows_are_locked_alone_and_not_against_what_points_at_them() -> None:
    """Else a join or an ordering locks its tables as well, and a notice that names a place waits for its import."""
    told = re.compile(r"select_for_update\((?!skip_locked=True\))")
    assert [path for path in modules(*FLOORS) if told.search(path.read_text())] == [ROOT / "s75" / "locking.py"]
