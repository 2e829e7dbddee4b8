"""What a test plants in the books, past every wall: by which statement, which check must find it, what it must say."""

from __future__ import annotations

from typing import NamedTuple

from reports.books import Check


class Plant(NamedTuple):
    check: Check
    statement: str
    says: str


HELD = "(SELECT id FROM budgets_change WHERE state = 'approved' AND number = 1)"
BCF = "(SELECT id FROM budgets_fund WHERE slug = 'worcestershire-bcf')"
LINE = "(SELECT id FROM schemes_line WHERE ref = 'BCF-02')"
ICB = (
    "(SELECT partner_id FROM budgets_placepartner q JOIN budgets_place p ON p.id = q.place_id "
    "WHERE q.code = 'ICB' AND p.slug = 'worcestershire')"
)
COUNCIL = "(SELECT partner_id FROM budgets_placepartner WHERE code = 'WCC')"
CCG = (
    "(SELECT partner_id FROM budgets_placepartner q JOIN budgets_place p ON p.id = q.place_id "
    "WHERE q.code = 'CCG' AND p.slug = 'worcestershire')"
)
HEREFORD = "(SELECT id FROM budgets_place WHERE slug = 'herefordshire')"
RESERVE = "(SELECT id FROM budgets_reserve WHERE name = 'Better Care Fund reserve allocation')"
FIRST_IMPORT = "(SELECT min(id) FROM schemes_actualsimport)"
EMPTY_TRIGGER = "CREATE OR REPLACE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"
