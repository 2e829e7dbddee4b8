"""The sheets on which a national return is answered in words, and the form that takes its template."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms

from reports.facts.national_return import ReturnFacts
from reports.figures.national_checks import NO, YES
from reports.figures.national_return import scheme_rows
from reports.forms.entry import EntryCell, EntryRow, Sheet
from schemes.actions.returns import AnswerRow
from schemes.indicators import Enterer
from schemes.models import ReturnAnswer, Scheme

ISSUES = "issues"
_SAID = {"yes": True, "y": True, "no": False, "n": False}
Stands = dict[tuple[str, str, str], ReturnAnswer]


class TemplateForm(forms.Form):
    """The national team's template, as it was sent out."""

    file = forms.FileField(
        label="Template",
        help_text="The national return’s own workbook: .xlsx or .xlsm, 30 MB at most. It is not kept.",
        allow_empty_file=True,  # the reader says better what is wrong with one
        error_messages={"required": "Choose the template"},
    )


def answers_of(kept: Iterable[ReturnAnswer]) -> Stands:
    """The kept answers by question, scheme and source."""
    return {(one.question, one.scheme.ref if one.scheme else "", one.source): one for one in kept}


def answer_sheets(facts: ReturnFacts, stands: Stands, schemes: Iterable[Scheme], enterer: Enterer) -> list[Sheet]:
    """A sheet of schemes where the return asks about issues, and one of the questions about the whole return."""
    sheets = []
    table = facts.table("schemes")
    if table is not None:
        by_ref = {scheme.ref: scheme for scheme in schemes}
        inputs = [f"{table.heading('issues')} Yes or No", table.heading("issues_text")]
        sheet = Sheet("Implementation issues", "Scheme and source", [], inputs)
        for place, row in enumerate(scheme_rows(facts)):
            kept = stands.get((ISSUES, row.scheme.ref, row.source))
            may = enterer.scheme(by_ref[row.scheme.ref])
            sheet.add(_scheme_row(place, f"{row.scheme.ref} {row.scheme.name}", row.source, kept, may=may))
        sheets.append(sheet)
    if facts.rules.questions:
        sheet = Sheet("The whole return", "Question", [], ["Answer"])
        for question in facts.rules.questions:
            kept = stands.get((question.key, "", ""))
            cell = EntryCell(f"q-{question.key}", question.asks, kept.text if kept else "", wide=True)
            version = kept.version if kept else 0
            sheet.add(EntryRow(f"q-{question.key}", "", question.asks, "", [], [cell], version, may=True))
        sheets.append(sheet)
    return sheets


def _scheme_row(place: int, name: str, source: str, kept: ReturnAnswer | None, *, may: bool) -> EntryRow:
    said = "" if kept is None or kept.issues is None else YES if kept.issues else NO
    cells = [
        EntryCell(f"issues-{place}", f"{name}, {source}, issues", said),
        EntryCell(f"text-{place}", f"{name}, {source}, what they are", kept.text if kept else "", wide=True),
    ]
    return EntryRow(f"s{place}", "", name, source, [], cells, kept.version if kept else 0, may=may)


def read_answers(facts: ReturnFacts, sheets: Iterable[Sheet]) -> list[AnswerRow]:
    """What was typed, row by row; a cell that cannot be taken carries its error."""
    places = scheme_rows(facts)
    found = []
    for sheet in sheets:
        for row in sheet.writable:
            text = row.cells[-1]
            if len(text.value) > facts.rules.longest:
                text.error = f"Use {facts.rules.longest:,} characters at most"
            if row.key.startswith("q-"):
                found.append(AnswerRow(row.key[2:], row.version, text.value))
                continue
            of = places[int(row.key[1:])]
            issues = _yes_or_no(row.cell(0), text)
            found.append(AnswerRow(ISSUES, row.version, text.value, issues, of.scheme.ref, of.source))
    return found


def _yes_or_no(cell: EntryCell, text: EntryCell) -> bool | None:
    if not cell.value:
        if text.value:
            cell.error = "Enter Yes or No beside the words"
        return None
    said = _SAID.get(cell.value.casefold())
    if said is None:
        cell.error = f"found “{cell.value[:40]}”; enter Yes or No"
    return said
