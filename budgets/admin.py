"""Django's admin pages over money in, and who: to read, never to write; changes are made on the product's own pages."""

from __future__ import annotations

from budgets.models import (
    Agreement,
    AgreementPartner,
    Allocation,
    AllocationPart,
    ApprovalLimit,
    BankHoliday,
    CalendarRule,
    Change,
    Clause,
    Condition,
    Contribution,
    ContributionEntry,
    DueDate,
    Fund,
    FundingStream,
    Instalment,
    LetterChoice,
    Membership,
    Notice,
    OverspendNotice,
    OverspendTerms,
    Partner,
    Period,
    PeriodTotals,
    Place,
    PlacePartner,
    ProposedContribution,
    Receipt,
    Reserve,
    ReserveCommitment,
    ReserveEntry,
    ReserveProject,
    RiskRule,
    RiskShare,
    RiskTier,
    Threshold,
)
from s75.admin import read_only

read_only(Place, "name", "board", "demonstration")
read_only(Partner, "name", "kind", "starts", "ends", "successor", search=["name"])
read_only(PlacePartner, "code", "place", "partner")
read_only(Membership, "user", "role", "partner", "agreement", "given_at", "ended_at", filters=["role"])
read_only(Agreement, "title", "place", "status", "starts", "ends")
read_only(AgreementPartner, "agreement", "partner")
read_only(Fund, "name", "place", "arrangement", "host")
read_only(Threshold, "fund", "level", "year", "month", "red_pounds", "red_percent", "explain_pounds", "explain_percent")
read_only(FundingStream, "name", "place", "kind", "better_care", "capital", "ring_fenced", "first_year", "last_year")
read_only(Contribution, "fund", "year", "partner", "stream", "status", "ceiling")
read_only(Period, "fund", "year", "month", "state", "opened_at", "locked_at", filters=["state", "year"])
read_only(PeriodTotals, "period", "original", "budget", "profiled", "actual", "outturn", related=["period__fund"])
read_only(Change, "title", "place", "fund", "year", "number", "kind", "state", filters=["kind", "state"])
read_only(
    ProposedContribution, "change", "contribution", "amount", related=["contribution__partner", "contribution__stream"]
)
read_only(
    ContributionEntry,
    "contribution",
    "fund",
    "year",
    "posted_in",
    "effective_from",
    "amount",
    related=["contribution__partner", "contribution__stream"],
)
read_only(Clause, "agreement", "topic", "source")
read_only(ApprovalLimit, "agreement", "kind", "within_scheme", "decided_by", "committee", "up_to", "starts", "ends")
read_only(
    Instalment, "contribution", "due_on", "amount", "invoice", related=["contribution__partner", "contribution__stream"]
)
read_only(
    Receipt,
    "instalment",
    "received_on",
    "amount",
    related=["instalment__contribution__partner", "instalment__contribution__stream"],
)
read_only(Allocation, "name", "partner", "year", "amount", "precision", "source")
read_only(AllocationPart, "allocation", "place", "elsewhere", "amount", related=["allocation__partner"])
read_only(Condition, "place", "year", "kind", "floor", "source")
read_only(Reserve, "name", "fund", "partner", "stream", "contingency")
read_only(ReserveProject, "name", "reserve", "state", "authority")
read_only(ReserveCommitment, "heading", "project", "year", "amount")
read_only(ReserveEntry, "reserve", "year", "posted_in", "kind", "amount", "project")
read_only(RiskRule, "fund", "direction", "kind", "year", "month", "for_scheme")
read_only(RiskTier, "rule", "position", "up_to", related=["rule__fund"])
read_only(RiskShare, "tier", "partner", "percent")
read_only(BankHoliday, "day", "name")
read_only(CalendarRule, "fund", "kind", "partner", "working_day", "year", "month", filters=["kind"])
read_only(DueDate, "fund", "year", "month", "kind", "partner", "day", "reason", filters=["kind"])
read_only(OverspendTerms, "fund", "year", "month", "tolerance", "notice_days", "plan_days", "source")
read_only(OverspendNotice, "fund", "year", "month", "amount", "sent_on", "sent_to", "sent_by", "plan_received_on")
read_only(Notice, "user", "kind", "text", "place", "made_at", "seen_at", "mailed_at", filters=["kind"])
read_only(LetterChoice, "user", "letters")
