"""What people are told: notices on their pages and by e-mail."""

from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("budgets", "0011_working_calendar")]
    operations = []
