"""The filters of the lists: lines by name, code, fund, stream and partner; a file's rows by code and fate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet

from budgets.models import Fund, FundingStream, Partner
from schemes.models import ImportRow, LedgerCodeLine, Line


class LineFilter(filters.FilterSet):
    """Lines by words in their name, reference or ledger code, and by fund, stream and partner."""

    q = filters.CharFilter(label="Name, reference or ledger code", method="find", widget=forms.SearchInput())
    fund = filters.ModelChoiceFilter(
        label="Fund", queryset=Fund.objects.none(), to_field_name="slug", empty_label="All funds"
    )
    stream = filters.ModelChoiceFilter(
        label="Funding stream", queryset=FundingStream.objects.none(), empty_label="All streams"
    )
    partner = filters.ChoiceFilter(label="Partner", method="of_partner", empty_label="All partners")

    def __init__(
        self, *args: Any, funds: Sequence[Fund], partners: Sequence[tuple[str, Partner]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.heirs = {code: partner.pk for code, partner in partners}
        place = funds[0].place_id
        self.filters["fund"].field.queryset = Fund.objects.filter(pk__in=[fund.pk for fund in funds])
        self.filters["stream"].field.queryset = FundingStream.objects.filter(
            place=place, lines__fund__in=funds
        ).distinct()
        self.filters["partner"].field.choices = [(code, f"{code}: {partner}") for code, partner in partners]

    def find(self, lines: QuerySet[Line], name: str, value: str) -> QuerySet[Line]:
        """Every word must be found, each in the name, the reference or a ledger code."""
        for word in value.split():
            coded = LedgerCodeLine.objects.filter(ledger_code__code__icontains=word).values("line")
            lines = lines.filter(
                Q(scheme__name__icontains=word)
                | Q(ref__icontains=word)
                | Q(scheme__ref__icontains=word)
                | Q(pk__in=coded)
            )
        return lines

    def of_partner(self, lines: QuerySet[Line], name: str, value: str) -> QuerySet[Line]:
        """The lines that a partner pays for or spends, in its own name or that of whom it succeeded."""
        heir = self.heirs[value]
        return lines.filter(Q(contributing_partner__heir=heir) | Q(spending_partner__heir=heir))


class FileRowFilter(filters.FilterSet):
    """Rows of an imported file by ledger code and by what became of them."""

    code = filters.CharFilter(label="Ledger code", lookup_expr="iexact")
    fate = filters.ChoiceFilter(label="What became of it", choices=ImportRow.Fate.choices, empty_label="All rows")
