"""The page of a new journal: what is missing is said at its field, and what was typed is kept."""

from __future__ import annotations

from django.test import Client

from schemes.models import Journal
from tests.universe import Universe

NEW = "/places/testshire/actuals/journals/testshire-pool/new/?year=2024-25&period=1"


def test_what_is_missing_is_named_at_its_field(officer: Client, world: Universe) -> None:
    blank = {"line": ["", ""], "month": ["1", "1"], "amount": ["", ""], "note": ["", ""]}
    html = officer.post(NEW, {**blank, "step": "post"}).content.decode()
    assert '<a href="#text">Say what the journal is for' in html
    assert '<a href="#line-1">Row 1: Choose a line, and enter its amount' in html

    answer = officer.post(NEW, {**blank, "amount": ["12.50", ""], "text": "Accrual", "step": "post"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="12.50"' in html
    assert 'value="Accrual"' in html
    assert not Journal.objects.filter(fund=world.pool).exists()
