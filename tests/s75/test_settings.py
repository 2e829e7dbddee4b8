"""What production demands, and which database the environment chooses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PRODUCTION = {
    "S75_ENV": "production",
    "SECRET_KEY": "Zq7-" + "correct horse battery staple " * 3,
    "ALLOWED_HOSTS": "pool.example.gov.uk",
    "DATABASE_URL": "postgres://s75:secret@database.example/s75",
}


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(  # noqa: S603
        [sys.executable, *arguments], cwd=ROOT, env=kept | environment, capture_output=True, text=True
    )


def chosen_database(folder: Path, **environment: str) -> dict[str, str]:
    code = (
        "import json; from s75.settings import DATABASES;"
        "print(json.dumps({key: str(value) for key, value in DATABASES['default'].items()}))"
    )
    found: dict[str, str] = json.loads(run("-c", code, S75_DATA=str(folder), **environment).stdout)
    return found


def test_check_deploy_is_clean_in_production() -> None:
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"])
def test_production_says_what_is_missing(name: str) -> None:
    done = run("manage.py", "check", **{key: value for key, value in PRODUCTION.items() if key != name})
    assert done.returncode != 0
    assert f"In production these environment variables must be set: {name}." in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DATABASE_URL", "sqlite:///s75.db", "DATABASE_URL must lead to PostgreSQL"),
        ("DATABASE_URL", "postgresql://s75:se/cret@database.example/s75", "such as %2F for a slash"),
        ("ALLOWED_HOSTS", "pool.example.gov.uk, *", "ALLOWED_HOSTS must name the hosts"),
    ],
)
def test_what_cannot_work_is_refused_in_a_sentence(name: str, value: str, said: str) -> None:
    done = run("manage.py", "check", **PRODUCTION | {name: value})
    assert done.returncode != 0
    assert said in done.stderr


def test_spaces_between_hosts_are_no_part_of_them_and_letters_go_by_smtp() -> None:
    code = "from s75.settings import *; print(ALLOWED_HOSTS, SITE_URL, EMAIL_BACKEND.rpartition('.')[0])"
    done = run("-c", code, **PRODUCTION | {"ALLOWED_HOSTS": "a.example, b.example"})
    assert done.stdout.strip() == "['a.example', 'b.example'] https://a.example django.core.mail.backends.smtp"


def test_an_unknown_environment_is_refused() -> None:
    done = run("manage.py", "check", S75_ENV="prodution")
    assert done.returncode != 0
    assert "S75_ENV is “prodution”; it must be development or production." in done.stderr


def test_debug_never_reaches_production() -> None:
    done = run("-c", "from s75.settings import DEBUG; print(DEBUG)", **PRODUCTION, S75_DEBUG="1")
    assert done.stdout.strip() == "False"


def test_production_sends_cookies_over_tls_only() -> None:
    names = "SESSION_COOKIE_SECURE, CSRF_COOKIE_SECURE, SECURE_SSL_REDIRECT, SECURE_HSTS_SECONDS > 0"
    done = run("-c", f"from s75.settings import *; print(all([{names}]))", **PRODUCTION)
    assert done.stdout.strip() == "True"


def test_without_database_url_the_embedded_server_is_chosen_and_not_started(tmp_path: Path) -> None:
    database = chosen_database(tmp_path)
    assert database["ENGINE"] == "s75.embedded"
    assert database["HOST"] == str(tmp_path / "postgres")
    assert not (tmp_path / "postgres").exists()


def test_with_database_url_nothing_is_embedded(tmp_path: Path) -> None:
    database = chosen_database(tmp_path, DATABASE_URL=PRODUCTION["DATABASE_URL"])
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert database["HOST"] == "database.example"
    assert "EMBEDDED" not in database


def test_the_development_key_is_made_once_and_private(tmp_path: Path) -> None:
    code = "from s75.settings import SECRET_KEY; print(SECRET_KEY)"
    keys = {run("-c", code, S75_DATA=str(tmp_path)).stdout for _ in range(2)}
    assert len(keys) == 1
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_psycopg_3_is_absent() -> None:
    """Django would silently prefer it, and it behaves differently."""
    assert find_spec("psycopg") is None
    assert find_spec("psycopg2") is not None
