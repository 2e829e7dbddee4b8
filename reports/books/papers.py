"""Whether published papers are what they were: digests, files, and figures that the kept facts give again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from reports.books.reading import rows
from reports.catalogue import PAPERS
from reports.models import PublishedFile, PublishedPaper
from reports.publishing.files import edition_of
from reports.publishing.open_data import UNITS
from reports.render.as_json import render_json

Figure = tuple[str, str, str | None]  # where it stands, its column, and its exact value


def _papers() -> Iterator[PublishedPaper]:
    """Every published paper whose content was not redacted away."""
    papers = PublishedPaper.objects.filter(content__isnull=False).select_related("content", "place", "paper")
    return papers.order_by("place", "number", "version").iterator(chunk_size=20)


def _name(published: PublishedPaper) -> str:
    return f"Paper {published.number}, version {published.version}, of {published.place.slug}"


def published_papers_are_what_they_say() -> list[str]:
    """The digest of every published paper is that of its facts, texts and title."""
    breaks = []
    for published in _papers():
        try:
            found = edition_of(published).sha256
        except (TypeError, ValueError, KeyError) as wrong:
            breaks.append(f"{_name(published)} cannot be read back: {wrong}")
            continue
        if found != published.sha256:
            breaks.append(f"{_name(published)} does not hash to what it was published under.")
    return breaks


def published_figures_stand() -> list[str]:
    """The facts of every published paper give the figures of its files again, by the version of the formulas that made
    them; a paper that earlier formulas made is left as it is."""
    breaks = []
    for published in _papers():
        if published.kind not in PAPERS or PAPERS[published.kind].formulas != published.formulas:
            continue
        try:
            edition = edition_of(published)
        except (TypeError, ValueError, KeyError):
            continue  # the digest's check names it
        for file in published.files.filter(form="json", content__isnull=False).select_related("content"):
            kept = _read(file)
            if kept is not None and kept != list(_figures(render_json(edition.document(file.variant)))):
                breaks.append(f"{_name(published)}: its facts give other figures than its {file.variant} file holds.")
    return breaks


def _read(file: PublishedFile) -> list[Figure] | None:
    """The figures of a JSON file; None when it is none any more, which the check of the bytes names."""
    try:
        return list(_figures(json.loads(bytes(file.content.content))))
    except ValueError:
        return None


def _figures(document: dict[str, Any]) -> Iterator[Figure]:
    """Every figure of a paper's JSON, with where it stands; words and links may be put otherwise in later versions."""
    for section in document["sections"]:
        for block in section["blocks"]:
            for cell in block.get("cells", ()):
                if cell["unit"] in UNITS:
                    yield section["key"], "", cell["value"]
            for row in block.get("rows", ()) if block["type"] == "table" else ():
                for cell in row["cells"]:
                    if cell["unit"] in UNITS:
                        yield f"{block['key']} {row['key']}", cell["column"], cell["value"]


def published_files_are_the_bytes_that_were_made() -> list[str]:
    """Every file of a published paper has the size and the digest that it was published with, and is there."""
    breaks = []
    files = PublishedFile.objects.filter(content__isnull=False).select_related("content", "published__place")
    for file in files.order_by("pk").iterator(chunk_size=5):
        content = bytes(file.content.content)
        if (len(content), hashlib.sha256(content).hexdigest()) != (file.size, file.sha256):
            breaks.append(
                f"{_name(file.published)}: its {file.variant} {file.form} file is not the one that was published."
            )
    lost = rows(
        """
        SELECT pl.slug, p.number, p.version FROM reports_publishedpaper p JOIN budgets_place pl ON pl.id = p.place_id
        WHERE (NOT EXISTS (SELECT 1 FROM reports_publishedcontent c WHERE c.published_id = p.id)
            OR EXISTS (SELECT 1 FROM reports_publishedfile f LEFT JOIN reports_filecontent b ON b.file_id = f.id
                WHERE f.published_id = p.id AND b.id IS NULL))
        AND NOT EXISTS (SELECT 1 FROM reports_redactedplace r
            WHERE r."table" = 'reports_publishedcontent' AND r."row" = p.id)
        ORDER BY 1, 2, 3"""
    )
    breaks += [
        f"Paper {number}, version {version}, of {place}, has lost its content, and no redaction took it away."
        for place, number, version in lost
    ]
    return breaks + _without_files()


def _without_files() -> list[str]:
    """Of a paper that was published again in the background, somebody forgot the files."""
    found = rows(
        """
        SELECT pl.slug, p.number, p.version FROM reports_publishedpaper p JOIN budgets_place pl ON pl.id = p.place_id
        JOIN reports_publishedcontent c ON c.published_id = p.id
        WHERE p.published_at < now() - interval '1 day'
        AND NOT EXISTS (SELECT 1 FROM reports_publishedfile f WHERE f.published_id = p.id)
        ORDER BY 1, 2, 3"""
    )
    return [
        f"Paper {number}, version {version}, of {place}, has no files yet; have them made on the page of redactions."
        for place, number, version in found
    ]


def papers_were_signed_and_numbered() -> list[str]:
    """Every first publication of a draft was signed by somebody, versions follow one another, and numbers have no gap."""
    unsigned = rows(
        """
        SELECT pl.slug, p.number, p.version FROM reports_publishedpaper p JOIN budgets_place pl ON pl.id = p.place_id
        JOIN reports_paper d ON d.id = p.paper_id
        WHERE p.redaction_id IS NULL AND (d.state <> 'published' OR NOT EXISTS (
            SELECT 1 FROM reports_papersignature s WHERE s.paper_id = d.id AND s.revision = d.revision))
        ORDER BY 1, 2, 3"""
    )
    strange = rows(
        """
        SELECT pl.slug, p.number, p.version FROM reports_publishedpaper p JOIN budgets_place pl ON pl.id = p.place_id
        LEFT JOIN reports_publishedpaper before ON before.id = p.supersedes_id
        WHERE (p.version > 1 AND (before.number, before.version + 1, before.place_id)
            IS DISTINCT FROM (p.number, p.version, p.place_id))
        OR (p.version = 1 AND p.number > 1 AND NOT EXISTS (SELECT 1 FROM reports_publishedpaper q
            WHERE q.place_id = p.place_id AND q.number = p.number - 1))
        ORDER BY 1, 2, 3"""
    )
    return [
        f"Paper {number}, version {version}, of {place}, was published without a signature of what it says."
        for place, number, version in unsigned
    ] + [f"Paper {number}, version {version}, of {place}, follows no other." for place, number, version in strange]
