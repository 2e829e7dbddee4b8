"""What is kept about ledgers besides their postings: formats, suspense, reversals, journals and commitments."""

import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import s75.schema


class Migration(migrations.Migration):
    dependencies = [
        ("budgets", "0010_terms_stand_once_locked"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("schemes", "0008_ring_fences_and_overrides_stand"),
    ]

    operations = [
        s75.schema.AtOnce(
            operations=[
                migrations.CreateModel(
                    name="ImportReversal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.CharField(max_length=400)),
                        ("reversed_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "actuals_import",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reversal",
                                to="schemes.actualsimport",
                            ),
                        ),
                        (
                            "reversed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="SuspenseClearing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("code", models.CharField(max_length=40)),
                        (
                            "imports",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(),
                                help_text="The imports in whose files the code stood unmapped.",
                                size=None,
                            ),
                        ),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("cleared_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "cleared_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "partner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="budgets.partner"
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="budgets.place"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["place", "year", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="Journal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("posted_in", models.PositiveSmallIntegerField()),
                        ("text", models.CharField(max_length=200)),
                        (
                            "reverse_next",
                            models.BooleanField(default=False, help_text="To be taken back in the next period."),
                        ),
                        (
                            "key",
                            models.UUIDField(
                                help_text="Sent with the form, so that a second click posts nothing twice."
                            ),
                        ),
                        ("posted_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "fund",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="journals", to="budgets.fund"
                            ),
                        ),
                        (
                            "partner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="journals",
                                to="budgets.partner",
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
                            "reverses",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="taken_back_by",
                                to="schemes.journal",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["fund", "year", "id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("reverse_next", True)),
                                fields=["fund", "year"],
                                name="journal_to_be_reversed",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("key",), name="journal_once_a_key"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reverse_next", False),
                                    models.Q(("posted_in__lte", 11), ("reverses__isnull", True)),
                                    _connector="OR",
                                ),
                                name="journal_reversed_within_the_year",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReversedLedger",
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
                            "actuals_import",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="schemes.actualsimport",
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="budgets.fund"
                            ),
                        ),
                        (
                            "reversal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="funds",
                                to="schemes.importreversal",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("actuals_import", "fund"), name="ledger_reversed_once_a_fund"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SavedFormat",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("sheet", models.CharField(blank=True, max_length=120)),
                        ("code", models.CharField(max_length=90)),
                        ("description", models.CharField(blank=True, max_length=90)),
                        ("amount", models.CharField(blank=True, max_length=90)),
                        ("debit", models.CharField(blank=True, max_length=90)),
                        ("credit", models.CharField(blank=True, max_length=90)),
                        ("period", models.CharField(blank=True, max_length=90)),
                        ("commitment", models.CharField(blank=True, max_length=90)),
                        (
                            "basis",
                            models.CharField(choices=[("cumulative", "Cumulative"), ("month", "Month")], max_length=10),
                        ),
                        (
                            "negative",
                            models.BooleanField(
                                default=False, help_text="The ledger shows spending as negative amounts."
                            ),
                        ),
                        (
                            "learned_from",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty once edited.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="schemes.actualsimport",
                            ),
                        ),
                        (
                            "partner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="budgets.partner"
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="budgets.place"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["place", "partner"],
                        "constraints": [
                            models.UniqueConstraint(fields=("place", "partner"), name="ledger_format_once_a_partner"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("amount", ""),
                                        models.Q(("debit", ""), _negated=True),
                                        models.Q(("credit", ""), _negated=True),
                                    ),
                                    models.Q(models.Q(("amount", ""), _negated=True), ("credit", ""), ("debit", "")),
                                    _connector="OR",
                                ),
                                name="ledger_format_amount_or_both_sides",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_savedformatevent" ("amount", "basis", "code", "commitment", "credit", "debit", "description", "id", "learned_from_id", "negative", "partner_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "sheet") SELECT new_values."amount", new_values."basis", new_values."code", new_values."commitment", new_values."credit", new_values."debit", new_values."description", new_values."id", new_values."learned_from_id", new_values."negative", new_values."partner_id", new_values."period", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place_id", new_values."sheet" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="8b150ba7e9e2e7dbbf4026783c86bf0128c6e743",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_95a46",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="schemes_savedformat",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_savedformatevent" ("amount", "basis", "code", "commitment", "credit", "debit", "description", "id", "learned_from_id", "negative", "partner_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "sheet") SELECT new_values."amount", new_values."basis", new_values."code", new_values."commitment", new_values."credit", new_values."debit", new_values."description", new_values."id", new_values."learned_from_id", new_values."negative", new_values."partner_id", new_values."period", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place_id", new_values."sheet" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="5f3b3b26fe06ec3087459afe54e307662d046bed",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_f80dd",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="schemes_savedformat",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_savedformatevent" ("amount", "basis", "code", "commitment", "credit", "debit", "description", "id", "learned_from_id", "negative", "partner_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "sheet") SELECT old_values."amount", old_values."basis", old_values."code", old_values."commitment", old_values."credit", old_values."debit", old_values."description", old_values."id", old_values."learned_from_id", old_values."negative", old_values."partner_id", old_values."period", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place_id", old_values."sheet" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="25d28676f2e778e4fcab22800502cc2fd417cbfc",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_a7ddf",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="schemes_savedformat",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SavedFormatEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("sheet", models.CharField(blank=True, max_length=120)),
                        ("code", models.CharField(max_length=90)),
                        ("description", models.CharField(blank=True, max_length=90)),
                        ("amount", models.CharField(blank=True, max_length=90)),
                        ("debit", models.CharField(blank=True, max_length=90)),
                        ("credit", models.CharField(blank=True, max_length=90)),
                        ("period", models.CharField(blank=True, max_length=90)),
                        ("commitment", models.CharField(blank=True, max_length=90)),
                        (
                            "basis",
                            models.CharField(choices=[("cumulative", "Cumulative"), ("month", "Month")], max_length=10),
                        ),
                        (
                            "negative",
                            models.BooleanField(
                                default=False, help_text="The ledger shows spending as negative amounts."
                            ),
                        ),
                        (
                            "learned_from",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Empty once edited.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="schemes.actualsimport",
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
                                to="schemes.savedformat",
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
                    name="Commitment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("month", models.PositiveSmallIntegerField()),
                        ("posted_in", models.PositiveSmallIntegerField()),
                        ("code", models.CharField(max_length=40)),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        (
                            "actuals_import",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="commitments",
                                to="schemes.actualsimport",
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="budgets.fund"
                            ),
                        ),
                        (
                            "line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="commitments",
                                to="schemes.line",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["line", "month", "id"],
                        "indexes": [models.Index(fields=["fund", "year", "line"], name="commitment_by_line")],
                    },
                ),
                migrations.RemoveConstraint(
                    model_name="actualsimport",
                    name="same_ledger_file_once",
                ),
                migrations.AddField(
                    model_name="actualsimport",
                    name="attempt",
                    field=models.PositiveSmallIntegerField(
                        db_default=0, default=0, help_text="How often the same file was posted and reversed before."
                    ),
                ),
                migrations.AddField(
                    model_name="actualsimport",
                    name="difference",
                    field=models.CharField(
                        blank=True, db_default="", help_text="Why the typed total is not the file's.", max_length=400
                    ),
                ),
                migrations.AddField(
                    model_name="actualsimport",
                    name="typed_total",
                    field=models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="The control total that the officer typed.",
                        max_digits=14,
                        null=True,
                    ),
                ),
                migrations.AddField(
                    model_name="importrow",
                    name="commitment",
                    field=models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True),
                ),
                migrations.AddField(
                    model_name="pendingupload",
                    name="difference",
                    field=models.CharField(blank=True, max_length=400),
                ),
                migrations.AlterField(
                    model_name="importrow",
                    name="fate",
                    field=models.CharField(
                        choices=[
                            ("posted", "Posted"),
                            ("not_section_75", "Left out: not section 75"),
                            ("unknown", "In suspense: unknown code"),
                            ("subtotal", "Left out: a sub-total"),
                        ],
                        max_length=16,
                    ),
                ),
                migrations.AddIndex(
                    model_name="importrow",
                    index=models.Index(
                        condition=models.Q(("fate", "unknown")),
                        fields=["actuals_import", "code"],
                        name="import_row_in_suspense",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="actualsimport",
                    constraint=models.UniqueConstraint(
                        fields=("place", "partner", "sha256", "attempt"), name="same_ledger_file_once"
                    ),
                ),
                migrations.AddField(
                    model_name="actual",
                    name="reversal",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="schemes.importreversal",
                    ),
                ),
                migrations.AddField(
                    model_name="actual",
                    name="by_hand",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="schemes.journal",
                    ),
                ),
                migrations.AddField(
                    model_name="actual",
                    name="clearing",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="schemes.suspenseclearing",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="actual",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by_hand__isnull", True), ("clearing__isnull", True)),
                            models.Q(
                                ("actuals_import__isnull", False), ("by_hand__isnull", True), ("reversal__isnull", True)
                            ),
                            models.Q(
                                ("actuals_import__isnull", True), ("clearing__isnull", True), ("reversal__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="actual_of_one_kind",
                    ),
                ),
            ],
        ),
    ]
