"""Made-up scans as a scanner gives them: A4, colour, 300 dots an inch, two megabytes each."""

from __future__ import annotations

import random
from pathlib import Path

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 2480, 3508
BYTES = 2_000_000
QUALITIES = (60, 95)


def make_scans(folder: Path, count: int, least_bytes: int = BYTES) -> list[Path]:
    """Each another page, with the grain that makes a real scan as big as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_made(folder / f"page{number}.jpg", number, least_bytes) for number in range(count)]


def _made(path: Path, number: int, least_bytes: int) -> Path:
    grain = Image.effect_noise((WIDTH, HEIGHT), 24).point(lambda value: min(255, value + 96))
    page = Image.merge("RGB", (grain, grain, grain))
    drawing = ImageDraw.Draw(page)
    chance = random.Random(number)
    for line in range(60):
        top, length = 200 + 50 * line, chance.randrange(600, WIDTH - 400)
        drawing.rectangle((200, top, 200 + length, top + 22), fill=(30, 30, 60))
    low, high = QUALITIES
    while low < high:
        middle = (low + high) // 2
        page.save(path, "JPEG", quality=middle, dpi=(300, 300))
        if path.stat().st_size < least_bytes:
            low = middle + 1
        else:
            high = middle
    page.save(path, "JPEG", quality=low, dpi=(300, 300))
    return path
