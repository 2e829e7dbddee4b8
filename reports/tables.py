"""The lists of the reading pages: the postings of a line, and the versions that its forecasts went through."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString

from budgets.scope import Scope
from reports import links
from reports.facts.line import PostingFacts
from reports.loading.line import describe_postings
from reports.papers.figure_parts import file_rows
from s75.templatetags.s75 import pounds
from s75.years import month_label, month_name
from schemes.models import Actual

NUMBER = {"th": {"class": "s75-number"}, "td": {"class": "s75-number"}}


class LinePostings(tables.Table):
    """The postings of one line; each leads to the rows of the file that it came from, or says why it was made."""

    caption = "Postings (£)"
    empty_text = "Nothing has been posted to this line yet."

    month = tables.Column(verbose_name="Month")
    posted_in = tables.Column(verbose_name="Posted in")
    amount = tables.Column(verbose_name="Amount", attrs=NUMBER)
    code = tables.Column(verbose_name="Ledger code")
    source = tables.Column(verbose_name="From", empty_values=(), orderable=False)
    posted_at = tables.DateTimeColumn(verbose_name="Posted", format="j F Y, H:i")
    posted_by = tables.Column(verbose_name="By", accessor="posted_by")

    class Meta:
        model = Actual
        fields = ("month", "posted_in", "amount", "code", "source", "posted_at", "posted_by")
        row_attrs = {"id": lambda record: f"posting-{record.pk}"}

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        self.scope = scope
        self.described: dict[int, PostingFacts] = {}
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call] # its class ships no types

    def describe(self) -> None:
        """Find the file rows behind the postings of the page shown: called once the page is known."""
        shown = [row.record for row in self.page.object_list]
        self.described = {facts.key: facts for facts in describe_postings(shown)}

    def render_month(self, value: int) -> str:
        return f"{month_label(value)} {month_name(self.scope.year, value)}"

    def render_posted_in(self, value: int) -> str:
        return month_label(value)

    def render_amount(self, value: Any) -> str:
        return pounds(value)

    def render_source(self, record: Actual) -> SafeString | str:
        facts = self.described[record.pk]
        if facts.imported is None:
            return f"Journal: {facts.journal}"
        place, year, period = self.scope.place.slug, self.scope.year, self.scope.month
        href = links.import_path(place, facts.imported, year, period, facts.code)
        rows = f", {'row' if len(facts.rows) == 1 else 'rows'} {file_rows(facts)}" if facts.rows else ""
        return format_html('<a class="govuk-link" href="{}">{}</a>{}', href, facts.filename, rows)
