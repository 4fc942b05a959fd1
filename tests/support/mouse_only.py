"""A hand that has a mouse; its keyboard is for letters into the field that the mouse pressed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from ui.rehearsal.hand import ON_THE_SIGN_PX, Hand

NOTCH = 120
MOST_NOTCHES = 100
NO_KEY = Qt.KeyboardModifier.NoModifier


class MouseOnly:
    """Presses where the pointer is: a widget that another one covers is not pressed."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._eyes = Hand(window)

    def sees(self, name: str) -> bool:
        return self._eyes.sees(name)

    def wait(self, seen: Callable[[], bool], what: str) -> None:
        self._eyes.wait_until(seen, what)

    def wait_for(self, name: str) -> None:
        self.wait(lambda: self._eyes.can_press(name), name)

    def click(self, name: str) -> None:
        self.press(self._eyes.get(name, QWidget))

    def press(self, widget: QWidget) -> None:
        """Radio buttons take a press on their sign and word, not on the empty space beside."""
        at = widget.rect().center()
        if isinstance(widget, QRadioButton | QCheckBox):
            at = QPoint(ON_THE_SIGN_PX, at.y())
        self._wheel_to(widget, at)
        self._point(widget, at)

    def type_into(self, name: str, text: str) -> None:
        """The field is pressed, and then typed into."""
        edit = self._eyes.get(name, QLineEdit)
        self.press(edit)
        self.wait(edit.hasFocus, name)
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, NO_KEY, letter)
                QApplication.sendEvent(self._window.windowHandle(), event)

    def choose_line(self, name: str, data: object) -> None:
        """A line of a combo box: its list is opened, and the line in it pressed."""
        box = self._eyes.get(name, QComboBox)
        wanted = box.findData(data)
        if box.currentIndex() == wanted:
            return
        self.press(box)
        self.wait(box.view().isVisible, f"list of {name}")
        self._press_row(box.view(), wanted)
        self.wait(lambda: box.currentIndex() == wanted, name)

    def choose_row(self, name: str, text: str) -> None:
        """A line of a table, by the words it begins with."""
        table = self._eyes.get(name, QAbstractItemView)
        model = table.model()
        said = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
        self._press_row(table, next(n for n, one in enumerate(said) if one.startswith(text)))

    def drop(self, over: QWidget, files: Sequence[str]) -> None:
        """Dragged from a folder by the mouse and let go."""
        self._wheel_to(over, over.rect().center())
        self._eyes.drop(over, files)

    def _press_row(self, view: QAbstractItemView, row: int) -> None:
        index = view.model().index(row, 0)
        port = view.viewport()
        for _ in range(MOST_NOTCHES):
            at = view.visualRect(index).center()
            if port.rect().contains(at):
                break
            _wheel(view, up=at.y() < 0)
        self._point(port, view.visualRect(index).center())

    def _point(self, widget: QWidget, at: QPoint) -> None:
        top = widget.window()
        there = widget.mapTo(top, at)
        found = top.childAt(there) or top
        assert found is widget or widget.isAncestorOf(found), (
            f"{widget.objectName()} is covered by {found.objectName()}"
        )
        QTest.mouseClick(top.windowHandle(), Qt.MouseButton.LeftButton, NO_KEY, there)

    def _wheel_to(self, widget: QWidget, at: QPoint) -> None:
        """Every area around it is turned until the place can be seen, from the outside in."""
        areas, parent = [], widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                areas.append(parent)
            parent = parent.parentWidget()
        for area in areas:
            for _ in range(MOST_NOTCHES):
                y = widget.mapTo(area, at).y() - area.viewport().y()
                if 0 <= y < area.viewport().height():
                    break
                _wheel(area, up=y < 0)


def _wheel(area: QAbstractScrollArea, *, up: bool) -> None:
    port = area.viewport()
    at = QPointF(port.rect().center())
    turned = QPoint(0, NOTCH if up else -NOTCH)
    QApplication.sendEvent(
        port,
        QWheelEvent(
            at,
            QPointF(port.mapToGlobal(at)),
            QPoint(),
            turned,
            Qt.MouseButton.NoButton,
            NO_KEY,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        ),
    )
