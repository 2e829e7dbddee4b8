"""Forecasts, parties, codes and history that do not fit."""

from __future__ import annotations

from reports.books import forecasts, history, parties, reviews
from tests.reports.books.planted.plant import BCF, CCG, HEREFORD, ICB, LINE, Plant

ROWS = (
    Plant(
        forecasts.figures_keep_to_their_months,
        f"UPDATE schemes_forecast SET figures[2] = 5 WHERE line_id = {LINE} AND round = 8",
        "BCF-02 in P08 2022-23 of worcestershire-bcf has a figure for P02, whose ledger was in",
    ),
    Plant(
        forecasts.figures_keep_to_their_months,
        f"UPDATE schemes_forecast SET figures[10] = NULL WHERE line_id = {LINE} AND round = 8",
        "BCF-02 in P08 2022-23 of worcestershire-bcf has no figure for P10, still to come",
    ),
    Plant(
        forecasts.forecasts_are_whole,
        f"UPDATE schemes_forecast SET submitted_by_id = NULL, submitted_at = NULL WHERE line_id = {LINE}",
        "The forecast of BCF-02 in P07 2022-23 of worcestershire-bcf is not whole",
    ),
    Plant(
        forecasts.forecasts_are_whole,
        "ALTER TABLE schemes_forecast DROP CONSTRAINT forecast_has_13_places; "
        f"UPDATE schemes_forecast SET figures = figures[1:12] WHERE line_id = {LINE}",
        "is not whole",
    ),
    Plant(
        forecasts.forecasts_are_whole,
        "ALTER TABLE schemes_forecast DROP CONSTRAINT forecast_review_says_who_and_when; "
        f"UPDATE schemes_forecast SET state = 'approved' WHERE line_id = {LINE} AND round = 8",
        "The forecast of BCF-02 in P08 2022-23 of worcestershire-bcf is not whole",
    ),
    Plant(
        reviews.reviewers_are_others,
        "ALTER TABLE schemes_forecast DROP CONSTRAINT forecast_is_reviewed_by_somebody_else; "
        "UPDATE schemes_forecast SET state = 'approved', reviewed_by_id = submitted_by_id, reviewed_at = now() "
        f"WHERE line_id = {LINE} AND round = 8",
        "The forecast of BCF-02 in P08 2022-23 of worcestershire-bcf is approved by whoever wrote it",
    ),
    Plant(
        reviews.reviews_are_kept_in_the_thread,
        "UPDATE schemes_forecast SET state = 'queried', reviewed_by_id = (SELECT min(id) FROM s75_user WHERE id NOT IN "
        f"(saved_by_id, submitted_by_id)), reviewed_at = now() WHERE line_id = {LINE} AND round = 8",
        "The forecast of BCF-02 in P08 2022-23 of worcestershire-bcf is queried, and its thread does not say so",
    ),
    Plant(
        parties.heirs_are_right,
        f"ALTER TABLE budgets_partner DISABLE TRIGGER USER; UPDATE budgets_partner SET heir_id = id WHERE id = {CCG}",
        "The heir of NHS Herefordshire and Worcestershire CCG is NHS Herefordshire and Worcestershire CCG",
    ),
    Plant(
        parties.heirs_are_right,
        f"UPDATE budgets_partner SET successor_id = {CCG}, ends = '2030-03-31' WHERE id = {ICB}",
        "The successors of NHS Herefordshire and Worcestershire CCG lead back to itself",
    ),
    Plant(
        parties.lines_fit_their_place,
        f"UPDATE budgets_fund SET place_id = {HEREFORD}, code = 'OTHER' WHERE id = {BCF}",
        "The line BCF-02 of worcestershire 2022-23: its fund is of another place",
    ),
    Plant(
        parties.lines_fit_their_place,
        f"UPDATE schemes_scheme SET place_id = {HEREFORD} WHERE ref = 'BCF-02'",
        "The line BCF-02 of worcestershire 2022-23: its scheme is of another place",
    ),
    Plant(
        parties.lines_fit_their_place,
        f"UPDATE budgets_fundingstream SET place_id = {HEREFORD} WHERE id = (SELECT min(id) FROM budgets_fundingstream "
        "WHERE name = 'DFG')",
        "its stream is of another place",
    ),
    Plant(
        parties.lines_fit_their_place,
        "DELETE FROM budgets_placepartner WHERE code = 'CCG'",
        "The line BCF-02 of worcestershire 2022-23: its contributing partner has no seat",
    ),
    Plant(
        parties.lines_fit_their_place,
        "DELETE FROM budgets_placepartner WHERE code = 'WCC'",
        "The line BCF-02 of worcestershire 2022-23: its spending partner has no seat",
    ),
    *(
        Plant(
            parties.rows_fit_their_fund_and_year,
            f"UPDATE {table} SET year = 2023 WHERE fund_id = {BCF}",
            f"{words} of worcestershire-bcf 2023-24 belong to another fund or year",
        )
        for table, words in (
            ("schemes_budgetentry", "17 budget entries"),
            ("schemes_actual", "postings"),
            ("schemes_forecast", "34 forecasts"),
            ("budgets_contributionentry", "contribution entries"),
        )
    ),
    Plant(
        parties.rows_fit_their_fund_and_year,
        f"UPDATE budgets_agreement SET place_id = {HEREFORD}",
        "The fund worcestershire-bcf is of another place than its agreement",
    ),
    Plant(
        parties.rows_fit_their_fund_and_year,
        f"UPDATE budgets_change SET place_id = {HEREFORD} WHERE fund_id = {BCF} AND kind = 'opening'",
        "The change “Opening budget of Better Care Fund” is of another place than its fund",
    ),
    Plant(
        parties.code_shares_make_100,
        f"UPDATE schemes_ledgercodeline SET percent = 60 WHERE line_id = {LINE}",
        "ledger code PA2310 of Worcestershire County Council make 60 per cent in worcestershire 2022-23",
    ),
    Plant(
        parties.code_shares_make_100,
        "UPDATE schemes_ledgercode SET section_75 = false WHERE code = 'PA2310'",
        "ledger code PA2310 of Worcestershire County Council is not section 75, and leads to lines",
    ),
    Plant(
        history.history_is_complete,
        f"UPDATE schemes_forecast SET figures[12] = 7 WHERE line_id = {LINE} AND round = 8",
        "was changed past its history: figures is [None, None",
    ),
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
    Plant(
        history.history_is_complete,
        "DELETE FROM schemes_comparator",
        "is gone, and the history does not say who deleted it",
    ),
    Plant(
        history.history_is_complete,
        "INSERT INTO schemes_listentry (list, name, within, position) VALUES ('unit', 'Slipped in', '', 1)",
        "has no insertion in the history",
    ),
    Plant(history.history_is_complete, "DELETE FROM schemes_lineevent", "has no insertion in the history"),
    Plant(
        history.history_is_complete,
        "UPDATE schemes_lineevent SET pgh_label = 'delete' WHERE pgh_id = (SELECT max(pgh_id) FROM schemes_lineevent)",
        "no insertion in the history",
    ),
    Plant(
        history.history_names_the_person,
        "UPDATE schemes_forecastevent SET pgh_context_id = NULL",
        "70 forecasts are kept in the history under nobody",
    ),
    Plant(
        history.history_names_the_person,
        "UPDATE pghistory_context SET metadata = metadata || '{\"user\": 0}'",
        "changes are kept in the history under nobody, or under another person",
    ),
)
