"""The words by which ledgers name their columns, and those that tell a month's figure from a year's to date."""

from __future__ import annotations

import re

from schemes.sources.headers import Vocabulary
from schemes.sources.periods import Basis


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_NOT_ACTUAL = _words(
    "budget budgeted variance var forecast projected projection commitment committed order remaining available prior "
    "previous last percent vat tax quantity qty hour rate fte wte profile profiled plan planned target opening closing "
    "unposted encumbrance code description centre center number no type id date allocation original revised income "
    "receipt eur euro usd dollar brought bf count difference diff limit ceiling reference narrative over under "
    "overspend underspend unspent saving element object group category"
)
_NOT_TO_DATE = [word for word in _NOT_ACTUAL if word != "date"]
_WITHOUT_LABEL = _words("description desc name narrative title text manager holder owner type date actual")

WANTED = {
    "code": (
        "cost centre code", "cost center code", "cost centre", "cost center", "costcentre", "ledger code",
        "gl code", "cost code", "cost ctr", "cost cntr", "cctr", "cc", "cc code", "budget code", "finance code",
        "financial code", "budget centre", "nominal code", "nominal", "account code", "gl account",
        "ledger account", "code", "coding string", "coding", "code combination", "account combination",
        "charge code", "project code", "activity code", "analysis code", "objective code", "objective",
        "service code", "unit code", "cost unit", "internal order", "wbs element", "department code", "project",
        "account", "segment",
        "detail code", "cost object", "function code", "centre", "center",
    ),
    "description": (
        "description", "line description", "cost centre description", "cost centre name", "cost center name",
        "cost center description", "account description", "code description", "narrative", "service", "scheme",
        "name", "detail", "text", "title", "budget heading", "heading", "particular", "desc", "comment", "label",
        "item",
    ),
    "to_date": (
        "net actual to date", "net expenditure to date", "net spend to date", "net to date", "net ytd",
        "actual to date", "actual year to date", "actual ytd", "ytd actual", "year to date actual",
        "cumulative actual", "actual cumulative", "spend to date", "expenditure to date", "posted to date",
        "spent to date", "cost to date", "ytd spend", "ytd expenditure", "cumulative spend",
        "cumulative expenditure", "cumulative net", "year to date", "ytd", "cumulative", "to date",
    ),
    "month": (
        "actual in month", "in month actual", "actual this month", "this month actual", "actual in period",
        "in period actual", "actual this period", "period actual", "actual period", "month actual",
        "monthly actual", "actual month", "current month actual", "actual current month", "current period actual",
        "actual current period", "actual for period", "actual for month", "actual for the period",
        "actual for the month", "period to date", "month to date", "mtd", "ptd", "in month", "in period",
        "this month", "this period", "current month", "current period", "period spend", "monthly spend",
        "month spend", "period expenditure", "monthly expenditure", "period net", "month net", "period amount",
        "month amount", "period movement", "month movement", "monthly movement", "net movement",
        "movement in month", "movement in period",
    ),
    "amount": (
        "net actual", "actual net", "actual", "actual spend", "actual expenditure", "actual amount", "total actual",
        "net amount", "net expenditure", "net spend", "net value", "net", "amount", "posted amount", "=posted",
        "=value", "ledger amount", "gl amount", "base amount", "accounted amount", "functional amount",
        "transaction amount", "journal amount", "spend", "expenditure", "spent", "=charge", "=cost", "total cost",
        "total value", "gbp value", "value gbp", "val coarea crcy", "val in rep cur", "value in obj crcy",
        "value coarea crcy", "=gbp", "=sterling", "=pound", "total to", "=total", "total gbp", "gbp total",
        "ledger total", "gross amount", "=gross", "ledger balance", "=balance", "=movement", "=booked", "=charged",
        "=paid", "=amt", "net amt", "trans amt",
    ),
    "debit": ("debit", "dr", "debit amount", "debit value", "accounted dr", "entered dr", "amount dr", "dr amount"),
    "credit": ("credit", "cr", "credit amount", "credit value", "accounted cr", "entered cr", "amount cr", "cr amount"),
    "side": (
        "dr cr", "debit credit", "d c", "dc", "dr cr indicator", "debit credit indicator", "dr or cr", "cr dr",
        "debit or credit", "dc indicator", "d c indicator", "drcr", "credit debit", "posting side",
    ),
    "period": (
        "period", "accounting period", "posting period", "fiscal period", "financial period", "gl period",
        "ledger period", "period name", "period number", "period no", "month", "accounting month", "posting month",
        "financial month", "fiscal month", "month name", "month number", "effective period", "fiscal year period",
        "year period", "prd", "per", "gl date", "accounting date", "period end", "period end date", "period ending",
        "month end", "month ending",
        "mth", "acc period", "fin period",
    ),
    "year": ("financial year", "fiscal year", "accounting year", "year", "fy", "ledger year"),
    "date": (
        "posting date", "effective date", "posted date", "date", "transaction date", "journal date", "trans date",
        "entry date",
    ),
    "reference": (
        "journal", "journal number", "journal no", "journal id", "journal name", "journal reference", "reference",
        "ref", "document number", "document no", "document", "doc no", "doc number", "voucher", "voucher number",
        "voucher no", "transaction number", "transaction no", "transaction id", "transaction reference", "trans no",
        "jnl", "jnl no", "jnl ref", "batch", "batch name", "invoice number", "invoice no",
    ),
    "commitment": ("commitment", "committed", "order commitment", "outstanding order", "encumbrance", "on order"),
}  # fmt: skip

