"""The rules that a ring-fence is not closed around money already outside it, and that a locked period's overrides stand."""

from django.db import migrations

RULES = """
CREATE FUNCTION s75_ring_fence_closes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE stray record;
BEGIN
    SELECT l.ref INTO stray FROM schemes_budgetentry e JOIN schemes_line l ON l.id = e.line_id
        WHERE l.stream_id = NEW.id AND NOT EXISTS (
            SELECT 1 FROM schemes_permittedscheme p WHERE p.stream_id = NEW.id AND p.scheme_id = l.scheme_id)
        GROUP BY l.id, l.ref HAVING sum(e.amount) > 0 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION '% is not a scheme on which % may be spent, and has budget of it', stray.ref, NEW.name
            USING ERRCODE = '23514', CONSTRAINT = 'ring_fence_closes_around_its_money';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER s75_ring_fence_closes AFTER UPDATE OF ring_fenced, outside ON budgets_fundingstream
    FOR EACH ROW WHEN (NEW.ring_fenced AND NEW.outside = 'refuse') EXECUTE FUNCTION s75_ring_fence_closes();

CREATE TRIGGER s75_tiers_stand AFTER INSERT OR UPDATE OR DELETE ON schemes_riskoverride
    FOR EACH ROW EXECUTE FUNCTION s75_tiers_stand();
"""


class Migration(migrations.Migration):
    dependencies = [("schemes", "0007_plan_lists"), ("budgets", "0010_terms_stand_once_locked")]
    operations = [migrations.RunSQL(RULES, elidable=False)]
