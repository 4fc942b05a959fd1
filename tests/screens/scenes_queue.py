"""The faces of the queue page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from operator_app.errors import Unavailable
from tests.screens.registry import Scene
from tests.support.queue_desk import Desk, a_desk, a_queue, a_ticket
from ui.pages.queue.presenter import QueuePresenter
from ui.pages.queue.state import Panel, QueueState
from ui.pages.queue.view import QueueView
from ui.runtime.faces import Busy
from ui.runtime.speech import Speech


class StoreLocked(Unavailable):
    """Another program writes and does not let go."""

    code = "store.busy"


def _shown(speech: Speech, state: QueueState) -> QWidget:
    view = QueueView(speech)
    view.show_state(state)
    return view


def _after(*steps: Callable[[QueuePresenter, Desk], None]) -> Scene:
    def scene(speech: Speech) -> QWidget:
        desk = a_desk()
        presenter = a_queue(desk, speech)
        for step in steps:
            step(presenter, desk)
            desk.pass_time(2)
        presenter.tick()
        presenter.close()
        return _shown(speech, presenter.state)

    return scene


def _call(presenter: QueuePresenter, _: Desk) -> None:
    presenter.call()


def _recall(presenter: QueuePresenter, _: Desk) -> None:
    presenter.recall()


def _serve(presenter: QueuePresenter, desk: Desk) -> None:
    presenter.serve()
    desk.pass_time(6 * 60 + 39)


def _hold(presenter: QueuePresenter, _: Desk) -> None:
    presenter.hold("Делает копию", 10)


def _no_show(presenter: QueuePresenter, desk: Desk) -> None:
    presenter.no_show()
    desk.pass_time(60 * 31)


def _show_aside(presenter: QueuePresenter, _: Desk) -> None:
    presenter.show_aside(True)
    presenter.select(presenter.state.aside[0].ticket_id)


def _asking(panel: Panel) -> Callable[[QueuePresenter, Desk], None]:
    return lambda presenter, _: presenter.open_panel(panel)


def _hold_for_nothing(presenter: QueuePresenter, _: Desk) -> None:
    presenter.open_panel(Panel.HOLD)
    presenter.hold(" ", 10)


def _rest(presenter: QueuePresenter, _: Desk) -> None:
    presenter.switch_break()
    presenter.select(presenter.state.waiting[1].ticket_id)


def _fail(presenter: QueuePresenter, desk: Desk) -> None:
    desk.trouble = StoreLocked(seconds=5)
    presenter.call()


def _taken_by_another(presenter: QueuePresenter, desk: Desk) -> None:
    first = desk.tickets["t-44"]
    desk.tickets["t-44"] = first.call(3, desk.now_at).ticket
    presenter.call()


def _give(presenter: QueuePresenter, _: Desk) -> None:
    presenter.give_ticket("guardian_allowance", "elderly")


def _empty(speech: Speech) -> QWidget:
    desk = Desk()
    presenter = a_queue(desk, speech)
    presenter.close()
    return _shown(speech, presenter.state)


def _offline(speech: Speech) -> QWidget:
    desk = Desk()
    presenter = a_queue(desk, speech)
    presenter.set_online(False)
    presenter.close()
    return _shown(speech, presenter.state)


def _loading(speech: Speech) -> QWidget:
    presenter = a_queue(Desk(), speech)
    presenter.close()
    busy = Busy(speech("Reading the queue"), seconds=3)
    return _shown(speech, QueueState(now=presenter.state.now, window=7, busy=busy))


def _busy(speech: Speech) -> QWidget:
    presenter = a_queue(a_desk(), speech)
    presenter.close()
    busy = Busy(speech("Saving"), seconds=4)
    return _shown(speech, replace(presenter.state, working=True, busy=busy))


def _longest_name(speech: Speech) -> QWidget:
    """The name of the service is a whole sentence of the act."""
    service = "minor_property_transaction_certificate"
    presenter = a_queue(a_desk(a_ticket(7, category=service, minutes=2)), speech)
    presenter.close()
    return _shown(speech, presenter.state)


def _extreme(speech: Speech) -> QWidget:
    """Two thousand wait, the first one since the morning."""
    tickets = [a_ticket(n, minutes=600 - n / 4, category="general") for n in range(1, 2001)]
    presenter = a_queue(a_desk(*tickets), speech)
    presenter.call()
    presenter.close()
    return _shown(speech, presenter.state)


SCENES: dict[str, Scene] = {
    "queue_ordinary": _after(),
    "queue_called": _after(_call),
    "queue_called_again": _after(_call, _recall),
    "queue_serving": _after(_call, _serve),
    "queue_hold": _after(_call, _asking(Panel.HOLD)),
    "queue_hold_refused": _after(_call, _hold_for_nothing),
    "queue_transfer": _after(_call, _asking(Panel.TRANSFER)),
    "queue_new_ticket": _after(_asking(Panel.NEW_TICKET)),
    "queue_given": _after(_give),
    "queue_aside": _after(_call, _no_show, _call, _hold, _show_aside),
    "queue_break": _after(_rest),
    "queue_refused": _after(_taken_by_another),
    "queue_error": _after(_fail),
    "queue_empty": _empty,
    "queue_offline": _offline,
    "queue_loading": _loading,
    "queue_busy": _busy,
    "queue_longest_name": _longest_name,
    "queue_extreme": _extreme,
}
