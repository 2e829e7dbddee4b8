"""The sheets and columns of our own set-up workbook: one description, by which it is written and read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from schemes.sources.set_up_parts import AgreementRow, FundRow, LimitRow, PartnerRow, PersonRow, RiskRow, StreamRow
from schemes.sources.set_up_workbook_choices import (
    ARRANGEMENTS,
    CHANGE_KINDS,
    DECIDERS,
    DIRECTIONS,
    PARTNER_KINDS,
    ROLES,
    RULES,
    STATUSES,
    STREAM_KINDS,
    USES,
    Column,
    Described,
)
from schemes.sources.set_up_workbook_money import MONEY_SHEETS

SHEETS = (
    Described(
        "partners",
        "Partners",
        "The council, the NHS bodies and others that share budgets. Dates are for a partner that starts or ends.",
        PartnerRow,
        (
            Column("code", "Code", required=True, width=12),
            Column("name", "Name", required=True, width=40),
            Column("kind", "Kind", "choice", True, PARTNER_KINDS),
            Column("starts", "First day", "date"),
            Column("ends", "Last day", "date"),
        ),
        {"code": "ECC", "name": "Exampleshire County Council", "kind": "council"},
    ),
    Described(
        "agreements",
        "Agreement",
        "The section 75 agreement. Name its partners by their codes, with commas between.",
        AgreementRow,
        (
            Column("title", "Title", required=True, width=44),
            Column("status", "Status", "choice", True, STATUSES),
            Column("starts", "Starts", "date", True),
            Column("ends", "Ends", "date"),
            Column("signed_on", "Signed on", "date"),
            Column("review_on", "Review on", "date"),
            Column("partners", "Partners (codes)", "codes", True, width=24),
        ),
        {
            "title": "Exampleshire section 75 agreement",
            "status": "signed",
            "starts": date(2024, 4, 1),
            "signed_on": date(2024, 4, 1),
            "partners": ("ECC", "ICB"),
        },
    ),
    Described(
        "funds",
        "Funds",
        "One row for each pooled or aligned fund, with the partner that hosts it.",
        FundRow,
        (
            Column("code", "Code", required=True, width=12),
            Column("name", "Name", required=True, width=36),
            Column("arrangement", "Arrangement", "choice", True, ARRANGEMENTS, width=22),
            Column("host", "Host (code)", "text", True, refers="partners.code"),
            Column("agreement", "Agreement", "text", refers="agreements.title", width=40),
        ),
        {"code": "BCF", "name": "Better Care Fund", "arrangement": "pooled", "host": "ECC"},
    ),
    Described(
        "streams",
        "Streams",
        "Where money comes from. The national source is the planning template’s name of it, where it has one.",
        StreamRow,
        (
            Column("name", "Name", required=True, width=36),
            Column("kind", "Kind", "choice", True, STREAM_KINDS, width=22),
            Column("better_care", "Better Care Fund", "yes"),
            Column("capital", "Capital", "yes", width=10),
            Column("ring_fenced", "Ring-fenced", "yes", width=12),
            Column("in_risk_share", "In the risk share", "yes"),
            Column("returned", "In national returns", "yes"),
            Column("national", "National source", "text", listed="source", width=36),
            Column("first_year", "First year", "year", width=12),
            Column("last_year", "Last year", "year", width=12),
        ),
        {
            "name": "NHS minimum contribution",
            "kind": "contribution",
            "better_care": True,
            "in_risk_share": True,
            "returned": True,
            "national": "Minimum NHS Contribution",
        },
    ),
    *MONEY_SHEETS,
    Described(
        "limits",
        "Limits",
        "Who may approve a change up to which amount; leave the amount empty for any amount.",
        LimitRow,
        (
            Column("agreement", "Agreement", "text", refers="agreements.title", width=40),
            Column("kind", "Kind of change", "choice", choices=CHANGE_KINDS),
            Column("within_scheme", "Within one scheme only", "yes", width=22),
            Column("decided_by", "Decided by", "choice", True, DECIDERS, width=22),
            Column("committee", "Committee", width=32),
            Column("up_to", "Up to (£)", "money"),
        ),
        {"kind": "virement", "decided_by": "finance_director", "up_to": Decimal("250000.00")},
    ),
    Described(
        "risks",
        "Risk rules",
        "Who bears an over- or underspend. Shares are codes with per cent, such as ECC 50, ICB 50; one row for each tier.",
        RiskRow,
        (
            Column("fund", "Fund (code)", "text", True, refers="funds.code"),
            Column("direction", "Over- or underspend", "choice", True, DIRECTIONS, width=20),
            Column("kind", "Rule", "choice", True, RULES, width=42),
            Column("month", "From period (1 to 13)", "count", width=20),
            Column("bearer", "Who bears all (code)", "text", refers="partners.code", width=20),
            Column("use", "Use of an underspend", "choice", choices=USES, width=28),
            Column("underspends_first", "Other underspends first", "yes", width=22),
            Column("uncommitted_first", "Unallocated money first", "yes", width=22),
            Column("tier_up_to", "Tier up to (£)", "money"),
            Column("shares", "Shares", "shares", width=24),
            Column("words", "The agreement’s words", width=44),
        ),
        {
            "fund": "BCF",
            "direction": "over",
            "kind": "fixed",
            "underspends_first": True,
            "shares": (("ECC", Decimal(50)), ("ICB", Decimal(50))),
        },
    ),
    Described(
        "people",
        "People",
        "Who acts for which partner. Everybody who is new gets a letter with a link to choose a password.",
        PersonRow,
        (
            Column("email", "E-mail address", required=True, width=36),
            Column("name", "Name", required=True, width=28),
            Column("partner", "Partner (code)", "text", True, refers="partners.code"),
            Column("role", "Role", "choice", True, ROLES, width=22),
        ),
        {
            "email": "finance@example.gov.uk",
            "name": "An officer",
            "partner": "ECC",
            "role": "finance_officer",
        },
    ),
)
BY_KEY = {sheet.key: sheet for sheet in SHEETS}
