"""What a test plants in the books, past every wall: by which statement, which check must find it, and what it must say."""

from __future__ import annotations

from typing import NamedTuple

from reports.books import Check, balance, changes, forecasts, history, imports, parties, periods, walls


class Plant(NamedTuple):
    check: Check
    statement: str
    says: str


HELD = "(SELECT id FROM budgets_change WHERE state = 'approved' AND number = 1)"
BCF = "(SELECT id FROM budgets_fund WHERE slug = 'worcestershire-bcf')"
LINE = "(SELECT id FROM schemes_line WHERE ref = 'BCF-02')"
ICB = "(SELECT partner_id FROM budgets_placepartner q JOIN budgets_place p ON p.id = q.place_id WHERE q.code = 'ICB' AND p.slug = 'worcestershire')"
COUNCIL = "(SELECT partner_id FROM budgets_placepartner WHERE code = 'WCC')"
CCG = "(SELECT partner_id FROM budgets_placepartner WHERE code = 'CCG')"
HEREFORD = "(SELECT id FROM budgets_place WHERE slug = 'herefordshire')"
FIRST_IMPORT = "(SELECT min(id) FROM schemes_actualsimport)"
EMPTY_TRIGGER = "CREATE OR REPLACE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"

WALLS = (
    Plant(walls.triggers_stand, "DROP TRIGGER s75_append_only_rows ON schemes_actual", "s75_append_only_rows of schemes_actual is missing"),
    Plant(walls.triggers_stand, "ALTER TABLE budgets_period DISABLE TRIGGER s75_periods_in_order", "s75_periods_in_order of budgets_period is disabled"),
    Plant(walls.triggers_stand, "ALTER TABLE schemes_forecast DISABLE TRIGGER USER", "of schemes_forecast is disabled"),
    Plant(walls.triggers_stand, "ALTER TABLE schemes_budgetentry ENABLE REPLICA TRIGGER s75_balance", "s75_balance of schemes_budgetentry is disabled"),
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
    Plant(walls.functions_stand, "ALTER FUNCTION s75_balance() RENAME TO s75_balance_no_more", "s75_balance is missing"),
    Plant(walls.triggers_fire, "SET LOCAL session_replication_role = replica", "session_replication_role is replica"),
    Plant(
        walls.constraints_stand,
        "ALTER TABLE schemes_budgetentry DROP CONSTRAINT budget_entry_months_readd",
        "budget_entry_months_readd of schemes_budgetentry is missing",
    ),
    Plant(walls.constraints_stand, "DROP INDEX period_one_open_at_a_time", "period_one_open_at_a_time of budgets_period is missing"),
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
    Plant(walls.references_lead_somewhere, f"DELETE FROM schemes_line WHERE id = {LINE}", "schemes_forecast has 2 rows whose line_id leads nowhere"),
)  # fmt: skip

