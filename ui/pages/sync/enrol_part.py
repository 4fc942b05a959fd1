"""Where the administrator's one-time code is typed, while the hub does not let this window in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.pages.sync.state import LONGEST_CODE, Did, SyncState
from ui.runtime.shortcuts import Shortcut
from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets import ActionButton, FieldRow


class EnrolPart(QWidget):
    """Signals: code_entered(str). What was typed stays until the hub has taken it."""

    code_entered = Signal(str)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sync_enrol_part")
        self._say = speech
        self._edit = QLineEdit(self)
        self._edit.setObjectName("sync_code")
        self._edit.setMaxLength(LONGEST_CODE)
        self._row = FieldRow("sync_code_row", self._edit, self)
        self._enrol = ActionButton("sync_enrol", "primary", self)
        self._enrol.bind(Shortcut.NEXT)
        self._edit.returnPressed.connect(self._enrol.click)
        self._edit.textChanged.connect(lambda: self._show_button(working=False))
        self._enrol.clicked.connect(lambda: self.code_entered.emit(self._edit.text()))
        column = QVBoxLayout(self)
        spaced(column, gap=12)
        column.addWidget(self._row)
        column.addWidget(self._enrol)

    def show_state(self, state: SyncState) -> None:
        say = self._say
        enrolled = state.done is not None and state.done.what is Did.ENROLLED
        if enrolled or state.line is None:  # a code is nobody's business who comes after
            self._edit.clear()
        self.setVisible(state.may_enrol)
        self._row.set(
            say("One-time code of this window"),
            hint=say("The administrator of the hub gives it out. It is good once, for one day."),
        )
        self._enrol.set(say("Connect this window"))
        self._edit.setEnabled(not state.working)
        self._show_button(working=state.working)

    def _show_button(self, *, working: bool) -> None:
        self._enrol.setEnabled(bool(self._edit.text().strip()) and not working)
