"""What an agreement says: its clauses by topic, and the limits up to which each role or committee may decide."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from budgets.access import require_set_up
from budgets.models import COMMITTEE, Agreement, ApprovalLimit, Clause
from s75.errors import BadInput
from s75.history import recorded
from s75.locking import held
from s75.models import User


class Wording(NamedTuple):
    """What an agreement says on one topic, and where that can be read."""

    text: str
    source: str = ""
    illustrative: bool = False


def set_clauses(*, agreement: Agreement, clauses: Mapping[str, Wording], by: User) -> list[Clause]:
    """Keep what an agreement says, a wording a topic; a topic with empty text is taken out, others stay as they are."""
    require_set_up(by, agreement.place)
    with recorded(by=by, reason=f"Write down what {agreement} says"):
        held(Agreement.objects).get(pk=agreement.pk)
        there = {clause.topic: clause for clause in agreement.clauses.all()}
        for topic, wording in clauses.items():
            if topic not in Clause.Topic.values:
                raise BadInput(f"There is no topic “{topic}”.")
            _set_clause(agreement, topic, wording, there.get(topic))
        return list(agreement.clauses.all())


def _set_clause(agreement: Agreement, topic: str, wording: Wording, there: Clause | None) -> None:
    text, source = wording.text.strip(), wording.source.strip()
    if not text:
        if source:
            raise BadInput(f"“{Clause.Topic(topic).label}” has a source but no text. Write what the agreement says.")
        if there is not None:
            there.delete()
        return
    if there is not None and (there.text, there.source) == (text, source):
        return
    clause = there or Clause(agreement=agreement, topic=topic)
    clause.text, clause.source, clause.illustrative = text, source, wording.illustrative
    clause.save()


def add_limit(
    *,
    agreement: Agreement,
    decided_by: str,
    by: User,
    kind: str = "",
    within_scheme: bool = False,
    committee: str = "",
    up_to: Decimal | None = None,
    starts: date | None = None,
    ends: date | None = None,
    illustrative: bool = False,
) -> ApprovalLimit:
    """Who may approve changes under an agreement up to an amount (£; None: any), from a day to a day."""
    require_set_up(by, agreement.place)
    with recorded(by=by, reason=f"Set who may decide under {agreement}"):
        held(Agreement.objects).get(pk=agreement.pk)
        limit = ApprovalLimit(
            agreement=agreement,
            kind=kind,
            within_scheme=within_scheme,
            decided_by=decided_by,
            committee=committee,
            up_to=up_to,
            starts=starts,
            ends=ends,
            illustrative=illustrative,
        )
        _check_limit(limit)
        limit.save()
        return limit


def change_limit(
    *,
    limit: ApprovalLimit,
    decided_by: str,
    kind: str,
    within_scheme: bool,
    committee: str,
    up_to: Decimal | None,
    starts: date | None,
    ends: date | None,
    by: User,
) -> ApprovalLimit:
    """Change or end a limit. What was decided by it stays decided."""
    require_set_up(by, limit.agreement.place)
    with recorded(by=by, reason=f"Change who may decide under {limit.agreement}"):
        held(Agreement.objects).get(pk=limit.agreement_id)
        locked = held(ApprovalLimit.objects).select_related("agreement").get(pk=limit.pk)
        locked.kind, locked.within_scheme, locked.decided_by = kind, within_scheme, decided_by
        locked.committee, locked.up_to, locked.starts, locked.ends = committee, up_to, starts, ends
        locked.illustrative = False
        _check_limit(locked)
        locked.save()
        return locked


def _check_limit(limit: ApprovalLimit) -> None:
    if limit.decided_by == COMMITTEE and not limit.committee:
        raise BadInput("Name the committee that decides.")
    if limit.decided_by != COMMITTEE and limit.committee:
        raise BadInput("A committee is named only where a committee decides. Choose that, or leave its name out.")
    if limit.up_to is not None and limit.up_to < 0:
        raise BadInput("The amount up to which somebody may decide cannot be below zero.")
    if limit.starts and limit.ends and limit.ends < limit.starts:
        raise BadInput("The limit cannot end before it starts.")
    same = ApprovalLimit.objects.filter(
        agreement=limit.agreement,
        kind=limit.kind,
        within_scheme=limit.within_scheme,
        decided_by=limit.decided_by,
        committee__iexact=limit.committee,
    ).exclude(pk=limit.pk)
    if any(_together(limit, other) for other in same):
        raise BadInput(
            "There is a limit for the same changes and the same people at that time. Change or end that one."
        )


def _together(one: ApprovalLimit, other: ApprovalLimit) -> bool:
    """Whether the two count on a same day."""
    return (one.starts or date.min) <= (other.ends or date.max) and (other.starts or date.min) <= (one.ends or date.max)
