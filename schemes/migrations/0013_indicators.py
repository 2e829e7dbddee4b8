"""Indicators and activity: what schemes deliver."""

from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("schemes", "0012_officers")]
    operations = []
