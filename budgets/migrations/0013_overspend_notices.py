"""The notices of an overspend that an agreement asks for, and the plans that answer them."""

from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import s75.schema
from s75.rules import append_only

RULES = [
    append_only("budgets_overspendtermsevent"),
    append_only("budgets_overspendnoticeevent"),
    """
CREATE TRIGGER s75_terms_stand AFTER INSERT OR UPDATE OR DELETE ON budgets_overspendterms
    FOR EACH ROW EXECUTE FUNCTION s75_terms_stand();
""",
]


class Migration(migrations.Migration):
    dependencies = [
        ("budgets", "0012_notices"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        s75.schema.AtOnce(
            operations=[
                migrations.CreateModel(
                    name="OverspendTerms",
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
                                related_name="overspend_terms",
                                to="budgets.fund",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("month", models.PositiveSmallIntegerField(default=1, help_text="Counts from this period on.")),
                        (
                            "tolerance",
                            models.DecimalField(
                                decimal_places=2,
                                default=Decimal("0"),
                                help_text="An overspend up to so many pounds needs no notice.",
                                max_digits=14,
                                validators=[django.core.validators.MinValueValidator(0)],
                            ),
                        ),
                        (
                            "notice_days",
                            models.PositiveSmallIntegerField(
                                default=5, help_text="Working days from the projection to the notice."
                            ),
                        ),
                        (
                            "plan_days",
                            models.PositiveSmallIntegerField(
                                default=21, help_text="Days from the projection to the remedial action plan."
                            ),
                        ),
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("illustrative", models.BooleanField(default=False, help_text="No source gives it.")),
                    ],
                    options={
                        "verbose_name_plural": "overspend terms",
                        "ordering": ["fund", "year", "month"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("fund", "year", "month"), name="overspend_terms_once_a_period"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__gte", 1), ("month__lte", 13)),
                                name="overspend_terms_month_1_to_13",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("tolerance__gte", 0)), name="overspend_terms_tolerance_from_zero"
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_overspendtermsevent" ("fund_id", "id", "illustrative", "month", "notice_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_days", "source", "tolerance", "year") SELECT new_values."fund_id", new_values."id", new_values."illustrative", new_values."month", new_values."notice_days", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."plan_days", new_values."source", new_values."tolerance", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="0d0888a131d8dccdcafdb7819ef97d733b1536df",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_9d70f",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="budgets_overspendterms",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_overspendtermsevent" ("fund_id", "id", "illustrative", "month", "notice_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_days", "source", "tolerance", "year") SELECT new_values."fund_id", new_values."id", new_values."illustrative", new_values."month", new_values."notice_days", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."plan_days", new_values."source", new_values."tolerance", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="3a22d94606fd0e810eed17fcc08ca3dcce1d8ad9",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_4c4e2",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="budgets_overspendterms",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_overspendtermsevent" ("fund_id", "id", "illustrative", "month", "notice_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_days", "source", "tolerance", "year") SELECT old_values."fund_id", old_values."id", old_values."illustrative", old_values."month", old_values."notice_days", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."plan_days", old_values."source", old_values."tolerance", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="876278e5d26b4401cf1f4bba5021dc660b99ae1a",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_6344f",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="budgets_overspendterms",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OverspendNotice",
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
                                related_name="overspend_notices",
                                to="budgets.fund",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        (
                            "month",
                            models.PositiveSmallIntegerField(help_text="The first period in a row that projected it."),
                        ),
                        (
                            "amount",
                            models.DecimalField(
                                decimal_places=2,
                                help_text="The overspend that it gives notice of, in £.",
                                max_digits=14,
                            ),
                        ),
                        ("projected_on", models.DateField()),
                        ("due_on", models.DateField()),
                        ("plan_due_on", models.DateField()),
                        ("sent_on", models.DateField()),
                        ("sent_to", models.CharField(help_text="By role, not by name.", max_length=300)),
                        ("text", models.TextField()),
                        (
                            "sent_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                        ("plan_received_on", models.DateField(blank=True, null=True)),
                        ("plan_text", models.TextField(blank=True)),
                        (
                            "plan_recorded_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("plan_recorded_at", models.DateTimeField(blank=True, null=True)),
                        ("illustrative", models.BooleanField(default=False, help_text="No source gives it.")),
                    ],
                    options={
                        "ordering": ["fund", "year", "month"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("fund", "year", "month"), name="overspend_notice_once_a_projection"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__gte", 1), ("month__lte", 13)),
                                name="overspend_notice_month_1_to_13",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount__gt", 0)), name="overspend_notice_of_an_overspend"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("text", ""), _negated=True), models.Q(("sent_to", ""), _negated=True)
                                ),
                                name="overspend_notice_says_what_to_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("sent_on__gte", models.F("projected_on"))),
                                name="overspend_notice_after_projection",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("plan_received_on__isnull", True),
                                        ("plan_recorded_at__isnull", True),
                                        ("plan_recorded_by__isnull", True),
                                        ("plan_text", ""),
                                    ),
                                    models.Q(
                                        ("plan_received_on__gte", models.F("projected_on")),
                                        ("plan_recorded_at__isnull", False),
                                        ("plan_recorded_by__isnull", False),
                                        models.Q(("plan_text", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="overspend_plan_says_what_who_and_when",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_overspendnoticeevent" ("amount", "due_on", "fund_id", "id", "illustrative", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_due_on", "plan_received_on", "plan_recorded_at", "plan_recorded_by_id", "plan_text", "projected_on", "recorded_at", "sent_by_id", "sent_on", "sent_to", "text", "year") SELECT new_values."amount", new_values."due_on", new_values."fund_id", new_values."id", new_values."illustrative", new_values."month", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."plan_due_on", new_values."plan_received_on", new_values."plan_recorded_at", new_values."plan_recorded_by_id", new_values."plan_text", new_values."projected_on", new_values."recorded_at", new_values."sent_by_id", new_values."sent_on", new_values."sent_to", new_values."text", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="3543ba348dc5536745dbf4500bb0b3996682fae7",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_05b2c",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="budgets_overspendnotice",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_overspendnoticeevent" ("amount", "due_on", "fund_id", "id", "illustrative", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_due_on", "plan_received_on", "plan_recorded_at", "plan_recorded_by_id", "plan_text", "projected_on", "recorded_at", "sent_by_id", "sent_on", "sent_to", "text", "year") SELECT new_values."amount", new_values."due_on", new_values."fund_id", new_values."id", new_values."illustrative", new_values."month", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."plan_due_on", new_values."plan_received_on", new_values."plan_recorded_at", new_values."plan_recorded_by_id", new_values."plan_text", new_values."projected_on", new_values."recorded_at", new_values."sent_by_id", new_values."sent_on", new_values."sent_to", new_values."text", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="faad29b6ff9064a59fadd7e648f003c46bc7ddb3",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_4d727",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="budgets_overspendnotice",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_overspendnoticeevent" ("amount", "due_on", "fund_id", "id", "illustrative", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_due_on", "plan_received_on", "plan_recorded_at", "plan_recorded_by_id", "plan_text", "projected_on", "recorded_at", "sent_by_id", "sent_on", "sent_to", "text", "year") SELECT old_values."amount", old_values."due_on", old_values."fund_id", old_values."id", old_values."illustrative", old_values."month", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."plan_due_on", old_values."plan_received_on", old_values."plan_recorded_at", old_values."plan_recorded_by_id", old_values."plan_text", old_values."projected_on", old_values."recorded_at", old_values."sent_by_id", old_values."sent_on", old_values."sent_to", old_values."text", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="b41f5ba0be2b5b79eeb6f91ff68c34cb043b706e",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_07cbd",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="budgets_overspendnotice",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OverspendTermsEvent",
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
                                to="budgets.overspendterms",
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
                        ("month", models.PositiveSmallIntegerField(default=1, help_text="Counts from this period on.")),
                        (
                            "tolerance",
                            models.DecimalField(
                                decimal_places=2,
                                default=Decimal("0"),
                                help_text="An overspend up to so many pounds needs no notice.",
                                max_digits=14,
                                validators=[django.core.validators.MinValueValidator(0)],
                            ),
                        ),
                        (
                            "notice_days",
                            models.PositiveSmallIntegerField(
                                default=5, help_text="Working days from the projection to the notice."
                            ),
                        ),
                        (
                            "plan_days",
                            models.PositiveSmallIntegerField(
                                default=21, help_text="Days from the projection to the remedial action plan."
                            ),
                        ),
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("illustrative", models.BooleanField(default=False, help_text="No source gives it.")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="OverspendNoticeEvent",
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
                                to="budgets.overspendnotice",
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
                        (
                            "month",
                            models.PositiveSmallIntegerField(help_text="The first period in a row that projected it."),
                        ),
                        (
                            "amount",
                            models.DecimalField(
                                decimal_places=2,
                                help_text="The overspend that it gives notice of, in £.",
                                max_digits=14,
                            ),
                        ),
                        ("projected_on", models.DateField()),
                        ("due_on", models.DateField()),
                        ("plan_due_on", models.DateField()),
                        ("sent_on", models.DateField()),
                        ("sent_to", models.CharField(help_text="By role, not by name.", max_length=300)),
                        ("text", models.TextField()),
                        (
                            "sent_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                        ("plan_received_on", models.DateField(blank=True, null=True)),
                        ("plan_text", models.TextField(blank=True)),
                        (
                            "plan_recorded_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("plan_recorded_at", models.DateTimeField(blank=True, null=True)),
                        ("illustrative", models.BooleanField(default=False, help_text="No source gives it.")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
            ],
        ),
        migrations.RunSQL("".join(RULES), elidable=False),
    ]
