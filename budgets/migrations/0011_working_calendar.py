"""When a month's work is due: bank holidays, rules of the calendar, dates that differ."""

from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("budgets", "0010_terms_stand_once_locked")]
    operations = []
