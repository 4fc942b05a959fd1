"""The supervisor's day of 3,000 cases, against SQL that adds up the same and nothing else.

Processor time: the day lies in the page cache, so nothing is waited for but the processor. As in
the window (``ui.runtime.garbage``), no collection of garbage comes in between.
"""

from __future__ import annotations

import argparse
import functools
import gc
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.measure import Figure, cpu_ms, in_turns, median_of, report
from benchmarks.stage.stores import raw_connection
from db.backup import STORE
from db.engine import open_engine
from db.mapping import moment
from db.queries.local_days import bounds
from db.queries.supervision import SqlFactsOfDay, SqlLooseEnds, SqlReviews
from operator_app.domain.day_exceptions import exceptions_of
from operator_app.domain.day_figures import DayFigures, Norms, figures_of
from printing.day_papers import render_report
from printing.workbook import workbook
from resources.texts import Texts
from tests.db.builders import KEY, Store
from tests.support.raw_day import raw_sums
from tests.support.supervised_day import CENTER, DAY, SERVICES, MadeDay
from tests.support.supervised_papers import a_report_of

CASES = 3_000
OF_APPLICANTS = 0.86
"""How many of those who come leave a case behind; the others did not come when called, or left."""
TIMES_RAW = 2.0
ALLOWED_MS = 200.0
NORM = timedelta(minutes=15)
NORMS = {service: Norms(waiting=NORM, serving=NORM) for service in SERVICES}
NOW = datetime(2018, 2, 6, 14, 0, tzinfo=UTC)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=CASES)
    parser.add_argument("--rounds", type=int, default=11)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        with store.units() as unit:
            MadeDay(unit, round(chosen.cases / OF_APPLICANTS)).write()
            unit.commit()
        made = store.count("applications")
        store.engine.dispose()
        gc.collect()
        gc.disable()
        return report(*_figures(Path(folder) / STORE, made, chosen.rounds))


def _figures(store: Path, made: int, rounds: int) -> Iterator[Figure]:
    engine = open_engine(store, KEY, read_only=True)
    facts, loose, reviews = SqlFactsOfDay(engine), SqlLooseEnds(engine), SqlReviews(engine)
    raw, asked = raw_connection(store), _asked()

    def day() -> DayFigures:
        return figures_of(facts(CENTER, DAY), NORMS, NOW)

    def page() -> None:
        exceptions_of(day(), loose(CENTER, DAY, DAY + timedelta(days=1)))
        reviews(CENTER)

    value, limit = in_turns(day, lambda: raw_sums(raw, asked), rounds=rounds, clock=cpu_ms)
    yield Figure(
        name=f"supervisor's day of {made:,} cases: all its figures",
        value=value,
        unit="ms",
        limit_name="raw SQL of the same sums",
        limit=limit,
        budget=TIMES_RAW,
    )
    yield _allowed(
        f"supervisor's page over {made:,} cases", median_of(page, rounds=rounds, clock=cpu_ms)
    )
    texts = functools.cache(Texts.for_language)
    paper = a_report_of(day(), "ru")
    pdf = median_of(lambda: render_report(paper, texts), rounds=rounds, clock=cpu_ms)
    yield _allowed("report of that day as a paper", pdf)
    book = median_of(lambda: workbook(paper, texts("ru")), rounds=rounds, clock=cpu_ms)
    yield _allowed("report of that day as a workbook", book)
    raw.close()
    engine.dispose()


def _allowed(name: str, value: float) -> Figure:
    return Figure(
        name=name,
        value=value,
        unit="ms",
        limit_name="ms allowed",
        limit=ALLOWED_MS,
        budget=1.0,
    )


def _asked() -> dict[str, object]:
    begins, ends = bounds(DAY)
    return {
        "center": CENTER,
        "day": DAY.isoformat(),
        "since": moment(begins),
        "until": moment(ends),
        "begins": int(begins.timestamp()),
        "now": int(NOW.timestamp()),
        "norm": int(NORM.total_seconds()),
    }


if __name__ == "__main__":
    sys.exit(main())
