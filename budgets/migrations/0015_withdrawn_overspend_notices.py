"""The notice of an overspend can be withdrawn; it then leaves its place to another."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import s75.schema


class Migration(migrations.Migration):
    dependencies = [
        ("budgets", "0014_ended_risk_overrides"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        s75.schema.AtOnce(
            [
                pgtrigger.migrations.RemoveTrigger(
                    model_name="overspendnotice",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="overspendnotice",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="overspendnotice",
                    name="delete_delete",
                ),
                migrations.RemoveConstraint(
                    model_name="overspendnotice",
                    name="overspend_notice_once_a_projection",
                ),
                migrations.AddField(
                    model_name="overspendnotice",
                    name="withdrawn_at",
                    field=models.DateTimeField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="overspendnotice",
                    name="withdrawn_because",
                    field=models.TextField(blank=True),
                ),
                migrations.AddField(
                    model_name="overspendnotice",
                    name="withdrawn_by",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="overspendnoticeevent",
                    name="withdrawn_at",
                    field=models.DateTimeField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="overspendnoticeevent",
                    name="withdrawn_because",
                    field=models.TextField(blank=True),
                ),
                migrations.AddField(
                    model_name="overspendnoticeevent",
                    name="withdrawn_by",
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
                pgtrigger.migrations.AddTrigger(
                    model_name="overspendnotice",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_overspendnoticeevent" ("amount", "due_on", "fund_id", "id", "illustrative", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_due_on", "plan_received_on", "plan_recorded_at", "plan_recorded_by_id", "plan_text", "projected_on", "recorded_at", "sent_by_id", "sent_on", "sent_to", "text", "withdrawn_at", "withdrawn_because", "withdrawn_by_id", "year") SELECT new_values."amount", new_values."due_on", new_values."fund_id", new_values."id", new_values."illustrative", new_values."month", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."plan_due_on", new_values."plan_received_on", new_values."plan_recorded_at", new_values."plan_recorded_by_id", new_values."plan_text", new_values."projected_on", new_values."recorded_at", new_values."sent_by_id", new_values."sent_on", new_values."sent_to", new_values."text", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by_id", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="6f217f67b3bcb3c44763c9939b275c65d2d437cd",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_05b2c",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="budgets_overspendnotice",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="overspendnotice",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_overspendnoticeevent" ("amount", "due_on", "fund_id", "id", "illustrative", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_due_on", "plan_received_on", "plan_recorded_at", "plan_recorded_by_id", "plan_text", "projected_on", "recorded_at", "sent_by_id", "sent_on", "sent_to", "text", "withdrawn_at", "withdrawn_because", "withdrawn_by_id", "year") SELECT new_values."amount", new_values."due_on", new_values."fund_id", new_values."id", new_values."illustrative", new_values."month", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."plan_due_on", new_values."plan_received_on", new_values."plan_recorded_at", new_values."plan_recorded_by_id", new_values."plan_text", new_values."projected_on", new_values."recorded_at", new_values."sent_by_id", new_values."sent_on", new_values."sent_to", new_values."text", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by_id", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="2b894efb0c8a7ffff98a09684c9eccb4839883bb",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4d727",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="budgets_overspendnotice",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="overspendnotice",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_overspendnoticeevent" ("amount", "due_on", "fund_id", "id", "illustrative", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_due_on", "plan_received_on", "plan_recorded_at", "plan_recorded_by_id", "plan_text", "projected_on", "recorded_at", "sent_by_id", "sent_on", "sent_to", "text", "withdrawn_at", "withdrawn_because", "withdrawn_by_id", "year") SELECT old_values."amount", old_values."due_on", old_values."fund_id", old_values."id", old_values."illustrative", old_values."month", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."plan_due_on", old_values."plan_received_on", old_values."plan_recorded_at", old_values."plan_recorded_by_id", old_values."plan_text", old_values."projected_on", old_values."recorded_at", old_values."sent_by_id", old_values."sent_on", old_values."sent_to", old_values."text", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by_id", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="9ec0e0046c580cadcd79cba3b523f57d0bdcf41b",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_07cbd",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="budgets_overspendnotice",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="overspendnotice",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("fund", "year", "month"),
                        name="overspend_notice_once_a_projection",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="overspendnotice",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at__isnull", True),
                                ("withdrawn_because", ""),
                                ("withdrawn_by__isnull", True),
                            ),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                                models.Q(("withdrawn_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="overspend_withdrawal_says_why_who_and_when",
                    ),
                ),
            ]
        )
    ]
