"""Worcestershire 2022/23 as facts, read straight from its files: P08, compared with P07, without any database."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import openpyxl

from reports.facts.position import (
    ChangeFacts,
    ComparatorFacts,
    ContributionFacts,
    FundFacts,
    Group,
    LedgerFacts,
    MonthFacts,
    Narrative,
    PartnerFacts,
    PositionFacts,
    SchemeFacts,
    Standing,
    ThresholdFacts,
)
from s75.money import ZERO, split_by_shares, spread_over_months, total

FOLDER = Path(__file__).parents[3] / "fixtures" / "worcestershire_2022_23"
SLUG = "worcestershire-{}"
NAMES = {
    "WCC": "Worcestershire County Council",
    "ICB": "NHS Herefordshire and Worcestershire Integrated Care Board",
}
LIMITS = (
    ThresholdFacts("scheme", Decimal(100_000), Decimal(5), Decimal(100_000), Decimal(2)),
    ThresholdFacts("fund", Decimal(1_000_000), Decimal("0.5"), Decimal(250_000), Decimal(1)),
)
ByMonth = dict[int, Decimal]


@dataclass(frozen=True)
class CaseLine:
    """One line of the case: what its file says, its ledger by month, and its forecasts by round and month."""

    row: dict[str, str]
    ledger: ByMonth
    forecasts: dict[int, ByMonth]

    @property
    def fund(self) -> str:
        return SLUG.format(self.row["fund"].lower())

    @property
    def budget(self) -> Decimal:
        return Decimal(self.row["opening_budget"])

    def profile(self) -> list[Decimal]:
        return spread_over_months(self.budget, [1] * 12)

    def standing(self, period: int) -> Standing:
        """The line as at a period whose ledger is in, forecast in that period's round."""
        actual = total(self.ledger[month] for month in range(1, period + 1))
        return Standing(
            original=self.budget,
            budget=self.budget,
            profiled=total(self.profile()[:period]),
            actual=actual,
            actual_in=actual,
            to_come=total(self.forecasts[period].values()),
            lines=1,
        )


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def council_to_date(month: int) -> dict[str, Decimal]:
    """The council's cumulative workbook: code and actual to date."""
    with closing(openpyxl.load_workbook(FOLDER / "ledgers" / f"council_p{month:02d}.xlsx", read_only=True)) as book:
        found = book.worksheets[0].iter_rows(min_row=7, values_only=True)
        return {str(row[0]): Decimal(str(row[4])) for row in found if row[0]}


def board_month(month: int) -> dict[str, Decimal]:
    """The integrated care board's journal lines of a month: code, debit less credit."""
    found: dict[str, Decimal] = defaultdict(lambda: ZERO)
    with (FOLDER / "ledgers" / f"icb_p{month:02d}.csv").open(encoding="cp1252", newline="") as file:
        for row in csv.DictReader(file):
            found[row["Cost Centre"]] += Decimal(row["Debit"] or 0) - Decimal(row["Credit"] or 0)
    return found


def ledgers() -> dict[str, ByMonth]:
    """Every code's spend by month, cumulative files differenced."""
    found: dict[str, ByMonth] = defaultdict(dict)
    before: dict[str, Decimal] = {}
    for month in range(1, 9):
        to_date = council_to_date(month)
        for code, amount in to_date.items():
            found[code][month] = amount - before.get(code, ZERO)
        before = to_date
        for code, amount in board_month(month).items():
            found[code][month] = amount
    return found


@cache
def case_lines() -> tuple[CaseLine, ...]:
    """The 35 lines; a code that leads to several is split by their opening budgets."""
    by_code, lines = ledgers(), rows("lines.csv")
    forecasts: dict[str, dict[int, ByMonth]] = defaultdict(lambda: defaultdict(dict))
    for row in rows("forecasts.csv"):
        forecasts[row["line"]][int(row["round"][1:])][int(row["month"][1:])] = Decimal(row["amount"])
    made = []
    for line in lines:
        sharers = [row for row in lines if row["ledger_code"] == line["ledger_code"]]
        shares, place = [int(row["opening_budget"]) for row in sharers], sharers.index(line)
        spent = {m: split_by_shares(amount, shares)[place] for m, amount in by_code[line["ledger_code"]].items()}
        made.append(CaseLine(line, spent, forecasts[line["line"]]))
    return tuple(made)


