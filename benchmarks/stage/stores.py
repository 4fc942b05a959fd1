"""A store as full as a window's may get: a million made-up cases, made once and kept."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from db.mapping import encode
from db.queries.find_cases import CACHE_KB
from db.schema import HEAD
from operator_app.adapters.keys import TRAINING_MARK
from operator_app.domain.applications import State
from operator_app.domain.names import search_key
from tests.db.builders import KEY, Store, an_application

LARGE = 1_000_000
READABLE = 1_000
KEPT = Path("out") / "bench"
"""Where the stores of the last runs lie; may be deleted at any time."""
FIRST_DAY = date(2013, 1, 1)
ROOTS = [
    "Абдрахман",
    "Ахмет",
    "Әбдіқадыр",
    "Байжан",
    "Бекмұхамет",
    "Дәулет",
    "Ержан",
    "Есенғали",
    "Жақсылық",
    "Жұмабай",
    "Зейнолла",
    "Ибрагим",
    "Исмаил",
    "Қасым",
    "Қайрат",
    "Құрман",
    "Мұрат",
    "Мұхтар",
    "Нұрлан",
    "Нұрғали",
    "Оразбай",
    "Өтеген",
    "Рахым",
    "Сағынтай",
    "Сәрсен",
    "Серік",
    "Смағұл",
    "Тілеу",
    "Төлеген",
    "Тұрсын",
    "Үсен",
    "Хамит",
    "Шәріп",
    "Ысқақ",
    "Юнус",
    "Иван",
    "Петр",
    "Ким",
    "Цой",
    "Шевчен",
]
ENDINGS = ("ов", "ова", "ев", "ева", "ұлы", "қызы", "бекова", "беков", "баева", "баев")
GIVEN = [
    "Әлия",
    "Айгүл",
    "Ақмарал",
    "Бақыт",
    "Гүлнар",
    "Дана",
    "Динара",
    "Жанар",
    "Зәуре",
    "Камила",
    "Қарлығаш",
    "Ләззат",
    "Мәдина",
    "Назгүл",
    "Перизат",
    "Раушан",
    "Сәуле",
    "Тоғжан",
    "Ұлжан",
    "Шолпан",
    "Абай",
    "Азамат",
    "Асан",
    "Болат",
    "Дәурен",
    "Ерлан",
    "Жандос",
    "Кенжебек",
    "Марат",
    "Нұржан",
    "Олжас",
    "Рүстем",
    "Санжар",
    "Талғат",
    "Ұлан",
    "Арман",
    "Ольга",
    "Наталья",
    "Сергей",
    "Дмитрий",
]


def kept_store(cases: int = LARGE) -> Path:
    """The folder of a training profile whose store holds ``cases``; not to be written to."""
    folder = KEPT / f"store-{HEAD}-{cases}-{READABLE}"
    if not folder.exists():
        draft = KEPT / f".{folder.name}.{os.getpid()}"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        _fill(draft, cases)
        (draft / "TRAINING-store.key").write_text(f"{TRAINING_MARK}\n{KEY.hex()}\n", "ascii")
        for old in KEPT.glob(f"store-*-{cases}-*"):
            shutil.rmtree(old)
        draft.rename(folder)
    return folder


def profile_copy(folder: Path, cases: int = LARGE) -> Path:
    """A profile of its own that may be worked in."""
    shutil.copytree(kept_store(cases), folder)
    return folder


def _body(row: tuple[object, ...], cases: int) -> str:
    """Of the newest cases as the program writes it; nobody ever looks into the others."""
    if cases - int(str(row[0])) >= READABLE:
        return "{}"
    return encode(an_application(id=row[1], number=row[2], state=State.ACCEPTED, ticket_id=None))


def _fill(folder: Path, cases: int) -> None:
    """A store with generated cases; written in bulk, without audit and outbox."""
    store = Store(folder)
    store.engine.dispose()
    connection = raw_connection(store.path)
    for setting in ("synchronous=OFF", "cache_size=-200000"):
        connection.execute(f"PRAGMA {setting}").fetchall()
    connection.execute("BEGIN")
    connection.executemany(
        "INSERT INTO applications (place, id, number, digits, applicant_number, applicant_name,"
        " phone, service, region, state, opened_at, opened_on, accepted_on, version, center,"
        " window, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((*row, _body(row, cases)) for row in made_cases(cases)),
    )
    connection.create_function("search_key", 1, _cached_key)
    connection.execute(
        "INSERT INTO case_names (rowid, name)"
        " SELECT place, ' ' || search_key(applicant_name) FROM applications"
    )
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()


def made_cases(count: int) -> Iterator[tuple[object, ...]]:
    chance = random.Random(count)
    for place in range(1, count + 1):
        day = FIRST_DAY + timedelta(days=place % 4000)
        sequence = place // 4000
        digits = f"{sequence // 9999 + 1:03}07{day:%y%m%d}{sequence % 9999 + 1:04}{place % 10}"
        number = f"{digits[:3]}-{digits[3:5]}-{digits[5:11]}-{digits[11:15]}-{digits[15]}"
        name = f"{chance.choice(ROOTS)}{chance.choice(ENDINGS)} {chance.choice(GIVEN)}"
        name = f"{name} {chance.choice(ROOTS)}{chance.choice(ENDINGS)}"
        yield (
            place,
            f"00000000-0000-4000-8000-{place:012}",
            number,
            digits,
            f"{place * 7919 % 10**12:012}",
            name,
            f"70{place % 10**8:08}",
            "guardianship_certificate",
            "almaty",
            "accepted",
            datetime(day.year, day.month, day.day, 5, tzinfo=UTC).isoformat(),
            day.isoformat(),
            day.isoformat(),
            3,
            "002",
            place % 12 + 1,
        )


class _Keys(dict[str, str]):
    """Words repeat: each is folded once."""

    def __missing__(self, word: str) -> str:
        self[word] = search_key(word)
        return self[word]


def _cached_key(name: str, keys: _Keys = _Keys()) -> str:  # noqa: B008  one cache for the run
    return " ".join(keys[word] for word in name.split())


def raw_connection(path: Path) -> Any:
    connection = dbapi2.connect(str(path), isolation_level=None)
    for setting in (f"key=\"x'{KEY.hex()}'\"", "journal_mode=WAL", f"cache_size=-{CACHE_KB}"):
        connection.execute(f"PRAGMA {setting}").fetchall()
    return connection
