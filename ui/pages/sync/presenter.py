"""Decides the page of the connection: it looks again by itself while somebody looks at it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from operator_app.domain.catalogue import Bilingual
from operator_app.errors import OperatorAppError
from operator_app.queries.sync_state import (
    Conflicts,
    ConflictView,
    Quarantine,
    Quarantined,
    StateOfSync,
    SyncCounts,
)
from operator_app.sync.engine import LineState
from operator_app.sync.stick import Carried
from operator_app.wire.bodies import Take
from ui.pages.sync.state import Device, Did, Done, Part, SyncState
from ui.runtime.asking import Asking
from ui.runtime.broadcast import CASES, OUTBOX
from ui.runtime.lanes import Lane
from ui.runtime.speech import Speech
from ui.runtime.undertaking import Undertaking

MOST = 200
LOOK_EVERY_MS = 2000
"""While the page is seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncActions:
    """``line`` and ``wake`` touch neither disk nor network; the others do.

    ``ask_again`` and ``resolve`` know who sits here; ``save_refused`` and ``carry`` write a file;
    ``enrol`` asks the hub.
    """

    line: Callable[[], LineState]
    wake: Callable[[], None]
    counts: StateOfSync
    device: Callable[[], Device]
    quarantine: Quarantine
    conflicts: Conflicts
    ask_again: Callable[[str], None]
    save_refused: Callable[[str, Path], None]
    carry: Callable[[Path], Carried]
    resolve: Callable[[str, Take], None]
    enrol: Callable[[str], None]
    may_solve: Callable[[], bool]
    services: Mapping[str, Bilingual]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One reading of the store."""

    counts: SyncCounts
    device: Device
    refused: tuple[Quarantined, ...]
    conflicts: tuple[ConflictView, ...]


class SyncPresenter(QObject):
    """``files`` is the lane for writing what may be gigabytes: the store's lane stays free.

    Signals: changed(SyncState); cases_changed(frozenset): cases whose conflict was answered here.
    """

    changed = Signal(object)
    cases_changed = Signal(object)

    def __init__(
        self,
        actions: SyncActions,
        lane: Lane,
        files: Lane,
        speech: Speech,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self._speech = speech
        self.state = SyncState(services=actions.services)
        self._work = Undertaking(speech, self)
        self._work.changed.connect(lambda: self._show(self.state))
        self._reading = Asking(lane, self._on_unread)
        self._doing = Asking(lane, self._work.fail)
        self._writing = Asking(files, self._work.fail)
        self._seen = False
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def enter(self) -> None:
        """The page is shown. Whoever came because of a conflict, or of something refused, sees
        that first."""
        self._seen = True
        self._timer.start()
        self._reading.ask(self._read, self._on_entered)

    def leave(self) -> None:
        """Out of sight nothing is asked, and a choice that was not confirmed is none."""
        self._seen = False
        self._timer.stop()
        self._reading.drop()
        self.state = replace(self.state, taking=None, done=None)

    def forget(self) -> None:
        """Nobody sits here: no number of a case stays on the page."""
        self.leave()
        for asking in (self._doing, self._writing):
            asking.drop()
        self._work.forget()
        self._show(SyncState(services=self._actions.services))

    def look(self) -> None:
        if self._seen:
            self._reading.ask(self._read, self._on_read)

    def on_broadcast(self, topic: str, _ids: frozenset[str]) -> None:
        if topic in {CASES, OUTBOX}:
            self.look()

    def choose_part(self, part: Part) -> None:
        if part is not self.state.part:
            self._show(replace(self.state, part=part, taking=None, done=None))

    def choose_message(self, message_id: str) -> None:
        if message_id != self.state.message and not self.state.working:
            self._show(replace(self.state, message=message_id, done=None))

    def choose_conflict(self, conflict_id: str) -> None:
        if conflict_id != self.state.conflict and not self.state.working:
            self._show(replace(self.state, conflict=conflict_id, taking=None, done=None))

    def wake(self) -> None:
        """Somebody does not want to wait for the next try."""
        self._actions.wake()
        self._show(replace(self.state, done=Done(what=Did.WOKEN)))
        self.look()

    def enrol(self, code: str) -> None:
        """The administrator's code, good once. Asking again after a lost answer changes nothing."""
        typed = code.strip()
        if typed and self.state.may_enrol and not self.state.working:
            self._begin(self._speech("Connecting this window"))
            self._writing.ask(
                lambda: self._actions.enrol(typed),
                lambda _: self._on_done(Done(what=Did.ENROLLED)),
            )

    def ask_again(self) -> None:
        message = self.state.shown_message
        if message is not None and not self.state.working:
            self._begin(self._speech("Saving"))
            self._doing.ask(
                lambda: self._actions.ask_again(message.id),
                lambda _: self._on_done(Done(what=Did.ASKED_AGAIN)),
            )

    def save_message(self, path: Path) -> None:
        """The signed line in a file of its own, for support."""
        message = self.state.shown_message
        if message is not None and not message.sha256 and not self.state.working:
            self._begin(self._speech("Saving the file"))
            self._doing.ask(
                lambda: self._actions.save_refused(message.id, path),
                lambda _: self._on_done(Done(what=Did.SAVED, file=path.name)),
            )

    def carry(self, path: Path) -> None:
        """Everything that waits, for the day on which there is no line."""
        if not self.state.working:
            self._begin(self._speech("Saving the file"))
            self._writing.ask(
                lambda: self._actions.carry(path),
                lambda carried: self._on_done(
                    Done(what=Did.CARRIED, file=path.name, carried=carried)
                ),
            )

    def ask_take(self, take: Take) -> None:
        """Asked once more: the other version will not stand."""
        theirs_missing = take is Take.THEIRS and not self._has_theirs()
        if self.state.may_choose and not theirs_missing:
            self._show(replace(self.state, taking=take, done=None))

    def keep(self) -> None:
        if not self.state.working:
            self._show(replace(self.state, taking=None))

    def take(self) -> None:
        conflict, take = self.state.shown_conflict, self.state.taking
        if conflict is not None and take is not None and self.state.may_choose:
            self._begin(self._speech("Saving"))
            self._doing.ask(
                lambda: self._actions.resolve(conflict.id, take),
                lambda _: self._on_taken(conflict.entity),
            )

    def retry(self) -> None:
        self._work.calm()
        self._show(self.state)
        self.look()

    def _has_theirs(self) -> bool:
        shown = self.state.shown_conflict
        return shown is not None and shown.theirs is not None

    def _read(self) -> Read:
        return Read(
            counts=self._actions.counts(),
            device=self._actions.device(),
            refused=self._actions.quarantine(limit=MOST),
            conflicts=self._actions.conflicts(limit=MOST),
        )

    def _on_entered(self, read: Read) -> None:
        part = self.state.part
        if any(one.state == "open" for one in read.conflicts):
            part = Part.CONFLICTS
        elif read.refused:
            part = Part.REFUSED
        elif not self._rows(part, read):
            part = Part.LINE
        self.state = replace(self.state, part=part)
        self._on_read(read)

    @staticmethod
    def _rows(part: Part, read: Read) -> int:
        return len({Part.REFUSED: read.refused, Part.CONFLICTS: read.conflicts}.get(part, ()))

    def _on_read(self, read: Read) -> None:
        """What is looked at stays; where it is gone, or nothing was chosen, the first one."""
        self._show(
            replace(
                self.state,
                line=self._actions.line(),
                counts=read.counts,
                device=read.device,
                refused=read.refused,
                conflicts=read.conflicts,
                message=_kept(self.state.message, [one.id for one in read.refused]),
                conflict=_kept(self.state.conflict, [one.id for one in read.conflicts]),
            )
        )

    def _on_unread(self, error: OperatorAppError) -> None:
        """What is under way says its own trouble."""
        if not self._work.working:
            self._work.fail(error)

    def _begin(self, what: str) -> None:
        self._work.begin(what)
        self._show(replace(self.state, done=None))

    def _on_done(self, done: Done) -> None:
        self._work.end()
        self._show(replace(self.state, done=done, taking=None))
        self.look()

    def _on_taken(self, case: str) -> None:
        self._on_done(Done(what=Did.CHOSEN))
        self.cases_changed.emit(frozenset({case}))

    def _show(self, state: SyncState) -> None:
        self.state = replace(
            state,
            may_solve=self._actions.may_solve(),
            working=self._work.working,
            busy=self._work.busy,
            trouble=self._work.trouble,
        )
        self.changed.emit(self.state)


def _kept(chosen: str, ids: list[str]) -> str:
    return chosen if chosen in ids else (ids[0] if ids else "")
