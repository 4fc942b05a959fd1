"""Search over 1,000 and 1,000,000 made-up cases, against the raw query and against each other."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

from benchmarks.measure import Figure, in_turns, report, wall_ms
from benchmarks.stage.stores import (
    ENDINGS,
    GIVEN,
    LARGE,
    ROOTS,
    kept_store,
    made_cases,
    raw_connection,
)
from db.backup import STORE
from db.engine import open_engine
from db.queries.find_cases import (
    BY_APPLICANT,
    BY_NAME,
    BY_NUMBER,
    SqlFindCases,
    name_query,
)
from operator_app.domain.names import search_key
from tests.db.builders import KEY

SMALL = 1_000
LIMIT = 50
BUDGET = 1.5
P95_MS = 30.0
QUESTIONS = 40


def main() -> int:
    small, large = kept_store(SMALL) / STORE, kept_store(LARGE) / STORE
    return report(*_against_raw(large), *_by_size(small, large))


def _against_raw(store: Path) -> Iterator[Figure]:
    engine = open_engine(store, KEY, read_only=True)
    find, raw = SqlFindCases(engine), raw_connection(store)
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
    generated = made_cases(cases)
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


if __name__ == "__main__":
    sys.exit(main())
