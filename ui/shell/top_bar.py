"""Along the top: whose window this is, whether the hub answers, what waits, which language."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from ui.runtime.shortcuts import Shortcut
from ui.runtime.speech import Speech
from ui.shell.state import Link, ShellState
from ui.style.worn import spaced, worn
from ui.widgets.buttons import ActionButton
from ui.widgets.chips import ChipKind, StateChip
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import make_label

BRAND = "Терезе"
LANGUAGE_NAMES = {"kk": ("Қаз", "Қазақша"), "ru": ("Рус", "Русский"), "en": ("Eng", "English")}
_LANGUAGE_KEYS = {"kk": Shortcut.KAZAKH, "ru": Shortcut.RUSSIAN, "en": Shortcut.ENGLISH}
_LINKS: dict[Link, tuple[ChipKind, str, str]] = {
    Link.UNKNOWN: ("muted", "help-network-outline", "Connecting"),
    Link.ONLINE: ("ok", "lan-connect", "Online"),
    Link.OFFLINE: ("warn", "lan-disconnect", "Offline"),
}


class TopBar(QFrame):
    """Breaks into two lines rather than cut a word.

    Signals:
        language_clicked(code), find_clicked(), display_clicked(), lock_clicked();
        outbox_clicked(): what waits for the hub; operator_clicked(): whoever sits here
    """

    language_clicked = Signal(str)
    find_clicked = Signal()
    display_clicked = Signal()
    lock_clicked = Signal()
    outbox_clicked = Signal()
    operator_clicked = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shell_top")
        self._speech = speech
        self._state = ShellState()
        self._window = make_label("shell_window", "strong", self, wrap=False)
        self._operator = ActionButton("shell_operator", "quiet", self)
        self._link = StateChip("shell_link", self)
        self._outbox = ActionButton("shell_outbox", "quiet", self)
        self._languages = {code: self._language(code) for code in LANGUAGE_NAMES}
        self._find = ActionButton("shell_find", "quiet", self)
        self._display = ActionButton("shell_display", "quiet", self)
        self._lock = ActionButton("shell_lock", "quiet", self)
        self._lay_out()
        self._find.bind(Shortcut.FIND)
        self._lock.bind(Shortcut.LOCK)
        self._find.clicked.connect(self.find_clicked)
        self._display.clicked.connect(self.display_clicked)
        self._lock.clicked.connect(self.lock_clicked)
        self._outbox.clicked.connect(self.outbox_clicked)
        self._operator.clicked.connect(self.operator_clicked)
        speech.changed.connect(self.retranslate)
        self.retranslate()

    @property
    def display_button(self) -> QWidget:
        """The menu of looks opens under it."""
        return self._display

    def show_state(self, state: ShellState) -> None:
        self._state = state
        self.retranslate()

    def retranslate(self) -> None:
        say, state = self._speech, self._state
        self._window.setText(say("Window {number}", number=state.window))
        self._window.setVisible(state.at_work and bool(state.window))
        self._show_operator(state)
        kind, sign, words = _LINKS[state.link]
        self._link.set(kind, say(words), sign=sign)
        self._link.setVisible(bool(state.operator))
        self._show_outbox(state)
        for code, button in self._languages.items():
            button.setChecked(code == say.language)
        self._find.set(say("Find"), icon="magnify")
        self._display.set(say("Display"), icon="circle-half-full", words=False)
        self._lock.set(say("Lock"), icon="lock-outline", words=False)
        self._find.setVisible(state.at_work)
        self._lock.setVisible(state.at_work)

    def _show_operator(self, state: ShellState) -> None:
        self._operator.set(state.operator, icon="account-key-outline")
        self._operator.setToolTip(self._speech("My password"))
        self._operator.setAccessibleDescription(self._speech("My password"))
        self._operator.setVisible(state.at_work)

    def _show_outbox(self, state: ShellState) -> None:
        """What needs a person goes before what goes by itself."""
        say = self._speech
        if state.conflicts:
            words, sign = say("Two versions: {n}", n=state.conflicts), "not-equal-variant"
        elif state.refused:
            words, sign = say("Not taken by the hub: {n}", n=state.refused), "alert-circle-outline"
        elif state.pending:
            words, sign = say("To send: {n}", n=state.pending), "tray-arrow-up"
        elif state.scans:
            words, sign = say("Pages to send: {n}", n=state.scans), "tray-arrow-up"
        else:
            words, sign = say("All is sent"), "check"
        self._outbox.set(words, icon=sign)
        self._outbox.set_kind("danger" if state.conflicts or state.refused else "quiet")
        self._outbox.setVisible(state.at_work)

    def _lay_out(self) -> None:
        who = QHBoxLayout()
        who.addWidget(_Brand(self))
        who.addWidget(self._window)
        who.addWidget(self._operator)
        languages = QHBoxLayout()
        group = QButtonGroup(self)
        for button in self._languages.values():
            group.addButton(button)
            languages.addWidget(button)
        row = FlowLayout(self, stretch_after=0)
        row.add_layout(who)
        row.addWidget(self._link)
        row.addWidget(self._outbox)
        row.add_layout(languages)
        for button in (self._find, self._display, self._lock):
            row.addWidget(button)
        spaced(who, gap=24)
        spaced(languages, gap=0)
        spaced(row, margin=(16, 4, 16, 4), gap=12)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _language(self, code: str) -> QPushButton:
        """Neither its key nor the mouse takes the focus: whoever types goes on where they were."""
        short, full = LANGUAGE_NAMES[code]
        button = QPushButton(short, self)
        button.setObjectName(f"shell_language_{code}")
        button.setProperty("kind", "language")
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for sequence in _LANGUAGE_KEYS[code].sequences():
            key = QShortcut(sequence, button)
            key.setAutoRepeat(False)
            key.activated.connect(button.click)
        button.setAccessibleName(full)
        button.clicked.connect(lambda: self.language_clicked.emit(code))
        return button


class _Brand(QWidget):
    """A window, half lit, and the name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shell_brand")
        self.setAccessibleName(BRAND)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = QFontMetrics(self._font()).horizontalAdvance(BRAND)
        return QSize(width + worn().px(32), worn().px(40))

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, px = worn().tokens, worn().px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = px(18)
        top = (self.height() - side) / 2
        painter.setPen(QPen(QColor(tokens.accent), px(2)))
        frame = QRectF(px(1), top, side, side)
        painter.drawRoundedRect(frame, px(3), px(3))
        painter.fillRect(QRectF(px(1) + side / 2, top, side / 2, side), QColor(tokens.accent))
        painter.setFont(self._font())
        words = self.rect().adjusted(side + px(12), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, BRAND)
        painter.end()

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(worn().px(17))
        font.setBold(True)
        return font
