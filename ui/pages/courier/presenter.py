"""Decides the page of the courier: one scan after another, and each bag from hand to hand."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from PySide6.QtCore import QObject, Signal

from operator_app.domain.applications import ApplicationId
from operator_app.domain.couriers import Manifest, ManifestId, ManifestState, NoSuchManifest
from operator_app.domain.manifest_numbers import ManifestNumber, code_on_paper
from operator_app.domain.numbers import ApplicationNumber
from operator_app.domain.operators import Session
from operator_app.errors import OperatorAppError, RuleViolation
from operator_app.usecases.cover_package import CoverPackage
from operator_app.usecases.open_manifest import OpenManifest
from operator_app.usecases.put_package import PutPackage
from operator_app.usecases.rules import local
from operator_app.usecases.take_out_package import TakeOutPackage
from ui.pages.courier.actions import CourierActions
from ui.pages.courier.state import (
    CourierState,
    Did,
    Mode,
    NotPut,
    Typed,
)
from ui.runtime.asking import Asking
from ui.runtime.lanes import Lane
from ui.runtime.speech import Speech
from ui.runtime.undertaking import Undertaking

TRAY: Final = 200
"""Waiting packages shown at most; more of them are counted when these have gone."""
MOST_NOT_PUT: Final = 3


class CourierPresenter(QObject):
    """Scans wait for each other: a reader is faster than a disk, and no package is lost by it.

    Signals: changed(CourierState); cases_changed(frozenset): ids of manifests that were moved.
    """

    changed = Signal(object)
    cases_changed = Signal(object)

    def __init__(
        self, actions: CourierActions, lane: Lane, speech: Speech, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._do = actions
        self._speech = speech
        self.state = CourierState()
        self._work = Undertaking(speech, self)
        self._work.changed.connect(lambda: self._show(self.state))
        self._reading = Asking(lane, self._on_trouble)
        self._doing = Asking(lane, self._on_trouble)
        self._putting = Asking(lane, self._on_not_put)
        self._scans: deque[str] = deque()
        self._seen = False
        self._wanted = ""
        """Number of a manifest that was read before its day was."""

    def enter(self) -> None:
        self._seen = True
        self._look()

    def leave(self) -> None:
        """What is on its way arrives; the page asks for nothing while nobody sees it."""
        self._seen = False

    def forget(self) -> None:
        """Somebody else will sit here."""
        for asking in (self._reading, self._doing, self._putting):
            asking.drop()
        self._scans.clear()
        self._wanted = ""
        self._work.forget()
        self._show(CourierState())

    def on_broadcast(self, topic: str, _ids: frozenset[str]) -> None:
        if self._seen and topic and not self._work.working:
            self._look()

    def retry(self) -> None:
        self._work.calm()
        self._look()

    def choose(self, manifest_id: str) -> None:
        if manifest_id != self.state.chosen:
            self._work.calm()
            kept = replace(self.state.looking(), chosen=manifest_id, picked="", did=Did.NOTHING)
            self._show(replace(kept, not_put=()))

    def choose_provider(self, code: str) -> None:
        self._show(replace(self.state, provider=code))

    def pick(self, number: str) -> None:
        if number != self.state.picked:
            self._show(replace(self.state, picked=number))

    def type(self, field: Typed, text: str) -> None:
        fields = replace(self.state.fields, **{field.value: text})
        if fields != self.state.fields:
            self._show(replace(self.state, fields=fields))

    def scanned(self, code: str) -> None:
        """Of the reader, wherever the focus is."""
        text = code_on_paper(code)
        if _is(ManifestNumber.parse, text):
            self._choose_number(ManifestNumber.parse(text).text)
        elif _is(ApplicationNumber.parse, text):
            self._package_read(ApplicationNumber.parse(text).text)
        elif self.state.mode in {Mode.SEAL, Mode.HAND_OVER, Mode.COUNT}:
            self.type(Typed.SEAL, text)
        else:
            self._package_read(text)

    def enter_package(self) -> None:
        """Enter in the field of the package."""
        typed = self.state.fields.package.strip()
        if typed:
            self.type(Typed.PACKAGE, "")
            self._package_read(typed)

    def open_manifest(self) -> None:
        state, session = self.state, self._do.session()
        if session is None or not state.may_open:
            return
        command = OpenManifest(
            manifest_id=ManifestId(self._do.new_id()), provider=state.provider, session=session
        )
        self._move(lambda: self._do.open(command), Did.NOTHING)

    def take_out(self) -> None:
        state, session = self.state, self._do.session()
        if session is None or not state.may_take_out:
            return
        command = TakeOutPackage(
            manifest_id=ManifestId(state.chosen), package=state.picked, session=session
        )
        self._move(lambda: self._do.take_out(command), Did.TAKEN_OUT, state.picked)

    def go_on(self) -> None:
        """The big button: asks for what the next step needs, or does the step."""
        if self.state.mode is not Mode.LOOK:
            self._finish()
            return
        mode = self.state.next_mode
        if mode is not None and self.state.free:
            self._work.calm()
            self._show(replace(self.state, mode=mode, did=Did.NOTHING))

    def ask_unseal(self) -> None:
        if self.state.next_mode is Mode.HAND_OVER and self.state.free:
            self._work.calm()
            self._show(replace(self.state, mode=Mode.UNSEAL, did=Did.NOTHING))

    def back(self) -> None:
        if self.state.mode is not Mode.LOOK and self.state.free:
            self._work.calm()
            self._show(self.state.looking())

    def everything_came(self) -> None:
        """The list that came back is signed without a remark: all of it is there."""
        if self.state.mode is Mode.COUNT and self.state.free:
            self._show(self.state.all_came())

    def mark_opened(self) -> None:
        if self.state.mode is Mode.COUNT:
            self._show(self.state.picked_opened())

    def mark_missing(self) -> None:
        if self.state.mode is Mode.COUNT:
            self._show(self.state.picked_missing())

    def print_paper(self) -> None:
        paper, session = self.state.paper, self._do.session()
        if paper is None or session is None or not self.state.free:
            return
        self._begin(self._speech("Printing"))
        self._doing.ask(
            lambda: self._do.print_or_copy(paper, session), lambda _: self._done(Did.PRINTED)
        )

    def print_cover(self) -> None:
        state, session = self.state, self._do.session()
        case = _case_of(state)
        if session is None or case is None or not state.may_cover:
            return
        command = CoverPackage(application_id=case, session=session)
        self._begin(self._speech("Printing"))
        self._doing.ask(
            lambda: self._do.print_cover(self._do.cover(command)),
            lambda _: self._done(Did.PRINTED),
        )

    def _finish(self) -> None:
        state, session = self.state, self._do.session()
        manifest = state.manifest
        if session is None or manifest is None or not state.may_finish:
            return
        work, did = self._do.step(state, manifest, session)
        self._move(work, did, manifest.number)

    def _package_read(self, code: str) -> None:
        if self.state.mode is Mode.COUNT:
            self._count(code)
        elif self.state.mode is Mode.LOOK and not self._shows_bag_of(code):
            self._scans.append(code)
            self._next_scan()

    def _count(self, code: str) -> None:
        try:
            number = ApplicationNumber.parse(code_on_paper(code)).text
        except RuleViolation as error:
            self._work.fail(error)
            return
        self._work.calm()
        self._show(self.state.counting(number))

    def _shows_bag_of(self, code: str) -> bool:
        """While no bag is filled here, a package opens the bag that names it."""
        written = _written(code)
        for one in () if self.state.takes_packages else self.state.manifests:
            if written in one.manifest.named:
                self.choose(one.manifest.id)
                self.pick(written)
                return True
        return False

    def _next_scan(self) -> None:
        session = self._do.session()
        if session is None or self._work.working or not self._scans:
            return
        code, place = self._scans[0], self.state.filled
        if place is None:
            self._scans.clear()
            self._work.fail(NoSuchManifest())
            return
        command = PutPackage(manifest_id=place, package=code, session=session)
        self._begin(self._speech("Saving"))
        self._putting.ask(lambda: self._do.put(command), self._on_put)

    def _on_put(self, manifest: Manifest) -> None:
        number = _written(self._scans.popleft())
        self._moved(manifest, Did.PUT, number)
        self._next_scan()

    def _on_not_put(self, error: OperatorAppError) -> None:
        """Said at once, and once more in the list: the next scan must not wipe it away."""
        number = _written(self._scans.popleft())
        self._work.fail(error)
        why = self._work.trouble.happened if self._work.trouble else ""
        kept = (*self.state.not_put, NotPut(number=number, why=why))[-MOST_NOT_PUT:]
        self._show(replace(self.state, not_put=kept, did=Did.NOTHING))
        self._next_scan()

    def _choose_number(self, number: str) -> None:
        self._wanted = number
        for one in self.state.manifests:
            if one.manifest.number == number:
                self._wanted = ""
                self.choose(one.manifest.id)

    def _move(self, work: Callable[[], Manifest], did: Did, did_to: str = "") -> None:
        self._begin(self._speech("Saving"))
        self._doing.ask(work, lambda manifest: self._moved(manifest, did, did_to))

    def _moved(self, manifest: Manifest, did: Did, did_to: str) -> None:
        self._work.end()
        kept = self.state if did in {Did.PUT, Did.TAKEN_OUT} else self.state.looking()
        sealed = did in {Did.SEALED, Did.UNSEALED}
        self._show(
            replace(
                kept,
                chosen=manifest.id,
                picked=did_to if did is Did.PUT else "",
                did=did,
                did_to=did_to,
                not_put=() if sealed else kept.not_put,
            )
        )
        self.cases_changed.emit(frozenset({manifest.id}))
        self._look()

    def _done(self, did: Did) -> None:
        self._work.end()
        self._show(replace(self.state, did=did, did_to=""))
        self._look()

    def _look(self) -> None:
        session = self._do.session()
        if session is None:
            return
        today = local(self._do.now()).date()
        self._reading.ask(lambda: self._read(session, today), self._on_read)

    def _read(self, session: Session, today: date) -> CourierState:
        return CourierState(
            asked=True,
            online=self._do.online(),
            center=session.center,
            today=today,
            providers=self._do.providers(),
            waiting=self._do.waiting(TRAY),
            manifests=self._do.day(session.center, today),
        )

    def _on_read(self, new: CourierState) -> None:
        now = self.state
        chosen = now.chosen
        wanted = [one for one in new.manifests if one.manifest.number == self._wanted]
        if wanted:
            chosen, self._wanted = wanted[0].manifest.id, ""
        elif chosen not in {one.manifest.id for one in new.manifests}:
            chosen = _first(new)
        codes = [one.code for one in new.providers]
        provider = now.provider if now.provider in codes else next(iter(codes), "")
        fresh = replace(
            now,
            asked=True,
            online=new.online,
            center=new.center,
            today=new.today,
            providers=new.providers,
            provider=provider,
            waiting=new.waiting,
            manifests=new.manifests,
            chosen=chosen,
        )
        self._show(fresh if chosen == now.chosen else fresh.looking())

    def _begin(self, what: str) -> None:
        self._work.begin(what)
        self._show(self.state)

    def _on_trouble(self, error: OperatorAppError) -> None:
        self._work.fail(error)

    def _show(self, state: CourierState) -> None:
        self.state = replace(
            state,
            working=self._work.working,
            busy=self._work.busy,
            trouble=self._work.trouble,
        )
        self.changed.emit(self.state)


def _is(parse: Callable[[str], object], text: str) -> bool:
    try:
        parse(text)
    except RuleViolation:
        return False
    return True


def _written(code: str) -> str:
    """As printed, where it is a number at all."""
    text = code_on_paper(code)
    return ApplicationNumber.parse(text).text if _is(ApplicationNumber.parse, text) else text


def _first(state: CourierState) -> str:
    """One's own bag that takes packages; else the newest one."""
    mine = [one for one in state.manifests if one.own]
    takes = [one for one in mine if one.manifest.state is ManifestState.OPEN]
    ordered = takes or mine or list(state.manifests)
    return ordered[-1].manifest.id if ordered else ""


def _case_of(state: CourierState) -> ApplicationId | None:
    manifest = state.manifest
    if manifest is None:
        return None
    for one in manifest.packages:
        if one.number == state.picked and one.case_id is not None:
            return ApplicationId(one.case_id)
    return None
