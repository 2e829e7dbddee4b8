"""The lists by which plans are read, sub-types and sources of funding, from fixtures/reference_plans/."""

import csv
from collections.abc import Iterator
from pathlib import Path

from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "reference_plans"


def _year(text: str) -> int | None:
    return int(text) if text else None


def _rows() -> Iterator[dict[str, str]]:
    for path in sorted(FOLDER.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def load(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    entries = apps.get_model("schemes", "ListEntry")
    entries.objects.bulk_create(
        (
            entries(
                list=row["list"],
                name=row["name"],
                within=row["within"],
                first_year=_year(row["first_year"]),
                last_year=_year(row["last_year"]),
                position=int(row["position"]),
            )
            for row in _rows()
        ),
        ignore_conflicts=True,  # an entry that somebody made before stays as it is
    )


def unload(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    entries = apps.get_model("schemes", "ListEntry")
    for row in _rows():
        entries.objects.filter(
            list=row["list"], name=row["name"], within=row["within"], first_year=_year(row["first_year"])
        ).delete()


class Migration(migrations.Migration):
    dependencies = [("schemes", "0006_money_in_rules")]
    operations = [migrations.RunPython(load, unload)]
