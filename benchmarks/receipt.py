"""An acceptance receipt against the least ReportLab page with the same lines and codes."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import count

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from benchmarks.measure import Figure, cpu_ms, in_turns, report
from operator_app.domain.papers import AcceptanceReceipt
from printing.barcodes import Run, code128, qr
from printing.fonts import Face
from printing.layout import draw
from printing.pen import PAGE_HEIGHT, About, Pen, Style
from printing.render import compose, render
from printing.words import Words
from resources.texts import Texts
from tests.support.papers import an_acceptance

BUDGET = 1.4
CALLS = 5
SAME_SIZE = 0.15
"""How far the sizes of the two files may lie apart: ours has an XMP packet besides."""
ROUNDS = 15


class Recorder(Pen):
    """Notes where every line of text stands, so that the least page need not lay it out."""

    def __init__(self, about: About) -> None:
        super().__init__(about)
        self.lines: list[tuple[float, float, str, Style]] = []
        self.codes: list[tuple[tuple[float, float], tuple[float, float]]] = []

    def text(self, x: float, top: float, text: str, style: Style) -> None:
        self.lines.append((x, PAGE_HEIGHT - top - style.leading, text, style))

    def modules(
        self,
        rows: Sequence[Iterable[Run]],
        corner: tuple[float, float],
        module: tuple[float, float],
    ) -> None:
        super().modules(rows, corner, module)
        self.codes.append((corner, module))


def main() -> int:
    catalogues = {language: Texts.for_language(language) for language in ("kk", "ru")}
    paper = an_acceptance()
    numbers = count()

    def ours() -> bytes:
        due = paper.due_on.replace(day=1 + next(numbers) % 28)
        return render(replace(paper, due_on=due), catalogues.__getitem__)

    recorder = _recorded(paper, catalogues)

    def least() -> bytes:
        return _least_page(paper, recorder)

    assert abs(len(ours()) / len(least()) - 1) < SAME_SIZE, "the two do not say the same"
    value, limit = in_turns(ours, least, rounds=ROUNDS, each=CALLS, clock=cpu_ms)
    return report(
        Figure(
            name="acceptance receipt, two languages, barcode and QR, fonts embedded",
            value=value,
            unit="ms of CPU",
            limit_name="least ReportLab page with the same content",
            limit=limit,
            budget=BUDGET,
        )
    )


def _recorded(paper: AcceptanceReceipt, catalogues: dict[str, Texts]) -> Recorder:
    head = paper.head
    recorder = Recorder(
        About(kind=head.kind, number=head.number, language="kk", title="", author="", at=head.at)
    )
    words = Words.in_order(head.language, catalogues.__getitem__)
    draw(compose(paper, words), recorder)
    return recorder


def _least_page(paper: AcceptanceReceipt, recorder: Recorder) -> bytes:
    """Lines at known places and the codes as rectangles: nothing measured, nothing broken."""
    file = io.BytesIO()
    canvas = Canvas(
        file, pagesize=A4, invariant=1, pageCompression=1, initialFontName=Face.REGULAR.value
    )
    bars, _ = code128(paper.head.number_digits)
    for rows, (corner, module) in zip(
        ((bars,), qr(paper.head.qr_text)), recorder.codes, strict=True
    ):
        canvas.saveState()
        canvas.translate(corner[0], PAGE_HEIGHT - corner[1])
        canvas.scale(module[0], -module[1])
        path = canvas.beginPath()
        for y, row in enumerate(rows):
            for x, length in row:
                path.rect(x, y, length, 1)
        canvas.drawPath(path, stroke=0, fill=1)
        canvas.restoreState()
    words = canvas.beginText()
    for left, bottom, line, style in recorder.lines:
        words.setFont(style.face.value, style.size)
        words.setTextOrigin(left, bottom)
        words.textOut(line)
    canvas.drawText(words)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


if __name__ == "__main__":
    sys.exit(main())
