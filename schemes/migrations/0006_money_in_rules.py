"""The rules that the database keeps of budgets: no line is overdrawn, and ring-fenced money keeps to its schemes."""

from django.db import migrations

from s75.rules import append_only

TABLES = (
    "schemes_planimport", "schemes_passingevent", "schemes_permittedschemeevent", "schemes_plannedoutputevent",
    "schemes_reportedspendevent", "schemes_riskoverrideevent",
)  # fmt: skip

LINES = """
-- Only a line that something is taken from can be overdrawn; it is locked first, so that of two virements at the same
-- moment the second sees the first. A line of income stands at zero or below, any other at zero or above.
CREATE FUNCTION s75_overdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE short record;
BEGIN
    PERFORM 1 FROM schemes_line l WHERE l.id IN (
        SELECT n.line_id FROM new_rows n JOIN schemes_line o ON o.id = n.line_id
        WHERE CASE WHEN o.income THEN n.amount > 0 ELSE n.amount < 0 END
    ) ORDER BY l.id FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    SELECT l.ref, to_date.month, to_date.budget INTO short FROM (
        SELECT e.line_id, e.counts_from AS month,
            sum(sum(e.amount)) OVER (PARTITION BY e.line_id ORDER BY e.counts_from) AS budget
        FROM schemes_budgetentry e WHERE e.line_id IN (SELECT n.line_id FROM new_rows n)
        GROUP BY e.line_id, e.counts_from
    ) to_date JOIN schemes_line l ON l.id = to_date.line_id
    WHERE CASE WHEN l.income THEN to_date.budget > 0 ELSE to_date.budget < 0 END LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'as at P%, the budget of % would stand at £%', lpad(short.month::text, 2, '0'), short.ref,
            short.budget USING ERRCODE = '23514', CONSTRAINT = 'line_never_overdrawn';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER s75_overdrawn AFTER INSERT ON schemes_budgetentry
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION s75_overdrawn();

CREATE FUNCTION s75_ring_fence() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE stray record;
BEGIN
    SELECT l.ref, s.name INTO stray FROM new_rows n JOIN schemes_line l ON l.id = n.line_id
        JOIN budgets_fundingstream s ON s.id = l.stream_id
        WHERE s.ring_fenced AND s.outside = 'refuse' AND n.amount > 0 AND NOT EXISTS (
            SELECT 1 FROM schemes_permittedscheme p WHERE p.stream_id = s.id AND p.scheme_id = l.scheme_id)
        LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION '% is not a scheme on which % may be spent', stray.ref, stray.name
            USING ERRCODE = '23514', CONSTRAINT = 'ring_fence_keeps_to_its_schemes';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER s75_ring_fence AFTER INSERT ON schemes_budgetentry
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION s75_ring_fence();
"""


class Migration(migrations.Migration):
    dependencies = [("schemes", "0005_money_in"), ("budgets", "0005_money_in_rules")]
    operations = [
        migrations.RunSQL("".join([*(append_only(table) for table in TABLES), LINES]), elidable=False),
    ]