def group_of(line: CaseLine, *, by_line: bool = False) -> Group:
    row = line.row
    return Group(
        fund=line.fund,
        scheme=row["scheme_ref"],
        stream=row["stream"],
        contributor=row["contributing_partner"],
        spender=row["spending_partner"],
        illustrative=row["basis"] == "illustrative",
        now=line.standing(8),
        before=line.standing(7),
        line=row["line"] if by_line else "",
    )


def months() -> Iterable[MonthFacts]:
    for line in case_lines():
        for month in range(1, 13):
            actual = line.ledger.get(month, ZERO)
            forecast = line.forecasts[8].get(month, ZERO)
            yield MonthFacts(line.fund, month, line.profile()[month - 1], actual, forecast, ZERO)


def narratives() -> Iterable[Narrative]:
    lines = {line.row["line"]: line for line in case_lines()}
    for row in rows("explanations.csv"):
        if row["round"] == "P08":
            line = lines[row["line"]]
            name = line.row["scheme"]
            yield Narrative(row["line"], name, group_of(line, by_line=True), row["explanation"], "", row["basis"], 8)


def comparators() -> Iterable[ComparatorFacts]:
    names = {"worcestershire": "Worcestershire", "BCF": "Better Care Fund", "MH-01": "S117 mental health placements"}
    for row in rows("comparators.csv"):
        known = (row["of"], row["ref"], names[row["ref"]], row["measure"], row["year"])
        yield ComparatorFacts(*known, Decimal(row["amount"]), row["precision"], row["source"])


def changes() -> Iterable[ChangeFacts]:
    for row in rows("changes.csv"):
        fund, effective = SLUG.format(row["fund"].lower()), int(row["effective_period"][1:])
        amount = Decimal(row["amount"])
        yield ChangeFacts(
            int(row["change"]), row["title"], row["kind"], fund, effective, "approved", amount, row["basis"]
        )


def contributions() -> Iterable[ContributionFacts]:
    sums: dict[tuple[str, str, str], Decimal] = defaultdict(lambda: ZERO)
    for line in case_lines():
        sums[line.fund, line.row["stream"], line.row["contributing_partner"]] += line.budget
    for (fund, stream, partner), amount in sums.items():
        yield ContributionFacts(fund, stream, partner, amount, True)


def ledger_facts() -> Iterable[LedgerFacts]:
    files = {"WCC": "council_p{:02d}.xlsx", "ICB": "icb_p{:02d}.csv"}
    for row in rows("ledgers/control_totals.csv"):
        month, amount = int(row["period"][1:]), Decimal(row["total_on_section_75_codes"])
        file = files[row["partner"]].format(month)
        yield LedgerFacts(NAMES[row["partner"]], month, row["basis"], file, amount, "2022-12-09")


@cache
def worcestershire() -> PositionFacts:
    """The place at P08, open, compared with P07."""
    funds = tuple(
        FundFacts(
            SLUG.format(row["fund"].lower()), row["fund"], row["name"], row["arrangement"], row["host"], True, "open"
        )
        for row in rows("funds.csv")
    )
    schemes = {(line.fund, line.row["scheme_ref"]): line.row["scheme"] for line in case_lines()}
    return PositionFacts(
        place="worcestershire",
        place_name="Worcestershire",
        scope_name="all five funds",
        year=2022,
        period=8,
        compared_with=7,
        locked=False,
        funds=funds,
        schemes=tuple(SchemeFacts(ref, name, fund) for (fund, ref), name in schemes.items()),
        partners=tuple(PartnerFacts(code, name) for code, name in NAMES.items()),
        groups=tuple(group_of(line) for line in case_lines()),
        months=tuple(months()),
        narratives=tuple(narratives()),
        narratives_left_out=0,
        comparators=tuple(comparators()),
        changes=tuple(changes()),
        contributions=tuple(contributions()),
        ledgers=tuple(ledger_facts()),
        thresholds={fund.slug: LIMITS for fund in funds},
    )
