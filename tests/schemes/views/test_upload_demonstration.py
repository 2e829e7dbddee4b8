"""The demonstration's own ledger files through the upload page: corrected ones post the difference."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db.models import Sum
from django.test import Client

from budgets.models import Place
from s75.models import User
from schemes.models import Actual, ActualsImport, LedgerMonth, PendingUpload
from tests.schemes.views.uploading import (
    LEDGERS,
    SHIRE,
    corrected_council_ledger,
    send,
    text,
)


def test_a_corrected_ledger_of_the_demonstration_posts_the_difference(council: Client, demonstration: Place) -> None:
    lines = Actual.objects.filter(line__ref="BCF-02", year=2022, month=8)
    before = lines.aggregate(Sum("amount"))["amount__sum"]
    typed = {"partner": "WCC", "month": "8", "control_total": "£68,409,169.84", "address": SHIRE}
    answer = send(council, corrected_council_ledger(), "council_p08_corrected.xlsx", **typed)
    page = text(council.get(answer.headers["Location"]).content)
    assert "Control total of the file (cumulative) £68,409,169.84" in page
    assert "PA2310 Reablement, council-run service BCF-02 3,779,299.21 1,000.50" in page
    assert "No difference to what was posted before: Mental health (P08 November 2022)" in page
    assert "Adult services management" in page
    assert "14 Sub-total 17,257,243.99" in page
    council.post(SHIRE, {"pending": PendingUpload.objects.get().pk, "step": "post"})
    made = ActualsImport.objects.get(filename="council_p08_corrected.xlsx")
    assert made.posted == Decimal("1000.50")
    assert lines.aggregate(Sum("amount"))["amount__sum"] == before + Decimal("1000.50")
    assert LedgerMonth.objects.filter(actuals_import=made).count() == 40  # five funds, eight months


@pytest.mark.parametrize("name", ["council_p08.xlsx", "council_p03.xlsx"])
def test_a_ledger_of_the_demonstration_is_not_taken_twice(council: Client, name: str) -> None:
    answer = send(council, (LEDGERS / name).read_bytes(), name, address=SHIRE, partner="WCC", month="8")
    assert answer.status_code == 422
    assert f"({name}). Nothing is posted twice." in text(answer.content)


def test_the_icbs_ledger_of_the_demonstration_posts_when_it_differs(client: Client, demonstration: Place) -> None:
    client.force_login(User.objects.get(email="finance.officer.icb@demonstration.example"))
    content = (
        LEDGERS / "icb_p08.csv"
    ).read_bytes() + b"NOV-22,52086001,Integrated Intermediate Care Service,J1,Late,10.25,\r\n"
    answer = send(client, content, "icb_p08.csv", address=SHIRE, partner="ICB", month="8")
    page = text(client.get(answer.headers["Location"]).content)
    assert "Control total of the file (month) £2,469,936.25" in page
    client.post(SHIRE, {"pending": PendingUpload.objects.get().pk, "step": "post"})
    assert ActualsImport.objects.latest("pk").posted == Decimal("10.25")
