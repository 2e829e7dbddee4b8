"""Letters that the printed typefaces lack, spelt out by name, so that no page shows an empty box in place of a word."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # it comes with WeasyPrint, and without types
from weasyprint.text.ffi import ffi, fontconfig

TYPEFACES = ("Liberation Sans", "DejaVu Sans")
STYLES = ("Regular", "Book", "Bold")
_KEPT = frozenset("\n\t ")
_SILENT = ("Cf", "Mn", "Me", "Cc", "Zl", "Zp")


def printable(page: str) -> str:
    """The page with every character that no typeface of ours has spelt out: 😀 becomes [grinning face].

    A PDF/UA page may not show a glyph that its font lacks, and what a machine's other fonts hold is left to chance.
    Joiners and other invisible characters are dropped.
    """
    missing = set(page) - covered() - _KEPT
    return page.translate({ord(letter): _spelt(letter) for letter in missing}) if missing else page


def _spelt(letter: str) -> str:
    if unicodedata.category(letter) in _SILENT:
        return ""
    name = unicodedata.name(letter, f"character {ord(letter):X}")
    return f"[{name.lower()}]"


@lru_cache(maxsize=1)
def covered() -> frozenset[str]:
    """Every character that one of our typefaces has both upright and bold, as this machine has them installed."""
    by_family: dict[str, list[frozenset[str]]] = {}
    for family, path in _font_files():
        with TTFont(path, lazy=True) as font:
            by_family.setdefault(family, []).append(frozenset(map(chr, font.getBestCmap() or {})))
    if TYPEFACES[0] not in by_family:
        raise RuntimeError(f"the typeface {TYPEFACES[0]} is not installed (Debian: fonts-liberation2)")
    return frozenset().union(*(frozenset.intersection(*faces) for faces in by_family.values()))


def _font_files() -> Iterator[tuple[str, str]]:
    """Family and file of each face of our typefaces, asked of fontconfig through the library that lays out text."""
    configuration = fontconfig.FcInitLoadConfigAndFonts()
    try:
        fonts = fontconfig.FcConfigGetFonts(configuration, fontconfig.FcSetSystem)
        for i in range(fonts.nfont):
            family, style = (_string(fonts.fonts[i], name) for name in (b"family", b"style"))
            if family in TYPEFACES and style in STYLES:
                yield family, _string(fonts.fonts[i], b"file")
    finally:
        fontconfig.FcConfigDestroy(configuration)


def _string(pattern: object, name: bytes) -> str:
    found = ffi.new("FcChar8 **")
    if fontconfig.FcPatternGetString(pattern, name, 0, found) != fontconfig.FcResultMatch:
        return ""
    text: bytes = ffi.string(ffi.cast("char *", found[0]))
    return text.decode()
