"""What lies on the desk for one row: the papers that are saved, and pages not attached yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from operator_app.domain.applications import Document, Scan
from ui.runtime.page_images import Page

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Tile:
    """One place of the strip: a saved page, a paper seen without a page, or a new page."""

    document: Document | None = None
    scan: Scan | None = None
    page: Page | None = None

    @property
    def attached(self) -> bool:
        return self.document is not None

    @property
    def sha256(self) -> str | None:
        if self.page is not None:
            return self.page.sha256
        return None if self.scan is None else self.scan.sha256

    @property
    def size(self) -> int:
        if self.page is not None:
            return len(self.page.content)
        return 0 if self.scan is None else self.scan.size


def tiles_of(documents: Sequence[Document], pages: Sequence[Page]) -> tuple[Tile, ...]:
    """Saved papers first, page by page; then what still waits to be attached."""
    tiles = []
    for document in documents:
        tiles += [Tile(document=document, scan=scan) for scan in document.scans] or [
            Tile(document=document)
        ]
    return (*tiles, *(Tile(page=page) for page in pages))


def without_scan(document: Document, scan: Scan) -> Document | None:
    """``None`` where the last page goes: the paper goes with it."""
    kept = tuple(one for one in document.scans if one is not scan)
    return replace(document, scans=kept) if kept else None


def with_scan(document: Document, old: Scan, new: Scan) -> Document:
    return replace(document, scans=tuple(new if one is old else one for one in document.scans))


def moved_scan(document: Document, scan: Scan, by: int) -> Document | None:
    """``None`` where it stands at the end already."""
    at = next(n for n, one in enumerate(document.scans) if one is scan)
    return (
        replace(document, scans=_swapped(document.scans, at, at + by))
        if 0 <= at + by < len(document.scans)
        else None
    )


def without_page(pages: tuple[Page, ...], key: str) -> tuple[Page, ...]:
    return tuple(page for page in pages if page.key != key)


def with_page(pages: tuple[Page, ...], key: str, new: Page) -> tuple[Page, ...]:
    return tuple(new if page.key == key else page for page in pages)


def moved_page(pages: tuple[Page, ...], key: str, by: int) -> tuple[Page, ...]:
    at = next((n for n, page in enumerate(pages) if page.key == key), None)
    if at is None or not 0 <= at + by < len(pages):
        return pages
    return _swapped(pages, at, at + by)


def _swapped(things: tuple[T, ...], one: int, other: int) -> tuple[T, ...]:
    swapped = list(things)
    swapped[one], swapped[other] = swapped[other], swapped[one]
    return tuple(swapped)
