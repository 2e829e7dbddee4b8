"""What is written for the national returns, with its history."""

import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import s75.schema
from s75.rules import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("schemes", "0015_background_ledgers"),
    ]

    operations = [
        s75.schema.AtOnce(
            operations=[
                migrations.CreateModel(
                    name="ReturnAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        (
                            "quarter",
                            models.PositiveSmallIntegerField(
                                help_text="1 to 4, or 0 for the return of the whole year."
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                blank=True, help_text="The source of funding, as the template names it.", max_length=80
                            ),
                        ),
                        ("question", models.CharField(max_length=24)),
                        (
                            "issues",
                            models.BooleanField(
                                blank=True, help_text="Of a scheme: whether there were any.", null=True
                            ),
                        ),
                        ("text", models.TextField(blank=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("saved_at", models.DateTimeField()),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="return_answers",
                                to="budgets.place",
                            ),
                        ),
                        (
                            "saved_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "scheme",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="return_answers",
                                to="schemes.scheme",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("place", "year", "quarter", "scheme", "source", "question"),
                                name="return_answer_once",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("quarter__lte", 4)), name="return_answer_quarter_0_to_4"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("issues__isnull", False), ("scheme__isnull", False)),
                                    models.Q(
                                        models.Q(("text", ""), _negated=True),
                                        ("issues", None),
                                        ("scheme__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="return_answer_says_something",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_returnanswerevent" ("id", "issues", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "quarter", "question", "saved_at", "saved_by_id", "scheme_id", "source", "text", "version", "year") SELECT new_values."id", new_values."issues", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place_id", new_values."quarter", new_values."question", new_values."saved_at", new_values."saved_by_id", new_values."scheme_id", new_values."source", new_values."text", new_values."version", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="9093faefadd0ba7cdbd7b7a38bd763c9b5992ddb",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_99ba0",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="schemes_returnanswer",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_returnanswerevent" ("id", "issues", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "quarter", "question", "saved_at", "saved_by_id", "scheme_id", "source", "text", "version", "year") SELECT new_values."id", new_values."issues", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place_id", new_values."quarter", new_values."question", new_values."saved_at", new_values."saved_by_id", new_values."scheme_id", new_values."source", new_values."text", new_values."version", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="0f52ddc1899301554adc871655f9b595a3b67ee1",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_2bd72",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="schemes_returnanswer",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_returnanswerevent" ("id", "issues", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "quarter", "question", "saved_at", "saved_by_id", "scheme_id", "source", "text", "version", "year") SELECT old_values."id", old_values."issues", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place_id", old_values."quarter", old_values."question", old_values."saved_at", old_values."saved_by_id", old_values."scheme_id", old_values."source", old_values."text", old_values."version", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="a6103b6c8f4a92aff4c8cbec0c188006a2ce2e77",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_d90ad",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="schemes_returnanswer",
                                    when="AFTER",
                                ),
                            ),
                        ],
                        "ordering": ["place", "year", "quarter", "scheme", "source", "question"],
                    },
                ),
                migrations.CreateModel(
                    name="ReturnAnswerEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("year", models.PositiveSmallIntegerField()),
                        (
                            "quarter",
                            models.PositiveSmallIntegerField(
                                help_text="1 to 4, or 0 for the return of the whole year."
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                blank=True, help_text="The source of funding, as the template names it.", max_length=80
                            ),
                        ),
                        ("question", models.CharField(max_length=24)),
                        (
                            "issues",
                            models.BooleanField(
                                blank=True, help_text="Of a scheme: whether there were any.", null=True
                            ),
                        ),
                        ("text", models.TextField(blank=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("saved_at", models.DateTimeField()),
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
                                to="schemes.returnanswer",
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
            ]
        ),
        migrations.RunSQL(append_only("schemes_returnanswerevent"), elidable=False),
    ]
