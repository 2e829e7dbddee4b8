"""The notices of an overspend that an agreement asks for, and the plans that answer them."""

from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("budgets", "0012_notices")]
    operations = []
