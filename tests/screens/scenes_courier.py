"""The faces of the page of the courier: filling, sealing, handing over, counting, the act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from operator_app.domain.couriers import ClockBack
from operator_app.domain.operators import Operator
from operator_app.domain.reconciliation import Came
from tests.support.courier_counter import CourierCounter, a_number
from tests.support.courier_page import CourierPage
from tests.support.papers import LONG_NAME
from ui.pages.courier.presenter import CourierPresenter
from ui.pages.courier.state import CourierState, Typed
from ui.pages.courier.view import CourierView
from ui.runtime.faces import Busy
from ui.runtime.speech import Speech


def a_day(*, waiting: int = 2) -> CourierPage:
    """A sealed bag, one that is with the courier, an open one, and packages in the tray."""
    page = CourierPage()
    counter = page.counter
    for sequence in range(1, 6 + waiting):
        counter.waiting(sequence)
    counter.sent(1, seal="KZ 0012345")
    manifest = counter.opened()
    for sequence in (2, 3):
        counter.put(manifest, a_number(sequence))
    counter.put(manifest, a_number(4, window=3))
    return page


def shown(speech: Speech, state: CourierState) -> QWidget:
    view = CourierView(speech)
    view.show_state(state)
    return view


def presented(speech: Speech, page: CourierPage) -> CourierPresenter:
    return page.presenter(speech)


def ordinary(speech: Speech) -> QWidget:
    presenter = presented(speech, a_day())
    presenter.pick(a_number(2))
    return shown(speech, presenter.state)


def empty(speech: Speech) -> QWidget:
    return shown(speech, presented(speech, CourierPage()).state)


def offline(speech: Speech) -> QWidget:
    page = a_day()
    page.online = False
    presenter = presented(speech, page)
    presenter.scanned(a_number(5).replace("-", ""))
    return shown(speech, presenter.state)


def twice(speech: Speech) -> QWidget:
    presenter = presented(speech, a_day())
    for sequence in (5, 2, 1):
        presenter.scanned(a_number(sequence))
    return shown(speech, presenter.state)


def sealing(speech: Speech) -> QWidget:
    presenter = presented(speech, a_day())
    presenter.go_on()
    presenter.type(Typed.SEAL, "KZ 0012346")
    return shown(speech, presenter.state)


def handing(speech: Speech) -> QWidget:
    page = CourierPage()
    page.counter.waiting(1)
    page.counter.sealed(1, 2)
    presenter = presented(speech, page)
    presenter.go_on()
    presenter.type(Typed.NAME, "Серіков Бауыржан Қанатұлы")
    return shown(speech, presenter.state)


def sealed(speech: Speech) -> QWidget:
    page = CourierPage()
    page.counter.waiting(1)
    page.counter.opened()
    presenter = presented(speech, page)
    presenter.scanned(a_number(1))
    presenter.go_on()
    presenter.type(Typed.SEAL, "KZ 0012345")
    presenter.go_on()
    return shown(speech, presenter.state)


def counting(speech: Speech) -> QWidget:
    page = CourierPage()
    for sequence in (1, 2, 3):
        page.counter.waiting(sequence)
    page.counter.sent(1, 2, 3)
    presenter = presented(speech, page)
    presenter.go_on()
    for number in (a_number(1), a_number(9, window=3), a_number(2)):
        presenter.scanned(number)
    presenter.mark_opened()
    presenter.type(Typed.NAME, "Жұмабаева Ләззат")
    presenter.type(Typed.SEAL, "KZ 0012345")
    return shown(speech, presenter.state)


def counted(speech: Speech) -> QWidget:
    return shown(speech, presented(speech, a_disputed_day()).state)


def a_disputed_day() -> CourierPage:
    page = CourierPage()
    counter = page.counter
    for sequence in range(1, 5):
        counter.waiting(sequence)
    first = counter.sent(1, 2, seal="KZ 1")
    second = counter.sent(3, 4, seal="KZ 2")
    counter.disputed(first, Came(number=a_number(1), opened=True), seal="KZ 1")
    counter.disputed(
        second,
        *(Came(number=one) for one in (a_number(3), a_number(4), a_number(8, window=3))),
        seal="KZ 777",
    )
    return page


def other_window(speech: Speech) -> QWidget:
    page = a_day()
    page.counter.store.tables.courier.own.clear()
    return shown(speech, presented(speech, page).state)


def busy(speech: Speech) -> QWidget:
    state = presented(speech, a_day()).state
    return shown(speech, replace(state, working=True, busy=Busy(speech("Saving"), seconds=2)))


def error(speech: Speech) -> QWidget:
    state = presented(speech, a_day()).state
    set_back = ClockBack(manifest=a_number(1), at="05.02.2018 09:14", before="06.02.2018 16:40")
    return shown(speech, replace(state, trouble=speech.trouble(set_back)))


def extreme(speech: Speech) -> QWidget:
    page = CourierPage()
    counter: CourierCounter = page.counter
    person: Operator = replace(counter.session.operator, full_name=LONG_NAME)
    counter.session = replace(counter.session, operator=person)
    for sequence in range(1, 90):
        counter.waiting(sequence)
    counter.sent(*range(1, 60), seal="KZ-0012345/ABEKMHOPCTYX-0000000000000000")
    presenter = presented(speech, page)
    presenter.go_on()
    presenter.everything_came()
    presenter.pick(a_number(7))
    presenter.mark_missing()
    presenter.type(Typed.NAME, LONG_NAME)
    presenter.type(Typed.SEAL, "KZ-0012345/ABEKMHOPCTYX-0000000000000001")
    presenter.type(Typed.REMARK, f"{LONG_NAME} " * 5)
    return shown(speech, presenter.state)


SCENES: dict[str, Callable[[Speech], QWidget]] = {
    "courier_ordinary": ordinary,
    "courier_empty": empty,
    "courier_offline": offline,
    "courier_twice": twice,
    "courier_sealing": sealing,
    "courier_sealed": sealed,
    "courier_handing": handing,
    "courier_counting": counting,
    "courier_counted": counted,
    "courier_other_window": other_window,
    "courier_busy": busy,
    "courier_error": error,
    "courier_extreme": extreme,
}
