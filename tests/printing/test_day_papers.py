"""The supervisor's papers and workbook read back: every figure, two languages, no formula."""

from __future__ import annotations

import csv
import shutil
import subprocess
from dataclasses import replace
from datetime import timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from operator_app.domain.day_papers import DayReport
from printing.day_papers import render_journal, render_report
from printing.questionnaire_form import render_form
from printing.workbook import plain, workbook
from resources.questionnaire import load_questionnaire
from tests.printing.reading import Box, extracted, pages, texts
from tests.support.papers import LONG_NAME
from tests.support.supervised_papers import FORMULAS, a_form, a_journal, a_report
from tests.support.supervised_state import BAGS, FIGURES, HOURS

MARGIN = 26.0
SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
PAPERS = {
    "report": lambda: render_report(a_report("ru"), texts),
    "report_kk_stretched": lambda: render_report(a_report("kk", extreme=True), texts),
    "journal": lambda: render_journal(a_journal("kk"), texts),
    "form": lambda: render_form(a_form("kk"), texts),
}


@cache
def printed(name: str) -> bytes:
    return PAPERS[name]()


@pytest.mark.parametrize("name", PAPERS)
def test_nothing_on_the_paper_touches_anything_or_leaves_it(name: str) -> None:
    for page in pages(printed(name)):
        sheet = Box(MARGIN, MARGIN, page.size[0] - MARGIN, page.size[1] - MARGIN)

        assert all(box.inside(sheet) for box in (*page.texts, *page.codes))
        assert not [
            (one, other)
            for index, one in enumerate(page.texts)
            for other in (*page.texts[index + 1 :], *page.codes)
            if one.meets(other)
        ]


@pytest.mark.parametrize("name", PAPERS)
def test_the_same_day_gives_the_same_bytes_and_each_page_can_be_scanned(name: str) -> None:
    content = printed(name)

    assert PAPERS[name]() == content
    for page in pages(content):
        assert dict(page.scanned)["Code128"] == "002180206"


def test_the_report_says_every_figure_in_both_languages(tmp_path: Path) -> None:
    said = extracted(printed("report"), tmp_path, "-layout")
    whole = FIGURES.whole

    for number in (whole.arrived, whole.called, whole.served, whole.accepted, whole.refused):
        assert str(number) in said
    for line in HOURS:
        rows = [one.split()[1:7] for one in said.splitlines() if one.split()[:1] == [line.key]]
        assert [
            *(str(line.arrived), str(line.called), str(line.served), str(line.no_shows)),
            *(str(line.accepted), str(line.refused)),
        ] in rows
    for words in ("Отчет супервайзера за день", "Супервайзердің күндік есебі", "Принтер окна 7"):
        assert words in " ".join(said.split())


def test_an_open_day_says_that_its_figures_are_preliminary(tmp_path: Path) -> None:
    said = " ".join(extracted(printed("report_kk_stretched"), tmp_path, "-raw").split())

    assert "День не закрыт: показатели предварительные." in said


def test_the_report_of_an_open_day_names_what_is_not_explained_yet(tmp_path: Path) -> None:
    said = " ".join(extracted(printed("report_kk_stretched"), tmp_path, "-raw").split())

    assert "Әлі түсіндірілмеген ауытқулар" in said
    assert "Пакет келмеген: 108" in said
    assert f"002-03-180206-001-4, {LONG_NAME}" in said


def test_the_extract_names_the_couriers_differences_by_package(tmp_path: Path) -> None:
    said = " ".join(extracted(printed("journal"), tmp_path, "-raw").split())

    assert "Расхождения в реестрах курьера: 10" in said
    for bag in BAGS:
        assert bag.number in said
        for package in bag.packages:
            assert package in said


def test_the_extract_says_why_a_case_is_looked_at_again(tmp_path: Path) -> None:
    said = " ".join(extracted(printed("journal"), tmp_path, "-raw").split())

    assert said.count("вторая проверка: доверенность не удостоверена нотариусом") == 4
    assert said.count("екінші тексеру: сенімхатты нотариус куәландырмаған; жеребе") == 4


def test_the_extract_names_every_acceptance(tmp_path: Path) -> None:
    said = extracted(printed("journal"), tmp_path, "-raw")

    assert said.count("002-07-180206-") == 12
    assert "Выписка из журнала регистрации" in said


def test_the_form_asks_each_question_with_three_marks_and_no_name(tmp_path: Path) -> None:
    said = " ".join(extracted(printed("form"), tmp_path, "-raw").split())
    asked = load_questionnaire()

    assert said.count("[ ]") == 3 * len(asked.questions)
    for question in asked.questions:
        assert question.text["kk"] in said
        assert question.text["ru"] in said
    assert "Имя писать не нужно" in said


def a_day_of_formulas() -> DayReport:
    """Services, remarks and people that are called like formulas."""
    report = a_report("ru")
    names = [
        replace(one, ru=formula, kk=formula)
        for one, formula in zip(report.services.values(), FORMULAS, strict=False)
    ]
    remarks = tuple(replace(report.remarks[0], name=one, text=one) for one in FORMULAS)
    services = dict(zip(report.services, names, strict=True))
    return replace(report, services=services, remarks=remarks, closed_by=FORMULAS[0])


def test_no_name_becomes_a_formula_a_link_or_a_number() -> None:
    with ZipFile(BytesIO(workbook(a_day_of_formulas(), texts("ru")))) as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        roots = [etree.fromstring(book.read(name)) for name in sheets]
        shared = etree.fromstring(book.read("xl/sharedStrings.xml"))
    strings = {"".join(map(str, one.itertext())) for one in shared.iter(f"{SPREADSHEET}si")}

    assert len(sheets) == 7
    assert not [one for root in roots for one in root.iter(f"{SPREADSHEET}f")]
    assert not [one for root in roots for one in root.iter(f"{SPREADSHEET}hyperlink")]
    assert {plain(one) for one in FORMULAS} <= strings


def test_the_same_day_gives_the_same_workbook() -> None:
    assert workbook(a_report("ru"), texts("kk")) == workbook(a_report("ru"), texts("kk"))


@pytest.mark.long
def test_another_program_opens_the_workbook_with_the_same_sums(tmp_path: Path) -> None:
    """LibreOffice, with no window, reads it and writes each sheet out."""
    office = shutil.which("soffice")
    assert office is not None, "libreoffice-calc-nogui is needed"
    file = tmp_path / "day.xlsx"
    file.write_bytes(workbook(a_day_of_formulas(), texts("ru")))
    subprocess.run(
        [
            *(office, f"-env:UserInstallation={tmp_path.as_uri()}/office", "--headless"),
            *("--convert-to", AS_CSV, "--outdir", str(tmp_path), str(file)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    hours = read(tmp_path / "day-По часам.csv")
    services = read(tmp_path / "day-По услугам.csv")
    remarks = read(tmp_path / "day-Исключения.csv")

    for column, sums in (
        (1, [one.arrived for one in HOURS]),
        (3, [one.served for one in HOURS]),
        (6, [one.refused for one in HOURS]),
    ):
        assert sum(int(row[column]) for row in hours) == sum(sums)
    waited = sum((one.waiting.total for one in HOURS), timedelta())
    assert sum(float(row[8]) for row in hours) == pytest.approx(waited.total_seconds() / 60, 1e-4)
    assert [row[0] for row in services] == list(FORMULAS[:3])
    assert [row[3] for row in remarks] == [plain(one) for one in FORMULAS]


def read(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))[1:]
