"""Indicators and activity: what schemes deliver."""

import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import s75.schema
from s75.rules import append_only

RULES = "".join(
    append_only(table)
    for table in (
        "schemes_indicatorevent",
        "schemes_indicatortargetevent",
        "schemes_readingevent",
        "schemes_deliveredoutputevent",
    )
)


class Migration(migrations.Migration):
    dependencies = [
        ("budgets", "0010_terms_stand_once_locked"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("schemes", "0012_officers"),
    ]

    operations = [
        s75.schema.AtOnce(
            operations=[
                migrations.CreateModel(
                    name="Indicator",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="indicators",
                                to="budgets.place",
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="indicators",
                                to="budgets.fund",
                            ),
                        ),
                        (
                            "scheme",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="indicators",
                                to="schemes.scheme",
                            ),
                        ),
                        (
                            "service",
                            models.CharField(help_text="The heading under which papers print it.", max_length=120),
                        ),
                        ("name", models.CharField(max_length=240)),
                        ("provider", models.CharField(blank=True, max_length=120)),
                        (
                            "unit",
                            models.CharField(
                                choices=[
                                    ("number", "Number"),
                                    ("percent", "Per cent"),
                                    ("pounds", "Pounds"),
                                    ("days", "Days"),
                                    ("text", "Words"),
                                ],
                                default="number",
                                max_length=8,
                            ),
                        ),
                        ("decimals", models.PositiveSmallIntegerField(default=0)),
                        (
                            "cadence",
                            models.CharField(
                                choices=[
                                    ("month", "Every month"),
                                    ("quarter", "Every quarter"),
                                    ("fortnight", "Every fortnight"),
                                ],
                                default="quarter",
                                max_length=9,
                            ),
                        ),
                        (
                            "rule",
                            models.CharField(
                                choices=[
                                    ("sum", "Sum of the periods"),
                                    ("weighted", "All numerators over all denominators"),
                                    ("average", "Average of the periods"),
                                    ("latest", "The latest period"),
                                    ("entered", "Entered by hand"),
                                ],
                                default="sum",
                                max_length=8,
                            ),
                        ),
                        (
                            "better",
                            models.CharField(
                                choices=[
                                    ("higher", "Higher is better"),
                                    ("lower", "Lower is better"),
                                    ("neither", "Neither"),
                                ],
                                default="higher",
                                max_length=7,
                            ),
                        ),
                        (
                            "totals",
                            models.BooleanField(
                                default=False,
                                help_text="It is the total of the indicators with the same service and name.",
                            ),
                        ),
                        ("first_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("last_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("illustrative", models.BooleanField(default=False, help_text="No source gives its readings.")),
                    ],
                    options={
                        "ordering": ["place", "position", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("place", "service", "name", "provider", "scheme"),
                                name="indicator_once_in_place",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("decimals__lte", 4)), name="indicator_decimals_0_to_4"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("unit", "text"), _negated=True),
                                    models.Q(("rule__in", ["latest", "entered"]), ("totals", False)),
                                    _connector="OR",
                                ),
                                name="indicator_words_are_not_added",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_indicatorevent" ("better", "cadence", "decimals", "first_year", "fund_id", "id", "illustrative", "last_year", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "position", "provider", "rule", "scheme_id", "service", "source", "totals", "unit") SELECT new_values."better", new_values."cadence", new_values."decimals", new_values."first_year", new_values."fund_id", new_values."id", new_values."illustrative", new_values."last_year", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place_id", new_values."position", new_values."provider", new_values."rule", new_values."scheme_id", new_values."service", new_values."source", new_values."totals", new_values."unit" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="6059f9a2b1027fc9957843684b43cc2c4eb3f7e9",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_3d0e9",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="schemes_indicator",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_indicatorevent" ("better", "cadence", "decimals", "first_year", "fund_id", "id", "illustrative", "last_year", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "position", "provider", "rule", "scheme_id", "service", "source", "totals", "unit") SELECT new_values."better", new_values."cadence", new_values."decimals", new_values."first_year", new_values."fund_id", new_values."id", new_values."illustrative", new_values."last_year", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place_id", new_values."position", new_values."provider", new_values."rule", new_values."scheme_id", new_values."service", new_values."source", new_values."totals", new_values."unit" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="c2259a1dda3187324bee387d61809ba3a6d262a1",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_12db7",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="schemes_indicator",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_indicatorevent" ("better", "cadence", "decimals", "first_year", "fund_id", "id", "illustrative", "last_year", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "position", "provider", "rule", "scheme_id", "service", "source", "totals", "unit") SELECT old_values."better", old_values."cadence", old_values."decimals", old_values."first_year", old_values."fund_id", old_values."id", old_values."illustrative", old_values."last_year", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place_id", old_values."position", old_values."provider", old_values."rule", old_values."scheme_id", old_values."service", old_values."source", old_values."totals", old_values."unit" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="bc2aa2a9e889eec7ea0cdce31fd000d552454493",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_502e5",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="schemes_indicator",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IndicatorEvent",
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
                                to="schemes.indicator",
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
                            "place",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="budgets.place",
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="budgets.fund",
                            ),
                        ),
                        (
                            "scheme",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="schemes.scheme",
                            ),
                        ),
                        (
                            "service",
                            models.CharField(help_text="The heading under which papers print it.", max_length=120),
                        ),
                        ("name", models.CharField(max_length=240)),
                        ("provider", models.CharField(blank=True, max_length=120)),
                        (
                            "unit",
                            models.CharField(
                                choices=[
                                    ("number", "Number"),
                                    ("percent", "Per cent"),
                                    ("pounds", "Pounds"),
                                    ("days", "Days"),
                                    ("text", "Words"),
                                ],
                                default="number",
                                max_length=8,
                            ),
                        ),
                        ("decimals", models.PositiveSmallIntegerField(default=0)),
                        (
                            "cadence",
                            models.CharField(
                                choices=[
                                    ("month", "Every month"),
                                    ("quarter", "Every quarter"),
                                    ("fortnight", "Every fortnight"),
                                ],
                                default="quarter",
                                max_length=9,
                            ),
                        ),
                        (
                            "rule",
                            models.CharField(
                                choices=[
                                    ("sum", "Sum of the periods"),
                                    ("weighted", "All numerators over all denominators"),
                                    ("average", "Average of the periods"),
                                    ("latest", "The latest period"),
                                    ("entered", "Entered by hand"),
                                ],
                                default="sum",
                                max_length=8,
                            ),
                        ),
                        (
                            "better",
                            models.CharField(
                                choices=[
                                    ("higher", "Higher is better"),
                                    ("lower", "Lower is better"),
                                    ("neither", "Neither"),
                                ],
                                default="higher",
                                max_length=7,
                            ),
                        ),
                        (
                            "totals",
                            models.BooleanField(
                                default=False,
                                help_text="It is the total of the indicators with the same service and name.",
                            ),
                        ),
                        ("first_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("last_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("illustrative", models.BooleanField(default=False, help_text="No source gives its readings.")),
                    ],
                ),
                migrations.CreateModel(
                    name="IndicatorTarget",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "indicator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="targets",
                                to="schemes.indicator",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        (
                            "number",
                            models.PositiveSmallIntegerField(
                                default=0, help_text="0 for the year, or the period's number."
                            ),
                        ),
                        ("text", models.CharField(max_length=80)),
                        (
                            "comparator",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("=", "A plain number"),
                                    (">", "More than"),
                                    (">=", "At least"),
                                    ("<", "Less than"),
                                    ("<=", "At most"),
                                ],
                                max_length=2,
                            ),
                        ),
                        ("amount", models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True)),
                    ],
                    options={
                        "ordering": ["indicator", "year", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("indicator", "year", "number"), name="indicator_target_once_a_period"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("number__lte", 27)), name="indicator_target_number_0_to_27"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("amount__isnull", True), ("comparator", "")),
                                    models.Q(models.Q(("comparator", ""), _negated=True), ("amount__isnull", False)),
                                    _connector="OR",
                                ),
                                name="indicator_target_compares_with_a_number",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_indicatortargetevent" ("amount", "comparator", "id", "indicator_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "year") SELECT new_values."amount", new_values."comparator", new_values."id", new_values."indicator_id", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."text", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="e1aa09d704c6889031ad1b0eeb6b458745a23c1b",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_775a2",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="schemes_indicatortarget",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_indicatortargetevent" ("amount", "comparator", "id", "indicator_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "year") SELECT new_values."amount", new_values."comparator", new_values."id", new_values."indicator_id", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."text", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="5181ad7f736efb7ddb93bc137ea7de459a31cbb6",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_a10ba",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="schemes_indicatortarget",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_indicatortargetevent" ("amount", "comparator", "id", "indicator_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "year") SELECT old_values."amount", old_values."comparator", old_values."id", old_values."indicator_id", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."text", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="1fd5c0c45b282ea524f5bba1b1a7eefd61ac46fb",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_bff22",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="schemes_indicatortarget",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IndicatorTargetEvent",
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
                                to="schemes.indicatortarget",
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
                            "indicator",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="schemes.indicator",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        (
                            "number",
                            models.PositiveSmallIntegerField(
                                default=0, help_text="0 for the year, or the period's number."
                            ),
                        ),
                        ("text", models.CharField(max_length=80)),
                        (
                            "comparator",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("=", "A plain number"),
                                    (">", "More than"),
                                    (">=", "At least"),
                                    ("<", "Less than"),
                                    ("<=", "At most"),
                                ],
                                max_length=2,
                            ),
                        ),
                        ("amount", models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="Reading",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "indicator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="readings",
                                to="schemes.indicator",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        (
                            "number",
                            models.PositiveSmallIntegerField(help_text="The month, quarter or fortnight of the year."),
                        ),
                        (
                            "applicable",
                            models.BooleanField(default=True, help_text="No: it was not collected, and prints as “-”."),
                        ),
                        ("value", models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True)),
                        ("numerator", models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True)),
                        ("denominator", models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True)),
                        (
                            "words",
                            models.CharField(
                                blank=True, help_text="For an indicator that is said in words.", max_length=120
                            ),
                        ),
                        (
                            "year_to_date",
                            models.DecimalField(
                                blank=True,
                                decimal_places=4,
                                help_text="As the source prints it; where the rule is “entered”, the figure itself.",
                                max_digits=16,
                                null=True,
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=400)),
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
                        "ordering": ["indicator", "year", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("indicator", "year", "number"), name="reading_once_a_period"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("number__gte", 1), ("number__lte", 27)),
                                name="reading_number_1_to_27",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("denominator__isnull", True), ("numerator__isnull", True)),
                                    models.Q(
                                        ("denominator__gt", 0),
                                        ("denominator__isnull", False),
                                        ("numerator__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="reading_has_both_parts_of_its_share",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("applicable", True),
                                    models.Q(
                                        ("numerator__isnull", True),
                                        ("value__isnull", True),
                                        ("words", ""),
                                        ("year_to_date__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="reading_not_collected_has_no_figure",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_readingevent" ("applicable", "denominator", "id", "indicator_id", "note", "number", "numerator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saved_at", "saved_by_id", "value", "version", "words", "year", "year_to_date") SELECT new_values."applicable", new_values."denominator", new_values."id", new_values."indicator_id", new_values."note", new_values."number", new_values."numerator", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."saved_at", new_values."saved_by_id", new_values."value", new_values."version", new_values."words", new_values."year", new_values."year_to_date" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="467196c47ddf7b3eee921ba78c7bde07567e5287",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_8dc44",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="schemes_reading",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_readingevent" ("applicable", "denominator", "id", "indicator_id", "note", "number", "numerator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saved_at", "saved_by_id", "value", "version", "words", "year", "year_to_date") SELECT new_values."applicable", new_values."denominator", new_values."id", new_values."indicator_id", new_values."note", new_values."number", new_values."numerator", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."saved_at", new_values."saved_by_id", new_values."value", new_values."version", new_values."words", new_values."year", new_values."year_to_date" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="197280362c6c24aca2e71c304dc3b0175ff67049",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_1d135",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="schemes_reading",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_readingevent" ("applicable", "denominator", "id", "indicator_id", "note", "number", "numerator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saved_at", "saved_by_id", "value", "version", "words", "year", "year_to_date") SELECT old_values."applicable", old_values."denominator", old_values."id", old_values."indicator_id", old_values."note", old_values."number", old_values."numerator", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."saved_at", old_values."saved_by_id", old_values."value", old_values."version", old_values."words", old_values."year", old_values."year_to_date" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="8944484e87d9095e1b8bc7cc8b1b5a89bd6beafb",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_88315",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="schemes_reading",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReadingEvent",
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
                                to="schemes.reading",
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
                            "indicator",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="schemes.indicator",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        (
                            "number",
                            models.PositiveSmallIntegerField(help_text="The month, quarter or fortnight of the year."),
                        ),
                        (
                            "applicable",
                            models.BooleanField(default=True, help_text="No: it was not collected, and prints as “-”."),
                        ),
                        ("value", models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True)),
                        ("numerator", models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True)),
                        ("denominator", models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True)),
                        (
                            "words",
                            models.CharField(
                                blank=True, help_text="For an indicator that is said in words.", max_length=120
                            ),
                        ),
                        (
                            "year_to_date",
                            models.DecimalField(
                                blank=True,
                                decimal_places=4,
                                help_text="As the source prints it; where the rule is “entered”, the figure itself.",
                                max_digits=16,
                                null=True,
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=400)),
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
                migrations.CreateModel(
                    name="DeliveredOutput",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "output",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deliveries",
                                to="schemes.plannedoutput",
                            ),
                        ),
                        ("quarter", models.PositiveSmallIntegerField()),
                        ("to_date", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("note", models.CharField(blank=True, max_length=400)),
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
                        "ordering": ["output", "quarter"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("output", "quarter"), name="delivered_output_once_a_quarter"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("quarter__gte", 1), ("quarter__lte", 4)),
                                name="delivered_output_quarter_1_to_4",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("to_date__gte", 0)), name="delivered_output_not_below_zero"
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_deliveredoutputevent" ("id", "note", "output_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quarter", "saved_at", "saved_by_id", "to_date", "version") SELECT new_values."id", new_values."note", new_values."output_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."quarter", new_values."saved_at", new_values."saved_by_id", new_values."to_date", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="65bf528868b20512453a8ad058d3bf617a889fdc",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_eb3e6",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="schemes_deliveredoutput",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_deliveredoutputevent" ("id", "note", "output_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quarter", "saved_at", "saved_by_id", "to_date", "version") SELECT new_values."id", new_values."note", new_values."output_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."quarter", new_values."saved_at", new_values."saved_by_id", new_values."to_date", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="c2b59a5e2a1b4e3aca00a3a2d3b0cd3c03e22249",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_f3a1e",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="schemes_deliveredoutput",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_deliveredoutputevent" ("id", "note", "output_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quarter", "saved_at", "saved_by_id", "to_date", "version") SELECT old_values."id", old_values."note", old_values."output_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."quarter", old_values."saved_at", old_values."saved_by_id", old_values."to_date", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="f613ab37db417ed6f9c527b17536def877e4a8ba",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_c38cf",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="schemes_deliveredoutput",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DeliveredOutputEvent",
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
                                to="schemes.deliveredoutput",
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
                            "output",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="schemes.plannedoutput",
                            ),
                        ),
                        ("quarter", models.PositiveSmallIntegerField()),
                        ("to_date", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("note", models.CharField(blank=True, max_length=400)),
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
    ]
