"""The lists of the set-up, where they are long."""

from __future__ import annotations

from django.test import Client

from schemes.models import LedgerCode
from tests.budgets.views.people import plain
from tests.universe import Universe

HERE = "/places/testshire/set-up/"


def test_a_long_list_has_pages_and_is_searched(client: Client, world: Universe) -> None:
    LedgerCode.objects.bulk_create(
        LedgerCode(partner=world.council, code=f"L{number}", description=f"Long {number}") for number in range(150)
    )
    client.force_login(world.manager)
    codes = f"{HERE}codes/"
    first, found = client.get(codes), client.get(codes, {"find": "long 149"})
    assert len(first.context["rows"]) == 100
    assert b'aria-label="Pages of Ledger codes"' in first.content
    assert [row["cells"][0] for row in found.context["rows"]] == ["L149"]
    assert client.get(found.context["rows"][0]["edit"]).status_code == 200
    assert "Nothing here has “nowhere” in it" in plain(client.get(codes, {"find": "nowhere\x00"}).content)
