"""What a place has, as rows of our set-up workbook: to be downloaded, added to, and brought in again."""

from __future__ import annotations

from budgets.models import ApprovalLimit, Membership, RiskRule, RiskTier
from s75.money import ZERO
from schemes.models import Comparator, LedgerCodeLine, Line, PlannedOutput
from schemes.plans.checking_rest import OUTTURN
from schemes.plans.there import There
from schemes.sources.set_up_parts import (
    EQUAL,
    AgreementRow,
    CodeRow,
    ContributionRow,
    FundRow,
    LimitRow,
    LineRow,
    OutturnRow,
    PartnerRow,
    PersonRow,
    ProfileRow,
    RiskRow,
    SetUp,
    StreamRow,
)


def filled(there: There, *, people: bool) -> SetUp:
    """Everything that a place has for a year; people only for whoever manages them. Row numbers are of no meaning."""
    lines = sorted(there.lines.values(), key=lambda line: (line.fund.position, line.ref))
    return SetUp(
        year=there.year,
        partners=tuple(PartnerRow(0, c, p.name, p.kind, p.starts, p.ends) for c, p in there.partners.items()),
        agreements=tuple(_agreement(there, title) for title in there.agreements),
        funds=tuple(
            FundRow(0, code, f.name, f.arrangement, there.code_of(f.host), f.agreement.title)
            for code, f in there.funds.items()
        ),
        streams=_streams(there),
        contributions=tuple(
            ContributionRow(
                0, c.fund.code, there.code_of(c.partner), c.stream.name, there.received.get(c.pk, ZERO), c.ceiling
            )
            for c in there.contributions.values()
        ),
        lines=_lines(there, lines),
        codes=_codes(there),
        profiles=tuple(
            ProfileRow(0, line.ref, **dict(zip(EQUAL, line.profile, strict=True))) for line in lines if line.profile
        ),
        outturns=_outturns(there),
        limits=_limits(there),
        risks=_risks(there),
        people=_people(there) if people else (),
    )


def _agreement(there: There, title: str) -> AgreementRow:
    made = there.agreements[title]
    codes = [there.code_of(partner) for partner in made.partners.all()]
    parties = tuple(dict.fromkeys(code for code in codes if code))
    return AgreementRow(0, title, made.status, made.starts, parties, made.ends, made.signed_on, made.review_on)


def _streams(there: There) -> tuple[StreamRow, ...]:
    return tuple(
        StreamRow(
            row=0,
            name=stream.name,
            kind=stream.kind,
            better_care=stream.better_care,
            capital=stream.capital,
            ring_fenced=stream.ring_fenced,
            in_risk_share=stream.in_risk_share,
            returned=stream.returned,
            national=stream.national,
            first_year=stream.first_year,
            last_year=stream.last_year,
        )
        for stream in there.streams
    )


def _lines(there: There, lines: list[Line]) -> tuple[LineRow, ...]:
    outputs: dict[str, PlannedOutput] = {}
    held = PlannedOutput.objects.filter(scheme__place=there.place, year=there.year).select_related("scheme")
    for each in held:
        outputs.setdefault(each.scheme.ref, each)
    rows = []
    for line in lines:
        scheme, output = line.scheme, outputs.pop(line.scheme.ref, None)
        lead = there.schemes[scheme.ref].lead_commissioner_id
        rows.append(
            LineRow(
                row=0,
                scheme=scheme.ref,
                name=scheme.name,
                ref=line.ref,
                fund=line.fund.code,
                stream=line.stream.name,
                payer=there.code_of(line.contributing_partner),
                spender=there.code_of(line.spending_partner),
                amount=there.budgets.get(line.pk, ZERO),
                description=scheme.description,
                scheme_type=scheme.scheme_type,
                sub_type=scheme.sub_type,
                area_of_spend=scheme.area_of_spend,
                provider_type=scheme.provider_type,
                commissioner=scheme.commissioner,
                nhs_percent=scheme.nhs_percent,
                lead=next((code for code, partner in there.partners.items() if partner.pk == lead), ""),
                outputs=output.amount if output else None,
                unit=output.unit if output else "",
                income=line.income,
            )
        )
    return tuple(rows)


def _codes(there: There) -> tuple[CodeRow, ...]:
    shares = LedgerCodeLine.objects.filter(line__place=there.place, line__year=there.year)
    return tuple(
        CodeRow(
            row=0,
            partner=there.code_of(share.ledger_code.partner),
            code=share.ledger_code.code,
            description=share.ledger_code.description,
            line=share.line.ref,
            percent=share.percent,
        )
        for share in shares.select_related("ledger_code__partner", "line").order_by("ledger_code__code", "pk")
    )


def _outturns(there: There) -> tuple[OutturnRow, ...]:
    found = Comparator.objects.filter(place=there.place, year=there.year - 1, measure=OUTTURN)
    return tuple(
        OutturnRow(
            row=0,
            amount=each.amount,
            source=each.source,
            scheme=each.scheme.ref if each.scheme else "",
            fund=each.fund.code if each.fund else "",
            precision=each.precision,
        )
        for each in found.select_related("scheme", "fund")
        if each.scheme or each.fund
    )


def _limits(there: There) -> tuple[LimitRow, ...]:
    found = ApprovalLimit.objects.filter(agreement__place=there.place).select_related("agreement")
    return tuple(
        LimitRow(0, each.decided_by, each.agreement.title, each.kind, each.within_scheme, each.committee, each.up_to)
        for each in found
    )


def _risks(there: There) -> tuple[RiskRow, ...]:
    rules = RiskRule.objects.filter(fund__place=there.place, year=there.year, for_scheme=False)
    rows = []
    for rule in rules.select_related("fund", "bearer").prefetch_related("tiers__shares__partner"):
        tiers: list[RiskTier | None] = [*rule.tiers.all()]
        for tier in tiers or [None]:
            shares = tier.shares.all() if tier else ()
            rows.append(
                RiskRow(
                    row=0,
                    fund=rule.fund.code,
                    direction=rule.direction,
                    kind=rule.kind,
                    month=rule.month,
                    bearer=there.code_of(rule.bearer) if rule.bearer else "",
                    use=rule.use,
                    underspends_first=rule.underspends_first,
                    uncommitted_first=rule.uncommitted_first,
                    tier_up_to=tier.up_to if tier else None,
                    shares=tuple((there.code_of(share.partner), share.percent) for share in shares),
                    words=rule.words,
                )
            )
    return tuple(rows)


def _people(there: There) -> tuple[PersonRow, ...]:
    heirs = [partner.heir_id for partner in there.partners.values()]
    held = Membership.objects.filter(partner__heir__in=heirs, ended_at=None).select_related("user", "partner")
    return tuple(
        PersonRow(0, each.user.email, each.user.name, there.code_of(each.partner), each.role)
        for each in held.order_by("user__email", "pk")
    )
