"""Whether successions, seats and lines fit together: heirs, places, funds, years, and the shares of ledger codes."""

from __future__ import annotations

from reports.books.reading import rows
from s75.years import year_label


def heirs() -> dict[int, int]:
    """Each partner's heir, followed anew along the successors; a circle is left before it closes."""
    successors: dict[int, int | None] = dict(rows("SELECT id, successor_id FROM budgets_partner"))
    found = {}
    for partner in successors:
        last, seen = partner, {partner}
        while (successor := successors.get(last)) is not None and successor not in seen:
            last = successor
            seen.add(last)
        found[partner] = last
    return found


def heirs_are_right() -> list[str]:
    """What belongs to a partner belongs to the last of its successors, and to itself where it has none."""
    wanted = heirs()
    found = rows("SELECT id, name, heir_id, successor_id FROM budgets_partner ORDER BY name")
    names = {partner: name for partner, name, _, _ in found}
    breaks = [
        f"The heir of {name} is {names.get(heir, 'nobody')}, and its successors lead to {names[wanted[partner]]}."
        for partner, name, heir, _ in found
        if heir != wanted[partner]
    ]
    succeeded = {partner for partner, _, _, successor in found if successor}
    circles = [name for partner, name, _, _ in found if wanted[partner] in succeeded]
    return breaks + [f"The successors of {name} lead back to itself." for name in circles]


_PLACES = {
    "its fund is of another place": "l.place_id <> f.place_id",
    "its scheme is of another place": "l.place_id <> s.place_id",
    "its stream is of another place": "l.place_id <> m.place_id",
    "its contributing partner has no seat in the place": """NOT EXISTS (SELECT 1 FROM budgets_placepartner q
        WHERE q.place_id = l.place_id AND q.partner_id = l.contributing_partner_id)""",
    "its spending partner has no seat in the place": """NOT EXISTS (SELECT 1 FROM budgets_placepartner q
        WHERE q.place_id = l.place_id AND q.partner_id = l.spending_partner_id)""",
}


def lines_fit_their_place() -> list[str]:
    """A line's fund, scheme, stream and partners are of its place."""
    breaks = []
    for words, condition in _PLACES.items():
        found = rows(
            "SELECT l.ref, p.slug, l.year FROM schemes_line l JOIN budgets_place p ON p.id = l.place_id "
            "JOIN budgets_fund f ON f.id = l.fund_id JOIN schemes_scheme s ON s.id = l.scheme_id "
            f"JOIN budgets_fundingstream m ON m.id = l.stream_id WHERE {condition} ORDER BY 1"
        )
        breaks += [f"The line {ref} of {place} {year_label(year)}: {words}." for ref, place, year in found]
    return breaks


_BELONGS = {  # rows that carry a fund and a year: the table, what it belongs to, and by which column
    "budget entries": ("schemes_budgetentry", "schemes_line", "line_id"),
    "postings": ("schemes_actual", "schemes_line", "line_id"),
    "forecasts": ("schemes_forecast", "schemes_line", "line_id"),
    "contribution entries": ("budgets_contributionentry", "budgets_contribution", "contribution_id"),
}


def rows_fit_their_fund_and_year() -> list[str]:
    """A row's fund and year are those of the line or contribution that it belongs to; a fund's place is its agreement's."""
    breaks = []
    for words, (table, parent, column) in _BELONGS.items():
        found = rows(
            f"SELECT f.slug, t.year, count(*) FROM {table} t JOIN {parent} p ON p.id = t.{column} "
            "JOIN budgets_fund f ON f.id = t.fund_id WHERE (t.fund_id, t.year) <> (p.fund_id, p.year) GROUP BY 1, 2"
        )
        breaks += [
            f"{many} {words} of {fund} {year_label(year)} belong to another fund or year." for fund, year, many in found
        ]
    strays = rows(
        "SELECT 'The fund ' || f.slug, 'agreement' FROM budgets_fund f JOIN budgets_agreement a ON a.id = f.agreement_id "
        "WHERE a.place_id <> f.place_id UNION ALL "
        "SELECT 'The change “' || c.title || '”', 'fund' FROM budgets_change c JOIN budgets_fund f ON f.id = c.fund_id "
        "WHERE c.place_id <> f.place_id"
    )
    return breaks + [f"{what} is of another place than its {parent}." for what, parent in strays]


def code_shares_make_100() -> list[str]:
    """The shares of a ledger code in a place's year make 100 per cent, and a code left out leads nowhere."""
    found = rows(
        "SELECT c.code, p.name, place.slug, l.year, sum(s.percent), c.section_75 FROM schemes_ledgercodeline s "
        "JOIN schemes_ledgercode c ON c.id = s.ledger_code_id JOIN budgets_partner p ON p.id = c.partner_id "
        "JOIN schemes_line l ON l.id = s.line_id JOIN budgets_place place ON place.id = l.place_id "
        "GROUP BY c.id, 1, 2, 3, 4 HAVING sum(s.percent) <> 100 OR NOT c.section_75 ORDER BY 2, 1, 3, 4"
    )
    return [
        f"The shares of ledger code {code} of {partner} make {percent.normalize():f} per cent in {place} {year_label(year)}."
        if section_75
        else f"The ledger code {code} of {partner} is not section 75, and leads to lines of {place} {year_label(year)}."
        for code, partner, place, year, percent, section_75 in found
    ]
