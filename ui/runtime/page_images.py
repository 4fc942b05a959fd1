"""Pages as pictures: opened, judged, turned and cropped. Slow: for the work lane only.

Qt lets other threads run while it decodes, so the interface goes on meanwhile.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader, QImageWriter, QTransform

from operator_app.domain.applications import Scan
from operator_app.domain.scans import (
    MOST_SHOWN,
    LooksOf,
    ScanBroken,
    ScanTooManyPixels,
    Shown,
)

Inspect = Callable[[bytes, str], LooksOf]
"""The child process that opens a foreign image first: content and name."""

THUMB: Final = QSize(132, 176)
SHOWN: Final = QSize(MOST_SHOWN, MOST_SHOWN)
PREVIEWED: Final = QSize(704, 704)
"""Four times what is kept of it, so that the small picture is as smooth as from the whole."""
JUDGED: Final = 256
"""Pixels of the longer side of what is judged: enough to tell ink from paper."""
LEAST_SIDE: Final = 1000
"""A4 at 90 dpi has 1052 pixels: below it small print is not read."""
LIGHT_PAPER: Final = 110
"""Mean grey of 255; a white page is above 200."""
INK: Final = 24
"""Levels of grey by which ink differs from its paper."""
LEAST_INK: Final = 0.0008
"""Share of a page; one line of text covers about 0.004."""
JPEG_QUALITY: Final = 90
MOST_IN_ONE_FILE: Final = 60
"""Pages of one TIFF; more is a book or a file made to fill the memory."""
LARGEST_OPENED_MB: Final = 384
"""The inspecting child lets 80 million pixels pass: 320 megabytes at four bytes each."""

_FORMATS: Final = {
    "image/png": b"png",
    "image/jpeg": b"jpeg",
    "image/tiff": b"tiff",
    "image/webp": b"webp",
}
SUFFIXES: Final = frozenset({".png", ".jpg", ".jpeg", ".jfif", ".tif", ".tiff", ".webp"})


class Flaw(StrEnum):
    """What makes a page worth scanning again; it never stops anybody."""

    BLANK = "blank"
    DARK = "dark"
    LOW_RESOLUTION = "low_resolution"


@dataclass(frozen=True, slots=True, eq=False)
class Preview:
    """What is kept in memory of a page: a small picture and what is wrong with it."""

    picture: QImage
    width: int
    height: int
    flaws: tuple[Flaw, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """The file of the watched folder that a page came from, and how many came with it."""

    path: Path
    pages: int


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A page that is not attached yet; ``content`` is what would be kept."""

    key: str
    name: str
    content: bytes
    media_type: str
    sha256: str
    preview: Preview
    origin: Origin | None = None
    shown: QImage | None = None
    """As the viewer shows it, while the page comes in; it is too large to wait with its page."""

    @property
    def scan(self) -> Scan:
        return Scan(
            sha256=self.sha256, size=len(self.content), media_type=self.media_type, name=self.name
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TileFace:
    """One place of the strip. ``picture`` comes a moment later; a paper seen has none."""

    label: str
    attached: bool
    seen: bool = False
    flawed: bool = False
    picture: QImage | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """Clockwise, in quarters."""

    quarters: int

    def __call__(self, image: QImage) -> QImage:
        return image.transformed(QTransform().rotate(90 * self.quarters))


@dataclass(frozen=True, slots=True)
class Crop:
    """What stays, in shares of the page's width and height."""

    left: float
    top: float
    right: float
    bottom: float

    def __call__(self, image: QImage) -> QImage:
        whole = QRectF(image.rect())
        kept = QRectF(
            whole.width() * self.left,
            whole.height() * self.top,
            whole.width() * (self.right - self.left),
            whole.height() * (self.bottom - self.top),
        )
        return image.copy(kept.toRect() & image.rect())


Edit = Turn | Crop


def open_pages(content: bytes, name: str, inspect: Inspect) -> tuple[Page, ...]:
    """The pages of a file: one, or as many as a TIFF holds. What is no image is refused."""
    looks = inspect(content, name)
    if looks.shown is not None:
        return (_page_as_seen(content, name, looks, looks.shown),)
    reader, _buffer = _reader(content, looks.media_type)
    count = max(reader.imageCount(), 1)
    if count == 1 or looks.media_type != "image/tiff":
        return (page_of_file(content, looks.media_type, name),)
    if count > MOST_IN_ONE_FILE:
        raise ScanTooManyPixels(name=name)
    pages = []
    for n in range(count):
        reader.jumpToImage(n)
        image = _read(reader, name)
        pages.append(_page(encoded(image, "image/png"), f"{name} {n + 1}", "image/png", image))
    return tuple(pages)


def _page_as_seen(content: bytes, name: str, looks: LooksOf, seen: Shown) -> Page:
    """The child that looked at the page has made its picture on the way."""
    rgb = QImage(seen.rgb, seen.width, seen.height, 3 * seen.width, QImage.Format.Format_RGB888)
    shown = rgb.convertToFormat(QImage.Format.Format_RGB32)
    whole = QSize(looks.width, looks.height)
    if (whole.width() > whole.height()) is not (seen.width > seen.height):
        whole.transpose()
    sha256 = hashlib.sha256(content).hexdigest()
    preview = _preview(shown, whole)
    return Page("", name, content, looks.media_type, sha256, preview, shown=shown)


def page_of_file(content: bytes, media_type: str, name: str) -> Page:
    """Of one that holds one page, and is what it says it is."""
    sha256 = hashlib.sha256(content).hexdigest()
    return Page("", name, content, media_type, sha256, preview_of(content, media_type, name))


def page_of_picture(picture: QImage, name: str) -> Page:
    """A page of a picture that came without a file, from the clipboard."""
    if picture.isNull():
        raise ScanBroken(name=name)
    return _page(encoded(picture, "image/png"), name, "image/png", picture)


def edited(content: bytes, media_type: str, name: str, edit: Edit) -> Page:
    """The page after ``edit``. A photograph stays JPEG, anything else is kept without loss."""
    reader, _buffer = _reader(content, media_type)
    image = edit(_read(reader, name))
    kept = media_type if media_type == "image/jpeg" else "image/png"
    return _page(encoded(image, kept), name, kept, image)


def preview_of(content: bytes, media_type: str, name: str) -> Preview:
    reader, _buffer = _reader(content, media_type)
    whole = _upright_size(reader)
    if media_type == "image/jpeg":
        _read_smaller(reader, PREVIEWED)
    image = _read(reader, name)
    return _preview(image, image.size() if whole.isEmpty() else whole)


def shown_of(content: bytes, media_type: str, name: str) -> QImage:
    """As large as the viewer may need it."""
    reader, _buffer = _reader(content, media_type)
    if media_type == "image/jpeg":
        _read_smaller(reader, SHOWN)
    image = _read(reader, name)
    return _within(image, SHOWN) if _larger(image, SHOWN) else image


def encoded(image: QImage, media_type: str) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(_FORMATS[media_type]))
    if media_type == "image/jpeg":
        writer.setQuality(JPEG_QUALITY)
    writer.write(image)
    return bytes(buffer.data().data())


