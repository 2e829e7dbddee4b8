"""Reserve projects keep who proposed and decided on them, and in which period; no page had made one before."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from s75.schema import AtOnce


class Migration(migrations.Migration):
    dependencies = [
        ("budgets", "0007_allocation_parts_rule"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AtOnce(
            [
                pgtrigger.migrations.RemoveTrigger(
                    model_name="reserveproject",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="reserveproject",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="reserveproject",
                    name="delete_delete",
                ),
                migrations.AddField(
                    model_name="reserveentry",
                    name="key",
                    field=models.UUIDField(
                        blank=True,
                        help_text="Of the request that made it: sent twice, made once.",
                        null=True,
                        unique=True,
                    ),
                ),
                migrations.AddField(
                    model_name="reserveproject",
                    name="closed_in",
                    field=models.PositiveIntegerField(
                        blank=True,
                        help_text="The open period in which this was done, as year × 100 + month: 202008 is P08 of 2020-21.",
                        null=True,
                    ),
                ),
                migrations.AddField(
                    model_name="reserveproject",
                    name="decided_by",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="reserveproject",
                    name="decided_in",
                    field=models.PositiveIntegerField(
                        blank=True,
                        help_text="The open period in which this was done, as year × 100 + month: 202008 is P08 of 2020-21.",
                        null=True,
                    ),
                ),
                migrations.AddField(
                    model_name="reserveproject",
                    name="proposed_by",
                    field=models.ForeignKey(
                        default=1,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                    preserve_default=False,
                ),
                migrations.AddField(
                    model_name="reserveproject",
                    name="proposed_in",
                    field=models.PositiveIntegerField(
                        default=1,
                        help_text="The open period in which this was done, as year × 100 + month: 202008 is P08 of 2020-21.",
                    ),
                    preserve_default=False,
                ),
                migrations.AddField(
                    model_name="reserveprojectevent",
                    name="closed_in",
                    field=models.PositiveIntegerField(
                        blank=True,
                        help_text="The open period in which this was done, as year × 100 + month: 202008 is P08 of 2020-21.",
                        null=True,
                    ),
                ),
                migrations.AddField(
                    model_name="reserveprojectevent",
                    name="decided_by",
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
                migrations.AddField(
                    model_name="reserveprojectevent",
                    name="decided_in",
                    field=models.PositiveIntegerField(
                        blank=True,
                        help_text="The open period in which this was done, as year × 100 + month: 202008 is P08 of 2020-21.",
                        null=True,
                    ),
                ),
                migrations.AddField(
                    model_name="reserveprojectevent",
                    name="proposed_by",
                    field=models.ForeignKey(
                        db_constraint=False,
                        default=1,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                    preserve_default=False,
                ),
                migrations.AddField(
                    model_name="reserveprojectevent",
                    name="proposed_in",
                    field=models.PositiveIntegerField(
                        default=1,
                        help_text="The open period in which this was done, as year × 100 + month: 202008 is P08 of 2020-21.",
                    ),
                    preserve_default=False,
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reserveproject",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_reserveprojectevent" ("authority", "closed_in", "decided_by_id", "decided_in", "id", "illustrative", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "proposed_by_id", "proposed_in", "reserve_id", "source", "state") SELECT new_values."authority", new_values."closed_in", new_values."decided_by_id", new_values."decided_in", new_values."id", new_values."illustrative", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."proposed_by_id", new_values."proposed_in", new_values."reserve_id", new_values."source", new_values."state" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="b6128e9cc2ecb278300fc27719b4f502b73513ed",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_9abd2",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="budgets_reserveproject",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reserveproject",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_reserveprojectevent" ("authority", "closed_in", "decided_by_id", "decided_in", "id", "illustrative", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "proposed_by_id", "proposed_in", "reserve_id", "source", "state") SELECT new_values."authority", new_values."closed_in", new_values."decided_by_id", new_values."decided_in", new_values."id", new_values."illustrative", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."proposed_by_id", new_values."proposed_in", new_values."reserve_id", new_values."source", new_values."state" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="491b96254695a4cb72abed150fd5cc70176099dd",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_40303",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="budgets_reserveproject",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reserveproject",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_reserveprojectevent" ("authority", "closed_in", "decided_by_id", "decided_in", "id", "illustrative", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "proposed_by_id", "proposed_in", "reserve_id", "source", "state") SELECT old_values."authority", old_values."closed_in", old_values."decided_by_id", old_values."decided_in", old_values."id", old_values."illustrative", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."proposed_by_id", old_values."proposed_in", old_values."reserve_id", old_values."source", old_values."state" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="1e89206212261c80559cdf4ba478dc9de633d2b9",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_e7970",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="budgets_reserveproject",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="reserveproject",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by__isnull", True), ("decided_in__isnull", True), ("state", "proposed")),
                            models.Q(
                                models.Q(("state", "proposed"), _negated=True),
                                ("decided_by__isnull", False),
                                ("decided_in__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="reserve_project_decision_says_who_and_when",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="reserveproject",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_in__isnull", False), ("state", "closed")),
                            models.Q(models.Q(("state", "closed"), _negated=True), ("closed_in__isnull", True)),
                            _connector="OR",
                        ),
                        name="reserve_project_closed_says_when",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="reserveproject",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                        name="reserve_project_not_decided_by_its_proposer",
                    ),
                ),
            ]
        )
    ]
