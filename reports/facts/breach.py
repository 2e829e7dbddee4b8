"""The facts of projected overspends: what each period showed, the agreement's terms, and the notice that was sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple


class Shown(NamedTuple):
    """What one period of a fund shows: its variance in £, and the day on which forecasts said so (None: nobody forecast
    in that round)."""

    month: int
    variance: Decimal
    on: date | None


@dataclass(frozen=True, slots=True)
class OverspendTermsFacts:
    """From a period on: an overspend above `tolerance` (£) is a breach; notice in working days, plan in days."""

    year: int
    month: int
    tolerance: Decimal
    notice_days: int
    plan_days: int
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """A notice as it was sent, beside the first month that projected its overspend in £, and the plan that answered.

    One that was withdrawn counts as not sent; `withdrawn` says why and by whom.
    """

    key: int
    month: int
    amount: Decimal
    projected_on: date
    due_on: date
    plan_due_on: date
    sent_on: date
    sent_to: str
    sent_by: str
    text: str
    plan_on: date | None = None
    plan_text: str = ""
    illustrative: bool = False
    withdrawn_on: date | None = None
    withdrawn_by: str = ""
    withdrawn_because: str = ""
