"""The child process that opens foreign images, so that a hostile one hurts nobody but it.

Reads images from standard input (eight bytes of length, then the bytes), answers each with one
line of JSON: ``{"media_type", "width", "height"}`` or ``{"refused": reason}``. Where it says
``shown`` too, the picture of that width and height follows, three bytes a pixel.
"""

from __future__ import annotations

import io
import json
import sys
import warnings
from typing import BinaryIO

from PIL import (
    Image,
    ImageOps,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from operator_app.domain.scans import MOST_SHOWN

if sys.platform != "win32":
    import resource

LENGTH_BYTES = 8
MOST_PIXELS = 80_000_000
"""A3 at 600 dpi has 70 million; more is a bomb or a mistake."""
MEMORY_BYTES = 1536 * 1024 * 1024
CPU_SECONDS = 60
MEDIA_TYPES = {
    PngImagePlugin.PngImageFile.format: "image/png",
    JpegImagePlugin.JpegImageFile.format: "image/jpeg",
    TiffImagePlugin.TiffImageFile.format: "image/tiff",
    WebPImagePlugin.WebPImageFile.format: "image/webp",
}
"""Their modules are loaded before the first image comes, not behind it."""
PHOTOGRAPH = JpegImagePlugin.JpegImageFile.format
SEEN_AS_THEY_ARE = ("L", "RGB")
"""Other colours have to be converted, and are by whoever shows them."""


def limit_self() -> None:
    """Where the system can: a bound on memory and on processor time."""
    if sys.platform == "win32":
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))


def inspect(content: bytes) -> tuple[dict[str, object], bytes]:
    """What ``content`` is, and the bytes of its picture if it is shown; or why it is refused."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return _looked_at(content)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        reason = "too_many_pixels"
    except UnidentifiedImageError:
        reason = "not_an_image"
    except (OSError, SyntaxError, ValueError, MemoryError, Warning):
        reason = "broken"
    return {"refused": reason}, b""


def _looked_at(content: bytes) -> tuple[dict[str, object], bytes]:
    """Reads every byte once: what is read here will be read at the provider.

    A photograph is decoded smaller, to be shown as well: its whole code is read all the same.
    """
    image = Image.open(io.BytesIO(content), formats=tuple(MEDIA_TYPES))
    width, height = image.size
    if width * height > MOST_PIXELS:
        return {"refused": "too_many_pixels"}, b""
    said: dict[str, object] = {
        "media_type": MEDIA_TYPES[str(image.format)],
        "width": width,
        "height": height,
    }
    if image.format != PHOTOGRAPH or image.mode not in SEEN_AS_THEY_ARE:
        image.load()
        return said, b""
    image.draft(image.mode, _within(width, height))
    image.load()
    shown = _shown(image, _within(width, height))
    return said | {"shown": shown.size}, shown.tobytes()


def _within(width: int, height: int) -> tuple[int, int]:
    longer = max(width, height, MOST_SHOWN)
    return max(width * MOST_SHOWN // longer, 1), max(height * MOST_SHOWN // longer, 1)


def _shown(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    smaller = image.resize(size, Image.Resampling.BOX) if size != image.size else image
    ImageOps.exif_transpose(smaller, in_place=True)
    return smaller if smaller.mode == "RGB" else smaller.convert("RGB")


def serve(source: BinaryIO, answers: BinaryIO) -> None:
    while head := source.read(LENGTH_BYTES):
        content = source.read(int.from_bytes(head, "big"))
        said, shown = inspect(content)
        answers.write(json.dumps(said).encode() + b"\n")
        answers.write(shown)
        answers.flush()


if __name__ == "__main__":
    limit_self()
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    serve(sys.stdin.buffer, sys.stdout.buffer)
