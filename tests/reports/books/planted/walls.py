"""Walls torn down: triggers, functions, constraints and foreign keys."""

from __future__ import annotations

from reports.books import walls
from tests.reports.books.planted.plant import EMPTY_TRIGGER, LINE, Plant

WALLS = (
    Plant(
        walls.triggers_stand,
        "DROP TRIGGER s75_append_only_rows ON schemes_actual",
        "s75_append_only_rows of schemes_actual is missing",
    ),
    Plant(
        walls.triggers_stand,
        "ALTER TABLE budgets_period DISABLE TRIGGER s75_periods_in_order",
        "s75_periods_in_order of budgets_period is disabled",
    ),
    Plant(walls.triggers_stand, "ALTER TABLE schemes_forecast DISABLE TRIGGER USER", "of schemes_forecast is disabled"),
    Plant(
        walls.triggers_stand,
        "ALTER TABLE schemes_budgetentry ENABLE REPLICA TRIGGER s75_balance",
        "s75_balance of schemes_budgetentry is disabled",
    ),
    Plant(
        walls.triggers_stand,
        "DROP TRIGGER s75_line_stands ON schemes_line; CREATE TRIGGER s75_line_stands BEFORE UPDATE ON schemes_line "
        "FOR EACH ROW EXECUTE FUNCTION s75_own_heir()",
        "s75_line_stands of schemes_line calls s75_own_heir instead of s75_line_stands",
    ),
    Plant(
        walls.triggers_stand,
        """DO $$ DECLARE named text; BEGIN SELECT tgname INTO named FROM pg_trigger WHERE tgrelid = 'schemes_line'::regclass
        AND tgname LIKE 'pgtrigger_update%'; EXECUTE format('COMMENT ON TRIGGER %I ON schemes_line IS ''old''', named); END $$""",
        "of schemes_line is not the one that the models describe",
    ),
    Plant(walls.functions_stand, EMPTY_TRIGGER.format("s75_refuse_change"), "s75_refuse_change was rewritten"),
    Plant(
        walls.functions_stand, "ALTER FUNCTION s75_balance() RENAME TO s75_balance_no_more", "s75_balance is missing"
    ),
    Plant(walls.triggers_fire, "SET LOCAL session_replication_role = replica", "session_replication_role is replica"),
    Plant(
        walls.constraints_stand,
        "ALTER TABLE schemes_budgetentry DROP CONSTRAINT budget_entry_months_readd",
        "budget_entry_months_readd of schemes_budgetentry is missing",
    ),
    Plant(
        walls.constraints_stand,
        "DROP INDEX period_one_open_at_a_time",
        "period_one_open_at_a_time of budgets_period is missing",
    ),
    Plant(
        walls.constraints_stand,
        "ALTER TABLE budgets_period DROP CONSTRAINT period_month_1_to_13; "
        "ALTER TABLE budgets_period ADD CONSTRAINT period_month_1_to_13 CHECK (month < 20) NOT VALID",
        "period_month_1_to_13 of budgets_period is not enforced",
    ),
    Plant(
        walls.references_lead_somewhere,
        """DO $$ DECLARE named text; BEGIN SELECT conname INTO named FROM pg_constraint WHERE contype = 'f'
        AND conrelid = 'schemes_actual'::regclass AND conname LIKE '%posted_by_id%';
        EXECUTE format('ALTER TABLE schemes_actual DROP CONSTRAINT %I', named); END $$""",
        "foreign key of schemes_actual.posted_by_id is missing",
    ),
    Plant(
        walls.references_lead_somewhere,
        f"DELETE FROM schemes_line WHERE id = {LINE}",
        "schemes_forecast has 2 rows whose line_id leads nowhere",
    ),
)
