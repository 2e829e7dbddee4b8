"""Imports that are no longer what their file said."""

from __future__ import annotations

from reports.books import imports
from tests.reports.books.planted.plant import FIRST_IMPORT, Plant

FILES = (
    Plant(
        imports.imports_add_up,
        "UPDATE schemes_actual SET amount = amount + 1 WHERE id = (SELECT min(id) FROM schemes_actual)",
        "council_p01.xlsx (P01 2022-23) posted £",
    ),
    Plant(
        imports.imports_add_up,
        f"DELETE FROM schemes_actual WHERE actuals_import_id = {FIRST_IMPORT}",
        "and its postings make £0.00",
    ),
    Plant(
        imports.imports_add_up,
        "UPDATE schemes_importrow SET amount = amount + 1 WHERE fate = 'posted'",
        "council_p01.xlsx (P01 2022-23) has the control total £",
    ),
    Plant(imports.imports_add_up, "DELETE FROM schemes_importrow WHERE fate = 'not_section_75'", "rows, and"),
    Plant(
        imports.files_are_the_bytes_that_came,
        r"UPDATE schemes_importedfile SET content = content || '\x00'::bytea",
        "council_p01.xlsx (P01 2022-23) is not the one that came",
    ),
    Plant(
        imports.files_are_the_bytes_that_came,
        "UPDATE schemes_importedfile SET content = ''",  # emptied, and no redaction says so
        "council_p01.xlsx (P01 2022-23) is not the one that came",
    ),
    Plant(
        imports.files_are_the_bytes_that_came,
        f"DELETE FROM schemes_importedfile WHERE actuals_import_id = {FIRST_IMPORT}",
        "council_p01.xlsx (P01 2022-23) is missing",
    ),
    Plant(
        imports.left_out_is_what_the_rows_say,
        "UPDATE schemes_actualsimport SET left_out = '[]'",
        "left out nothing of code",
    ),
    Plant(
        imports.left_out_is_what_the_rows_say,
        "UPDATE schemes_importrow SET fate = 'subtotal' WHERE fate = 'not_section_75'",
        "and its rows say nothing",
    ),
    Plant(
        imports.postings_follow_their_file,
        "UPDATE schemes_actual SET code = 'PA2315' WHERE code = 'PA2310'",
        "for code PA2310, and imports up to it posted £0.00",
    ),
    Plant(
        imports.ledger_months_follow_their_import,
        "UPDATE schemes_ledgermonth SET month = 9 WHERE month = 8 AND posted_in = 8",
        "(P08 2022-23) marks a month that is not of its ledger",
    ),
    Plant(
        imports.ledger_months_follow_their_import,
        "UPDATE schemes_actual SET month = 2 WHERE month = 1",
        "council_p01.xlsx (P01 2022-23) posted to another month or year",
    ),
    Plant(
        imports.ledger_months_follow_their_import,
        f"DELETE FROM schemes_ledgermonth WHERE actuals_import_id = {FIRST_IMPORT}",
        "council_p01.xlsx (P01 2022-23) posted to a fund whose ledger month it does not mark",
    ),
)
