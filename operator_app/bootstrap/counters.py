"""What the window does besides cases: people, shifts, and everything its screens ask."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from operator_app.adapters.identifiers import new_uuid7
from operator_app.bootstrap.profiles import Profile
from operator_app.ports import Clock
from operator_app.queries.called_or_serving import CalledOrServing
from operator_app.queries.case_story import CaseStory
from operator_app.queries.find_cases import FindCases
from operator_app.queries.other_windows import OtherWindows
from operator_app.queries.outbox_state import StateOfOutbox
from operator_app.queries.people import Operators, Windows
from operator_app.queries.ready_results import ReadyResults
from operator_app.queries.recent_cases import RecentCases
from operator_app.queries.shift_state import StateOfShift
from operator_app.queries.sync_state import Conflicts, Quarantine, ScansOfCase, StateOfSync
from operator_app.queries.waiting import SetAside, Waiting
from operator_app.queries.window_day import DayOfWindow
from operator_app.sync.conflicts import ResolveConflictHandler
from operator_app.sync.quarantine import ExportRefusedHandler, RetryRefusedHandler
from operator_app.usecases.add_operator import AddOperatorHandler
from operator_app.usecases.add_window import AddWindowHandler
from operator_app.usecases.change_operator import ChangeOperatorHandler
from operator_app.usecases.change_own_password import ChangeOwnPasswordHandler
from operator_app.usecases.change_window import ChangeWindowHandler
from operator_app.usecases.close_shift import CloseShiftHandler
from operator_app.usecases.open_shift import OpenShiftHandler
from operator_app.usecases.pause_shift import PauseShiftHandler
from operator_app.usecases.resume_shift import ResumeShiftHandler
from operator_app.usecases.set_password import SetPasswordHandler
from operator_app.usecases.sign_in import SignInHandler

if TYPE_CHECKING:
    from operator_app.ports import PasswordHashes


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """Needs the profile only: it is there before the hub and the law are loaded."""

    now: Clock
    new_id: Callable[[], str]
    sign_in: SignInHandler
    add_window: AddWindowHandler
    change_window: ChangeWindowHandler
    add_operator: AddOperatorHandler
    change_operator: ChangeOperatorHandler
    set_password: SetPasswordHandler
    change_own_password: ChangeOwnPasswordHandler
    open_shift: OpenShiftHandler
    pause_shift: PauseShiftHandler
    resume_shift: ResumeShiftHandler
    close_shift: CloseShiftHandler
    waiting: Waiting
    set_aside: SetAside
    called_or_serving: CalledOrServing
    window_day: DayOfWindow
    find_cases: FindCases
    recent_cases: RecentCases
    case_story: CaseStory
    ready_results: ReadyResults
    outbox_state: StateOfOutbox
    sync_state: StateOfSync
    scans_to_go: ScansOfCase
    quarantine: Quarantine
    conflicts: Conflicts
    retry_refused: RetryRefusedHandler
    export_refused: ExportRefusedHandler
    resolve_conflict: ResolveConflictHandler
    shift_state: StateOfShift
    operators: Operators
    windows: Windows
    other_windows: OtherWindows
    close: Callable[[], None]
    """Gives back what the search keeps open; called before the profile is closed."""


def build_counter(
    profile: Profile,
    now: Clock,
    hashes: PasswordHashes | None = None,
    elapsed: Callable[[], float] = time.monotonic,
) -> Counter:
    """``hashes`` other than Argon2id with its full cost, and seconds other than the machine's,
    are for tests."""
    from db.queries.case_story import SqlCaseStory
    from db.queries.find_cases import SqlFindCases
    from db.queries.other_windows import SqlOtherWindows
    from db.queries.outbox_state import SqlStateOfOutbox
    from db.queries.people import SqlOperatorLines, SqlWindows
    from db.queries.queue import SqlCalledOrServing, SqlSetAside, SqlWaiting
    from db.queries.ready_results import SqlReadyResults
    from db.queries.recent_cases import SqlRecentCases
    from db.queries.sync_state import SqlConflicts, SqlQuarantine, SqlScansOfCase, SqlStateOfSync
    from db.queries.window_day import SqlDayOfWindow, SqlStateOfShift
    from operator_app.adapters.password_hashes import Argon2Hashes

    units, reader = profile.units, profile.store.reader
    hashes = hashes or Argon2Hashes()
    find_cases = SqlFindCases(reader)
    sign_in = SignInHandler(units, now, hashes, elapsed)
    return Counter(
        now=now,
        new_id=new_uuid7,
        sign_in=sign_in,
        add_window=AddWindowHandler(units, now),
        change_window=ChangeWindowHandler(units, now),
        add_operator=AddOperatorHandler(units, now),
        change_operator=ChangeOperatorHandler(units, now),
        set_password=SetPasswordHandler(units, now, hashes),
        change_own_password=ChangeOwnPasswordHandler(units, now, hashes, sign_in.prove),
        open_shift=OpenShiftHandler(units, now),
        pause_shift=PauseShiftHandler(units, now),
        resume_shift=ResumeShiftHandler(units, now),
        close_shift=CloseShiftHandler(units, now),
        waiting=SqlWaiting(reader),
        set_aside=SqlSetAside(reader),
        called_or_serving=SqlCalledOrServing(reader),
        window_day=SqlDayOfWindow(reader),
        find_cases=find_cases,
        recent_cases=SqlRecentCases(reader),
        case_story=SqlCaseStory(reader),
        ready_results=SqlReadyResults(reader),
        outbox_state=SqlStateOfOutbox(reader),
        sync_state=SqlStateOfSync(reader),
        scans_to_go=SqlScansOfCase(reader),
        quarantine=SqlQuarantine(reader),
        conflicts=SqlConflicts(reader),
        retry_refused=RetryRefusedHandler(units, now),
        export_refused=ExportRefusedHandler(units, now),
        resolve_conflict=ResolveConflictHandler(units, now),
        shift_state=SqlStateOfShift(reader),
        operators=SqlOperatorLines(reader),
        windows=SqlWindows(reader),
        other_windows=SqlOtherWindows(reader),
        close=find_cases.close,
    )
