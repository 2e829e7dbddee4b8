"""The rules that the database keeps of reserves, receipts, allocations and risk shares."""

from django.db import migrations

from s75.rules import append_only, period_lock

EVENT_TABLES = (
    "budgets_allocationevent", "budgets_allocationpartevent", "budgets_approvallimitevent", "budgets_clauseevent",
    "budgets_conditionevent", "budgets_instalmentevent", "budgets_reserveevent", "budgets_reserveprojectevent",
    "budgets_reservecommitmentevent", "budgets_riskruleevent", "budgets_risktierevent", "budgets_riskshareevent",
)  # fmt: skip

RESERVES = """
ALTER TABLE budgets_reserveentry ADD CONSTRAINT reserve_entry_in_fund_of_reserve
    FOREIGN KEY (reserve_id, fund_id) REFERENCES budgets_reserve (id, fund_id);
ALTER TABLE budgets_reserveentry ADD CONSTRAINT reserve_entry_in_reserve_of_project
    FOREIGN KEY (project_id, reserve_id) REFERENCES budgets_reserveproject (id, reserve_id);
ALTER TABLE budgets_reserveentry ADD CONSTRAINT reserve_entry_in_fund_of_change
    FOREIGN KEY (change_id, fund_id, year) REFERENCES budgets_change (id, fund_id, year);
ALTER TABLE budgets_change ADD CONSTRAINT change_in_fund_of_reserve
    FOREIGN KEY (reserve_id, fund_id) REFERENCES budgets_reserve (id, fund_id);
ALTER TABLE budgets_change ADD CONSTRAINT change_in_reserve_of_project
    FOREIGN KEY (project_id, reserve_id) REFERENCES budgets_reserveproject (id, reserve_id);

-- The reserve's row is locked first, so that of two drawdowns at the same moment the second sees the first.
CREATE FUNCTION s75_reserve_holds() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE holds numeric;
BEGIN
    PERFORM 1 FROM budgets_reserve WHERE id = NEW.reserve_id FOR NO KEY UPDATE;
    SELECT sum(amount) INTO holds FROM budgets_reserveentry WHERE reserve_id = NEW.reserve_id;
    IF holds < 0 THEN
        RAISE EXCEPTION 'the reserve would stand at £%', holds
            USING ERRCODE = '23514', CONSTRAINT = 'reserve_never_below_zero';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER s75_reserve_holds AFTER INSERT ON budgets_reserveentry
    FOR EACH ROW EXECUTE FUNCTION s75_reserve_holds();
"""

SHARES = """
CREATE FUNCTION s75_allocation_readds() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE which bigint; wrong record;
BEGIN
    which := CASE WHEN TG_TABLE_NAME = 'budgets_allocation' THEN NEW.id
        WHEN TG_OP = 'DELETE' THEN OLD.allocation_id ELSE NEW.allocation_id END;
    SELECT a.amount, sum(p.amount) AS parts INTO wrong FROM budgets_allocation a
        JOIN budgets_allocationpart p ON p.allocation_id = a.id WHERE a.id = which
        GROUP BY a.id HAVING a.amount <> sum(p.amount);
    IF FOUND THEN
        RAISE EXCEPTION 'the parts of the allocation make £%, not £%', wrong.parts, wrong.amount
            USING ERRCODE = '23514', CONSTRAINT = 'allocation_parts_readd';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER s75_allocation_readds AFTER INSERT OR UPDATE ON budgets_allocation
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION s75_allocation_readds();
CREATE CONSTRAINT TRIGGER s75_allocation_readds AFTER INSERT OR UPDATE OR DELETE ON budgets_allocationpart
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION s75_allocation_readds();

CREATE FUNCTION s75_risk_shares_make_100() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE which bigint; percents numeric;
BEGIN
    which := CASE TG_OP WHEN 'DELETE' THEN OLD.tier_id ELSE NEW.tier_id END;
    SELECT sum(percent) INTO percents FROM budgets_riskshare WHERE tier_id = which;
    IF percents <> 100 THEN
        RAISE EXCEPTION 'the shares of a tier make % per cent, not 100', percents
            USING ERRCODE = '23514', CONSTRAINT = 'risk_shares_make_100';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER s75_risk_shares_make_100 AFTER INSERT OR UPDATE OR DELETE ON budgets_riskshare
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION s75_risk_shares_make_100();
"""


def _rules() -> str:
    tables = ("budgets_receipt", "budgets_reserveentry", *EVENT_TABLES)
    return "".join(
        [
            *(append_only(table) for table in tables),
            RESERVES,
            SHARES,
            period_lock("budgets_reserveentry", "posted_in"),
        ]
    )


class Migration(migrations.Migration):
    dependencies = [("budgets", "0004_money_in")]
    operations = [migrations.RunSQL(_rules(), elidable=False)]
