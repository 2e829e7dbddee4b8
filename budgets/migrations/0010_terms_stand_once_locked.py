"""The rule that what a locked period was judged by stands: its risk rules and its thresholds."""

from django.db import migrations

RULE = """
-- The periods from which the row counts are share-locked, so that a lock in progress either waits for it or refuses it.
CREATE FUNCTION s75_require_unlocked(of_fund bigint, of_year integer, of_month integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE closed record;
BEGIN
    FOR closed IN
        SELECT p.year, p.month, p.state FROM budgets_period p
        WHERE p.fund_id = of_fund AND (p.year, p.month) >= (of_year, of_month) AND p.state <> 'future'
        ORDER BY p.year, p.month FOR SHARE
    LOOP
        IF closed.state = 'locked' THEN
            RAISE EXCEPTION 'P% of % of fund % is locked', lpad(closed.month::text, 2, '0'), closed.year, of_fund
                USING ERRCODE = '23514', CONSTRAINT = 'terms_stand_once_locked';
        END IF;
    END LOOP;
END $$;

CREATE FUNCTION s75_terms_stand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM s75_require_unlocked(OLD.fund_id, OLD.year, OLD.month);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM s75_require_unlocked(NEW.fund_id, NEW.year, NEW.month);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER s75_terms_stand AFTER INSERT OR UPDATE OR DELETE ON budgets_riskrule
    FOR EACH ROW EXECUTE FUNCTION s75_terms_stand();
CREATE TRIGGER s75_terms_stand AFTER INSERT OR UPDATE OR DELETE ON budgets_threshold
    FOR EACH ROW EXECUTE FUNCTION s75_terms_stand();

CREATE FUNCTION s75_tiers_stand() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE rule record;
BEGIN
    FOR rule IN SELECT r.fund_id, r.year, r.month FROM budgets_riskrule r WHERE r.id IN (OLD.rule_id, NEW.rule_id) LOOP
        PERFORM s75_require_unlocked(rule.fund_id, rule.year, rule.month);
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER s75_tiers_stand AFTER INSERT OR UPDATE OR DELETE ON budgets_risktier
    FOR EACH ROW EXECUTE FUNCTION s75_tiers_stand();

CREATE FUNCTION s75_shares_stand() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE rule record;
BEGIN
    FOR rule IN SELECT r.fund_id, r.year, r.month FROM budgets_risktier t JOIN budgets_riskrule r ON r.id = t.rule_id
        WHERE t.id IN (OLD.tier_id, NEW.tier_id)
    LOOP
        PERFORM s75_require_unlocked(rule.fund_id, rule.year, rule.month);
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER s75_shares_stand AFTER INSERT OR UPDATE OR DELETE ON budgets_riskshare
    FOR EACH ROW EXECUTE FUNCTION s75_shares_stand();
"""


class Migration(migrations.Migration):
    dependencies = [("budgets", "0009_reserve_project_rules")]
    operations = [migrations.RunSQL(RULE, elidable=False)]
