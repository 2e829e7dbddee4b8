"""Who forecasts which line, and who stands in for them."""

from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("schemes", "0011_review")]
    operations = []
