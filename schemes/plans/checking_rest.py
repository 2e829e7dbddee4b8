"""Checks what a set-up workbook says beside money: profiles, ledger codes, outturns, limits, risk rules and people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from budgets.access import hosts_in, may_set_up
from budgets.models import ApprovalLimit, Membership, Partner, RiskRule
from budgets.roles import Power
from s75.errors import Problem
from s75.models import User
from s75.money import HUNDRED, total
from schemes.models import Comparator, LedgerCode
from schemes.plans.checking import Checked
from schemes.sources.set_up_parts import CodeRow, SetUp
from schemes.sources.set_up_workbook_columns import BY_KEY

OUTTURN = "outturn"
STRUCTURE = ("partners", "agreements", "funds", "codes", "limits", "risks")


@dataclass(frozen=True)
class _Names:
    """The references that rows may name: those that are there, and those that come with the workbook."""

    lines: set[str]
    schemes: set[str]
    titles: list[str]


def check_rest(new: SetUp, checked: Checked, by: User) -> SetUp:
    """The rows that are new beside money; what names nothing that is known is a problem."""
    if not any(getattr(new, part) for part in (*STRUCTURE, "profiles", "outturns", "people")):
        return new
    there = checked.there
    names = _Names(
        lines={*there.lines, *(row.ref for row in new.lines)},
        schemes={*there.schemes, *(row.scheme for row in new.lines)},
        titles=list(dict.fromkeys([*there.agreements, *(row.title for row in new.agreements)])),
    )
    new = replace(
        new,
        profiles=_profiles(checked, names),
        codes=_codes(checked, names),
        outturns=_outturns(checked, names),
        limits=_limits(checked, names),
        risks=_risks(checked),
        people=_people(checked, by),
    )
    _check_rights(new, checked, by)
    return new


def _check_rights(new: SetUp, checked: Checked, by: User) -> None:
    """Structure is set up by whoever sets the place up; a finance officer brings schemes, lines and money."""
    if may_set_up(by, checked.there.place):
        return
    for part in STRUCTURE:
        if getattr(new, part):
            wanted = "nothing new here from you: a pool manager or administrator of the host sets this up"
            checked.problems.append(Problem(BY_KEY[part].title, getattr(new, part)[0].row, "", "", wanted))


def _one_of(checked: Checked, part: str, row: Any, column: str, value: str, known: Iterable[str]) -> bool:
    known = list(known)
    if value in known:
        return True
    wanted = "one of " + ", ".join(known[:6]) if known else "something that is set up already or in this workbook"
    checked.refuse(part, row.row, column, value, wanted)
    return False


def _profiles(checked: Checked, names: _Names) -> tuple[Any, ...]:
    rows = []
    for row in checked.set_up.profiles:
        line = checked.there.lines.get(row.line)
        if not _one_of(checked, "profiles", row, "Line reference", row.line, names.lines):
            continue
        if total(row.weights) <= 0:
            checked.refuse("profiles", row.row, "April", "0", "at least one month above zero")
        elif line is not None and line.profile == row.weights:
            checked.keep("profiles")
        else:
            rows.append(row)
    return tuple(rows)


def _codes(checked: Checked, names: _Names) -> tuple[CodeRow, ...]:
    there = checked.there
    held: dict[tuple[int, str], set[tuple[str, Any]]] = {}
    found = LedgerCode.objects.filter(partner__in=there.partners.values()).prefetch_related("shares__line")
    for code in found:
        shares = {(s.line.ref, s.percent) for s in code.shares.all() if s.line.year == there.year}
        held[code.partner_id, code.code] = shares if code.section_75 else {("", None)}
    given: dict[tuple[str, str], list[CodeRow]] = {}
    for row in checked.set_up.codes:
        known = _one_of(checked, "codes", row, "Partner (code)", row.partner, checked.partners)
        if row.section_75:
            known = _one_of(checked, "codes", row, "Line reference", row.line, names.lines) and known
        if known:
            given.setdefault((row.partner, row.code), []).append(row)
    rows: list[CodeRow] = []
    for (partner, text), its in given.items():
        its = [replace(row, percent=row.percent or HUNDRED) for row in its]
        if its[0].section_75 and total(row.percent or HUNDRED for row in its) != HUNDRED:
            percents = " + ".join(f"{row.percent or HUNDRED:f}" for row in its)
            checked.refuse("codes", its[-1].row, "Per cent", percents, f"per cent of code {text} that make 100")
            continue
        owner = there.partners.get(partner)
        wanted = {(row.line, row.percent) if row.section_75 else ("", None) for row in its}
        if owner is not None and held.get((owner.pk, text)) == wanted:
            checked.keep("codes")
        else:
            rows += its
    return tuple(rows)


def _outturns(checked: Checked, names: _Names) -> tuple[Any, ...]:
    place, year = checked.there.place, checked.there.year - 1
    found = Comparator.objects.filter(place=place, year=year, measure=OUTTURN).select_related("scheme", "fund")
    held = {(c.scheme.ref if c.scheme else "", c.fund.code if c.fund else "") for c in found}
    rows = []
    for row in checked.set_up.outturns:
        if bool(row.scheme) == bool(row.fund):
            checked.refuse("outturns", row.row, "Scheme reference", row.scheme, "either a scheme or a fund")
        elif (row.scheme, row.fund) in held:
            checked.keep("outturns")
        else:
            column, known = ("Scheme reference", names.schemes) if row.scheme else ("Fund (code)", checked.funds)
            if _one_of(checked, "outturns", row, column, row.scheme or row.fund, known):
                rows.append(row)
    return tuple(rows)


def _limits(checked: Checked, names: _Names) -> tuple[Any, ...]:
    held = {
        (limit.agreement.title, limit.kind, limit.within_scheme, limit.decided_by, limit.committee, limit.up_to)
        for limit in ApprovalLimit.objects.filter(agreement__place=checked.there.place).select_related("agreement")
    }
    rows = []
    for row in checked.set_up.limits:
        title = row.agreement or (names.titles[0] if len(names.titles) == 1 else "")
        if (row.decided_by == "committee") != bool(row.committee):
            wanted = "the name of the committee that decides, and none where a role decides"
            checked.refuse("limits", row.row, "Committee", row.committee, wanted)
        elif (title, row.kind, row.within_scheme, row.decided_by, row.committee, row.up_to) in held:
            checked.keep("limits")
        elif _one_of(checked, "limits", row, "Agreement", title, names.titles):
            rows.append(replace(row, agreement=title))
    return tuple(rows)


def _risks(checked: Checked) -> tuple[Any, ...]:
    rules = RiskRule.objects.filter(fund__place=checked.there.place, year=checked.there.year, for_scheme=False)
    held = {(rule.fund.code, rule.direction, rule.month) for rule in rules.select_related("fund")}
    rows = []
    for row in checked.set_up.risks:
        codes = [row.bearer] if row.bearer else []
        known = _one_of(checked, "risks", row, "Fund (code)", row.fund, checked.funds)
        for code in [*codes, *(code for code, _ in row.shares)]:
            known = _one_of(checked, "risks", row, "Shares", code, checked.partners) and known
        if (row.fund, row.direction, row.month or 1) in held:
            checked.keep("risks")
        elif row.shares and total(percent for _, percent in row.shares) != HUNDRED:
            made = f"{total(percent for _, percent in row.shares):f}"
            checked.refuse("risks", row.row, "Shares", made, "shares that make 100")
        elif known:
            rows.append(row)
    return tuple(rows)


def _people(checked: Checked, by: User) -> tuple[Any, ...]:
    """Those that have no such role yet and whom this person may invite; others are named and left to who may."""
    place = checked.there.place
    held = {
        (email.casefold(), heir, role)
        for email, heir, role in Membership.objects.filter(
            partner__heir__in=[partner.heir_id for partner in checked.there.partners.values()], ended_at=None
        ).values_list("user__email", "partner__heir", "role")
    }
    invites = hosts_in(by, Power.MANAGE_PEOPLE, place)
    rows, left = [], []
    for row in checked.set_up.people:
        partner = checked.there.partners.get(row.partner)
        if not _one_of(checked, "people", row, "Partner (code)", row.partner, checked.partners):
            continue
        if "@" not in row.email.strip("@ "):
            checked.refuse("people", row.row, "E-mail address", row.email, "an address such as name@example.gov.uk")
        elif partner is not None and (row.email.casefold(), partner.heir_id, row.role) in held:
            checked.keep("people")
        elif invites or (by.is_staff and row.role == "administrator" and _is_first(partner)):
            rows.append(row)
        else:
            left.append(row.email)
    if left:
        checked.warnings.append(
            f"{len(left)} people are not invited by this import: an administrator of the place invites them"
        )
    return tuple(rows)


def _is_first(partner: Partner | None) -> bool:
    """Whether the partner has no administrator yet, so that the operator may name one."""
    if partner is None:
        return True
    held = Membership.objects.filter(partner__heir=partner.heir_id, role="administrator", ended_at=None)
    return not held.exists()
