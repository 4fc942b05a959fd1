"""The steps of an intake: done, here, open, or blocked and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.style.icons import icon
from ui.style.worn import spaced, worn
from ui.widgets.labels import set_role

_ICON_PX = 18


@dataclass(frozen=True, slots=True)
class Step:
    """``state_name`` says the state in words, for whoever cannot see it; ``why`` it is blocked."""

    key: str
    title: str
    state: Literal["done", "current", "open", "blocked"] = "open"
    state_name: str = ""
    why: str = ""


class Stepper(QWidget):
    """All titles when there is room, else numbers with the current title; nothing is cut.

    Signals:
        step_clicked(key): of a step that is not blocked.
    """

    step_clicked = Signal(str)

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._row = QHBoxLayout(self)
        spaced(self._row, gap=8)
        self._steps: tuple[Step, ...] = ()
        self._buttons: list[QPushButton] = []
        self._short = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set(self, steps: Sequence[Step]) -> None:
        self._steps = tuple(steps)
        while len(self._buttons) < len(steps):
            self._add_button()
        for number, button in enumerate(self._buttons):
            button.setVisible(number < len(steps))
        self._choose_length(self.width())
        self._paint_steps()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._wanted(short=True), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        return QSize(self._wanted(short=False), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose_length(event.size().width())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._paint_steps()

    def _add_button(self) -> None:
        number = len(self._buttons)
        button = QPushButton(self)
        button.setObjectName(f"{self.objectName()}_{number + 1}")
        button.setAutoDefault(False)
        button.setProperty("kind", "step")
        button.clicked.connect(lambda: self._on_clicked(number))
        self._buttons.append(button)
        self._row.addWidget(button, 1)

    def _on_clicked(self, number: int) -> None:
        step = self._steps[number]
        if step.state != "blocked":
            self.step_clicked.emit(step.key)

    def _choose_length(self, width: int) -> None:
        short = self._wanted(short=False) > width
        if short != self._short:
            self._short = short
            self._paint_steps()

    def _wanted(self, *, short: bool) -> int:
        """Width for all the titles, or for all the numbers and one title."""
        px, metrics = worn().px, self.fontMetrics()
        width = max(0, len(self._steps) - 1) * px(8)
        for number, step in enumerate(self._steps, 1):
            words = self._words(number, step, short=short)
            width += metrics.horizontalAdvance(words) + px(28)
            if _sign(step):
                width += px(_ICON_PX + 6)
        return round(width * 1.02)

    def _words(self, number: int, step: Step, *, short: bool) -> str:
        if short and step.state != "current":
            return "" if _sign(step) else str(number)
        return step.title if step.state == "done" else f"{number}  {step.title}"

    def _paint_steps(self) -> None:
        side = worn().px(_ICON_PX)
        for number, (button, step) in enumerate(zip(self._buttons, self._steps, strict=False), 1):
            button.setText(self._words(number, step, short=self._short).replace("&", "&&"))
            said = ", ".join(one for one in (step.title, step.state_name, step.why) if one)
            button.setAccessibleName(f"{number} {said}")
            button.setToolTip(step.why or (step.title if self._short else ""))
            button.setCursor(
                Qt.CursorShape.ArrowCursor
                if step.state == "blocked"
                else Qt.CursorShape.PointingHandCursor
            )
            set_role(button, "state", step.state)
            name = _sign(step)
            button.setIcon(
                icon(name, "ok" if step.state == "done" else "ink2") if name else QIcon()
            )
            button.setIconSize(QSize(side, side))
            self._row.setStretch(number - 1, 0 if self._short and step.state != "current" else 1)
        self.updateGeometry()


def _sign(step: Step) -> str:
    return {"done": "check", "blocked": "lock-outline"}.get(step.state, "")
