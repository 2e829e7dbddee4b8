"""make_nation: a small synthetic nation under every rule, the same in every run, and never among real places."""

from __future__ import annotations

from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Sum

from budgets.models import Fund, Period, PeriodTotals, Place
from reports.books import breaks
from reports.nation import Shape, build_nation
from reports.nation.shape import EXPLANATION
from s75.errors import NotBalanced
from s75.money import total
from schemes.models import Actual, ActualsImport, BudgetEntry, Forecast, ImportedFile, Line
from schemes.queries import code_map
from schemes.sources.ledger_file import read_ledger

SMALL = ("--places=3", "--schemes=5", "--years=2", "--months=8")


def make(*options: str) -> list[str]:
    out = StringIO()
    call_command("make_nation", *options, stdout=out)
    return out.getvalue().splitlines()


def test_small_nation_breaks_no_rule(demonstration: Any) -> None:
    lines = make(*SMALL)

    assert lines[-1] == "Made 3 synthetic places with 30 lines in 2 years."
    assert [sentence for _, sentence in breaks()] == []


def test_years_are_locked_but_for_the_month_that_is_open(demonstration: Any) -> None:
    make(*SMALL)

    periods = Period.objects.filter(fund__slug="nation-001-pool")
    assert set(periods.filter(year=2024).values_list("state", flat=True)) == {"locked"}
    states = dict(periods.filter(year=2025).values_list("month", "state"))
    assert states == {m: "locked" if m < 8 else "open" if m == 8 else "future" for m in range(1, 14)}


def test_every_line_has_a_budget_ledgers_and_forecasts(demonstration: Any) -> None:
    make(*SMALL)

    lines = Line.objects.filter(place__slug="nation-002", year=2025)
    assert lines.count() == 5
    for line in lines:
        assert line.budget_entries.count() == 1
        assert sorted(line.actuals.values_list("month", flat=True)) == list(range(1, 9))
        assert sorted(line.forecasts.values_list("round", flat=True)) == list(range(1, 9))
    assert Forecast.objects.filter(line__in=lines, explanation=EXPLANATION).exists()


def test_everything_is_called_synthetic(demonstration: Any) -> None:
    make(*SMALL)

    place = Place.objects.get(slug="nation-001")
    assert all("Synthetic" in str(one) for one in (place, place.board, place.funds.get(), place.agreements.get()))
    assert all("Synthetic" in seat.partner.name for seat in place.seats.select_related("partner"))
    assert set(place.lines.values_list("illustrative", "basis")) == {(True, "synthetic")}
    assert not ActualsImport.objects.filter(place=place, illustrative=False).exists()


def test_ledger_files_read_as_ledgers(demonstration: Any) -> None:
    make(*SMALL)

    made = ActualsImport.objects.filter(place__slug="nation-001", year=2025, month=6).first()
    assert made is not None
    codes = code_map(made.place, made.partner, 2025, made.imported_at.date())
    ledger, problems = read_ledger(
        bytes(ImportedFile.objects.get(actuals_import=made).content), made.filename, codes=codes.known, sheet=None
    )
    assert not problems
    assert ledger is not None
    assert total(row.amount for row in ledger.rows if row.code in codes.shares) == made.control_total


def test_same_seed_gives_the_same_pennies() -> None:
    shape, again, other = Shape(places=1, schemes=3), Shape(places=1, schemes=3), Shape(places=1, schemes=3, seed=76)

    def figures(one: Shape) -> list[Decimal]:
        return [one.budget(0, line, 2025) for line in range(3)] + [one.spend(0, 1, 2025)(m) for m in range(1, 13)]

    assert figures(shape) == figures(again)
    assert figures(shape) != figures(other)


def test_locked_totals_are_the_sums_of_the_postings(demonstration: Any) -> None:
    make(*SMALL)

    fund = Fund.objects.get(slug="nation-003-pool")
    kept = PeriodTotals.objects.get(period__fund=fund, period__year=2025, period__month=7)
    spent = Actual.objects.filter(fund=fund, year=2025, posted_in__lte=7).aggregate(amount=Sum("amount"))["amount"]
    budget = BudgetEntry.objects.filter(fund=fund, year=2025).aggregate(amount=Sum("amount"))["amount"]
    assert (kept.actual, kept.budget, kept.original) == (spent, budget, budget)


def test_board_spends_the_last_lines_that_are_said(demonstration: Any) -> None:
    site = build_nation(Shape(places=1, schemes=4, lines=9, years=1, months=2, board_lines=2, prefix="two"))[0]

    spenders = list(Line.objects.filter(fund=site.fund).order_by("ref").values_list("spending_partner", flat=True))
    assert spenders == [site.council.pk] * 7 + [site.board.pk] * 2


def test_rounds_before_the_first_have_no_forecast(demonstration: Any) -> None:
    site = build_nation(Shape(places=1, schemes=2, years=1, months=4, first_round=3, prefix="late"))[0]

    assert set(Forecast.objects.filter(fund=site.fund).values_list("round", flat=True)) == {3, 4}


def test_rules_of_the_database_stay_on(demonstration: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.nation.years.THOUSAND", Decimal("-1000"))

    with pytest.raises(NotBalanced):
        make(*SMALL)


def test_real_place_is_not_mixed_with_synthetic_ones(world: Any) -> None:
    with pytest.raises(CommandError, match="is a real place"):
        make(*SMALL)
    assert not Place.objects.filter(slug__startswith="nation").exists()

    assert make(*SMALL, "--yes")[-1].startswith("Made 3")


def test_second_nation_is_refused(demonstration: Any) -> None:
    make(*SMALL)

    with pytest.raises(CommandError, match="here already"):
        make(*SMALL, "--yes")


@pytest.mark.parametrize("nonsense", ["--places=0", "--months=13", "--months=0", "--years=-1"])
def test_nonsense_is_refused(demonstration: Any, nonsense: str) -> None:
    with pytest.raises(CommandError, match="at least 1"):
        make(*SMALL, nonsense)
