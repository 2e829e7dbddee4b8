"""The demonstration's accounting treatments: no paper says who controls a scheme, so that every one of them is illustrative."""

from __future__ import annotations

from reports.demonstration.case import Case
from schemes.actions.scheme_changes import change_scheme
from schemes.models import Scheme

SAID = "Its accounting treatment is illustrative: no paper says who controls it."
AGENT = frozenset({"CH-01", "CH-02"})  # of these the lead hands on what the partners decide
Accounting = Scheme.Accounting


def say_treatments(case: Case) -> None:
    """By whose money a scheme spends: of its lead alone, of several together, or of another whom the lead acts for."""
    paying: dict[str, set[int | None]] = {}
    for line in case.lines.values():
        paying.setdefault(line.scheme.ref, set()).add(line.contributing_partner.heir_id)
    for ref, scheme in case.schemes.items():
        treatment = _treatment(scheme, paying.get(ref, set()))
        change_scheme(scheme=scheme, accounting=treatment, description=SAID, by=case.installer)


def _treatment(scheme: Scheme, paying: set[int | None]) -> Accounting:
    if scheme.ref in AGENT:
        return Accounting.AGENT
    if len(paying) > 1:
        return Accounting.JOINT
    return Accounting.SOLE if paying == {scheme.lead_commissioner.heir_id} else Accounting.LEAD
