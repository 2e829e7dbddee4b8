"""Money in: clauses and limits of agreements, instalments, allocations, conditions, reserves and risk rules."""

from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from s75.schema import AtOnce


class Migration(migrations.Migration):
    dependencies = [
        ("budgets", "0003_illustrative_contributions"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AtOnce(
            [
                migrations.CreateModel(
                    name="Allocation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("name", models.CharField(max_length=120)),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("precision", models.CharField(default="exact", max_length=60)),
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("illustrative", models.BooleanField(default=False, help_text="No source gives its amount.")),
                        (
                            "partner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="allocations",
                                to="budgets.partner",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["partner", "year", "name"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("partner", "year", "name"), name="allocation_once_a_partner_and_year"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_allocationevent" ("amount", "id", "illustrative", "name", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "source", "year") SELECT new_values."amount", new_values."id", new_values."illustrative", new_values."name", new_values."partner_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."precision", new_values."source", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="e5cccba25d322ae21f13ec23c0c4b4813bb88e1c",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_1539d",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="budgets_allocation",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_allocationevent" ("amount", "id", "illustrative", "name", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "source", "year") SELECT new_values."amount", new_values."id", new_values."illustrative", new_values."name", new_values."partner_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."precision", new_values."source", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="3021f600afa7066f5957209d2000ad8e869c7ddc",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_1220f",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="budgets_allocation",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_allocationevent" ("amount", "id", "illustrative", "name", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "source", "year") SELECT old_values."amount", old_values."id", old_values."illustrative", old_values."name", old_values."partner_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."precision", old_values."source", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="f019fd537321909c13d4b9959d95a35214942799",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_4a5f7",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="budgets_allocation",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AllocationPart",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "elsewhere",
                            models.CharField(
                                blank=True, help_text="The name of a place that is not kept here.", max_length=120
                            ),
                        ),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        (
                            "allocation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="budgets.allocation",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="allocation_parts",
                                to="budgets.place",
                            ),
                        ),
                        (
                            "stream",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="allocation_parts",
                                to="budgets.fundingstream",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["allocation", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("allocation", "place", "elsewhere"),
                                name="allocation_part_once_a_place",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("elsewhere", ""), ("place__isnull", False)),
                                    models.Q(("place__isnull", True), models.Q(("elsewhere", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="allocation_part_of_one_place",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_allocationpartevent" ("allocation_id", "amount", "elsewhere", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "stream_id") SELECT new_values."allocation_id", new_values."amount", new_values."elsewhere", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place_id", new_values."stream_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="879f05941e90b67567e368b2dbd42558ec163657",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_4f58f",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="budgets_allocationpart",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_allocationpartevent" ("allocation_id", "amount", "elsewhere", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "stream_id") SELECT new_values."allocation_id", new_values."amount", new_values."elsewhere", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place_id", new_values."stream_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="2a2116eaeb16101a561233e3e4e73624e3444f81",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_ff21d",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="budgets_allocationpart",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_allocationpartevent" ("allocation_id", "amount", "elsewhere", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "stream_id") SELECT old_values."allocation_id", old_values."amount", old_values."elsewhere", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place_id", old_values."stream_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="8c8123fa65b9be30951a73125f2efcb875ee1aa4",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_7c802",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="budgets_allocationpart",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ApprovalLimit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("opening", "Opening budget"),
                                    ("virement", "Virement"),
                                    ("variation", "Variation"),
                                    ("carry_forward", "Carry-forward"),
                                    ("drawdown", "Reserve drawdown"),
                                ],
                                help_text="The kind of change; empty: every kind.",
                                max_length=14,
                            ),
                        ),
                        (
                            "within_scheme",
                            models.BooleanField(default=False, help_text="Only for moves between lines of one scheme."),
                        ),
                        (
                            "decided_by",
                            models.CharField(
                                choices=[
                                    ("finance_officer", "Finance officer"),
                                    ("commissioner", "Commissioner"),
                                    ("pool_manager", "Pool manager"),
                                    ("finance_director", "Finance director"),
                                    ("board_clerk", "Board clerk"),
                                    ("auditor", "Auditor"),
                                    ("administrator", "Administrator"),
                                    ("committee", "A committee"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("committee", models.CharField(blank=True, max_length=120)),
                        (
                            "up_to",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="The largest amount in £ that it reaches; empty: any amount.",
                                max_digits=14,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                            ),
                        ),
                        ("starts", models.DateField(blank=True, null=True)),
                        ("ends", models.DateField(blank=True, help_text="Its last day.", null=True)),
                        ("illustrative", models.BooleanField(default=False, help_text="No source gives it.")),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="limits",
                                to="budgets.agreement",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["agreement", "kind", "up_to", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_by", "committee"), models.Q(("committee", ""), _negated=True)),
                                    models.Q(models.Q(("decided_by", "committee"), _negated=True), ("committee", "")),
                                    _connector="OR",
                                ),
                                name="approval_limit_names_its_committee",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("up_to__isnull", True), ("up_to__gte", 0), _connector="OR"),
                                name="approval_limit_from_zero",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_approvallimitevent" ("agreement_id", "committee", "decided_by", "ends", "id", "illustrative", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts", "up_to", "within_scheme") SELECT new_values."agreement_id", new_values."committee", new_values."decided_by", new_values."ends", new_values."id", new_values."illustrative", new_values."kind", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."starts", new_values."up_to", new_values."within_scheme" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="16bd7a517696bff0381c0a2a71c7a9e620f91f23",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_10fcb",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="budgets_approvallimit",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_approvallimitevent" ("agreement_id", "committee", "decided_by", "ends", "id", "illustrative", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts", "up_to", "within_scheme") SELECT new_values."agreement_id", new_values."committee", new_values."decided_by", new_values."ends", new_values."id", new_values."illustrative", new_values."kind", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."starts", new_values."up_to", new_values."within_scheme" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="d0ec4becb1364b153844de84d21341ffaf683e56",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_f7548",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="budgets_approvallimit",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_approvallimitevent" ("agreement_id", "committee", "decided_by", "ends", "id", "illustrative", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts", "up_to", "within_scheme") SELECT old_values."agreement_id", old_values."committee", old_values."decided_by", old_values."ends", old_values."id", old_values."illustrative", old_values."kind", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."starts", old_values."up_to", old_values."within_scheme" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="384ed15fe7530bb4a1b7ed09ff70b9831218ee9c",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_2d659",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="budgets_approvallimit",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Clause",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "topic",
                            models.CharField(
                                choices=[
                                    ("aims", "Aims and outcomes"),
                                    ("contributions", "Contributions, and how they may be varied"),
                                    ("functions", "Functions that are shared"),
                                    ("services", "Persons and services"),
                                    ("resources", "Staff, goods, services and accommodation"),
                                    ("setting", "How the shared budgets are set"),
                                    ("agreeing", "How they are agreed"),
                                    ("monitoring", "How they are managed and monitored"),
                                    ("decisions", "What each committee may decide"),
                                    ("overspend", "What happens to an overspend"),
                                    ("underspend", "What happens to an underspend"),
                                    ("duration", "Duration, review, variation and termination"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("text", models.TextField()),
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("illustrative", models.BooleanField(default=False, help_text="No source gives these words.")),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="clauses",
                                to="budgets.agreement",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["agreement", "id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("agreement", "topic"), name="clause_once_a_topic")
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_clauseevent" ("agreement_id", "id", "illustrative", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "text", "topic") SELECT new_values."agreement_id", new_values."id", new_values."illustrative", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source", new_values."text", new_values."topic" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="73e53c6ae5515b995ac42db4274444d7ee38d6d1",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_99229",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="budgets_clause",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_clauseevent" ("agreement_id", "id", "illustrative", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "text", "topic") SELECT new_values."agreement_id", new_values."id", new_values."illustrative", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."source", new_values."text", new_values."topic" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="26e3603f9fd254716d98a9b8b6beafbfbe11b21a",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_897d3",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="budgets_clause",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_clauseevent" ("agreement_id", "id", "illustrative", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "text", "topic") SELECT old_values."agreement_id", old_values."id", old_values."illustrative", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."source", old_values."text", old_values."topic" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="017038990203028ef46f75479f5ba898c4be1d09",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_ec9d1",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="budgets_clause",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Condition",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("social_care", "Adult social care from the NHS minimum contribution"),
                                    (
                                        "out_of_hospital",
                                        "NHS-commissioned out-of-hospital services from the NHS minimum contribution",
                                    ),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("floor", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("illustrative", models.BooleanField(default=False, help_text="No source gives its amount.")),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="conditions",
                                to="budgets.place",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["place", "year", "kind"],
                        "constraints": [
                            models.UniqueConstraint(fields=("place", "year", "kind"), name="condition_once_a_year")
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_conditionevent" ("floor", "id", "illustrative", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "source", "year") SELECT new_values."floor", new_values."id", new_values."illustrative", new_values."kind", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place_id", new_values."source", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="fd5c27dd114a794707bdf1a9495bc9d53d0817cf",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_69582",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="budgets_condition",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_conditionevent" ("floor", "id", "illustrative", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "source", "year") SELECT new_values."floor", new_values."id", new_values."illustrative", new_values."kind", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place_id", new_values."source", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="bb46a76782d1774ce71d76fd43b52e10724b2d2a",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_b19a1",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="budgets_condition",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_conditionevent" ("floor", "id", "illustrative", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "source", "year") SELECT old_values."floor", old_values."id", old_values."illustrative", old_values."kind", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place_id", old_values."source", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="e0f201ea4ef81f66d516baba5d71961027017c5a",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_1ea1e",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="budgets_condition",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Instalment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("due_on", models.DateField()),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        (
                            "invoice",
                            models.CharField(blank=True, help_text="The reference of the invoice.", max_length=40),
                        ),
                        ("invoiced_on", models.DateField(blank=True, null=True)),
                        (
                            "illustrative",
                            models.BooleanField(default=False, help_text="No source gives its amount or day."),
                        ),
                        (
                            "contribution",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="instalments",
                                to="budgets.contribution",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["contribution", "position"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("contribution", "position"), name="instalment_once_a_position"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("invoice", ""), ("invoiced_on__isnull", True)),
                                    models.Q(models.Q(("invoice", ""), _negated=True), ("invoiced_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="instalment_invoice_says_when",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_instalmentevent" ("amount", "contribution_id", "due_on", "id", "illustrative", "invoice", "invoiced_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT new_values."amount", new_values."contribution_id", new_values."due_on", new_values."id", new_values."illustrative", new_values."invoice", new_values."invoiced_on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="2ecc6ceff10a876549bb25ba4a70a4a3c2d79b5f",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_1e3de",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="budgets_instalment",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_instalmentevent" ("amount", "contribution_id", "due_on", "id", "illustrative", "invoice", "invoiced_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT new_values."amount", new_values."contribution_id", new_values."due_on", new_values."id", new_values."illustrative", new_values."invoice", new_values."invoiced_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="33c9ecaba7b16f7718c8d8b2346a1695f5bb8d26",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_eddc9",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="budgets_instalment",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_instalmentevent" ("amount", "contribution_id", "due_on", "id", "illustrative", "invoice", "invoiced_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT old_values."amount", old_values."contribution_id", old_values."due_on", old_values."id", old_values."illustrative", old_values."invoice", old_values."invoiced_on", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="ac2e5ec2d8e5ccc6e07cc8068109a198d8a2d7f6",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_fd785",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="budgets_instalment",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Receipt",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("received_on", models.DateField()),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("reference", models.CharField(blank=True, max_length=80)),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "instalment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="receipts",
                                to="budgets.instalment",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["instalment", "received_on", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount", 0), _negated=True), name="receipt_is_of_something"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reserve",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=120)),
                        ("contingency", models.BooleanField(default=False, help_text="Held against overspends.")),
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("illustrative", models.BooleanField(default=False, help_text="No source gives its amounts.")),
                        (
                            "fund",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="reserves", to="budgets.fund"
                            ),
                        ),
                        (
                            "partner",
                            models.ForeignKey(
                                help_text="Whose money it is.",
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reserves",
                                to="budgets.partner",
                            ),
                        ),
                        (
                            "stream",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reserves",
                                to="budgets.fundingstream",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["fund", "name"],
                        "constraints": [
                            models.UniqueConstraint(fields=("fund", "name"), name="reserve_name_once_in_fund"),
                            models.UniqueConstraint(fields=("id", "fund"), name="reserve_keeps_fund"),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_reserveevent" ("contingency", "fund_id", "id", "illustrative", "name", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "stream_id") SELECT new_values."contingency", new_values."fund_id", new_values."id", new_values."illustrative", new_values."name", new_values."partner_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source", new_values."stream_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="a899b808256dd97eb434ce29ea0680c75783d629",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_6b07e",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="budgets_reserve",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_reserveevent" ("contingency", "fund_id", "id", "illustrative", "name", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "stream_id") SELECT new_values."contingency", new_values."fund_id", new_values."id", new_values."illustrative", new_values."name", new_values."partner_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."source", new_values."stream_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="6c7f49383f63e0cc45aacfd59cd57c9aebb2a571",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_c6395",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="budgets_reserve",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_reserveevent" ("contingency", "fund_id", "id", "illustrative", "name", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "stream_id") SELECT old_values."contingency", old_values."fund_id", old_values."id", old_values."illustrative", old_values."name", old_values."partner_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."source", old_values."stream_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="aba2eee1842e46f3040b403dead9c3085cc94354",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_2f9df",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="budgets_reserve",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReserveProject",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=160)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "Proposed"),
                                    ("agreed", "Agreed"),
                                    ("refused", "Refused"),
                                    ("closed", "Closed"),
                                ],
                                default="proposed",
                                max_length=10,
                            ),
                        ),
                        (
                            "authority",
                            models.CharField(
                                blank=True, help_text="Who decided, and where it is minuted.", max_length=200
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("illustrative", models.BooleanField(default=False, help_text="No source gives its amounts.")),
                        (
                            "reserve",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="projects",
                                to="budgets.reserve",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["reserve", "position", "id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("reserve", "name"), name="reserve_project_once"),
                            models.UniqueConstraint(fields=("id", "reserve"), name="reserve_project_keeps_reserve"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["agreed", "refused"]), _negated=True),
                                    models.Q(("authority", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="reserve_project_says_who_decided",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_reserveprojectevent" ("authority", "id", "illustrative", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reserve_id", "source", "state") SELECT new_values."authority", new_values."id", new_values."illustrative", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."reserve_id", new_values."source", new_values."state" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="d099fa0776e3435889e15330ad04df02959ad632",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_9abd2",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="budgets_reserveproject",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_reserveprojectevent" ("authority", "id", "illustrative", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reserve_id", "source", "state") SELECT new_values."authority", new_values."id", new_values."illustrative", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."reserve_id", new_values."source", new_values."state" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="e5d4b38e674f939548401a40b5c5feab81c47730",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_40303",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="budgets_reserveproject",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_reserveprojectevent" ("authority", "id", "illustrative", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reserve_id", "source", "state") SELECT old_values."authority", old_values."id", old_values."illustrative", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."reserve_id", old_values."source", old_values."state" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="51162f48c5b506136016b154d60bf641d20a410d",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_e7970",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="budgets_reserveproject",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReserveCommitment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("heading", models.CharField(max_length=120)),
                        ("year", models.PositiveSmallIntegerField()),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "note",
                            models.CharField(blank=True, help_text="How the amount was worked out.", max_length=200),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="commitments",
                                to="budgets.reserveproject",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["project", "position", "heading", "year"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("project", "heading", "year"), name="commitment_once_a_heading_and_year"
                            ),
                            models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="commitment_from_zero"),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_reservecommitmentevent" ("amount", "heading", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "project_id", "year") SELECT new_values."amount", new_values."heading", new_values."id", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."project_id", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="9a92e437172328a1966e9c9a838d2aea6c19e66f",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_faed3",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="budgets_reservecommitment",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_reservecommitmentevent" ("amount", "heading", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "project_id", "year") SELECT new_values."amount", new_values."heading", new_values."id", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."project_id", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="de94d5881f35d6dfa5c1926c0d4f5e9f490a4e07",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_f420c",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="budgets_reservecommitment",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_reservecommitmentevent" ("amount", "heading", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "project_id", "year") SELECT old_values."amount", old_values."heading", old_values."id", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."project_id", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="514f8a7733836a1c11828467a65fec43cc3c1ac0",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_6c60d",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="budgets_reservecommitment",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReserveEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("posted_in", models.PositiveSmallIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("allocation", "Allocation"),
                                    ("top_up", "Top-up"),
                                    ("drawdown", "Drawdown"),
                                    ("returned", "Returned to partners"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("reason", models.CharField(max_length=200)),
                        ("authority", models.CharField(blank=True, max_length=200)),
                        ("posted_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "change",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reserve_entry",
                                to="budgets.change",
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="budgets.fund"
                            ),
                        ),
                        (
                            "posted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reserve",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries",
                                to="budgets.reserve",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries",
                                to="budgets.reserveproject",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "reserve entries",
                        "ordering": ["reserve", "year", "posted_in", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("change__isnull", False), ("kind", "drawdown")),
                                    models.Q(models.Q(("kind", "drawdown"), _negated=True), ("change__isnull", True)),
                                    _connector="OR",
                                ),
                                name="reserve_drawdown_by_a_change",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("amount__gt", 0), ("kind__in", ["allocation", "top_up"])),
                                    models.Q(("amount__lt", 0), ("kind", "returned")),
                                    models.Q(("kind", "drawdown"), models.Q(("amount", 0), _negated=True)),
                                    _connector="OR",
                                ),
                                name="reserve_entry_has_the_sign_of_its_kind",
                            ),
                        ],
                        "indexes": [
                            models.Index(
                                fields=["fund", "year"], include=("reserve", "amount"), name="reserve_entry_by_year"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RiskRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "direction",
                            models.CharField(choices=[("over", "Overspend"), ("under", "Underspend")], max_length=5),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("fixed", "Fixed percentages"),
                                    ("contributions", "In proportion to contributions"),
                                    ("bearer", "One partner bears all"),
                                    ("tiers", "In tiers"),
                                    ("none", "Not shared: each partner bears its own lines"),
                                ],
                                max_length=14,
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("month", models.PositiveSmallIntegerField(default=1, help_text="Counts from this period on.")),
                        (
                            "for_scheme",
                            models.BooleanField(default=False, help_text="Overrides the fund's rule for one scheme."),
                        ),
                        (
                            "use",
                            models.CharField(
                                choices=[
                                    ("share", "Shared between the partners"),
                                    ("carry", "Carried forward"),
                                    ("keep", "Kept as contingency"),
                                    ("redeploy", "Redeployed by agreement"),
                                ],
                                default="share",
                                max_length=8,
                            ),
                        ),
                        (
                            "underspends_first",
                            models.BooleanField(default=True, help_text="Underspends elsewhere in the fund pay first."),
                        ),
                        (
                            "uncommitted_first",
                            models.BooleanField(
                                default=False, help_text="Contributions that no budget uses pay as well."
                            ),
                        ),
                        ("words", models.TextField(blank=True, help_text="What the agreement says, in its own words.")),
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("illustrative", models.BooleanField(default=False, help_text="No source gives it.")),
                        (
                            "bearer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="risks_borne",
                                to="budgets.partner",
                            ),
                        ),
                        (
                            "contingency",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="risk_rules",
                                to="budgets.reserve",
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="risk_rules",
                                to="budgets.fund",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["fund", "direction", "year", "month", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("for_scheme", False)),
                                fields=("fund", "direction", "year", "month"),
                                name="risk_rule_once_a_period",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__gte", 1), ("month__lte", 13)),
                                name="risk_rule_month_1_to_13",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("bearer__isnull", False), ("kind", "bearer")),
                                    models.Q(models.Q(("kind", "bearer"), _negated=True), ("bearer__isnull", True)),
                                    _connector="OR",
                                ),
                                name="risk_rule_names_its_bearer",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("direction", "under"), ("use", "share"), _connector="OR"),
                                name="risk_rule_use_is_for_underspends",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_riskruleevent" ("bearer_id", "contingency_id", "direction", "for_scheme", "fund_id", "id", "illustrative", "kind", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "uncommitted_first", "underspends_first", "use", "words", "year") SELECT new_values."bearer_id", new_values."contingency_id", new_values."direction", new_values."for_scheme", new_values."fund_id", new_values."id", new_values."illustrative", new_values."kind", new_values."month", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source", new_values."uncommitted_first", new_values."underspends_first", new_values."use", new_values."words", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="4c666afe065530bcca672f99e5b15e3f81c48729",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_0337b",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="budgets_riskrule",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_riskruleevent" ("bearer_id", "contingency_id", "direction", "for_scheme", "fund_id", "id", "illustrative", "kind", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "uncommitted_first", "underspends_first", "use", "words", "year") SELECT new_values."bearer_id", new_values."contingency_id", new_values."direction", new_values."for_scheme", new_values."fund_id", new_values."id", new_values."illustrative", new_values."kind", new_values."month", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."source", new_values."uncommitted_first", new_values."underspends_first", new_values."use", new_values."words", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="ec46fb5065e38d5e61a6987208166d980f6d47bc",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_3a4f7",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="budgets_riskrule",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_riskruleevent" ("bearer_id", "contingency_id", "direction", "for_scheme", "fund_id", "id", "illustrative", "kind", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "uncommitted_first", "underspends_first", "use", "words", "year") SELECT old_values."bearer_id", old_values."contingency_id", old_values."direction", old_values."for_scheme", old_values."fund_id", old_values."id", old_values."illustrative", old_values."kind", old_values."month", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."source", old_values."uncommitted_first", old_values."underspends_first", old_values."use", old_values."words", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="e167a8da7a4502b730d7d64887d5605892d41f6d",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_c17cc",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="budgets_riskrule",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RiskTier",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        (
                            "up_to",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="Where it ends, in £; empty: it does not.",
                                max_digits=14,
                                null=True,
                            ),
                        ),
                        (
                            "rule",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="tiers", to="budgets.riskrule"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["rule", "position"],
                        "constraints": [
                            models.UniqueConstraint(fields=("rule", "position"), name="risk_tier_once_a_position"),
                            models.CheckConstraint(
                                condition=models.Q(("up_to__isnull", True), ("up_to__gt", 0), _connector="OR"),
                                name="risk_tier_ends_above_zero",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_risktierevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rule_id", "up_to") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."rule_id", new_values."up_to" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="0bfef9fad65a39aaa5f7ad0c6cb684749af6d5da",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_f0275",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="budgets_risktier",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_risktierevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rule_id", "up_to") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."rule_id", new_values."up_to" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="54347e7c726aa131fddbb7414eef49f6f7e9780a",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_1d16e",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="budgets_risktier",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_risktierevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rule_id", "up_to") SELECT old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."rule_id", old_values."up_to" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="222e202415afcf0ee71e43dc3ec951207c983d0f",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_5bf8f",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="budgets_risktier",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RiskShare",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("percent", models.DecimalField(decimal_places=4, max_digits=7)),
                        (
                            "partner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="risk_shares",
                                to="budgets.partner",
                            ),
                        ),
                        (
                            "tier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="shares",
                                to="budgets.risktier",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["tier", "id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("tier", "partner"), name="risk_share_once_a_partner"),
                            models.CheckConstraint(
                                condition=models.Q(("percent__gte", 0), ("percent__lte", 100)),
                                name="risk_share_0_to_100",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_riskshareevent" ("id", "partner_id", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tier_id") SELECT new_values."id", new_values."partner_id", new_values."percent", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."tier_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="95f88bc11d2451a0d9bec1c9be02f979bf0ae1d6",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_86831",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="budgets_riskshare",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_riskshareevent" ("id", "partner_id", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tier_id") SELECT new_values."id", new_values."partner_id", new_values."percent", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."tier_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="f8113c1a5ae818c4dbdceb104c9072d8cf6273b2",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_b4e6e",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="budgets_riskshare",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_riskshareevent" ("id", "partner_id", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tier_id") SELECT old_values."id", old_values."partner_id", old_values."percent", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."tier_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="cbcb29607a6db7db0e6f767eb8292a3931a328a0",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_ff1c1",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="budgets_riskshare",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AllocationEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("year", models.PositiveSmallIntegerField()),
                        ("name", models.CharField(max_length=120)),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("precision", models.CharField(default="exact", max_length=60)),
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("illustrative", models.BooleanField(default=False, help_text="No source gives its amount.")),
                        (
                            "partner",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="budgets.partner",
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
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="budgets.allocation",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="AllocationPartEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "elsewhere",
                            models.CharField(
                                blank=True, help_text="The name of a place that is not kept here.", max_length=120
                            ),
                        ),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        (
                            "allocation",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="budgets.allocation",
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
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="budgets.allocationpart",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="budgets.place",
                            ),
                        ),
                        (
                            "stream",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="budgets.fundingstream",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ApprovalLimitEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("opening", "Opening budget"),
                                    ("virement", "Virement"),
                                    ("variation", "Variation"),
                                    ("carry_forward", "Carry-forward"),
                                    ("drawdown", "Reserve drawdown"),
                                ],
                                help_text="The kind of change; empty: every kind.",
                                max_length=14,
                            ),
                        ),
                        (
                            "within_scheme",
                            models.BooleanField(default=False, help_text="Only for moves between lines of one scheme."),
                        ),
                        (
                            "decided_by",
                            models.CharField(
                                choices=[
                                    ("finance_officer", "Finance officer"),
                                    ("commissioner", "Commissioner"),
                                    ("pool_manager", "Pool manager"),
                                    ("finance_director", "Finance director"),
                                    ("board_clerk", "Board clerk"),
                                    ("auditor", "Auditor"),
                                    ("administrator", "Administrator"),
                                    ("committee", "A committee"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("committee", models.CharField(blank=True, max_length=120)),
                        (
                            "up_to",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="The largest amount in £ that it reaches; empty: any amount.",
                                max_digits=14,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                            ),
                        ),
                        ("starts", models.DateField(blank=True, null=True)),
                        ("ends", models.DateField(blank=True, help_text="Its last day.", null=True)),
                        ("illustrative", models.BooleanField(default=False, help_text="No source gives it.")),
                        (
                            "agreement",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="budgets.agreement",
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
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="budgets.approvallimit",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ClauseEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "topic",
                            models.CharField(
                                choices=[
                                    ("aims", "Aims and outcomes"),
                                    ("contributions", "Contributions, and how they may be varied"),
                                    ("functions", "Functions that are shared"),
                                    ("services", "Persons and services"),
                                    ("resources", "Staff, goods, services and accommodation"),
                                    ("setting", "How the shared budgets are set"),
                                    ("agreeing", "How they are agreed"),
                                    ("monitoring", "How they are managed and monitored"),
                                    ("decisions", "What each committee may decide"),
                                    ("overspend", "What happens to an overspend"),
                                    ("underspend", "What happens to an underspend"),
                                    ("duration", "Duration, review, variation and termination"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("text", models.TextField()),
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("illustrative", models.BooleanField(default=False, help_text="No source gives these words.")),
                        (
                            "agreement",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="budgets.agreement",
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
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="budgets.clause",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ConditionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("year", models.PositiveSmallIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("social_care", "Adult social care from the NHS minimum contribution"),
                                    (
                                        "out_of_hospital",
                                        "NHS-commissioned out-of-hospital services from the NHS minimum contribution",
                                    ),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("floor", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("illustrative", models.BooleanField(default=False, help_text="No source gives its amount.")),
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
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="budgets.condition",
                            ),
                        ),
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="InstalmentEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("position", models.PositiveSmallIntegerField()),
                        ("due_on", models.DateField()),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        (
                            "invoice",
                            models.CharField(blank=True, help_text="The reference of the invoice.", max_length=40),
                        ),
                        ("invoiced_on", models.DateField(blank=True, null=True)),
                        (
                            "illustrative",
                            models.BooleanField(default=False, help_text="No source gives its amount or day."),
                        ),
                        (
                            "contribution",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="budgets.contribution",
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
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="budgets.instalment",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ReserveCommitmentEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("heading", models.CharField(max_length=120)),
                        ("year", models.PositiveSmallIntegerField()),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "note",
                            models.CharField(blank=True, help_text="How the amount was worked out.", max_length=200),
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
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="budgets.reservecommitment",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="budgets.reserveproject",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ReserveEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=120)),
                        ("contingency", models.BooleanField(default=False, help_text="Held against overspends.")),
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("illustrative", models.BooleanField(default=False, help_text="No source gives its amounts.")),
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
                            "partner",
                            models.ForeignKey(
                                db_constraint=False,
                                help_text="Whose money it is.",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="budgets.partner",
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
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="budgets.reserve",
                            ),
                        ),
                        (
                            "stream",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="budgets.fundingstream",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ReserveProjectEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=160)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "Proposed"),
                                    ("agreed", "Agreed"),
                                    ("refused", "Refused"),
                                    ("closed", "Closed"),
                                ],
                                default="proposed",
                                max_length=10,
                            ),
                        ),
                        (
                            "authority",
                            models.CharField(
                                blank=True, help_text="Who decided, and where it is minuted.", max_length=200
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("illustrative", models.BooleanField(default=False, help_text="No source gives its amounts.")),
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
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="budgets.reserveproject",
                            ),
                        ),
                        (
                            "reserve",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="budgets.reserve",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RiskRuleEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "direction",
                            models.CharField(choices=[("over", "Overspend"), ("under", "Underspend")], max_length=5),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("fixed", "Fixed percentages"),
                                    ("contributions", "In proportion to contributions"),
                                    ("bearer", "One partner bears all"),
                                    ("tiers", "In tiers"),
                                    ("none", "Not shared: each partner bears its own lines"),
                                ],
                                max_length=14,
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("month", models.PositiveSmallIntegerField(default=1, help_text="Counts from this period on.")),
                        (
                            "for_scheme",
                            models.BooleanField(default=False, help_text="Overrides the fund's rule for one scheme."),
                        ),
                        (
                            "use",
                            models.CharField(
                                choices=[
                                    ("share", "Shared between the partners"),
                                    ("carry", "Carried forward"),
                                    ("keep", "Kept as contingency"),
                                    ("redeploy", "Redeployed by agreement"),
                                ],
                                default="share",
                                max_length=8,
                            ),
                        ),
                        (
                            "underspends_first",
                            models.BooleanField(default=True, help_text="Underspends elsewhere in the fund pay first."),
                        ),
                        (
                            "uncommitted_first",
                            models.BooleanField(
                                default=False, help_text="Contributions that no budget uses pay as well."
                            ),
                        ),
                        ("words", models.TextField(blank=True, help_text="What the agreement says, in its own words.")),
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("illustrative", models.BooleanField(default=False, help_text="No source gives it.")),
                        (
                            "bearer",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="budgets.partner",
                            ),
                        ),
                        (
                            "contingency",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="budgets.reserve",
                            ),
                        ),
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
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="budgets.riskrule",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RiskShareEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("percent", models.DecimalField(decimal_places=4, max_digits=7)),
                        (
                            "partner",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="budgets.partner",
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
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="budgets.riskshare",
                            ),
                        ),
                        (
                            "tier",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="budgets.risktier",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RiskTierEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("position", models.PositiveSmallIntegerField()),
                        (
                            "up_to",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="Where it ends, in £; empty: it does not.",
                                max_digits=14,
                                null=True,
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
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="budgets.risktier",
                            ),
                        ),
                        (
                            "rule",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="budgets.riskrule",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="change",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="change",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="change",
                    name="delete_delete",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="fundingstream",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="fundingstream",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="fundingstream",
                    name="delete_delete",
                ),
                migrations.AddField(
                    model_name="change",
                    name="amount",
                    field=models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="What it moves or adds, in £, set when it is requested: its approval limits are judged by it.",
                        max_digits=14,
                        null=True,
                    ),
                ),
                migrations.AddField(
                    model_name="change",
                    name="key",
                    field=models.UUIDField(
                        blank=True,
                        help_text="Of the request that made it: sent twice, made once.",
                        null=True,
                        unique=True,
                    ),
                ),
                migrations.AddField(
                    model_name="change",
                    name="minute",
                    field=models.CharField(
                        blank=True, help_text="The reference of the committee's minute.", max_length=120
                    ),
                ),
                migrations.AddField(
                    model_name="change",
                    name="reverses",
                    field=models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="budgets.change",
                    ),
                ),
                migrations.AddField(
                    model_name="change",
                    name="within_scheme",
                    field=models.BooleanField(
                        default=False, help_text="It moves budget between lines of one scheme only."
                    ),
                ),
                migrations.AddField(
                    model_name="changeevent",
                    name="amount",
                    field=models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="What it moves or adds, in £, set when it is requested: its approval limits are judged by it.",
                        max_digits=14,
                        null=True,
                    ),
                ),
                migrations.AddField(
                    model_name="changeevent",
                    name="key",
                    field=models.UUIDField(
                        blank=True, help_text="Of the request that made it: sent twice, made once.", null=True
                    ),
                ),
                migrations.AddField(
                    model_name="changeevent",
                    name="minute",
                    field=models.CharField(
                        blank=True, help_text="The reference of the committee's minute.", max_length=120
                    ),
                ),
                migrations.AddField(
                    model_name="changeevent",
                    name="reverses",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="budgets.change",
                    ),
                ),
                migrations.AddField(
                    model_name="changeevent",
                    name="within_scheme",
                    field=models.BooleanField(
                        default=False, help_text="It moves budget between lines of one scheme only."
                    ),
                ),
                migrations.AddField(
                    model_name="fundingstream",
                    name="in_risk_share",
                    field=models.BooleanField(default=True, help_text="Its over- and underspends are shared."),
                ),
                migrations.AddField(
                    model_name="fundingstream",
                    name="national",
                    field=models.CharField(
                        blank=True,
                        help_text="Its name in the national template's list of sources of funding.",
                        max_length=80,
                    ),
                ),
                migrations.AddField(
                    model_name="fundingstream",
                    name="outside",
                    field=models.CharField(
                        choices=[("flag", "Flagged"), ("refuse", "Refused")],
                        default="flag",
                        help_text="What happens to budget of a ring-fenced stream outside the schemes permitted to it.",
                        max_length=6,
                    ),
                ),
                migrations.AddField(
                    model_name="fundingstream",
                    name="returned",
                    field=models.BooleanField(default=True, help_text="Part of the national returns."),
                ),
                migrations.AddField(
                    model_name="fundingstreamevent",
                    name="in_risk_share",
                    field=models.BooleanField(default=True, help_text="Its over- and underspends are shared."),
                ),
                migrations.AddField(
                    model_name="fundingstreamevent",
                    name="national",
                    field=models.CharField(
                        blank=True,
                        help_text="Its name in the national template's list of sources of funding.",
                        max_length=80,
                    ),
                ),
                migrations.AddField(
                    model_name="fundingstreamevent",
                    name="outside",
                    field=models.CharField(
                        choices=[("flag", "Flagged"), ("refuse", "Refused")],
                        default="flag",
                        help_text="What happens to budget of a ring-fenced stream outside the schemes permitted to it.",
                        max_length=6,
                    ),
                ),
                migrations.AddField(
                    model_name="fundingstreamevent",
                    name="returned",
                    field=models.BooleanField(default=True, help_text="Part of the national returns."),
                ),
                migrations.AlterField(
                    model_name="fundingstream",
                    name="ring_fenced",
                    field=models.BooleanField(
                        default=False, help_text="May be spent on the schemes permitted to it only."
                    ),
                ),
                migrations.AlterField(
                    model_name="fundingstreamevent",
                    name="ring_fenced",
                    field=models.BooleanField(
                        default=False, help_text="May be spent on the schemes permitted to it only."
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="change",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_changeevent" ("amount", "authority", "basis", "decided_at", "decided_by_id", "effective_from", "fund_id", "id", "key", "kind", "minute", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "posted_at", "posted_by_id", "posted_in", "project_id", "reason", "requested_at", "requested_by_id", "reserve_id", "reverses_id", "state", "title", "within_scheme", "year") SELECT new_values."amount", new_values."authority", new_values."basis", new_values."decided_at", new_values."decided_by_id", new_values."effective_from", new_values."fund_id", new_values."id", new_values."key", new_values."kind", new_values."minute", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place_id", new_values."posted_at", new_values."posted_by_id", new_values."posted_in", new_values."project_id", new_values."reason", new_values."requested_at", new_values."requested_by_id", new_values."reserve_id", new_values."reverses_id", new_values."state", new_values."title", new_values."within_scheme", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="61db61b1a00bf7ca5fde803ad4c666945f7ffb29",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_19737",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="budgets_change",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="change",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_changeevent" ("amount", "authority", "basis", "decided_at", "decided_by_id", "effective_from", "fund_id", "id", "key", "kind", "minute", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "posted_at", "posted_by_id", "posted_in", "project_id", "reason", "requested_at", "requested_by_id", "reserve_id", "reverses_id", "state", "title", "within_scheme", "year") SELECT new_values."amount", new_values."authority", new_values."basis", new_values."decided_at", new_values."decided_by_id", new_values."effective_from", new_values."fund_id", new_values."id", new_values."key", new_values."kind", new_values."minute", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place_id", new_values."posted_at", new_values."posted_by_id", new_values."posted_in", new_values."project_id", new_values."reason", new_values."requested_at", new_values."requested_by_id", new_values."reserve_id", new_values."reverses_id", new_values."state", new_values."title", new_values."within_scheme", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="95bb7a0719816ed3f932a299fa51fb0ec6c1958d",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_e5a2f",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="budgets_change",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="change",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_changeevent" ("amount", "authority", "basis", "decided_at", "decided_by_id", "effective_from", "fund_id", "id", "key", "kind", "minute", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "posted_at", "posted_by_id", "posted_in", "project_id", "reason", "requested_at", "requested_by_id", "reserve_id", "reverses_id", "state", "title", "within_scheme", "year") SELECT old_values."amount", old_values."authority", old_values."basis", old_values."decided_at", old_values."decided_by_id", old_values."effective_from", old_values."fund_id", old_values."id", old_values."key", old_values."kind", old_values."minute", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place_id", old_values."posted_at", old_values."posted_by_id", old_values."posted_in", old_values."project_id", old_values."reason", old_values."requested_at", old_values."requested_by_id", old_values."reserve_id", old_values."reverses_id", old_values."state", old_values."title", old_values."within_scheme", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="b4f1cc25d5f5f8218d0d15905280dd0c6a5bd4e7",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_18dac",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="budgets_change",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="fundingstream",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_fundingstreamevent" ("better_care", "capital", "first_year", "id", "in_risk_share", "kind", "last_year", "name", "national", "outside", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "position", "returned", "ring_fenced", "successor_id") SELECT new_values."better_care", new_values."capital", new_values."first_year", new_values."id", new_values."in_risk_share", new_values."kind", new_values."last_year", new_values."name", new_values."national", new_values."outside", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place_id", new_values."position", new_values."returned", new_values."ring_fenced", new_values."successor_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="73a6cf9662802778ff2234aefbccad0439843b74",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_4b5e8",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="budgets_fundingstream",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="fundingstream",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_fundingstreamevent" ("better_care", "capital", "first_year", "id", "in_risk_share", "kind", "last_year", "name", "national", "outside", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "position", "returned", "ring_fenced", "successor_id") SELECT new_values."better_care", new_values."capital", new_values."first_year", new_values."id", new_values."in_risk_share", new_values."kind", new_values."last_year", new_values."name", new_values."national", new_values."outside", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place_id", new_values."position", new_values."returned", new_values."ring_fenced", new_values."successor_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="e39952511f8151e8e3d3c4f91d417fe046689db2",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_50505",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="budgets_fundingstream",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="fundingstream",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_fundingstreamevent" ("better_care", "capital", "first_year", "id", "in_risk_share", "kind", "last_year", "name", "national", "outside", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "position", "returned", "ring_fenced", "successor_id") SELECT old_values."better_care", old_values."capital", old_values."first_year", old_values."id", old_values."in_risk_share", old_values."kind", old_values."last_year", old_values."name", old_values."national", old_values."outside", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place_id", old_values."position", old_values."returned", old_values."ring_fenced", old_values."successor_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="70792561fe09c96d01550894e060b3a0ba53da0f",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_3e1a5",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="budgets_fundingstream",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddField(
                    model_name="change",
                    name="reserve",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="budgets.reserve",
                    ),
                ),
                migrations.AddField(
                    model_name="changeevent",
                    name="reserve",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="budgets.reserve",
                    ),
                ),
                migrations.AddField(
                    model_name="change",
                    name="project",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="budgets.reserveproject",
                    ),
                ),
                migrations.AddField(
                    model_name="changeevent",
                    name="project",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="budgets.reserveproject",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="change",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "drawdown"), ("reserve__isnull", False)),
                            models.Q(models.Q(("kind", "drawdown"), _negated=True), ("reserve__isnull", True)),
                            _connector="OR",
                        ),
                        name="change_drawdown_names_its_reserve",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="change",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("project__isnull", True), ("reserve__isnull", False), _connector="OR"),
                        name="change_project_is_of_a_reserve",
                    ),
                ),
            ],
        ),
    ]
