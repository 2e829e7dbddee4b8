"""Reversals, clearings and journals whose postings say something else."""

from __future__ import annotations

from reports.books import ledgers
from tests.reports.books.planted.plant import BCF, COUNCIL, FIRST_IMPORT, LINE, Plant

SOMEBODY = "(SELECT min(id) FROM s75_user)"
REVERSAL = (
    "INSERT INTO schemes_importreversal (actuals_import_id, reason, reversed_by_id, reversed_at) "
    f"VALUES ({FIRST_IMPORT}, 'x', {SOMEBODY}, now())"
)
JOURNAL = (
    "INSERT INTO schemes_journal (fund_id, year, posted_in, partner_id, text, reverse_next, key, posted_by_id, posted_at) "
    f"VALUES ({BCF}, 2022, 8, {COUNCIL}, 'Accrual', false, gen_random_uuid(), {SOMEBODY}, now())"
)

LEDGERS = (
    Plant(ledgers.reversed_imports_net_to_nothing, REVERSAL, "council_p01.xlsx (P01 2022-23) was reversed, and £"),
    Plant(
        ledgers.reversed_imports_are_out_everywhere,
        REVERSAL,
        "council_p01.xlsx (P01 2022-23) was reversed, and still counts as in for worcestershire-bcf",
    ),
    Plant(
        ledgers.clearings_add_up,
        "INSERT INTO schemes_suspenseclearing (place_id, partner_id, year, code, imports, amount, cleared_by_id, cleared_at) "
        f"SELECT place_id, partner_id, year, 'Z9', ARRAY[id], 5, imported_by_id, now() FROM schemes_actualsimport "
        f"WHERE id = {FIRST_IMPORT}",
        "Code Z9 was cleared from suspense with £5.00, and its postings make £0.00",
    ),
    Plant(ledgers.journals_fit_their_postings, JOURNAL, "“Accrual” (P08 2022-23) has postings of another fund"),
    Plant(
        ledgers.journals_fit_their_postings,
        f"WITH first AS ({JOURNAL} RETURNING id), back AS ("
        "INSERT INTO schemes_journal (fund_id, year, posted_in, partner_id, text, reverse_next, key, posted_by_id, "
        f"posted_at, reverses_id) SELECT {BCF}, 2022, 8, {COUNCIL}, 'Back', false, gen_random_uuid(), {SOMEBODY}, now(), id "
        "FROM first RETURNING id), ids AS (SELECT id, 5 AS amount FROM first UNION ALL SELECT id, -4 FROM back) "
        "INSERT INTO schemes_actual (line_id, fund_id, year, month, posted_in, amount, code, journal, posted_by_id, "
        f"posted_at, by_hand_id) SELECT {LINE}, {BCF}, 2022, 8, 8, amount, '', 'x', {SOMEBODY}, now(), id FROM ids",
        "“Back” (P08 2022-23) is not what takes back the other journal",
    ),
)
