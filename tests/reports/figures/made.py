"""Groups and standings made by hand: only what a test is about needs to be said."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from reports.facts.position import Group, Standing

pounds = st.decimals(min_value=-10_000_000, max_value=10_000_000, places=2, allow_nan=False, allow_infinity=False)


def money(text: str | int) -> Decimal:
    """£ from whole pounds or a text with thousands separators."""
    return Decimal(str(text).replace(",", "")).quantize(Decimal("0.01"))


def standing(budget: str | int = 0, outturn: str | int = 0, **more: Any) -> Standing:
    """A forecast line's standing: nothing spent yet, and the outturn still to come."""
    given = {"original": money(budget), "to_come": money(outturn), "lines": 1, **more}
    return Standing(budget=money(budget), **given)


def group(now: Standing, before: Standing | None = None, **names: Any) -> Group:
    """A group of one scheme, paid and spent by the council."""
    known = {
        "fund": "bcf",
        "scheme": "S1",
        "stream": "iBCF",
        "contributor": "WCC",
        "spender": "WCC",
        "illustrative": False,
        **names,
    }
    return Group(now=now, before=before or Standing(), **known)


standings = st.builds(
    Standing,
    *[pounds] * 7,
    st.integers(0, 50),
    st.integers(0, 50),
    st.integers(0, 50),
)
groups = st.builds(
    Group,
    fund=st.sampled_from(["bcf", "mh", "ld"]),
    scheme=st.sampled_from(["S1", "S2", "S3"]),
    stream=st.sampled_from(["iBCF", "NHS minimum"]),
    contributor=st.sampled_from(["WCC", "ICB"]),
    spender=st.sampled_from(["WCC", "ICB"]),
    illustrative=st.booleans(),
    now=standings,
    before=standings,
)
