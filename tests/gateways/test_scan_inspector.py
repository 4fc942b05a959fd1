"""Several scans at once, each with the answer that is its own, whatever becomes of a child."""

from __future__ import annotations

import io
import os
import random
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image

from operator_app.domain.scans import MOST_SHOWN, LooksOf, ScanBroken, ScanNotAnImage
from operator_app.gateways.scan_child import MEDIA_TYPES, inspect
from operator_app.gateways.scan_inspector import ScanInspector

ORIENTATION = 0x0112


@pytest.fixture(scope="module")
def inspector() -> Iterator[ScanInspector]:
    with ScanInspector() as one:
        one.warm()
        yield one


def photograph(width: int, height: int, mode: str = "RGB", **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise((width, height), 40).convert(mode).save(buffer, "JPEG", **options)
    return buffer.getvalue()


def test_many_threads_get_each_its_own_answer(inspector: ScanInspector) -> None:
    widths = [300 + 10 * place for place in range(12)]

    def looks(width: int) -> LooksOf:
        return inspector(photograph(width, 200), "page")

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(looks, widths))

    assert [one.width for one in found] == widths
    assert [one.shown.width for one in found if one.shown is not None] == widths


@pytest.mark.parametrize(("width", "height"), [(2480, 3508), (3000, 900), (1400, 1400), (40, 30)])
def test_a_photograph_comes_with_its_picture_no_larger_than_a_screen(
    inspector: ScanInspector, width: int, height: int
) -> None:
    looks = inspector(photograph(width, height), "page")

    assert looks.shown is not None
    assert max(looks.shown.width, looks.shown.height) == min(max(width, height), MOST_SHOWN)
    assert len(looks.shown.rgb) == looks.shown.width * looks.shown.height * 3
    assert abs(looks.shown.width / looks.shown.height - width / height) < 0.01


def test_a_photograph_is_shown_upright_and_grey_as_grey(inspector: ScanInspector) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    looks = inspector(photograph(90, 60, "L", exif=exif), "page")

    assert looks.shown is not None
    assert (looks.width, looks.height) == (90, 60)
    assert (looks.shown.width, looks.shown.height) == (60, 90)
    pixels = [looks.shown.rgb[at : at + 3] for at in range(0, len(looks.shown.rgb), 3)]
    assert all(len(set(pixel)) == 1 for pixel in pixels)


@pytest.mark.parametrize("progressive", [False, True])
def test_a_smaller_decoding_finds_broken_what_a_whole_one_does(progressive: bool) -> None:
    chance = random.Random(6)
    page = photograph(1500, 1500, quality=30, progressive=progressive)
    for _ in range(5):
        spoilt = bytearray(page)
        for _ in range(chance.randrange(1, 30)):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        for content in (bytes(spoilt), page[: chance.randrange(20, len(page))]):
            said, _ = inspect(content)
            assert ("refused" not in said) is decodes_whole(content)


def test_a_child_that_dies_refuses_one_scan_and_no_other(inspector: ScanInspector) -> None:
    for child in inspector.pids:
        os.kill(child, signal.SIGKILL)
    page = photograph(300, 200)
    answers = []
    for _ in range(4):
        try:
            answers.append(inspector(page, "page").width)
        except ScanBroken:
            answers.append(0)

    assert answers[2:] == [300, 300]


def test_after_a_refusal_the_next_answer_is_not_the_last_one(inspector: ScanInspector) -> None:
    for _ in range(3):
        with pytest.raises(ScanNotAnImage):
            inspector(b"%PDF-1.4", "paper")
        with pytest.raises(ScanBroken):
            inspector(photograph(300, 200)[:900], "cut")
        assert inspector(photograph(310, 200), "page").width == 310


def decodes_whole(content: bytes) -> bool:
    try:
        Image.open(io.BytesIO(content), formats=tuple(MEDIA_TYPES)).load()
    except (OSError, SyntaxError, ValueError):
        return False
    return True
