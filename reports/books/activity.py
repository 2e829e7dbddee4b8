"""Whether what schemes deliver holds together: indicators in their place, readings within their year, plans as written."""

from __future__ import annotations

from reports.books.reading import rows
from s75.years import year_label
from schemes.indicators import first_end
from schemes.reporting_periods import FORTNIGHT, period_ends
from schemes.sources.readings import read_target


def indicators_fit_their_place() -> list[str]:
    """The fund and the scheme of an indicator are its place's own, and no percentage or words are added to a total."""
    found = rows(
        """
        SELECT i.name, p.name, f.place_id <> i.place_id, s.place_id <> i.place_id, i.totals AND i.unit IN ('percent', 'text')
        FROM schemes_indicator i JOIN budgets_place p ON p.id = i.place_id
        LEFT JOIN budgets_fund f ON f.id = i.fund_id LEFT JOIN schemes_scheme s ON s.id = i.scheme_id
        WHERE f.place_id <> i.place_id OR s.place_id <> i.place_id OR i.totals AND i.unit IN ('percent', 'text')
        ORDER BY i.id"""
    )
    return [
        f"The indicator “{name}” of {place} "
        + ("adds up what cannot be added." if total else f"is of another place’s {'fund' if fund else 'scheme'}.")
        for name, place, fund, scheme, total in found
    ]


def readings_fit_their_year() -> list[str]:
    """Readings and plans are of a month, quarter or fortnight that their year has, as their indicator is read."""
    found = rows(
        """
        SELECT i.name, i.cadence, r.year, r.number, 'A reading' FROM schemes_reading r
        JOIN schemes_indicator i ON i.id = r.indicator_id
        UNION ALL
        SELECT i.name, i.cadence, t.year, t.number, 'A plan' FROM schemes_indicatortarget t
        JOIN schemes_indicator i ON i.id = t.indicator_id ORDER BY 1, 3, 4"""
    )
    most = {
        (cadence, year): len(period_ends(cadence, year, first_end(cadence, year))) for _, cadence, year, _, _ in found
    }
    return [
        f"{what} of “{name}” is of {cadence} {number} of {year_label(year)}, which has {most[cadence, year]}."
        for name, cadence, year, number, what in found
        if number > most[cadence, year]
    ]


def plans_are_read_as_written() -> list[str]:
    """The comparator and the number of a plan are those that its text says."""
    found = rows(
        "SELECT i.name, t.year, t.text, t.comparator, t.amount FROM schemes_indicatortarget t "
        "JOIN schemes_indicator i ON i.id = t.indicator_id ORDER BY t.id"
    )
    return [
        f"The plan “{text}” of “{name}” in {year_label(year)} is judged as {comparator or 'words'} {amount or ''}".rstrip()
        + "."
        for name, year, text, comparator, amount in found
        if read_target(text) != (comparator, amount)
    ]


def fortnights_fit_their_year() -> list[str]:
    """What is returned of a fortnight is of one that the year of its line has."""
    found = rows(
        "SELECT l.ref, l.year, s.number FROM schemes_fortnightspend s JOIN schemes_line l ON l.id = s.line_id ORDER BY 1, 3"
    )
    most = {year: len(period_ends(FORTNIGHT, year, first_end(FORTNIGHT, year))) for _, year, _ in found}
    return [
        f"{ref} is returned for fortnight {number} of {year_label(year)}, which has {most[year]}."
        for ref, year, number in found
        if number > most[year]
    ]


def answers_fit_their_place() -> list[str]:
    """What is answered for the national return is of a scheme of the same place."""
    found = rows(
        "SELECT s.ref, p.name FROM schemes_returnanswer a JOIN schemes_scheme s ON s.id = a.scheme_id "
        "JOIN budgets_place p ON p.id = a.place_id WHERE s.place_id <> a.place_id ORDER BY a.id"
    )
    return [f"An answer of {place}’s national return is of another place’s scheme {ref}." for ref, place in found]
