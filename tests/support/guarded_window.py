"""The window as it is wired for real, with its own store; only what stands outside is in memory."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, cast

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QWidget

from operator_app.adapters.password_hashes import Argon2Hashes
from operator_app.bootstrap.counters import build_counter
from operator_app.bootstrap.pages import Pages, Seconds, build_pages
from operator_app.bootstrap.profiles import Profile, open_profile
from operator_app.bootstrap.rooms import TrainingRoom
from operator_app.bootstrap.training import CHEAP_MEMORY_KIB, seed_training_center
from operator_app.bootstrap.workplaces import Law, Outside, build_workplace, load_law
from operator_app.domain.applications import Application, ApplicationId
from operator_app.domain.operators import Operator
from operator_app.domain.scans import LooksOf
from operator_app.domain.signatures import Verified
from operator_app.gateways.scan_child import inspect
from operator_app.wire.cases import CaseAsked, ToldCase
from operator_app.wire.envelopes import decode
from operator_app.wire.refusals import UnknownCase
from operator_app.wire.registries import PersonAnswer, PersonRecord
from operator_app.wire.signed import envelope_of
from resources.training import TrainingPerson
from stand.people import Kind, Person, all_people
from tests.support.catalogue_editor import verify
from tests.support.fakes_outside import FakeHub, FakeRegistries, FakeSigner, HubAway
from ui.program import Program
from ui.rehearsal.hand import Hand
from ui.runtime.idle import LIMIT_S
from ui.runtime.wording import BREAK_HERE

SMALL: Final = (1280, 720)
SERVICE: Final = "guardianship_certificate"
OPERATOR, OTHER, SUPERVISOR, ADMINISTRATOR = range(4)
"""Places of the made-up people of the training center."""


class Wall:
    """The clock of the machine, set by whoever likes."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def set_by(self, **by: float) -> None:
        self.at += timedelta(**by)


class Elapsed:
    """Seconds nobody can set but the test."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


class Key:
    """The operator's key file, in memory."""

    def signer(self, file: str = "operator.p12") -> FakeSigner:
        return FakeSigner()

    def verify(self, content: bytes, p7s: bytes) -> Verified:
        return verify(content, p7s)


class Hub(FakeHub):
    """Answers for the registries too; ``held`` is what happens while a person is looked up."""

    def __init__(self, at: datetime) -> None:
        super().__init__()
        self.registries = FakeRegistries(at)
        self.held: Callable[[], None] = lambda: None
        self.elsewhere: dict[str, ToldCase] = {}
        self.files: dict[str, bytes] = {}

    def asked_case(self, asked: CaseAsked) -> ToldCase:
        if self.away:
            raise HubAway
        if asked.number not in self.elsewhere:
            raise UnknownCase(entity=asked.number)
        return self.elsewhere[asked.number]

    def case_file(self, entity: str, sha256: str) -> bytes:
        del entity
        return self.files[sha256]

    def health(self) -> None:
        if self.away:
            raise HubAway

    def _take(self, line: bytes) -> Any:
        """A line is signed; the envelope is within it."""
        envelope = decode(envelope_of(line))
        return super()._take(f"{envelope.id} {envelope.type} x".encode())

    def person(self, iin: str) -> PersonAnswer:
        self.held()
        if self.away:
            raise HubAway
        return self.registries.person(iin)

    def organisation(self, number: str) -> Any:
        return self.registries.organisation(number)

    def power_of_attorney(self, query: Any) -> Any:
        return self.registries.power_of_attorney(query)


def inspect_here(content: bytes, name: str) -> LooksOf:
    said, _ = inspect(content)
    return LooksOf(
        media_type=str(said["media_type"]),
        width=int(str(said["width"])),
        height=int(str(said["height"])),
    )