MONEY = (
    Plant(
        balance.budgets_are_covered,
        f"UPDATE schemes_budgetentry SET amount = amount + 12, months[1] = months[1] + 12 WHERE line_id = {LINE}",
        "As at P01 2022-23, budgets of £43,242,012.00 exceed the contributions of £43,242,000.00 from "
        "NHS Herefordshire and Worcestershire ICB (NHS minimum contribution)",
    ),
    Plant(balance.budgets_are_covered, "UPDATE budgets_contributionentry SET effective_from = 6", "As at P01 2022-23"),
    Plant(balance.budgets_are_covered, "DELETE FROM budgets_contributionentry", "exceed the contributions of £0.00"),
    Plant(
        balance.budgets_are_covered,
        f"ALTER TABLE budgets_contribution DISABLE TRIGGER USER; UPDATE budgets_contribution SET partner_id = {COUNCIL} WHERE partner_id = {CCG}",
        "from NHS Herefordshire and Worcestershire ICB",
    ),
    Plant(balance.claims_stay_under_their_ceilings, "UPDATE budgets_contribution SET ceiling = 1000", "above its ceiling of £1,000.00"),
    Plant(balance.claims_stay_under_their_ceilings, "UPDATE budgets_fundingstream SET kind = 'claim' WHERE name = 'DFG'", "DFG of Worcestershire County Council in worcestershire-bcf is a claim without a ceiling"),
    Plant(
        changes.entries_are_the_proposals,
        f"UPDATE schemes_budgetentry SET amount = amount - 12 WHERE line_id = {LINE}",
        "budget of BCF-02 was proposed at £5,870,000.00 and posted at £5,869,988.00",
    ),
    Plant(changes.entries_are_the_proposals, f"DELETE FROM schemes_budgetentry WHERE line_id = {LINE}", "posted at nothing"),
    Plant(
        changes.entries_are_the_proposals,
        "DELETE FROM budgets_contributionentry WHERE id = (SELECT min(id) FROM budgets_contributionentry)",
        "the contribution",
    ),
    Plant(
        changes.entries_are_the_proposals,
        "INSERT INTO schemes_budgetentry (change_id, line_id, fund_id, year, opening, posted_in, effective_from, amount, months) "
        f"SELECT {HELD}, line_id, fund_id, year, false, 8, 9, 0, array_fill(0::numeric, ARRAY[12]) FROM schemes_budgetentry "
        f"WHERE line_id = {LINE}",
        "is approved: the budget of BCF-02 was proposed at nothing and posted at £0.00",
    ),
    Plant(
        changes.entries_are_the_proposals,
        "INSERT INTO schemes_budgetentry (change_id, line_id, fund_id, year, opening, posted_in, effective_from, amount, months) "
        f"SELECT change_id, line_id, fund_id, year, opening, 1, 1, 0, array_fill(0::numeric, ARRAY[12]) FROM schemes_budgetentry "
        f"WHERE line_id = {LINE}",
        "budget of BCF-02 was proposed at £5,870,000.00 and posted at £5,870,000.00",
    ),
    Plant(changes.entries_carry_their_change, f"UPDATE schemes_budgetentry SET posted_in = 2 WHERE line_id = {LINE}", "1 entries of “Opening budget of Better Care Fund” differ"),
    Plant(changes.entries_carry_their_change, "UPDATE schemes_budgetentry SET opening = false", "differ from it in fund, year, periods or kind"),
    Plant(changes.entries_carry_their_change, "UPDATE budgets_contributionentry SET effective_from = 3", "differ from it in fund, year, periods or kind"),
    Plant(changes.virements_move_nothing_away, "UPDATE budgets_change SET kind = 'virement', number = 90 + id WHERE kind = 'opening'", "“Opening budget of Better Care Fund” does not sum to zero"),
    Plant(
        changes.entry_months_readd,
        "ALTER TABLE schemes_budgetentry DROP CONSTRAINT budget_entry_months_readd; "
        f"UPDATE schemes_budgetentry SET months[3] = months[3] + 1 WHERE line_id = {LINE}",
        "of BCF-02 in worcestershire-bcf is £5,870,000.00, and its 12 months make £5,870,001.00",
    ),
    Plant(
        changes.changes_were_decided,
        "ALTER TABLE budgets_change DROP CONSTRAINT change_not_decided_by_its_requester; "
        f"UPDATE budgets_change SET decided_by_id = requested_by_id WHERE id = {HELD}",
        "“Adult Social Care Discharge Fund, council allocation” is approved without",
    ),
)  # fmt: skip

PERIODS = (
    Plant(
        periods.periods_in_order,
        f"DROP INDEX period_one_open_at_a_time; UPDATE budgets_period SET state = 'open' WHERE fund_id = {BCF} AND month = 9",
        "worcestershire-bcf has more than one period open in 2022-23: P08, P09",
    ),
    Plant(periods.periods_in_order, f"UPDATE budgets_period SET state = 'future' WHERE fund_id = {BCF} AND month = 3", "P04 2022-23 of worcestershire-bcf is locked although the period before it is future"),
    Plant(periods.periods_in_order, f"DELETE FROM budgets_period WHERE fund_id = {BCF} AND month = 13", "worcestershire-bcf does not have the thirteen periods"),
    Plant(periods.locks_and_openings_are_dated, "UPDATE budgets_period SET locked_at = NULL, locked_by_id = NULL WHERE month = 3", "P03 2022-23 of worcestershire-bcf is locked, and its dates"),
    *(
        Plant(
            periods.stamps_were_open,
            f"UPDATE {table} SET {column} = 11 WHERE fund_id = {BCF} AND {column} = {month}",
            f"{words} of worcestershire-bcf are stamped P11 2022-23, which was never opened",
        )
        for table, column, month, words in (
            ("schemes_budgetentry", "posted_in", 1, "17 budget entries"),
            ("budgets_contributionentry", "posted_in", 1, "contribution entries"),
            ("schemes_actual", "posted_in", 8, "postings"),
            ("schemes_ledgermonth", "posted_in", 8, "ledger months"),
            ("schemes_forecast", "round", 8, "16 forecasts"),
            ("budgets_change", "posted_in", 1, "1 changes"),
        )
    ),
    *(
        Plant(
            periods.locked_periods_stood_still,
            f"UPDATE {table} SET {column} = now() + interval '1 day' WHERE fund_id = {BCF} AND {stamp} = {month}",
            f"{words} of worcestershire-bcf were written to P0{month} 2022-23 after it was locked",
        )
        for table, column, stamp, month, words in (
            ("schemes_actual", "posted_at", "posted_in", 3, "postings"),
            ("schemes_forecast", "saved_at", "round", 7, "16 forecasts"),
            ("budgets_change", "posted_at", "posted_in", 1, "1 changes"),
        )
    ),
    Plant(periods.locked_totals_stand, "DELETE FROM budgets_periodtotals", "P07 2022-23 of worcestershire-bcf is locked without its totals"),
    *(
        Plant(periods.locked_totals_stand, f"UPDATE budgets_periodtotals SET {measure} = {measure} - 0.01", f"was locked with {measure} £")
        for measure in ("original", "budget", "profiled", "actual", "outturn")
    ),
    Plant(periods.locked_totals_stand, "UPDATE schemes_actual SET amount = amount + 1 WHERE month = 2", "P02 2022-23 of worcestershire-bcf was locked with actual"),
    Plant(
        periods.locked_totals_stand,
        "INSERT INTO budgets_periodtotals (period_id, original, budget, profiled, actual, outturn) "
        "SELECT id, 0, 0, 0, 0, 0 FROM budgets_period WHERE month = 12",
        "P12 2022-23 of worcestershire-bcf was never opened and has totals",
    ),
)  # fmt: skip

