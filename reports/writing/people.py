"""What in a text may tell who a person is: names, NHS and National Insurance numbers, dates of birth, small numbers."""

from __future__ import annotations

import re

_TITLES = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Master|Baby)"
_NAME = r"[A-Z][a-z]+(?:[-'’][A-Z][a-z]+)*"
_TITLED = re.compile(rf"\b{_TITLES}\.?\s+(?:{_NAME}|[A-Z]\b\.?)(?:\s+{_NAME})?")
_FULL = re.compile(
    rf"\b(?:patient|client|resident|service user|child|mother|father|son|daughter)\s+({_NAME}\s+{_NAME})"
)
_PAIR = re.compile(rf"(?:^|[\w,;:.!?(“\"]\s|\n)({_NAME})\s({_NAME})\b")
_COMMON = """
    adam alan alice amanda amelia amir amy andrew angela ann anna anne anthony ben betty brian carol charles charlotte
    chris christine claire colin daniel david deborah dennis diane donna dorothy edward elizabeth emily emma eric fatima
    fiona frank gary george gordon graham grace hannah harry hassan heather helen henry ian irene jack jacob james jane
    janet jason jean jennifer jessica joan joanne john jonathan joseph joyce judith julie karen kate kathleen keith kelly
    kenneth kevin laura leslie linda lisa louise lucy malcolm margaret maria marie mark martin mary matthew maureen
    michael michelle mohammed muhammad nicholas nicola nigel oliver olivia pamela patricia patrick paul peter philip
    priya rachel raymond rebecca richard robert roger ronald rosemary russell ruth sally samantha samuel sandra sarah
    sean sharon sheila simon sophie stephen steven stuart susan thomas tracey trevor valerie victoria wendy william
    """
_FIRST = frozenset(_COMMON.split())
_NHS = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")
_INSURANCE = re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b")
_BORN = re.compile(
    r"\b(?:born(?: on)?|d\.?o\.?b\.?|date of birth)\b:?\s*"
    r"(?:\d{1,2}[./ -]\d{1,2}[./ -]\d{2,4}|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+ \d{4})",
    re.IGNORECASE,
)
_PEOPLE = (
    r"(?:people|persons?|patients?|residents?|clients?|service users?|child(?:ren)?|carers?|adults?|individuals?|women|men|"
    r"cases?|placements?)"
)
_FEW = re.compile(rf"\b(?:one|two|three|four|[1-4])(?: (?!of\b)[a-z-]+)? {_PEOPLE}\b", re.IGNORECASE)


def people_in(text: str) -> list[str]:
    """What looks like the name of a person: a title with a name, or a first name that is common with another."""
    found = [match[0] for match in _TITLED.finditer(text)]
    found += [match[1] for match in _FULL.finditer(text)]
    found += [f"{m[1]} {m[2]}" for m in _PAIR.finditer(text) if m[1].casefold() in _FIRST]
    return [one for one in dict.fromkeys(found) if not any(one != other and one in other for other in found)]


def private_in(text: str) -> list[str]:
    """NHS numbers (by their check digit), National Insurance numbers and dates of birth."""
    found = [f"The NHS number {match[0]}" for match in _NHS.finditer(text) if _is_nhs_number(match[0])]
    found += [f"The National Insurance number {match[0]}" for match in _INSURANCE.finditer(text)]
    found += [f"“{match[0]}”" for match in _BORN.finditer(text)]
    return list(dict.fromkeys(found))


def _is_nhs_number(text: str) -> bool:
    digits = [int(one) for one in text if one.isdecimal()]
    check = 11 - sum((10 - place) * digit for place, digit in enumerate(digits[:9])) % 11
    return check != 10 and check % 11 == digits[9]


def small_numbers_in(text: str) -> list[str]:
    """Counts of people below five."""
    return list(dict.fromkeys(match[0] for match in _FEW.finditer(text)))
