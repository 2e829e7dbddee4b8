"""Packs: several papers asked for as one file, which the background worker makes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_papers")]

    operations = [
        migrations.CreateModel(
            name="Pack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120)),
                ("year", models.PositiveSmallIntegerField()),
                ("chosen", models.JSONField(help_text="The papers in their order: kind, fund and period.")),
                ("task", models.UUIDField(help_text="The task in the queue that makes it.")),
                ("asked_at", models.DateTimeField(help_text="Since when it waits for that task.")),
                ("percent", models.PositiveSmallIntegerField(default=0)),
                ("content", models.BinaryField(blank=True, null=True)),
                ("refusal", models.TextField(blank=True, help_text="Why it could not be made.")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="packs", to="budgets.place"
                    ),
                ),
            ],
            options={"ordering": ["-asked_at"]},
        )
    ]
