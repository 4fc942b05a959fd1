"""What makes a scan fit to be kept and sent, and why one is refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from operator_app.errors import RuleViolation, Unavailable

MEGABYTE: Final = 1_000_000
LARGEST: Final = 25 * MEGABYTE
"""Bytes of one page file; the hub takes 64 MB, a scanner at 300 dpi makes 1-3 MB."""
MOST_SHOWN: Final = 1400
"""Pixels of the longer side: no screen shows a page larger; a whole A4 at 600 dpi takes 140 MB."""


class ScanNotFound(RuleViolation):
    code = "scan.not_found"


class ScanEmpty(RuleViolation):
    code = "scan.empty"


class ScanTooLarge(RuleViolation):
    code = "scan.too_large"


def too_large(name: str, size: int) -> ScanTooLarge:
    """Sizes as the operator reads them: megabytes, those begun counted whole."""
    return ScanTooLarge(name=name, megabytes=-(-size // MEGABYTE), most=LARGEST // MEGABYTE)


class ScanNotAnImage(RuleViolation):
    """The bytes are not PNG, JPEG, TIFF or WebP, whatever the file's name says."""

    code = "scan.not_an_image"


class ScanTooManyPixels(RuleViolation):
    """More pixels than any paper has: a mistake, or a file made to fill the memory."""

    code = "scan.too_many_pixels"


class ScanBroken(RuleViolation):
    """It begins like an image but cannot be read to its end."""

    code = "scan.broken"


class ScanFolderGone(Unavailable):
    """The folder in which a scanner program puts its pages is not there."""

    code = "scan.folder_gone"


class ScanNotTakenAway(Unavailable):
    """The page is in the store, but its file could not be removed from the watched folder."""

    code = "scan.not_taken_away"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shown:
    """A picture of a scan as a screen shows it: upright, three bytes a pixel, row after row."""

    width: int
    height: int
    rgb: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LooksOf:
    """What the picture is; ``shown`` is there if it came out while the scan was looked at."""

    media_type: str
    width: int
    height: int
    shown: Shown | None = field(default=None, compare=False)
