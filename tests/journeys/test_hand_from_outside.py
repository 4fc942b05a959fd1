"""What ``dev.py run`` shows is worked from outside, by keys of the display; its papers compared."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # ships no annotations
import pytest

from resources.training import load_training_center
from tests.support.outside_hand import OutsideHand, display, product
from tests.support.project_files import ROOT
from tests.support.training_window import SAMPLES

PERSON = load_training_center().people[0]
WINDOW = 1
NUMBER = re.compile(r"\b\d{3}-\d{2}-\d{6}-\d{4}-\w\b")
MOMENT = re.compile(r"\b\d{2}:\d{2}\b")


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "training"


@pytest.fixture
def hand(profile: Path) -> Iterator[OutsideHand]:
    with display() as screen, product(screen, profile) as program:
        yield OutsideHand(screen, program)


def case(name: str) -> dict[str, Any]:
    """The sample, at the window and by the operator of the training center."""
    said: dict[str, Any] = json.loads((SAMPLES / name).read_text(encoding="utf-8"))
    said.pop("until", None)
    person, child = said["applicant"], said["children"][0]
    said["case_id"] = str(uuid.uuid4())
    said["applicant"] = {"iin": person["iin"]}
    said["children"] = [{key: child[key] for key in ("iin", "surname", "name", "born_on")}]
    said["center"]["window"] = WINDOW
    said["operator"] = PERSON.full_name
    for document in said["documents"]:
        document["scans"] = [str(SAMPLES / scan) for scan in document.get("scans", ())]
    return said


def rehearsed(folder: Path, name: str, paper: str) -> Path:
    folder.mkdir()
    (folder / "case.json").write_text(json.dumps(case(name)), encoding="utf-8")
    subprocess.run(
        [
            *(sys.executable, "-m", "operator_app", "rehearse", str(folder / "case.json")),
            *("--out", str(folder)),
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return folder / paper


def words(paper: Path) -> list[str]:
    """Every line, but for what has to differ: the number of the case and the minute."""
    document = pypdfium2.PdfDocument(paper)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert NUMBER.search(text)
    return MOMENT.sub("MOMENT", NUMBER.sub("NUMBER", text)).splitlines()


def sign_in(hand: OutsideHand) -> None:
    hand.take("Терезе")
    hand.type_text(PERSON.login)
    hand.keys("Return")
    hand.type_text(PERSON.password)
    hand.keys("Return")


def until_documents(hand: OutsideHand, said: dict[str, Any]) -> None:
    child = said["children"][0]
    hand.wait_title("Следующий")
    hand.until("F9", "Вызван")
    hand.until("ctrl+s", "1. Услуга")
    hand.type_text("Выдача справок по опеке")
    hand.keys("Down")
    hand.until("ctrl+Return", "2. Согласие")
    hand.type_text(said["applicant"]["iin"])
    hand.keys("Tab", "space", "Tab", "Tab", "space")
    hand.until("ctrl+Return", "3. Заявитель")
    hand.keys(*["Tab"] * 6, "Return")
    for field in ("iin", "surname", "name"):
        hand.type_text(child[field])
        hand.keys("Tab")
    hand.keys("Tab")
    hand.type_text(".".join(reversed(child["born_on"].split("-"))))
    hand.until("ctrl+Return", "4. Документы")


def attach(hand: OutsideHand, row: int, scan: str, left: int) -> None:
    """The row by its number; the scan by the dialog, whose folder is that of the program."""
    hand.keys(str(row))
    if scan:
        hand.keys("ctrl+o")
        hand.wait_title("Страницы")
        hand.type_text(f"resources/samples/{scan}")
        hand.keys("Return")
        hand.wait_title("4. Документы")
    missing = f"Не хватает {left}" if left else "Не хватает"
    hand.until_seen("Insert", lambda: (missing in hand.title()) == bool(left), f"{left} left")


def printed(hand: OutsideHand, profile: Path, order: int) -> Path:
    paper = profile / "papers" / f"{order:04}-x1.pdf"
    hand.until_seen("ctrl+p", paper.exists, paper.name)
    return paper


def test_two_applicants_by_keys_of_the_display_get_the_papers_of_the_rehearsal(
    hand: OutsideHand, profile: Path, tmp_path: Path
) -> None:
    sign_in(hand)
    until_documents(hand, case("guardianship.json"))
    attach(hand, 1, "application.png", 2)
    attach(hand, 2, "", 1)
    attach(hand, 3, "birth.png", 0)
    hand.until("ctrl+Return", "5. Подпись")
    hand.until("ctrl+Return", "6. Расписка")
    accepted = printed(hand, profile, 1)
    hand.until("ctrl+Return", "7. Отправка")
    hand.until("ctrl+Return", "Очередь")

    until_documents(hand, case("refused.json"))
    attach(hand, 1, "application.png", 2)
    attach(hand, 2, "", 1)
    hand.until("F11", "Отказать")
    hand.until("ctrl+Return", "отказано")
    refused = printed(hand, profile, 2)
    hand.until("ctrl+Return", "Очередь")

    assert words(accepted) == words(
        rehearsed(tmp_path / "accepted", "guardianship.json", "acceptance_receipt.pdf")
    )
    assert words(refused) == words(
        rehearsed(tmp_path / "refused", "refused.json", "refusal_receipt.pdf")
    )
