"""A reserve's projects: what each costs by year, has drawn and is still to draw, and one project by heading and year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from reports import links
from reports.document import Block, Cell, Column, Paragraph, Row, Table
from reports.facts.reserve import ProjectFacts, ReserveFacts, ReservesFacts
from reports.figures.reserves import ProjectFigures, by_heading, by_year, project_figures, years_of
from reports.papers.cells import BLANK, pounds, sentence, words
from reports.papers.reserve.standing import STATES, UNIT
from s75.money import ZERO, total
from s75.years import year_label

GROUPS = (
    ("agreed", "Agreed", ("agreed", "closed")),
    ("proposed", "Proposed", ("proposed",)),
    ("refused", "Refused", ("refused",)),
)


def projects_table(facts: ReservesFacts, reserve: ReserveFacts) -> Table:
    """A row a project with its cost by year; agreed, proposed and refused ones each with their own subtotal."""
    years = years_of(reserve.projects)
    figures = [project_figures(reserve, project) for project in reserve.projects]
    rows: list[Row] = []
    for key, heading, states in GROUPS:
        own = [one for one in figures if one.project.state in states]
        made = [_project_row(facts, reserve, one, years) for one in own]
        if made:
            keys = tuple(row.key for row in made)
            rows += [*made, _sum_row(f"sum:{key}", f"{heading}, total", own, years, keys)]
    columns = (
        Column("project", "Project", "text", wide=True),
        Column("state", "State", "text"),
        *_year_columns(years),
        Column("cost", "All years £"),
        Column("drawn", "Drawn £"),
        Column("to_come", "Still to draw £"),
    )
    sums = frozenset(column.key for column in columns[2:])
    caption = f"Projects of {reserve.name} by year"
    plain = [project for project in reserve.projects if not has_headings(project)]
    notes = tuple(
        dict.fromkeys(f"{project.name}: {cost.note}" for project in plain for cost in project.costs if cost.note)
    )
    return Table(f"projects_{reserve.key}", caption, columns, tuple(rows), (UNIT, *notes), sums)


def has_headings(project: ProjectFacts) -> bool:
    """Whether a project costs something under several headings, so that a table of its own says more."""
    return len(by_heading(project)) > 1


def _year_columns(years: Sequence[int]) -> tuple[Column, ...]:
    return tuple(Column(f"year:{year}", f"{year_label(year)} £") for year in years)


def _by_years(amounts: Mapping[int, Decimal], years: Sequence[int], mark: bool) -> tuple[Cell, ...]:
    """A cell a year; a year in which there is nothing stays empty, for a blank is not 0."""
    return tuple(pounds(amounts[year], illustrative=mark) if year in amounts else BLANK for year in years)


def _project_row(facts: ReservesFacts, reserve: ReserveFacts, figures: ProjectFigures, years: Sequence[int]) -> Row:
    project = figures.project
    link = links.reserve_project_path(facts.place, reserve.key, project.key, facts.year, facts.period)
    source = project.source if project.source != reserve.source else ""
    cells = (
        words(project.name, link, "; ".join(part for part in (project.authority, source) if part)),
        words(STATES[project.state]),
        *_by_years(by_year([project]), years, project.illustrative),
        *_amounts([figures], project.illustrative),
    )
    return Row(f"project:{project.key}", cells)


def _sum_row(key: str, heading: str, own: Sequence[ProjectFigures], years: Sequence[int], keys: tuple[str, ...]) -> Row:
    mark = any(one.project.illustrative for one in own)
    amounts = by_year(one.project for one in own)
    return Row(key, (words(heading), BLANK, *_by_years(amounts, years, mark), *_amounts(own, mark)), "subtotal", keys)


def _amounts(own: Iterable[ProjectFigures], mark: bool) -> tuple[Cell, ...]:
    parts = list(own)
    return (
        pounds(total(one.cost for one in parts), illustrative=mark),
        pounds(total(one.drawn for one in parts), illustrative=mark),
        pounds(total(one.to_come for one in parts), illustrative=mark),
    )


def costs_table(project: ProjectFacts) -> Table:
    """One project: headings down, years across, with both totals; under it how amounts were worked out."""
    years, mark = years_of([project]), project.illustrative
    rows = []
    for i, (heading, amounts) in enumerate(by_heading(project).items()):
        whole = pounds(total(amounts.values()), illustrative=mark)
        rows.append(Row(f"heading:{i}", (words(heading), *_by_years(amounts, years, mark), whole)))
    keys = tuple(row.key for row in rows)
    sums = by_year([project])
    whole = pounds(total(sums.values()), illustrative=mark)
    rows.append(Row("total", (words("Total"), *_by_years(sums, years, mark), whole), "total", keys))
    columns = (Column("heading", "Heading", "text", wide=True), *_year_columns(years), Column("cost", "All years £"))
    added = frozenset(column.key for column in columns[1:])
    caption = f"{project.name} by heading and year"
    return Table(f"costs_{project.key}", caption, columns, tuple(rows), (UNIT, *_notes(project)), added)


def _notes(project: ProjectFacts) -> tuple[str, ...]:
    """How amounts were worked out, each said once of its heading."""
    found: dict[tuple[str, str], list[str]] = {}
    for cost in project.costs:
        if cost.note:
            found.setdefault((cost.heading, cost.note), []).append(year_label(cost.year))
    return tuple(f"{heading}, {' and '.join(years)}: {note}" for (heading, note), years in found.items())


def project_blocks(reserve: ReserveFacts, project: ProjectFacts) -> tuple[Block, ...]:
    """What stands of one project in a sentence, and its costs."""
    return (project_sentence(project_figures(reserve, project)), costs_table(project))


def project_sentence(figures: ProjectFigures) -> Paragraph:
    project = figures.project
    parts: list[str | Cell] = [words(project.name), f" is {project.state} at ", _pounds(figures, figures.cost)]
    if project.state in ("agreed", "closed"):
        parts += [": ", _pounds(figures, figures.drawn), " is drawn"]
        if project.state == "closed":
            parts += [" and ", _pounds(figures, figures.freed), " was left uncommitted when it was closed"]
        else:
            parts += [" and ", _pounds(figures, figures.to_come), " is still to be drawn"]
    parts.append(".")
    if project.authority:
        parts += [" Decided by: ", words(project.authority), "."]
    if project.source:
        parts += [" Source: ", words(project.source), "."]
    return sentence(*parts)


def _pounds(figures: ProjectFigures, amount: Decimal) -> Cell:
    return pounds(amount or ZERO, illustrative=figures.project.illustrative)
