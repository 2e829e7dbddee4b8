"""The rules that the database keeps of reserve projects: what is committed is there, stands, and is not overdrawn."""

from django.db import migrations

RULES = """
-- The reserve's row is locked first, so that of two drawdowns at the same moment the second sees the first.
CREATE OR REPLACE FUNCTION s75_reserve_holds() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE holds numeric; over record; kept numeric;
BEGIN
    PERFORM 1 FROM budgets_reserve WHERE id = NEW.reserve_id FOR NO KEY UPDATE;
    SELECT COALESCE(sum(amount), 0) INTO holds FROM budgets_reserveentry WHERE reserve_id = NEW.reserve_id;
    IF holds < 0 THEN
        RAISE EXCEPTION 'the reserve would stand at £%', holds
            USING ERRCODE = '23514', CONSTRAINT = 'reserve_never_below_zero';
    END IF;
    SELECT p.id, c.amount AS committed, e.drawn INTO over FROM budgets_reserveproject p
        CROSS JOIN LATERAL (
            SELECT COALESCE(sum(amount), 0) AS amount FROM budgets_reservecommitment WHERE project_id = p.id
        ) c CROSS JOIN LATERAL (
            SELECT COALESCE(-sum(amount), 0) AS drawn FROM budgets_reserveentry WHERE project_id = p.id
        ) e
        WHERE p.reserve_id = NEW.reserve_id
            AND e.drawn > CASE WHEN p.state IN ('agreed', 'closed') THEN c.amount ELSE 0 END;
    IF FOUND THEN
        RAISE EXCEPTION 'project % would draw £% of £%', over.id, over.drawn, over.committed
            USING ERRCODE = '23514', CONSTRAINT = 'reserve_project_within_its_commitment';
    END IF;
    SELECT COALESCE(sum(amount), 0) INTO kept FROM (
        SELECT c.amount FROM budgets_reservecommitment c JOIN budgets_reserveproject p ON p.id = c.project_id
            WHERE p.reserve_id = NEW.reserve_id AND p.state = 'agreed'
        UNION ALL
        SELECT e.amount FROM budgets_reserveentry e JOIN budgets_reserveproject p ON p.id = e.project_id
            WHERE p.reserve_id = NEW.reserve_id AND p.state = 'agreed'
    ) to_come;
    IF kept > holds THEN
        RAISE EXCEPTION 'the reserve would hold £% for commitments of £%', holds, kept
            USING ERRCODE = '23514', CONSTRAINT = 'reserve_holds_what_is_committed';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER s75_reserve_holds AFTER INSERT OR UPDATE OF state ON budgets_reserveproject
    FOR EACH ROW EXECUTE FUNCTION s75_reserve_holds();

CREATE FUNCTION s75_commitments_stand() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE decided bigint;
BEGIN
    PERFORM 1 FROM budgets_reserveproject WHERE id IN (NEW.project_id, OLD.project_id) FOR SHARE;
    SELECT id INTO decided FROM budgets_reserveproject
        WHERE id IN (NEW.project_id, OLD.project_id) AND state <> 'proposed' LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'what project % costs was decided on', decided
            USING ERRCODE = '23514', CONSTRAINT = 'commitments_stand_once_decided';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER s75_commitments_stand BEFORE INSERT OR UPDATE OR DELETE ON budgets_reservecommitment
    FOR EACH ROW EXECUTE FUNCTION s75_commitments_stand();
"""


class Migration(migrations.Migration):
    dependencies = [("budgets", "0008_reserve_projects_by_period")]
    operations = [migrations.RunSQL(RULES, elidable=False)]
