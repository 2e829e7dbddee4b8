"""Every kind of notice in one table: what it tells of, who is told, and in which words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """`when` and `who` are for people to read; `words` is filled in with the event's own names.

    A kind that `asks` is of something to be done, by a date where it has one; the others only tell.
    """

    key: str
    when: str
    who: str
    words: str
    asks: bool = False


_OFFICERS = "whoever forecasts the line, and whoever stands in for them"
_PARTNERS_OFFICERS = "the finance officers of the partner"

KINDS = (
    Kind("line_queried", "a forecast is queried", _OFFICERS, "{by} asks about {line}, {period}: “{words}”", asks=True),
    Kind("line_answered", "a query is answered", "whoever asked", "{by} answers about {line}, {period}: “{words}”"),
    Kind("lines_approved", "forecasts are approved", _OFFICERS, "{by} approved {lines}, {period}"),
    Kind("line_remarked", "somebody comments on a line", _OFFICERS, "{by} says of {line}, {period}: “{words}”"),
    Kind(
        "change_asked",
        "a change waits for a decision",
        "whoever may decide on it, or record a committee's decision",
        "{by} asks for a decision on “{title}”, {fund}",
        asks=True,
    ),
    Kind(
        "change_decided",
        "a change is approved or refused",
        "whoever asked for it; once approved, also whoever posts it",
        "{by} {decided} “{title}”, {fund}",
    ),
    Kind(
        "change_posted",
        "a change is posted",
        "whoever asked for it, and whoever decided on it",
        "{by} posted “{title}”, {fund}, in {period}",
    ),
    Kind(
        "period_opened",
        "a period opens",
        "the finance officers and commissioners of the agreement",
        "{period} of {fund} is open",
    ),
    Kind(
        "period_locked",
        "a period is locked",
        "the finance officers, commissioners, finance directors and board clerks of the agreement",
        "{by} locked {period} of {fund}",
    ),
    Kind(
        "period_reopened",
        "a period is reopened",
        "the finance officers, commissioners, finance directors and board clerks of the agreement",
        "{by} reopened {period} of {fund}: “{words}”. Figures as at {period} may change",
    ),
    Kind(
        "ledger_due",
        "a ledger is due in {before} working days, today, or overdue",
        _PARTNERS_OFFICERS,
        "The ledger of {partner} for {period} is {due}",
        asks=True,
    ),
    Kind(
        "forecast_due",
        "forecasts are due in {before} working days, today, or overdue",
        "whoever forecasts the lines, whoever stands in for them, and for lines of nobody the partner's finance officers",
        "{lines} of {partner} for {period} {are} {due}",
        asks=True,
    ),
    Kind(
        "review_due",
        "submitted forecasts wait for a review that is due in {before} working days, today, or overdue",
        "the commissioners whose money the lines are, or whose partner leads their schemes; not for what they wrote",
        "{lines} of {period} {wait} for your review, {due}",
        asks=True,
    ),
    Kind(
        "late_to_manager",
        "something is {first} working days overdue",
        "the pool managers of the host",
        "{partner} is late for {period} of {fund}: {what}, due on {on}",
    ),
    Kind(
        "late_to_director",
        "something is {second} working days overdue",
        "the finance directors of the partner that is late",
        "{partner} is late for {period} of {fund}: {what}, due on {on}",
        asks=True,
    ),
    Kind(
        "suspense_stands",
        "a code stands in suspense, once a week",
        _PARTNERS_OFFICERS,
        "{codes} of {partner} {lead} nowhere yet: {amount} in suspense",
        asks=True,
    ),
    Kind("ledger_read", "a big ledger was read", "whoever uploaded it", "{file} is read: look through it and post it"),
    Kind("ledger_refused", "a big ledger cannot be posted", "whoever uploaded it", "{file} cannot be posted as it is"),
    Kind("ledger_posted", "a big ledger was posted", "whoever posted it", "{file} is posted, {amount} in all"),
    Kind(
        "paper_to_sign",
        "a paper waits for sign-off",
        "whoever has a role that its layout names",
        "{by} asks you to sign “{title}”",
        asks=True,
    ),
    Kind("paper_published", "a paper is published", "whoever wrote or signed it", "“{title}” is published as {paper}"),
    Kind(
        "paper_not_published",
        "a long paper could not be published",
        "whoever published it",
        "“{title}” is not published: {words}",
    ),
    Kind("pack_made", "a pack of papers is made", "whoever asked for it", "The pack “{title}” is made: kept for a day"),
)
BEFORE, FIRST, SECOND = 2, 3, 5  # working days
BY_KEY = {kind.key: kind for kind in KINDS}


def when_of(kind: Kind) -> str:
    """When a kind is told, in words, with its working days."""
    return kind.when.format(before=BEFORE, first=FIRST, second=SECOND)
