"""The list of the people who act in a place."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from budgets.models import Membership, Place
from s75.years import london_date


class PeopleTable(tables.Table):
    """Who has which role for which partner, since when, and what can be done about it."""

    caption = "People and their roles"

    class Meta:
        empty_text = "Nobody has a role here yet. Invite the first person."

    name = tables.Column(accessor="user__name", verbose_name="Person")
    role = tables.Column(verbose_name="Role")
    partner = tables.Column(accessor="partner__name", verbose_name="Partner")
    agreement = tables.Column(verbose_name="Reaches", empty_values=(), order_by="agreement__title")
    given_at = tables.Column(verbose_name="Since")
    ended_at = tables.Column(verbose_name="State", empty_values=())
    actions = tables.Column(verbose_name="Change", empty_values=(), orderable=False)

    def __init__(self, *args: Any, place: Place, query: str, **kwargs: Any) -> None:
        self.place, self.query = place, query
        super().__init__(*args, **kwargs)

    def render_name(self, record: Membership) -> SafeString:
        return format_html('{}<br><span class="s75-note s75-address">{}</span>', record.user, record.user.email)

    def render_agreement(self, record: Membership) -> str:
        return str(record.agreement) if record.agreement else "All agreements"

    def render_given_at(self, record: Membership) -> str:
        return f"{london_date(record.given_at):%-d %B %Y}"

    def render_ended_at(self, record: Membership) -> SafeString | str:
        if record.ended_at is None:
            return format_html('<strong class="govuk-tag govuk-tag--green s75-rag">{}</strong>', "Active")
        return f"Ended {london_date(record.ended_at):%-d %B %Y}, by {record.ended_by}"

    def render_actions(self, record: Membership) -> SafeString | str:
        if record.ended_at is not None:
            return ""
        whose = f"{record.get_role_display()} role of {record.user}"
        links = [
            format_html(
                '<a class="govuk-link" href="{}{}">{}<span class="govuk-visually-hidden"> the {}</span></a>',
                reverse(name, args=[self.place.slug, record.pk]),
                self.query,
                word,
                whose,
            )
            for name, word in (("role_narrow", "Narrow or widen"), ("role_end", "End"))
        ]
        return format_html('<span class="s75-actions">{}{}</span>', *links)
