"""One line about the case: number, ticket, service, and the time against the norm of the act."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from ui.pages.intake.state import CaseBar
from ui.style.worn import spaced
from ui.widgets.chips import StateChip
from ui.widgets.labels import make_label, set_role


class CaseBarView(QWidget):
    """The number never wraps; the long name of the service has a line of its own."""

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._number = make_label(f"{object_name}_number", "page", self, wrap=False)
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._ticket = StateChip(f"{object_name}_ticket", self)
        self._service = make_label(f"{object_name}_service", "muted", self)
        self._running = make_label(f"{object_name}_running", "muted", self, wrap=False)
        self._norm = make_label(f"{object_name}_norm", "muted", self, wrap=False)
        self._part = QProgressBar(self)
        self._part.setObjectName(f"{object_name}_part")
        self._part.setTextVisible(False)
        self._part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout()
        spaced(row, gap=12)
        row.addWidget(self._number)
        row.addWidget(self._ticket)
        row.addStretch(2)
        row.addWidget(self._running)
        row.addWidget(self._part, 1)
        row.addWidget(self._norm)
        column = QVBoxLayout(self)
        spaced(column, gap=2)
        column.addLayout(row)
        column.addWidget(self._service)

    def set(self, bar: CaseBar | None) -> None:
        self.setVisible(bar is not None)
        bar = bar or CaseBar(number="")
        self._number.setText(bar.number)
        self._ticket.setVisible(bool(bar.ticket))
        self._ticket.set("accent", bar.ticket, sign="ticket-confirmation-outline")
        self._service.setText(bar.service)
        self._service.setVisible(bool(bar.service))
        self._running.setText(bar.running)
        set_role(self._running, "role", "bad" if bar.late else "muted")
        self._norm.setText(bar.norm)
        self._norm.setVisible(bool(bar.norm))
        self._part.setVisible(bool(bar.norm))
        self._part.setRange(0, 100)
        self._part.setValue(bar.part)
        self._part.setAccessibleName(f"{bar.running}, {bar.norm}")
        set_role(self._part, "kind", "bad" if bar.late else "accent")
