"""The rules of money in that the database keeps: heirs, periods in order, decided changes, append-only entries."""

from django.db import migrations

from s75.rules import REFUSE_CHANGE, append_only, period_lock, same_year

EVENT_TABLES = (
    "s75_userevent", "budgets_agreementevent", "budgets_agreementpartnerevent", "budgets_changeevent",
    "budgets_contributionevent", "budgets_fundevent", "budgets_fundingstreamevent", "budgets_membershipevent",
    "budgets_partnerevent", "budgets_periodevent", "budgets_periodtotalsevent", "budgets_placeevent",
    "budgets_placepartnerevent", "budgets_proposedcontributionevent", "budgets_thresholdevent",
)  # fmt: skip

HEIR = """
CREATE FUNCTION s75_own_heir() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.heir_id := COALESCE(NEW.heir_id, NEW.id);
    RETURN NEW;
END $$;
CREATE TRIGGER s75_own_heir BEFORE INSERT OR UPDATE ON budgets_partner
    FOR EACH ROW EXECUTE FUNCTION s75_own_heir();
"""

PLACES = """
ALTER TABLE budgets_agreement ADD CONSTRAINT agreement_keeps_place UNIQUE (id, place_id);
ALTER TABLE budgets_fund ADD CONSTRAINT fund_in_place_of_agreement
    FOREIGN KEY (agreement_id, place_id) REFERENCES budgets_agreement (id, place_id);
ALTER TABLE budgets_fund ADD CONSTRAINT fund_keeps_place UNIQUE (id, place_id);
ALTER TABLE budgets_change ADD CONSTRAINT change_in_place_of_fund
    FOREIGN KEY (fund_id, place_id) REFERENCES budgets_fund (id, place_id);
"""

PERIODS = """
CREATE FUNCTION s75_periods_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'future' THEN
            RAISE EXCEPTION 'a period that was opened stays' USING ERRCODE = '23514', CONSTRAINT = 'period_stays';
        END IF;
        RETURN OLD;
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'future' THEN
            RAISE EXCEPTION 'a period starts as future' USING ERRCODE = '23514', CONSTRAINT = 'period_starts_future';
        END IF;
        RETURN NEW;
    END IF;
    IF (NEW.fund_id, NEW.year, NEW.month) <> (OLD.fund_id, OLD.year, OLD.month) THEN
        RAISE EXCEPTION 'a period keeps its fund, year and month'
            USING ERRCODE = '23514', CONSTRAINT = 'period_keeps_its_month';
    END IF;
    IF OLD.state = NEW.state THEN
        RETURN NEW;
    END IF;
    IF OLD.state = 'future' AND NEW.state = 'open' AND NOT EXISTS (
        SELECT 1 FROM budgets_period p WHERE p.fund_id = NEW.fund_id AND p.year = NEW.year
           AND p.month < NEW.month AND p.state <> 'locked') THEN
        RETURN NEW;
    END IF;
    IF OLD.state = 'open' AND NEW.state = 'locked' AND NEW.locked_at IS NOT NULL THEN
        RETURN NEW;
    END IF;
    IF OLD.state = 'open' AND NEW.state = 'future' THEN
        RETURN NEW;
    END IF;
    IF OLD.state = 'locked' AND NEW.state = 'open' AND NEW.reopened_because <> '' AND NOT EXISTS (
        SELECT 1 FROM budgets_period p WHERE p.fund_id = NEW.fund_id AND p.year = NEW.year
           AND p.month > NEW.month AND p.state <> 'future') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'P% cannot go from % to %', lpad(NEW.month::text, 2, '0'), OLD.state, NEW.state
        USING ERRCODE = '23514', CONSTRAINT = 'periods_open_and_lock_in_order';
END $$;
CREATE TRIGGER s75_periods_in_order BEFORE INSERT OR UPDATE OR DELETE ON budgets_period
    FOR EACH ROW EXECUTE FUNCTION s75_periods_in_order();
"""

CHANGES = """
CREATE FUNCTION s75_change_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state IN ('posted', 'refused') THEN
        RAISE EXCEPTION 'a change that is % stands as it is; make another', OLD.state
            USING ERRCODE = '23514', CONSTRAINT = 'change_stands';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER s75_change_stands BEFORE UPDATE OR DELETE ON budgets_change
    FOR EACH ROW EXECUTE FUNCTION s75_change_stands();

CREATE FUNCTION s75_proposal_open() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE which bigint; now_is text;
BEGIN
    FOREACH which IN ARRAY CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.change_id] WHEN 'DELETE' THEN ARRAY[OLD.change_id]
        ELSE ARRAY[NEW.change_id, OLD.change_id] END
    LOOP
        SELECT state INTO now_is FROM budgets_change WHERE id = which FOR SHARE;
        IF now_is <> 'draft' THEN
            RAISE EXCEPTION 'the amounts of a change that is % stand as they are', now_is
                USING ERRCODE = '23514', CONSTRAINT = 'proposed_amounts_stand';
        END IF;
    END LOOP;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER s75_proposal_open BEFORE INSERT OR UPDATE OR DELETE ON budgets_proposedcontribution
    FOR EACH ROW EXECUTE FUNCTION s75_proposal_open();

CREATE FUNCTION s75_change_posted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM new_rows n JOIN budgets_change c ON c.id = n.change_id
        WHERE c.state <> 'posted' OR c.posted_in <> n.posted_in OR c.effective_from <> n.effective_from
    ) THEN
        RAISE EXCEPTION 'entries belong to a posted change and carry its two periods'
            USING ERRCODE = '23514', CONSTRAINT = 'entries_follow_their_change';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER s75_change_posted AFTER INSERT ON budgets_contributionentry
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION s75_change_posted();

CREATE FUNCTION s75_contribution_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.fund_id, NEW.year, NEW.partner_id, NEW.stream_id) <> (OLD.fund_id, OLD.year, OLD.partner_id, OLD.stream_id)
        AND EXISTS (SELECT 1 FROM budgets_contributionentry e WHERE e.contribution_id = OLD.id) THEN
        RAISE EXCEPTION 'a contribution with entries keeps its fund, year, partner and stream'
            USING ERRCODE = '23514', CONSTRAINT = 'contribution_stands';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER s75_contribution_stands BEFORE UPDATE ON budgets_contribution
    FOR EACH ROW EXECUTE FUNCTION s75_contribution_stands();
"""


def _rules() -> str:
    tables = ("budgets_contributionentry", *EVENT_TABLES)
    return "".join(
        [
            REFUSE_CHANGE,
            *(append_only(table) for table in tables),
            HEIR,
            PLACES,
            PERIODS,
            CHANGES,
            period_lock("budgets_contributionentry", "posted_in"),
            same_year("budgets_contributionentry", "budgets_contribution", "contribution_id"),
        ]
    )


class Migration(migrations.Migration):
    dependencies = [("budgets", "0001_tables"), ("s75", "0001_user")]
    operations = [migrations.RunSQL(_rules(), elidable=False)]
