"""National conditions: spend from the NHS minimum contribution against its floors, as planned, now and at outturn."""

from __future__ import annotations

from reports.document import Block, Cell, Column, Row, Table
from reports.facts.money import MoneyInFacts
from reports.figures.conditions import Against, ConditionFigures, conditions, is_nhs_minimum
from reports.figures.variance import counted as counted_funds
from reports.papers.cells import pounds, sentence, words
from reports.papers.money_in.words import UNIT, period_label
from s75.years import year_label

RULE = (
    "Of the minimum NHS contribution, the first counts schemes whose area of spend is Social Care, the second schemes "
    "that the NHS commissions (of joint ones its percentage) and whose area of spend is not Acute."
)


def condition_blocks(facts: MoneyInFacts) -> tuple[Block, ...]:
    counted = {fund.slug for fund in counted_funds(facts.funds)}
    groups = [group for group in facts.groups if group.fund in counted]
    if not any(is_nhs_minimum(stream) for stream in facts.streams):
        return (
            sentence(
                "No funding stream is marked as the national template's “Minimum NHS Contribution”, so the conditions on "
                "it are not tested. The set-up of funding streams marks it."
            ),
        )
    if not facts.conditions:
        return (
            sentence(f"No floor is set for {year_label(facts.year)} yet, so the national conditions are not tested."),
        )
    found = conditions(facts.conditions, groups, facts.streams, facts.schemes)
    columns = (
        Column("name", "Condition", "text", wide=True),
        Column("floor", "Floor £"),
        Column("planned", "Planned £"),
        Column("current", "Current budgets £"),
        Column("forecast", "Forecast outturn £"),
        Column("margin", "Margin at outturn £"),
        Column("source", "Source of the floor", "text", wide=True),
    )
    rows = tuple(_row(figures) for figures in found)
    caption = f"National conditions at {period_label(facts)}"
    return (Table("conditions", caption, columns, rows, (UNIT, RULE)),)


def _row(figures: ConditionFigures) -> Row:
    mark, condition = figures.illustrative, figures.condition

    def against(part: Against) -> Cell:
        return pounds(part.spend, word="met" if part.met else "not met", illustrative=mark)

    cells = (
        words(condition.name),
        pounds(condition.floor, illustrative=condition.illustrative),
        against(figures.planned),
        against(figures.current),
        against(figures.forecast),
        pounds(figures.forecast.margin, illustrative=mark),
        words(condition.source),
    )
    return Row(f"condition:{condition.kind}", cells)
