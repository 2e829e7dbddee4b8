"""Facts survive being kept as JSON, of every kind of paper, and give the very same document again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from budgets.models import Fund, Period, Place
from reports.catalogue import PAPERS, Wanted
from reports.facts.coding import decode, encode


def wanted(place: Place, about: str = "", *, by_line: bool = False) -> Wanted:
    funds = list(Fund.objects.filter(place=place))
    periods = list(Period.objects.filter(fund__in=funds, year=2022))
    return Wanted(place, funds, 2022, 8, periods, about=about, by_line=by_line)


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_kept_facts_give_the_same_paper(name: str, demonstration: Place) -> None:
    kind = PAPERS[name]
    asked = wanted(demonstration, by_line=name == "board")
    facts = kind.load(asked)
    again = decode(type(facts), json.loads(json.dumps(encode(facts))))
    assert again == facts
    assert kind.write(again, asked.layout) == kind.write(facts, asked.layout)


def test_a_settlement_of_one_partner_survives_too(demonstration: Place) -> None:
    asked = wanted(demonstration, "ICB")
    facts = PAPERS["settlement"].load(asked)
    assert decode(type(facts), json.loads(json.dumps(encode(facts)))) == facts


@dataclass(frozen=True)
class Later:
    amount: Decimal
    on: date | None = None
    notes: tuple[str, ...] = ()


def test_a_field_that_came_later_takes_its_default() -> None:
    assert decode(Later, {"amount": "1.50"}) == Later(Decimal("1.50"))


def test_a_field_that_has_gone_is_not_lost_silently() -> None:
    with pytest.raises(TypeError, match="colour any more"):
        decode(Later, {"amount": "1.50", "colour": "red"})


def test_a_float_is_refused() -> None:
    with pytest.raises(TypeError, match="float"):
        encode({"share": 0.1})
