"""The case in work: its number, its ticket, its service, and the time it takes."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QWidget

from ui.style.worn import spaced, worn
from ui.widgets.chips import StateChip
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import make_label, set_role

SOON = 0.8  # of the norm: from here on the bar turns amber, past the norm red
_BAR_PX = 160


class CaseBar(QWidget):
    """Parts wrap onto a second line when there is no room. An empty part is not shown."""

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._number = make_label(f"{object_name}_number", "page", self, wrap=False)
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._ticket = StateChip(f"{object_name}_ticket", self)
        self._service = _OneLineIfItFits(f"{object_name}_service", self)
        self._running = make_label(f"{object_name}_running", "muted", self, wrap=False)
        self._bar = _TimeBar(self)
        self._bar.setObjectName(f"{object_name}_bar")
        self._norm = make_label(f"{object_name}_norm", "muted", self, wrap=False)
        time = QHBoxLayout()
        for part in (self._running, self._bar, self._norm):
            time.addWidget(part)
        row = FlowLayout(self, stretch_after=2)
        row.addWidget(self._number)
        row.addWidget(self._ticket)
        row.addWidget(self._service)
        row.add_layout(time)
        spaced(time, gap=8)
        spaced(row, gap=12)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set(self, number: str, ticket: str, service: str) -> None:
        """Ready sentences: "Ticket B-43"; a draft may have no number yet."""
        self._number.setText(number)
        self._number.setVisible(bool(number))
        self._ticket.set("accent", ticket, sign="ticket-confirmation-outline")
        self._ticket.setVisible(bool(ticket))
        self._service.setText(service)
        self._service.setVisible(bool(service))

    def set_time(self, running: str, norm: str, *, elapsed_s: int, norm_s: int | None) -> None:
        """``running`` and ``norm`` are ready sentences: "At work 06:41", "norm 15:00"."""
        self._running.setText(running)
        self._norm.setText(norm)
        self._norm.setVisible(bool(norm))
        self._bar.setVisible(bool(norm_s))
        if norm_s:
            part = elapsed_s / norm_s
            self._bar.setRange(0, norm_s)
            self._bar.setValue(min(elapsed_s, norm_s))
            self._bar.setAccessibleName(f"{running}, {norm}")
            set_role(self._bar, "kind", "bad" if part > 1 else "warn" if part >= SOON else "accent")


class _TimeBar(QProgressBar):
    """Fixed width, so that the words beside it stand still while it fills."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(worn().px(_BAR_PX), worn().px(6))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class _OneLineIfItFits(QLabel):
    """Asks for the width of all its words, and breaks them when it gets less."""

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setProperty("role", "muted")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + worn().px(4), metrics.height())
