"""The rules that the database itself keeps: small builders of triggers for migrations, and their names for check_books."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import IntegrityError, OperationalError
from psycopg2.errorcodes import DEADLOCK_DETECTED, LOCK_NOT_AVAILABLE, UNIQUE_VIOLATION

from s75.errors import AlreadyDone, BadInput, NotBalanced, PeriodLocked, RuleBroken, WrongState

WAITS = (DEADLOCK_DETECTED, LOCK_NOT_AVAILABLE)  # two waited for each other, or one for too long
REFUSALS: dict[str, tuple[type[RuleBroken], str]] = {
    "paper_stands": (WrongState, "This paper was published or abandoned meanwhile, and stands as it is."),
    "paper_text_once_a_slot": (WrongState, "Somebody began this section meanwhile. Read it again, then save."),
    "paper_corrected_once": (AlreadyDone, "A correction of this paper is on its way already. Open that one."),
    "paper_signed_once_a_role": (AlreadyDone, "Somebody signed this paper in that role meanwhile."),
    "published_once_a_version": (AlreadyDone, "This version of the paper was published meanwhile."),
    "layout_once_in_place": (BadInput, "Somebody made a layout of that name meanwhile. Choose another name."),
    "layout_stands": (WrongState, "This layout was retired meanwhile, and stands as it is. Copy it to go on."),
    "template_name_once_in_place": (BadInput, "Somebody added a template of that name meanwhile. Choose another."),
    "template_one_standard_in_place": (WrongState, "Somebody chose the usual template meanwhile. Read the page again."),
    "template_stands": (WrongState, "This template was retired meanwhile, and stands as it is."),
    "period_must_be_open": (
        PeriodLocked,
        "The period was locked meanwhile, so nothing was saved. Use the open period.",
    ),
    "period_one_open_at_a_time": (WrongState, "Another period of this fund is open already. Lock it first."),
    "periods_open_and_lock_in_order": (
        WrongState,
        "Periods open and lock in order; the last locked one can be reopened.",
    ),
    "money_is_there_before_it_is_spent": (
        NotBalanced,
        "Budgets would exceed the contributions that pay for them, so nothing was posted.",
    ),
    "same_ledger_file_once": (AlreadyDone, "This file was imported meanwhile. Nothing is posted twice."),
    "journal_once_a_key": (AlreadyDone, "This journal was posted already. Nothing is posted twice."),
    "schemes_journal_reverses_id_key": (AlreadyDone, "The journal was taken back meanwhile."),
    "schemes_importreversal_actuals_import_id_key": (AlreadyDone, "The import was undone meanwhile."),
    "cover_once_at_a_time": (
        WrongState,
        "Somebody stands in for this officer on some of these days already. Choose other days, or end that cover first.",
    ),
    "forecast_once_a_line_and_round": (WrongState, "Somebody saved this row meanwhile. Read it again, then save."),
    "change_stands": (WrongState, "This change was posted or refused meanwhile, and stands as it is."),
    "reserve_never_below_zero": (
        NotBalanced,
        "The reserve does not hold that much any more, so nothing was drawn. Read its balance again.",
    ),
    "reserve_holds_what_is_committed": (
        NotBalanced,
        "The reserve does not hold what its agreed projects are still to draw any more, so nothing was saved. Read it again.",
    ),
    "reserve_project_within_its_commitment": (
        NotBalanced,
        "The project does not have that much left to draw any more, so nothing was drawn. Read it again.",
    ),
    "commitments_stand_once_decided": (WrongState, "The project was decided on meanwhile: what it costs stands."),
    "line_never_overdrawn": (
        NotBalanced,
        "A line does not have that much budget any more, so nothing was posted. Read the change again.",
    ),
    "ring_fence_keeps_to_its_schemes": (
        NotBalanced,
        "Ring-fenced money would be spent outside the schemes permitted to it, so nothing was posted.",
    ),
    "ring_fence_closes_around_its_money": (
        WrongState,
        "The stream has budget on schemes that are not permitted to it. Permit them, or move that budget by a change first.",
    ),
    "terms_stand_once_locked": (
        PeriodLocked,
        "A period from there on was locked meanwhile, and what it was judged by stands. Let it count from a later period.",
    ),
    "allocation_parts_readd": (BadInput, "The parts of an allocation must make its amount. Correct one of them."),
    "risk_shares_make_100": (BadInput, "The shares of a tier must make 100 per cent. Correct one of them."),
    "same_plan_file_once": (AlreadyDone, "This plan was imported meanwhile. Nothing is set up twice."),
    "agreement_title_once_in_place": (BadInput, "Somebody added an agreement of that title meanwhile."),
    "fund_code_once_in_place": (BadInput, "Somebody added a fund of that code meanwhile. Choose another."),
    "stream_name_once_in_place": (BadInput, "Somebody added a stream of that name meanwhile."),
    "partner_code_once_in_place": (BadInput, "Somebody gave that code to a partner meanwhile. Choose another."),
    "partner_once_in_place": (BadInput, "Somebody gave this partner a seat in the place meanwhile."),
    "indicator_once_in_place": (BadInput, "The place has an indicator of this service, name and provider already."),
    "indicator_target_once_a_period": (WrongState, "Somebody set this plan meanwhile. Read it again, then save."),
    "reading_once_a_period": (WrongState, "Somebody entered this reading meanwhile. Read it again, then save."),
    "delivered_output_once_a_quarter": (
        WrongState,
        "Somebody entered what was delivered meanwhile. Read it again, then save.",
    ),
    "return_terms_once_a_period": (BadInput, "Terms that count from this period are there already. Change those."),
    "fortnight_spend_once": (WrongState, "Somebody entered this fortnight meanwhile. Read it again, then save."),
    "return_answer_once": (WrongState, "Somebody answered this meanwhile. Read it again, then save."),
    "administration_is_part_of_the_spend": (BadInput, "Administration is a part of what was spent, never more."),
    "budgets_bankholiday_day_key": (BadInput, "Somebody added this bank holiday meanwhile."),
    "calendar_rule_once_a_period": (WrongState, "Somebody made this rule of the calendar meanwhile. Read it again."),
    "due_date_once_a_period": (WrongState, "Somebody moved this date meanwhile. Read the calendar again."),
    "overspend_terms_once_a_period": (WrongState, "Somebody set these terms meanwhile. Read them again."),
    "overspend_notice_once_a_projection": (AlreadyDone, "This notice was recorded meanwhile."),
    "change_number_once_in_place_and_year": (WrongState, "Another change took this number meanwhile. Try again."),
}


def refusal_of(broken: IntegrityError | OperationalError) -> RuleBroken | None:
    """The refusal that a database rule stands for, or a wait that the database ended; None for what no person can cause.

    What is there once and is there already, although the action looked before, somebody else made meanwhile.
    """
    code = getattr(broken.__cause__, "pgcode", None)
    if code in WAITS:
        return WrongState("Somebody is changing the same at this moment, so nothing was saved. Try again.")
    diagnostics = getattr(broken.__cause__, "diag", None)
    kind, sentence = REFUSALS.get(getattr(diagnostics, "constraint_name", None) or "", (None, ""))
    if kind is None and code == UNIQUE_VIOLATION:
        return WrongState("Somebody saved the same meanwhile, so nothing was saved here. Read the page again.")
    return kind(sentence) if kind else None


PREFIX = "s75_"

REFUSE_CHANGE = """
CREATE OR REPLACE FUNCTION s75_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'postings are append-only: % of % is refused; reverse it with another posting', TG_OP, TG_TABLE_NAME
        USING ERRCODE = '23514', CONSTRAINT = 'postings_are_append_only';
