"""The words of national return templates: what the headers of their tables of schemes and of sources mean."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from schemes.sources.headers import Vocabulary

SCHEMES: dict[str, Sequence[str]] = {
    "ref": ("scheme id", "scheme ref", "scheme reference", "scheme number", "scheme no", "=id", "=ref"),
    "name": ("scheme name", "name of scheme", "scheme title"),
    "scheme_type": ("scheme type", "type of scheme", "=activity"),
    "sub_type": ("sub type", "scheme sub type"),
    "source": ("source of funding", "funding source", "=source"),
    "planned_outputs": ("planned output", "expected output", "output planned"),
    "delivered": (
        "output delivered to date",
        "output delivered",
        "delivered to date",
        "actual output",
        "output to date",
        "=delivered",
    ),
    "unit": ("unit of measure", "=unit", "output unit", "unit of output"),
    "planned": ("planned expenditure", "planned spend", "expenditure planned", "=expenditure", "=planned"),
    "actual": (
        "actual expenditure to date",
        "expenditure to date",
        "actual expenditure",
        "actual spend",
        "spend to date",
        "year to date actual",
        "=actual",
    ),
    "issues_text": (
        "if yes please briefly describe",
        "if yes please describe",
        "if yes briefly describe",
        "if yes",
        "describe the issue",
        "detail of issue",
        "issue comment",
    ),
    "issues": ("implementation issue", "any implementation issue", "have there been any implementation issue"),
}
_WITHOUT: dict[str, Collection[str]] = {
    "planned_outputs": ("unit", "delivered", "actual"),
    "delivered": ("unit", "planned", "expected"),
    "planned": ("actual", "date", "output"),
    "actual": ("output", "planned", "percent"),
    "issues": ("yes", "describe"),
    "name": ("id",),
}
SOURCES: dict[str, Sequence[str]] = {
    "source": ("source of funding", "funding source", "=source", "=stream"),
    "planned_income": ("planned total income", "planned income", "income planned", "income plan", "=planned", "=plan"),
    "updated_income": (
        "updated total plan income",
        "updated full year",
        "updated plan",
        "updated income",
        "updated total",
        "=updated",
    ),
    "actual_income": ("actual income", "income actual", "income received"),
    "actual": (
        "year to date actual expenditure",
        "year to date actual",
        "actual expenditure",
        "expenditure to date",
        "year to date",
    ),
    "actual_plain": ("=actual", "=actual to date"),  # of income or of expenditure: as the return has it
}
_SOURCES_WITHOUT: dict[str, Collection[str]] = {
    "planned_income": ("updated", "expenditure", "spend"),
    "actual_income": ("planned", "expenditure"),
    "actual": ("income", "planned"),
}
SCHEME_HEADERS = Vocabulary.of(SCHEMES, without=_WITHOUT)
SOURCE_HEADERS = Vocabulary.of(SOURCES, without=_SOURCES_WITHOUT)
