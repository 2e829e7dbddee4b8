"""The demonstration's schemes and lines, the ledger codes that lead to them, and last year's figures beside them."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from reports.demonstration.case import YEAR, Case, rows, source
from schemes.actions.officers import assign_officer
from schemes.actions.schemes import add_comparator, create_line, create_scheme, leave_code_out, map_code
from schemes.models import Line, Scheme

ILLUSTRATIVE = "illustrative"


def add_lines(case: Case, table: list[dict[str, str]], *, starts: int = 1) -> None:
    """The lines of these rows, in effect from a month of the year, with their schemes and codes."""
    codes: dict[tuple[str, str], dict[Line, Decimal]] = defaultdict(dict)
    for row in table:
        line = case.lines[row["line"]] = _add_line(case, row, starts)
        codes[row["spending_partner"], row["ledger_code"]][line] = Decimal(row.get("opening_budget") or "1")
    _map_codes(case, codes, starts)


def _add_line(case: Case, row: dict[str, str], starts: int) -> Line:
    fund = case.funds[row["fund"]]
    return create_line(
        scheme=_scheme(case, row, starts),
        fund=fund,
        year=YEAR,
        ref=row["line"],
        stream=case.streams[row["stream"]],
        contributing_partner=case.partner(row["contributing_partner"], starts),
        spending_partner=case.partner(row["spending_partner"], starts),
        starts=starts,
        basis=row["basis"],
        illustrative=row["basis"] == ILLUSTRATIVE,
        forecast_wanted=not row["basis"].startswith("reconciling item"),
        by=case.manager(fund),
    )


def _scheme(case: Case, row: dict[str, str], starts: int) -> Scheme:
    """The row's scheme, made at its first line."""
    ref = row.get("scheme_ref") or row["line"]
    if ref not in case.schemes:
        fund = case.funds[row["fund"]]
        case.schemes[ref] = create_scheme(
            fund=fund,
            ref=ref,
            name=row["scheme"],
            lead_commissioner=case.partner(row.get("lead_commissioner") or row["spending_partner"], starts),
            scheme_type=row.get("scheme_type", ""),
            area_of_spend=row.get("area_of_spend", ""),
            provider_type=row.get("provider_type", ""),
            by=case.manager(fund),
        )
    return case.schemes[ref]


def _map_codes(case: Case, codes: dict[tuple[str, str], dict[Line, Decimal]], starts: int) -> None:
    """A code that feeds several lines is shared in proportion to their opening budgets."""
    for (partner, code), weights in codes.items():
        whole = sum(weights.values())
        map_code(
            partner=case.partner(partner, starts),
            code=code,
            percents={line: weight * 100 / whole for line, weight in weights.items()},
            description=next(iter(weights)).scheme.name,
            by=case.manager(next(iter(weights)).fund),
        )


def leave_codes_out(case: Case) -> None:
    """The codes of the partners' ledgers that are other services'."""
    for row in rows("ledgers/not_section_75.csv"):
        leave_code_out(
            partner=case.partners[row["partner"]],
            code=row["ledger_code"],
            description=row["description"],
            by=case.installer,
        )


def name_officers(case: Case) -> None:
    """Each partner's lines are forecast by its one finance officer."""
    for code in ("WCC", "ICB"):
        officer = case.people[code, "finance_officer"]
        lines = case.place.lines.filter(spending_partner__heir=case.partners[code].heir_id, forecast_wanted=True)
        refs = lines.filter(year=YEAR).values_list("ref", flat=True)
        assign_officer(place=case.place, year=YEAR, refs=list(refs), to=officer, by=officer)


def add_comparators(case: Case) -> None:
    for row in rows("comparators.csv"):
        of = {
            "scheme": {"scheme": case.schemes.get(row["ref"])},
            "fund": {"fund": case.funds.get(row["ref"])},
            "place": {},
        }[row["of"]]
        year = int(row["year"][:4])
        add_comparator(
            place=case.place, measure=row["measure"], year=year, amount=Decimal(row["amount"]), by=case.installer,
            source=source(row["source"]), precision=row["precision"], **of,  # type: ignore[arg-type]
        )  # fmt: skip
