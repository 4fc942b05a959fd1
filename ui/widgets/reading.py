"""A part of a card that takes the room there is and asks for little: the page stays whole."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.style.worn import worn

LEAST_PX = 96


class Reading(QScrollArea):
    """``content`` is as high as its lines are at this width; the rest is scrolled to.

    A page in the window scrolls as a whole as soon as its parts ask for more than there is, so
    a part that scrolls by itself must not ask for the height of all it holds.
    """

    def __init__(
        self,
        object_name: str,
        content: QWidget,
        parent: QWidget | None = None,
        *,
        by_keys: bool = False,
    ) -> None:
        """``by_keys``: Tab stops here, because nothing inside takes the focus."""
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        policy = Qt.FocusPolicy.StrongFocus if by_keys else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)
        content.setMinimumHeight(1)
        self.setWidget(content)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), worn().px(LEAST_PX))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), worn().px(LEAST_PX))