def flaws_of(image: QImage, whole: QSize | None = None) -> tuple[Flaw, ...]:
    """``whole`` is the size of the page where ``image`` is a smaller picture of it."""
    found = []
    grey = _within(image, QSize(JUDGED, JUDGED)).convertToFormat(QImage.Format.Format_Grayscale8)
    levels = _levels(grey)
    pixels = sum(levels)
    mean = sum(level * count for level, count in enumerate(levels)) / pixels
    paper = _median(levels, pixels)
    ink = sum(count for level, count in enumerate(levels) if abs(level - paper) > INK) / pixels
    if ink < LEAST_INK:
        found.append(Flaw.BLANK)
    elif mean < LIGHT_PAPER:
        found.append(Flaw.DARK)
    size = whole or image.size()
    if max(size.width(), size.height()) < LEAST_SIDE:
        found.append(Flaw.LOW_RESOLUTION)
    return tuple(found)


def _levels(grey: QImage) -> list[int]:
    """How many pixels there are of each grey; lines are padded to four bytes, so cut them."""
    width, height, step = grey.width(), grey.height(), grey.bytesPerLine()
    data = bytes(grey.constBits())
    pixels = b"".join(data[row * step : row * step + width] for row in range(height))
    return [pixels.count(level) for level in range(256)]


def _median(levels: list[int], pixels: int) -> int:
    seen = 0
    for level, count in enumerate(levels):
        seen += count
        if 2 * seen >= pixels:
            return level
    return len(levels) - 1


def _page(content: bytes, name: str, media_type: str, image: QImage) -> Page:
    sha256 = hashlib.sha256(content).hexdigest()
    return Page(
        key="",
        name=name,
        content=content,
        media_type=media_type,
        sha256=sha256,
        preview=_preview(image, image.size()),
    )


def _preview(image: QImage, whole: QSize) -> Preview:
    return Preview(
        picture=_within(image, THUMB),
        width=whole.width(),
        height=whole.height(),
        flaws=flaws_of(image, whole),
    )


def _upright_size(reader: QImageReader) -> QSize:
    size = reader.size()
    turned = reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90
    return size.transposed() if turned else size


def _read_smaller(reader: QImageReader, most: QSize) -> None:
    """A JPEG is decoded at a half, a quarter or an eighth in a part of the time."""
    size = reader.size()
    if _is_larger(size, most):
        reader.setScaledSize(size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio))


def _larger(image: QImage, size: QSize) -> bool:
    return _is_larger(image.size(), size)


def _is_larger(size: QSize, most: QSize) -> bool:
    return size.width() > most.width() or size.height() > most.height()


def _within(image: QImage, size: QSize) -> QImage:
    return image.scaled(
        size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


def _reader(content: bytes, media_type: str) -> tuple[QImageReader, QBuffer]:
    """Reads this format and no other, whatever the bytes pretend; upright as it was taken.

    The buffer is handed back because the reader does not keep it alive.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(_FORMATS.get(media_type, b"png")))
    reader.setDecideFormatFromContent(False)
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    QImageReader.setAllocationLimit(LARGEST_OPENED_MB)
    return reader, buffer


def _read(reader: QImageReader, name: str) -> QImage:
    image = reader.read()
    if image.isNull():
        raise ScanBroken(name=name)
    return image
