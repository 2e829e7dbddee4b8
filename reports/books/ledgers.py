"""Whether what was undone, cleared or posted by hand is what its postings say."""

from __future__ import annotations

from reports.books.reading import period, pounds, rows


def reversed_imports_net_to_nothing() -> list[str]:
    """An import that was reversed posted nothing to any line, month and code; no other has postings of a reversal."""
    found = rows(
        """
        SELECT i.filename, i.year, i.month, l.ref, a.code, sum(a.amount) FROM schemes_actual a
        JOIN schemes_actualsimport i ON i.id = a.actuals_import_id JOIN schemes_line l ON l.id = a.line_id
        JOIN schemes_importreversal v ON v.actuals_import_id = i.id
        GROUP BY i.id, 1, 2, 3, 4, 5, a.month HAVING sum(a.amount) <> 0
        UNION ALL
        SELECT i.filename, i.year, i.month, l.ref, a.code, a.amount FROM schemes_actual a
        JOIN schemes_actualsimport i ON i.id = a.actuals_import_id JOIN schemes_line l ON l.id = a.line_id
        JOIN schemes_importreversal v ON v.id = a.reversal_id WHERE v.actuals_import_id <> i.id
        ORDER BY 2, 3, 1, 4, 5"""
    )
    return [
        f"{filename} ({period(year, month)}) was reversed, and {pounds(amount)} of code {code} is left on {ref}."
        for filename, year, month, ref, code, amount in found
    ]


def reversed_imports_are_out_everywhere() -> list[str]:
    """A reversal says in every fund that its import had marked from which period the months are not in any more."""
    found = rows(
        """
        SELECT DISTINCT i.filename, i.year, i.month, f.slug FROM schemes_importreversal v
        JOIN schemes_actualsimport i ON i.id = v.actuals_import_id
        JOIN schemes_ledgermonth m ON m.actuals_import_id = i.id JOIN budgets_fund f ON f.id = m.fund_id
        WHERE NOT EXISTS (SELECT 1 FROM schemes_reversedledger r
            WHERE r.actuals_import_id = i.id AND r.fund_id = m.fund_id AND r.posted_in >= m.posted_in)
        ORDER BY 2, 3, 1, 4"""
    )
    return [
        f"{filename} ({period(year, month)}) was reversed, and still counts as in for {fund}."
        for filename, year, month, fund in found
    ]


def clearings_add_up() -> list[str]:
    """What was cleared from suspense is what its postings make, reversals aside."""
    found = rows(
        """
        SELECT c.code, c.year, c.amount, COALESCE(sum(a.amount), 0) FROM schemes_suspenseclearing c
        LEFT JOIN schemes_actual a ON a.clearing_id = c.id GROUP BY c.id HAVING c.amount <> COALESCE(sum(a.amount), 0)
        ORDER BY 2, 1"""
    )
    return [
        f"Code {code} was cleared from suspense with {pounds(amount)}, and its postings make {pounds(posted)}."
        for code, _, amount, posted in found
    ]


def journals_fit_their_postings() -> list[str]:
    """A journal has postings, all stamped as it is; one that takes another back takes back exactly what it posted."""
    found = rows(
        """
        SELECT j.text, j.year, j.posted_in, 'has postings of another fund or period, or none' FROM schemes_journal j
        WHERE NOT EXISTS (SELECT 1 FROM schemes_actual a WHERE a.by_hand_id = j.id) OR EXISTS (
            SELECT 1 FROM schemes_actual a WHERE a.by_hand_id = j.id
                AND (a.fund_id, a.year, a.posted_in) <> (j.fund_id, j.year, j.posted_in))
        UNION ALL
        SELECT j.text, j.year, j.posted_in, 'is not what takes back the other journal' FROM schemes_journal j
        WHERE EXISTS (
            SELECT 1 FROM schemes_actual a WHERE a.by_hand_id IN (j.id, j.reverses_id) AND j.reverses_id IS NOT NULL
            GROUP BY a.line_id HAVING sum(a.amount) <> 0)
        ORDER BY 2, 3, 1"""
    )
    return [f"The journal “{text}” ({period(year, month)}) {words}." for text, year, month, words in found]
