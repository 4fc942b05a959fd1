"""The page of the intake: frame around the step that is being done."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.pages.intake.frame.case_bar import CaseBarView
from ui.pages.intake.frame.case_card import CaseCardView
from ui.pages.intake.frame.ending_view import EndingView
from ui.pages.intake.frame.foot import Foot
from ui.pages.intake.frame.stepper import Stepper
from ui.pages.intake.state import IntakeState, Revision
from ui.pages.intake.steps.contract import StepName
from ui.pages.intake.yielding import yielding
from ui.runtime.speech import Speech
from ui.style.worn import spaced, worn
from ui.widgets.laying_out import laid_out_once
from ui.widgets.panels import BusyPanel, EmptyPanel, NoticePanel, TroublePanel
from ui.widgets.scrolling import Scrolling

CARD_WIDTH = 232
MOST_DIFFERENCES = 5


class StepStack(QStackedWidget):
    """Needs the room of what is shown, not of the largest of all steps."""

    def minimumSizeHint(self) -> QSize:
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown is not None else super().minimumSizeHint()


class IntakeView(QWidget):
    """Dumb: shows the state; a new ``visit`` moves the focus, nothing else does.

    Signals:
        step_clicked(StepName), print_clicked(str), retry_clicked(), focus_moved(str)
    """

    step_clicked = Signal(object)
    print_clicked = Signal(str)
    retry_clicked = Signal()
    focus_moved = Signal(str)

    def __init__(
        self,
        steps: Mapping[StepName, QWidget],
        refuse: QWidget | None,
        speech: Speech,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("intake_page")
        self._speech = speech
        self._visit = -1
        self._last = ""
        self._steps = dict(steps)
        self._refuse = refuse
        self._content = QWidget(self)
        self._bar = CaseBarView("intake_case", self)
        self._stepper = Stepper("intake_stepper", self)
        self._stepper.step_clicked.connect(self.step_clicked)
        self._revision = NoticePanel("intake_revision", self)
        self._trouble = TroublePanel("intake_trouble", self)
        self._trouble.retry_clicked.connect(self.retry_clicked)
        self._busy = BusyPanel("intake_busy", self)
        self._stack = StepStack(self)
        self._stack.setObjectName("intake_stack")
        self._empty = EmptyPanel("intake_empty", "account-clock-outline", self)
        self._ending = EndingView("intake_ending", speech, self)
        self._ending.print_clicked.connect(self.print_clicked)
        self._card = CaseCardView("intake_card", speech, self)
        self.foot = Foot("intake_bar", speech, self)
        for widget in (self._empty, self._ending, *self._steps.values()):
            self._stack.addWidget(widget)
        if refuse is not None:
            self._stack.addWidget(refuse)
        self._lay_out()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def show_state(self, state: IntakeState) -> None:
        with laid_out_once(self, self._content):
            self._show_parts(state)
        shown = self._shown(state)
        moved = self._stack.currentWidget() is not shown
        self._stack.setCurrentWidget(shown)
        self._stack.updateGeometry()
        if moved or state.visit != self._visit:
            self._visit = state.visit
            self._last = state.focus
            self._focus(shown, state.focus)
        elif QApplication.focusWidget() is self:
            QTimer.singleShot(0, self, self._come_back)

    def _show_parts(self, state: IntakeState) -> None:
        self._bar.set(state.case)
        self._stepper.set(state.marks)
        self._show_revision(state.revision)
        self._trouble.retranslate(self._speech("Try again"))
        self._trouble.set(state.trouble)
        self._busy.retranslate(self._speech("Cancel"))
        self._busy.set(state.busy)
        self._empty.set(state.empty)
        self._card.set(state.card)
        self._card.setMinimumWidth(worn().px(CARD_WIDTH))
        self._card.setVisible(state.case is not None)
        self.foot.setVisible(state.case is not None)
        self.foot.set(state)
        self.setWindowTitle(self._title(state))
        if state.ending is not None:
            self._ending.set(state.ending)

    def _show_revision(self, revision: Revision | None) -> None:
        if revision is None:
            self._revision.set("muted", "")
            return
        shown = list(revision.lines[:MOST_DIFFERENCES])
        more = len(revision.lines) - len(shown)
        if more:
            shown.append(self._speech.plural("and {n} more", "and {n} more", more))
        words = "\n".join((revision.title, *(f"•  {one}" for one in shown)))
        self._revision.set("warn" if revision.lines else "muted", words)

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        spaced(middle, gap=16)
        middle.addWidget(self._stack, 7)
        middle.addWidget(self._card, 2)
        content = self._content
        content.setObjectName("intake_content")
        inside = QVBoxLayout(content)
        spaced(inside, margin=(24, 16, 24, 12), gap=12)
        inside.addWidget(self._bar)
        inside.addWidget(self._stepper)
        inside.addWidget(self._revision)
        inside.addWidget(self._trouble)
        inside.addWidget(self._busy)
        inside.addLayout(middle, 1)
        column = QVBoxLayout(self)
        spaced(column, gap=0)
        column.addWidget(yielding(Scrolling("intake_scroll", content, self)), 1)
        column.addWidget(self.foot)

    def _title(self, state: IntakeState) -> str:
        """Where the case stands; with the documents also how much is missing."""
        if state.case is None:
            return ""
        current = next((mark for mark in state.marks if mark.status == "current"), None)
        said = [state.case.number]
        if state.ending is not None:
            said.insert(0, state.ending.title)
        elif state.refusing:
            said.insert(0, self._speech("Refuse acceptance"))
        elif current is not None:
            said.insert(0, f"{current.step.number}. {current.text}")
            said += [state.card.missing_title] if state.step is StepName.DOCUMENTS else []
        return " · ".join(part for part in said if part)

    def _shown(self, state: IntakeState) -> QWidget:
        if state.case is None:
            return self._empty
        if state.ending is not None:
            return self._ending
        if state.refusing and self._refuse is not None:
            return self._refuse
        return self._steps[state.step]

    def _focus(self, shown: QWidget, name: str) -> None:
        """The field where the operator was, or the one the step begins with."""
        field = shown.findChild(QWidget, name) if name else None
        if field is None or not field.isEnabled():
            main = getattr(shown, "main_field", None)
            field = main() if main is not None else None
        if field is not None and field.isEnabled():
            field.setFocus()
            _bring_up(field)
        elif field is not None:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Whoever comes to the page comes to the field where work goes on."""
        super().showEvent(event)
        shown = self._stack.currentWidget()
        if shown is not None and not shown.isAncestorOf(QApplication.focusWidget() or self):
            self._focus(shown, self._last)

    def _come_back(self) -> None:
        """To the field that was off for a while, once all of the answer is on the page. A button
        must not be pressed again by a second Enter: the step begins anew where its answer is."""
        shown = self._stack.currentWidget()
        if shown is None or QApplication.focusWidget() is not self:
            return
        field = shown.findChild(QWidget, self._last) if self._last else None
        if field is None or isinstance(field, QPushButton):
            main = getattr(shown, "main_field", None)
            field = main() if main is not None else None
        if field is not None and field.isEnabled():
            field.setFocus()

    def _on_focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        """A field that is switched off while the page works would send the focus away."""
        left = now is None or not self.isAncestorOf(now)
        if left and old is not None and not old.isEnabled() and self.isAncestorOf(old):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if now is not None and now.objectName() and self._stack.isAncestorOf(now):
            self._last = now.objectName()
            self.focus_moved.emit(self._last)


def _bring_up(field: QWidget) -> None:
    """The page is seen from its top, unless the field is further down."""
    parent = field.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.verticalScrollBar().setValue(0)
            parent.ensureWidgetVisible(field)
        parent = parent.parentWidget()
