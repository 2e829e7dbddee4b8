"""Money that is not there, or not what was decided."""

from __future__ import annotations

from reports.books import balance, changes
from tests.reports.books.planted.plant import CCG, COUNCIL, HELD, LINE, Plant

MONEY = (
    Plant(
        balance.budgets_are_covered,
        f"UPDATE schemes_budgetentry SET amount = amount + 12, months[1] = months[1] + 12 WHERE line_id = {LINE}",
        "As at P01 2022-23 of worcestershire-bcf, budgets of £34,896,369.00 exceed the contributions of £34,896,357.00 from "
        "NHS Herefordshire and Worcestershire ICB (NHS minimum contribution)",
    ),
    Plant(balance.budgets_are_covered, "UPDATE budgets_contributionentry SET effective_from = 6", "As at P01 2022-23"),
    Plant(balance.budgets_are_covered, "DELETE FROM budgets_contributionentry", "exceed the contributions of £0.00"),
    Plant(
        balance.budgets_are_covered,
        "ALTER TABLE budgets_contribution DISABLE TRIGGER USER; "
        f"UPDATE budgets_contribution SET partner_id = {COUNCIL} WHERE partner_id = {CCG}",
        "from NHS Herefordshire and Worcestershire ICB",
    ),
    Plant(
        balance.claims_stay_under_their_ceilings,
        "UPDATE budgets_contribution SET ceiling = 1000",
        "above its ceiling of £1,000.00",
    ),
    Plant(
        balance.claims_stay_under_their_ceilings,
        "UPDATE budgets_fundingstream SET kind = 'claim' WHERE name = 'DFG'",
        "DFG of Worcestershire County Council in worcestershire-bcf is a claim without a ceiling",
    ),
    Plant(
        changes.entries_are_the_proposals,
        f"UPDATE schemes_budgetentry SET amount = amount - 12, months[1] = months[1] - 12 WHERE line_id = {LINE}",
        "budget of BCF-02 was proposed at £5,870,000.00 and posted at £5,869,988.00",
    ),
    Plant(
        changes.entries_are_the_proposals,
        f"DELETE FROM schemes_budgetentry WHERE line_id = {LINE}",
        "posted at nothing",
    ),
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
    Plant(
        changes.entries_carry_their_change,
        f"UPDATE schemes_budgetentry SET posted_in = 2 WHERE line_id = {LINE}",
        "1 entries of “Opening budget of Better Care Fund” differ",
    ),
    Plant(
        changes.entries_carry_their_change,
        "UPDATE schemes_budgetentry SET opening = false",
        "differ from it in fund, year, periods or kind",
    ),
    Plant(
        changes.entries_carry_their_change,
        "UPDATE budgets_contributionentry SET effective_from = 3",
        "differ from it in fund, year, periods or kind",
    ),
    Plant(
        changes.virements_move_nothing_away,
        "UPDATE budgets_change SET kind = 'virement', number = 90 + id WHERE kind = 'opening'",
        "“Opening budget of Better Care Fund” does not sum to zero",
    ),
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
)
