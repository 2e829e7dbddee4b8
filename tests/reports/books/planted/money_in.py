"""Changes, reserves, instalments, allocations and plans that are not what the books say of them."""

from __future__ import annotations

from reports.books import deciding, lines, money_in, periods, reserves, settlements
from tests.reports.books.planted.plant import BCF, HELD, HEREFORD, LINE, RESERVE, Plant

EARLIER = "UPDATE budgets_approvallimitevent SET pgh_created_at = '2023-01-01'; "
OPENING = f"(SELECT id FROM budgets_change WHERE fund_id = {BCF} AND kind = 'opening')"
FIRST = "(SELECT min(id) FROM budgets_reserveproject)"
ADDED = (
    "INSERT INTO budgets_change (place_id, fund_id, year, kind, state, title, reason, authority, basis, effective_from, "
    "requested_by_id, requested_at, within_scheme, minute, amount, {}) SELECT place_id, fund_id, year, {}, "
    "'Added', reason, '', '', 8, requested_by_id, now(), false, '', 0, {} FROM budgets_change WHERE {}"
)

DECIDED = (
    Plant(
        deciding.amounts_are_what_changes_hold,
        f"UPDATE budgets_change SET amount = amount + 1 WHERE id = {HELD}",
        "council allocation” is approved at £2,000,001.00, and its proposals make £2,000,000.00",
    ),
    Plant(
        deciding.amounts_are_what_changes_hold,
        f"UPDATE budgets_change SET amount = NULL WHERE id = {HELD}",
        "is approved at nothing, and its proposals make £2,000,000.00",
    ),
    Plant(
        deciding.amounts_are_what_changes_hold,
        f"UPDATE budgets_change SET within_scheme = true WHERE id = {HELD}",
        "council allocation” does not move budget within one scheme only",
    ),
    Plant(
        deciding.decisions_were_allowed,
        f"{EARLIER}UPDATE budgets_change SET minute = '' WHERE place_id = (SELECT id FROM budgets_place WHERE slug = 'durham')",
        "“Opening budget of Community equipment” was decided by somebody whom the limits of then did not allow",
    ),
    Plant(
        deciding.decisions_were_allowed,
        EARLIER,
        "council allocation” was decided by somebody whom the limits of then did not allow",
    ),
    Plant(
        deciding.decisions_were_allowed,
        "UPDATE budgets_membership SET ended_at = '2020-04-01', ended_by_id = user_id WHERE role = 'finance_director'",
        "council allocation” was decided by somebody whom the limits of then did not allow",
    ),
    Plant(
        deciding.numbers_are_given_at_posting,
        "UPDATE budgets_change SET number = 70 + id WHERE kind = 'opening'",
        "“Opening budget of Better Care Fund” has number",
    ),
    Plant(
        deciding.numbers_are_given_at_posting,
        f"UPDATE budgets_change SET state = 'refused' WHERE id = {HELD}",
        "council allocation” has number 1, and is variation and refused",
    ),
    Plant(
        deciding.reversals_mirror_exactly,
        ADDED.format("reverses_id", "'variation', 'requested'", "id", f"id = {OPENING}"),
        "“Added” does not mirror “Opening budget of Better Care Fund”",
    ),
)

BUDGETS = (
    Plant(
        lines.lines_are_never_overdrawn,
        f"UPDATE schemes_budgetentry SET amount = -12, months = array_fill(-1::numeric, ARRAY[12]) WHERE line_id = {LINE}",
        "As at P01 2022-23, the budget of BCF-02 in worcestershire-bcf stands at −£12.00",
    ),
    Plant(
        lines.lines_are_never_overdrawn,
        f"UPDATE schemes_line SET income = true WHERE id = {LINE}",
        "the budget of BCF-02 in worcestershire-bcf stands at £5,870,000.00",
    ),
    Plant(
        lines.ring_fences_hold,
        "UPDATE budgets_fundingstream SET outside = 'refuse' WHERE ring_fenced; DELETE FROM schemes_permittedscheme",
        "of DFG is on BCF-11 in worcestershire-bcf, whose scheme is not permitted to it",
    ),
    Plant(
        lines.register_readds,
        f"UPDATE schemes_proposedbudget SET amount = amount + 1 WHERE line_id = {LINE}",
        "As at P01 2022-23 of worcestershire-bcf, the register makes £",
    ),
)