END $$;
"""


def append_only(table: str) -> str:
    """SQL that refuses UPDATE, DELETE and TRUNCATE of a table, whoever asks."""
    return f"""
CREATE TRIGGER s75_append_only_rows BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION s75_refuse_change();
CREATE TRIGGER s75_append_only_table BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION s75_refuse_change();
"""


def redactable(table: str, columns: Iterable[str]) -> str:
    """SQL by which an append-only table lets a redaction take words out of these columns, and kept bytes go as a whole."""
    named = ", ".join(f"'{column}'" for column in columns)
    return f"""
DROP TRIGGER {PREFIX}append_only_rows ON {table};
CREATE TRIGGER {PREFIX}append_only_rows BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION s75_redact_only({named});
"""


def period_lock(table: str, stamp: str, *, operations: tuple[str, ...] = ("INSERT",)) -> str:
    """SQL by which rows stamped (fund_id, year, `stamp`) can be written only while that period is open.

    The period's row is share-locked, so that a lock in progress either waits for the write or refuses it.
    """
    name = f"s75_period_open_{table}"
    parts = [
        f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE closed record;
BEGIN
    FOR closed IN
        SELECT touched.fund_id, touched.year, touched.stamp
        FROM (SELECT DISTINCT fund_id, year, {stamp} AS stamp FROM touched_rows) touched
        LEFT JOIN LATERAL (
            SELECT true AS is_open FROM budgets_period p
            WHERE p.fund_id = touched.fund_id AND p.year = touched.year AND p.month = touched.stamp
              AND p.state = 'open'
            FOR SHARE OF p
        ) period ON true
        WHERE period.is_open IS NULL
    LOOP
        RAISE EXCEPTION 'P% of % of fund % is not open', lpad(closed.stamp::text, 2, '0'), closed.year, closed.fund_id
            USING ERRCODE = '23514', CONSTRAINT = 'period_must_be_open';
    END LOOP;
    RETURN NULL;
END $$;
"""
    ]
    for operation in operations:
        seen = ["OLD"] if operation == "DELETE" else ["NEW", "OLD"] if operation == "UPDATE" else ["NEW"]
        parts += [
            f"""
CREATE TRIGGER {PREFIX}period_open_{operation.lower()}_{side.lower()} AFTER {operation} ON {table}
    REFERENCING {side} TABLE AS touched_rows FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""
            for side in seen
        ]
    return "".join(parts)


def same_year(table: str, parent: str, column: str) -> str:
    """SQL for a composite foreign key: a row's fund and year are those of the row that it belongs to."""
    return f"""
ALTER TABLE {table} ADD CONSTRAINT {table}_same_fund_and_year
    FOREIGN KEY ({column}, fund_id, year) REFERENCES {parent} (id, fund_id, year);
"""
