"""A window that the hub does not let in: where its one-time code is typed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtWidgets import QLineEdit

from operator_app.errors import OperatorAppError
from operator_app.gateways.hub_http import HubUnreachable
from operator_app.sync.engine import LineState
from operator_app.wire.refusals import CodeWrong
from tests.screens.scenes_sync import AWAY, COUNTS, DEVICE, REVOKED, SERVICES, UNKNOWN, WELL
from tests.support.waiting_lane import WaitingLane
from ui.pages.sync import wiring
from ui.pages.sync.presenter import SyncActions, SyncPresenter
from ui.pages.sync.state import Did
from ui.pages.sync.view import SyncView
from ui.runtime.lanes import InlineLane, Lane
from ui.runtime.speech import Speech
from ui.widgets import ActionButton

pytestmark = pytest.mark.usefixtures("qapp")


@dataclass
class Desk:
    line: LineState = UNKNOWN
    fails: OperatorAppError | None = None
    codes: list[str] = field(default_factory=list)

    def page(self, language: str = "ru", work: Lane | None = None) -> SyncPresenter:
        presenter = SyncPresenter(
            SyncActions(
                line=lambda: self.line,
                wake=lambda: None,
                counts=lambda: COUNTS,
                device=lambda: DEVICE,
                quarantine=lambda limit: (),
                conflicts=lambda limit: (),
                ask_again=lambda message: None,
                save_refused=lambda message, path: None,
                carry=lambda path: pytest.fail("not asked"),
                resolve=lambda conflict, take: None,
                enrol=self.enrol,
                may_solve=lambda: True,
                services=SERVICES,
            ),
            InlineLane(),
            work or InlineLane(),
            Speech(language),
        )
        presenter.enter()
        return presenter

    def enrol(self, code: str) -> None:
        self.codes.append(code)
        if self.fails is not None:
            raise self.fails
        self.line = WELL


def seen(
    presenter: SyncPresenter, language: str = "ru"
) -> tuple[SyncView, QLineEdit, ActionButton]:
    view = SyncView(Speech(language))
    wiring.connect(presenter, view)
    edit, button = (
        view.findChild(QLineEdit, "sync_code"),
        view.findChild(ActionButton, "sync_enrol"),
    )
    assert isinstance(edit, QLineEdit)
    assert isinstance(button, ActionButton)
    return view, edit, button


@pytest.mark.parametrize(
    ("line", "asked"), [(UNKNOWN, True), (REVOKED, True), (WELL, False), (AWAY, False)]
)
def test_the_code_is_asked_for_when_nothing_else_helps(line: LineState, *, asked: bool) -> None:
    presenter = Desk(line=line).page()
    _, edit, button = seen(presenter)

    assert presenter.state.may_enrol is asked
    assert edit.parentWidget() is not None
    assert button.isVisibleTo(button.window()) is asked


def test_a_code_that_fits_lets_the_window_in_and_is_not_left_on_the_screen() -> None:
    desk = Desk()
    presenter = desk.page()
    _, edit, button = seen(presenter)
    assert not button.isEnabled()
    edit.setText("  K7M2-P9QX ")
    button.click()

    assert desk.codes == ["K7M2-P9QX"]
    assert presenter.state.done is not None
    assert presenter.state.done.what is Did.ENROLLED
    assert edit.text() == ""
    assert not presenter.state.may_enrol


@pytest.mark.parametrize("error", [CodeWrong(), HubUnreachable(reason="ConnectError")])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_what_went_wrong_is_told_and_the_code_stays_to_be_corrected(
    error: OperatorAppError, language: str
) -> None:
    desk = Desk(fails=error)
    presenter = desk.page(language)
    _, edit, button = seen(presenter, language)
    edit.setText("wrong")
    button.click()

    assert presenter.state.trouble is not None
    assert presenter.state.trouble.code == error.code
    assert edit.text() == "wrong"
    assert button.isEnabled()
    assert desk.line is UNKNOWN


def test_a_second_press_while_the_hub_is_asked_asks_nothing() -> None:
    desk, lane = Desk(), WaitingLane()
    presenter = desk.page(work=lane)
    presenter.enrol("code")
    presenter.enrol("code")
    lane.go_on()

    assert desk.codes == ["code"]


def test_nothing_is_asked_of_a_hub_that_lets_the_window_in() -> None:
    desk = Desk(line=replace(WELL))
    desk.page().enrol("code")

    assert desk.codes == []
