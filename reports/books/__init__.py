"""The books, proved from the raw tables: every rule of the design, each by its own check that says what breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reports.books import (
    balance,
    changes,
    deciding,
    forecasts,
    history,
    imports,
    ledgers,
    lines,
    money_in,
    parties,
    periods,
    reserves,
    risk,
    settlements,
    walls,
)

Check = Callable[[], list[str]]

CHECKS: tuple[Check, ...] = (
    walls.triggers_fire,
    walls.triggers_stand,
    walls.functions_stand,
    walls.constraints_stand,
    walls.references_lead_somewhere,
    balance.budgets_are_covered,
    balance.claims_stay_under_their_ceilings,
    changes.entries_are_the_proposals,
    changes.entries_carry_their_change,
    changes.virements_move_nothing_away,
    changes.entry_months_readd,
    changes.changes_were_decided,
    deciding.amounts_are_what_changes_hold,
    deciding.decisions_were_allowed,
    deciding.numbers_are_given_at_posting,
    deciding.reversals_mirror_exactly,
    lines.lines_are_never_overdrawn,
    lines.ring_fences_hold,
    lines.register_readds,
    reserves.reserves_are_never_below_zero,
    reserves.drawdowns_are_their_contributions,
    reserves.commitments_are_held,
    money_in.instalments_fit_their_contribution,
    money_in.receipts_belong_to_their_instalment,
    money_in.allocations_readd,
    money_in.allocation_parts_are_contributed,
    money_in.plans_are_the_bytes_that_came,
    settlements.settlements_readd,
    risk.risk_rules_hold_together,
    risk.aligned_funds_share_nothing,
    risk.locked_terms_stood_still,
    periods.periods_in_order,
    periods.locks_and_openings_are_dated,
    periods.stamps_were_open,
    periods.locked_periods_stood_still,
    periods.locked_totals_stand,
    imports.imports_add_up,
    imports.files_are_the_bytes_that_came,
    imports.left_out_is_what_the_rows_say,
    imports.postings_follow_their_file,
    imports.ledger_months_follow_their_import,
    ledgers.reversed_imports_net_to_nothing,
    ledgers.reversed_imports_are_out_everywhere,
    ledgers.clearings_add_up,
    ledgers.journals_fit_their_postings,
    forecasts.figures_keep_to_their_months,
    forecasts.forecasts_are_whole,
    parties.heirs_are_right,
    parties.lines_fit_their_place,
    parties.rows_fit_their_fund_and_year,
    parties.code_shares_make_100,
    history.history_is_complete,
    history.history_names_the_person,
)


def breaks() -> Iterator[tuple[Check, str]]:
    """Every break that any check finds, with the check that found it."""
    for check in CHECKS:
        for sentence in check():
            yield check, sentence
