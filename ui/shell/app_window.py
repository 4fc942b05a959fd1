"""The one window: frame around the pages, keys that work everywhere, and a quiet way out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

from operator_app.domain.operators import Page
from ui.runtime.lanes import InlineLane, Lane
from ui.runtime.shortcuts import Shortcut
from ui.runtime.speech import Speech
from ui.shell.actions import offered
from ui.shell.clock_words import clock_words
from ui.shell.crash_dialog import CrashDialog
from ui.shell.day_watch import day_words
from ui.shell.find_panel import ACTION, PAGE, Find, FindPanel, Found
from ui.shell.focus_ring import FocusRing
from ui.shell.navigation import ENTRIES, Navigation
from ui.shell.state import ShellState
from ui.shell.top_bar import BRAND, TopBar
from ui.style.tokens import THEMES
from ui.style.worn import LEAST_ZOOM, MOST_ZOOM, wear, worn
from ui.widgets.panels import NoticePanel
from ui.widgets.scrolling import Scrolling

if TYPE_CHECKING:
    from operator_app.domain.days import ClosedDay
    from operator_app.sync.engine import LineState

NARROW_BELOW_PX = 1120
ZOOM_STEP = 25
MYSELF = "myself"
"""Name of the page on which one changes one's own password, and of the way to it by Ctrl+K."""
SECOND_SCREEN = "second_screen"
"""What Ctrl+K calls the way to the applicant's screen."""
TRAINING_MARK = "TRAINING SAMPLE"
_THEME_NAMES = {"light": "Light", "dark": "Dark", "contrast": "High contrast"}


