"""Papers: drafts, sign-off, what was published, and the one door through the walls by which words are redacted."""

import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import s75.schema
from s75.rules import append_only, period_lock

APPEND_ONLY = (
    "reports_redaction", "reports_redactedplace", "reports_publishedfile",
    "reports_papersignature", "reports_paperfundevent", "reports_publicpageevent",
)  # fmt: skip
REDACTABLE = {  # append-only tables out of which a redaction may take words, and the columns that hold them
    "schemes_remark": ("text",),
    "schemes_forecastevent": ("explanation", "mitigation", "basis"),
    "budgets_noticeevent": ("text",),
    "reports_paperevent": ("title", "note"),
    "reports_papertextevent": ("text", "public_text"),
    "reports_paperremark": ("text",),
    "reports_paperreason": ("found", "reason"),
    "reports_publishedpaper": ("title",),
}
WALLED = ("schemes_remark", "schemes_forecastevent")  # these have their walls already, without the door
TAKEN_AWAY = ("reports_publishedcontent", "reports_filecontent")

# A redaction is on record before anything is redacted: the record of this very transaction is what opens the walls.
DOOR = r"""
CREATE FUNCTION s75_redaction_is_of_now() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.transaction := txid_current();
    NEW.made_at := now();
    RETURN NEW;
END $$;
CREATE TRIGGER s75_redaction_is_of_now BEFORE INSERT ON reports_redaction
    FOR EACH ROW EXECUTE FUNCTION s75_redaction_is_of_now();

CREATE FUNCTION s75_redacting() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM reports_redaction WHERE transaction = txid_current_if_assigned())
$$;

CREATE FUNCTION s75_only_redacted(was jsonb, is_now jsonb, columns text[]) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT was - columns = is_now - columns AND NOT EXISTS (
        SELECT 1 FROM unnest(columns) c
        WHERE was ->> c IS DISTINCT FROM is_now ->> c AND NOT COALESCE(
            was ->> c LIKE replace(replace(regexp_replace(is_now ->> c, '([\\%_])', '\\\1', 'g'),
                '[redacted]', '%'), '[…]', '%'), false))
$$;
"""


def _redactable(table: str, columns: tuple[str, ...]) -> str:
    """SQL by which a table stays append-only but for words that a redaction takes out of these columns."""
    name = f"s75_redact_only_{table}"
    named = ", ".join(f"'{column}'" for column in columns)
    drop = f"DROP TRIGGER s75_append_only_rows ON {table};" if table in WALLED else ""
    wall = "" if table in WALLED else append_only(table).split("CREATE TRIGGER s75_append_only_table")[1]
    return f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND s75_redacting() AND s75_only_redacted(to_jsonb(OLD), to_jsonb(NEW), ARRAY[{named}]) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'postings are append-only: % of % is refused; reverse it with another posting', TG_OP, TG_TABLE_NAME
        USING ERRCODE = '23514', CONSTRAINT = 'postings_are_append_only';
END $$;
{drop}
CREATE TRIGGER s75_append_only_rows BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}();
{f"CREATE TRIGGER s75_append_only_table{wall}" if wall else ""}
"""


TAKE_AWAY = """
CREATE FUNCTION s75_redact_away() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND s75_redacting() THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'what was published stands: % of % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = '23514', CONSTRAINT = 'published_stands';
END $$;
"""


def _taken_away(table: str) -> str:
    """SQL by which rows are never changed, and go only in a redaction."""
    return f"""
CREATE TRIGGER s75_published_rows BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION s75_redact_away();
CREATE TRIGGER s75_published_table BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION s75_refuse_change();
"""


# A forecast of a locked period stands, but for words that a redaction takes out of it.
FORECASTS = """
CREATE FUNCTION s75_redact_only_forecasts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF s75_redacting() AND EXISTS (
        SELECT 1 FROM was FULL JOIN is_now USING (id)
        WHERE NOT COALESCE(
            s75_only_redacted(to_jsonb(was), to_jsonb(is_now), ARRAY['explanation', 'mitigation', 'basis']), false)
    ) THEN
        RAISE EXCEPTION 'a redaction takes words out of forecasts, and does nothing else to them'
            USING ERRCODE = '23514', CONSTRAINT = 'redaction_takes_words_out_only';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER s75_redact_only_forecasts AFTER UPDATE ON schemes_forecast
    REFERENCING OLD TABLE AS was NEW TABLE AS is_now FOR EACH STATEMENT EXECUTE FUNCTION s75_redact_only_forecasts();
