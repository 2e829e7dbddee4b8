"""Ledger codes as they lead to next year's lines: kept where every line that they lead to goes on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from budgets.models import Place
from s75.years import month_start
from schemes.forward.plan import LeftOut
from schemes.models import LedgerCode, LedgerCodeLine, Line

Share = tuple[LedgerCode, Line, Decimal]


def codes_forward(place: Place, year: int, kept: Mapping[int, Line]) -> tuple[tuple[Share, ...], list[LeftOut]]:
    """The shares of codes that go on to the kept lines (by id), and the codes that somebody must map again.

    A code that led in part to a line that is left out is not kept: the rest of its shares would no longer make 100 per
    cent, and how to share it out anew is for people to say.
    """
    rows = LedgerCodeLine.objects.filter(line__place=place, line__year=year).select_related("ledger_code", "line")
    shares: dict[int, list[LedgerCodeLine]] = defaultdict(list)
    for row in rows.order_by("ledger_code__code", "line__ref"):
        shares[row.ledger_code_id].append(row)
    going: list[Share] = []
    lost: list[LeftOut] = []
    for parts in shares.values():
        code, inside = parts[0].ledger_code, [row for row in parts if row.line_id in kept]
        if not inside or not code.section_75:
            continue
        if code.ends is not None and code.ends < month_start(year + 1, 1):
            lost.append(LeftOut(f"Ledger code {code}", f"It ended on {code.ends:%-d %B %Y}."))
        elif len(inside) < len(parts):
            gone = ", ".join(row.line.ref for row in parts if row.line_id not in kept)
            lost.append(LeftOut(f"Ledger code {code}", f"It also led to {gone}. Map it again."))
        else:
            going += [(code, row.line, row.percent) for row in inside]
    return tuple(going), lost
