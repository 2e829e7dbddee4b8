"""The lists of money out: imported ledgers, the rows of a file, what they posted, and lines."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from budgets.scope import Scope
from s75.templatetags.s75 import pounds
from s75.years import LONDON, month_label
from schemes.models import Actual, ActualsImport, ImportRow, Line
from schemes.queries import after_close

NUMBER = {"th": {"class": "s75-number"}, "td": {"class": "s75-number"}}
FATE_COLOURS = {
    ImportRow.Fate.POSTED: "govuk-tag--green",
    ImportRow.Fate.UNKNOWN: "govuk-tag--orange",
}


def link(href: str, text: str) -> SafeString:
    return format_html('<a class="govuk-link" href="{}">{}</a>', href, text)


class PoundsColumn(tables.Column):
    """An amount to the penny, its digits under each other; the unit stands in the table's caption."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(attrs=NUMBER, **kwargs)

    def render(self, value: Decimal) -> str:
        return pounds(value)


class ScopedTable(tables.Table):
    """A table whose links keep the page's year and period; `codes` are the partners' codes by heir."""

    def __init__(self, *args: Any, scope: Scope, codes: dict[int, str] | None = None, **kwargs: Any) -> None:
        self.scope, self.codes = scope, codes or {}
        super().__init__(*args, **kwargs)

    def line_link(self, line: Line) -> SafeString:
        return link(self.scope.address("line", line.ref), line.ref)


class ImportsTable(ScopedTable):
    """The ledgers of a year."""

    caption = "Imported ledgers (£)"

    class Meta:
        empty_text = "No ledger has been imported in this year yet."

    month = tables.Column(verbose_name="Month", order_by=("month", "pk"))
    partner = tables.Column(verbose_name="Partner", accessor="partner__name")
    filename = tables.Column(verbose_name="File")
    basis = tables.Column(verbose_name="Basis")
    control_total = PoundsColumn(verbose_name="Control total")
    posted = PoundsColumn(verbose_name="Posted")
    left_out_count = tables.Column(verbose_name="Codes left out", attrs=NUMBER)
    imported_at = tables.Column(verbose_name="Imported")

    def render_month(self, value: int) -> str:
        return month_label(value)

    def render_filename(self, record: ActualsImport) -> SafeString:
        opened = link(self.scope.address("actuals_import", record.pk), record.filename)
        notes = ["illustrative"] if record.illustrative else []
        notes += ["undone"] if hasattr(record, "reversal") else []
        mark = format_html(' <span class="s75-note">{}</span>', ", ".join(notes)) if notes else ""
        return format_html("{}{}", opened, mark)

    def render_imported_at(self, record: ActualsImport) -> str:
        return f"{record.imported_at.astimezone(LONDON):%-d %B %Y %H:%M}, by {record.imported_by}"


class FileRowsTable(ScopedTable):
    """The rows of an imported file as they were read, and what became of each; `cleared` are codes no more in suspense."""

    cleared: frozenset[str] = frozenset()
    caption = "Rows of the file as read (£)"

    class Meta:
        empty_text = "No row is like this. Clear the filter to see all."

    row = tables.Column(verbose_name="Row", attrs=NUMBER)
    code = tables.Column(verbose_name="Code", default="")
    description = tables.Column(verbose_name="Description", default="")
    reference = tables.Column(verbose_name="Reference", default="")
    amount = PoundsColumn(verbose_name="Amount")
    commitment = PoundsColumn(verbose_name="Commitment", default="")
    fate = tables.Column(verbose_name="What became of it")

    def render_fate(self, record: ImportRow) -> SafeString:
        fate, said = ImportRow.Fate(record.fate), record.get_fate_display()
        if fate == ImportRow.Fate.UNKNOWN and record.code in self.cleared:
            fate, said = ImportRow.Fate.POSTED, "Posted from suspense"
        colour = FATE_COLOURS.get(fate, "govuk-tag--grey")
        return format_html('<strong class="govuk-tag s75-rag {}">{}</strong>', colour, said)


class PostingsTable(ScopedTable):
    """What an import posted, line by line."""

    caption = "Postings made from the file (£)"

    class Meta:
        empty_text = "Nothing was posted: the file brought no difference to what was posted before."

    line = tables.Column(verbose_name="Line", order_by=("line__ref", "pk"))
    scheme = tables.Column(verbose_name="Scheme", accessor="line__scheme__name")
    fund = tables.Column(verbose_name="Fund", accessor="fund__name")
    code = tables.Column(verbose_name="Code")
    posted_in = tables.Column(verbose_name="Stamped with")
    kind = tables.Column(verbose_name="How", empty_values=(), orderable=False)
    amount = PoundsColumn(verbose_name="Amount")

    def render_line(self, record: Actual) -> SafeString:
        if record.month not in after_close(record.line.scheme.ends, record.year):
            return self.line_link(record.line)
        note = f"after its scheme closed on {record.line.scheme.ends:%-d %B %Y}"
        return format_html('{} <span class="s75-note">{}</span>', self.line_link(record.line), note)

    def render_posted_in(self, value: int) -> str:
        return month_label(value)

    def render_kind(self, record: Actual) -> str:
        if record.reversal_id is not None:
            return "Taken back"
        return "From suspense" if record.clearing_id is not None else "By the file"


class LinesTable(ScopedTable):
    """The schemes of a year, line by line: whose money, in whose ledger, under which codes."""

    caption = "Schemes and their lines"

    class Meta:
        empty_text = "No line is like this. Clear the filter to see all."

    ref = tables.Column(verbose_name="Line")
    scheme = tables.Column(verbose_name="Scheme", accessor="scheme__name", order_by=("scheme__name", "ref"))
    fund = tables.Column(verbose_name="Fund", accessor="fund__name", order_by=("fund__position", "ref"))
    stream = tables.Column(verbose_name="Funding stream", accessor="stream__name", order_by=("stream__position", "ref"))
    contributing = tables.Column(verbose_name="Whose money", empty_values=(), order_by="contributing_partner__name")
    spending = tables.Column(verbose_name="Whose ledger", empty_values=(), order_by="spending_partner__name")
    ledger_codes = tables.Column(verbose_name="Ledger codes", empty_values=(), orderable=False)

    def render_ref(self, record: Line) -> SafeString:
        notes = ["illustrative"] if record.illustrative else []
        notes += [f"from {month_label(record.starts)}"] if record.starts > 1 else []
        noted = format_html(' <span class="s75-note">{}</span>', ", ".join(notes)) if notes else ""
        return format_html("{}{}", self.line_link(record), noted)

    def render_scheme(self, record: Line) -> SafeString:
        opened = link(
            reverse("scheme", args=[self.scope.place.slug, record.scheme.ref]) + self.scope.query, record.scheme.name
        )
        ends = record.scheme.ends
        noted = format_html(' <span class="s75-note">closes {}</span>', f"{ends:%-d %B %Y}") if ends else ""
        return format_html("{}{}", opened, noted)

    def render_fund(self, record: Line) -> SafeString:
        href = reverse("fund", args=[self.scope.place.slug, record.fund.slug]) + self.scope.query
        return link(href, record.fund.name)

    def render_contributing(self, record: Line) -> str:
        return self.codes.get(record.contributing_partner.heir_id or 0, str(record.contributing_partner))

    def render_spending(self, record: Line) -> str:
        return self.codes.get(record.spending_partner.heir_id or 0, str(record.spending_partner))

    def render_ledger_codes(self, record: Line) -> SafeString:
        return format_html_join(", ", "{}", ((share.ledger_code.code,) for share in record.codes.all()))
