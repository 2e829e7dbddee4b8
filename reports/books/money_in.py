"""Whether money in re-adds: instalments, receipts, allocations across places, settlements, and the plans as they came."""

from __future__ import annotations

import re
from decimal import Decimal

from reports.books.reading import period, pounds, rows, withdrawn
from s75.years import year_label

_ROUNDED = re.compile(r"rounded to £?([\d.,]+)(m|k)?", re.IGNORECASE)
_UNITS = {"m": 1_000_000, "k": 1_000, None: 1}


def instalments_fit_their_contribution() -> list[str]:
    """Instalments ask for no more than their contribution ever stood at; what they do not ask for is unscheduled."""
    found = rows(
        """
        SELECT f.slug, i.year, p.name, s.name, n.amount, COALESCE(m.most, 0) FROM budgets_contribution i
        JOIN (SELECT contribution_id, sum(amount) AS amount FROM budgets_instalment GROUP BY 1) n ON n.contribution_id = i.id
        LEFT JOIN (
            SELECT contribution_id, max(stood) AS most FROM (
                SELECT contribution_id, sum(amount) OVER (PARTITION BY contribution_id ORDER BY id) AS stood
                FROM budgets_contributionentry
            ) e GROUP BY 1
        ) m ON m.contribution_id = i.id
        JOIN budgets_fund f ON f.id = i.fund_id JOIN budgets_partner p ON p.id = i.partner_id
        JOIN budgets_fundingstream s ON s.id = i.stream_id
        WHERE n.amount > GREATEST(COALESCE(m.most, 0), 0) ORDER BY 1, 2, 4"""
    )
    return [
        f"The instalments of {stream} of {partner} in {fund} {year_label(year)} make {pounds(amount)}, and it never stood "
        f"above {pounds(most)}."
        for fund, year, partner, stream, amount, most in found
    ]


def receipts_belong_to_their_instalment() -> list[str]:
    """What was received for an instalment is not less than nothing; invoices and receipts are of days that had come."""
    found = rows(
        """
        SELECT p.name, s.name, i.position, r.amount, r.early FROM budgets_instalment i
        JOIN (SELECT instalment_id, sum(amount) AS amount, bool_or(received_on > (recorded_at + interval '1 day')::date) AS early
            FROM budgets_receipt GROUP BY 1) r ON r.instalment_id = i.id
        JOIN budgets_contribution c ON c.id = i.contribution_id JOIN budgets_partner p ON p.id = c.partner_id
        JOIN budgets_fundingstream s ON s.id = c.stream_id
        WHERE r.amount * sign(i.amount) < 0 OR r.early ORDER BY i.id"""
    )
    return [
        f"Instalment {position} of {stream} of {partner} has receipts of {pounds(amount)}"
        f"{', one of a day after it was recorded' if early else ''}."
        for partner, stream, position, amount, early in found
    ]


def allocations_readd() -> list[str]:
    """The parts of an allocation make it."""
    found = rows(
        "SELECT a.name, a.year, a.amount, COALESCE(sum(p.amount), 0) FROM budgets_allocation a "
        "LEFT JOIN budgets_allocationpart p ON p.allocation_id = a.id GROUP BY a.id, 1, 2, 3 "
        "HAVING a.amount <> COALESCE(sum(p.amount), 0) ORDER BY a.id"
    )
    return [
        f"The allocation {name} of {year_label(year)} is {pounds(amount)}, and its parts make {pounds(parts)}."
        for name, year, amount, parts in found
    ]


def allocation_parts_are_contributed() -> list[str]:
    """A place's part of an allocation is what its stream brings in, posted or asked for, to the precision of its source.

    A part whose money is not brought in yet says nothing, nor does one of a precision that is not understood.
    """
    found = rows(
        """
        WITH brought AS (
            SELECT c.stream_id, c.year, p.heir_id, x.amount FROM budgets_contribution c
            JOIN budgets_partner p ON p.id = c.partner_id JOIN (
                SELECT contribution_id, amount FROM budgets_contributionentry
                UNION ALL
                SELECT q.contribution_id, q.amount FROM budgets_proposedcontribution q
                JOIN budgets_change g ON g.id = q.change_id AND g.state IN ('requested', 'approved')
            ) x ON x.contribution_id = c.id WHERE c.stream_id IN (SELECT stream_id FROM budgets_allocationpart)
        )
        SELECT a.name, place.name, a.precision, t.amount, sum(b.amount) FROM budgets_allocationpart t
        JOIN budgets_allocation a ON a.id = t.allocation_id JOIN budgets_partner o ON o.id = a.partner_id
        JOIN budgets_place place ON place.id = t.place_id
        JOIN brought b ON b.stream_id = t.stream_id AND b.year = a.year AND b.heir_id = o.heir_id
        GROUP BY t.id, 1, 2, 3, 4 HAVING t.amount <> sum(b.amount) ORDER BY t.id"""
    )
    return [
        f"{place} gets {pounds(part)} of the allocation {name}, and its contributions from that stream make {pounds(brought)}."
        for name, place, precision, part, brought in found
        if abs(part - brought) > _slack(precision)
    ]


def _slack(precision: str) -> Decimal:
    """How far a source's figure may lie off by its own words: half of what it is rounded to."""
    if precision == "exact":
        return Decimal(0)
    found = _ROUNDED.search(precision)
    if found is None:
        return Decimal("Infinity")
    unit = found[2].lower() if found[2] else None
    return Decimal(found[1].replace(",", "")) * _UNITS[unit] / 2


def plans_are_the_bytes_that_came() -> list[str]:
    """The stored bytes of every plan have the SHA-256 that was recorded, unless they were withdrawn."""
    found = rows(
        "SELECT i.filename, p.slug, i.year FROM schemes_planimport i JOIN budgets_place p ON p.id = i.place_id "
        f"WHERE encode(sha256(i.content), 'hex') <> i.sha256 AND NOT {withdrawn('schemes_planimport', 'i')} ORDER BY i.id"
    )
    return [
        f"The plan {filename} of {place} ({period(year, 1)}) is not the one that came: its SHA-256 differs."
        for filename, place, year in found
    ]
