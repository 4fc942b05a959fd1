"""The question to which window a case goes, with its answer, asked in an action bar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from operator_app.queries.other_windows import OtherWindow
from ui.runtime.shortcuts import Shortcut
from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets.buttons import ActionButton
from ui.widgets.labels import make_label


class HandingOver(QWidget):
    """Signals: window_chosen(int), confirm_clicked(), keep_clicked()."""

    window_chosen = Signal(int)
    confirm_clicked = Signal()
    keep_clicked = Signal()

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._question = make_label(f"{object_name}_question", "strong", self)
        self._windows = QComboBox(self)
        self._windows.setObjectName(f"{object_name}_windows")
        self._windows.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._confirm = ActionButton(f"{object_name}_confirm", "danger", self)
        self._keep = ActionButton(f"{object_name}_keep", parent=self)
        self._keep.bind(Shortcut.BACK)
        self._windows.activated.connect(
            lambda place: self.window_chosen.emit(int(self._windows.itemData(place)))
        )
        self._confirm.clicked.connect(self.confirm_clicked)
        self._keep.clicked.connect(self.keep_clicked)
        row = QHBoxLayout(self)
        spaced(row, gap=12)
        for widget in (self._question, self._windows, self._confirm, self._keep):
            row.addWidget(widget)

    def set(
        self, say: Speech, windows: Sequence[OtherWindow] | None, chosen: int, *, working: bool
    ) -> None:
        """``windows`` is ``None`` until they are known."""
        self._question.setText(_question(say, windows))
        self._fill([(one.number, _named(say, one)) for one in windows or ()], chosen)
        self._windows.setAccessibleName(say("Window"))
        self._windows.setVisible(bool(windows))
        self._confirm.set(say("Hand over"))
        self._confirm.setEnabled(bool(chosen) and not working)
        self._keep.set(say("Go on"))

    def _fill(self, windows: Sequence[tuple[int, str]], chosen: int) -> None:
        """The same again moves nothing under the hand."""
        box = self._windows
        now = [(box.itemData(place), box.itemText(place)) for place in range(box.count())]
        with QSignalBlocker(box):
            if now != list(windows):
                box.clear()
                for number, name in windows:
                    box.addItem(name, number)
            box.setCurrentIndex(box.findData(chosen))


def _question(say: Speech, windows: Sequence[OtherWindow] | None) -> str:
    if windows is not None and not windows:
        return say("No other window is in use now.")
    return say("To which window? The applicant goes there with the ticket.")


def _named(say: Speech, window: OtherWindow) -> str:
    name = say("Window {number}", number=window.number)
    return f"{name} · {window.operator}" if window.operator else name
