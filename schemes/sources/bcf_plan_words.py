"""The words of planning workbooks: what their headers mean, which source a text names, and whose money a source is."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from difflib import get_close_matches

from schemes.sources.headers import Vocabulary

NHS, LA, JOINT = "NHS", "LA", "Joint"
MINIMUM_NHS, ADDITIONAL_NHS = "Minimum NHS Contribution", "Additional NHS Contribution"
IBCF, GRANT, DFG = "iBCF", "Local Authority Better Care Grant", "DFG"
ADDITIONAL_LA = "Additional LA Contribution"
LA_DISCHARGE, ICB_DISCHARGE = "Local Authority Discharge Funding", "ICB Discharge Funding"

WANTED: dict[str, Sequence[str]] = {
    "ref": ("scheme id", "scheme ref", "scheme reference", "scheme number", "scheme no", "=id", "=ref"),
    "name": ("scheme name", "name of scheme", "scheme title", "=scheme"),
    "description": ("brief description of scheme", "description of scheme", "scheme description", "=description"),
    "scheme_type": ("scheme type", "type of scheme", "=activity", "activity type", "type of activity"),
    "sub_type": ("sub type", "scheme sub type"),
    "type_other": (
        "please specify if scheme type is other",
        "specify if scheme type is other",
        "specify if scheme type other",
        "if scheme type is other",
        "other scheme type",
    ),
    "outputs": ("expected output", "planned output", "output", "estimated output"),
    "unit": ("=unit", "unit of measure", "unit of output", "output unit"),
    "area_of_spend": ("area of spend", "spend area"),
    "area_other": (
        "please specify if area of spend is other",
        "specify if area of spend is other",
        "specify if area of spend other",
        "if area of spend is other",
        "other area of spend",
    ),
    "commissioner": ("=commissioner", "commissioner", "commissioned by", "commissioning body"),
    "nhs_percent": ("percent nhs", "nhs percent", "percent ccg", "percent icb", "nhs share"),
    "la_percent": ("percent la", "la percent", "percent local authority", "la share"),
    "provider": ("provider", "provider type", "type of provider"),
    "source": ("source of funding", "funding source", "=source", "source of fund"),
    "is_new": ("new existing scheme", "new or existing scheme", "new existing", "new or existing"),
    "amount": ("expenditure", "planned expenditure", "planned spend", "scheme spend", "=spend", "=amount"),
    "objective": ("primary objective", "objective"),
    "comments": ("comment",),
    "checks": ("overall spend", "percent of overall spend", "check", "checksum", "complete", "validation", "error"),
}
WITHOUT: dict[str, Collection[str]] = {
    "scheme_type": ("other", "specify"),
    "area_of_spend": ("other", "specify"),
    "commissioner": ("percent", "share"),
    "amount": ("percent", "overall", "actual", "previous", "previously", "area", "running", "minimum"),
    "outputs": ("unit", "actual", "delivered"),
    "name": ("id",),
    "provider": ("name",),
}
HEADERS = Vocabulary.of(WANTED, without=WITHOUT)

_PLAIN = re.compile(r"[^a-z0-9]+")
_ASIDE = re.compile(r"\([^)]*\)")
_NUMBERED = re.compile(r"^\s*\d{1,2}[.)]\s+")


def plain(text: str) -> str:
    """Words in lower case with single blanks, “&” as “and”, without punctuation: for comparing."""
    return _PLAIN.sub(" ", text.lower().replace("&", " and ").replace("'", "").replace("’", "")).strip()


def _says(*needed: str) -> Callable[[str], bool]:
    """Whether a text has one of each group of words, the words of a group set apart by “|”."""
    patterns = [re.compile(rf"\b(?:{group})\b") for group in needed]
    return lambda text: all(pattern.search(text) for pattern in patterns)


_NHS_WORDS, _LA_WORDS = "nhs|icb|icbs|ccg|ccgs", "la|las|local authority|council"
_SOURCES: tuple[tuple[str, Callable[[str], bool]], ...] = (  # the first that fits
    (DFG, _says("dfg|dfgs|disabled facilities")),
    (GRANT, _says("better care grant|labcg")),
    (IBCF, _says("ibcf|improved better care|improved bcf")),
    (ICB_DISCHARGE, _says("discharge", _NHS_WORDS)),
    (LA_DISCHARGE, _says("discharge", _LA_WORDS)),
    (ADDITIONAL_NHS, _says("additional", _NHS_WORDS)),
    (ADDITIONAL_LA, _says("additional", _LA_WORDS)),
    (MINIMUM_NHS, _says("minimum", _NHS_WORDS)),
)


def source_of(text: str) -> str:
    """The national source of funding that a text names by any of its wordings; empty when it names none."""
    words = plain(_ASIDE.sub(" ", text)) or plain(text)
    return next((source for source, fits in _SOURCES if fits(words)), "")


def side_of(source: str) -> str:
    """Whose money a source is: the NHS's, or else local government's."""
    return NHS if _says(_NHS_WORDS)(plain(source)) else LA


def in_list(text: str, allowed: Sequence[str]) -> str:
    """The word of a list that a text means, whatever its case, punctuation or number in front; empty when none."""
    wanted = plain(_NUMBERED.sub("", text))
    for word in allowed:
        if plain(word) == wanted:
            return word
    joined = wanted.replace(" ", "")
    return next((word for word in allowed if plain(word).replace(" ", "") == joined), "")


def expected_of(what: str, text: str, allowed: Sequence[str]) -> str:
    """What was expected instead of an unknown word: the nearest ones of the list, or its first."""
    by_plain = {plain(word): word for word in allowed}
    near = [by_plain[word] for word in get_close_matches(plain(text), by_plain, n=2, cutoff=0.5)]
    if near:
        return f"{what} of the template’s list; perhaps “{'” or “'.join(near)}”"
    some = "”, “".join(allowed[:4])
    return f"{what} of the template’s list, such as “{some}”"


def is_other(text: str) -> bool:
    return plain(text) == "other"
