"""The form of a risk rule: for which direction and from when, its kind, and the shares of its tiers. It checks shape."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from budgets.actions.risk import Terms, Tier
from budgets.models import Fund, Partner, Period, RiskRule
from budgets.set_up.fields import AmountField, choose, text_field, year_choices
from s75.years import month_label, month_name, year_label
from schemes.models import Scheme

TIERS = 4
USES_HINT = "For underspends only; an overspend is always shared."


class RiskRuleForm(forms.Form):
    """One rule of one fund."""

    direction = forms.ChoiceField(
        label="The rule is for",
        choices=[("over", "Overspends"), ("under", "Underspends")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose overspends or underspends"},
    )
    scheme = choose(
        "Scheme",
        "Choose one of the fund’s schemes",
        empty="The whole fund",
        required=False,
        help_text="Choose a scheme only for a rule that stands for it instead of the fund’s.",
    )
    starts = forms.ChoiceField(
        label="Counts from",
        help_text="Periods before it keep the rule that they have.",
        error_messages={"required": "Choose the period from which it counts"},
    )
    kind = forms.ChoiceField(
        label="Who bears it",
        choices=[kind for kind in RiskRule.Kind.choices if kind[0] != RiskRule.Kind.FUND],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who bears it"},
    )
    bearer = choose("The partner that bears all", "Choose a partner of the agreement", empty="Nobody", required=False)
    underspends_first = forms.BooleanField(label="Underspends elsewhere in the fund pay first", required=False)
    contingency = choose(
        "Contingency reserve that pays next", "Choose a reserve of the fund", empty="None", required=False
    )
    uncommitted_first = forms.BooleanField(label="Then contributions that no budget uses", required=False)
    use = forms.ChoiceField(
        label="What an underspend is used for", choices=RiskRule.Use.choices, required=False, help_text=USES_HINT
    )
    words = forms.CharField(
        label="What the agreement says, in its own words",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    source = text_field("Source", 200, "", required=False, help_text="Where the agreement says so, such as schedule 3.")
    illustrative = forms.BooleanField(label="No source gives this rule: mark it as illustrative", required=False)

    def __init__(self, data: Any = None, *, fund: Fund, initial: dict[str, Any] | None = None) -> None:
        self.partners = list(fund.agreement.partners.filter(successor=None).order_by("name"))
        super().__init__(data, initial={"underspends_first": True, "use": "share", **(initial or {})})
        rows: dict[str, Any] = {
            "scheme": Scheme.objects.filter(lines__fund=fund).distinct(),
            "bearer": fund.agreement.partners.filter(successor=None),
            "contingency": fund.reserves.all(),
        }
        for name, found in rows.items():
            self.fields[name].queryset = found  # type: ignore[attr-defined]
        self.fields["starts"].choices = start_choices(fund)  # type: ignore[attr-defined]
        for tier in range(1, TIERS + 1):
            self.fields[f"up_to_{tier}"] = AmountField(label=f"Tier {tier}: up to £")
            for partner in self.partners:
                self.fields[f"share_{tier}_{partner.pk}"] = AmountField(
                    label=f"Tier {tier}: {partner}, %", max_digits=7, decimal_places=4, max_value=100
                )

    @property
    def plain(self) -> dict[str, BoundField]:
        """The fields outside the table of tiers, by name."""
        return {name: self[name] for name in self.base_fields}

    @property
    def grid(self) -> list[dict[str, Any]]:
        """The table of tiers: a row a tier, with its end and each partner's share."""
        return [
            {"number": n, "up_to": self[f"up_to_{n}"], "shares": [self[f"share_{n}_{p.pk}"] for p in self.partners]}
            for n in range(1, TIERS + 1)
        ]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        used = [bool(self._shares(found, n)) or found.get(f"up_to_{n}") is not None for n in range(1, TIERS + 1)]
        if not all(used[: sum(used)]):
            raise forms.ValidationError("Fill the tiers from the first on, without a gap.")
        return found

    def _shares(self, found: dict[str, Any], tier: int) -> dict[Partner, Decimal]:
        asked = {partner: found.get(f"share_{tier}_{partner.pk}") for partner in self.partners}
        return {partner: percent for partner, percent in asked.items() if percent}

    def when(self) -> tuple[int, int]:
        """The year and month from which it counts."""
        year, month = self.cleaned_data["starts"].split("-")
        return int(year), int(month)

    def terms(self) -> Terms:
        """What was entered, for the action. Fields that do not go with the direction are as if they were not there."""
        found = self.cleaned_data
        tiers: list[Tier] = []
        for tier in range(1, TIERS + 1):
            shares, up_to = self._shares(found, tier), found[f"up_to_{tier}"]
            if shares or up_to is not None:
                tiers.append((up_to, shares))
        over = found["direction"] == "over"
        return {
            "kind": found["kind"],
            "tiers": tiers,
            "bearer": found["bearer"],
            "use": RiskRule.Use.SHARE if over else found["use"] or RiskRule.Use.SHARE,
            "underspends_first": found["underspends_first"],
            "contingency": found["contingency"] if over else None,
            "uncommitted_first": found["uncommitted_first"] and over,
            "words": found["words"],
            "source": found["source"],
            "illustrative": found["illustrative"],
        }