@dataclass(kw_only=True)
class Guarded:
    """A window in front of somebody; ``open`` shows it, ``shut`` closes it as the cross does."""

    profile: Profile
    law: Law
    wall: Wall
    hub: Hub
    room: TrainingRoom
    seconds: Elapsed
    pages: Pages | None = None

    @property
    def shown(self) -> Pages:
        assert self.pages is not None
        return self.pages

    @property
    def window(self) -> QWidget:
        return self.shown.window

    @property
    def hand(self) -> Hand:
        return Hand(self.window, patience_s=10)

    @property
    def people(self) -> tuple[TrainingPerson, ...]:
        return self.room.center.people

    def open(self, size: tuple[int, int] = SMALL) -> None:
        seconds = Seconds(idle=self.seconds, waits=self.seconds)
        self.pages = build_pages(Program(), self.room, seconds=seconds)
        self.window.resize(*size)
        self.window.show()
        self.window.activateWindow()
        self.shown.conductor.start()

    def shut(self) -> None:
        pages, self.pages = self.pages, None
        if pages is not None:
            pages.window.close()
            pages.close()
            pages.window.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def again(self) -> None:
        """Closed and opened: a new program on the same profile; what was in memory is gone."""
        self.shut()
        cheap = Argon2Hashes(memory_kib=CHEAP_MEMORY_KIB, passes=1)
        self.room.counter.close()
        counter = build_counter(self.profile, self.wall, cheap, self.seconds)
        self.room = replace(self.room, counter=counter)
        self.open()

    def sign_in(self, place: int = OPERATOR, window: int | None = None) -> None:
        person, hand = self.people[place], self.hand
        hand.type_text("sign_in_login", person.login)
        hand.type_text("sign_in_password_edit", person.password)
        if window is not None:
            box = cast("Any", hand.find("sign_in_window"))
            hand.choose("sign_in_window", box.findData(window))
        hand.click("sign_in_enter")
        hand.wait_until(lambda: self.shown.conductor.session is not None, "signed in")
        hand.wait_until(lambda: not hand.sees("sign_in_enter"), "page")

    def try_password(self, login: str, password: str) -> None:
        """One try at the door, right or wrong, until the door has answered."""
        hand = self.hand
        hand.type_text("sign_in_login", login)
        hand.type_text("sign_in_password_edit", password)
        hand.click("sign_in_enter")
        self.settle()

    def serve(self) -> None:
        """From the queue to the first step, by a ticket of one's own."""
        hand = self.hand
        hand.wait_until(lambda: hand.sees("queue_day"), "queue_day")
        if not hand.can_press("queue_call"):
            hand.click("queue_new")
            hand.click("queue_new_panel_do")
        hand.click("queue_call")
        hand.click("queue_serve")
        hand.wait_until(lambda: hand.sees("intake_service"), "intake_service")

    def settle(self) -> None:
        """Until every lane has done all it was given, and has told it."""
        desk = self.shown.desk
        for _ in range(4):
            told: list[None] = []
            for lane in (desk.work, desk.hub, desk.database):
                lane.submit(lambda: None, done=told.append, failed=lambda _: None)
            loop = QEventLoop()
            while len(told) < 3:
                loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            QApplication.processEvents()

    def leave_alone(self, seconds: float = LIMIT_S) -> None:
        """Nobody touches anything for so long; the watch looks every second."""
        self.seconds.at += seconds
        timers = self.shown.conductor._rooms.idle
        timers.look()
        self.settle()

    def key(self, key: Qt.Key, modifiers: Any = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def case(self) -> Application:
        """The newest case of the store."""
        newest = self.room.counter.recent_cases(limit=1)[0]
        with self.profile.units() as unit:
            found = unit.applications.get(ApplicationId(newest.id))
        assert found is not None
        return found

    def change(self, login: str, **changes: Any) -> None:
        """What the administrator does to this person at another window."""
        with self.profile.units() as unit:
            known = unit.operators.by_login(login)
            assert isinstance(known, Operator)
            unit.operators.save(replace(known, **changes))
            unit.commit()

    def traces(self, *words: str) -> list[str]:
        """Names of the widgets, shown or not, that hold one of ``words`` in any of their texts."""
        return sorted(
            {
                f"{widget.objectName()}: {word}"
                for widget in (self.window, *self.window.findChildren(QWidget))
                for text in texts_of(widget)
                for word in words
                if word.casefold() in text.replace(BREAK_HERE, "").casefold()
            }
        )


def texts_of(widget: QWidget) -> Iterator[str]:
    for name in ("text", "plainText", "accessibleName", "accessibleDescription", "toolTip"):
        value = widget.property(name)
        if isinstance(value, str):
            yield value
    if isinstance(widget, QAbstractItemView | QComboBox) and widget.model() is not None:
        yield from _cells(widget.model())


def _cells(model: Any) -> Iterator[str]:
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            yield str(model.index(row, column).data() or "")


def living(place: int = 2) -> Person:
    return [one for one in all_people() if one.kind == Kind.LIVING][place]


def record_of(person: Person) -> PersonRecord:
    return PersonRecord(
        iin=person.iin,
        surname=person.surname,
        name=person.name,
        patronymic=person.patronymic,
        born_on=person.born_on,
        sex="male" if person.male else "female",
    )


@contextmanager
def guarded_room(folder: Path, law: Law) -> Iterator[Guarded]:
    with open_profile(folder, training=True) as profile:
        center = seed_training_center(profile)
        wall = Wall(center.starts_at)
        hub = Hub(center.starts_at)
        for person in all_people():
            if person.kind == Kind.LIVING:
                hub.registries.persons[person.iin] = record_of(person)
        outside = Outside(
            hub=cast("Any", hub),
            inspect_scan=cast("Any", inspect_here),
            key=cast("Any", Key()),
        )
        cheap = Argon2Hashes(memory_kib=CHEAP_MEMORY_KIB, passes=1)
        seconds = Elapsed()
        counter = build_counter(profile, wall, cheap, seconds)
        room = TrainingRoom(
            profile=profile,
            workplace=build_workplace(profile, law, outside, now=wall),
            counter=counter,
            center=center,
            hall=frozenset,
            now=wall,
        )
        made = Guarded(profile=profile, law=law, wall=wall, hub=hub, room=room, seconds=seconds)
        try:
            yield made
        finally:
            made.shut()
            made.room.counter.close()


@pytest.fixture(scope="session")
def guarded_law() -> Law:
    return load_law()


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile with its people, made once; each test works on a copy."""
    folder = tmp_path_factory.mktemp("guarded") / "profile"
    with open_profile(folder, training=True) as profile:
        seed_training_center(profile)
    return folder


@pytest.fixture
def guarded(
    qapp: QApplication, guarded_law: Law, seeded: Path, tmp_path: Path
) -> Iterator[Guarded]:
    """A shown window at its door; at the end no bug may have shown itself."""
    shutil.copytree(seeded, tmp_path / "profile")
    with ExitStack() as stack:
        made = stack.enter_context(guarded_room(tmp_path / "profile", guarded_law))
        made.open()
        yield made
        made.settle()
        assert not any(one.objectName() == "crash_dialog" for one in qapp.topLevelWidgets())
