"""A national return as the database gives it: Better Care money only, as at a period, in a fixed number of queries."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext

from budgets.models import Contribution, Fund, Period, Place
from reports.facts.coding import decode, encode
from reports.facts.national_return import QUARTER, YEAR_END, ReturnFacts
from reports.figures.national_return import scheme_rows, spent, whole_row
from reports.loading.national_return import load_return
from schemes.models import Actual, BudgetEntry, Line, Passing, ReportedSpend

pytestmark = pytest.mark.django_db
YEAR = 2022


def loaded(place: Place, period: int = 6, occasion: str = QUARTER) -> ReturnFacts:
    funds = list(Fund.objects.filter(place=place).select_related("host"))
    periods = list(Period.objects.filter(fund__in=funds))
    return load_return(place=place, funds=funds, year=YEAR, period=period, periods=periods, occasion=occasion)


def better_care(place: Place) -> list[Line]:
    return list(Line.objects.filter(place=place, year=YEAR, stream__better_care=True, stream__returned=True))


def test_only_better_care_lines_count_and_re_add_to_the_ledger(demonstration: Place) -> None:
    facts = loaded(demonstration)
    lines = [line for line in better_care(demonstration) if line.fund.counted and line.starts <= 6]
    assert {line.ref for line in facts.lines} == {line.ref for line in lines}
    posted = Actual.objects.filter(line__in=lines, posted_in__lte=6).aggregate(all=Sum("amount"))["all"]
    opened = BudgetEntry.objects.filter(line__in=lines, opening=True, counts_from__lte=6).aggregate(all=Sum("amount"))
    assert sum(line.ledger for line in facts.lines) == posted
    assert whole_row(facts).planned == opened["all"] == sum(row.planned for row in scheme_rows(facts))
    contributions = Contribution.objects.filter(fund__place=demonstration, year=YEAR, stream__better_care=True)
    assert len(facts.income) == contributions.filter(stream__returned=True).count()
    assert (facts.quarter, facts.locked, facts.rules.title) == (2, True, "Quarterly return")


def test_what_a_district_reports_takes_the_place_of_what_was_passed_to_it(demonstration: Place) -> None:
    line = better_care(demonstration)[0]
    district = line.contributing_partner
    ReportedSpend.objects.filter(line=line).delete()
    Passing.objects.filter(line=line).delete()
    before = spent(next(one for one in loaded(demonstration).lines if one.ref == line.ref))
    Passing.objects.create(line=line, partner=district, due_on="2022-06-30", amount=500, passed_on="2022-06-30")
    Passing.objects.create(line=line, partner=district, due_on="2022-12-30", amount=70, passed_on="2022-12-30")
    passed = next(one for one in loaded(demonstration).lines if one.ref == line.ref)
    assert (passed.passed, passed.silent) == (500, (str(district),))
    ReportedSpend.objects.create(line=line, partner=district, month=3, amount=100)
    ReportedSpend.objects.create(line=line, partner=district, month=6, amount=Decimal("220.10"))
    ReportedSpend.objects.create(line=line, partner=district, month=7, amount=300)
    told = next(one for one in loaded(demonstration).lines if one.ref == line.ref)
    assert (told.silent, told.unpassed, told.reported) == ((), (), ((str(district), Decimal("220.10")),))
    assert spent(told) == max(before - 500, Decimal(0)) + Decimal("220.10")


@pytest.mark.parametrize("occasion", [QUARTER, YEAR_END])
def test_facts_are_kept_exactly_and_read_with_few_queries(demonstration: Place, occasion: str) -> None:
    funds = list(Fund.objects.filter(place=demonstration).select_related("host"))
    periods = list(Period.objects.filter(fund__in=funds))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        facts = load_return(place=demonstration, funds=funds, year=YEAR, period=8, periods=periods, occasion=occasion)
    assert len(asked) <= 14
    assert decode(ReturnFacts, encode(facts)) == facts
