"""Whether every import still is what its file said: postings, control total, rows left out, bytes and months."""

from __future__ import annotations

from reports.books.reading import period, pounds, rows, withdrawn

_NAME = "i.filename, i.year, i.month"


def _one(filename: str, year: int, month: int) -> str:
    return f"{filename} ({period(year, month)})"


def imports_add_up() -> list[str]:
    """An import's own postings make its posted amount, and its file's posted rows its control total and its count."""
    found = rows(
        f"""
        SELECT {_NAME}, i.posted, COALESCE(a.amount, 0), i.control_total, COALESCE(r.given, 0), i.rows, COALESCE(r.many, 0)
        FROM schemes_actualsimport i
        LEFT JOIN (SELECT actuals_import_id, sum(amount) AS amount FROM schemes_actual
            WHERE clearing_id IS NULL AND reversal_id IS NULL GROUP BY 1) a
            ON a.actuals_import_id = i.id
        LEFT JOIN (SELECT actuals_import_id, sum(amount) FILTER (WHERE fate = 'posted') AS given,
            count(*) FILTER (WHERE fate <> 'subtotal') AS many FROM schemes_importrow GROUP BY 1) r
            ON r.actuals_import_id = i.id
        WHERE i.posted <> COALESCE(a.amount, 0) OR i.control_total <> COALESCE(r.given, 0) OR i.rows <> COALESCE(r.many, 0)
        ORDER BY i.id"""
    )
    breaks = []
    for *name, posted, postings, control, given, count, many in found:
        if posted != postings:
            breaks.append(f"{_one(*name)} posted {pounds(posted)}, and its postings make {pounds(postings)}.")
        if control != given:
            breaks.append(
                f"{_one(*name)} has the control total {pounds(control)}, and its posted rows make {pounds(given)}."
            )
        if count != many:
            breaks.append(f"{_one(*name)} had {count} rows, and {many} are kept.")
    return breaks


def files_are_the_bytes_that_came() -> list[str]:
    """The stored bytes of every import are there and have the SHA-256 that was recorded, unless they were withdrawn."""
    found = rows(
        f"SELECT {_NAME}, f.id IS NULL FROM schemes_actualsimport i "
        "LEFT JOIN schemes_importedfile f ON f.actuals_import_id = i.id "
        "WHERE f.id IS NULL OR encode(sha256(f.content), 'hex') <> i.sha256 "
        f"AND NOT {withdrawn('schemes_importedfile', 'f')} ORDER BY i.id"
    )
    return [
        f"The file of {_one(*name)} is {'missing' if missing else 'not the one that came: its SHA-256 differs'}."
        for *name, missing in found
    ]


def left_out_is_what_the_rows_say() -> list[str]:
    """What an import lists as left out is, code by code, what its file's left-out rows make."""
    found = rows(
        f"""
        WITH listed AS (
            SELECT i.id, left(one ->> 'code', 40) AS code, sum((one ->> 'amount')::numeric) AS amount
            FROM schemes_actualsimport i CROSS JOIN LATERAL jsonb_array_elements(i.left_out) one GROUP BY 1, 2
        ), kept AS (
            SELECT actuals_import_id AS id, code, sum(amount) AS amount FROM schemes_importrow
            WHERE fate IN ('not_section_75', 'unknown') GROUP BY 1, 2
        )
        SELECT {_NAME}, code, listed.amount, kept.amount FROM listed FULL JOIN kept USING (id, code)
        JOIN schemes_actualsimport i USING (id) WHERE listed.amount IS DISTINCT FROM kept.amount ORDER BY id, code"""
    )
    return [
        f"{_one(*name)} left out {pounds(listed)} of code {code}, and its rows say {pounds(kept)}."
        for *name, code, listed, kept in found
    ]


def postings_follow_their_file() -> list[str]:
    """Per code, what imports have posted so far is what the newest file gives: of the year, or of its month.

    A code that was cleared from suspense counts as posted; imports that were reversed count for nothing.
    """
    found = rows(
        f"""
        WITH moves AS (
            SELECT actuals_import_id AS id, code, amount AS posted, NULL::numeric AS given FROM schemes_actual
            WHERE actuals_import_id IS NOT NULL
            UNION ALL
            SELECT actuals_import_id, code, 0, amount FROM schemes_importrow WHERE fate = 'posted'
            UNION ALL
            SELECT r.actuals_import_id, r.code, 0, r.amount FROM schemes_importrow r
            JOIN (SELECT unnest(imports) AS id, code FROM schemes_suspenseclearing) c
                ON c.id = r.actuals_import_id AND c.code = r.code WHERE r.fate = 'unknown'
        ), by_code AS (
            SELECT i.place_id, i.partner_id, i.year, i.month, i.basis, m.id, m.code, sum(m.posted) AS posted, sum(m.given) AS given
            FROM moves m JOIN schemes_actualsimport i USING (id)
            WHERE NOT EXISTS (SELECT 1 FROM schemes_importreversal v WHERE v.actuals_import_id = i.id) GROUP BY 1, 2, 3, 4, 5, 6, 7
        ), so_far AS (
            SELECT *, sum(posted) OVER (PARTITION BY place_id, partner_id, year, code ORDER BY id) AS of_year,
                sum(posted) OVER (PARTITION BY place_id, partner_id, year, code, month ORDER BY id) AS of_month
            FROM by_code
        )
        SELECT {_NAME}, s.code, s.given, CASE s.basis WHEN 'month' THEN s.of_month ELSE s.of_year END
        FROM so_far s JOIN schemes_actualsimport i USING (id)
        WHERE s.given IS DISTINCT FROM CASE s.basis WHEN 'month' THEN s.of_month ELSE s.of_year END ORDER BY s.id, s.code"""
    )
    return [
        f"{_one(*name)} gives {pounds(given)} for code {code}, and imports up to it posted {pounds(posted)}."
        for *name, code, given, posted in found
    ]


def ledger_months_follow_their_import() -> list[str]:
    """An import marks its own month as in, none after it, in every fund that it posted to, and posts to its month only."""
    found = rows(
        f"""
        SELECT {_NAME}, 'marks a month that is not of its ledger' FROM schemes_ledgermonth m
        JOIN schemes_actualsimport i ON i.id = m.actuals_import_id
        WHERE m.month > i.month OR (m.year, m.partner_id) <> (i.year, i.partner_id)
        UNION
        SELECT {_NAME}, 'posted to another month or year' FROM schemes_actual a
        JOIN schemes_actualsimport i ON i.id = a.actuals_import_id WHERE (a.year, a.month) <> (i.year, i.month)
        UNION
        SELECT {_NAME}, 'posted to a fund whose ledger month it does not mark' FROM (
            SELECT DISTINCT actuals_import_id, fund_id, posted_in, clearing_id IS NOT NULL AS cleared FROM schemes_actual
            WHERE actuals_import_id IS NOT NULL AND reversal_id IS NULL
        ) a JOIN schemes_actualsimport i ON i.id = a.actuals_import_id
        WHERE NOT EXISTS (SELECT 1 FROM schemes_ledgermonth m WHERE m.actuals_import_id = i.id AND m.fund_id = a.fund_id
            AND m.month = i.month AND (m.posted_in = a.posted_in OR a.cleared AND m.posted_in <= a.posted_in))
        ORDER BY 1, 2, 3"""
    )
    return [f"{_one(*name)} {words}." for *name, words in found]
