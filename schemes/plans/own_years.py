"""The years that a plan workbook is of, by its own words, so that nobody has to say what it says itself."""

from __future__ import annotations

from s75.errors import BadInput
from schemes.sources.bcf_plan import plan_sheets
from schemes.sources.bcf_plan_years import stated_years
from schemes.sources.limits import Unreadable
from schemes.sources.set_up_workbook import is_set_up_workbook, own_year


def own_years(content: bytes, filename: str) -> tuple[int, ...]:
    """The year of our own workbook, or those that a planning workbook's titles state; none when it does not say.

    Raises BadInput for a file that cannot be opened at all.
    """
    try:
        sheets = plan_sheets(content, filename)
    except Unreadable as refused:
        raise BadInput(refused.message) from refused
    if is_set_up_workbook(sheets):
        year = own_year(sheets)
        return () if year is None else (year,)
    return stated_years([sheet.rows for sheet in sorted(sheets, key=lambda each: each.hidden)])
