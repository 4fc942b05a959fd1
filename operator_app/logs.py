"""What the program writes down about itself: one JSON object a line, and nobody's data in it.

Facts go beside the message (``extra={"facts": {...}}``), so that a name can be told from a word.
Personal facts are masked at DEBUG and left out above it; a run of twelve digits, which is how an
IIN looks, is masked wherever it stands, tracebacks included.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

TWELVE_DIGITS = re.compile(r"(?<!\d)\d{12}(?!\d)")
MASK = "************"
PERSONAL = frozenset(
    {
        "address",
        "applicant",
        "bin",
        "born_on",
        "holder",
        "iin",
        "name",
        "names",
        "patronymic",
        "phone",
        "representative",
        "surname",
    }
)
OURS = ("operator_app", "ui", "db", "printing", "resources", "hub", "stand")
LONGEST_FILE_BYTES = 2_000_000
KEPT_FILES = 5


def set_up_logs(*, level: int = logging.INFO, file: Path | None = None) -> None:
    """Send the whole program's log to standard error, or to a file that keeps to a size.

    ``level`` is for our own packages: others tell addresses and parameters below WARNING.
    """
    handler: logging.Handler
    if file is None:
        handler = logging.StreamHandler(sys.stderr)
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            file, maxBytes=LONGEST_FILE_BYTES, backupCount=KEPT_FILES, encoding="utf-8"
        )
    handler.addFilter(PersonalData())
    handler.setFormatter(JsonLine())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in OURS:
        logging.getLogger(name).setLevel(level)


def masked(text: str) -> str:
    return TWELVE_DIGITS.sub(MASK, text)


class PersonalData(logging.Filter):
    """Lets every record through, and takes out of it what belongs to an applicant."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = masked(record.getMessage())
        record.args = ()
        facts = getattr(record, "facts", None)
        if isinstance(facts, Mapping):
            record.facts = _without_people(facts, keep_masked=record.levelno <= logging.DEBUG)
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = masked(record.exc_text)
        return True


class JsonLine(logging.Formatter):
    """One object a line: ``at`` (UTC), ``level``, ``logger``, ``message``, then the facts."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        facts = getattr(record, "facts", None)
        if isinstance(facts, Mapping) and facts:
            line["facts"] = facts
        if record.exc_text:
            line["traceback"] = record.exc_text
        return json.dumps(line, ensure_ascii=False, default=str)


def _without_people(facts: Mapping[str, object], *, keep_masked: bool) -> dict[str, object]:
    clean: dict[str, object] = {}
    for name, value in facts.items():
        if name not in PERSONAL:
            clean[name] = _masked_value(value, keep_masked=keep_masked)
        elif keep_masked:
            clean[name] = f"{str(value)[:1]}***"
    return clean


def _masked_value(value: object, *, keep_masked: bool) -> object:
    if isinstance(value, Mapping):
        return _without_people(value, keep_masked=keep_masked)
    if isinstance(value, list | tuple | set | frozenset):
        return [_masked_value(item, keep_masked=keep_masked) for item in value]
    if value is None or isinstance(value, bool | float):
        return value
    text = masked(str(value))
    return value if isinstance(value, int) and text == str(value) else text
