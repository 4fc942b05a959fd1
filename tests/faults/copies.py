"""Stores that were copied or put back: a fork is seen, no number comes twice, all goes again."""

from __future__ import annotations

import random
import shutil
import time
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import select

from db.backup import backup
from db.models import ForgottenRow, OutboxRow
from db.profile import confirm_numbers, read_profile
from db.repositories.counters import NumbersWait
from db.restore import restore
from operator_app.domain.numbers import ApplicationNumber
from tests.db.builders import KEY
from tests.faults.center import Center, StormWindow, a_center
from tests.faults.line import Fate
from tests.faults.outcome import Outcome, Plan
from tests.faults.truth import Expected, judge, look
from tests.support.sync_window import SETTLES_S, until

COPIES: Final = 50
CENTER: Final = "002"
DAY: Final = date(2018, 2, 6)
MOST_CASES: Final = 4


def run_copied_store(plan: Plan) -> Outcome:
    """The store of a window is copied to a second machine, and both go on."""
    outcome = Outcome(fault="copied_store", seed=plan.seed, settle_most_s=SETTLES_S)
    for number, dice in plan.each():
        with a_center() as center:
            _copied(outcome, f"cycle {number}", center, dice)
        outcome.cycles += 1
    return outcome


def _copied(outcome: Outcome, where: str, center: Center, dice: random.Random) -> None:
    first = center.window()
    first.start()
    first.accept_some(dice, MOST_CASES)
    center.settle(outcome)
    center.put_away(first)
    copy = Path(shutil.copytree(first.folder, center.folder / "copy"))
    again = center.window(device=first.device)
    again.saved = first.saved
    second = center.window(device=first.device, folder=copy)
    for window in (again, second):
        window.start()
    again.accept_some(dice, MOST_CASES)
    center.settle(outcome)
    forked = [second.accept(dice.randbytes(100)) for _ in range(dice.randint(1, MOST_CASES))]
    began = time.monotonic()
    center.settle(outcome, began)
    refused = _states(second, "refused")
    hub = look(center.hub)
    alarms = {row.kind for row in hub.rows["alarms"]}
    if "fork" not in alarms or len(refused) != len(forked):
        outcome.blame(where, [f"a copied store was not noticed: {refused}, {alarms}"])
    outcome.also["refused_and_kept"] = len(refused) + int(
        str(outcome.also.get("refused_and_kept", 0))
    )
    second.saved.pages.clear()  # the pages of what was refused stay at their window
    judge(outcome, where, center, Expected(alarms=frozenset(alarms), set_aside=refused))


def _states(window: StormWindow, state: str) -> frozenset[str]:
    with window.store.engine.connect() as connection:
        found = connection.execute(select(OutboxRow.id).where(OutboxRow.state == state))
        return frozenset(found.scalars())


def run_restored_store(plan: Plan) -> Outcome:
    """Back to yesterday: no number before the hub was read again, or a supervisor confirms."""
    outcome = Outcome(fault="restored_store", seed=plan.seed, settle_most_s=SETTLES_S)
    for number, dice in plan.each():
        with a_center() as center:
            _restored(outcome, f"cycle {number}", center, dice, confirmed=number % 2 == 1)
        outcome.cycles += 1
    return outcome


def _restored(
    outcome: Outcome, where: str, center: Center, dice: random.Random, *, confirmed: bool
) -> None:
    window = center.window()
    window.start()
    given = [_numbered(window, dice) for _ in range(dice.randint(1, MOST_CASES))]
    center.settle(outcome)
    file = center.folder / "yesterday.tar"
    backup(window.store.engine, window.folder, file, at=datetime.now(UTC))
    yesterday = dict(window.saved.cases)
    given += [_numbered(window, dice) for _ in range(dice.randint(1, MOST_CASES))]
    center.settle(outcome)
    center.put_away(window)
    restore(file, window.folder, lambda: KEY, at=datetime.now(UTC))
    center.line.down()
    back = center.window(device=window.device, folder=window.folder)
    back.saved.cases, back.saved.pages = yesterday, window.saved.pages
    if _next(back) is not None or read_profile(back.store.engine).epoch != 2:
        outcome.blame(where, ["a restored store gives numbers"])
    if confirmed:
        confirm_numbers(back.store.engine)
        _next(back)
        center.line.up()
        back.start()
    else:
        began = time.monotonic()
        center.line.up()
        back.start()
        with suppress(AssertionError):
            until(lambda: read_profile(back.store.engine).numbers_confirmed, 4 * SETTLES_S)
        outcome.settled(time.monotonic() - began)
        new = _numbered(back, dice)
        if new <= max(given):
            outcome.double(where, [f"number {new} after {max(given)}"])
    center.settle(outcome)
    strangers = _forgotten(back)
    told = {row.id for row in look(center.hub).rows["inbox"]}
    outcome.lose(where, [f"message {one}" for one in strangers - told])
    judge(outcome, where, center, Expected(strangers=strangers))


