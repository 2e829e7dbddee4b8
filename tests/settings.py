"""The settings under test: the product's own, on a database server of the tests' own."""

from __future__ import annotations

import os

from s75.embedded import database
from s75.settings import *  # noqa: F403 - everything, and then what differs
from s75.settings import DATA_DIR, LOGGING, env

if env.str("TEST_DATABASE_URL", ""):
    DATABASES = {"default": env.db("TEST_DATABASE_URL")}
else:
    DATABASES = {"default": database(DATA_DIR / "test-postgres", durable=False)}

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser driver's loop lives in the thread that runs the tests
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick, and no secret is at stake
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},  # nothing to collect first
}
# Refusals are what tests ask for, some ten thousand times; an error is still told of.
LOGGING = {**LOGGING, "loggers": {"django.request": {"level": "ERROR"}}}
del STATIC_ROOT  # noqa: F821
