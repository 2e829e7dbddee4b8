"""What money in needs on the side of money out: outputs, permitted schemes, passing on, income lines and plans."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from s75.schema import AtOnce


class Migration(migrations.Migration):
    dependencies = [
        ("budgets", "0004_money_in"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("schemes", "0004_reference_lists"),
    ]

    operations = [
        AtOnce(
            [
                migrations.CreateModel(
                    name="Passing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("due_on", models.DateField()),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("passed_on", models.DateField(blank=True, null=True)),
                        ("reference", models.CharField(blank=True, max_length=80)),
                        (
                            "illustrative",
                            models.BooleanField(default=False, help_text="No source gives its amount or day."),
                        ),
                        (
                            "line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="passings", to="schemes.line"
                            ),
                        ),
                        (
                            "partner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="passings",
                                to="budgets.partner",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["line", "due_on", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount", 0), _negated=True), name="passing_is_of_something"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_passingevent" ("amount", "due_on", "id", "illustrative", "line_id", "partner_id", "passed_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference") SELECT new_values."amount", new_values."due_on", new_values."id", new_values."illustrative", new_values."line_id", new_values."partner_id", new_values."passed_on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reference" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="86503e84661e4b08e6f7efd7379fa131862b66f2",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_bc545",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="schemes_passing",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_passingevent" ("amount", "due_on", "id", "illustrative", "line_id", "partner_id", "passed_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference") SELECT new_values."amount", new_values."due_on", new_values."id", new_values."illustrative", new_values."line_id", new_values."partner_id", new_values."passed_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reference" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="c3257a4b8db355e829710dd1735b2dc431651c8c",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_83b8f",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="schemes_passing",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_passingevent" ("amount", "due_on", "id", "illustrative", "line_id", "partner_id", "passed_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference") SELECT old_values."amount", old_values."due_on", old_values."id", old_values."illustrative", old_values."line_id", old_values."partner_id", old_values."passed_on", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reference" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="0c427564544726f8bb00702ef650da6548088bcc",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_f5777",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="schemes_passing",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PendingPlan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("filename", models.CharField(max_length=200)),
                        ("content", models.BinaryField()),
                        ("sha256", models.CharField(max_length=64)),
                        (
                            "choices",
                            models.JSONField(
                                default=dict, help_text="What its owner chose where the workbook does not say."
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="budgets.place"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["owner", "-created_at"],
                        "indexes": [models.Index(fields=["created_at"], name="pending_plan_by_age")],
                    },
                ),
                migrations.CreateModel(
                    name="PermittedScheme",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "scheme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="permissions",
                                to="schemes.scheme",
                            ),
                        ),
                        (
                            "stream",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="permitted",
                                to="budgets.fundingstream",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("stream", "scheme"), name="permitted_scheme_once")
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_permittedschemeevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id", "stream_id") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."scheme_id", new_values."stream_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="663cc586a6d2f27dbfb5a11ffe42a87e7aaabdfd",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_d9aba",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="schemes_permittedscheme",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_permittedschemeevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id", "stream_id") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."scheme_id", new_values."stream_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="00d5d8e22c5a990434431550cdc11e6084744770",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_0a6d3",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="schemes_permittedscheme",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_permittedschemeevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id", "stream_id") SELECT old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."scheme_id", old_values."stream_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="e3d91bc03a65a70e36e8fd66c14533f573ba6aa9",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_2bbbb",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="schemes_permittedscheme",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanImport",
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
                                    ("better_care", "Better Care Fund planning workbook"),
                                    ("set_up", "Set-up workbook"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("filename", models.CharField(max_length=200)),
                        ("sha256", models.CharField(max_length=64)),
                        ("content", models.BinaryField()),
                        ("rows", models.PositiveIntegerField()),
                        (
                            "summary",
                            models.JSONField(
                                default=dict, help_text="What it made: counts, and totals in £ as strings."
                            ),
                        ),
                        ("imported_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "imported_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plan_imports",
                                to="budgets.place",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["place", "-imported_at"],
                        "constraints": [
                            models.UniqueConstraint(fields=("place", "year", "sha256"), name="same_plan_file_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlannedOutput",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("unit", models.CharField(blank=True, max_length=160)),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        (
                            "scheme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="planned_outputs",
                                to="schemes.scheme",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["scheme", "year", "unit"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("scheme", "year", "unit"), name="planned_output_once_a_year"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_plannedoutputevent" ("amount", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id", "unit", "year") SELECT new_values."amount", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."scheme_id", new_values."unit", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="ffe9d9af0fbe2e69a8f8f36c8120eb0df8aec675",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_53998",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="schemes_plannedoutput",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_plannedoutputevent" ("amount", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id", "unit", "year") SELECT new_values."amount", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."scheme_id", new_values."unit", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="989ae57ffaaac1b13a9e2229a7077cd3248aa0ab",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_1f56e",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="schemes_plannedoutput",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_plannedoutputevent" ("amount", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id", "unit", "year") SELECT old_values."amount", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."scheme_id", old_values."unit", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="223ebabf94f5b9c31989b0e7fafa7092bc6007a1",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_d3f8f",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="schemes_plannedoutput",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportedSpend",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("month", models.PositiveSmallIntegerField()),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("illustrative", models.BooleanField(default=False, help_text="No source gives its amount.")),
                        (
                            "line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reported_spends",
                                to="schemes.line",
                            ),
                        ),
                        (
                            "partner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reported_spends",
                                to="budgets.partner",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["line", "partner", "month"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("line", "partner", "month"), name="reported_spend_once_a_month"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__gte", 1), ("month__lte", 13)),
                                name="reported_spend_month_1_to_13",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_reportedspendevent" ("amount", "id", "illustrative", "line_id", "month", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source") SELECT new_values."amount", new_values."id", new_values."illustrative", new_values."line_id", new_values."month", new_values."partner_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="4eb7aa75958537876497d801a3b288b55d45c865",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_402f0",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="schemes_reportedspend",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_reportedspendevent" ("amount", "id", "illustrative", "line_id", "month", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source") SELECT new_values."amount", new_values."id", new_values."illustrative", new_values."line_id", new_values."month", new_values."partner_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."source" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="d1a574d46c0f118e7fde62b42a3a71bde980d6a4",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_6caa7",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="schemes_reportedspend",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_reportedspendevent" ("amount", "id", "illustrative", "line_id", "month", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source") SELECT old_values."amount", old_values."id", old_values."illustrative", old_values."line_id", old_values."month", old_values."partner_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."source" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="1ea2a3527f61cd9088092fce10ca86b8d9f5a3ff",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_35ca6",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="schemes_reportedspend",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RiskOverride",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "rule",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="override",
                                to="budgets.riskrule",
                            ),
                        ),
                        (
                            "scheme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="risk_overrides",
                                to="schemes.scheme",
                            ),
                        ),
                    ],
                    options={
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_riskoverrideevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule_id", "scheme_id") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."rule_id", new_values."scheme_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="20c0620e6f816f9402ed56c43576fd902fa797ea",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_c189b",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="schemes_riskoverride",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_riskoverrideevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule_id", "scheme_id") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."rule_id", new_values."scheme_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="2ebe1ba1ad46a9fa7b82d62949e33ffac61b2520",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_1f00e",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="schemes_riskoverride",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_riskoverrideevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule_id", "scheme_id") SELECT old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."rule_id", old_values."scheme_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="fa95e4824bab8ae851ef262ce2eff97718644740",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_63618",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="schemes_riskoverride",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PassingEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("due_on", models.DateField()),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("passed_on", models.DateField(blank=True, null=True)),
                        ("reference", models.CharField(blank=True, max_length=80)),
                        (
                            "illustrative",
                            models.BooleanField(default=False, help_text="No source gives its amount or day."),
                        ),
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
                                to="schemes.passing",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PermittedSchemeEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
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
                                to="schemes.permittedscheme",
                            ),
                        ),
                        (
                            "scheme",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="schemes.scheme",
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
                    name="PlannedOutputEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("year", models.PositiveSmallIntegerField()),
                        ("unit", models.CharField(blank=True, max_length=160)),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
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
                                to="schemes.plannedoutput",
                            ),
                        ),
                        (
                            "scheme",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="schemes.scheme",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ReportedSpendEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("month", models.PositiveSmallIntegerField()),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("illustrative", models.BooleanField(default=False, help_text="No source gives its amount.")),
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
                                to="schemes.reportedspend",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RiskOverrideEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
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
                                to="schemes.riskoverride",
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
                        (
                            "scheme",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="schemes.scheme",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="line",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="line",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="line",
                    name="delete_delete",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="listentry",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="listentry",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="listentry",
                    name="delete_delete",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="scheme",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="scheme",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="scheme",
                    name="delete_delete",
                ),
                migrations.RemoveConstraint(
                    model_name="listentry",
                    name="list_entry_once_a_year",
                ),
                migrations.AddField(
                    model_name="line",
                    name="income",
                    field=models.BooleanField(default=False, help_text="Income: its budget is zero or below."),
                ),
                migrations.AddField(
                    model_name="lineevent",
                    name="income",
                    field=models.BooleanField(default=False, help_text="Income: its budget is zero or below."),
                ),
                migrations.AddField(
                    model_name="listentry",
                    name="within",
                    field=models.CharField(
                        blank=True, help_text="For a sub-type: the scheme type that it belongs to.", max_length=160
                    ),
                ),
                migrations.AddField(
                    model_name="listentryevent",
                    name="within",
                    field=models.CharField(
                        blank=True, help_text="For a sub-type: the scheme type that it belongs to.", max_length=160
                    ),
                ),
                migrations.AddField(
                    model_name="scheme",
                    name="accounting",
                    field=models.CharField(
                        blank=True,
                        choices=[
                            ("sole", "Sole control"),
                            ("joint", "Joint operation"),
                            ("lead", "Lead commissioner as principal"),
                            ("agent", "Agent"),
                        ],
                        max_length=8,
                    ),
                ),
                migrations.AddField(
                    model_name="scheme",
                    name="commissioner",
                    field=models.CharField(
                        blank=True, help_text="LA, NHS or Joint, as the national template has it.", max_length=20
                    ),
                ),
                migrations.AddField(
                    model_name="scheme",
                    name="description",
                    field=models.TextField(blank=True),
                ),
                migrations.AddField(
                    model_name="scheme",
                    name="nhs_percent",
                    field=models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="The NHS's part of joint commissioning, in per cent.",
                        max_digits=7,
                        null=True,
                    ),
                ),
                migrations.AddField(
                    model_name="scheme",
                    name="sub_type",
                    field=models.CharField(blank=True, max_length=160),
                ),
                migrations.AddField(
                    model_name="schemeevent",
                    name="accounting",
                    field=models.CharField(
                        blank=True,
                        choices=[
                            ("sole", "Sole control"),
                            ("joint", "Joint operation"),
                            ("lead", "Lead commissioner as principal"),
                            ("agent", "Agent"),
                        ],
                        max_length=8,
                    ),
                ),
                migrations.AddField(
                    model_name="schemeevent",
                    name="commissioner",
                    field=models.CharField(
                        blank=True, help_text="LA, NHS or Joint, as the national template has it.", max_length=20
                    ),
                ),
                migrations.AddField(
                    model_name="schemeevent",
                    name="description",
                    field=models.TextField(blank=True),
                ),
                migrations.AddField(
                    model_name="schemeevent",
                    name="nhs_percent",
                    field=models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="The NHS's part of joint commissioning, in per cent.",
                        max_digits=7,
                        null=True,
                    ),
                ),
                migrations.AddField(
                    model_name="schemeevent",
                    name="sub_type",
                    field=models.CharField(blank=True, max_length=160),
                ),
                migrations.AlterField(
                    model_name="listentry",
                    name="list",
                    field=models.CharField(
                        choices=[
                            ("scheme_type", "Scheme types"),
                            ("area_of_spend", "Areas of spend"),
                            ("provider_type", "Provider types"),
                            ("commissioner", "Commissioners"),
                            ("unit", "Units of output"),
                            ("sub_type", "Scheme sub-types"),
                            ("source", "Sources of funding"),
                        ],
                        max_length=16,
                    ),
                ),
                migrations.AlterField(
                    model_name="listentryevent",
                    name="list",
                    field=models.CharField(
                        choices=[
                            ("scheme_type", "Scheme types"),
                            ("area_of_spend", "Areas of spend"),
                            ("provider_type", "Provider types"),
                            ("commissioner", "Commissioners"),
                            ("unit", "Units of output"),
                            ("sub_type", "Scheme sub-types"),
                            ("source", "Sources of funding"),
                        ],
                        max_length=16,
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="line",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_lineevent" ("basis", "contributing_partner_id", "forecast_wanted", "fund_id", "id", "illustrative", "income", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "profile", "ref", "scheme_id", "spending_partner_id", "starts", "stream_id", "year") SELECT new_values."basis", new_values."contributing_partner_id", new_values."forecast_wanted", new_values."fund_id", new_values."id", new_values."illustrative", new_values."income", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place_id", new_values."profile", new_values."ref", new_values."scheme_id", new_values."spending_partner_id", new_values."starts", new_values."stream_id", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="24c3e8cb0327680ff3b0ad8277ff3e323cef8428",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_3e79c",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="schemes_line",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="line",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_lineevent" ("basis", "contributing_partner_id", "forecast_wanted", "fund_id", "id", "illustrative", "income", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "profile", "ref", "scheme_id", "spending_partner_id", "starts", "stream_id", "year") SELECT new_values."basis", new_values."contributing_partner_id", new_values."forecast_wanted", new_values."fund_id", new_values."id", new_values."illustrative", new_values."income", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place_id", new_values."profile", new_values."ref", new_values."scheme_id", new_values."spending_partner_id", new_values."starts", new_values."stream_id", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="59b6f7bd852daa642a15f9c931c650b9d83422e9",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_7801d",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="schemes_line",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="line",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_lineevent" ("basis", "contributing_partner_id", "forecast_wanted", "fund_id", "id", "illustrative", "income", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "profile", "ref", "scheme_id", "spending_partner_id", "starts", "stream_id", "year") SELECT old_values."basis", old_values."contributing_partner_id", old_values."forecast_wanted", old_values."fund_id", old_values."id", old_values."illustrative", old_values."income", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place_id", old_values."profile", old_values."ref", old_values."scheme_id", old_values."spending_partner_id", old_values."starts", old_values."stream_id", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="c61cc77595134339aedc79203c22d1819a35b3c4",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b06c9",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="schemes_line",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="listentry",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_listentryevent" ("first_year", "id", "last_year", "list", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "within") SELECT new_values."first_year", new_values."id", new_values."last_year", new_values."list", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."within" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="857c5b4827888181f73989cd334b8c049b238e72",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8a1d6",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="schemes_listentry",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="listentry",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_listentryevent" ("first_year", "id", "last_year", "list", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "within") SELECT new_values."first_year", new_values."id", new_values."last_year", new_values."list", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."within" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="9282ce712f39f2496b7d6795841e7f3be73b7ffe",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_2c416",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="schemes_listentry",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="listentry",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_listentryevent" ("first_year", "id", "last_year", "list", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "within") SELECT old_values."first_year", old_values."id", old_values."last_year", old_values."list", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."within" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="d8034d1b2939ca7eaa7f29943bb3d826cb677193",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4d24d",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="schemes_listentry",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="scheme",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_schemeevent" ("accounting", "area_of_spend", "commissioner", "description", "ends", "id", "lead_commissioner_id", "name", "nhs_percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "provider_type", "ref", "scheme_type", "starts", "sub_type") SELECT new_values."accounting", new_values."area_of_spend", new_values."commissioner", new_values."description", new_values."ends", new_values."id", new_values."lead_commissioner_id", new_values."name", new_values."nhs_percent", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place_id", new_values."provider_type", new_values."ref", new_values."scheme_type", new_values."starts", new_values."sub_type" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="2eaca97fa0e68c80bcb93ecbc87c16c389909362",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_93bb6",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="schemes_scheme",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="scheme",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_schemeevent" ("accounting", "area_of_spend", "commissioner", "description", "ends", "id", "lead_commissioner_id", "name", "nhs_percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "provider_type", "ref", "scheme_type", "starts", "sub_type") SELECT new_values."accounting", new_values."area_of_spend", new_values."commissioner", new_values."description", new_values."ends", new_values."id", new_values."lead_commissioner_id", new_values."name", new_values."nhs_percent", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place_id", new_values."provider_type", new_values."ref", new_values."scheme_type", new_values."starts", new_values."sub_type" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="94d7070deb4f64ff516b305330ee38998ab232ef",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_bfaac",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="schemes_scheme",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="scheme",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_schemeevent" ("accounting", "area_of_spend", "commissioner", "description", "ends", "id", "lead_commissioner_id", "name", "nhs_percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "provider_type", "ref", "scheme_type", "starts", "sub_type") SELECT old_values."accounting", old_values."area_of_spend", old_values."commissioner", old_values."description", old_values."ends", old_values."id", old_values."lead_commissioner_id", old_values."name", old_values."nhs_percent", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place_id", old_values."provider_type", old_values."ref", old_values."scheme_type", old_values."starts", old_values."sub_type" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="72a3ee754a8a97b31d25d2bf3eb9d0ce9f514c2a",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a7eac",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="schemes_scheme",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="listentry",
                    constraint=models.UniqueConstraint(
                        fields=("list", "name", "within", "first_year"), name="list_entry_once_a_year"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="scheme",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("nhs_percent__isnull", True),
                            models.Q(("nhs_percent__gte", 0), ("nhs_percent__lte", 100)),
                            _connector="OR",
                        ),
                        name="scheme_nhs_percent_0_to_100",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="scheme",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ends__isnull", True),
                            ("starts__isnull", True),
                            ("ends__gte", models.F("starts")),
                            _connector="OR",
                        ),
                        name="scheme_ends_after_it_starts",
                    ),
                ),
            ],
        ),
    ]
