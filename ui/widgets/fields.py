"""A field of a form: its name above, what is wrong under it, never in a box over it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.style.worn import spaced
from ui.widgets.labels import make_label, set_role


class FieldRow(QWidget):
    """Label, edit, and one line that is a hint or, in red and with a sign, an error."""

    def __init__(self, object_name: str, edit: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.edit = edit
        if not edit.objectName():
            edit.setObjectName(f"{object_name}_edit")
        self._label = make_label(f"{object_name}_label", "muted", self)
        self._label.setBuddy(edit)
        self._under = make_label(f"{object_name}_under", "note", self)
        column = QVBoxLayout(self)
        spaced(column, gap=4)
        column.addWidget(self._label)
        column.addWidget(edit)
        column.addWidget(self._under)
        self._under.hide()

    def set(self, label: str, error: str = "", hint: str = "") -> None:
        """The error takes the hint's place; a screen reader is told it with the field."""
        self._label.setText(label)
        self.edit.setAccessibleName(label)
        self.edit.setAccessibleDescription(error or hint)
        set_role(self._under, "role", "bad" if error else "note")
        set_role(self.edit, "error", "true" if error else "false")
        self._under.setText(f"! {error}" if error else hint)
        self._under.setVisible(bool(error or hint))
