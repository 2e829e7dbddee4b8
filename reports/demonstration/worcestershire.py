"""Worcestershire 2022-23: published totals, illustrative lines, built month by month through the actions."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.conf import settings

from budgets.actions.agreements import create_agreement, create_fund, create_stream, set_threshold
from budgets.actions.changes import (
    agree_contribution,
    decide_change,
    propose_change,
    propose_contribution,
    request_change,
)
from budgets.actions.people import appoint_administrator
from budgets.actions.places import add_partner, create_place, seat_partner, succeed_partner
from budgets.actions.years import open_period, start_year
from budgets.models import Change, Contribution, Fund, FundingStream, Partner, Place
from reports.actions import lock_period, submit_forecasts
from reports.demonstration.people import invite_all, make_installer
from s75.history import recorded
from s75.models import User
from s75.years import parse_month
from schemes.actions.actuals import import_actuals
from schemes.actions.budgets import post_change, propose_budgets
from schemes.actions.forecasts import RowInput, save_rows
from schemes.actions.schemes import add_comparator, create_line, create_scheme, leave_code_out, map_code
from schemes.models import Line, Scheme

SLUG = "worcestershire"
YEAR = 2022
FOLDER = Path(settings.BASE_DIR) / "fixtures" / "worcestershire_2022_23"
ILLUSTRATIVE = "illustrative"
ARRANGEMENTS = {"pooled": "pooled", "aligned": "aligned", "lead commissioning": "lead", "in view": "in_view"}
DISTRICTS = ("Bromsgrove", "Malvern Hills", "Redditch", "Worcester", "Wychavon", "Wyre Forest")
STREAMS = {
    "NHS minimum contribution": {"kind": "contribution", "better_care": True, "ring_fenced": True, "first_year": 2015},
    "iBCF": {"kind": "grant", "better_care": True, "first_year": 2017, "last_year": 2024},
    "DFG": {"kind": "grant", "better_care": True, "capital": True, "ring_fenced": True, "first_year": 2015},
    "ASC Discharge Fund (LA)": {"kind": "grant", "better_care": True, "ring_fenced": True, "first_year": 2022},
    "ASC Discharge Fund (ICB)": {"kind": "grant", "better_care": True, "ring_fenced": True, "first_year": 2022},
    "Short-term placements fund (claim)": {
        "kind": "claim",
        "better_care": True,
        "ring_fenced": True,
        "first_year": 2022,
    },
    "Council contribution": {"kind": "contribution"},
    "ICB contribution": {"kind": "contribution"},
    "Public health grant": {"kind": "grant", "ring_fenced": True},
    "Published total, not analysed": {"kind": "contribution"},
}


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one of the case's CSV files."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Worcestershire:
    """Builds the place; what it has made so far is at hand under the case's own codes."""

    def __init__(self) -> None:
        self.partners: dict[str, Partner] = {}
        self.funds: dict[str, Fund] = {}
        self.streams: dict[str, FundingStream] = {}
        self.schemes: dict[str, Scheme] = {}
        self.lines: dict[str, Line] = {}
        self.people: dict[tuple[str, str], User] = {}
        self.place: Place
        self.installer: User

    def build(self) -> Place:
        with recorded(by=None, reason="Load the demonstration"):
            self.installer = make_installer()
        self._place_and_partners()
        self._agreement_and_funds()
        self.people |= invite_all(self.place, self.partners, self.installer)
        self._schemes_and_lines(rows("lines.csv"))
        self._open_year()
        self._opening_budgets()
        self._held_changes()
        self._comparators()
        for month in range(1, 9):
            self._month(month)
        return self.place

    def manager(self, fund: Fund) -> User:
        """The pool manager of the fund's host."""
        return self.people["ICB" if fund.host.kind == Partner.Kind.NHS else "WCC", "pool_manager"]

    def _place_and_partners(self) -> None:
        by = self.installer
        self.place = create_place(
            slug=SLUG,
            name="Worcestershire",
            board="Worcestershire Health and Wellbeing Board",
            by=by,
            demonstration=True,
        )
        council = add_partner(place=self.place, code="WCC", name="Worcestershire County Council", kind="council", by=by)
        ccg = add_partner(
            place=self.place,
            code="CCG",
            name="NHS Herefordshire and Worcestershire CCG",
            kind="nhs",
            by=by,
            position=1,
            ends=date(2022, 6, 30),
        )
        icb = add_partner(
            place=self.place,
            code="ICB",
            name="NHS Herefordshire and Worcestershire ICB",
            kind="nhs",
            by=by,
            position=2,
            starts=date(2022, 7, 1),
        )
        self.partners = {"WCC": council, "CCG": ccg, "ICB": icb}
        for position, name in enumerate(DISTRICTS, 3):
            title = (
                f"{name} {'City' if name == 'Worcester' else 'Borough' if name == 'Redditch' else 'District'} Council"
            )
            add_partner(
                place=self.place,
                code=name.upper().replace(" ", "")[:12],
                name=title,
                kind="district",
                by=by,
                position=position,
            )
        herefordshire = create_place(
            slug="herefordshire",
            name="Herefordshire",
            board="Herefordshire Health and Wellbeing Board",
            by=by,
            demonstration=True,
        )
        add_partner(place=herefordshire, code="HC", name="Herefordshire Council", kind="council", by=by)
        seat_partner(place=herefordshire, partner=icb, code="ICB", by=by, position=1)
        succeed_partner(partner=ccg, successor=icb, last_day=date(2022, 6, 30), by=by)
        ccg.refresh_from_db()

    def _agreement_and_funds(self) -> None:
        by, council = self.installer, self.partners["WCC"]
        agreement = create_agreement(
            place=self.place,
            title="Worcestershire section 75 agreement",
            status="signed",
            starts=date(2022, 4, 1),
            ends=date(2023, 3, 31),
            signed_on=date(2022, 4, 1),
            partners=self.partners.values(),
            by=by,
        )
        for position, row in enumerate(rows("funds.csv")):
            self.funds[row["fund"]] = create_fund(
                agreement=agreement,
                code=row["fund"],
                name=row["name"],
                arrangement=ARRANGEMENTS[row["arrangement"]],
                host=self.partners["CCG" if row["host"] == "ICB" else row["host"]],
                position=position,
                by=by,
            )
        for position, (name, about) in enumerate(STREAMS.items()):
            self.streams[name] = create_stream(place=self.place, name=name, position=position, by=by, **about)  # type: ignore[arg-type]
        appoint_administrator(user=by, partner=council, by=by)

    def _partner(self, code: str, month: int) -> Partner:
        """The case names the ICB throughout; until June it was the CCG."""
        return self.partners["CCG"] if code == "ICB" and month <= 3 else self.partners[code]

    def _schemes_and_lines(self, table: list[dict[str, str]], *, starts: int = 1) -> None:
        codes: dict[tuple[str, str], dict[Line, Decimal]] = defaultdict(dict)
        for row in table:
            fund = self.funds[row["fund"]]
            by = self.manager(fund)
            ref = row.get("scheme_ref") or row["line"]
            if ref not in self.schemes:
                self.schemes[ref] = create_scheme(
                    fund=fund,
                    ref=ref,
                    name=row["scheme"],
                    lead_commissioner=self._partner(row.get("lead_commissioner") or row["spending_partner"], starts),
                    scheme_type=row.get("scheme_type", ""),
                    area_of_spend=row.get("area_of_spend", ""),
                    provider_type=row.get("provider_type", ""),
                    by=by,
                )
            line = self.lines[row["line"]] = create_line(
                scheme=self.schemes[ref],
                fund=fund,
                year=YEAR,
                ref=row["line"],
                stream=self.streams[row["stream"]],
                contributing_partner=self._partner(row["contributing_partner"], starts),
                spending_partner=self._partner(row["spending_partner"], starts),
                starts=starts,
                basis=row["basis"],
                illustrative=row["basis"] == ILLUSTRATIVE,
                forecast_wanted=not row["basis"].startswith("reconciling item"),
                by=by,
            )
            codes[row["spending_partner"], row["ledger_code"]][line] = Decimal(row.get("opening_budget") or "1")
        self._map_codes(codes, starts)

    def _map_codes(self, codes: dict[tuple[str, str], dict[Line, Decimal]], starts: int) -> None:
        """A code that feeds several lines is shared in proportion to their opening budgets."""
        for (partner, code), weights in codes.items():
            whole = sum(weights.values())
            map_code(
                partner=self._partner(partner, starts),
                code=code,
                percents={line: weight * 100 / whole for line, weight in weights.items()},
                description=next(iter(weights)).scheme.name,
                by=self.manager(next(iter(weights)).fund),
            )

    def _open_year(self) -> None:
        for fund in self.funds.values():
            start_year(fund=fund, year=YEAR, by=self.manager(fund))
            open_period(fund=fund, year=YEAR, month=1, by=self.manager(fund))
            set_threshold(
                fund=fund,
                year=YEAR,
                level="scheme",
                red_pounds=Decimal(100_000),
                red_percent=Decimal(5),
                explain_pounds=Decimal(120_000),
                explain_percent=Decimal(5),
                by=self.manager(fund),
            )
            set_threshold(
                fund=fund,
                year=YEAR,
                level="fund",
                red_pounds=Decimal(1_000_000),
                red_percent=Decimal("0.5"),
                by=self.manager(fund),
            )
        for row in rows("ledgers/not_section_75.csv"):
            leave_code_out(
                partner=self.partners[row["partner"]],
                code=row["ledger_code"],
                description=row["description"],
                by=self.installer,
            )

    def _opening_budgets(self) -> None:
        opening = {row["line"]: Decimal(row["opening_budget"]) for row in rows("lines.csv")}
        for fund in self.funds.values():
            amounts = {line: opening[ref] for ref, line in self.lines.items() if line.fund_id == fund.pk}
            change = self._approved(
                fund, "opening", f"Opening budget of {fund}", "Budgets at the start of the year", 1, amounts,
                basis="funds and totals published; lines illustrative",
            )  # fmt: skip
            post_change(change=change, by=self.manager(fund))

    def _held_changes(self) -> None:
        """The four variations: approved with their numbers reserved, waiting to be posted."""
        for row in rows("changes.csv"):
            starts, fund = parse_month(row["effective_period"]), self.funds[row["fund"]]
            self._schemes_and_lines([row], starts=starts)
            self._approved(
                fund, row["kind"], row["title"], "Announced after the year began", starts,
                {self.lines[row["line"]]: Decimal(row["amount"])}, basis=row["basis"], number=int(row["change"]),
                ceiling=Decimal(row["amount"]) if "(claim)" in row["stream"] else None,
            )  # fmt: skip

    def _approved(
        self,
        fund: Fund,
        kind: str,
        title: str,
        reason: str,
        effective_from: int,
        amounts: dict[Line, Decimal],
        *,
        basis: str,
        number: int | None = None,
        ceiling: Decimal | None = None,
    ) -> Change:
        """A change with both sides of the money, proposed by the pool manager and approved by a finance director."""
        by = self.manager(fund)
        change = propose_change(
            fund=fund, year=YEAR, kind=kind, title=title, reason=reason, effective_from=effective_from, basis=basis,
            number=number, by=by,
        )  # fmt: skip
        sums: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
        for line, amount in amounts.items():
            sums[line.stream_id, line.contributing_partner_id] += amount
        streams = {stream.pk: stream for stream in self.streams.values()}
        partners = {partner.pk: partner for partner in self.partners.values()}
        for (stream, partner), amount in sums.items():
            contribution = agree_contribution(
                fund=fund, year=YEAR, partner=partners[partner], stream=streams[stream], ceiling=ceiling,
                status=Contribution.Status.CONFIRMED, illustrative=any(line.illustrative for line in amounts), by=by,
            )  # fmt: skip
            propose_contribution(change=change, contribution=contribution, amount=amount, by=by)
        propose_budgets(change=change, amounts=amounts, by=by)
        request_change(change=change, by=by)
        director = self.people["WCC", "finance_director"]
        return decide_change(
            change=change, approve=True, authority="Finance director, council (illustrative)", by=director
        )

    def _comparators(self) -> None:
        for row in rows("comparators.csv"):
            of = {
                "scheme": {"scheme": self.schemes.get(row["ref"])},
                "fund": {"fund": self.funds.get(row["ref"])},
                "place": {},
            }[row["of"]]
            year = int(row["year"][:4])
            add_comparator(
                place=self.place, measure=row["measure"], year=year, amount=Decimal(row["amount"]), by=self.installer,
                source=self._source(row["source"]), precision=row["precision"], **of,  # type: ignore[arg-type]
            )  # fmt: skip

    @staticmethod
    def _source(text: str) -> str:
        """The case writes “the same, paragraph 33” after the first source."""
        return text.replace("the same", "Health and Wellbeing Board, 14 February 2023")

    def _month(self, month: int) -> None:
        """One month as it happens: ledgers, forecasts from P07 on, and the lock of every month before P08."""
        for code, name in (("WCC", f"council_p{month:02d}.xlsx"), ("ICB", f"icb_p{month:02d}.csv")):
            import_actuals(
                place=self.place,
                partner_code=code,
                year=YEAR,
                month=month,
                filename=name,
                content=(FOLDER / "ledgers" / name).read_bytes(),
                illustrative=True,
                by=self.people[code, "finance_officer"],
            )
        if month >= 7:
            self._forecast(month)
        if month < 8:
            waive = "Forecasting starts in P07 in this demonstration." if month < 7 else ""
            for fund in self.funds.values():
                lock_period(fund=fund, year=YEAR, month=month, waive=waive, by=self.manager(fund))

    def _forecast(self, month: int) -> None:
        figures: dict[str, dict[int, Decimal]] = defaultdict(dict)
        for row in rows("forecasts.csv"):
            if parse_month(row["round"]) == month:
                figures[row["line"]][parse_month(row["month"])] = Decimal(row["amount"])
        words = {row["line"]: row for row in rows("explanations.csv") if parse_month(row["round"]) == month}
        for code in ("WCC", "ICB"):
            heir = self.partners[code].heir_id
            inputs = [
                RowInput(
                    ref,
                    figures[ref],
                    explanation=words.get(ref, {}).get("explanation", ""),
                    basis=self._source(words.get(ref, {}).get("basis", "")).replace(
                        "the paper", "Health and Wellbeing Board, 14 February 2023"
                    ),
                    version=0,
                )
                for ref in figures
                if self.lines[ref].spending_partner.heir_id == heir
            ]
            officer = self.people[code, "finance_officer"]
            save_rows(place=self.place, year=YEAR, round=month, rows=inputs, by=officer)
            submit_forecasts(place=self.place, year=YEAR, round=month, refs=[row.ref for row in inputs], by=officer)
