"""Ten seconds to take the last move back."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.pages.queue.sentences import undone
from ui.pages.queue.state import QueueState
from ui.runtime.shortcuts import Shortcut
from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets import ActionButton, make_label


class UndoBar(QFrame):
    """One quiet line that counts down; its place is kept when it is gone, so nothing moves."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("queue_undo_bar")
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self._what = make_label("queue_undo_what", "muted", self, wrap=False)
        self.button = ActionButton("queue_undo", "quiet", self)
        self.button.bind(Shortcut.UNDO)
        row = QHBoxLayout(self)
        spaced(row, gap=0)
        row.addWidget(self._what)
        row.addWidget(self.button)

    def show_offer(self, state: QueueState, say: Speech) -> None:
        offer = state.undo
        if offer is not None:
            self._what.setText(undone(offer, say))
            self.button.set(say("Undo, {seconds} s", seconds=offer.seconds))
        else:
            self.button.set(say("Undo"))
        self.setVisible(offer is not None)
