"""The sheets of the set-up workbook that hold amounts: contributions, lines, ledger codes, profiles and outturns."""

from __future__ import annotations

from decimal import Decimal

from schemes.sources.set_up_parts import EQUAL, CodeRow, ContributionRow, LineRow, OutturnRow, ProfileRow
from schemes.sources.set_up_workbook_choices import Column, Described

MONEY_SHEETS = (
    Described(
        "contributions",
        "Contributions",
        "What each partner puts in for the year. They stay indicative until somebody confirms them.",
        ContributionRow,
        (
            Column("fund", "Fund (code)", "text", True, refers="funds.code"),
            Column("partner", "Partner (code)", "text", True, refers="partners.code"),
            Column("stream", "Stream", "text", True, refers="streams.name", width=36),
            Column("amount", "Contribution (£)", "money", True),
            Column("ceiling", "Ceiling of a claim (£)", "money", width=20),
        ),
        {"fund": "BCF", "partner": "ICB", "stream": "NHS minimum contribution", "amount": Decimal("1200000.00")},
    ),
    Described(
        "lines",
        "Schemes and lines",
        "One row for each line: a scheme’s part with one stream, whose money it is, and in whose ledger it is spent.",
        LineRow,
        (
            Column("scheme", "Scheme reference", required=True),
            Column("name", "Scheme name", required=True, width=40),
            Column("ref", "Line reference", required=True),
            Column("fund", "Fund (code)", "text", True, refers="funds.code"),
            Column("stream", "Stream", "text", True, refers="streams.name", width=32),
            Column("payer", "Whose money (code)", "text", True, refers="partners.code"),
            Column("spender", "Spent by (code)", "text", True, refers="partners.code"),
            Column("amount", "Opening budget (£)", "money", True),
            Column("income", "Income", "yes", width=10),
            Column("lead", "Lead commissioner (code)", "text", refers="partners.code", width=24),
            Column("description", "Description", width=40),
            Column("scheme_type", "Scheme type", "text", listed="scheme_type", width=32),
            Column("sub_type", "Sub-type", width=24),
            Column("area_of_spend", "Area of spend", "text", listed="area_of_spend"),
            Column("provider_type", "Provider type", "text", listed="provider_type", width=24),
            Column("commissioner", "Commissioner", "text", listed="commissioner", width=14),
            Column("nhs_percent", "NHS part (%)", "number", width=12),
            Column("outputs", "Planned outputs", "number"),
            Column("unit", "Unit", "text", listed="unit", width=24),
        ),
        {
            "scheme": "HOME",
            "name": "Care at home",
            "ref": "HOME-1",
            "fund": "BCF",
            "stream": "NHS minimum contribution",
            "payer": "ICB",
            "spender": "ECC",
            "amount": Decimal("1200000.00"),
        },
    ),
    Described(
        "codes",
        "Ledger codes",
        "Which code of a partner’s ledger leads to which line; percentages where it leads to several.",
        CodeRow,
        (
            Column("partner", "Partner (code)", "text", True, refers="partners.code"),
            Column("code", "Ledger code", required=True),
            Column("description", "Description", width=36),
            Column("line", "Line reference", "text", refers="lines.ref"),
            Column("percent", "Per cent", "number", width=12),
            Column("section_75", "Section 75", "yes", width=12),
        ),
        {"partner": "ECC", "code": "A1234", "description": "Home care", "line": "HOME-1", "section_75": True},
    ),
    Described(
        "profiles",
        "Monthly profiles",
        "Weights by which a line’s budget is spread over the months; a line without a row has equal months.",
        ProfileRow,
        (
            Column("line", "Line reference", "text", True, refers="lines.ref"),
            *(Column(month, month.capitalize(), "number", True, width=11) for month in EQUAL),
        ),
        {"line": "HOME-1", **dict.fromkeys(EQUAL, Decimal(1)), "march": Decimal(2)},
    ),
    Described(
        "outturns",
        "Prior-year outturn",
        "What a scheme or a fund spent in the year before, printed beside this year and never added.",
        OutturnRow,
        (
            Column("scheme", "Scheme reference", "text"),
            Column("fund", "Fund (code)", "text", refers="funds.code"),
            Column("amount", "Outturn (£)", "money", True),
            Column("source", "Source", required=True, width=44),
            Column("precision", "Precision", width=24),
        ),
        {"scheme": "HOME", "amount": Decimal("1150000.00"), "source": "Outturn report", "precision": "exact"},
    ),
)
