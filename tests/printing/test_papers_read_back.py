"""Every kind of paper, in both languages, ordinary and extreme, read back by machines."""

from __future__ import annotations

from pathlib import Path

import pytest

from printing.render import render
from tests.printing.reading import SAMPLES, Box, Sample, extracted, pages, printed, texts, together
from tests.support.extreme_papers import an_extreme
from tests.support.ordinary_papers import an_ordinary
from tests.support.papers import (
    APPLICANT,
    DIGITS,
    KAZAKH,
    LONG_NAME,
    LONG_SERVICE,
    NUMBER,
    OFFICE,
    SERVICE,
)

MARGIN = 26.0

every_sample = pytest.mark.parametrize("sample", SAMPLES, ids=str)


@every_sample
def test_the_barcode_and_the_qr_of_each_page_say_the_number(sample: Sample) -> None:
    read = pages(printed(sample))

    barcodes = [[text for name, text in page.scanned if name == "Code128"] for page in read]
    qr_codes = [
        [text for name, text in page.scanned if name in {"QRCode", "QRCodeModel2"}] for page in read
    ]

    assert barcodes == [[DIGITS]] * len(read)
    assert all(len(found) == 1 for found in qr_codes)
    assert all(DIGITS in found[0].replace("-", "") for found in qr_codes)


@every_sample
def test_no_text_touches_another_or_a_code_and_none_leaves_the_page(sample: Sample) -> None:
    for page in pages(printed(sample)):
        sheet = Box(MARGIN, MARGIN, page.size[0] - MARGIN, page.size[1] - MARGIN)

        assert len(page.texts) > 10
        assert len(page.codes) == 2
        assert all(box.inside(sheet) for box in (*page.texts, *page.codes))
        assert not [
            (one, other)
            for index, one in enumerate(page.texts)
            for other in page.texts[index + 1 :]
            if one.meets(other)
        ]
        assert not [(text, code) for text in page.texts for code in page.codes if text.meets(code)]


@every_sample
def test_the_same_paper_gives_the_same_bytes(sample: Sample) -> None:
    build = an_extreme if sample.extreme else an_ordinary
    assert render(build(sample.kind, sample.language), texts) == printed(sample)


@every_sample
def test_the_text_comes_back_with_every_kazakh_letter(sample: Sample, tmp_path: Path) -> None:
    raw = together(extracted(printed(sample), tmp_path, "-raw"))
    service = LONG_SERVICE if sample.extreme else SERVICE

    assert NUMBER in raw
    assert OFFICE.call_center in raw
    assert together(service.name.ru) in raw
    assert together(str(service.name.kk)) in raw
    assert (LONG_NAME if sample.extreme else together(APPLICANT.name)) in raw
    if sample.extreme:
        assert KAZAKH in raw


@every_sample
def test_columns_and_names_survive_a_reader_that_keeps_the_layout(
    sample: Sample, tmp_path: Path
) -> None:
    laid_out = extracted(printed(sample), tmp_path, "-layout")

    assert f": {NUMBER}" in laid_out
    if not sample.extreme:
        assert APPLICANT.name in laid_out
    if sample.extreme:
        assert set(KAZAKH) <= set(laid_out)
