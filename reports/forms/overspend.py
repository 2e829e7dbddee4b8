"""The forms of what answers an overspend: the notice as it was sent, the plan, and taking a notice back."""

from __future__ import annotations

from typing import Any

from django import forms

from budgets.actions.overspend import mark_of
from budgets.models import OverspendNotice
from budgets.set_up.fields import DayField, text_field

MOST = 20_000
LONGEST_REASON = 1_000


def _words(label: str, missing: str, *, rows: int, most: int = MOST, **options: Any) -> forms.CharField:
    wrong = {"required": missing, "max_length": f"Use {most:,} characters at most"}
    return forms.CharField(
        label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), error_messages=wrong, **options
    )


class NoticeForm(forms.Form):
    """The notice as it was sent. Its words are proposed from the figures."""

    sent_on = DayField(label="Sent on")
    sent_to = text_field("To", 300, "Say to whom it went", help_text="By role, not by name.")
    text = _words(
        "What it says",
        "Say what the notice says",
        rows=10,
        help_text="Proposed from the figures; change it as you need. Do not name people.",
    )


class PlanForm(forms.Form):
    """When the plan came, and what it is to do."""

    received_on = DayField(label="Received on")
    text = _words(
        "What the plan is to do", "Say what the plan is to do", rows=6, help_text="In short. Do not name people."
    )


class CorrectionForm(NoticeForm):
    """A recorded notice, with its plan if there is one, and why it is corrected."""

    received_on = DayField(label="Plan received on")
    plan_text = _words("What the plan is to do", "Say what the plan is to do", rows=6)
    reason = _words("Why is it corrected?", "Say why it is corrected", rows=3, most=LONGEST_REASON)
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any, notice: OverspendNotice) -> None:
        names = ("sent_on", "sent_to", "text", "plan_text")
        known = {name: getattr(notice, name) for name in names}
        known |= {"received_on": notice.plan_received_on, "seen": mark_of(notice)}
        super().__init__(data, initial=known)
        self.fields["text"].help_text = "Do not name people."
        if notice.plan_received_on is None:
            del self.fields["received_on"], self.fields["plan_text"]


class WithdrawalForm(forms.Form):
    """Why a notice counts as not sent."""

    reason = _words("Why is it withdrawn?", "Say why it is withdrawn", rows=4, most=LONGEST_REASON)
