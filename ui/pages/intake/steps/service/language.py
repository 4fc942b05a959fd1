"""In which of the two languages the applicant gets the routing sheet, asked before it is made."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets.labels import make_label

NAMES: Final = MappingProxyType({"kk": "Қазақша", "ru": "Русский"})
"""Each in its own language, whatever the screens speak."""


class PaperLanguage(QWidget):
    """Signals: chosen(str)."""

    chosen = Signal(str)

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._label = make_label(f"{object_name}_label", "muted", self)
        group = QButtonGroup(self)
        column = QVBoxLayout(self)
        spaced(column, gap=8)
        column.addWidget(self._label)
        self._buttons = {}
        for language, name in NAMES.items():
            button = QRadioButton(name, self)
            button.setObjectName(f"{object_name}_{language}")
            button.clicked.connect(lambda _=False, language=language: self.chosen.emit(language))
            group.addButton(button)
            column.addWidget(button)
            self._buttons[language] = button

    def set(self, language: str, speech: Speech, *, may_choose: bool) -> None:
        """Hidden where no paper is made in this step: no language is asked then."""
        self.setVisible(bool(language))
        question = speech("Language of the papers for the applicant")
        self._label.setText(question)
        for code, button in self._buttons.items():
            button.setAccessibleName(f"{question}: {NAMES[code]}")
            button.setEnabled(may_choose)
            with QSignalBlocker(button):
                button.setChecked(code == language)
