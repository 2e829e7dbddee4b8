"""What every chart is drawn with: a frame with its letter size, lines, and labels."""

from __future__ import annotations

from dataclasses import dataclass

from reports.render.html_cells import text

INK = "#0b0c0c"
MUTED = "#505a5f"
GRID = "#cbd5d6"


@dataclass(frozen=True, slots=True)
class Frame:
    """Width and letter size in the drawing's own units; `plot` is the height of a plot as a share of the width."""

    width: float
    size: float
    plot: float
    names: float


def frame_for(paper: bool) -> Frame:
    return Frame(680, 11.5, 0.34, 0.32) if paper else Frame(430, 13, 0.55, 0.4)


def line(x1: float, y1: float, x2: float, y2: float, colour: str, dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="1"{dashed}/>'


def label(
    x: float, y: float, words: str, frame: Frame, *, anchor: str = "start", colour: str = INK, bold: bool = False
) -> str:
    """A text at a place, escaped."""
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{frame.size:g}" fill="{colour}"{weight}>'
        f"{text(words)}</text>"
    )
