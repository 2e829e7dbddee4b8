"""What people are told: notices on their pages and by e-mail."""

import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import s75.schema


class Migration(migrations.Migration):
    dependencies = [
        ("budgets", "0011_working_calendar"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        s75.schema.AtOnce(
            operations=[
                migrations.CreateModel(
                    name="LetterChoice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "letters",
                            models.CharField(
                                choices=[
                                    ("at_once", "As they come, within minutes"),
                                    ("daily", "Once a day, with what is to be done"),
                                    ("never", "Not at all: I read them here"),
                                ],
                                default="daily",
                                max_length=10,
                            ),
                        ),
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letter_choice",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_letterchoiceevent" ("id", "letters", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") SELECT new_values."id", new_values."letters", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="726bfa7445b6bbe8bcddc100c30609b92643b149",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_9a70b",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="budgets_letterchoice",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_letterchoiceevent" ("id", "letters", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") SELECT new_values."id", new_values."letters", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="8886f88fe8f7e12772e63c3e764cda81be2f60e3",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_73a38",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="budgets_letterchoice",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_letterchoiceevent" ("id", "letters", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") SELECT old_values."id", old_values."letters", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="f35dd1b53f412c56b9e61842e3bc374f7c7cf2ba",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_a43a6",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="budgets_letterchoice",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LetterChoiceEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "letters",
                            models.CharField(
                                choices=[
                                    ("at_once", "As they come, within minutes"),
                                    ("daily", "Once a day, with what is to be done"),
                                    ("never", "Not at all: I read them here"),
                                ],
                                default="daily",
                                max_length=10,
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
                                to="budgets.letterchoice",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Notice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(help_text="Its key in budgets/notices/kinds.py.", max_length=30)),
                        ("text", models.CharField(max_length=400)),
                        (
                            "href",
                            models.CharField(help_text="The page that it is about, within the site.", max_length=300),
                        ),
                        (
                            "due_on",
                            models.DateField(blank=True, help_text="By when something is to be done.", null=True),
                        ),
                        (
                            "key",
                            models.CharField(
                                help_text="Of the event that it tells of: told twice, kept once.", max_length=160
                            ),
                        ),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        ("seen_at", models.DateTimeField(blank=True, null=True)),
                        ("mailed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "place",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notices",
                                to="budgets.place",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notices",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["user", "-id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("seen_at__isnull", True)), fields=["user"], name="notice_not_seen"
                            ),
                            models.Index(
                                condition=models.Q(("mailed_at__isnull", True)),
                                fields=["user"],
                                name="notice_not_mailed",
                            ),
                        ],
                        "constraints": [models.UniqueConstraint(fields=("user", "key"), name="notice_once_a_person")],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_noticeevent" ("due_on", "href", "id", "key", "kind", "made_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "text", "user_id") SELECT new_values."due_on", new_values."href", new_values."id", new_values."key", new_values."kind", new_values."made_at", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place_id", new_values."text", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="0bbb2793a1111da378964f0f343c896b02567464",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_75024",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="budgets_notice",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_noticeevent" ("due_on", "href", "id", "key", "kind", "made_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "text", "user_id") SELECT new_values."due_on", new_values."href", new_values."id", new_values."key", new_values."kind", new_values."made_at", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place_id", new_values."text", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."due_on" IS DISTINCT FROM (new_values."due_on") OR old_values."href" IS DISTINCT FROM (new_values."href") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."key" IS DISTINCT FROM (new_values."key") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."made_at" IS DISTINCT FROM (new_values."made_at") OR old_values."place_id" IS DISTINCT FROM (new_values."place_id") OR old_values."text" IS DISTINCT FROM (new_values."text") OR old_values."user_id" IS DISTINCT FROM (new_values."user_id")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="05bddd295fb667c8950926cab9f1d01c0f70bdeb",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_50f01",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="budgets_notice",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "budgets_noticeevent" ("due_on", "href", "id", "key", "kind", "made_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "text", "user_id") SELECT old_values."due_on", old_values."href", old_values."id", old_values."key", old_values."kind", old_values."made_at", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place_id", old_values."text", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="f6e547ec1fbd4c913a746dae84f9f5f5f9b71f48",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_999ea",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="budgets_notice",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NoticeEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("kind", models.CharField(help_text="Its key in budgets/notices/kinds.py.", max_length=30)),
                        ("text", models.CharField(max_length=400)),
                        (
                            "href",
                            models.CharField(help_text="The page that it is about, within the site.", max_length=300),
                        ),
                        (
                            "due_on",
                            models.DateField(blank=True, help_text="By when something is to be done.", null=True),
                        ),
                        (
                            "key",
                            models.CharField(
                                help_text="Of the event that it tells of: told twice, kept once.", max_length=160
                            ),
                        ),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
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
                                to="budgets.notice",
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
                            "user",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
            ],
        ),
    ]
