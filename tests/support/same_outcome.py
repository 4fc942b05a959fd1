"""What two rehearsals of one case must have in common, papers included, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no annotations

NOT_ALIKE = ("number", "steps", "papers", "delivery", "warnings")
"""Every case has its own number, takes its own time and stands in its own place at the hub."""
MARK = re.compile(r"\b[0-9a-f]{16,}\b(\s+[0-9a-f]{16,}\b)*")
"""Of a certificate and of what was signed: there are a stand and a request for each. Where such a
mark goes over to the next line depends on how wide its digits are."""


def outcome(said: Mapping[str, Any], out: Path) -> dict[str, Any]:
    """``out`` is where the papers lie."""
    return {
        **{name: value for name, value in said.items() if name not in NOT_ALIKE},
        "delivery": said["delivery"]["state"],
        "warnings": [one for one in said["warnings"] if one["code"] != "intake.same_day"],
        "papers": {
            paper["kind"]: words(out / paper["file"], (said["number"], paper["barcode"]))
            for paper in said["papers"]
        },
    }


def words(paper: Path, numbers: Iterable[str]) -> list[str]:
    """The lines of a paper, with the marks by which one case differs from another left out."""
    document = pdfium.PdfDocument(paper)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    text = "\n".join(pages)
    for number in numbers:
        text = text.replace(number, "NUMBER")
    return [line.strip() for line in MARK.sub("MARK", text).splitlines()]
