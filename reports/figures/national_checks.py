"""What the national template, or whoever reads it, would reject of a return: each finding with its place and its cure.

The rules are those of the templates' own checks: words of the year's lists only, outputs where a scheme type is counted,
expenditure by source equal to its income, no negative figure, and an answer where one is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.facts.national_return import QUARTER, ReturnFacts, ReturnScheme, TableRules
from reports.figures.national_return import SchemeRow, additional_change, scheme_rows, source_rows
from s75.money import HUNDRED
from s75.years import month_label

YES, NO = "Yes", "No"
OTHER = "other"
SPEND = "Actual expenditure"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that stands against a return: where, in which column, what is wrong, and what to do about it."""

    where: str
    column: str
    wrong: str
    cure: str

    def __str__(self) -> str:
        return f"{self.where}, {self.column}: {self.wrong} {self.cure}"


def findings(facts: ReturnFacts) -> tuple[Finding, ...]:
    """Everything that was found, the whole return first, then by scheme, then by source."""
    found = [*_of_the_whole(facts), *_texts(facts)]
    table = facts.table("schemes")
    if table is not None:
        for row in scheme_rows(facts):
            found += [*_of_a_row(facts, table, row), *(_of_a_scheme(facts, table, row) if row.first else ())]
    return (*found, *_sources(facts), *_passed_on(facts))


def _of_the_whole(facts: ReturnFacts) -> Iterator[Finding]:
    ends = facts.quarter * 3
    wanted = (ends,) if facts.rules.occasion == QUARTER else (12, 13)
    if facts.period not in wanted and not (facts.period == 13 and ends == 12):
        yield Finding(
            "The whole return",
            "Period",
            f"{month_label(facts.period)} is not the end of what is returned.",
            f"Switch to {month_label(wanted[0])}, or send it as it stands for a first look only.",
        )
    elif not facts.locked:
        yield Finding(
            "The whole return",
            "Period",
            f"{month_label(facts.period)} is still open, so figures can change.",
            "Lock the period before the return is sent.",
        )
    asked = {question.key: question.asks for question in facts.rules.questions}
    change = additional_change(facts)
    if "additional" in asked and change and not facts.answer("additional"):
        yield Finding(
            "The whole return",
            asked["additional"],
            f"Additional contributions differ from the plan by £{change:,.2f}.",
            "Say why.",
        )


def _texts(facts: ReturnFacts) -> Iterator[Finding]:
    headings = {question.key: question.asks for question in facts.rules.questions}
    table = facts.table("schemes")
    for answer in facts.answers:
        if len(answer.text) > facts.rules.longest:
            yield Finding(
                _place(answer.scheme, answer.source),
                headings.get(answer.question) or (table.heading(answer.question) if table else answer.question),
                f"The text has {len(answer.text):,} characters.",
                f"Shorten it to {facts.rules.longest:,}.",
            )


def _place(scheme: str, source: str) -> str:
    return ", ".join(part for part in (scheme, source) if part) or "The whole return"


def _of_a_row(facts: ReturnFacts, table: TableRules, row: SchemeRow) -> Iterator[Finding]:
    where = _place(row.scheme.ref or row.scheme.name, row.source)
    for key in ("planned", "actual"):
        amount: Decimal = getattr(row, key)
        if amount < 0:
            wrong = f"£{amount:,.2f} is below zero."
            yield Finding(
                where, table.heading(key), wrong, "Correct the ledger or the budget by a journal or a change."
            )
    if row.source not in facts.lists.sources and facts.lists.sources:
        wrong = f"“{row.source}” is not a source of the year’s list."
        yield Finding(where, table.heading("source"), wrong, "Give the funding stream its national name in set-up.")
    issues = facts.answer("issues", row.scheme.ref, row.source)
    if issues not in (YES, NO):
        yield Finding(where, table.heading("issues"), "It is not answered.", "Answer yes or no.")
    if issues == YES and not facts.answer("issues_text", row.scheme.ref, row.source):
        yield Finding(where, table.heading("issues_text"), "There were issues, and no word of them.", "Describe them.")


def _of_a_scheme(facts: ReturnFacts, table: TableRules, row: SchemeRow) -> Iterator[Finding]:
    scheme = row.scheme
    where = scheme.ref or scheme.name

    def found(column: str, wrong: str, cure: str) -> Finding:
        return Finding(where, table.heading(column), wrong, cure)

    if not scheme.ref.strip():
        yield found("ref", "The scheme has no ID.", "Give it the ID that it has in the plan.")
    yield from _words(facts, scheme, found)
    yield from _joint(scheme, where)
    yield from _outputs(facts, row, found)


