"""A sample document for the renderers with everything that could go wrong in it."""

from __future__ import annotations

from decimal import Decimal

from reports.document import (
    Bullets,
    Cell,
    Chart,
    Column,
    Document,
    Meta,
    Paragraph,
    Row,
    Section,
    Series,
    Table,
)
from s75.money import ZERO

ATTACKS = (
    "<script>alert('x')</script>",
    '"><img src=http://127.0.0.1:{port}/img>',
    "<img src='file:///etc/passwd'>",
    "{{ settings.SECRET_KEY }} {% load static %} {0} {1}",
    '=HYPERLINK("http://127.0.0.1:{port}/xlsx","open")',
    "+1+1",
    "-2-3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "]]></title></desc></svg><svg onload=alert(1)>",
    "background: url(http://127.0.0.1:{port}/css)",
    "العربية ثم עברית and back to English",
    "Emoji: 😀 👩🏽‍⚕️ 🏴󠁧󠁢󠁷󠁬󠁳󠁿 and 漢字",
    "control \x00\x07\x1b characters\r\nand line ends",
)


def hostile(port: int = 9) -> Document:
    """Every text an attack, an odd script or far too long; figures that are missing, negative or huge; empty things."""
    attacks = tuple(text.replace("{port}", str(port)) for text in ATTACKS)
    everything = " ".join(attacks)
    rows = [
        Row(
            f'key"{i}<',
            (
                Cell(text, link="javascript:alert(1)"),
                Cell(Decimal("-123456.78"), "pounds", "//evil.example/", text, text, illustrative=True),
                Cell(None, "percent", word=text),
                Cell(text, "rag", note=text),
                Cell(text, link='/ok/?q="><b>'),
            ),
        )
        for i, text in enumerate(attacks)
    ]
    rows.append(
        Row(
            "long",
            (
                Cell("A long story"),
                Cell(None, "pounds"),
                Cell(Decimal("0.0"), "percent"),
                Cell("Amber", "rag"),
                Cell("long word " * 1000),
            ),
        )
    )
    unbroken = (Cell("x" * 300), Cell(Decimal("-0.00"), "pounds"), Cell(0, "count"), Cell(None, "rag"), Cell("y" * 400))
    rows.append(Row("unbroken", unbroken))
    columns = (
        Column('k"1', everything[:80], "text"),
        Column("k2", attacks[0]),
        Column("k3", attacks[4], "percent"),
        Column("k4", attacks[6], "rag", brief=attacks[5]),
        Column("k5", "Words", "text", wide=True),
    )
    values = (Decimal("-3.00"), None, Decimal("999999999999.99"), None)
    lone = (None, Decimal("12.34"), None, None)
    blocks = (
        Paragraph(everything, 1, (Cell(attacks[0]), Cell(Decimal("-5.00"), "pounds", word="underspend"))),
        Paragraph("", 2),
        Bullets(attacks),
        Bullets(()),
        Table("odd <key>", attacks[0] + " caption", columns, tuple(rows), attacks),
        Table("odd_key", "Nothing in it", columns, ()),
        Table("only names", "One column", columns[:1], (Row("r", (Cell("alone"),)),)),
        Chart(
            'c"<1>', "line", attacks[0], attacks[9], attacks[:4], (Series(attacks[0], values), Series("1", lone)), ""
        ),
        Chart("c2", "bar", "Bars", "d", attacks[:4], (Series("A", values), Series(attacks[9], values)), "odd_key"),
        Chart("c3", "waterfall", "Steps", "d", attacks[:4], (Series("A", values),), "odd_key", frozenset({0})),
        Chart("c4", "bar", "Zeros", "d", ("a", "b"), (Series("A", (ZERO, ZERO)),), ""),
        Chart("c5", "line", "None", "d", (), (), ""),
    )
    facts = tuple(zip(attacks, attacks, strict=True))
    meta = Meta(attacks[0], attacks[1], "2022-23", attacks[3], everything, attacks[4], True, facts, attacks)
    return Document(meta, (Section('s"<1', attacks[0], blocks), Section("empty", "Empty", ())))
