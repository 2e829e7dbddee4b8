"""How far a big ledger has come that is read or posted in the background."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("schemes", "0014_discharge_return")]

    operations = [
        migrations.CreateModel(
            name="BackgroundLedger",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reading", "Being read"),
                            ("read", "Read"),
                            ("posting", "Being posted"),
                            ("refused", "Not posted"),
                        ],
                        default="reading",
                        max_length=8,
                    ),
                ),
                ("task", models.UUIDField(help_text="The task in the queue that goes on with it.")),
                ("asked_at", models.DateTimeField(help_text="Since when it waits for that task.")),
                ("percent", models.PositiveSmallIntegerField(default=0)),
                (
                    "reading",
                    models.BinaryField(blank=True, help_text="What reading the file gave, packed.", null=True),
                ),
                (
                    "refusal",
                    models.JSONField(blank=True, help_text="Why it could not be read or posted.", null=True),
                ),
                (
                    "upload",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="background",
                        to="schemes.pendingupload",
                    ),
                ),
            ],
        )
    ]