def start_choices(fund: Fund) -> list[tuple[str, str]]:
    """The periods from which a rule can count: those after the last locked one, else the beginnings of years to come."""
    periods = list(fund.periods.order_by("year", "month"))
    last = max(((p.year, p.month) for p in periods if p.state == Period.State.LOCKED), default=(0, 0))
    left = [p for p in periods if (p.year, p.month) > last]
    found = [(f"{p.year}-{p.month}", f"{month_label(p.month)} {month_name(p.year, p.month)}") for p in left]
    started = {p.year for p in periods}
    later = [year for year, _ in year_choices() if year not in started and year > last[0]]
    return found + [(f"{year}-1", f"P01 {month_name(year, 1)}, {year_label(year)}") for year in later]


def stands_now(fund: Fund, direction: str, scheme: str = "") -> dict[str, Any]:
    """The newest rule of a direction, or of a scheme's, as the form shows it; only the direction where there is none."""
    of = {"override__scheme__ref": scheme} if scheme else {"for_scheme": False}
    rule = RiskRule.objects.filter(fund=fund, direction=direction, **of).order_by("-year", "-month").first()
    chosen = Scheme.objects.filter(place=fund.place, ref=scheme).first() if scheme else None
    if rule is None:
        return {"direction": direction, "scheme": chosen}
    names = ("direction", "kind", "use", "underspends_first", "contingency", "uncommitted_first", "words", "source")
    found: dict[str, Any] = {name: getattr(rule, name) for name in (*names, "illustrative")}
    found |= {"bearer": rule.bearer and rule.bearer.heir_id, "scheme": chosen}
    for n, tier in enumerate(rule.tiers.prefetch_related("shares__partner"), 1):
        found[f"up_to_{n}"] = tier.up_to
        for share in tier.shares.all():
            found[f"share_{n}_{share.partner.heir_id}"] = share.percent.normalize()
    return found


class EndOverrideForm(forms.Form):
    """Which scheme's own rule ends, from when, and why."""

    rule = forms.ChoiceField(
        label="Which rule ends", widget=forms.RadioSelect, error_messages={"required": "Choose the rule that ends"}
    )
    starts = forms.ChoiceField(
        label="From",
        help_text="From this period on the scheme goes by the fund’s rule. Periods before it keep the scheme’s own.",
        error_messages={"required": "Choose the period from which it ends"},
    )
    reason = forms.CharField(
        label="Why it ends",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter the reason"},
        help_text="It is kept on record.",
    )

    def __init__(self, data: Any = None, *, fund: Fund, rules: Sequence[RiskRule]) -> None:
        super().__init__(data)
        self.rules = {str(rule.pk): rule for rule in rules}
        named = [
            (key, f"{rule.get_direction_display()} of {rule.override.scheme}: {rule.get_kind_display().lower()}")
            for key, rule in self.rules.items()
        ]
        self.fields["rule"].choices = named  # type: ignore[attr-defined]
        self.fields["starts"].choices = start_choices(fund)  # type: ignore[attr-defined]

    def ended(self) -> RiskRule:
        return self.rules[self.cleaned_data["rule"]]

    def when(self) -> tuple[int, int]:
        year, month = self.cleaned_data["starts"].split("-")
        return int(year), int(month)