FILES = (
    Plant(imports.imports_add_up, "UPDATE schemes_actual SET amount = amount + 1 WHERE id = (SELECT min(id) FROM schemes_actual)", "council_p01.xlsx (P01 2022-23) posted £"),
    Plant(imports.imports_add_up, f"DELETE FROM schemes_actual WHERE actuals_import_id = {FIRST_IMPORT}", "and its postings make £0.00"),
    Plant(imports.imports_add_up, "UPDATE schemes_importrow SET amount = amount + 1 WHERE fate = 'posted'", "council_p01.xlsx (P01 2022-23) has the control total £"),
    Plant(imports.imports_add_up, "DELETE FROM schemes_importrow WHERE fate = 'not_section_75'", "rows, and"),
    Plant(imports.files_are_the_bytes_that_came, r"UPDATE schemes_importedfile SET content = content || '\x00'::bytea", "council_p01.xlsx (P01 2022-23) is not the one that came"),
    Plant(imports.files_are_the_bytes_that_came, f"DELETE FROM schemes_importedfile WHERE actuals_import_id = {FIRST_IMPORT}", "council_p01.xlsx (P01 2022-23) is missing"),
    Plant(imports.left_out_is_what_the_rows_say, "UPDATE schemes_actualsimport SET left_out = '[]'", "left out nothing of code"),
    Plant(imports.left_out_is_what_the_rows_say, "UPDATE schemes_importrow SET fate = 'subtotal' WHERE fate = 'not_section_75'", "and its rows say nothing"),
    Plant(imports.postings_follow_their_file, "UPDATE schemes_actual SET code = 'PA2315' WHERE code = 'PA2310'", "for code PA2310, and imports up to it posted £0.00"),
    Plant(imports.ledger_months_follow_their_import, "UPDATE schemes_ledgermonth SET month = 9 WHERE month = 8 AND posted_in = 8", "(P08 2022-23) marks a month that is not of its ledger"),
    Plant(imports.ledger_months_follow_their_import, "UPDATE schemes_actual SET month = 2 WHERE month = 1", "council_p01.xlsx (P01 2022-23) posted to another month or year"),
    Plant(imports.ledger_months_follow_their_import, f"DELETE FROM schemes_ledgermonth WHERE actuals_import_id = {FIRST_IMPORT}", "council_p01.xlsx (P01 2022-23) posted to a fund whose ledger month it does not mark"),
)  # fmt: skip

