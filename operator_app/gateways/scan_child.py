"""The child process that opens foreign images, so that a hostile one hurts nobody but it.

Reads images from standard input (eight bytes of length, then the bytes), answers each with one
line of JSON: ``{"media_type", "width", "height"}`` or ``{"refused": reason}``.
"""

from __future__ import annotations

import io
import json
import sys
import warnings
from typing import BinaryIO

from PIL import Image, UnidentifiedImageError

if sys.platform != "win32":
    import resource

LENGTH_BYTES = 8
MOST_PIXELS = 80_000_000
"""A3 at 600 dpi has 70 million; more is a bomb or a mistake."""
MEMORY_BYTES = 1536 * 1024 * 1024
CPU_SECONDS = 60
MEDIA_TYPES = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "TIFF": "image/tiff",
    "WEBP": "image/webp",
}


def limit_self() -> None:
    """Where the system can: a bound on memory and on processor time."""
    if sys.platform == "win32":
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))


def inspect(content: bytes) -> dict[str, object]:
    """Decodes every pixel once: what decodes here will decode at the provider."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            image = Image.open(io.BytesIO(content), formats=tuple(MEDIA_TYPES))
            width, height = image.size
            if width * height > MOST_PIXELS:
                return {"refused": "too_many_pixels"}
            image.load()
    except Image.DecompressionBombError:
        return {"refused": "too_many_pixels"}
    except Image.DecompressionBombWarning:
        return {"refused": "too_many_pixels"}
    except UnidentifiedImageError:
        return {"refused": "not_an_image"}
    except (OSError, SyntaxError, ValueError, MemoryError, Warning):
        return {"refused": "broken"}
    return {"media_type": MEDIA_TYPES[str(image.format)], "width": width, "height": height}


def serve(source: BinaryIO, answers: BinaryIO) -> None:
    while head := source.read(LENGTH_BYTES):
        content = source.read(int.from_bytes(head, "big"))
        answers.write(json.dumps(inspect(content)).encode() + b"\n")
        answers.flush()


if __name__ == "__main__":
    limit_self()
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    serve(sys.stdin.buffer, sys.stdout.buffer)
