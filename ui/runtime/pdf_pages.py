"""The pages of a PDF as pixels, for looking at a paper before and after it is printed."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import pypdfium2  # type: ignore[import-untyped]  # ships no annotations

POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page; four bytes a pixel in the order blue, green, red, unused."""

    width: int
    height: int
    stride: int
    pixels: bytes


class PdfPages:
    """Renders on the caller's thread, one page at a time: PDFium must never run twice at once."""

    def __init__(self, dots_per_inch: int = 144) -> None:
        self._scale = dots_per_inch / POINTS_PER_INCH
        self._one_at_a_time = threading.Lock()

    def __call__(self, pdf: bytes) -> tuple[PageImage, ...]:
        with self._one_at_a_time:
            document = pypdfium2.PdfDocument(pdf)
            try:
                return tuple(self._page(document[number]) for number in range(len(document)))
            finally:
                document.close()

    def _page(self, page: pypdfium2.PdfPage) -> PageImage:
        bitmap = page.render(
            scale=self._scale,
            force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRx,
        )
        image = PageImage(
            width=bitmap.width,
            height=bitmap.height,
            stride=bitmap.stride,
            pixels=bytes(bitmap.buffer),
        )
        bitmap.close()
        page.close()
        return image
