"""Opens any one figure: finds the lines that its address names, adds them up, and lays out the parts that re-add to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.http import Http404

from budgets.models import Fund
from budgets.scope import Scope
from reports import links
from reports.document import Document
from reports.loading.contributions import load_contribution_entries
from reports.loading.line import load_line, postings_of
from reports.loading.standings import load_groups, scope_parameters
from reports.loading.surroundings import Surroundings, load_surroundings
from reports.papers.figure_page import MEASURES, FigureScope, figure_document
from reports.papers.figure_parts import Behind, Parts, contribution_parts, group_parts, line_parts
from s75.money import ZERO, total
from s75.years import month_end
from schemes.models import Line

FIELDS = {  # what an address may narrow a figure by, and where a line holds it
    "scheme": "scheme__ref",
    "stream": "stream__name",
    "contributor": "contributing_partner__heir",
    "spender": "spending_partner__heir",
    "line": "ref",
}
MONEY_IN = {"stream", "contributor"}  # the only ones by which contributions are split


class Found(NamedTuple):
    """A figure's amount in £ and its parts, with the line or the scheme's name that it is of, if of one."""

    amount: Decimal
    parts: Parts
    line: Line | None = None
    scheme: str = ""


@dataclass(frozen=True)
class Opened:
    """A figure: the document of its parts, its scope in words, its exact total in £, the fund and line that it is of."""

    document: Document
    words: str
    total: Decimal
    measure: str
    fund: Fund | None
    line: Line | None


def open_figure(scope: Scope, measure: str, asked: Mapping[str, str]) -> Opened:
    """The figure of a measure within what was asked, in a scope that is narrowed to the fund asked for, if one is.

    404 for a measure, scheme, stream, partner or line that is not there.
    """
    behind = Behind(
        scope.place.slug, measure, scope.year, scope.month, scope.month - 1 if scope.month > 1 else None, dict(asked)
    )
    if measure not in MEASURES or (measure == "movement" and behind.compared_with is None):
        raise Http404("There is no such figure in this period.")
    funds = _funds(scope)
    parameters = scope_parameters([fund.pk for fund in funds], scope.year, scope.month, behind.compared_with)
    parameters["place"] = scope.place.pk
    around = load_surroundings(parameters, month_end=month_end(scope.year, scope.month).isoformat())
    narrow = _narrow(asked, around)
    if measure == "contribution":
        found = _money_in(scope, funds, asked, narrow, around)
    elif "line" in asked:
        found = _of_line(behind, funds, narrow, around)
    else:
        found = _of_lines(behind, funds, narrow, parameters, around)
    words = _words(scope, asked, around, found)
    about = FigureScope(scope.place.name, measure, words, scope.year, scope.month, scope.locked)
    document = figure_document(
        about, found.parts.rows, found.amount, details=found.parts.details, title="What makes up this figure"
    )
    fund = funds[0] if "fund" in asked or len(funds) == 1 else found.line.fund if found.line else None
    return Opened(document, words, found.amount, measure, fund, found.line)


def other_measures(scope: Scope, measure: str, asked: Mapping[str, str]) -> list[dict[str, object]]:
    """The other figures of the same scope, as links."""
    found = []
    for key, (name, _) in MEASURES.items():
        unsplit = key == "contribution" and not set(asked) <= MONEY_IN | {"fund"}
        if not unsplit and not (key == "movement" and scope.month == 1):
            href = links.figure_path(scope.place.slug, key, scope.year, scope.month, **asked)
            found.append({"text": name, "href": href, "current": key == measure})
    return found


def _funds(scope: Scope) -> list[Fund]:
    """The one fund asked for; else those that make a total."""
    return scope.funds if len(scope.funds) == 1 else [fund for fund in scope.funds if fund.counted]


def _narrow(asked: Mapping[str, str], around: Surroundings) -> dict[str, Any]:
    """What was asked as a filter of lines; partners are asked for by the code that they have as at the period."""
    heirs = {code: heir for heir, code in around.codes.items()}
    found: dict[str, Any] = {}
    for key, field in FIELDS.items():
        if key in asked:
            value: Any = asked[key]
            if key in ("contributor", "spender"):
                value = heirs.get(value)
                if value is None:
                    raise Http404("There is no partner of that code in this period.")
            found[field] = value
    return found


def _of_lines(
    behind: Behind, funds: list[Fund], narrow: dict[str, Any], parameters: dict[str, Any], around: Surroundings
) -> Found:
    """The figure of all lines of the funds, or of those that were asked for."""
    if not funds:
        return Found(ZERO, Parts(()))
    condition = ""
    if narrow:
        parameters["lines"] = list(
            Line.objects.filter(fund__in=funds, year=behind.year, **narrow).values_list("pk", flat=True)
        )
        condition = "AND l.id = ANY(%(lines)s)"
        if not parameters["lines"]:
            raise Http404("No line of this year is in that scope.")
    groups, names = load_groups(parameters, around.codes, by_line=True, narrowed=condition)
    scheme = behind.scope.get("scheme", "")
    name = next((f"{ref} {name}" for (_, ref), name in names.items() if ref == scheme), scheme)
    return Found(behind.amount(groups), group_parts(behind, groups, names), scheme=name)


def _of_line(behind: Behind, funds: list[Fund], narrow: dict[str, Any], around: Surroundings) -> Found:
    lines = Line.objects.filter(fund__in=funds, year=behind.year, **narrow)
    line = lines.select_related("fund", "scheme", "spending_partner").first()
    if line is None:
        raise Http404("There is no such line in this year.")
    postings = postings_of(line, behind.period) if behind.measure == "actual" else ()
    facts = load_line(line, period=behind.period, codes=around.codes, postings=postings)
    amount = behind.amount([facts.group] if facts.group else [])
    return Found(amount, line_parts(behind, line.ref, facts), line)


def _money_in(
    scope: Scope, funds: list[Fund], asked: Mapping[str, str], narrow: dict[str, Any], around: Surroundings
) -> Found:
    if not set(asked) <= MONEY_IN | {"fund"}:
        raise Http404("Contributions are not split by scheme, line or spending partner.")
    entries = load_contribution_entries(
        funds,
        scope.year,
        scope.month,
        codes=around.codes,
        stream=asked.get("stream", ""),
        contributor=narrow.get(FIELDS["contributor"]),
    )
    return Found(total(entry.amount for entry in entries), contribution_parts(entries))


def _words(scope: Scope, asked: Mapping[str, str], around: Surroundings, found: Found) -> str:
    """The scope of the figure in words: “Mental health, MH-01 S117 placements”, or the place."""
    names = {partner.code: partner.name for partner in around.partners}
    funds = {fund.slug: fund.name for fund in scope.funds}
    said = [funds[asked["fund"]]] if "fund" in asked else [scope.place.name]
    if found.line is not None:
        said = [found.line.fund.name, str(found.line)]
    elif found.scheme:
        said.append(found.scheme)
    if "stream" in asked:
        said.append(asked["stream"])
    if "contributor" in asked:
        said.append(f"money of {names[asked['contributor']]}")
    if "spender" in asked:
        said.append(f"spent by {names[asked['spender']]}")
    return ", ".join(said)
