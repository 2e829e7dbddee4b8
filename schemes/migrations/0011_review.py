"""Querying and approving forecasts, and what is said about a line."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import s75.schema
from s75.rules import append_only, period_lock, same_year

RULES = (
    append_only("schemes_remark")
    + period_lock("schemes_remark", "round")
    + same_year("schemes_remark", "schemes_line", "line_id")
)


class Migration(migrations.Migration):
    dependencies = [
        ("schemes", "0010_ledger_rules"),
        ("budgets", "0013_overspend_notices"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        s75.schema.AtOnce(
            operations=[
                migrations.CreateModel(
                    name="Remark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        (
                            "round",
                            models.PositiveSmallIntegerField(help_text="The period that was open when it was said."),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("comment", "Comment"),
                                    ("query", "Query"),
                                    ("answer", "Answer"),
                                    ("approval", "Approval"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "text",
                            models.CharField(
                                blank=True, help_text="An approval may go without words.", max_length=2000
                            ),
                        ),
                        (
                            "illustrative",
                            models.BooleanField(
                                default=False, help_text="Made up to show how it looks; no source gives it."
                            ),
                        ),
                        ("said_at", models.DateTimeField()),
                        (
                            "fund",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="budgets.fund"
                            ),
                        ),
                        (
                            "line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="remarks", to="schemes.line"
                            ),
                        ),
                        (
                            "said_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["line", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind", "approval"), models.Q(("text", ""), _negated=True), _connector="OR"
                                ),
                                name="remark_has_words",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("round__gte", 1), ("round__lte", 13)), name="remark_round_1_to_13"
                            ),
                        ],
                    },
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="forecast",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="forecast",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="forecast",
                    name="delete_delete",
                ),
                migrations.AddField(
                    model_name="forecast",
                    name="reviewed_at",
                    field=models.DateTimeField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="forecast",
                    name="reviewed_by",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="forecastevent",
                    name="reviewed_at",
                    field=models.DateTimeField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="forecastevent",
                    name="reviewed_by",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AlterField(
                    model_name="forecast",
                    name="state",
                    field=models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("queried", "Queried"),
                            ("approved", "Approved"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                migrations.AlterField(
                    model_name="forecastevent",
                    name="state",
                    field=models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("queried", "Queried"),
                            ("approved", "Approved"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="forecast",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_forecastevent" ("basis", "explanation", "figures", "fund_id", "id", "line_id", "mitigation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewed_at", "reviewed_by_id", "round", "saved_at", "saved_by_id", "state", "submitted_at", "submitted_by_id", "version", "year") SELECT new_values."basis", new_values."explanation", new_values."figures", new_values."fund_id", new_values."id", new_values."line_id", new_values."mitigation", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reviewed_at", new_values."reviewed_by_id", new_values."round", new_values."saved_at", new_values."saved_by_id", new_values."state", new_values."submitted_at", new_values."submitted_by_id", new_values."version", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="484be535f62c9a9307193e51f59ac97d152e334a",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_67c74",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="schemes_forecast",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="forecast",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_forecastevent" ("basis", "explanation", "figures", "fund_id", "id", "line_id", "mitigation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewed_at", "reviewed_by_id", "round", "saved_at", "saved_by_id", "state", "submitted_at", "submitted_by_id", "version", "year") SELECT new_values."basis", new_values."explanation", new_values."figures", new_values."fund_id", new_values."id", new_values."line_id", new_values."mitigation", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reviewed_at", new_values."reviewed_by_id", new_values."round", new_values."saved_at", new_values."saved_by_id", new_values."state", new_values."submitted_at", new_values."submitted_by_id", new_values."version", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="a2dff702f51043bd1fe5b5530a3eee933df44de2",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_89da1",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="schemes_forecast",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="forecast",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_forecastevent" ("basis", "explanation", "figures", "fund_id", "id", "line_id", "mitigation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewed_at", "reviewed_by_id", "round", "saved_at", "saved_by_id", "state", "submitted_at", "submitted_by_id", "version", "year") SELECT old_values."basis", old_values."explanation", old_values."figures", old_values."fund_id", old_values."id", old_values."line_id", old_values."mitigation", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reviewed_at", old_values."reviewed_by_id", old_values."round", old_values."saved_at", old_values."saved_by_id", old_values."state", old_values."submitted_at", old_values."submitted_by_id", old_values."version", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="86315a5cfc314f8495011dddde15a3f61aa860c9",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_2c381",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="schemes_forecast",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="forecast",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("reviewed_at__isnull", True),
                                ("reviewed_by__isnull", True),
                                ("state__in", ("draft", "submitted")),
                            ),
                            models.Q(
                                ("reviewed_at__isnull", False),
                                ("reviewed_by__isnull", False),
                                ("state__in", ("queried", "approved")),
                            ),
                            _connector="OR",
                        ),
                        name="forecast_review_says_who_and_when",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="forecast",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("reviewed_by__isnull", True),
                            models.Q(
                                models.Q(("reviewed_by", models.F("saved_by")), _negated=True),
                                models.Q(
                                    ("submitted_by__isnull", True),
                                    models.Q(("reviewed_by", models.F("submitted_by")), _negated=True),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="forecast_is_reviewed_by_somebody_else",
                    ),
                ),
            ]
        ),
        migrations.RunSQL(RULES, elidable=False),
    ]
