"""The roles, in plain English: what each may do, and for whom. Only budgets/access.py reads what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Power(StrEnum):
    """One thing that a role may allow. OWN powers reach the partner's own lines; HOST powers the funds it hosts."""

    READ = "read every figure of the agreements that the partner is in"
    IMPORT_ACTUALS = "upload the partner's ledgers"
    FORECAST = "enter and submit forecasts of the lines that the partner spends"
    REVIEW = "query forecasts back or approve them"
    ENTER_READINGS = "enter what indicators read, what schemes delivered and what discharge money was spent on"
    KEEP_PERIODS = "open, lock and reopen the periods of funds that the partner hosts"
    PROPOSE_CHANGES = "propose budgets and changes to them, also by bringing in a plan with its schemes and lines"
    DECIDE_CHANGES = "approve or refuse changes that somebody else proposed"
    POST_CHANGES = "post approved changes in funds that the partner hosts"
    SET_UP = "set up agreements, funds, schemes, lines and ledger codes where the partner hosts"
    KEEP_CONTRIBUTIONS = "plan instalments, record invoices and receipts in funds that the partner hosts"
    WRITE_PAPERS = "draft papers and send them for sign-off"
    PUBLISH_PAPERS = (
        "publish papers that are signed, show them to the public, and keep the layouts and Word templates of the place"
    )
    REDACT = "take words out of what is kept, on record"
    KEEP_LISTS = "keep the reference lists whose words national templates own"
    MANAGE_PEOPLE = "invite people, give and end roles in places where the partner hosts"


@dataclass(frozen=True)
class Role:
    key: str
    title: str
    does: str
    powers: frozenset[Power]


def _role(key: str, title: str, does: str, *powers: Power) -> Role:
    return Role(key, title, does, frozenset({Power.READ, *powers}))


ROLES = (
    _role(
        "finance_officer",
        "Finance officer",
        "Uploads the partner's ledgers, brings in plans, forecasts the lines that it spends, explains variances and submits.",
        Power.IMPORT_ACTUALS,
        Power.FORECAST,
        Power.PROPOSE_CHANGES,
        Power.KEEP_CONTRIBUTIONS,
        Power.ENTER_READINGS,
        Power.WRITE_PAPERS,
    ),
    _role(
        "commissioner",
        "Commissioner",
        "Reviews what schemes spend, enters what they deliver, queries forecasts or approves them.",
        Power.REVIEW,
        Power.ENTER_READINGS,
    ),
    _role(
        "pool_manager",
        "Pool manager",
        "Opens and locks periods of the funds that the partner hosts, sets up lines and posts approved changes.",
        Power.KEEP_PERIODS,
        Power.PROPOSE_CHANGES,
        Power.POST_CHANGES,
        Power.SET_UP,
        Power.KEEP_CONTRIBUTIONS,
        Power.ENTER_READINGS,
        Power.WRITE_PAPERS,
        Power.PUBLISH_PAPERS,
    ),
    _role(
        "finance_director",
        "Finance director",
        "Approves changes that others propose: the council's section 151 officer, the ICB's chief finance officer.",
        Power.DECIDE_CHANGES,
    ),
    _role(
        "board_clerk",
        "Board clerk",
        "Writes, publishes and downloads the papers of the Health and Wellbeing Board.",
        Power.WRITE_PAPERS,
        Power.PUBLISH_PAPERS,
    ),
    _role("auditor", "Auditor", "Reads everything, follows any figure to its postings, and changes nothing."),
    _role(
        "administrator",
        "Administrator",
        "Invites people, gives and ends roles, sets the place up where the partner hosts, and keeps reference lists.",
        Power.MANAGE_PEOPLE,
        Power.SET_UP,
        Power.KEEP_LISTS,
        Power.REDACT,
    ),
)
BY_KEY = {role.key: role for role in ROLES}
