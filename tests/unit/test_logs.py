"""The log is for machines and administrators, and holds nobody's data."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

import pytest

from operator_app.logs import MASK, OURS, set_up_logs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

IIN = "900101" + "300017"


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    for handler in handlers:
        root.removeHandler(handler)
    file = tmp_path / "logs" / "window.log"
    set_up_logs(level=logging.DEBUG, file=file)
    yield file
    for handler in list(root.handlers):
        root.removeHandler(handler)
        handler.close()
    for handler in handlers:
        root.addHandler(handler)
    root.setLevel(level)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.INFO)


def _lines(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_a_record_is_one_json_object_with_its_facts_beside_the_message(log_file: Path) -> None:
    logging.getLogger("operator_app.sync").info(
        "pushed %d", 3, extra={"facts": {"took_ms": 12, "нәтиже": "ия"}}
    )

    [line] = _lines(log_file)
    assert line["level"] == "INFO"
    assert line["logger"] == "operator_app.sync"
    assert line["message"] == "pushed 3"
    assert line["facts"] == {"took_ms": 12, "нәтиже": "ия"}
    assert str(line["at"]).endswith("+00:00")


def test_twelve_digits_are_masked_in_message_facts_and_traceback(log_file: Path) -> None:
    try:
        raise ValueError(IIN)
    except ValueError:
        logging.getLogger("hub.x").exception(
            "asked %s", IIN, extra={"facts": {"keys": [IIN, int(IIN)]}}
        )

    text = log_file.read_text(encoding="utf-8")
    assert IIN not in text
    assert text.count(MASK) == 4
    assert "Traceback" in text


def test_personal_facts_are_left_out_above_debug_and_masked_there(log_file: Path) -> None:
    person = {"surname": "Ахметова", "iin": IIN, "case": {"phone": "+7 700", "step": 2}}
    logging.getLogger("hub.x").info("found", extra={"facts": person})
    logging.getLogger("hub.x").debug("found", extra={"facts": person})

    above, below = _lines(log_file)
    assert above["facts"] == {"case": {"step": 2}}
    assert below["facts"] == {
        "surname": "А***",
        "iin": "9***",
        "case": {"phone": "+***", "step": 2},
    }


def test_longer_and_shorter_numbers_are_not_taken_for_an_iin(log_file: Path) -> None:
    logging.getLogger("hub.x").info("case %s of %s", "0020718020600017", "20180206")

    assert _lines(log_file)[0]["message"] == "case 0020718020600017 of 20180206"


def test_other_peoples_packages_are_heard_from_warnings_on(log_file: Path) -> None:
    logging.getLogger("httpx").info("GET /person?iin=1")
    logging.getLogger("httpx.pool").warning("pool is full")

    assert [line["message"] for line in _lines(log_file)] == ["pool is full"]
