"""The judge of PDFs passes a tagged one and fails one that is not."""

from __future__ import annotations

import pytest
import weasyprint

from tests.s75.pdfua import assert_pdf_ua1, pdf_ua1_problems

PAGE = (
    "<html lang=en><head><title>Board paper</title></head><body><h1>Position</h1><table><caption>Lines</caption>"
    "<thead><tr><th scope=col>Line<th scope=col>£</thead><tbody><tr><th scope=row>A<td>1</tbody></table></body></html>"
)


def test_a_tagged_pdf_passes() -> None:
    assert_pdf_ua1(weasyprint.HTML(string=PAGE).write_pdf(pdf_variant="pdf/ua-1"))


def test_an_untagged_pdf_fails_with_reasons() -> None:
    problems = pdf_ua1_problems(weasyprint.HTML(string=PAGE).write_pdf())
    assert any("7.1" in problem for problem in problems)
    with pytest.raises(AssertionError, match="MarkInfo"):
        assert_pdf_ua1(weasyprint.HTML(string=PAGE).write_pdf())


def test_a_file_that_is_no_pdf_is_an_error() -> None:
    with pytest.raises(RuntimeError, match="did not answer"):
        pdf_ua1_problems(b"not a PDF")
