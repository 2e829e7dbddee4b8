"""Forecasts by month: long and wide, with explanations, and what is wrong with them by place."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from schemes.sources.forecast_file import ForecastRow, read_forecasts
from tests.schemes.sources.ledgers import CASE, csv_rows, workbook


def read(text: str) -> tuple[tuple[ForecastRow, ...], list[str]]:
    rows, problems = read_forecasts(text.encode(), "forecasts.csv")
    return rows, [str(problem) for problem in problems]


def test_forecasts_of_the_case_are_all_read() -> None:
    rows, problems = read_forecasts((CASE / "forecasts.csv").read_bytes(), "forecasts.csv")

    assert problems == []
    written = {
        (row["line"], int(row["round"][1:]), int(row["month"][1:])): Decimal(row["amount"])
        for row in csv_rows(CASE / "forecasts.csv")
    }
    assert {(row.ref, row.round, month): amount for row in rows for month, amount in row.amounts.items()} == written
    assert rows[0].rows == {8: 2, 9: 3, 10: 4, 11: 5, 12: 6}


def test_explanations_of_the_case_are_all_read() -> None:
    rows, problems = read_forecasts((CASE / "explanations.csv").read_bytes(), "explanations.csv")

    assert problems == []
    written = {(row["line"], int(row["round"][1:])): row["explanation"] for row in csv_rows(CASE / "explanations.csv")}
    assert {(row.ref, row.round): row.explanation for row in rows} == written


@pytest.mark.parametrize(
    "text",
    [
        "Line,Month,Amount,Explanation,Mitigating action\nA,P09,1.50,Why,How\nA,P10,-2,,\n",
        "LINE REF;PERIOD;FORECAST (£);REASON FOR VARIANCE;MITIGATION\nA;9;1,50;Why;How\nA;10;2,00-;Why;\n",
        "title\n\nMitigation\tAmount\tForecast month\tReference\tComments\n"
        "\t£1.50\tDec-22\tA\t\nHow\t(2.00)\tJanuary 2023\tA\tWhy\n",
        "Ref,P09,P10,Explanation,Mitigation\nA,1.50,(2.00),Why,How\nTotal,1.50,-2\n",
        "Ref,Scheme name,Budget,Actual Nov-22,Dec-22,Jan-23,Feb-23,Forecast outturn,Variance,Narrative,Management action\n"
        "A,Name,9,9,1.50,2.00CR,,9,9,Why,How\n",
    ],
)
def test_forecasts_long_and_wide_read_alike(text: str) -> None:
    [row], problems = read(text)

    assert problems == []
    assert (row.ref, row.amounts) == ("A", {9: Decimal("1.50"), 10: Decimal("-2.00")})
    assert (row.explanation, row.mitigation) == ("Why", "How")


def test_forecasts_wide_in_a_workbook_have_dates_for_headers() -> None:
    headers = ["Line", datetime(2022, 12, 1), datetime(2023, 1, 1), "Explanation"]  # noqa: DTZ001

    [row], problems = read_forecasts(workbook({"Forecast": [headers, ["A", 1.5, 0, None]]}), "a.xlsx")

    assert problems == []
    assert (row.amounts, row.year) == ({9: Decimal("1.50"), 10: Decimal(0)}, 2022)


def test_forecast_blank_is_not_nil_unless_the_row_only_explains() -> None:
    rows, problems = read("line,month,amount,explanation\nA,P09,,\nB,,,Only words\n")

    assert problems == ["row 2, column amount (C): an amount; a blank is not 0, so write 0 where nothing will be spent"]
    assert rows[1].explanation == "Only words"


def test_forecast_blank_in_a_wide_row_is_named_and_a_blank_column_is_left_out() -> None:
    _, problems = read("line,P09,P10,P11,explanation\nA,1,,,\nB,1,2,,\nC,,,,Only words\n")

    assert problems == ["row 2, column P10 (C): an amount; a blank is not 0, so write 0 where nothing will be spent"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("line,month,amount\nA,P09,1\nA,P09,2\n", "row 3, column amount (C): found “2”; P09 once; row 2 has it"),
        ("line,month,amount\nA,P14,1\n", "row 2, column month (B): found “P14”; a period such as"),
        (
            "line,month,amount\nA,202209,1\n",
            "row 2, column month (B): found “202209”; a period that can be read in one way",
        ),
        ("line,month,amount\nA,,1\n", "row 2, column month (B): the month of the amount"),
        ("line,month,amount\nA,P09,lots\n", "row 2, column amount (C): found “lots”; an amount in pounds"),
        ("line,month,amount\n,P09,1\n", "row 2, column line (A): the reference of a line"),
        ("line,month,amount\nA,Dec-22,1\nA,Apr-23,1\n", "row 3, column month (B): found “Apr-23”; a month of 2022-23"),
        ("line,month,amount,reason\nA,P09,1,x\nA,P10,1,y\n", "row 3, column reason (D): found “y”; one explanation"),
        ("line,Dec-22,P09\nA,1,2\n", "row 1, column P09 (C): found “P09”; each month in one column"),
        ("All in £000\nline,P09\nA,1\n", "found “All in £000”; amounts in pounds and pence, not in thousands"),
        ("a,b\n1,2\n", "no header was found in the first 60 rows"),
        ("line,month,amount\n", "at least one row with a forecast"),
        ("%PDF-1.7", "is a PDF"),
    ],
)
def test_forecast_problem_is_named_by_its_place(text: str, said: str) -> None:
    _, problems = read(text)

    assert len(problems) == 1
    assert said in problems[0]


def test_forecast_of_the_same_month_in_two_rounds_is_two_rows() -> None:
    rows, problems = read("round,line,month,amount\nP07,A,P09,1\nP08,A,P09,2\n")

    assert problems == []
    assert [(row.round, row.amounts[9]) for row in rows] == [(7, Decimal(1)), (8, Decimal(2))]


def test_forecasts_on_two_sheets_are_a_problem() -> None:
    rows: list[list[object]] = [["line", "month", "amount"], ["A", "P09", 1]]
    _, [problem] = read_forecasts(workbook({"One": rows, "Two": rows}), "a.xlsx")
    assert problem.found == "“One”, “Two”"
