"""Reads a printed paper back as a stranger would: by eye, by scanner, by text extraction."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no annotations
import zxingcpp
from pypdfium2.raw import (  # type: ignore[import-untyped]  # ships no annotations
    FPDF_PAGEOBJ_PATH,
    FPDF_PAGEOBJ_TEXT,
)

from operator_app.domain.papers import PaperKind
from printing.render import render
from resources.texts import Texts
from tests.support.extreme_papers import an_extreme
from tests.support.ordinary_papers import an_ordinary

DOTS_A_POINT = 3


@dataclass(frozen=True)
class Sample:
    kind: PaperKind
    language: str
    extreme: bool

    def __str__(self) -> str:
        return f"{self.kind}-{self.language}-{'extreme' if self.extreme else 'ordinary'}"


NOT_OF_A_CASE = {
    PaperKind.COURIER_MANIFEST,
    PaperKind.PACKAGE_COVER,
    PaperKind.DISCREPANCY_ACT,
    PaperKind.DAY_REPORT,
    PaperKind.JOURNAL_EXTRACT,
    PaperKind.QUESTIONNAIRE_FORM,
}
"""Papers that name no applicant; they are read back by tests of their own."""
SAMPLES = [
    Sample(kind, language, extreme)
    for kind in PaperKind
    if kind not in NOT_OF_A_CASE
    for language in ("kk", "ru")
    for extreme in (False, True)
]


@cache
def texts(language: str) -> Texts:
    return Texts.for_language(language)


@cache
def printed(sample: Sample) -> bytes:
    build = an_extreme if sample.extreme else an_ordinary
    return render(build(sample.kind, sample.language), texts)


@dataclass(frozen=True)
class Box:
    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Box, slack: float = 0.1) -> bool:
        return (
            self.left < other.right - slack
            and other.left < self.right - slack
            and self.bottom < other.top - slack
            and other.bottom < self.top - slack
        )

    def inside(self, outer: Box) -> bool:
        return (
            self.left >= outer.left
            and self.right <= outer.right
            and self.bottom >= outer.bottom
            and self.top <= outer.top
        )


@dataclass(frozen=True)
class Page:
    size: tuple[float, float]
    texts: tuple[Box, ...]
    codes: tuple[Box, ...]
    scanned: tuple[tuple[str, str], ...]
    """What a scanner finds: format and text."""


@cache
def pages(pdf: bytes) -> tuple[Page, ...]:
    document = pdfium.PdfDocument(pdf)
    try:
        return tuple(_page(page) for page in document)
    finally:
        document.close()


def _page(page: pdfium.PdfPage) -> Page:
    image = page.render(scale=DOTS_A_POINT, grayscale=True).to_pil()
    found = zxingcpp.read_barcodes(image)
    paths = tuple(_boxes(page, FPDF_PAGEOBJ_PATH))
    return Page(
        size=page.get_size(),
        texts=tuple(_boxes(page, FPDF_PAGEOBJ_TEXT)),
        codes=tuple(box for box in paths if _is_code(box)),
        scanned=tuple((result.format.name, result.text) for result in found),
    )


def _boxes(page: pdfium.PdfPage, kind: int) -> Iterator[Box]:
    for item in page.get_objects(filter=[kind]):
        yield Box(*item.get_bounds())


def _is_code(box: Box) -> bool:
    """Rules are thin, strips are low: only codes are both wide and high."""
    return box.right - box.left > 40 and box.top - box.bottom > 18


def extracted(pdf: bytes, folder: Path, *options: str) -> str:
    """The text as poppler's ``pdftotext`` gives it back."""
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(
        ["pdftotext", *options, "-enc", "UTF-8", str(path), "-"], check=True, capture_output=True
    )
    return done.stdout.decode()


def together(text: str) -> str:
    """Without white space: where a line was broken no longer matters."""
    return "".join(text.split())
