"""The year of a plan workbook: its own unless another is chosen, with its other year a step away."""

from __future__ import annotations

from django.test import Client

from schemes.plans.example import example
from schemes.plans.lists import lists_of
from schemes.sources.set_up_workbook_write import write_set_up_workbook
from tests.schemes.sources.plan_books import Book
from tests.schemes.views.test_plans import PLAN, look, send, step
from tests.schemes.views.uploading import text
from tests.universe import Universe


def test_a_workbook_is_of_its_own_year_and_its_other_year_is_a_step_away(officer: Client, world: Universe) -> None:
    assert text(officer.get(PLAN).content).index("Workbook") < text(officer.get(PLAN).content).index("own year")
    content = Book().content
    words = text(look(officer, content, year="").content)
    assert "Import the plan for 2023-24" in words
    assert "Look at 2024-25 instead" in words
    assert "There is a problem" in text(step(officer, "year", year="99999").content)
    turned = step(officer, "year", year="2024")
    assert "plan.xlsx, for 2024-25" in text(officer.get(turned.headers["Location"]).content)
    step(officer, "year", year="2023")
    assert step(officer, "post").status_code == 302
    assert "for 2024-25" in text(look(officer, content, year="").content), "the first is there already"


def test_our_own_workbook_is_of_its_own_year_and_a_file_without_one_asks(officer: Client) -> None:
    content = write_set_up_workbook(example(), lists_of(2022), year=2022)
    assert "for 2022-23" in text(look(officer, content, year="").content)
    answer = send(officer, b"not a workbook", year="")
    assert answer.status_code == 422
    answer = send(officer, write_set_up_workbook(example(), lists_of(2022), year=2019), year="")
    assert "says that it is of 2019-20. Choose the year" in text(answer.content)
