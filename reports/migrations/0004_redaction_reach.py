"""Redactions reach every free text and every kept file; what is made in the background says in which form."""

from django.db import migrations, models

from s75.rules import append_only, redactable

REDACTABLE = {  # append-only tables out of which a redaction may take words, and the columns that hold them
    "budgets_receipt": ("reference",),
    "budgets_reserveentry": ("reason", "authority"),
    "reports_redaction": ("reason",),
    "schemes_actual": ("journal",),
    "schemes_actualsimport": ("filename", "sheet", "difference"),
    "schemes_importedfile": (),
    "schemes_importreversal": ("reason",),
    "schemes_importrow": ("description", "reference"),
    "schemes_journal": ("text",),
    "schemes_planimport": ("filename",),
    "budgets_changeevent": ("title", "reason", "authority", "basis", "minute"),
    "budgets_clauseevent": ("text", "source"),
    "budgets_conditionevent": ("source",),
    "budgets_duedateevent": ("reason",),
    "budgets_instalmentevent": ("invoice",),
    "budgets_overspendnoticeevent": ("sent_to", "text", "plan_text", "withdrawn_because"),
    "budgets_overspendtermsevent": ("source",),
    "budgets_periodevent": ("waived", "reopened_because"),
    "budgets_reservecommitmentevent": ("heading", "note"),
    "budgets_reserveevent": ("source",),
    "budgets_reserveprojectevent": ("name", "authority", "source"),
    "budgets_riskruleevent": ("words", "source"),
    "schemes_comparatorevent": ("source",),
    "schemes_coverevent": ("reason",),
    "schemes_deliveredoutputevent": ("note",),
    "schemes_fortnightspendevent": ("note",),
    "schemes_indicatorevent": ("service", "name", "provider", "source"),
    "schemes_indicatortargetevent": ("text",),
    "schemes_ledgercodeevent": ("description",),
    "schemes_lineevent": ("basis",),
    "schemes_passingevent": ("reference",),
    "schemes_readingevent": ("words", "note"),
    "schemes_reportedspendevent": ("source",),
    "schemes_returnanswerevent": ("text",),
    "schemes_schemeevent": ("name", "description"),
}
UNWALLED = ("schemes_coverevent", "schemes_lineofficerevent", "budgets_letterchoiceevent")

# The columns come as the trigger's arguments. A kept file may lose its bytes as a whole: nothing of it can be changed.
DOORS = """
CREATE FUNCTION s75_redact_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND s75_redacting()
        AND COALESCE(to_jsonb(NEW) ->> 'content' IN ('\\x', to_jsonb(OLD) ->> 'content'), true)
        AND s75_only_redacted(to_jsonb(OLD) - 'content', to_jsonb(NEW) - 'content', COALESCE(TG_ARGV, '{}')) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'postings are append-only: % of % is refused; reverse it with another posting', TG_OP, TG_TABLE_NAME
        USING ERRCODE = '23514', CONSTRAINT = 'postings_are_append_only';
END $$;
"""

# What stands once it was decided on or locked stands, but for words that a redaction takes out of it.
STANDING = """
CREATE OR REPLACE FUNCTION s75_change_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND s75_redacting() AND s75_only_redacted(
        to_jsonb(OLD), to_jsonb(NEW), ARRAY['title', 'reason', 'authority', 'basis', 'minute']) THEN
        RETURN NEW;
    END IF;
    IF OLD.state IN ('posted', 'refused') THEN
        RAISE EXCEPTION 'a change that is % stands as it is; make another', OLD.state
            USING ERRCODE = '23514', CONSTRAINT = 'change_stands';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE OR REPLACE FUNCTION s75_terms_stand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND s75_redacting()
        AND s75_only_redacted(to_jsonb(OLD), to_jsonb(NEW), ARRAY['words', 'source']) THEN
        RETURN NULL;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        PERFORM s75_require_unlocked(OLD.fund_id, OLD.year, OLD.month);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM s75_require_unlocked(NEW.fund_id, NEW.year, NEW.month);
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION s75_commitments_stand() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE decided bigint;
BEGIN
    IF TG_OP = 'UPDATE' AND s75_redacting()
        AND s75_only_redacted(to_jsonb(OLD), to_jsonb(NEW), ARRAY['heading', 'note']) THEN
        RETURN NEW;
    END IF;
    PERFORM 1 FROM budgets_reserveproject WHERE id IN (NEW.project_id, OLD.project_id) FOR SHARE;
    SELECT id INTO decided FROM budgets_reserveproject
        WHERE id IN (NEW.project_id, OLD.project_id) AND state <> 'proposed' LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'what project % costs was decided on', decided
            USING ERRCODE = '23514', CONSTRAINT = 'commitments_stand_once_decided';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
"""


def _rules() -> str:
    walls = (append_only(table) for table in UNWALLED)
    return "".join([DOORS, *walls, *(redactable(*named) for named in REDACTABLE.items()), STANDING])


class Migration(migrations.Migration):
    dependencies = [
        ("budgets", "0014_ended_risk_overrides"),
        ("reports", "0003_layouts"),
        ("schemes", "0016_return_answers"),
    ]

    operations = [
        migrations.AddField(
            model_name="pack",
            name="form",
            field=models.CharField(
                choices=[
                    ("pdf", "One PDF"),
                    ("xlsx", "Workbooks"),
                    ("forms", "Every form"),
                    ("paper", "One paper"),
                    ("publication", "A publication"),
                ],
                default="pdf",
                max_length=12,
            ),
        ),
        migrations.RunSQL(_rules(), elidable=False),
    ]
