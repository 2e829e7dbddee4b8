"""The rules of money out that the database keeps: append-only postings, period locks, and money before it is spent."""

from django.db import migrations

from s75.rules import append_only, period_lock, same_year

APPEND_ONLY = (
    "schemes_budgetentry", "schemes_actual", "schemes_actualsimport", "schemes_importedfile", "schemes_importrow",
    "schemes_ledgermonth", "schemes_comparatorevent", "schemes_forecastevent", "schemes_ledgercodeevent",
    "schemes_ledgercodelineevent", "schemes_lineevent", "schemes_listentryevent", "schemes_proposedbudgetevent",
    "schemes_schemeevent",
)  # fmt: skip

LINES = """
ALTER TABLE schemes_line ADD CONSTRAINT line_in_place_of_fund
    FOREIGN KEY (fund_id, place_id) REFERENCES budgets_fund (id, place_id);
ALTER TABLE schemes_scheme ADD CONSTRAINT scheme_keeps_place UNIQUE (id, place_id);
ALTER TABLE schemes_line ADD CONSTRAINT line_in_place_of_scheme
    FOREIGN KEY (scheme_id, place_id) REFERENCES schemes_scheme (id, place_id);

CREATE FUNCTION s75_line_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.fund_id, NEW.year, NEW.scheme_id, NEW.stream_id, NEW.contributing_partner_id, NEW.spending_partner_id)
        <> (OLD.fund_id, OLD.year, OLD.scheme_id, OLD.stream_id, OLD.contributing_partner_id, OLD.spending_partner_id)
        AND (EXISTS (SELECT 1 FROM schemes_budgetentry e WHERE e.line_id = OLD.id)
          OR EXISTS (SELECT 1 FROM schemes_actual a WHERE a.line_id = OLD.id)
          OR EXISTS (SELECT 1 FROM schemes_forecast f WHERE f.line_id = OLD.id)) THEN
        RAISE EXCEPTION 'a line with figures keeps its fund, year, scheme, stream and partners'
            USING ERRCODE = '23514', CONSTRAINT = 'line_stands';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER s75_line_stands BEFORE UPDATE ON schemes_line FOR EACH ROW EXECUTE FUNCTION s75_line_stands();
"""

ENTRIES = """
CREATE FUNCTION s75_months_readd(amount numeric, months numeric[]) RETURNS boolean LANGUAGE sql IMMUTABLE AS
    $$ SELECT amount = (SELECT COALESCE(sum(month), 0) FROM unnest(months) month) AND cardinality(months) = 12 $$;
ALTER TABLE schemes_budgetentry ADD CONSTRAINT budget_entry_months_readd CHECK (s75_months_readd(amount, months));
CREATE TRIGGER s75_change_posted AFTER INSERT ON schemes_budgetentry
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION s75_change_posted();
CREATE TRIGGER s75_proposal_open BEFORE INSERT OR UPDATE OR DELETE ON schemes_proposedbudget
    FOR EACH ROW EXECUTE FUNCTION s75_proposal_open();
ALTER TABLE schemes_budgetentry ADD CONSTRAINT budget_entry_in_fund_of_change
    FOREIGN KEY (change_id, fund_id, year) REFERENCES budgets_change (id, fund_id, year);
ALTER TABLE budgets_contributionentry ADD CONSTRAINT contribution_entry_in_fund_of_change
    FOREIGN KEY (change_id, fund_id, year) REFERENCES budgets_change (id, fund_id, year);
"""

BALANCE = """
CREATE FUNCTION s75_unbalanced(the_fund bigint, the_year int)
    RETURNS TABLE (stream_id bigint, heir_id bigint, month smallint, budget numeric, contribution numeric)
    LANGUAGE sql STABLE AS $$
    WITH moves AS (
        SELECT l.stream_id, p.heir_id, e.counts_from AS month, e.amount AS budget, 0 AS contribution
        FROM schemes_budgetentry e
        JOIN schemes_line l ON l.id = e.line_id JOIN budgets_partner p ON p.id = l.contributing_partner_id
        WHERE e.fund_id = the_fund AND e.year = the_year
        UNION ALL
        SELECT c.stream_id, p.heir_id, e.counts_from, 0, e.amount
        FROM budgets_contributionentry e
        JOIN budgets_contribution c ON c.id = e.contribution_id JOIN budgets_partner p ON p.id = c.partner_id
        WHERE e.fund_id = the_fund AND e.year = the_year
    ), by_month AS (
        SELECT stream_id, heir_id, month, sum(budget) AS budget, sum(contribution) AS contribution
        FROM moves GROUP BY 1, 2, 3
    ), to_date AS (
        SELECT stream_id, heir_id, month,
            sum(budget) OVER so_far AS budget, sum(contribution) OVER so_far AS contribution
        FROM by_month WINDOW so_far AS (PARTITION BY stream_id, heir_id ORDER BY month)
    )
    SELECT stream_id, heir_id, month::smallint, budget, contribution FROM to_date WHERE budget > contribution
$$;

-- The check of a fund's whole year runs once, at the end of the transaction: the first deferred row does it and leaves
-- a mark that the next statement wipes.
CREATE FUNCTION s75_balance_anew() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('s75.balanced', '', true);
    RETURN NULL;
END $$;

CREATE FUNCTION s75_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    mark text := '/' || NEW.fund_id || ':' || NEW.year || '/';
    marks text := COALESCE(current_setting('s75.balanced', true), '');
    short record;
BEGIN
    IF position(mark IN marks) > 0 THEN
        RETURN NULL;
    END IF;
    SELECT u.*, s.name AS stream, p.name AS partner INTO short FROM s75_unbalanced(NEW.fund_id, NEW.year) u
        JOIN budgets_fundingstream s ON s.id = u.stream_id JOIN budgets_partner p ON p.id = u.heir_id LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'as at P%, budgets of £% exceed the contributions of £% from % (%)',
            lpad(short.month::text, 2, '0'), short.budget, short.contribution, short.partner, short.stream
            USING ERRCODE = '23514', CONSTRAINT = 'money_is_there_before_it_is_spent';
    END IF;
    PERFORM set_config('s75.balanced', marks || mark, true);
    RETURN NULL;
END $$;
"""


def _balance(table: str) -> str:
    return f"""
CREATE TRIGGER s75_balance_anew BEFORE INSERT ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION s75_balance_anew();
CREATE CONSTRAINT TRIGGER s75_balance AFTER INSERT ON {table}
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION s75_balance();
"""


def _rules() -> str:
    return "".join(
        [
            *(append_only(table) for table in APPEND_ONLY),
            LINES,
            ENTRIES,
            BALANCE,
            _balance("schemes_budgetentry"),
            _balance("budgets_contributionentry"),
            period_lock("schemes_budgetentry", "posted_in"),
            period_lock("schemes_actual", "posted_in"),
            period_lock("schemes_ledgermonth", "posted_in"),
            period_lock("schemes_forecast", "round", operations=("INSERT", "UPDATE", "DELETE")),
            *(
                same_year(table, "schemes_line", "line_id")
                for table in ("schemes_budgetentry", "schemes_actual", "schemes_forecast")
            ),
        ]
    )


class Migration(migrations.Migration):
    dependencies = [("schemes", "0001_tables"), ("budgets", "0002_rules")]
    operations = [migrations.RunSQL(_rules(), elidable=False)]
