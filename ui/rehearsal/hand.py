"""The hand: mouse and keys sent to the real widgets, found by their object names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from time import monotonic
from typing import Final, TypeVar

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QEventLoop,
    QMimeData,
    QPoint,
    QPointF,
    Qt,
    QTimer,
    QUrl,
)
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from operator_app.errors import Unavailable
from ui.widgets.panels import TroublePanel

W = TypeVar("W", bound=QWidget)
Watched = Callable[[], AbstractContextManager[None]]
PATIENCE_S: Final = 30.0
"""The longest an operator would look at a page that does not go on."""
LOOK_EVERY_MS: Final = 10
REFUSALS: Final = ("power_error",)
"""Notices by which a rule stops the case: nobody on this side of the window can mend it."""
LAYERS: Final = 8
"""Widgets in widgets, each of which lays out its own parts once its own place is known."""
ON_THE_SIGN_PX: Final = 10
"""Radio buttons take a click on their sign and word only, not on the empty space beside."""


class WindowStuck(Unavailable):
    """The window did not come to where the case goes on; ``shown`` is the trouble it tells."""

    code = "rehearse.window_stuck"


class Hand:
    """Waits for what is to be seen, never for a time; what cannot be pressed is not pressed.

    ``watched`` goes round each event that is sent and each turn of the event loop: in there works
    the window, outside of it the hand.
    """

    def __init__(
        self, window: QWidget, patience_s: float = PATIENCE_S, watched: Watched = nullcontext
    ) -> None:
        self._window = window
        self._patience_s = patience_s
        self._watched = watched

    def find(self, name: str) -> QWidget | None:
        """The widget of this name that can be seen now."""
        found = self._window.findChildren(QWidget, name)
        return next((one for one in found if one.isVisible()), None)

    def sees(self, name: str) -> bool:
        return self.find(name) is not None

    def can_press(self, name: str) -> bool:
        found = self.find(name)
        return found is not None and found.isEnabled()

    def get(self, name: str, kind: type[W]) -> W:
        """Waits until it is there, and can be used."""
        self.wait_until(lambda: self.can_press(name), name)
        found = self.find(name)
        if not isinstance(found, kind):
            raise WindowStuck(what=name, shown="")
        return found

    def wait_until(self, seen: Callable[[], bool], what: str, seconds: float | None = None) -> None:
        """Lets the window work until ``seen``; a trouble on the page ends the waiting at once."""
        ends = monotonic() + (self._patience_s if seconds is None else seconds)
        loop, tick = QEventLoop(), QTimer()
        tick.start(LOOK_EVERY_MS)
        while not seen():
            trouble = self._trouble()
            if trouble or monotonic() > ends:
                raise WindowStuck(what=what, shown=trouble)
            with self._watched():
                loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def click(self, name: str) -> None:
        self.press(self.get(name, QWidget))

    def press(self, widget: QWidget) -> None:
        """The mouse on the middle of ``widget``, which is scrolled to where it can be seen."""
        with self._watched():
            _bring_up(widget)
        at = widget.rect().center()
        if isinstance(widget, QRadioButton | QCheckBox):
            at = QPoint(ON_THE_SIGN_PX, at.y())
        self._click_at(widget, at)

    def _click_at(self, widget: QWidget, at: QPoint) -> None:
        left, alone = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        for act in (QTest.mousePress, QTest.mouseRelease):
            with self._watched():
                act(widget, left, alone, at)

    def key(
        self,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """To whoever has the focus, else to the window; keys of the window work too."""
        target = QApplication.focusWidget() or self._window
        with self._watched():
            QTest.keyClick(target, key, modifiers)

    def type_text(self, name: str, text: str) -> None:
        """Over what stands in the field; any alphabet, letter by letter. Then the window has a
        moment, as it has from any hand, in which it keeps what was typed."""
        edit = self.get(name, QLineEdit)
        if edit.text() == text:
            return
        self.press(edit)
        self.wait_until(edit.hasFocus, name)
        self.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        if not text:
            self.key(Qt.Key.Key_Delete)
        for letter in text:
            self._type_letter(edit, letter)
        QCoreApplication.processEvents()

    def _type_letter(self, edit: QLineEdit, letter: str) -> None:
        """No keyboard layout has every letter of Kazakh and Russian: the letter itself is sent."""
        plain = letter.isascii() and letter.isalnum()
        key = Qt.Key(ord(letter.upper())) if plain else Qt.Key.Key_unknown
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
            target = QApplication.focusWidget() or edit
            with self._watched():
                QApplication.sendEvent(target, event)

    def choose(self, name: str, index: int) -> None:
        """A line of a combo box, by the arrow keys."""
        box = self.get(name, QComboBox)
        if not 0 <= index < box.count():
            raise WindowStuck(what=name, shown="")
        with self._watched():
            box.setFocus(Qt.FocusReason.TabFocusReason)
        while box.currentIndex() != index:
            self.key(Qt.Key.Key_Down if box.currentIndex() < index else Qt.Key.Key_Up)

    def choose_row(self, name: str, is_it: Callable[[str], bool], *, column: int = 0) -> None:
        """The row of a table in whose ``column`` stands the text that ``is_it``."""
        table = self.get(name, QAbstractItemView)
        model = table.model()
        self.wait_until(lambda: _row_of(table, is_it, column) is not None, f"{name}: row")
        row = _row_of(table, is_it, column)
        if row is not None:
            with self._watched():
                table.scrollTo(model.index(row, column))
            at = table.visualRect(model.index(row, column)).center()
            self._click_at(table.viewport(), at)

    def drop(self, over: QWidget, files: Sequence[str]) -> None:
        """Files let go over the middle of ``over``, as from the folder of a scanner."""
        with self._watched():
            _bring_up(over)
        taker = over
        while not taker.acceptDrops() and taker is not self._window:
            taker = taker.parentWidget() or self._window
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(file) for file in files])
        at = over.mapTo(taker, over.rect().center())
        held = (
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        for event in (QDragEnterEvent(at, *held), QDropEvent(QPointF(at), *held)):
            with self._watched():
                QApplication.sendEvent(taker, event)

    def screenshot(self, path: Path) -> None:
        """As an eye sees it: once every part has found its place."""
        for _ in range(LAYERS):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._window.grab().save(str(path))

    def _trouble(self) -> str:
        panels: list[QWidget] = [*self._window.findChildren(TroublePanel)]
        panels += [part for name in REFUSALS for part in self._window.findChildren(QWidget, name)]
        return next((one.accessibleName() for one in panels if one.isVisible()), "")


def _bring_up(widget: QWidget) -> None:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()


def _row_of(table: QAbstractItemView, is_it: Callable[[str], bool], column: int) -> int | None:
    model = table.model()
    texts = (str(model.index(row, column).data() or "") for row in range(model.rowCount()))
    return next((row for row, text in enumerate(texts) if is_it(text)), None)
