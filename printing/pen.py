"""The one place that draws: a thin, typed hand over ReportLab's canvas, measured from the top."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFStream
from reportlab.pdfgen.canvas import Canvas

from printing.barcodes import Run
from printing.fonts import Face, register, width

PAGE_WIDTH, PAGE_HEIGHT = A4
_MIDDLE_OF_CAPITALS = 0.356
"""Half of Roboto's capital height, in ems: puts a line in the middle of its leading."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a line looks; ``ink`` is 0 for black and 1 for white, lengths in points."""

    face: Face
    size: float
    leading: float
    ink: float = 0.07

    def width(self, text: str) -> float:
        return width(text, self.face, self.size)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the file says about itself; ``tereze verify`` reads it back from the XMP packet."""

    kind: str
    number: str
    language: str
    title: str
    author: str
    at: datetime


class Pen:
    """One document. The same strokes give the same bytes: dates come from ``about``."""

    def __init__(self, about: About) -> None:
        register()
        self._file = io.BytesIO()
        self._canvas = Canvas(
            self._file,
            pagesize=A4,
            invariant=1,
            pageCompression=1,
            lang=about.language,
            initialFontName=Face.REGULAR.value,
        )
        self._canvas.setTitle(about.title)
        self._canvas.setAuthor(about.author)
        self._canvas.setSubject(about.number)
        self._canvas.setKeywords(about.kind)
        self._canvas.setCreator("tereze")
        stamp = pdf_date(about.at)
        self._canvas.setDateFormatter(lambda *_: stamp)
        self._canvas.setCatalogEntry("Metadata", _metadata(about))
        self._words = self._canvas.beginText()
        self._style: Style | None = None

    def text(self, x: float, top: float, text: str, style: Style) -> None:
        """One line whose leading begins at ``top``."""
        if style is not self._style:
            self._words.setFont(style.face.value, style.size, style.leading)
            self._words.setFillGray(style.ink)
            self._style = style
        baseline = top + style.leading / 2 + style.size * _MIDDLE_OF_CAPITALS
        self._words.setTextOrigin(x, PAGE_HEIGHT - baseline)
        self._words.textOut(text)

    def rule(self, start: tuple[float, float], end: tuple[float, float], line: float) -> None:
        """A straight line, ``line`` points thick; hairlines are grey."""
        self._canvas.setLineWidth(line)
        self._canvas.setStrokeGray(0.07 if line > _HAIRLINE else 0.72)
        self._canvas.line(start[0], PAGE_HEIGHT - start[1], end[0], PAGE_HEIGHT - end[1])

    def box(self, corner: tuple[float, float], size: tuple[float, float], ink: float) -> None:
        """A filled rectangle; ``corner`` is its upper left one."""
        self._canvas.setFillGray(ink)
        bottom = PAGE_HEIGHT - corner[1] - size[1]
        self._canvas.rect(corner[0], bottom, size[0], size[1], stroke=0, fill=1)

    def modules(
        self,
        rows: Sequence[Iterable[Run]],
        corner: tuple[float, float],
        module: tuple[float, float],
    ) -> None:
        """The dark modules of a code, each ``module`` points wide and high, from ``corner``."""
        canvas = self._canvas
        canvas.saveState()
        canvas.setFillGray(0)
        canvas.translate(corner[0], PAGE_HEIGHT - corner[1])
        canvas.scale(module[0], -module[1])
        path = canvas.beginPath()
        for y, row in enumerate(rows):
            for x, length in row:
                path.rect(x, y, length, 1)
        canvas.drawPath(path, stroke=0, fill=1)
        canvas.restoreState()

    def end_page(self) -> None:
        self._canvas.drawText(self._words)
        self._canvas.showPage()
        self._words = self._canvas.beginText()
        self._style = None

    def finish(self) -> bytes:
        self._canvas.save()
        return self._file.getvalue()


_HAIRLINE = 0.6


def pdf_date(at: datetime) -> str:
    """``at`` with its own offset, as a PDF writes it."""
    zone = at.strftime("%z")
    return f"D:{at:%Y%m%d%H%M%S}" + (f"{zone[:3]}'{zone[3:5]}'" if zone else "")


_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:tereze="urn:tereze:paper:1">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{at}</xmp:CreateDate>
<tereze:kind>{kind}</tereze:kind>
<tereze:number>{number}</tereze:number>
<tereze:language>{language}</tereze:language>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
"""


def _metadata(about: About) -> PDFStream:
    packet = _PACKET.format(
        title=escape(about.title),
        language=escape(about.language),
        at=about.at.isoformat(timespec="seconds"),
        kind=escape(about.kind),
        number=escape(about.number),
    )
    dictionary = PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")})
    return PDFStream(dictionary, packet.encode(), filters=[])
