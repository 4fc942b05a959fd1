"""The seal: one changed byte is seen, and what is not a paper of ours is said to be none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.adapters.paper_seal import MARK, NotOurs, Unreadable, check, seal
from operator_app.domain.papers import PaperKind
from tests.printing.reading import Sample, pages, printed
from tests.support.papers import NUMBER

PAPER = Sample(PaperKind.CONSENT, "kk", extreme=False)


def test_a_sealed_paper_is_unchanged_and_still_a_pdf() -> None:
    sealed = seal(printed(PAPER))

    assert check(sealed).unchanged
    assert sealed.splitlines()[-1].startswith(MARK)
    assert len(pages(sealed)) == 1


@given(st.data())
def test_one_changed_byte_is_seen(data: st.DataObject) -> None:
    sealed = bytearray(seal(printed(PAPER)))
    at = data.draw(st.integers(0, len(sealed) - 1))
    sealed[at] ^= data.draw(st.integers(1, 255))

    try:
        unchanged = check(bytes(sealed)).unchanged
    except (NotOurs, Unreadable):
        unchanged = False

    assert not unchanged


@pytest.mark.parametrize("tail", [b"\n", b"x", b"%tereze-sha256:\n"])
def test_what_is_added_after_the_seal_is_seen(tail: bytes) -> None:
    assert not check(seal(printed(PAPER)) + tail).unchanged


def test_a_paper_that_was_never_sealed_is_not_called_unchanged() -> None:
    assert not check(printed(PAPER)).unchanged


def test_bytes_that_are_no_pdf_are_unreadable() -> None:
    with pytest.raises(Unreadable):
        check(b"PK\x03\x04 not a pdf")


def test_a_paper_cut_short_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        check(seal(printed(PAPER))[:5000])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<tereze:kind>consent<", b"<tereze:kind>passport<"),
        (b"tereze:kind>", b"other:kind>"),
        (b"<tereze:number>" + NUMBER.encode(), b"<tereze:number>\xff"),
    ],
)
def test_a_pdf_without_our_kind_and_number_is_not_ours(old: bytes, new: bytes) -> None:
    with pytest.raises(NotOurs):
        check(printed(PAPER).replace(old, new))


def test_two_numbers_in_one_file_are_not_believed() -> None:
    other = b"<tereze:number>002-07-180206-0044-3</tereze:number>"
    with pytest.raises(NotOurs):
        check(printed(PAPER) + other)
