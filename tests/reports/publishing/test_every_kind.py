"""Every kind of paper there is can be drafted, kept and read back: its facts survive, and so does what it says."""

from __future__ import annotations

import json

from budgets.models import Fund, Period, Place
from reports.catalogue import PAPERS, Wanted
from reports.layouts.houses import houses
from reports.publishing.drawing import Whole, draw
from reports.publishing.kept import digest, facts_as_data, facts_from_data
from reports.render.as_json import dumps
from reports.writing.said import Said
from reports.writing.wording import suggestions


def test_every_kind_is_written_and_kept(demonstration: Place) -> None:
    funds = list(Fund.objects.filter(place=demonstration))
    periods = list(Period.objects.filter(fund__in=funds, year=2022))
    for name, kind in PAPERS.items():
        wanted = Wanted(demonstration, funds, 2022, 8, periods)
        facts = kind.load(wanted)
        kept = json.loads(json.dumps(facts_as_data(facts)))
        texts = {"purpose": Said("Why.")}

        again = facts_from_data(kept)

        assert again == facts, name
        assert digest(kept) == digest(facts_as_data(again)), name
        whole, back = Whole(name, facts, wanted.layout, texts), Whole(name, again, wanted.layout, texts)
        assert "Why." in dumps(draw(whole, draft=True)), name
        assert dumps(draw(whole, draft=False)) == dumps(draw(back, draft=False)), name
        for one in suggestions(facts, wanted.layout, whole.bare):
            assert one.text, name
        tables = sorted(table.key for table in whole.bare.tables())
        for house in houses().values() if kind.laid_out and name != "board" else ():
            document = kind.write(facts, house)
            assert sorted(table.key for table in document.tables()) == tables, (name, house.name)