WITHOUT = {
    "code": _WITHOUT_LABEL,
    "description": ("actual", "amount"),
    "to_date": _NOT_TO_DATE,
    "month": [*_NOT_TO_DATE, "outturn"],
    "amount": [*_NOT_ACTUAL, "outturn", "annual", "full"],
    "debit": ("credit", "cr", "indicator", "code", "account", "date", "vat", "tax", "number", "opening", "closing"),
    "credit": (
        "debit", "dr", "indicator", "code", "account", "date", "vat", "tax", "number", "note", "opening", "closing",
        "limit",
    ),
    "period": _words("actual amount budget debit credit spend expenditure movement net forecast variance value"),
    "year": _words("actual amount budget forecast period to date outturn last prior previous"),
    "date": _words("invoice due payment paid run print report start end from to"),
    "reference": _words("date description line type source period amount"),
    "commitment": _words("actual date number no code"),
}  # fmt: skip

VOCABULARY = Vocabulary.of(WANTED, WITHOUT)
NEEDED = (
    "a row of headers with a column of ledger codes (such as “Cost centre”) and either one amount column (such as "
    "“Actual to date” or “Amount”) or a “Debit” and a “Credit” column"
)

_MONTH_ONLY = re.compile(
    r"\b(?:in[- ](?:the )?month|month only|single month|monthly (?:actuals?|movements?|postings|figures|basis|activity)"
    r"|period (?:only|activity|actuals?|movements?)|(?:this|current) (?:month|period)|(?:period|month)[- ]to[- ]date"
    r"|ptd|mtd|(?:non|not)[- ]?cumulative|transactions? (?:for|in) (?:the )?(?:period|month)"
    r"|basis\W{1,3}(?:the |in[- ])?(?:month|period)(?:ly)?)\b",
    re.IGNORECASE,
)
_TO_DATE = re.compile(r"\b(?:cumulative|cum|(?:year[- ])?to[- ]date|ytd)\b", re.IGNORECASE)
_UP_TO = re.compile(
    r"\b(?:actuals?|spend|spent|expenditure|net|total)\s+(?:up\s+)?to\s+(?:(?:the\s+)?end\s+(?:of\s+)?)?(?:p|m|period|month)?\s*"
    r"(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\bto (?:the )?end of (?:the )?(?:period|month)\b",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(
    r"£\s?['’]?000|\(\s?['’]?000['’]?s?\s?\)|£\s?[km]\b|£m(?:illion)?\b|\bthousands\b", re.IGNORECASE
)


def basis_of(text: str) -> Basis | None:
    """Whether a text calls its figures one month's or the year's to date; None where it says neither, or both."""
    without_month = _MONTH_ONLY.sub(" ", text)
    to_date = bool(_TO_DATE.search(without_month) or _UP_TO.search(without_month))
    if to_date == (without_month != text):
        return None
    return "cumulative" if to_date else "month"


def in_thousands(text: str) -> bool:
    """Whether a text says that figures are in thousands or millions and not in pounds."""
    return bool(_THOUSANDS.search(text))
