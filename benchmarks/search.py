"""Search over 1,000 and 1,000,000 made-up cases, against the raw query and against each other."""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from benchmarks.measure import Figure, in_turns, report, wall_ms
from db.engine import open_engine
from db.queries.find_cases import (
    BY_APPLICANT,
    BY_NAME,
    BY_NUMBER,
    CACHE_KB,
    SqlFindCases,
    name_query,
)
from operator_app.domain.names import search_key
from tests.db.builders import KEY, Store

LARGE = 1_000_000
SMALL = 1_000
LIMIT = 50
BUDGET = 1.5
P95_MS = 30.0
QUESTIONS = 40
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


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        small = _filled(Path(folder) / "small", SMALL)
        large = _filled(Path(folder) / "large", LARGE)
        figures = [*_against_raw(large), *_by_size(small, large)]
    return report(*figures)


def _filled(folder: Path, cases: int) -> Path:
    """A store with generated cases; written in bulk, without audit and outbox."""
    folder.mkdir()
    store = Store(folder)
    store.engine.dispose()
    connection = _raw_connection(store.path)
    for setting in ("synchronous=OFF", "cache_size=-200000"):
        connection.execute(f"PRAGMA {setting}").fetchall()
    connection.execute("BEGIN")
    connection.executemany(
        "INSERT INTO applications (place, id, number, digits, applicant_number, applicant_name,"
        " phone, service, region, state, opened_at, opened_on, accepted_on, version, center,"
        " window, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '{}')",
        _cases(cases),
    )
    connection.create_function("search_key", 1, _cached_key)
    connection.execute(
        "INSERT INTO case_names (rowid, name)"
        " SELECT place, ' ' || search_key(applicant_name) FROM applications"
    )
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()
    return store.path


def _cases(count: int) -> Iterator[tuple[object, ...]]:
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


def _against_raw(store: Path) -> Iterator[Figure]:
    engine = open_engine(store, KEY, read_only=True)
    find, raw = SqlFindCases(engine), _raw_connection(store)
    questions = {
        "iin": _numbers(4),
        "application number": _numbers(3),
        "part of a name": _names(),
    }
    for name, asked in questions.items():
        ours, theirs = cycle(asked), cycle(asked)
        value, limit = in_turns(
            partial(_ask, find, ours),
            partial(_ask_raw, raw, name, theirs),
            rounds=15,
            each=len(asked),
        )
        yield Figure(
            name=f"search by {name} over {LARGE:,} cases",
            value=value,
            unit="ms",
            limit_name="the raw query",
            limit=limit,
            budget=BUDGET,
        )
        times = sorted(wall_ms(partial(find, words, limit=LIMIT)) for words in asked * 3)
        yield Figure(
            name=f"search by {name}, p95",
            value=times[int(len(times) * 0.95)],
            unit="ms",
            limit_name="ms allowed",
            limit=P95_MS,
            budget=1.0,
        )
    find.close()
    engine.dispose()


def _by_size(small: Path, large: Path) -> Iterator[Figure]:
    engines = [open_engine(path, KEY, read_only=True) for path in (large, small)]
    finds = [SqlFindCases(engine) for engine in engines]
    for name, column in (("iin", 4), ("application number", 3)):
        value, limit = in_turns(
            partial(_ask, finds[0], cycle(_numbers(column))),
            partial(_ask, finds[1], cycle(_numbers(column, SMALL))),
            rounds=15,
            each=QUESTIONS,
        )
        yield Figure(
            name=f"search by {name}: {LARGE:,} cases",
            value=value,
            unit="ms",
            limit_name=f"the same over {SMALL:,} cases",
            limit=limit,
            budget=BUDGET,
        )
    for find, engine in zip(finds, engines, strict=True):
        find.close()
        engine.dispose()


def _numbers(column: int, cases: int = LARGE) -> list[str]:
    wanted = set(range(cases // (QUESTIONS + 1), cases, cases // (QUESTIONS + 1)))
    generated = _cases(cases)
    found = [str(row[column]) for row in generated if row[0] in wanted]
    return found[:QUESTIONS]


def _names() -> list[str]:
    chance = random.Random(7)
    whole = [f"{chance.choice(ROOTS)}{chance.choice(ENDINGS)}" for _ in range(QUESTIONS)]
    return [
        word[: 3 + position % 6] if position % 2 else f"{word} {chance.choice(GIVEN)[:4]}"
        for position, word in enumerate(whole)
    ]


def _ask(find: Callable[..., object], asked: Iterator[str]) -> None:
    find(next(asked), limit=LIMIT)


def _ask_raw(connection: Any, kind: str, asked: Iterator[str]) -> None:
    words = next(asked)
    if kind == "part of a name":
        query = name_query(search_key(words).split(), starts=True)
        rows = connection.execute(BY_NAME, (query, LIMIT)).fetchall()
        if len(rows) < LIMIT:
            query = name_query(search_key(words).split(), starts=False)
            connection.execute(BY_NAME, (query, LIMIT)).fetchall()
    else:
        question = BY_APPLICANT if kind == "iin" else BY_NUMBER
        connection.execute(question, (words, words + ":", LIMIT)).fetchall()


def _raw_connection(path: Path) -> Any:
    connection = dbapi2.connect(str(path), isolation_level=None)
    for setting in (f"key=\"x'{KEY.hex()}'\"", "journal_mode=WAL", f"cache_size=-{CACHE_KB}"):
        connection.execute(f"PRAGMA {setting}").fetchall()
    return connection


if __name__ == "__main__":
    sys.exit(main())
