"""What a paper says about itself: copies, training, languages, pages, what is unconfirmed."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from operator_app.adapters.paper_seal import check, seal
from operator_app.domain.catalogue import Bilingual
from operator_app.domain.papers import CopyMark, PaperKind, PartyLine
from printing.render import render
from tests.printing.reading import SAMPLES, Sample, extracted, pages, printed, texts, together
from tests.support.papers import (
    ALMATY_2018,
    BIRTH,
    CONSENT_OF_CHILD,
    NUMBER,
    a_head,
    a_refusal,
    a_request_form,
    a_routing_sheet,
    an_acceptance,
)


def test_a_refusal_is_two_copies_that_say_which_they_are(tmp_path: Path) -> None:
    pdf = render(a_refusal(), texts)
    text = extracted(pdf, tmp_path, "-layout")

    assert len(pages(pdf)) == 2
    assert "1/2 дана · экземпляр 1/2" in text
    assert "2/2 дана · экземпляр 2/2" in text


def test_missing_documents_are_numbered_with_the_reason_of_each(tmp_path: Path) -> None:
    text = extracted(render(a_refusal(), texts), tmp_path, "-layout")

    for number, row in enumerate((BIRTH, CONSENT_OF_CHILD), start=1):
        assert row.why is not None
        assert re.search(rf"^\s*{number}\s+{re.escape(str(row.name.kk))}", text, re.MULTILINE)
        assert row.name.ru in text
        assert row.why.ru in text
        assert str(row.why.kk) in text


def test_the_prescribed_sentence_stands_before_the_list_it_announces(tmp_path: Path) -> None:
    paper = a_refusal()
    text = together(extracted(render(paper, texts), tmp_path, "-raw"))

    assert together(paper.law.ru) in text
    assert together(str(paper.law.kk)) in text
    assert text.index(together(paper.law.ru)) < text.index(together(paper.missing[0].name.ru))


def test_only_a_reprint_says_that_it_is_a_copy_and_by_whom_and_when(tmp_path: Path) -> None:
    mark = CopyMark(by="Оспанов Д. Қ.", at=datetime(2018, 2, 7, 10, 0, tzinfo=ALMATY_2018))
    head = a_head(PaperKind.ACCEPTANCE_RECEIPT)
    original = extracted(render(an_acceptance(head=head), texts), tmp_path)
    copy = extracted(render(an_acceptance(head=replace(head, copy=mark)), texts), tmp_path)

    assert "КӨШІРМЕ" not in original
    assert "КӨШІРМЕ · КОПИЯ" in copy
    assert "2018 ж. 7 ақпан, 10:00 · 7 февраля 2018 г., 10:00 · Оспанов Д. Қ." in copy


def test_a_paper_of_the_training_center_is_marked_on_every_page(tmp_path: Path) -> None:
    sample = Sample(PaperKind.REFUSAL_RECEIPT, "kk", extreme=True)
    count = len(pages(printed(sample)))
    text = extracted(printed(sample), tmp_path)

    assert count > 2
    assert text.count("ОҚУ ҮЛГІСІ · УЧЕБНЫЙ ОБРАЗЕЦ") == count
    ordinary = printed(replace(sample, extreme=False))
    assert "ОҚУ ҮЛГІСІ" not in extracted(ordinary, tmp_path)


def test_what_the_methodologist_has_not_confirmed_has_a_mark_and_a_footnote(
    tmp_path: Path,
) -> None:
    unconfirmed = extracted(render(a_refusal(), texts), tmp_path)
    confirmed = extracted(render(a_refusal(missing=(BIRTH,)), texts), tmp_path)

    assert f"{CONSENT_OF_CHILD.name.ru} *" in unconfirmed
    assert f"{BIRTH.name.ru} *" not in unconfirmed
    assert "растамаған" in unconfirmed
    assert "не подтверждено методистом центра" in unconfirmed
    assert "*" not in confirmed


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [("kk", "Алушы", "Получатель"), ("ru", "Получатель", "Алушы"), ("en", "Алушы", "Получатель")],
)
def test_the_language_of_the_applicant_comes_first(
    language: str, first: str, second: str, tmp_path: Path
) -> None:
    head = a_head(PaperKind.REFUSAL_RECEIPT, language=language)
    text = extracted(render(a_refusal(head=head), texts), tmp_path, "-layout")

    assert text.index(first) < text.index(second)


def test_where_there_is_no_kazakh_the_russian_text_stands_once_in_a_list(tmp_path: Path) -> None:
    row = replace(BIRTH, name=Bilingual(ru="Справка с места учебы"))
    text = extracted(render(a_routing_sheet(bring=(row,)), texts), tmp_path)

    assert text.count("Справка с места учебы") == 1


def test_the_notices_of_an_acceptance_are_printed_when_they_apply(tmp_path: Path) -> None:
    paper = an_acceptance(only_to_applicant=True, provisional=True, unchecked=True)
    text = together(extracted(render(paper, texts), tmp_path, "-raw"))
    plain = together(extracted(render(an_acceptance(), texts), tmp_path, "-raw"))

    for said in ("Предварительнаярасписка", "реестрынеответили", "неудостоверенанотариально"):
        assert said in text
        assert said not in plain


def test_a_case_that_has_no_applicant_yet_shows_a_dash_and_no_number(tmp_path: Path) -> None:
    nobody = PartyLine(name="", number="")
    text = extracted(render(a_refusal(applicant=nobody), texts), tmp_path)

    assert "—" in text
    assert "ЖСН" not in text


def test_a_missing_document_in_a_wrong_form_says_which_form_is_needed(tmp_path: Path) -> None:
    needed = Bilingual(ru="нужно: подлинник", kk="қажеті: түпнұсқа")
    row = replace(BIRTH, how=needed)
    text = extracted(render(a_refusal(missing=(row,)), texts), tmp_path)

    assert needed.ru in text
    assert str(needed.kk) in text


def test_the_moment_of_signing_is_told_in_the_time_of_the_paper(tmp_path: Path) -> None:
    signed_at = datetime(2018, 2, 6, 5, 4, tzinfo=UTC)
    text = extracted(render(a_request_form(signed_at=signed_at), texts), tmp_path)

    assert "6 февраля 2018 г., 11:04" in text


def test_spaces_shrink_when_that_saves_a_page() -> None:
    row = replace(BIRTH, confirmed=True)
    counts = [len(pages(render(a_routing_sheet(bring=(row,) * n), texts))) for n in range(4, 12)]

    assert counts == sorted(counts)
    assert counts[0] == 1


def test_every_font_is_embedded(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(printed(Sample(PaperKind.REFUSAL_RECEIPT, "kk", extreme=True)))
    told = subprocess.run(["pdffonts", str(path)], check=True, capture_output=True, text=True)
    fonts = told.stdout.splitlines()[2:]

    assert len(fonts) == 3
    assert all("+Roboto-" in font and " yes yes yes " in font for font in fonts)


def test_an_ordinary_paper_is_one_sheet() -> None:
    for sample in SAMPLES:
        if not sample.extreme:
            assert len(pages(printed(sample))) == (2 if "refusal" in sample.kind else 1)


def test_pages_that_follow_repeat_the_head_and_count(tmp_path: Path) -> None:
    sample = Sample(PaperKind.ACCEPTANCE_RECEIPT, "ru", extreme=True)
    sheets = extracted(printed(sample), tmp_path, "-layout").split("\f")[:-1]

    for number, sheet in enumerate(sheets, start=1):
        assert NUMBER in sheet
        assert "Расписка о приеме соответствующих документов" in sheet
        assert f"страница {number}/{len(sheets)} · {number}/{len(sheets)} бет" in sheet


def test_the_file_says_in_its_metadata_what_it_is() -> None:
    for sample in SAMPLES:
        read = check(seal(printed(sample)))

        assert (read.kind, read.number, read.language) == (sample.kind, NUMBER, sample.language)
        assert read.unchanged


def test_the_dates_of_the_file_are_those_of_the_paper(tmp_path: Path) -> None:
    pdf = render(an_acceptance(), texts)

    assert b"D:20180206110500+06'00'" in pdf
    assert b"<xmp:CreateDate>2018-02-06T11:05:00+06:00</xmp:CreateDate>" in pdf
