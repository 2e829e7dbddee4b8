"""When a month's work is due: bank holidays, rules of the calendar, dates that differ."""

import csv
from datetime import date
from pathlib import Path

import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import s75.schema
from s75.rules import append_only

HOLIDAYS = Path(settings.BASE_DIR) / "fixtures" / "reference_calendar" / "bank_holidays.csv"
HISTORIES = ("budgets_bankholidayevent", "budgets_calendarruleevent", "budgets_duedateevent")


def load(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    holiday = apps.get_model("budgets", "BankHoliday")
    with HOLIDAYS.open(encoding="utf-8", newline="") as file:
        rows = [holiday(day=date.fromisoformat(row["day"]), name=row["name"]) for row in csv.DictReader(file)]
    holiday.objects.bulk_create(rows)


class Migration(migrations.Migration):
    dependencies = [
        ("budgets", "0010_terms_stand_once_locked"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        s75.schema.AtOnce(
            operations=[
                migrations.CreateModel(
                    name="BankHoliday",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField(unique=True)),
                        ("name", models.CharField(max_length=80)),
                    ],
                    options={
                        "ordering": ["day"],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_bankholidayevent" ("day", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."day", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="9b65413629b1cf2182453171c57aa4a177015d80",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_890b2",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="budgets_bankholiday",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_bankholidayevent" ("day", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."day", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="ae41b89552631b29d46267e90a6d108f9e3210c6",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_b123d",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="budgets_bankholiday",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_bankholidayevent" ("day", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."day", old_values."id", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="b8d817992d5828a16122e7e5874ac1b42ff20a5c",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_73209",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="budgets_bankholiday",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="calendar_rules",
                                to="budgets.fund",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("opens", "Period opens"),
                                    ("ledger", "Ledger in"),
                                    ("forecast", "Forecasts submitted"),
                                    ("review", "Review done"),
                                    ("lock", "Period locked"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "partner",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: every partner.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="budgets.partner",
                            ),
                        ),
                        (
                            "working_day",
                            models.PositiveSmallIntegerField(
                                help_text="Counted from the month's end.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(60),
                                ],
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("month", models.PositiveSmallIntegerField(default=1, help_text="Counts from this period on.")),
                    ],
                    options={
                        "ordering": ["fund", "kind", "partner", "year", "month"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("fund", "kind", "partner", "year", "month"),
                                name="calendar_rule_once_a_period",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__gte", 1), ("month__lte", 13)),
                                name="calendar_rule_month_1_to_13",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("working_day__gte", 1), ("working_day__lte", 60)),
                                name="calendar_rule_working_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("partner__isnull", True),
                                    models.Q(("kind__in", ("opens", "lock")), _negated=True),
                                    _connector="OR",
                                ),
                                name="calendar_rule_of_a_partner",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_calendarruleevent" ("fund_id", "id", "kind", "month", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "working_day", "year") SELECT new_values."fund_id", new_values."id", new_values."kind", new_values."month", new_values."partner_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."working_day", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="91307e51285babf1ddc8f264e999be417c92e4c5",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_e5086",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="budgets_calendarrule",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_calendarruleevent" ("fund_id", "id", "kind", "month", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "working_day", "year") SELECT new_values."fund_id", new_values."id", new_values."kind", new_values."month", new_values."partner_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."working_day", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="fce68996c1a12e16aa51df9e05ad21f1162ab191",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_99d71",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="budgets_calendarrule",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_calendarruleevent" ("fund_id", "id", "kind", "month", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "working_day", "year") SELECT old_values."fund_id", old_values."id", old_values."kind", old_values."month", old_values."partner_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."working_day", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="71fe24eb8e5814383e89d7ae7e28f39bbd81177a",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_f2e53",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="budgets_calendarrule",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DueDate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="due_dates", to="budgets.fund"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("month", models.PositiveSmallIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("opens", "Period opens"),
                                    ("ledger", "Ledger in"),
                                    ("forecast", "Forecasts submitted"),
                                    ("review", "Review done"),
                                    ("lock", "Period locked"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "partner",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: every partner.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="budgets.partner",
                            ),
                        ),
                        ("day", models.DateField()),
                        ("reason", models.CharField(max_length=200)),
                    ],
                    options={
                        "ordering": ["fund", "year", "month", "kind", "partner"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("fund", "year", "month", "kind", "partner"),
                                name="due_date_once_a_period",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__gte", 1), ("month__lte", 13)), name="due_date_month_1_to_13"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True), name="due_date_says_why"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("partner__isnull", True),
                                    models.Q(("kind__in", ("opens", "lock")), _negated=True),
                                    _connector="OR",
                                ),
                                name="due_date_of_a_partner",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_duedateevent" ("day", "fund_id", "id", "kind", "month", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "year") SELECT new_values."day", new_values."fund_id", new_values."id", new_values."kind", new_values."month", new_values."partner_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="430301aa69e02d37f1f7f4d40e345d8fd14809ec",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_47ab2",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="budgets_duedate",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_duedateevent" ("day", "fund_id", "id", "kind", "month", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "year") SELECT new_values."day", new_values."fund_id", new_values."id", new_values."kind", new_values."month", new_values."partner_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="9855c1e16561d4eb8aa27fe632554e50161c2905",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_0cfd4",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="budgets_duedate",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_duedateevent" ("day", "fund_id", "id", "kind", "month", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "year") SELECT old_values."day", old_values."fund_id", old_values."id", old_values."kind", old_values."month", old_values."partner_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="9e8f7d1feeb9a5b201ac64aa718b9138a093de21",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_4ee2d",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="budgets_duedate",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BankHolidayEvent",
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
                                to="budgets.bankholiday",
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
                        ("day", models.DateField()),
                        ("name", models.CharField(max_length=80)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CalendarRuleEvent",
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
                                to="budgets.calendarrule",
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
                            "fund",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="budgets.fund",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("opens", "Period opens"),
                                    ("ledger", "Ledger in"),
                                    ("forecast", "Forecasts submitted"),
                                    ("review", "Review done"),
                                    ("lock", "Period locked"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "partner",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Empty: every partner.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="budgets.partner",
                            ),
                        ),
                        (
                            "working_day",
                            models.PositiveSmallIntegerField(
                                help_text="Counted from the month's end.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(60),
                                ],
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("month", models.PositiveSmallIntegerField(default=1, help_text="Counts from this period on.")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DueDateEvent",
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
                                to="budgets.duedate",
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
                            "fund",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="budgets.fund",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("month", models.PositiveSmallIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("opens", "Period opens"),
                                    ("ledger", "Ledger in"),
                                    ("forecast", "Forecasts submitted"),
                                    ("review", "Review done"),
                                    ("lock", "Period locked"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "partner",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Empty: every partner.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="budgets.partner",
                            ),
                        ),
                        ("day", models.DateField()),
                        ("reason", models.CharField(max_length=200)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
            ],
        ),
        migrations.RunSQL("".join(append_only(table) for table in HISTORIES), elidable=False),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