def _words(facts: ReturnFacts, scheme: ReturnScheme, found: Callable[[str, str, str], Finding]) -> Iterator[Finding]:
    lists = facts.lists
    kind, _, more = (part.strip() for part in scheme.scheme_type.partition(":"))
    if lists.scheme_types and kind not in lists.scheme_types:
        wrong = f"“{kind}” is not a scheme type of the year’s list." if kind else "The scheme has no type."
        yield found("scheme_type", wrong, "Choose one of the list on the scheme’s page.")
    if kind.casefold() == OTHER and not more:
        yield found("scheme_type", "The type is “Other” and does not say what.", "Write it as “Other: what it is”.")
    allowed = next((names for name, names in lists.sub_types if name == kind), ())
    if allowed and scheme.sub_type not in allowed:
        wrong = f"“{scheme.sub_type}” is not a sub-type of “{kind}”." if scheme.sub_type else "It has no sub-type."
        yield found("sub_type", wrong, f"Choose one of them, such as “{allowed[0]}”.")
    area = scheme.area.partition(":")[0].strip()
    if lists.areas and area not in lists.areas:
        wrong = f"“{area}” is not an area of spend of the year’s list." if area else "It has no area of spend."
        yield Finding(scheme.ref, "Area of Spend", wrong, "Choose one of the list on the scheme’s page.")


def _joint(scheme: ReturnScheme, where: str) -> Iterator[Finding]:
    if scheme.commissioner.casefold() != "joint":
        return
    column = "% NHS (if Joint Commissioner)"
    if scheme.nhs_percent is None:
        yield Finding(where, column, "It is commissioned jointly without a percentage.", "Say the NHS’s part of it.")
    elif not 0 <= scheme.nhs_percent <= HUNDRED:
        wrong = f"The NHS’s part is {scheme.nhs_percent.normalize():f}%, and both parts make 100%."
        yield Finding(where, column, wrong, "Correct it to between 0 and 100.")


def _outputs(facts: ReturnFacts, row: SchemeRow, found: Callable[[str, str, str], Finding]) -> Iterator[Finding]:
    scheme = row.scheme
    wanted = dict(facts.rules.counted_in).get(scheme.scheme_type.partition(":")[0].strip())
    if not scheme.outputs:
        if wanted:
            wrong = f"A scheme of this type is counted in “{wanted}”, and nothing is planned."
            yield found("planned_outputs", wrong, "Add the planned output on the scheme’s page.")
        return
    if len(scheme.outputs) > 1:
        units = ", ".join(output.unit or "no unit" for output in scheme.outputs)
        yield found(
            "unit", f"The template takes one unit, and the scheme has {units}.", f"Only “{row.unit}” is returned."
        )
    if facts.lists.units and row.unit not in facts.lists.units:
        wrong = f"“{row.unit}” is not a unit of the year’s list." if row.unit else "The output has no unit."
        yield found("unit", wrong, "Choose one of the list on the scheme’s page.")
    elif wanted and row.unit != wanted:
        yield found("unit", f"“{row.unit}” is not the unit of this type.", f"Plan it in “{wanted}”.")
    if row.delivered is None:
        wrong = f"Nothing is reported for Q{facts.quarter}; a blank is not 0."
        yield found("delivered", wrong, "Enter what was delivered to date, and 0 if it was nothing.")


def _sources(facts: ReturnFacts) -> Iterator[Finding]:
    table: TableRules | None = next((table for table in facts.rules.tables if table.of == "sources"), None)
    for row in source_rows(facts):
        if table and facts.lists.sources and row.source not in facts.lists.sources:
            wrong = "It is not a source of the year’s list."
            yield Finding(row.source, table.heading("source"), wrong, "Give the stream its national name in set-up.")
        if row.planned != row.planned_income:
            wrong = f"Planned spend of £{row.planned:,.2f} is not the planned income of £{row.planned_income:,.2f}."
            cure = "Put the difference on a scheme, or correct the opening contribution."
            yield Finding(row.source, "Planned expenditure by source", wrong, cure)
        yield from _below_zero(table, row.source, ("planned_income", "updated_income", "actual_income"), row)
        if table:
            yield from _below_zero(table, row.source, ("actual",), row)


def _below_zero(table: TableRules | None, where: str, keys: Sequence[str], row: object) -> Iterator[Finding]:
    asked = {column.key for column in table.columns} if table else set()
    for key in keys:
        amount: Decimal = getattr(row, key)
        if table and key in asked and amount < 0:
            wrong = f"£{amount:,.2f} is below zero."
            yield Finding(where, table.heading(key), wrong, "Correct what was posted by a journal or a change.")


def _passed_on(facts: ReturnFacts) -> Iterator[Finding]:
    for line in facts.lines:
        where = _place(line.scheme, line.source)
        for partner in line.silent:
            wrong = f"{partner} got money of {line.ref} and has not reported what it spent of it."
            yield Finding(where, SPEND, wrong, "Enter its report under money in; 0 if it spent nothing.")
        for partner in line.unpassed:
            wrong = f"{partner} reports spend of {line.ref}, and nothing is recorded as passed to it."
            yield Finding(where, SPEND, wrong, "Record the passing, or the money may count twice.")
        if line.ledger < line.passed:
            wrong = f"£{line.passed:,.2f} of {line.ref} is passed on, and its ledger shows £{line.ledger:,.2f}."
            yield Finding(where, SPEND, wrong, "Upload the ledger in which the money went out, or correct the passing.")