class AppWindow(QWidget):
    """``pages`` by name: those of ``Page``, and any other that is shown without navigation.

    Closing asks nothing: whatever is typed is saved as it is typed; ``closing`` lets pages put
    away the last second.

    Signals:
        page_chosen(Page): by navigation, key or Ctrl+K; the owner answers with ``show_page``.
        language_chosen(code): ``speech`` has it already.
        look_chosen(theme, zoom): the application wears it already.
        lock_clicked()
        found(Found): a result of Ctrl+K that is not a page: a case, or an action of one.
        own_password_chosen(): whoever sits here wants another password.
        second_screen_chosen(): the applicant's screen is shown, or put away.
        page_shown(name): the page under the frame, also the lock.
        closing()
    """

    page_chosen = Signal(object)
    language_chosen = Signal(str)
    look_chosen = Signal(str, int)
    lock_clicked = Signal()
    found = Signal(object)
    own_password_chosen = Signal()
    second_screen_chosen = Signal()
    page_shown = Signal(str)
    closing = Signal()

    def __init__(
        self,
        pages: Mapping[str, QWidget],
        speech: Speech,
        *,
        find: Find | None = None,
        lane: Lane | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("app_window")
        self.setProperty("ground", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._speech = speech
        self._state = ShellState()
        self._search = find
        self._top = TopBar(speech, self)
        self._navigation = Navigation(speech, self)
        self._banner = QLabel(self)
        self._banner.setObjectName("shell_training")
        self._banner.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._banner.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._clock = NoticePanel("shell_clock", self)
        self._line: LineState | None = None
        self._day = NoticePanel("shell_day", self)
        self._closed: ClosedDay | None = None
        self._stack = QStackedWidget(self)
        self._stack.setObjectName("shell_pages")
        self._scrolls: dict[str, Scrolling] = {}
        for name, page in pages.items():
            self.add_page(name, page)
        self._panel = FindPanel(speech, self._find, lane or InlineLane(), self)
        self._ring = FocusRing(self)
        self._menu = QMenu(self)
        self._menu.setObjectName("shell_display_menu")
        self._lay_out()
        self._connect()
        self.retranslate()
        self.show_state(self._state)

    def show_state(self, state: ShellState) -> None:
        covered = self._state.at_work and not state.at_work
        self._state = state
        self._top.show_state(state)
        self._navigation.set_pages(state.pages)
        self._navigation.setVisible(state.at_work)
        if state.training and not self._banner.text():
            mark = TRAINING_MARK
            self._banner.setText(
                " · ".join(self._speech.said_in(one, mark) for one in ("kk", "ru"))
            )
        self._banner.setVisible(state.training)
        self.tell_day(self._closed)
        if covered:
            self._panel.hide()
            self._close_what_hangs_over()

    def tell_clock(self, line: LineState) -> None:
        """A clock that is minutes off is told over every page, until it is right again."""
        self._line = line
        self._clock.set("warn", clock_words(self._speech, line))

    def tell_day(self, closed: ClosedDay | None) -> None:
        """Whoever sits here is told before they begin what the day does not take any more."""
        self._closed = closed
        shown = closed if self._state.at_work else None
        self._day.set("warn", day_words(self._speech, shown))

    def add_page(self, name: str, page: QWidget) -> None:
        """One more: only the first page has to be there when the window opens."""
        self._scrolls[name] = Scrolling(f"shell_page_{name}", page, self._stack)
        self._stack.addWidget(self._scrolls[name])
        page.windowTitleChanged.connect(self._entitle)

    def search_with(self, find: Find) -> None:
        """What Ctrl+K looks for besides pages, once there is a store to look in."""
        self._search = find

    def show_page(self, name: str) -> None:
        """By the page's name; a page of ``Page`` has the name of its value.

        The keyboard comes with it: to where the page was left, else to its first control.
        """
        scrolling = self._scrolls[name]
        self._stack.setCurrentWidget(scrolling)
        self._entitle()
        self._navigation.set_current(next((one for one in Page if one.value == name), None))
        self._panel.hide()
        focus: QWidget | None = self.focusWidget()
        if focus is None or not scrolling.isAncestorOf(focus):
            left: QWidget | None = scrolling.focusWidget()
            target = _first_control(scrolling) if left is None else left
            if target is not None:
                target.setFocus(Qt.FocusReason.OtherFocusReason)
        self.page_shown.emit(name)

    @staticmethod
    def _close_what_hangs_over() -> None:
        """Menus, open choices and dialogs of files are no part of a page that is covered. What
        the program says of its own mistake stays: it is about nobody."""
        for one in QApplication.topLevelWidgets():
            hangs = one.windowType() in {Qt.WindowType.Popup, Qt.WindowType.Dialog}
            if hangs and one.isVisible() and not isinstance(one, CrashDialog):
                one.close()

    @property
    def find_panel(self) -> FindPanel:
        """What Ctrl+K opens."""
        return self._panel

    @property
    def current_page(self) -> str:
        shown = self._stack.currentWidget()
        return next((name for name, one in self._scrolls.items() if one is shown), "")

    def retranslate(self) -> None:
        self._entitle()
        if self._line is not None:
            self.tell_clock(self._line)
        self.tell_day(self._closed)
        self._fill_menu()

    def _entitle(self) -> None:
        """What the desk's other programs and a screen reader see of it: the page, what it says of
        itself by its own title, and the program."""
        name = self.current_page
        page = next((one for one in Page if one.value == name), None)
        shown = self._scrolls[name].widget() if name else None
        own = shown.windowTitle() if shown is not None else ""
        said = (self._speech(ENTRIES[page].name) if page else "", own, BRAND)
        self.setWindowTitle(" · ".join(part for part in said if part))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._navigation.set_narrow(narrow=self.width() < worn().px(NARROW_BELOW_PX))
        if self._panel.isVisible():
            self._panel.place()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self._top, 0, 0, 1, 2)
        grid.addWidget(self._banner, 1, 0, 1, 2)
        grid.addWidget(self._clock, 2, 0, 1, 2)
        grid.addWidget(self._day, 3, 0, 1, 2)
        grid.addWidget(self._navigation, 4, 0)
        grid.addWidget(self._stack, 4, 1)
        grid.setRowStretch(4, 1)
        grid.setColumnStretch(1, 1)

    def _connect(self) -> None:
        self._top.language_clicked.connect(self._on_language)
        self._top.find_clicked.connect(self._panel.open)
        self._top.lock_clicked.connect(self.lock_clicked)
        self._top.display_clicked.connect(self._on_display)
        self._top.outbox_clicked.connect(lambda: self.page_chosen.emit(Page.SYNC))
        self._top.operator_clicked.connect(self.own_password_chosen)
        self._navigation.chosen.connect(self.page_chosen)
        self._panel.chosen.connect(self._on_chosen)
        self._speech.changed.connect(self.retranslate)
        self._key(Shortcut.MYSELF, self._ask_own_password)
        self._key(Shortcut.SECOND_SCREEN, self._ask_second_screen)
        self._key(Shortcut.ZOOM_IN, lambda: self._zoom(worn().zoom + ZOOM_STEP))
        self._key(Shortcut.ZOOM_OUT, lambda: self._zoom(worn().zoom - ZOOM_STEP))
        self._key(Shortcut.ZOOM_RESET, lambda: self._zoom(LEAST_ZOOM))

    def _key(self, shortcut: Shortcut, act: Callable[[], None]) -> None:
        for sequence in shortcut.sequences():
            QShortcut(QKeySequence(sequence), self).activated.connect(act)

    def _ask_own_password(self) -> None:
        if self._state.at_work:
            self.own_password_chosen.emit()

    def _ask_second_screen(self) -> None:
        if self._state.at_work:
            self.second_screen_chosen.emit()

    def _on_language(self, code: str) -> None:
        self._speech.set_language(code)
        self._top.retranslate()
        self.language_chosen.emit(code)

    def _on_chosen(self, found: Found) -> None:
        if found.kind == PAGE:
            self.page_chosen.emit(Page(found.key))
        elif found.kind == ACTION and found.key == MYSELF:
            self.own_password_chosen.emit()
        elif found.kind == ACTION and found.key == SECOND_SCREEN:
            self.second_screen_chosen.emit()
        else:
            self.found.emit(found)

    def _find(self, text: str) -> tuple[Found, ...]:
        """Pages first: their names are few and known."""
        say, wanted = self._speech, text.casefold()
        pages = [
            Found(PAGE, page.value, say(ENTRIES[page].name), ENTRIES[page].key.hint)
            for page in self._state.pages
        ]
        own = Found(ACTION, MYSELF, say("My password"), Shortcut.MYSELF.hint)
        asking = say("Questionnaire for the applicant")
        second = Found(ACTION, SECOND_SCREEN, asking, Shortcut.SECOND_SCREEN.hint)
        known = (*pages, *offered(say, self._state.actions), second, own)
        named = [one for one in known if _begins(one.title, wanted)]
        return (*named, *(self._search(text) if self._search and text else ()))

    def _on_display(self) -> None:
        button = self._top.display_button
        self._menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _fill_menu(self) -> None:
        self._menu.clear()
        say, look = self._speech, worn()
        themes = QActionGroup(self._menu)
        for theme, name in _THEME_NAMES.items():
            self._add_choice(themes, say(name), theme == look.tokens.name, theme, look.zoom)
        self._menu.addSeparator()
        zooms = QActionGroup(self._menu)
        for zoom in range(LEAST_ZOOM, MOST_ZOOM + 1, ZOOM_STEP):
            self._add_choice(zooms, f"{zoom} %", zoom == look.zoom, look.tokens.name, zoom)

    def _add_choice(
        self, group: QActionGroup, text: str, checked: bool, theme: str, zoom: int
    ) -> None:
        action = QAction(text, group)
        action.setCheckable(True)
        action.setChecked(checked)
        action.triggered.connect(lambda: self.set_look(theme, zoom))
        self._menu.addAction(action)

    def _zoom(self, zoom: int) -> None:
        self.set_look(worn().tokens.name, max(LEAST_ZOOM, min(MOST_ZOOM, zoom)))

    def set_look(self, theme: str, zoom: int) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            wear(application, THEMES[theme], zoom)
        self._fill_menu()
        self._fit()
        self.look_chosen.emit(theme, zoom)


def _begins(title: str, wanted: str) -> bool:
    """Any word of the name will do; nothing typed wants everything."""
    said = title.casefold()
    return said.startswith(wanted) or any(one.startswith(wanted) for one in said.split())


def _first_control(page: QWidget) -> QWidget | None:
    widget = page.nextInFocusChain()
    while widget is not None and widget is not page:
        tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if tab and page.isAncestorOf(widget) and widget.isEnabled() and widget.isVisibleTo(page):
            return widget
        widget = widget.nextInFocusChain()
    return None
