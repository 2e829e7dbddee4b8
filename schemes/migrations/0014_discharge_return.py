"""What discharge money was spent on, fortnight by fortnight."""

import django.db.models.deletion
import pgtrigger.compiler
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import s75.schema
from s75.rules import append_only

RULES = "".join(append_only(table) for table in ("schemes_returntermsevent", "schemes_fortnightspendevent"))

TERMS = (  # of 2022-23: administration was capped at 1%, and at 2% once the conditions were amended by March 2023
    (2022, 1, 1, "Conditions of the Adult Social Care Discharge Fund, November 2022"),
    (2022, 12, 2, "The same conditions as amended by March 2023"),
)


def load(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    terms = apps.get_model("schemes", "ReturnTerms")
    terms.objects.bulk_create(
        terms(year=year, starts=starts, administration_cap=cap, source=source) for year, starts, cap, source in TERMS
    )


def unload(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("schemes", "ReturnTerms").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("schemes", "0013_indicators"),
    ]

    operations = [
        s75.schema.AtOnce(
            operations=[
                migrations.CreateModel(
                    name="ReturnTerms",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        (
                            "starts",
                            models.PositiveSmallIntegerField(default=1, help_text="The period from which they count."),
                        ),
                        (
                            "administration_cap",
                            models.DecimalField(
                                decimal_places=3,
                                help_text="The most that administration may cost, in % of the whole allocation.",
                                max_digits=6,
                            ),
                        ),
                        (
                            "first_fortnight_ends",
                            models.DateField(
                                blank=True,
                                help_text="The first fortnight's last day; the others follow every 14 days.",
                                null=True,
                            ),
                        ),
                        ("source", models.CharField(blank=True, max_length=200)),
                    ],
                    options={
                        "verbose_name_plural": "return terms",
                        "ordering": ["year", "starts"],
                        "constraints": [
                            models.UniqueConstraint(fields=("year", "starts"), name="return_terms_once_a_period"),
                            models.CheckConstraint(
                                condition=models.Q(("starts__gte", 1), ("starts__lte", 13)),
                                name="return_terms_start_in_the_year",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("administration_cap__gte", 0), ("administration_cap__lte", 100)),
                                name="administration_cap_0_to_100",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_returntermsevent" ("administration_cap", "first_fortnight_ends", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "starts", "year") SELECT new_values."administration_cap", new_values."first_fortnight_ends", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source", new_values."starts", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="2b1f00f0c44f1785b4e9eb273c792756a220bb88",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_b6772",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="schemes_returnterms",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_returntermsevent" ("administration_cap", "first_fortnight_ends", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "starts", "year") SELECT new_values."administration_cap", new_values."first_fortnight_ends", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."source", new_values."starts", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="62d1debb8b4d790931807ee6d2bd0c079512149a",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_ac5d2",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="schemes_returnterms",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_returntermsevent" ("administration_cap", "first_fortnight_ends", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "starts", "year") SELECT old_values."administration_cap", old_values."first_fortnight_ends", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."source", old_values."starts", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="6052de377f877d95aa205243a94c4a1393a45c51",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_33812",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="schemes_returnterms",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReturnTermsEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="schemes.returnterms",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        ("year", models.PositiveSmallIntegerField()),
                        (
                            "starts",
                            models.PositiveSmallIntegerField(default=1, help_text="The period from which they count."),
                        ),
                        (
                            "administration_cap",
                            models.DecimalField(
                                decimal_places=3,
                                help_text="The most that administration may cost, in % of the whole allocation.",
                                max_digits=6,
                            ),
                        ),
                        (
                            "first_fortnight_ends",
                            models.DateField(
                                blank=True,
                                help_text="The first fortnight's last day; the others follow every 14 days.",
                                null=True,
                            ),
                        ),
                        ("source", models.CharField(blank=True, max_length=200)),
                    ],
                ),
                migrations.CreateModel(
                    name="FortnightSpend",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="fortnights",
                                to="schemes.line",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(help_text="The fortnight of the year.")),
                        ("spend", models.DecimalField(decimal_places=2, max_digits=14)),
                        (
                            "administration",
                            models.DecimalField(
                                decimal_places=2, default=0, help_text="Part of the spend.", max_digits=14
                            ),
                        ),
                        ("activity", models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                        ("unit", models.CharField(blank=True, help_text="What the activity counts.", max_length=160)),
                        ("note", models.CharField(blank=True, max_length=400)),
                        ("illustrative", models.BooleanField(default=False, help_text="No source gives its figures.")),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "saved_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("saved_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["line", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("line", "number"), name="fortnight_spend_once"),
                            models.CheckConstraint(
                                condition=models.Q(("number__gte", 1), ("number__lte", 27)),
                                name="fortnight_number_1_to_27",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("administration__gte", 0), ("administration__lte", models.F("spend"))),
                                    models.Q(("administration__gte", models.F("spend")), ("administration__lte", 0)),
                                    _connector="OR",
                                ),
                                name="administration_is_part_of_the_spend",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("activity__isnull", True), models.Q(("unit", ""), _negated=True), _connector="OR"
                                ),
                                name="fortnight_activity_has_a_unit",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_fortnightspendevent" ("activity", "administration", "id", "illustrative", "line_id", "note", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saved_at", "saved_by_id", "spend", "unit", "version") SELECT new_values."activity", new_values."administration", new_values."id", new_values."illustrative", new_values."line_id", new_values."note", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."saved_at", new_values."saved_by_id", new_values."spend", new_values."unit", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="cd797f8de304a03d8a5a2cfede30d65f663676a0",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_79c9d",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="schemes_fortnightspend",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_fortnightspendevent" ("activity", "administration", "id", "illustrative", "line_id", "note", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saved_at", "saved_by_id", "spend", "unit", "version") SELECT new_values."activity", new_values."administration", new_values."id", new_values."illustrative", new_values."line_id", new_values."note", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."saved_at", new_values."saved_by_id", new_values."spend", new_values."unit", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="e7b9c70999e60bf73c0e800ccfe9938fac5810eb",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_5913d",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="schemes_fortnightspend",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_fortnightspendevent" ("activity", "administration", "id", "illustrative", "line_id", "note", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saved_at", "saved_by_id", "spend", "unit", "version") SELECT old_values."activity", old_values."administration", old_values."id", old_values."illustrative", old_values."line_id", old_values."note", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."saved_at", old_values."saved_by_id", old_values."spend", old_values."unit", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="e2938f6713b38eb0e30517994ac9f12a42adb84e",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_88ce2",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="schemes_fortnightspend",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FortnightSpendEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="schemes.fortnightspend",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "line",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="schemes.line",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(help_text="The fortnight of the year.")),
                        ("spend", models.DecimalField(decimal_places=2, max_digits=14)),
                        (
                            "administration",
                            models.DecimalField(
                                decimal_places=2, default=0, help_text="Part of the spend.", max_digits=14
                            ),
                        ),
                        ("activity", models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                        ("unit", models.CharField(blank=True, help_text="What the activity counts.", max_length=160)),
                        ("note", models.CharField(blank=True, max_length=400)),
                        ("illustrative", models.BooleanField(default=False, help_text="No source gives its figures.")),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "saved_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("saved_at", models.DateTimeField()),
                    ],
                ),
            ],
        ),
        migrations.RunSQL(RULES, elidable=False),
        migrations.RunPython(load, unload),
    ]
