"""Draft agreements that follow those which end before a year begins; a fund stays under its own until somebody signs."""

from __future__ import annotations

from datetime import date

from budgets.actions.agreements import create_agreement
from budgets.actions.terms import Wording, add_limit, set_clauses
from budgets.models import Agreement
from s75.models import User
from schemes.forward.agreements import next_dates, next_title
from schemes.forward.plan import Forward


def follow_agreements(forward: Forward, *, by: User) -> tuple[Agreement, ...]:
    """A draft to follow each agreement that ends before next year: same partners, clauses and lasting limits."""
    made = []
    for old in forward.follow_ups:
        starts, ends = next_dates(old)
        partners = {partner.heir_id: partner.heir or partner for partner in old.partners.select_related("heir")}
        new = create_agreement(
            place=forward.place,
            title=next_title(old, forward.next_year),
            status=Agreement.Status.DRAFT,
            starts=starts,
            ends=ends,
            partners=partners.values(),
            by=by,
        )
        said = {clause.topic: Wording(clause.text, clause.source, clause.illustrative) for clause in old.clauses.all()}
        set_clauses(agreement=new, clauses=said, by=by)
        _limits(old, new, starts, by)
        made.append(new)
    return tuple(made)


def _limits(old: Agreement, new: Agreement, starts: date, by: User) -> None:
    for limit in old.limits.all():
        if limit.ends is None or limit.ends >= starts or limit.ends == old.ends:
            add_limit(
                agreement=new,
                decided_by=limit.decided_by,
                kind=limit.kind,
                within_scheme=limit.within_scheme,
                committee=limit.committee,
                up_to=limit.up_to,
                starts=limit.starts if limit.starts and limit.starts > starts else None,
                ends=limit.ends if limit.ends and limit.ends >= starts else None,
                illustrative=limit.illustrative,
                by=by,
            )
