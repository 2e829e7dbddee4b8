"""Published papers that are not what they were."""

from __future__ import annotations

from reports.books import papers
from tests.reports.books.planted.plant import Plant

PAPER = "Paper 1, version 1, of worcestershire"
JSON = "(SELECT id FROM reports_publishedfile WHERE form = 'json')"

PAPERS = (
    Plant(
        papers.published_papers_are_what_they_say,
        "UPDATE reports_publishedcontent SET texts = jsonb_set(texts, '{purpose,text}', '\"Something else\"')",
        f"{PAPER} does not hash to what it was published under",
    ),
    Plant(
        papers.published_papers_are_what_they_say,
        "UPDATE reports_publishedcontent SET facts = jsonb_set(facts, '{of}', '\"lost.Facts\"')",
        f"{PAPER} cannot be read back: There are no facts “lost.Facts” any more",
    ),
    Plant(
        papers.published_figures_stand,
        "UPDATE reports_filecontent SET content = convert_to(replace(convert_from(content, 'UTF8'), '00\",', '01\",'), 'UTF8') "
        f"WHERE file_id = {JSON}",
        f"{PAPER}: its facts give other figures than its public file holds",
    ),
    Plant(
        papers.published_files_are_the_bytes_that_were_made,
        f"UPDATE reports_filecontent SET content = content || 'x' WHERE file_id = {JSON}",
        f"{PAPER}: its public json file is not the one that was published",
    ),
    Plant(
        papers.published_files_are_the_bytes_that_were_made,
        f"DELETE FROM reports_filecontent WHERE file_id = {JSON}",
        f"{PAPER}, has lost its content, and no redaction took it away",
    ),
    Plant(
        papers.published_files_are_the_bytes_that_were_made,
        "DELETE FROM reports_filecontent; DELETE FROM reports_publishedfile; "
        "UPDATE reports_publishedpaper SET published_at = published_at - interval '2 days'",
        f"{PAPER}, has no files yet",
    ),
    Plant(
        papers.papers_were_signed_and_numbered,
        "UPDATE reports_papersignature SET revision = 99",
        f"{PAPER}, was published without a signature of what it says",
    ),
    Plant(
        papers.papers_were_signed_and_numbered,
        "UPDATE reports_publishedpaper SET number = 5",
        "Paper 5, version 1, of worcestershire, follows no other",
    ),
)
