"""A worked example of our set-up workbook: a small place that could be brought in as it is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from schemes.sources.set_up_parts import (
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

COUNCIL, BOARD, FUND = "ECC", "EICB", "BCF"
MINIMUM, GRANT = "NHS minimum contribution", "Disabled Facilities Grant"
TITLE = "Exampleshire section 75 agreement"
HALF, THOUSAND = Decimal(50), Decimal(1000)


def example() -> SetUp:
    """Two partners, one agreement and fund, two streams, three lines; every sheet has a row."""
    one = Decimal(1)
    return SetUp(
        partners=(
            PartnerRow(0, COUNCIL, "Exampleshire County Council", "council"),
            PartnerRow(0, BOARD, "NHS Exampleshire Integrated Care Board", "nhs"),
        ),
        agreements=(AgreementRow(0, TITLE, "signed", date(2024, 4, 1), (COUNCIL, BOARD), signed_on=date(2024, 3, 20)),),
        funds=(FundRow(0, FUND, "Better Care Fund", "pooled", COUNCIL, TITLE),),
        streams=(
            StreamRow(0, MINIMUM, better_care=True, national="Minimum NHS Contribution"),
            StreamRow(0, GRANT, "grant", better_care=True, capital=True, national="DFG"),
        ),
        contributions=(
            ContributionRow(0, FUND, BOARD, MINIMUM, 2_400 * THOUSAND),
            ContributionRow(0, FUND, COUNCIL, GRANT, 800 * THOUSAND),
        ),
        lines=_lines(),
        codes=_codes(),
        profiles=(ProfileRow(0, "DFG-1", one, one, one, one, one, one, one, one, one, one, one, Decimal(4)),),
        outturns=(OutturnRow(0, 1_450 * THOUSAND, "Outturn report of the council", scheme="HOME"),),
        limits=(
            LimitRow(0, "finance_director", TITLE, up_to=250 * THOUSAND),
            LimitRow(0, "committee", TITLE, committee="Joint commissioning board"),
        ),
        risks=(
            RiskRow(0, FUND, "over", "fixed", shares=((COUNCIL, HALF), (BOARD, HALF))),
            RiskRow(0, FUND, "under", "contributions", use="carry"),
        ),
        people=(
            PersonRow(0, "administrator@example.gov.uk", "The administrator", COUNCIL, "administrator"),
            PersonRow(0, "finance@example.gov.uk", "A finance officer", COUNCIL, "finance_officer"),
        ),
    )


def _lines() -> tuple[LineRow, ...]:
    return (
        LineRow(0, "HOME", "Care at home", "HOME-1", FUND, MINIMUM, BOARD, COUNCIL, 1_500 * THOUSAND),
        LineRow(0, "BEDS", "Intermediate care beds", "BEDS-1", FUND, MINIMUM, BOARD, BOARD, 900 * THOUSAND),
        LineRow(0, "DFG", "Adaptations to homes", "DFG-1", FUND, GRANT, COUNCIL, COUNCIL, 800 * THOUSAND),
    )


def _codes() -> tuple[CodeRow, ...]:
    return (
        CodeRow(0, COUNCIL, "A1001", "Home care", "HOME-1", Decimal(100)),
        CodeRow(0, BOARD, "521001", "Intermediate care", "BEDS-1", Decimal(100)),
        CodeRow(0, COUNCIL, "A9999", "Not shared", section_75=False),
    )
