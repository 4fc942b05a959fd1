"""The page of administration: one person at a time, saved once, and the password kept nowhere."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from operator_app.domain.operators import LastAdministrator, Operator, Role, Window
from operator_app.domain.passwords import PasswordTooShort
from operator_app.errors import OperatorAppError
from operator_app.queries.people import OperatorLine
from operator_app.usecases.add_operator import AddOperator
from operator_app.usecases.change_operator import ChangeOperator
from operator_app.usecases.set_password import SetPassword
from tests.screens.scenes_administration import LINES, PEOPLE, SESSION, WINDOWS
from tests.support.hearing import heard
from tests.support.waiting_lane import WaitingLane
from ui.pages.administration.presenter import AdministrationActions, AdministrationPresenter
from ui.pages.administration.state import PersonForm
from ui.runtime.broadcast import CASES, OPERATORS
from ui.runtime.lanes import InlineLane, Lane
from ui.runtime.speech import Speech

pytestmark = pytest.mark.usefixtures("qapp")

NEWCOMER = PersonForm(login="serik", full_name="Серік Жаңабаев")


@dataclass
class Desk:
    """Remembers what was saved; ``fails`` is raised by the next command."""

    fails: OperatorAppError | None = None
    added: list[AddOperator] = field(default_factory=list)
    changed: list[ChangeOperator] = field(default_factory=list)
    passwords: list[SetPassword] = field(default_factory=list)
    read: int = 0

    def page(self, lane: Lane | None = None) -> AdministrationPresenter:
        actions = AdministrationActions(
            operators=self._operators,
            windows=self._windows,
            add=self._add,
            change=self._change,
            set_password=self._password,
            new_id=lambda: "new-id",
        )
        page = AdministrationPresenter(actions, lane or InlineLane(), Speech("ru"))
        page.sign_in(SESSION)
        page.enter()
        return page

    def _operators(self) -> tuple[OperatorLine, ...]:
        self.read += 1
        return LINES

    @staticmethod
    def _windows() -> tuple[Window, ...]:
        return WINDOWS

    def _add(self, command: AddOperator) -> Operator:
        self._trouble()
        self.added.append(command)
        return replace(PEOPLE[2], id=command.operator_id, full_name=command.full_name)

    def _change(self, command: ChangeOperator) -> Operator:
        self._trouble()
        self.changed.append(command)
        return next(one for one in PEOPLE if one.id == command.operator_id)

    def _password(self, command: SetPassword) -> None:
        self._trouble()
        self.passwords.append(command)

    def _trouble(self) -> None:
        if self.fails is not None:
            raise self.fails


def test_everybody_and_every_window_is_listed() -> None:
    state = Desk().page().state

    assert state.people == LINES
    assert state.windows == WINDOWS
    assert state.form is None


def test_a_chosen_person_is_changed_by_whoever_is_signed_in() -> None:
    desk = Desk()
    page = desk.page()
    page.choose("ospanov")
    page.choose_role(Role.SENIOR, True)
    page.save("")

    assert [(one.operator_id, one.by, one.roles) for one in desk.changed] == [
        ("ospanov", SESSION.operator.id, frozenset({Role.OPERATOR, Role.SENIOR}))
    ]
    assert desk.passwords == []
    assert page.state.saved == "Оспанов Дәурен Қайратұлы"
    assert page.state.form is None


def test_a_new_person_is_added_with_a_password_once() -> None:
    desk, lane = Desk(), WaitingLane()
    page = desk.page(lane)
    lane.go_on()
    told = heard(page.operators_changed)
    page.new_person()
    page.change(NEWCOMER)
    page.save("ұзақ сырсөз")
    page.save("ұзақ сырсөз")
    lane.go_on()

    assert [(one.operator_id, one.login) for one in desk.added] == [("new-id", "serik")]
    assert [one.password for one in desk.passwords] == ["ұзақ сырсөз"]
    assert told == [frozenset({"new-id"})]


def test_the_password_is_nowhere_in_what_the_page_knows() -> None:
    desk = Desk(fails=PasswordTooShort(least=8))
    page = desk.page()
    page.choose("ospanov")
    page.save("сырсөз")

    assert page.state.trouble is not None
    assert "сырсөз" not in repr(page.state)


@pytest.mark.parametrize(
    "form",
    [
        PersonForm(login=" ", full_name="Серік"),
        PersonForm(login="serik", full_name=" "),
        PersonForm(login="serik", full_name="Серік", roles=frozenset()),
    ],
)
def test_half_a_person_is_not_saved(form: PersonForm) -> None:
    desk = Desk()
    page = desk.page()
    page.new_person()
    page.change(form)
    page.save("ұзақ сырсөз")

    assert not page.state.may_save
    assert desk.added == []


def test_the_last_administrator_stays_and_what_was_typed_stays_too() -> None:
    desk = Desk(fails=LastAdministrator())
    page = desk.page()
    page.choose("admin")
    page.choose_role(Role.OPERATOR, True)
    page.choose_role(Role.ADMINISTRATOR, False)
    page.save("")

    assert page.state.trouble is not None
    assert page.state.form is not None
    assert page.state.form.roles == frozenset({Role.OPERATOR})


def test_leaving_lets_go_of_what_was_typed() -> None:
    desk = Desk()
    page = desk.page()
    page.choose("li")
    page.leave()
    page.save("ұзақ сырсөз")

    assert page.state.form is None
    assert desk.changed == []


def test_only_news_of_people_are_read_again() -> None:
    desk = Desk()
    page = desk.page()
    page.on_broadcast(CASES, frozenset())
    page.on_broadcast(OPERATORS, frozenset())

    assert desk.read == 2


def test_who_comes_next_sees_nothing_of_the_one_before() -> None:
    page = Desk().page()
    page.choose("li")
    page.sign_in(None)

    assert page.state.form is None
    assert page.state.people == ()