"""


def _forecast_lock() -> str:
    """The period lock of forecasts once more, which lets a redaction pass."""
    lock = period_lock("schemes_forecast", "round", operations=())
    lock = lock.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
    door = "BEGIN\n    IF TG_OP = 'UPDATE' AND s75_redacting() THEN\n        RETURN NULL;\n    END IF;\n"
    return lock.replace("BEGIN\n", door, 1)


PAPERS = """
CREATE FUNCTION s75_paper_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND s75_redacting() AND s75_only_redacted(
        to_jsonb(OLD), to_jsonb(NEW), ARRAY['title', 'note']) THEN
        RETURN NEW;
    END IF;
    IF OLD.state IN ('published', 'abandoned') OR TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a paper that was published or abandoned stands'
            USING ERRCODE = '23514', CONSTRAINT = 'paper_stands';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER s75_paper_stands BEFORE UPDATE OR DELETE ON reports_paper
    FOR EACH ROW EXECUTE FUNCTION s75_paper_stands();

CREATE FUNCTION s75_paper_text_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND s75_redacting() AND s75_only_redacted(
        to_jsonb(OLD), to_jsonb(NEW), ARRAY['text', 'public_text']) THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' OR EXISTS (
        SELECT 1 FROM reports_paper p WHERE p.id = NEW.paper_id AND p.state IN ('published', 'abandoned')) THEN
        RAISE EXCEPTION 'what a published or abandoned paper says stands'
            USING ERRCODE = '23514', CONSTRAINT = 'paper_stands';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER s75_paper_text_stands BEFORE INSERT OR UPDATE OR DELETE ON reports_papertext
    FOR EACH ROW EXECUTE FUNCTION s75_paper_text_stands();
