"""Pages as scanners and telephones make them, opened behind the real inspecting child."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from PIL import Image

from operator_app.domain.scans import ScanBroken, ScanNotAnImage, ScanTooManyPixels
from operator_app.gateways.scan_inspector import ScanInspector
from tests.support.counter_case import a_page
from ui.runtime.page_images import (
    MOST_IN_ONE_FILE,
    Crop,
    Flaw,
    Turn,
    edited,
    open_pages,
    preview_of,
    shown_of,
)

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(scope="module")
def inspect() -> Iterator[ScanInspector]:
    with ScanInspector() as inspector:
        yield inspector


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def a_tiff(pages: int) -> bytes:
    blank = Image.new("L", (30, 40), 255)
    return saved(blank, "TIFF", save_all=True, append_images=[blank] * (pages - 1))


def test_each_page_of_a_tiff_becomes_a_page(inspect: ScanInspector) -> None:
    pages = open_pages(a_tiff(3), "all.tif", inspect)

    assert [page.name for page in pages] == ["all.tif 1", "all.tif 2", "all.tif 3"]
    assert {page.media_type for page in pages} == {"image/png"}


def test_a_tiff_of_too_many_pages_is_refused_before_they_are_opened(
    inspect: ScanInspector,
) -> None:
    with pytest.raises(ScanTooManyPixels):
        open_pages(a_tiff(MOST_IN_ONE_FILE + 1), "book.tif", inspect)


def test_a_page_is_kept_byte_for_byte_until_it_is_edited(inspect: ScanInspector) -> None:
    [page] = open_pages(a_page("a"), "a.png", inspect)

    assert page.content == a_page("a")
    assert edited(page.content, page.media_type, page.name, Turn(4)).preview.width == 827


def test_a_photograph_stands_upright_and_stays_a_photograph(inspect: ScanInspector) -> None:
    exif = Image.Exif()
    exif[0x112] = 6
    content = saved(Image.effect_noise((60, 90), 40), "JPEG", exif=exif)
    [page] = open_pages(content, "photo.jpg", inspect)
    turned = edited(page.content, page.media_type, page.name, Turn(1))

    assert (page.preview.width, page.preview.height) == (90, 60)
    assert (turned.preview.width, turned.preview.height) == (60, 90)
    assert turned.media_type == "image/jpeg"


@pytest.mark.parametrize("mode", ["1", "L", "RGBA", "CMYK", "I;16"])
def test_every_depth_of_colour_is_judged(inspect: ScanInspector, mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    [page] = open_pages(saved(Image.new(mode, (300, 400)), kind), "page", inspect)

    assert page.preview.flaws == (Flaw.BLANK, Flaw.LOW_RESOLUTION)


def test_a_crop_at_the_very_edge_leaves_a_page(inspect: ScanInspector) -> None:
    [page] = open_pages(a_page("a"), "a.png", inspect)
    corner = edited(page.content, page.media_type, page.name, Crop(0.95, 0.95, 1.0, 1.0))

    assert corner.preview.width == 41
    assert corner.preview.height == 58


@pytest.mark.parametrize("content", [b"%PDF-1.4", b"<svg/>", b"GIF89a", b"BM" + bytes(60)])
def test_another_kind_of_file_is_refused_whatever_it_is_called(
    inspect: ScanInspector, content: bytes
) -> None:
    with pytest.raises(ScanNotAnImage):
        open_pages(content, "page.png", inspect)


def test_a_page_cut_short_is_refused(inspect: ScanInspector) -> None:
    with pytest.raises(ScanBroken):
        open_pages(a_page("a")[:500], "cut.png", inspect)


def test_the_viewer_never_gets_more_than_a_screen_can_show() -> None:
    content = saved(Image.new("1", (5000, 7000), 1), "PNG")
    shown = shown_of(content, "image/png", "big")

    assert max(shown.width(), shown.height()) == 1400


@pytest.mark.parametrize("turned", [False, True])
def test_a_large_photograph_is_judged_by_a_smaller_decoding_of_it(turned: bool) -> None:
    page = Image.new("RGB", (1200, 1800), (250, 250, 250))
    page.paste((20, 20, 20), (100, 100, 1100, 160))
    exif = Image.Exif()
    exif[0x0112] = 6 if turned else 1
    file = io.BytesIO()
    page.save(file, "JPEG", exif=exif)

    preview = preview_of(file.getvalue(), "image/jpeg", "page.jpg")
    shown = shown_of(file.getvalue(), "image/jpeg", "page.jpg")

    assert (preview.width, preview.height) == ((1800, 1200) if turned else (1200, 1800))
    assert preview.flaws == ()
    assert (preview.picture.width() > preview.picture.height()) is turned
    assert (shown.width() > shown.height()) is turned
    assert max(shown.width(), shown.height()) == 1400
