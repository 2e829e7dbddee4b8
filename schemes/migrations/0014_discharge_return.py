"""What discharge money was spent on, fortnight by fortnight."""

from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("schemes", "0013_indicators")]
    operations = []
