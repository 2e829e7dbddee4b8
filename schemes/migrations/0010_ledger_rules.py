"""The rules that the database keeps of ledgers: what was cleared, undone, posted by hand or committed stays as it is."""

from django.db import migrations

from s75.rules import append_only, period_lock, same_year

APPEND_ONLY = (
    "schemes_suspenseclearing", "schemes_importreversal", "schemes_reversedledger", "schemes_journal",
    "schemes_commitment", "schemes_savedformatevent",
)  # fmt: skip
STAMPED = ("schemes_reversedledger", "schemes_journal", "schemes_commitment")


def _rules() -> str:
    return "".join(
        [
            *(append_only(table) for table in APPEND_ONLY),
            *(period_lock(table, "posted_in") for table in STAMPED),
            same_year("schemes_commitment", "schemes_line", "line_id"),
        ]
    )


class Migration(migrations.Migration):
    dependencies = [("schemes", "0009_ledgers")]
    operations = [migrations.RunSQL(_rules(), elidable=False)]
