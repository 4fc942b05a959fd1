"""Every key of the window in one place, so that no two pages give one key two meanings."""

from __future__ import annotations

from enum import StrEnum, unique

from PySide6.QtGui import QKeySequence


@unique
class Shortcut(StrEnum):
    """The value is what Qt understands; ``hint`` is what stands on the button."""

    QUEUE = "F1"
    INTAKE = "F2"
    CASES = "F3"
    COURIER = "F4"
    ISSUE = "F5"
    SHIFT = "F6"
    SUPERVISION = "F7"
    SCAN = "F8"
    CALL_NEXT = "F9"
    PAUSE = "F10"
    REFUSE = "F11"
    SETTINGS = "F12"
    CATALOGUE = "Shift+F7"
    SYNC = "Shift+F6"
    MYSELF = "Shift+F12"

    BACK = "Esc"
    NEXT = "Ctrl+Return"
    FIND = "Ctrl+K"
    LOCK = "Ctrl+L"
    NEW_TICKET = "Ctrl+N"
    RECALL = "Ctrl+R"
    NO_SHOW = "Ctrl+D"
    TRANSFER = "Ctrl+T"
    START_SERVING = "Ctrl+S"
    FINISH_SERVING = "Ctrl+Shift+S"
    HOLD = "Ctrl+B"
    HELD = "Ctrl+U"
    CANCEL_TICKET = "Ctrl+Shift+D"
    UNDO = "Ctrl+Z"
    ASK_REGISTRIES = "Ctrl+G"
    FROM_FILE = "Ctrl+O"
    PRINT = "Ctrl+P"
    CHANGE = "Ctrl+E"
    HAND_OVER = "Ctrl+H"
    ANOTHER_SERVICE = "Ctrl+J"
    RETRY = "Ctrl+Y"
    SYNC_NOW = "Ctrl+Shift+Y"
    CARRY = "Ctrl+Shift+E"
    NEW_MANIFEST = "Ctrl+Shift+N"
    PUT_PACKAGE = "Ctrl+Shift+B"
    TAKE_OUT = "Ctrl+Shift+Del"
    PACKAGE_SHEET = "Ctrl+Shift+K"
    UNSEAL = "Ctrl+Shift+U"
    EVERYTHING_CAME = "Ctrl+Shift+A"
    CAME_OPENED = "Ctrl+Shift+O"
    DID_NOT_COME = "Ctrl+Shift+M"
    CLOSE_DAY = "Ctrl+Shift+L"
    WORKBOOK = "Ctrl+Shift+P"
    SECOND_SCREEN = "Ctrl+Shift+Q"
    CANCEL_WORK = "Ctrl+."

    TURN_LEFT = "Ctrl+["
    TURN_RIGHT = "Ctrl+]"
    PREVIOUS_PAGE = "Ctrl+PgUp"
    NEXT_PAGE = "Ctrl+PgDown"
    EARLIER = "Ctrl+Shift+PgUp"
    LATER = "Ctrl+Shift+PgDown"
    DELETE_PAGE = "Ctrl+Del"
    CROP = "Ctrl+Shift+X"
    PASTE = "Ctrl+V"
    ATTACH = "Ins"

    ZOOM_IN = "Ctrl++"
    ZOOM_OUT = "Ctrl+-"
    ZOOM_RESET = "Ctrl+0"
    KAZAKH = "Alt+1"
    RUSSIAN = "Alt+2"
    ENGLISH = "Alt+3"

    @property
    def hint(self) -> str:
        """As the keyboard's caps call it."""
        return self.value.replace("Return", "Enter")

    def sequences(self) -> tuple[QKeySequence, ...]:
        """Both Enter keys of a keyboard mean Enter; Ctrl and = is where Ctrl and + is typed."""
        one = QKeySequence(self.value)
        if self is Shortcut.NEXT:
            return (one, QKeySequence("Ctrl+Enter"))
        if self is Shortcut.ZOOM_IN:
            return (one, QKeySequence("Ctrl+="))
        return (one,)
