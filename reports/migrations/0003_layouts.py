"""How a place wants its papers to look: its own layouts, its Word templates, and the template of a published paper."""

import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import s75.schema
from s75.rules import append_only

STANDS = """
CREATE FUNCTION s75_layout_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.retired_at IS NOT NULL OR (OLD.place_id, OLD.slug) <> (NEW.place_id, NEW.slug) THEN
        RAISE EXCEPTION 'a layout is retired and never deleted, and a retired one stands'
            USING ERRCODE = '23514', CONSTRAINT = 'layout_stands';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER s75_layout_stands BEFORE UPDATE OR DELETE ON reports_placelayout
    FOR EACH ROW EXECUTE FUNCTION s75_layout_stands();

CREATE FUNCTION s75_template_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.retired_at IS NOT NULL
        OR (OLD.place_id, OLD.name, OLD.filename, OLD.content, OLD.size, OLD.sha256, OLD.fits, OLD.added_by_id, OLD.added_at)
        <> (NEW.place_id, NEW.name, NEW.filename, NEW.content, NEW.size, NEW.sha256, NEW.fits, NEW.added_by_id, NEW.added_at)
    THEN
        RAISE EXCEPTION 'a template is retired and never changed or deleted'
            USING ERRCODE = '23514', CONSTRAINT = 'template_stands';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER s75_template_stands BEFORE UPDATE OR DELETE ON reports_wordtemplate
    FOR EACH ROW EXECUTE FUNCTION s75_template_stands();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("budgets", "0014_ended_risk_overrides"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("reports", "0002_packs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        s75.schema.AtOnce(
            operations=[
                migrations.CreateModel(
                    name="PlaceLayout",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("slug", models.CharField(max_length=40)),
                        ("content", models.JSONField()),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("saved_at", models.DateTimeField()),
                        ("retired_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="layouts", to="budgets.place"
                            ),
                        ),
                        (
                            "retired_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                    ],
                    options={
                        "ordering": ["place", "id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("place", "slug"), name="layout_once_in_place"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("retired_at__isnull", True), ("retired_by__isnull", True)),
                                    models.Q(("retired_at__isnull", False), ("retired_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="layout_retired_by_and_at",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_placelayoutevent" ("content", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "retired_at", "retired_by_id", "saved_at", "saved_by_id", "slug", "version") SELECT new_values."content", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place_id", new_values."retired_at", new_values."retired_by_id", new_values."saved_at", new_values."saved_by_id", new_values."slug", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="70ea1739565057b91ebbb6c9c3c05d610e7256af",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_fb969",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="reports_placelayout",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_placelayoutevent" ("content", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "retired_at", "retired_by_id", "saved_at", "saved_by_id", "slug", "version") SELECT new_values."content", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place_id", new_values."retired_at", new_values."retired_by_id", new_values."saved_at", new_values."saved_by_id", new_values."slug", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="2171b3b1131bfb87aecd4e380c7840dcb599fc3f",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_8e690",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="reports_placelayout",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_placelayoutevent" ("content", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "retired_at", "retired_by_id", "saved_at", "saved_by_id", "slug", "version") SELECT old_values."content", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place_id", old_values."retired_at", old_values."retired_by_id", old_values."saved_at", old_values."saved_by_id", old_values."slug", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="c5c80f7c1492b7bc05f48a612fb2b9dde2ec740e",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_3a052",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="reports_placelayout",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlaceLayoutEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("slug", models.CharField(max_length=40)),
                        ("content", models.JSONField()),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("saved_at", models.DateTimeField()),
                        ("retired_at", models.DateTimeField(blank=True, null=True)),
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
                                to="reports.placelayout",
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
                            "retired_by",
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="WordTemplate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=100)),
                        ("filename", models.CharField(max_length=200)),
                        ("content", models.BinaryField()),
                        ("size", models.PositiveIntegerField(help_text="In bytes.")),
                        ("sha256", models.CharField(max_length=64)),
                        (
                            "fits",
                            models.CharField(
                                blank=True,
                                help_text="A kind in reports/catalogue.py; empty for any paper.",
                                max_length=30,
                            ),
                        ),
                        ("standard", models.BooleanField(default=False)),
                        ("added_at", models.DateTimeField()),
                        ("retired_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "added_by",
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
                                related_name="word_templates",
                                to="budgets.place",
                            ),
                        ),
                        (
                            "retired_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["place", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("retired_at__isnull", True)),
                                fields=("place", "name"),
                                name="template_name_once_in_place",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("standard", True)),
                                fields=("place",),
                                name="template_one_standard_in_place",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("retired_at__isnull", True), ("retired_by__isnull", True)),
                                    models.Q(
                                        ("retired_at__isnull", False),
                                        ("retired_by__isnull", False),
                                        ("standard", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="template_retired_by_and_at",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_wordtemplateevent" ("added_at", "added_by_id", "filename", "fits", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "retired_at", "retired_by_id", "sha256", "size", "standard") SELECT new_values."added_at", new_values."added_by_id", new_values."filename", new_values."fits", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place_id", new_values."retired_at", new_values."retired_by_id", new_values."sha256", new_values."size", new_values."standard" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="e47bc69b6474774bbe7d10fb95fd33901d9ecc7f",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_419ec",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="reports_wordtemplate",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_wordtemplateevent" ("added_at", "added_by_id", "filename", "fits", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "retired_at", "retired_by_id", "sha256", "size", "standard") SELECT new_values."added_at", new_values."added_by_id", new_values."filename", new_values."fits", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place_id", new_values."retired_at", new_values."retired_by_id", new_values."sha256", new_values."size", new_values."standard" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."added_at" IS DISTINCT FROM (new_values."added_at") OR old_values."added_by_id" IS DISTINCT FROM (new_values."added_by_id") OR old_values."filename" IS DISTINCT FROM (new_values."filename") OR old_values."fits" IS DISTINCT FROM (new_values."fits") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."place_id" IS DISTINCT FROM (new_values."place_id") OR old_values."retired_at" IS DISTINCT FROM (new_values."retired_at") OR old_values."retired_by_id" IS DISTINCT FROM (new_values."retired_by_id") OR old_values."sha256" IS DISTINCT FROM (new_values."sha256") OR old_values."size" IS DISTINCT FROM (new_values."size") OR old_values."standard" IS DISTINCT FROM (new_values."standard")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="4d29147effdf57a58fd54f45aa90e9bff170e246",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_216fb",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="reports_wordtemplate",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_wordtemplateevent" ("added_at", "added_by_id", "filename", "fits", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "retired_at", "retired_by_id", "sha256", "size", "standard") SELECT old_values."added_at", old_values."added_by_id", old_values."filename", old_values."fits", old_values."id", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place_id", old_values."retired_at", old_values."retired_by_id", old_values."sha256", old_values."size", old_values."standard" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="0369457789a0f188bef169b854f99a656916ad36",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_b3956",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="reports_wordtemplate",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WordTemplateEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=100)),
                        ("filename", models.CharField(max_length=200)),
                        ("size", models.PositiveIntegerField(help_text="In bytes.")),
                        ("sha256", models.CharField(max_length=64)),
                        (
                            "fits",
                            models.CharField(
                                blank=True,
                                help_text="A kind in reports/catalogue.py; empty for any paper.",
                                max_length=30,
                            ),
                        ),
                        ("standard", models.BooleanField(default=False)),
                        ("added_at", models.DateTimeField()),
                        ("retired_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "added_by",
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
                                to="reports.wordtemplate",
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
                            "retired_by",
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
            ],
        ),
        migrations.AddField(
            model_name="publishedpaper",
            name="word_template",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="published",
                to="reports.wordtemplate",
            ),
        ),
        migrations.RunSQL(
            STANDS + append_only("reports_placelayoutevent") + append_only("reports_wordtemplateevent"), elidable=False
        ),
    ]
