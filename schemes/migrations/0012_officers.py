"""Who forecasts which line, and who stands in for them."""

from __future__ import annotations

import django.contrib.postgres.constraints
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import s75.schema


class Migration(migrations.Migration):
    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("schemes", "0011_review"),
    ]
    operations = [
        s75.schema.AtOnce(
            operations=[
                migrations.CreateModel(
                    name="Cover",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("first_day", models.DateField()),
                        ("last_day", models.DateField()),
                        ("reason", models.CharField(max_length=400)),
                        (
                            "officer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="covers",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="covers", to="budgets.place"
                            ),
                        ),
                        (
                            "stand_in",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="covers_for_others",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("last_day__gte", models.F("first_day"))),
                                name="cover_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("officer", models.F("stand_in")), _negated=True),
                                name="cover_by_somebody_else",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    (
                                        models.Func(
                                            models.F("place"),
                                            models.F("place"),
                                            models.Value("[]"),
                                            function="int8range",
                                        ),
                                        "&&",
                                    ),
                                    (
                                        models.Func(
                                            models.F("officer"),
                                            models.F("officer"),
                                            models.Value("[]"),
                                            function="int8range",
                                        ),
                                        "&&",
                                    ),
                                    (
                                        models.Func(
                                            models.F("first_day"),
                                            models.F("last_day"),
                                            models.Value("[]"),
                                            function="daterange",
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="cover_once_at_a_time",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_coverevent" ("first_day", "id", "last_day", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "reason", "stand_in_id") SELECT new_values."first_day", new_values."id", new_values."last_day", new_values."officer_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place_id", new_values."reason", new_values."stand_in_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="4a37ccffc2db330bc1d63f2f683134b33e1d8217",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_5f16e",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="schemes_cover",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_coverevent" ("first_day", "id", "last_day", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "reason", "stand_in_id") SELECT new_values."first_day", new_values."id", new_values."last_day", new_values."officer_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place_id", new_values."reason", new_values."stand_in_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="f8ec71c012f5442b4b867462967b7fad773ad54c",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_82c50",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="schemes_cover",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_coverevent" ("first_day", "id", "last_day", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "reason", "stand_in_id") SELECT old_values."first_day", old_values."id", old_values."last_day", old_values."officer_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place_id", old_values."reason", old_values."stand_in_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="d1f69fd673a509df3446c620b243f5b3113333eb",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_8cc08",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="schemes_cover",
                                    when="AFTER",
                                ),
                            ),
                        ],
                        "ordering": ["place", "first_day", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="CoverEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("first_day", models.DateField()),
                        ("last_day", models.DateField()),
                        ("reason", models.CharField(max_length=400)),
                        (
                            "officer",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                                to="schemes.cover",
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
                            "stand_in",
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
                    name="LineOfficer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "line",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="officer", to="schemes.line"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines_forecast",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_lineofficerevent" ("id", "line_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") SELECT new_values."id", new_values."line_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="14c67bfef553e28074d596aa8159a1cb98b326e7",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_7f7f6",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="schemes_lineofficer",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_lineofficerevent" ("id", "line_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") SELECT new_values."id", new_values."line_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="cafb920b8e0502e65ff059fb62ecf757fd5ce0db",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_9ee4e",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="schemes_lineofficer",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schemes_lineofficerevent" ("id", "line_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") SELECT old_values."id", old_values."line_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="959e1b39ac86e92abbd6f5a8b35081498a721bea",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_7a51e",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="schemes_lineofficer",
                                    when="AFTER",
                                ),
                            ),
                        ],
                        "ordering": ["line"],
                    },
                ),
                migrations.CreateModel(
                    name="LineOfficerEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
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
                                to="schemes.lineofficer",
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
            ]
        )
    ]