"""


def _rules() -> str:
    return "".join(
        [
            *(append_only(table) for table in APPEND_ONLY),
            DOOR,
            *(_redactable(table, columns) for table, columns in REDACTABLE.items()),
            TAKE_AWAY,
            *(_taken_away(table) for table in TAKEN_AWAY),
            FORECASTS,
            _forecast_lock(),
            PAPERS,
        ]
    )


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("budgets", "0012_notices"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("schemes", "0014_discharge_return"),
    ]

    operations = [
        s75.schema.AtOnce(
            operations=[
                migrations.CreateModel(
                    name="Redaction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.CharField(max_length=2000)),
                        ("transaction", models.BigIntegerField(default=0, editable=False, unique=True)),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "made_by",
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
                                related_name="redactions",
                                to="budgets.place",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["place", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True), name="redaction_says_why"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RedactedPlace",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("table", models.CharField(max_length=63)),
                        ("row", models.BigIntegerField()),
                        ("column", models.CharField(max_length=63)),
                        (
                            "redaction",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="places",
                                to="reports.redaction",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["redaction", "table", "row", "column"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("redaction", "table", "row", "column"), name="redacted_once_a_place"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Paper",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(help_text="Its key in reports/catalogue.py.", max_length=30)),
                        (
                            "about",
                            models.CharField(
                                blank=True, help_text="What a kind is narrowed to, such as a partner.", max_length=40
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("month", models.PositiveSmallIntegerField()),
                        ("layout", models.CharField(max_length=40)),
                        ("title", models.CharField(max_length=200)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("signing", "Waits for sign-off"),
                                    ("published", "Published"),
                                    ("abandoned", "Abandoned"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1)),
                        (
                            "note",
                            models.CharField(
                                blank=True, help_text="What a correction corrects, and why.", max_length=2000
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        (
                            "created_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="budgets.place"
                            ),
                        ),
                        (
                            "funds",
                            models.ManyToManyField(
                                related_name="papers", through="reports.PaperFund", to="budgets.fund"
                            ),
                        ),
                        (
                            "corrects",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrections",
                                to="reports.publishedpaper",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["place", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("month__gte", 1), ("month__lte", 13)), name="paper_month_1_to_13"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("corrects__isnull", True), models.Q(("note", ""), _negated=True), _connector="OR"
                                ),
                                name="paper_correction_says_what_changed",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("corrects__isnull", False), models.Q(("state", "abandoned"), _negated=True)
                                ),
                                fields=("corrects",),
                                name="paper_corrected_once",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_paperevent" ("about", "corrects_id", "created_at", "created_by_id", "id", "kind", "layout", "month", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "revision", "state", "title", "year") SELECT new_values."about", new_values."corrects_id", new_values."created_at", new_values."created_by_id", new_values."id", new_values."kind", new_values."layout", new_values."month", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place_id", new_values."revision", new_values."state", new_values."title", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="01e7f6c869cdf3e6f6ecb70c0c48f1772d790b1b",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_b21e5",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="reports_paper",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_paperevent" ("about", "corrects_id", "created_at", "created_by_id", "id", "kind", "layout", "month", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "revision", "state", "title", "year") SELECT new_values."about", new_values."corrects_id", new_values."created_at", new_values."created_by_id", new_values."id", new_values."kind", new_values."layout", new_values."month", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place_id", new_values."revision", new_values."state", new_values."title", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="23448f35d1c32d42ef651dfadb4ec2f360747762",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_bfcfa",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="reports_paper",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_paperevent" ("about", "corrects_id", "created_at", "created_by_id", "id", "kind", "layout", "month", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "revision", "state", "title", "year") SELECT old_values."about", old_values."corrects_id", old_values."created_at", old_values."created_by_id", old_values."id", old_values."kind", old_values."layout", old_values."month", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place_id", old_values."revision", old_values."state", old_values."title", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="b4f536fdf74489068b226b845c29183132d0e407",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_a5162",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="reports_paper",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PublishedPaper",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(help_text="Running in the place.")),
                        ("version", models.PositiveIntegerField()),
                        ("kind", models.CharField(max_length=30)),
                        ("about", models.CharField(blank=True, max_length=40)),
                        ("year", models.PositiveSmallIntegerField()),
                        ("month", models.PositiveSmallIntegerField()),
                        ("title", models.CharField(max_length=200)),
                        ("provisional", models.BooleanField(default=False, help_text="Its period was not locked yet.")),
                        (
                            "formulas",
                            models.PositiveSmallIntegerField(
                                help_text="Which version of the formulas made its figures."
                            ),
                        ),
                        ("layout", models.JSONField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("published_at", models.DateTimeField()),
                        (
                            "paper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="published",
                                to="reports.paper",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="published_papers",
                                to="budgets.place",
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "supersedes",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="superseded_by",
                                to="reports.publishedpaper",
                            ),
                        ),
                        (
                            "redaction",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="reports.redaction",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["place", "-number", "-version"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("place", "number", "version"), name="published_once_a_version"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("supersedes__isnull", True), ("version", 1)),
                                    models.Q(("supersedes__isnull", False), ("version__gt", 1)),
                                    _connector="OR",
                                ),
                                name="published_version_follows_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PublishedContent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("facts", models.JSONField()),
                        ("texts", models.JSONField()),
                        (
                            "differences",
                            models.JSONField(
                                help_text="What it corrects, for each variant: why, and figure by figure."
                            ),
                        ),
                        (
                            "published",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="content",
                                to="reports.publishedpaper",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="PublishedFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("form", models.CharField(max_length=8)),
                        (
                            "variant",
                            models.CharField(
                                choices=[("public", "Public"), ("exempt", "Exempt from publication")], max_length=6
                            ),
                        ),
                        ("media_type", models.CharField(max_length=100)),
                        ("size", models.PositiveIntegerField(help_text="In bytes.")),
                        ("sha256", models.CharField(db_index=True, max_length=64)),
                        (
                            "published",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="reports.publishedpaper",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["published", "variant", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("published", "form", "variant"), name="published_file_once_a_form"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FileContent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("content", models.BinaryField()),
                        (
                            "file",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="content",
                                to="reports.publishedfile",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="PublicPage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("shown", models.BooleanField(default=False)),
                        ("changed_at", models.DateTimeField()),
                        (
                            "changed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "place",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="public_page",
                                to="budgets.place",
                            ),
                        ),
                    ],
                    options={
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_publicpageevent" ("changed_at", "changed_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "shown") SELECT new_values."changed_at", new_values."changed_by_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place_id", new_values."shown" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="e3c962932013832fccfb26dae804b32a01982289",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_5deb4",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="reports_publicpage",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_publicpageevent" ("changed_at", "changed_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "shown") SELECT new_values."changed_at", new_values."changed_by_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place_id", new_values."shown" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="3863eba3f7d977f2205ab87bb914583a3ba8a9cf",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_4cc6d",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="reports_publicpage",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_publicpageevent" ("changed_at", "changed_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "shown") SELECT old_values."changed_at", old_values."changed_by_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place_id", old_values."shown" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="9c3c2c338a08197ed4b80f9d5cb685a7cd86bbd3",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_bb42e",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="reports_publicpage",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaperFund",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="budgets.fund"
                            ),
                        ),
                        (
                            "paper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="of_funds", to="reports.paper"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["paper", "fund__position", "fund__code"],
                        "constraints": [models.UniqueConstraint(fields=("paper", "fund"), name="paper_fund_once")],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_paperfundevent" ("fund_id", "id", "paper_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."fund_id", new_values."id", new_values."paper_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="f08604f7a0e742c38c643bedf45a76241a739d0d",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_f6b1b",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="reports_paperfund",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_paperfundevent" ("fund_id", "id", "paper_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."fund_id", new_values."id", new_values."paper_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="23d542e62c4473a668218f585f0fdac47176cf55",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_e1e89",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="reports_paperfund",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_paperfundevent" ("fund_id", "id", "paper_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."fund_id", old_values."id", old_values."paper_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="f3094f838256b2d893ccd00284ab989685a2e495",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_ca9d9",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="reports_paperfund",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaperText",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "slot",
                            models.CharField(
                                help_text="The key of a part, or of a line of the title block.", max_length=70
                            ),
                        ),
                        ("text", models.TextField(blank=True)),
                        (
                            "exempt",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("1", "information relating to any individual"),
                                    ("2", "information which is likely to reveal the identity of an individual"),
                                    (
                                        "3",
                                        "information relating to the financial or business affairs of any particular person",
                                    ),
                                    (
                                        "4",
                                        "information relating to consultations or negotiations about labour relations",
                                    ),
                                    (
                                        "5",
                                        "information in respect of which legal professional privilege could be claimed",
                                    ),
                                    ("6", "information about a proposed notice, order or direction"),
                                    ("7", "information about the prevention, investigation or prosecution of crime"),
                                ],
                                help_text="The paragraph of Schedule 12A.",
                                max_length=1,
                            ),
                        ),
                        ("public_text", models.TextField(blank=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("saved_at", models.DateTimeField()),
                        (
                            "paper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="texts", to="reports.paper"
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
                        "ordering": ["paper", "slot"],
                        "constraints": [
                            models.UniqueConstraint(fields=("paper", "slot"), name="paper_text_once_a_slot")
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_papertextevent" ("exempt", "id", "paper_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_text", "saved_at", "saved_by_id", "slot", "text", "version") SELECT new_values."exempt", new_values."id", new_values."paper_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."public_text", new_values."saved_at", new_values."saved_by_id", new_values."slot", new_values."text", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="b0c3096748d59d7be32801a2cccb0064a0875f39",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_faf77",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="reports_papertext",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_papertextevent" ("exempt", "id", "paper_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_text", "saved_at", "saved_by_id", "slot", "text", "version") SELECT new_values."exempt", new_values."id", new_values."paper_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."public_text", new_values."saved_at", new_values."saved_by_id", new_values."slot", new_values."text", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="b3681d1278e6fb24e1ed01d090b7fb5af314e3cf",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_aa235",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="reports_papertext",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_papertextevent" ("exempt", "id", "paper_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_text", "saved_at", "saved_by_id", "slot", "text", "version") SELECT old_values."exempt", old_values."id", old_values."paper_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."public_text", old_values."saved_at", old_values."saved_by_id", old_values."slot", old_values."text", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="3a82d622a9f32e52e519156f8b3f39d7ed8e106b",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_876d1",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="reports_papertext",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaperRemark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField()),
                        ("slot", models.CharField(blank=True, max_length=70)),
                        ("text", models.CharField(max_length=2000)),
                        ("said_at", models.DateTimeField()),
                        (
                            "paper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="remarks", to="reports.paper"
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
                        "ordering": ["paper", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True), name="paper_remark_has_words"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaperReason",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField()),
                        ("found", models.TextField(help_text="What the checks found.")),
                        ("reason", models.CharField(max_length=2000)),
                        ("given_at", models.DateTimeField()),
                        (
                            "given_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "paper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="reasons", to="reports.paper"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["paper", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True), name="paper_reason_has_words"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaperSignature",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField()),
                        (
                            "facts_sha256",
                            models.CharField(help_text="Of the facts that the paper was drawn from.", max_length=64),
                        ),
                        ("role", models.CharField(max_length=20)),
                        ("signed_at", models.DateTimeField()),
                        (
                            "paper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signatures",
                                to="reports.paper",
                            ),
                        ),
                        (
                            "signed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["paper", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("paper", "revision", "facts_sha256", "role"), name="paper_signed_once_a_role"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaperFundEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
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
                            "paper",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="reports.paper",
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
                                to="reports.paperfund",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PaperTextEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "slot",
                            models.CharField(
                                help_text="The key of a part, or of a line of the title block.", max_length=70
                            ),
                        ),
                        ("text", models.TextField(blank=True)),
                        (
                            "exempt",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("1", "information relating to any individual"),
                                    ("2", "information which is likely to reveal the identity of an individual"),
                                    (
                                        "3",
                                        "information relating to the financial or business affairs of any particular person",
                                    ),
                                    (
                                        "4",
                                        "information relating to consultations or negotiations about labour relations",
                                    ),
                                    (
                                        "5",
                                        "information in respect of which legal professional privilege could be claimed",
                                    ),
                                    ("6", "information about a proposed notice, order or direction"),
                                    ("7", "information about the prevention, investigation or prosecution of crime"),
                                ],
                                help_text="The paragraph of Schedule 12A.",
                                max_length=1,
                            ),
                        ),
                        ("public_text", models.TextField(blank=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("saved_at", models.DateTimeField()),
                        (
                            "paper",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="reports.paper",
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
                                to="reports.papertext",
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
                    name="PublicPageEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("shown", models.BooleanField(default=False)),
                        ("changed_at", models.DateTimeField()),
                        (
                            "changed_by",
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
                                to="reports.publicpage",
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
                    name="PaperEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("kind", models.CharField(help_text="Its key in reports/catalogue.py.", max_length=30)),
                        (
                            "about",
                            models.CharField(
                                blank=True, help_text="What a kind is narrowed to, such as a partner.", max_length=40
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("month", models.PositiveSmallIntegerField()),
                        ("layout", models.CharField(max_length=40)),
                        ("title", models.CharField(max_length=200)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("signing", "Waits for sign-off"),
                                    ("published", "Published"),
                                    ("abandoned", "Abandoned"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1)),
                        (
                            "note",
                            models.CharField(
                                blank=True, help_text="What a correction corrects, and why.", max_length=2000
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        (
                            "created_by",
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
                                to="reports.paper",
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
                            "corrects",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="reports.publishedpaper",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
            ],
        ),
        migrations.RunSQL(_rules(), elidable=False),
    ]
