"""The courier's papers read back by machines: codes, room, every word in both languages."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from operator_app.adapters.paper_seal import check, seal
from operator_app.domain.papers import PaperKind
from printing.render import render
from tests.printing.reading import Box, extracted, pages, texts, together
from tests.support.courier_papers import MANIFEST, PROVIDER, a_manifest, a_number, a_paper
from tests.support.papers import DIGITS, OFFICE

MARGIN = 26.0
KINDS = (PaperKind.COURIER_MANIFEST, PaperKind.PACKAGE_COVER, PaperKind.DISCREPANCY_ACT)
SAMPLES = [
    (kind, language, extreme)
    for kind in KINDS
    for language, extreme in (("kk", False), ("ru", False), ("kk", True))
]
every_sample = pytest.mark.parametrize(("kind", "language", "extreme"), SAMPLES)


@cache
def printed(kind: PaperKind, language: str, extreme: bool) -> bytes:
    return render(a_paper(kind, language, extreme=extreme), texts)


@every_sample
def test_every_page_can_be_scanned_by_itself(kind: PaperKind, language: str, extreme: bool) -> None:
    digits = DIGITS if kind is PaperKind.PACKAGE_COVER else MANIFEST.digits
    for page in pages(printed(kind, language, extreme)):
        codes = dict(page.scanned)

        assert codes["Code128"] == digits
        assert digits in next(
            text.replace("-", "") for name, text in page.scanned if name != "Code128"
        )


@every_sample
def test_nothing_on_the_paper_touches_anything(
    kind: PaperKind, language: str, extreme: bool
) -> None:
    for page in pages(printed(kind, language, extreme)):
        sheet = Box(MARGIN, MARGIN, page.size[0] - MARGIN, page.size[1] - MARGIN)

        assert all(box.inside(sheet) for box in (*page.texts, *page.codes))
        assert not [
            (one, other)
            for index, one in enumerate(page.texts)
            for other in (*page.texts[index + 1 :], *page.codes)
            if one.meets(other)
        ]


@every_sample
def test_both_languages_stand_on_it(
    kind: PaperKind, language: str, extreme: bool, tmp_path: Path
) -> None:
    raw = together(extracted(printed(kind, language, extreme), tmp_path, "-raw"))

    assert together(PROVIDER.ru) in raw
    assert together(str(PROVIDER.kk)) in raw
    assert OFFICE.call_center in raw


def test_the_manifest_lists_every_package_once_in_each_of_its_two_copies(tmp_path: Path) -> None:
    raw = together(
        extracted(printed(PaperKind.COURIER_MANIFEST, "kk", extreme=True), tmp_path, "-raw")
    )
    listed = [one.number for one in a_manifest("kk", extreme=True).packages]

    assert [raw.count(number) for number in listed] == [2] * 120
    assert a_number(9, window=3) in listed


def test_the_act_says_what_was_found(tmp_path: Path) -> None:
    raw = extracted(printed(PaperKind.DISCREPANCY_ACT, "ru", extreme=False), tmp_path, "-raw")

    for said in ("не пришел", "келген жоқ", "KZ 777", "отправлено: 4, пришло: 3"):
        assert said in raw


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_value_gives_the_same_sealed_bytes(kind: PaperKind) -> None:
    sealed = seal(printed(kind, "kk", extreme=False))

    assert sealed == seal(render(a_paper(kind, "kk", extreme=False), texts))
    assert (check(sealed).kind, check(sealed).unchanged) == (kind, True)