ROWS = (
    Plant(forecasts.figures_keep_to_their_months, f"UPDATE schemes_forecast SET figures[2] = 5 WHERE line_id = {LINE} AND round = 8", "BCF-02 in P08 2022-23 of worcestershire-bcf has a figure for P02 2022-23, whose ledger was in"),
    Plant(forecasts.figures_keep_to_their_months, f"UPDATE schemes_forecast SET figures[10] = NULL WHERE line_id = {LINE} AND round = 8", "BCF-02 in P08 2022-23 of worcestershire-bcf has no figure for P10 2022-23, which is to come"),
    Plant(forecasts.forecasts_are_whole, f"UPDATE schemes_forecast SET submitted_by_id = NULL, submitted_at = NULL WHERE line_id = {LINE}", "The forecast of BCF-02 in P07 2022-23 of worcestershire-bcf is not whole"),
    Plant(forecasts.forecasts_are_whole, f"ALTER TABLE schemes_forecast DROP CONSTRAINT forecast_has_13_places; UPDATE schemes_forecast SET figures = figures[1:12] WHERE line_id = {LINE}", "is not whole"),
    Plant(parties.heirs_are_right, f"ALTER TABLE budgets_partner DISABLE TRIGGER USER; UPDATE budgets_partner SET heir_id = id WHERE id = {CCG}", "The heir of NHS Herefordshire and Worcestershire CCG is NHS Herefordshire and Worcestershire CCG"),
    Plant(parties.heirs_are_right, f"UPDATE budgets_partner SET successor_id = {CCG}, ends = '2030-03-31' WHERE id = {ICB}", "The successors of NHS Herefordshire and Worcestershire CCG lead back to itself"),
    Plant(parties.lines_fit_their_place, f"UPDATE budgets_fund SET place_id = {HEREFORD} WHERE id = {BCF}", "The line BCF-02 of worcestershire 2022-23: its fund is of another place"),
    Plant(parties.lines_fit_their_place, f"UPDATE schemes_scheme SET place_id = {HEREFORD} WHERE ref = 'BCF-02'", "The line BCF-02 of worcestershire 2022-23: its scheme is of another place"),
    Plant(parties.lines_fit_their_place, f"UPDATE budgets_fundingstream SET place_id = {HEREFORD} WHERE name = 'DFG'", "its stream is of another place"),
    Plant(parties.lines_fit_their_place, "DELETE FROM budgets_placepartner WHERE code = 'CCG'", "The line BCF-02 of worcestershire 2022-23: its contributing partner has no seat"),
    Plant(parties.lines_fit_their_place, "DELETE FROM budgets_placepartner WHERE code = 'WCC'", "The line BCF-02 of worcestershire 2022-23: its spending partner has no seat"),
    *(
        Plant(
            parties.rows_fit_their_fund_and_year,
            f"UPDATE {table} SET year = 2023 WHERE fund_id = {BCF}",
            f"{words} of worcestershire-bcf 2023-24 belong to another fund or year",
        )
        for table, words in (
            ("schemes_budgetentry", "17 budget entries"),
            ("schemes_actual", "postings"),
            ("schemes_forecast", "32 forecasts"),
            ("budgets_contributionentry", "contribution entries"),
        )
    ),
    Plant(parties.rows_fit_their_fund_and_year, f"UPDATE budgets_agreement SET place_id = {HEREFORD}", "The fund worcestershire-bcf is of another place than its agreement"),
    Plant(parties.rows_fit_their_fund_and_year, f"UPDATE budgets_change SET place_id = {HEREFORD}", "The change “Opening budget of Better Care Fund” is of another place than its fund"),
    Plant(parties.code_shares_make_100, f"UPDATE schemes_ledgercodeline SET percent = 60 WHERE line_id = {LINE}", "ledger code PA2310 of Worcestershire County Council make 60 per cent in worcestershire 2022-23"),
    Plant(parties.code_shares_make_100, "UPDATE schemes_ledgercode SET section_75 = false WHERE code = 'PA2310'", "ledger code PA2310 of Worcestershire County Council is not section 75, and leads to lines"),
    Plant(history.history_is_complete, f"UPDATE schemes_forecast SET figures[12] = 7 WHERE line_id = {LINE} AND round = 8", "was changed past its history: figures is [None, None"),
    *(
        Plant(history.history_is_complete, statement, f"The {name}")
        for name, statement in (
            ("change", "UPDATE budgets_change SET reason = 'another'"),
            ("proposed budget", "UPDATE schemes_proposedbudget SET amount = amount + 1"),
            ("contribution", "UPDATE budgets_contribution SET status = 'indicative'"),
            ("line", "UPDATE schemes_line SET illustrative = NOT illustrative"),
            ("period", "UPDATE budgets_period SET waived = 'never said' WHERE month = 7"),
            ("membership", "UPDATE budgets_membership SET role = 'auditor'"),
        )
    ),
    Plant(history.history_is_complete, "DELETE FROM schemes_comparator", "is gone, and the history does not say who deleted it"),
    Plant(history.history_is_complete, "INSERT INTO schemes_listentry (list, name, position) VALUES ('unit', 'Slipped in', 1)", "has no insertion in the history"),
    Plant(history.history_is_complete, "DELETE FROM schemes_lineevent", "has no insertion in the history"),
    Plant(history.history_is_complete, "UPDATE schemes_lineevent SET pgh_label = 'delete' WHERE pgh_id = (SELECT max(pgh_id) FROM schemes_lineevent)", "no insertion in the history"),
    Plant(history.history_names_the_person, "UPDATE schemes_forecastevent SET pgh_context_id = NULL", "70 forecasts are kept in the history under nobody"),
    Plant(history.history_names_the_person, "UPDATE pghistory_context SET metadata = metadata || '{\"user\": 0}'", "changes are kept in the history under nobody, or under another person"),
)  # fmt: skip

PLANTS = (*WALLS, *MONEY, *PERIODS, *FILES, *ROWS)
