"""A risk rule in plain English, for whoever asks what happens to an overspend."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from reports.facts.risk import RuleFacts, TierFacts
from s75.years import month_label, year_label

USES = {
    "carry": "is carried forward in the fund",
    "keep": "is kept in the fund as contingency",
    "redeploy": "is redeployed in the fund by agreement",
}


def words_of(
    rule: RuleFacts, names: Mapping[str, str] | None = None, *, schemes: Mapping[str, str] | None = None
) -> str:
    """The rule as sentences: “An overspend is first met by underspends elsewhere in the fund. What is left is shared …”.

    `names` are the partners' by code, `schemes` those of schemes by reference; a code without a name stands for itself.
    """
    known, of = dict(names or {}), ""
    if rule.scheme:
        of = f" on {(schemes or {}).get(rule.scheme, rule.scheme)}"
    what = f"{'An overspend' if rule.direction == 'over' else 'An underspend'}{of}"
    if rule.kind == "none":
        return f"{what} is not shared: each partner bears its own lines."
    before = _before(rule)
    if rule.direction == "under" and rule.use != "share":
        return f"{what} {USES[rule.use]}."
    if before:
        return f"{what} is first met by {before}. What is left {_borne(rule, known)}."
    return f"{what} {_borne(rule, known)}."


def _before(rule: RuleFacts) -> str:
    """What pays before anything is shared, in its order."""
    if rule.direction == "under":
        return ""
    steps = ["underspends elsewhere in the fund"] if rule.underspends_first else []
    steps += [f"the reserve “{rule.contingency}”"] if rule.contingency else []
    steps += ["contributions that no budget uses"] if rule.uncommitted_first else []
    return ", then by ".join(steps)


def _borne(rule: RuleFacts, names: Mapping[str, str]) -> str:
    gone = rule.direction == "under"
    if rule.kind == "bearer":
        return f"{'goes back to' if gone else 'is borne by'} {names.get(rule.bearer, rule.bearer)} alone"
    if rule.kind == "contributions":
        verb = "goes back to the partners" if gone else "is shared between the partners"
        return f"{verb} in proportion to their contributions"
    if rule.kind == "fixed" and rule.tiers:
        return f"{'goes back to' if gone else 'is shared between'} {_shares(rule.tiers[0], names)}"
    return f"{'goes back' if gone else 'is borne'} in steps: {_steps(rule, names)}"


def _steps(rule: RuleFacts, names: Mapping[str, str]) -> str:
    said: list[str] = []
    start = Decimal(0)
    whose = "to" if rule.direction == "under" else "by"
    for tier in rule.tiers:
        borne = f"{whose} {_shares(tier, names)}" if tier.shares else "by agreement"
        said.append(f"{_step(start, tier.up_to)} {borne}")
        if tier.up_to is None:
            return "; ".join(said)
        start = tier.up_to
    said.append(f"{_step(start, None)} by agreement")
    return "; ".join(said)


def _step(start: Decimal, up_to: Decimal | None) -> str:
    if up_to is None:
        return f"above {_pounds(start)}" if start else "all of it"
    return f"the next {_pounds(up_to - start)}" if start else f"the first {_pounds(up_to)}"


def _shares(tier: TierFacts, names: Mapping[str, str]) -> str:
    if len(tier.shares) == 1:
        return f"{names.get(tier.shares[0][0], tier.shares[0][0])} alone"
    parts = [f"{names.get(code, code)} ({_percent(percent)})" for code, percent in tier.shares]
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def _pounds(amount: Decimal) -> str:
    return f"£{amount:,.2f}".removesuffix(".00")


def _percent(percent: Decimal) -> str:
    return f"{percent.normalize():f}%"


def since(rule: RuleFacts) -> str:
    """From when a rule counts: “from P01 2022-23”."""
    return f"from {month_label(rule.month)} {year_label(rule.year)}"
