"""The printed table of timings, and what it comes to."""

from __future__ import annotations

import os
from collections.abc import Sequence

from reports.bench.stopwatch import Timing

COLUMNS = ("action", "ms", "bare SQL ms", "ratio", "work ms", "statements", "reference s", "times faster")
FOOT = (
    "Server time of a whole request, median, without the network. Bare SQL reads or writes the same rows over the same "
    "connection; for the workbook and for papers it is the bare library on the same rows, and papers are in processor "
    "time. Work is processor time, of Python and of the database together: about what a page takes on an idle machine, "
    "without waiting for a disk. The reference is the Financial Forecast Tool at its best and worst at like size (its grid "
    "of 300 lines on the line between those of 100 and 2,000); times faster counts from its best."
)


def row_of(timing: Timing) -> tuple[str, ...]:
    """One timing as it is printed."""
    reference = timing.job.reference
    return (
        timing.job.name,
        _ms(timing.seconds),
        "" if timing.raw is None else _ms(timing.raw),
        "" if timing.ratio is None else f"{timing.ratio:.1f}",
        "" if timing.work is None else _ms(timing.work),
        str(timing.queries),
        "" if reference is None else "–".join(f"{one:g}" for one in dict.fromkeys(reference)),
        "" if timing.faster is None else f"{timing.faster:,.0f}",
    )


def table_of(timings: Sequence[Timing]) -> list[str]:
    """The whole table, a line each: names on the left, figures on the right."""
    rows = [COLUMNS, *(row_of(timing) for timing in timings)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(COLUMNS))]
    lines = [
        "  ".join(
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    return [lines[0], "  ".join("-" * width for width in widths), *lines[1:]]


def tables_of(timings: Sequence[Timing]) -> list[str]:
    """What the reference has too, then the rest."""
    compared = [timing for timing in timings if timing.job.reference]
    rest = [timing for timing in timings if not timing.job.reference]
    return [
        *(table_of(compared) if compared else []),
        *([""] if compared and rest else []),
        *(table_of(rest) if rest else []),
    ]


def verdict(timings: Sequence[Timing]) -> str:
    """Whether every action that the reference has is as much faster as it ought to be, naming those that are not."""
    slow = [f"{timing.job.name} ({timing.faster:.1f}, not {timing.job.times})" for timing in timings if not timing.good]
    late = [
        f"{timing.job.name} ({timing.seconds:.2f} s, not {timing.job.limit:g})" for timing in timings if timing.late
    ]
    if late:
        slow_too = f" {verdict([timing for timing in timings if not timing.late])}" if slow else ""
        return f"Slower than it may be: {', '.join(late)}.{slow_too}"
    if slow:
        return f"Not as much faster than the reference as it ought to be: {', '.join(slow)}."
    return "Every action is at least ten times faster than the reference, and the workbook three times."


def busy() -> list[str]:
    """A warning when other programs wanted the processors too, which makes every time longer."""
    waiting, processors = os.getloadavg()[0], os.cpu_count() or 1
    if waiting <= processors:
        return []
    return [f"The machine had other work (load {waiting:.1f} on {processors} processors), so the times are too long."]


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:,.1f}"
