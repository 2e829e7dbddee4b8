"""Querying and approving forecasts, and what is said about a line."""

from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("schemes", "0010_ledger_rules"), ("budgets", "0013_overspend_notices")]
    operations = []
