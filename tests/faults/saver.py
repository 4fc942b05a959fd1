"""Plays cases through the real use cases as fast as it can, and says what it acknowledged.

The hub is not reached: what is saved stays in the outbox. ``python -m tests.faults.saver`` is
never called; the warm process forks it.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from itertools import count
from pathlib import Path

from operator_app.bootstrap import (
    Law,
    Profile,
    build_workplace,
    load_law,
    open_outside,
    open_profile,
)
from operator_app.cli.rehearsal.case_file import read_case
from operator_app.cli.rehearsal.journal import Journal
from operator_app.cli.rehearsal.play import Play, Steps
from operator_app.cli.rehearsal.prepared import prepare
from operator_app.domain.scans import LooksOf
from operator_app.gateways.scan_inspector import ScanInspector
from operator_app.sync.push import Push, Pushed
from stand.pki import make_pki
from tests.faults.stories import PAGE, Library, Story
from tests.support.hub_process import NOBODY

SAID = 1
"""The descriptor of standard output."""
SOME_CASES = 4
"""One of each kind."""


class Aloud(Journal):
    """Says each acknowledged step before the next one begins: one write, whole or not at all."""

    def __init__(self, case_id: str, descriptor: int) -> None:
        super().__init__(None)
        self._case_id = case_id
        self._descriptor = descriptor

    def acknowledge(self, step: str) -> None:
        os.write(self._descriptor, f"{self._case_id} {step}\n".encode())


class _TrustingInspector(ScanInspector):
    """The pages are our own, and this fault is not about opening them."""

    def __call__(self, content: bytes, name: str) -> LooksOf:
        return LooksOf(media_type="image/png", width=PAGE[0], height=PAGE[1])


class _Unsent(Push):
    """No hub in this fault."""

    def __call__(self) -> Pushed:
        return Pushed(acknowledged=0, refused=0)


def main(arguments: Sequence[str]) -> int:
    """PROFILE PKI CASES SEED: saves until it is killed."""
    profile, pki, cases = (Path(argument) for argument in arguments[:3])
    dice = random.Random(arguments[3])
    with open_profile(profile, training=True) as opened:
        _save(opened, pki, cases, dice, count(), SAID)
    return 0


def rehearse_once(folder: Path, at: datetime) -> None:
    """Loads whatever is loaded on first use: fonts, texts, statements. Leaves nothing open."""
    with open_profile(folder / "profile", training=True) as opened:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        dice = random.Random(at.isoformat())
        pki = make_pki(folder / "pki")
        _save(opened, pki, folder / "cases", dice, range(SOME_CASES), nowhere)
        os.close(nowhere)


def _save(
    profile: Profile,
    pki: Path,
    cases: Path,
    dice: random.Random,
    numbers: Iterable[int],
    descriptor: int,
) -> None:
    law = load_law()
    library = Library(law.catalogue)
    with at_work(profile, pki, law) as play:
        for number in numbers:
            play(library.offline_story(number, cases, dice), descriptor)


@contextmanager
def at_work(profile: Profile, pki: Path, law: Law) -> Iterator[Callable[[Story, int], None]]:
    """Plays a story to its end; played again after trouble it goes on where it was."""
    with open_outside(profile, hub_url=NOBODY, key_folder=pki) as outside:
        trusting = replace(outside, inspect_scan=_TrustingInspector())

        def play(story: Story, descriptor: int) -> None:
            file = read_case(story.file)
            workplace = build_workplace(profile, law, trusting, file.accepted_at)
            unsent = replace(workplace, push=_Unsent(profile.units, profile.blobs, trusting.hub))
            case = prepare(file, story.folder, unsent)
            Play(unsent, case, Steps(Aloud(story.id, descriptor)))()

        yield play
