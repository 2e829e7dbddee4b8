"""The schemes of a plan with their lines, planned outputs, ledger codes and prior-year outturns: many by few statements."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from budgets.models import Partner
from s75.history import recorded
from s75.models import User
from s75.money import HUNDRED, ZERO
from s75.planner import written
from schemes.actions.forecast_rows import plan_for
from schemes.models import Comparator, LedgerCode, LedgerCodeLine, Line, PlannedOutput, Scheme
from schemes.plans.checking import SCHEME_FIELDS
from schemes.plans.checking_rest import OUTTURN
from schemes.plans.permission import require_plans
from schemes.plans.plan import Plan
from schemes.plans.there import There
from schemes.sources.set_up_parts import LineRow


def name_streams(named: Mapping[str, str], there: There, *, by: User) -> None:
    """Give streams that lack it their name in the national template."""
    require_plans(by, there.place)
    with recorded(by=by, reason="Name streams as the national template does"):
        for name, national in named.items():
            stream = there.stream(name)
            if stream is not None:
                stream.national = national
                stream.save()


def make_schemes(plan: Plan, there: There, *, by: User) -> dict[str, Scheme]:
    """The schemes that are new, and what the plan says differently of others; returns all of the plan's by reference."""
    require_plans(by, there.place)
    first: dict[str, LineRow] = {}
    for row in plan.new.lines:
        first.setdefault(row.scheme, row)
    with recorded(by=by, reason=f"Import the plan {plan.filename}"):
        made = Scheme.objects.bulk_create(_scheme(there, first[ref]) for ref in plan.schemes)
        changed = [there.schemes[update.ref] for update in plan.updates]
        for scheme in changed:
            _update(scheme, first[scheme.ref])
        plan_for(len(changed))
        Scheme.objects.bulk_update(changed, [*SCHEME_FIELDS, "nhs_percent"])
    return there.schemes | {scheme.ref: scheme for scheme in made}


def _scheme(there: There, row: LineRow) -> Scheme:
    scheme = Scheme(place=there.place, ref=row.scheme, lead_commissioner=_lead(there, row))
    _update(scheme, row)
    return scheme


def _lead(there: There, row: LineRow) -> Partner:
    return there.partners[row.lead or row.payer]


def _update(scheme: Scheme, row: LineRow) -> None:
    for name in SCHEME_FIELDS:
        if value := getattr(row, name):
            setattr(scheme, name, value)
    if row.nhs_percent is not None:
        scheme.nhs_percent = row.nhs_percent


def make_lines(plan: Plan, there: There, schemes: Mapping[str, Scheme], *, by: User) -> dict[str, Line]:
    """The lines that are new, and those that are there without a budget, with who spends them and their profiles."""
    require_plans(by, there.place)
    profiles = {row.line: row.weights for row in plan.new.profiles}
    with recorded(by=by, reason=f"Import the plan {plan.filename}"):
        made = Line.objects.bulk_create(
            _line(plan, there, schemes[row.scheme], row, profiles.get(row.ref))
            for row in plan.new.lines
            if row.ref not in plan.again
        )
        written(Line, len(made))
        spenders = {row.ref: there.partners[row.spender] for row in plan.new.lines}
        kept = [line for ref, line in there.lines.items() if ref in plan.again or ref in profiles]
        for line in kept:
            line.spending_partner = spenders.get(line.ref, line.spending_partner)
            line.profile = profiles.get(line.ref, line.profile)
        plan_for(len(kept))
        Line.objects.bulk_update(kept, ["spending_partner", "profile"])
    return there.lines | {line.ref: line for line in made}


def _line(plan: Plan, there: There, scheme: Scheme, row: LineRow, profile: list[Decimal] | None) -> Line:
    return Line(
        place=there.place,
        fund=there.funds[row.fund],
        year=plan.year,
        scheme=scheme,
        ref=row.ref,
        stream=there.stream(row.stream),
        contributing_partner=there.partners[row.payer],
        spending_partner=there.partners[row.spender],
        income=row.income,
        profile=profile,
        basis=plan.filename[:200],
    )


def make_outputs(plan: Plan, schemes: Mapping[str, Scheme], *, by: User) -> None:
    """What schemes are planned to deliver: the outputs of a scheme's rows, added up by unit."""
    require_plans(by, plan.place)
    sums: dict[tuple[str, str], Decimal] = {}
    for row in plan.new.lines:
        if row.outputs:
            sums[row.scheme, row.unit] = sums.get((row.scheme, row.unit), ZERO) + row.outputs
    held = PlannedOutput.objects.filter(scheme__place=plan.place, year=plan.year).select_related("scheme")
    there = {(each.scheme.ref, each.unit): each for each in held}
    with recorded(by=by, reason=f"Import the plan {plan.filename}"):
        PlannedOutput.objects.bulk_create(
            PlannedOutput(scheme=schemes[ref], year=plan.year, unit=unit, amount=amount)
            for (ref, unit), amount in sums.items()
            if (ref, unit) not in there
        )
        for key, amount in sums.items():
            if key in there and there[key].amount != amount:
                there[key].amount = amount
                there[key].save()


def make_codes(plan: Plan, there: There, lines: Mapping[str, Line], *, by: User) -> None:
    """Lead ledger codes to lines of the year, or list them as not section 75."""
    require_plans(by, there.place)
    rows = plan.new.codes
    if not rows:
        return
    with recorded(by=by, reason=f"Import the plan {plan.filename}"):
        codes = _codes(plan, there)
        held = [code.pk for code in codes.values()]
        LedgerCodeLine.objects.filter(ledger_code__in=held, line__place=there.place, line__year=plan.year).delete()
        LedgerCodeLine.objects.bulk_create(
            LedgerCodeLine(
                ledger_code=codes[row.partner, row.code], line=lines[row.line], percent=row.percent or HUNDRED
            )
            for row in rows
            if row.section_75
        )


def _codes(plan: Plan, there: There) -> dict[tuple[str, str], LedgerCode]:
    """The ledger codes of a plan, made where they are new."""
    first = {(row.partner, row.code): row for row in reversed(plan.new.codes)}
    owners = {code: there.partners[code] for code, _ in first}
    found = LedgerCode.objects.filter(partner__in=owners.values(), code__in=[code for _, code in first])
    held = {(each.partner_id, each.code): each for each in found}
    codes: dict[tuple[str, str], LedgerCode] = {}
    for (partner, text), row in first.items():
        code = held.get((owners[partner].pk, text)) or LedgerCode(partner=owners[partner], code=text)
        code.description = row.description or code.description
        if code.pk is None or code.section_75 != row.section_75:
            code.section_75 = row.section_75
        codes[partner, text] = code
    LedgerCode.objects.bulk_create(code for code in codes.values() if code.pk is None)
    kept = [code for key, code in codes.items() if (owners[key[0]].pk, key[1]) in held]
    plan_for(len(kept))
    LedgerCode.objects.bulk_update(kept, ["description", "section_75"])
    return codes


def make_outturns(plan: Plan, there: There, schemes: Mapping[str, Scheme], *, by: User) -> None:
    """The outturns of the year before, printed beside this year's figures."""
    require_plans(by, there.place)
    with recorded(by=by, reason=f"Import the plan {plan.filename}"):
        Comparator.objects.bulk_create(
            Comparator(
                place=there.place,
                scheme=schemes[row.scheme] if row.scheme else None,
                fund=there.funds[row.fund] if row.fund else None,
                measure=OUTTURN,
                year=plan.year - 1,
                amount=row.amount,
                precision=row.precision or "exact",
                source=row.source,
            )
            for row in plan.new.outturns
        )
