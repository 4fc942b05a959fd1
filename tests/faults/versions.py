"""Older windows at a newer hub, and a migration killed half-way: old or new, never between."""

from __future__ import annotations

import hashlib
import multiprocessing
import random
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from typing import Final

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, select, text
from sqlalchemy import table as a_table

import hub.store.opening
import hub.store.upgrade
from db.engine import open_engine
from db.migrate import SCRIPTS, migrate
from operator_app.wire.push import PushOutcome
from tests.db.builders import KEY, Store, an_application
from tests.faults.center import a_center
from tests.faults.outcome import Outcome, Plan
from tests.hub.test_upkeep import KEPT
from tests.hub.test_versions import FIXTURES, KIND, MADE_UP, SAID
from tests.support.envelopes import Device
from tests.support.hub_desk import HubDesk
from tests.support.sync_window import SETTLES_S

KILLS: Final = 200
CASES: Final = 40
BETWEEN: Final = tuple(f"{number:04}" for number in range(1, 9))
AS_LONG_S: Final = 0.5
WAIT_S: Final = 60.0

Upgrade = Callable[[Engine], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """A store as an older program has left it, and what brings it up to date."""

    name: str
    file: Path
    upgrade: Upgrade
    open: Callable[[Path, bytes], Engine]


def run_versions(plan: Plan) -> Outcome:
    """A cycle is one kill of a migration; older messages are sent once."""
    outcome = Outcome(fault="versions", seed=plan.seed, settle_most_s=SETTLES_S)
    with tempfile.TemporaryDirectory(prefix="tereze-storm-") as name:
        folder = Path(name)
        _older_windows(outcome, folder)
        kinds = [*(_window_of(folder, one) for one in BETWEEN), _first_hub(folder)]
        killing = _Killing(outcome, folder, kinds)
        for number, dice in plan.each():
            killing.cycle(number, dice)
            outcome.cycles += 1
    outcome.also |= {"killed_inside": killing.inside, "found_old": killing.old}
    return outcome


def _older_windows(outcome: Outcome, folder: Path) -> None:
    """Every line that ever left a window goes to a hub of today; made-up schemas N-1 and N-2."""
    for file in sorted(FIXTURES.glob("*.lines")):
        # Each file is the whole chain of one window: to a second one the hub is another hub.
        lines = file.read_bytes().splitlines()
        with a_center() as center:
            for wanted in (PushOutcome.APPLIED, PushOutcome.DUPLICATE):
                results = center.hub.http.push(lines).results
                wrong = [each for each in results if each.result is not wanted]
                outcome.lose(file.name, [str(each) for each in wrong])
        outcome.acknowledged += len(lines)
    desk = HubDesk(folder / "made_up", bodies=MADE_UP)
    window = Device()
    desk.know(window)
    newest = MADE_UP.newest(KIND)
    for schema in range(newest - 2, newest + 1):
        fate = desk.fates([window.says(type=KIND, schema=schema, body=SAID[schema])])
        outcome.lose(f"schema {schema}", [] if fate == ["applied"] else fate)
    desk.close()


class _Killing:
    def __init__(self, outcome: Outcome, folder: Path, kinds: list[_Kind]) -> None:
        self._outcome = outcome
        self._folder = folder
        self._kinds = kinds
        self._took_s = {kind.name: [AS_LONG_S] for kind in kinds}
        self._context = multiprocessing.get_context("fork")
        self.inside = self.old = 0
        self._old = {kind.name: _look(kind, kind.file) for kind in kinds}
        self._new = {kind.name: self._whole(kind) for kind in kinds}

    def cycle(self, number: int, dice: random.Random) -> None:
        kind = self._kinds[number % len(self._kinds)]
        place = Path(shutil.copytree(kind.file.parent, self._folder / f"cycle-{number}"))
        file = place / kind.file.name
        moment_s = dice.uniform(0, 1.2 * median(self._took_s[kind.name][-9:]))
        self.inside += self._kill(kind, file, moment_s)
        seen = _look(kind, file)
        self.old += seen == self._old[kind.name]
        if seen not in (self._old[kind.name], self._new[kind.name]):
            self._outcome.blame(f"cycle {number} {kind.name}", [f"between: {seen[0]}"])
        began = time.monotonic()
        engine = kind.open(file, KEY)
        kind.upgrade(engine)
        engine.dispose()
        self._took_s[kind.name].append(time.monotonic() - began)
        self._outcome.settled(time.monotonic() - began)
        if _look(kind, file) != self._new[kind.name]:
            self._outcome.lose(f"cycle {number} {kind.name}", ["not what it should be"])
        shutil.rmtree(place)

    def _whole(self, kind: _Kind) -> tuple[str, str]:
        """Undisturbed."""
        place = Path(shutil.copytree(kind.file.parent, self._folder / f"whole-{kind.name}"))
        engine = kind.open(place / kind.file.name, KEY)
        began = time.monotonic()
        kind.upgrade(engine)
        self._took_s[kind.name] = [time.monotonic() - began]
        engine.dispose()
        return _look(kind, place / kind.file.name)

    def _kill(self, kind: _Kind, file: Path, moment_s: float) -> bool:
        """Whether it was still at work."""
        ours, its = self._context.Pipe()
        child = self._context.Process(target=_migrate, args=(kind, file, its))
        child.start()
        its.close()
        assert ours.poll(WAIT_S), "it did not begin"
        ours.recv()
        threading.Event().wait(moment_s)
        child.kill()
        child.join()
        ours.close()
        return child.exitcode != 0


def _migrate(kind: _Kind, file: Path, begun: Connection) -> None:
    """In a process of its own."""
    engine = kind.open(file, KEY)
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
    begun.send("begun")
    kind.upgrade(engine)


def _look(kind: _Kind, file: Path) -> tuple[str, str]:
    """The version, and everything there is: tables as they are made, and each row.

    Looked at in a copy: opening would finish, or undo, what was left.
    """
    with tempfile.TemporaryDirectory(prefix="tereze-look-") as name:
        for each in file.parent.glob(f"{file.name}*"):
            shutil.copy2(each, name)
        engine = kind.open(Path(name) / file.name, KEY)
        with engine.connect() as connection:
            sound = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
            version = connection.exec_driver_sql("SELECT version_num FROM alembic_version")
            made = connection.exec_driver_sql(
                "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
            ).all()
            seen = hashlib.sha256(repr((sound, made)).encode())
            for table, statement in made:
                if statement.startswith("CREATE TABLE") and not _random(table):
                    rows = connection.execute(select(text("*")).select_from(a_table(table))).all()
                    seen.update(repr((table, sorted(map(repr, rows)))).encode())
            found = str(version.scalar_one())
        engine.dispose()
    return found, seen.hexdigest()


def _random(table: str) -> bool:
    """The hub's stream gets its name in the migration; the index of names is the database's own."""
    return table == "marks" or table.startswith("case_names_")


def _window_of(folder: Path, revision: str) -> _Kind:
    place = folder / f"window-{revision}"
    place.mkdir()
    store = Store(place)
    for _ in range(CASES):
        store.save_all(an_application())
    with store.engine.begin() as connection:
        settings = Config()
        settings.set_main_option("script_location", str(SCRIPTS))
        settings.attributes["connection"] = connection
        command.downgrade(settings, revision)
    store.engine.dispose()
    return _Kind(
        name=f"window {revision}",
        file=store.path,
        upgrade=migrate,
        open=open_engine,
    )


def _first_hub(folder: Path) -> _Kind:
    place = folder / "hub-0001"
    place.mkdir()
    shutil.copy(KEPT, place / "hub.db")
    return _Kind(
        name="hub 0001",
        file=place / "hub.db",
        upgrade=hub.store.upgrade.upgrade,
        open=hub.store.opening.open_writer,
    )
