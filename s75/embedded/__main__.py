"""`python -m s75.embedded`: stops the embedded server when nobody uses it any more."""

from __future__ import annotations

import os

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "s75.settings")
django.setup()
server = settings.DATABASES["default"].get("EMBEDDED")
if server is not None and not server.stop():
    print("The embedded database stays up: somebody is connected to it.")
