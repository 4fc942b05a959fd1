"""Plays cases on a disk that becomes full, read-only, failing or held, and good again.

Says each acknowledged step as the saver does, and ``refused CODE`` for each coded refusal.
``python -m tests.faults.bad_disk_saver`` is never called; the warm process forks it.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from types import MappingProxyType

import db.engine
from db.profile_folder import STORE
from operator_app.adapters.keys import training_key
from operator_app.bootstrap import Law, load_law, open_profile
from operator_app.errors import OperatorAppError
from resources.error_texts import explain
from tests.faults.preload import Control
from tests.faults.saver import SAID, at_work
from tests.faults.stories import Library, Story

CASES = 3
MOST_ROOM = 250_000
MOST_SYNCS = 25
WAITS_S = 1
"""In place of the ten seconds that a writer waits for another one."""
EARLY = 0.3
"""So often the disk is bad from the start of the program on."""
LANGUAGES = ("kk", "ru", "en")


class BadDisk:
    """Goes bad by the dice and is mended by a technician."""

    def __init__(self, profile: Path, control: Control, dice: random.Random) -> None:
        self._profile = profile
        self._control = control
        self._dice = dice
        self._holders = ExitStack()

    def full(self) -> None:
        self._control.set(room=self._dice.choice((0, self._dice.randrange(MOST_ROOM))))

    def failing(self) -> None:
        self._control.set(syncs=self._dice.randrange(MOST_SYNCS))

    def read_only(self) -> None:
        self._control.set(read_only=True)

    def held(self) -> None:
        if (self._profile / STORE).exists():
            self._holders.enter_context(_held(self._profile))

    def mend(self) -> None:
        self._control.set()
        self._holders.close()


GOES: Mapping[str, Callable[[BadDisk], None]] = MappingProxyType(
    {
        "disk_full": BadDisk.full,
        "eio_on_fsync": BadDisk.failing,
        "read_only": BadDisk.read_only,
        "lock_held": BadDisk.held,
    }
)


def main(arguments: Sequence[str]) -> int:
    """PROFILE PKI CASES SEED CONTROL FAULT: some cases, each refused until the disk is good."""
    profile, pki, cases = (Path(argument) for argument in arguments[:3])
    dice = random.Random(arguments[3])
    db.engine.BUSY_S = WAITS_S  # type: ignore[misc]  # only here is the wait made shorter
    law = load_law()
    library = Library(law.catalogue)
    stories = [library.offline_story(number, cases, dice) for number in range(CASES)]
    with Control(Path(arguments[4])) as control:
        disk = BadDisk(profile, control, dice)
        spoil = GOES[arguments[5]]
        if dice.random() < EARLY:
            spoil(disk)
            _refused("opening", lambda: _open_and_play(profile, pki, law, stories[:1]))
            disk.mend()
        with open_profile(profile, training=True) as opened, at_work(opened, pki, law) as play:
            for story in stories:
                spoil(disk)
                _refused(story.id, partial(play, story, SAID))
                disk.mend()
                play(story, SAID)
                _say(f"{story.id} done")
    return 0


def _open_and_play(profile: Path, pki: Path, law: Law, stories: Sequence[Story]) -> None:
    with open_profile(profile, training=True) as opened, at_work(opened, pki, law) as play:
        for story in stories:
            play(story, SAID)


def _refused(what: str, act: Callable[[], None]) -> None:
    try:
        act()
    except OperatorAppError as error:
        for language in LANGUAGES:
            explain(error, language)
        _say(f"{what} refused {error.code}")


@contextmanager
def _held(profile: Path) -> Iterator[None]:
    engine = db.engine.open_engine(profile / STORE, training_key(profile, "store"))
    try:
        with engine.begin():
            yield
    finally:
        engine.dispose()


def _say(line: str) -> None:
    os.write(SAID, f"{line}\n".encode())
