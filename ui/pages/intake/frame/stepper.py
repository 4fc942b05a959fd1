"""The seven steps in a row: a sign, a word and a colour each; blocked ones say why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from ui.pages.intake.state import StepMark
from ui.pages.intake.steps.contract import StepName
from ui.style.icons import paint_icon
from ui.style.worn import spaced, worn

HEIGHT = 36
SIGN = 16
PAD = 10
RADIUS = 6


class StepButton(QAbstractButton):
    """Paints one mark. The name of the current step is bold, of a done one green with a tick."""

    def __init__(self, step: StepName, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"intake_step_{step.value}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.step = step
        self._mark = StepMark(step=step, text="", status="blocked")

    def set(self, mark: StepMark) -> None:
        self._mark = mark
        self.setText(mark.text)
        self.setAccessibleName(f"{mark.step.number}. {mark.text}")
        self.setAccessibleDescription(mark.why)
        self.setToolTip(mark.why)
        self.setEnabled(not mark.why)
        self.update()

    def sizeHint(self) -> QSize:
        px = worn().px
        words = QFontMetrics(self._font()).horizontalAdvance(self.text())
        return QSize(words + px(SIGN + 3 * PAD), px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = worn()
        tokens, px = look.tokens, look.px
        ink, ground, edge = {
            "current": (tokens.accent_on, tokens.accent, tokens.accent),
            "done": (tokens.ok, tokens.surface, tokens.ok_soft),
            "open": (tokens.ink, tokens.surface, tokens.edge),
            "blocked": (tokens.ink2, tokens.surface, tokens.line),
        }[self._mark.status]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        painter.setPen(QPen(QColor(tokens.focus if focused else edge), px(2) if focused else 1))
        painter.setBrush(QColor(ground))
        inset = px(1) if focused else 0.5
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, px(RADIUS), px(RADIUS))
        painter.setPen(QColor(ink))
        painter.setFont(self._font())
        sign = self.rect().adjusted(px(PAD), 0, 0, 0)
        sign.setWidth(px(SIGN))
        if self._mark.status == "done":
            sign.setHeight(px(SIGN))
            sign.moveTop((self.height() - px(SIGN)) // 2)
            paint_icon(painter, sign, "check", QColor(ink))
            painter.setFont(self._font())
            painter.setPen(QColor(ink))
        else:
            painter.drawText(sign, Qt.AlignmentFlag.AlignVCenter, str(self.step.number))
        words = self.rect().adjusted(px(SIGN + 2 * PAD), 0, -px(PAD) // 2, 0)
        painter.drawText(
            words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text()
        )
        painter.end()

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(worn().px(15))
        weight = QFont.Weight.Medium if self._mark.status == "current" else QFont.Weight.Normal
        font.setWeight(weight)
        return font


class Stepper(QWidget):
    """Signals: step_clicked(StepName)."""

    step_clicked = Signal(object)

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        row = QHBoxLayout(self)
        spaced(row, gap=8)
        self._buttons: dict[StepName, StepButton] = {}
        for step in StepName:
            button = StepButton(step, self)
            button.clicked.connect(lambda _=False, step=step: self.step_clicked.emit(step))
            row.addWidget(button)
            self._buttons[step] = button

    def set(self, marks: Sequence[StepMark]) -> None:
        self.setVisible(bool(marks))
        for mark in marks:
            self._buttons[mark.step].set(mark)