RESERVES = (
    Plant(
        reserves.reserves_are_never_below_zero,
        f"UPDATE budgets_reserveentry SET amount = -1, kind = 'returned' WHERE reserve_id = {RESERVE}",
        "Better Care Fund reserve allocation of nottinghamshire-bcf stood at −£1.00 in P01 2020-21",
    ),
    Plant(
        reserves.drawdowns_are_their_contributions,
        ADDED.format(
            "reserve_id, decided_by_id, decided_at, posted_by_id, posted_at, posted_in",
            "'drawdown', 'posted'",
            f"{RESERVE}, decided_by_id, now(), posted_by_id, now(), 8",
            "place_id = (SELECT id FROM budgets_place WHERE slug = 'nottinghamshire') AND kind = 'opening'",
        ),
        "“Added” moved its reserve by nothing where its contributions make £0.00",
    ),
    Plant(
        reserves.commitments_are_held,
        "UPDATE budgets_reservecommitment SET amount = amount * 10",
        "Better Care Fund reserve allocation has commitments of £1,060,000.00, and it holds £466,000.00",
    ),
    Plant(
        reserves.commitments_are_held,
        f"UPDATE budgets_reserveentry SET amount = -70000, kind = 'returned', project_id = {FIRST} WHERE reserve_id = {RESERVE}",
        "First earlier commitment drew £70,000.00, and was agreed £62,000.00",
    ),
    Plant(
        periods.stamps_were_open,
        "UPDATE budgets_reserveentry SET posted_in = 11",
        "2 reserve entries of nottinghamshire-bcf are stamped P11 2020-21, which was never opened",
    ),
    Plant(
        periods.locked_periods_stood_still,
        "UPDATE budgets_reserveentry SET posted_at = now() + interval '1 day'",
        "2 reserve entries of nottinghamshire-bcf were written to P01 2020-21 after it was locked",
    ),
)

PAID = (
    Plant(
        money_in.instalments_fit_their_contribution,
        "UPDATE budgets_instalment SET amount = amount + 1",
        "The instalments of NHS minimum contribution of NHS Herefordshire and Worcestershire",
    ),
    Plant(
        money_in.receipts_belong_to_their_instalment,
        "UPDATE budgets_receipt SET amount = -amount",
        "Instalment 1 of NHS minimum contribution of NHS Herefordshire and Worcestershire",
    ),
    Plant(
        money_in.receipts_belong_to_their_instalment,
        "UPDATE budgets_receipt SET received_on = '2999-04-01'",
        ", one of a day after it was recorded",
    ),
    Plant(
        money_in.allocations_readd,
        "UPDATE budgets_allocation SET amount = amount + 1",
        "The allocation ASC Discharge Fund, ICB of 2022-23 is £2,100,001.00, and its parts make £2,100,000.00",
    ),
    Plant(
        money_in.allocation_parts_are_contributed,
        "UPDATE budgets_allocation SET precision = 'exact'; "
        f"UPDATE budgets_allocationpart SET amount = amount - 1 WHERE place_id = {HEREFORD}",
        "Herefordshire gets £599,999.00 of the allocation ASC Discharge Fund, ICB, and its contributions from that stream make "
        "£600,000.00",
    ),
    Plant(
        money_in.allocation_parts_are_contributed,
        "UPDATE budgets_allocationpart SET amount = amount - 60000",
        "Worcestershire gets £1,440,000.00 of the allocation ASC Discharge Fund, ICB",
    ),
    Plant(
        money_in.plans_are_the_bytes_that_came,
        "INSERT INTO schemes_planimport (place_id, year, kind, filename, sha256, content, rows, summary, imported_by_id, "
        f"imported_at) SELECT {HEREFORD}, 2022, 'set_up', 'plan.xlsx', repeat('0', 64), 'bytes', 1, '{{}}', min(id), now() "
        "FROM s75_user",
        "The plan plan.xlsx of herefordshire (P01 2022-23) is not the one that came",
    ),
    Plant(
        settlements.settlements_readd,
        "UPDATE budgets_contributionentry SET fund_id = (SELECT id FROM budgets_fund WHERE slug = 'worcestershire-mh') "
        f"WHERE fund_id = {BCF}",
        "The settlements of worcestershire-bcf 2022-23 make",
    ),
)

MONEY_IN: tuple[Plant, ...] = (*DECIDED, *BUDGETS, *RESERVES, *PAID)