def _forgotten(window: StormWindow) -> frozenset[str]:
    """What the store has lost, and has learned again from the hub."""
    with suppress(AssertionError):
        until(lambda: bool(_remembered(window)))
    return _remembered(window)


def _remembered(window: StormWindow) -> frozenset[str]:
    with window.store.engine.connect() as connection:
        return frozenset(connection.execute(select(ForgottenRow.id)).scalars())


def _next(window: StormWindow) -> int | None:
    try:
        with window.store.units() as unit:
            given = unit.counters.next_application(CENTER, window.number, DAY)
            unit.commit()
    except NumbersWait:
        return None
    return given


def _numbered(window: StormWindow, dice: random.Random) -> int:
    """A case with a number of this window's own; its place in the day."""
    given = _next(window)
    assert given is not None, "no number"
    number = str(ApplicationNumber.build(CENTER, window.number, DAY, given))
    window.accept(dice.randbytes(100), number=number)
    return given


def run_restored_hub(plan: Plan) -> Outcome:
    """The hub is put back to yesterday; windows that have nothing new to say send it all again."""
    outcome = Outcome(fault="restored_hub", seed=plan.seed, settle_most_s=SETTLES_S)
    for number, dice in plan.each():
        with a_center() as center:
            _hub_restored(outcome, center, dice, quiet=number % 2 == 0)
            judge(outcome, f"cycle {number}", center)
        outcome.cycles += 1
    return outcome


def _no_scans(method: str, path: str) -> Fate:
    """So the copy knows of cases whose pages have not come yet."""
    del method
    return Fate.REQUEST_CUT if path.startswith("/v1/blobs") else Fate.WELL


def _hub_restored(outcome: Outcome, center: Center, dice: random.Random, *, quiet: bool) -> None:
    for window in (center.window(7), center.window(8)):
        window.start()
        window.accept_some(dice, MOST_CASES)
    center.settle(outcome)
    center.line.choose = _no_scans
    for window in center.windows:
        window.accept_some(dice, MOST_CASES)
    until(lambda: not any(_states(window, "pending") for window in center.windows))
    file = center.folder / "hub.backup"
    center.command("backup", str(file))
    kept = center.folder / "kept"
    shutil.copytree(center.hub.data / "blobs", kept)
    center.line.well()
    for window in center.windows:
        window.accept_some(dice, MOST_CASES)
    center.settle(outcome)
    center.hub.kill()
    data = center.hub.data
    lost = center.folder / "lost"
    data.rename(lost)
    data.mkdir()
    shutil.copy(lost / "TRAINING-hub.key", data)
    shutil.copytree(kept, data / "blobs")
    center.command("restore", str(file))
    center.hub.start()
    if not quiet:
        for window in center.windows:
            window.accept_some(dice, MOST_CASES)
    began = time.monotonic()
    with suppress(AssertionError):
        until(lambda: _all_there(center) and _all_follow(center), 2 * SETTLES_S)
    center.settle(outcome, began)


def _all_follow(center: Center) -> bool:
    """Whoever has seen that the stream is another one has asked from where to send again."""
    stream = center.windows[0].http.pull("cases", "", 0, limit=1, wait_s=0).stream_id
    return all(_followed(window) == stream for window in center.windows)


def _followed(window: StormWindow) -> str:
    with window.store.units() as unit:
        cursor = unit.sync.cursor("cases")
    return "" if cursor is None else cursor.stream_id


def _all_there(center: Center) -> bool:
    wanted = {case for window in center.windows for case in window.saved.cases}
    there = {row.entity: row.state for row in look(center.hub).rows["cases"]}
    return all(there.get(one) == "accepted" for one in wanted)
