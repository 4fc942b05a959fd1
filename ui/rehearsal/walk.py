"""One case through the window: from the door to the queue again, page by page as they come."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from ui.rehearsal.hand import Hand, WindowStuck
from ui.rehearsal.intake import IntakeHand
from ui.rehearsal.script import Script
from ui.runtime.wording import BREAK_HERE

PAGES: Final = {
    "service": "intake_service",
    "consent": "intake_consent",
    "applicant": "intake_applicant",
    "documents": "intake_documents",
    "refuse": "refuse_first",
    "sign": "intake_sign",
    "receipt": "intake_receipt",
    "dispatch": "intake_dispatch",
    "ending": "intake_ending",
}
"""What can stand in the middle of the intake, and by which widget it is known."""
MOST_PAGES: Final = 40
"""Pages of one case, with every way back: more is going round in circles."""

Step = Callable[[str], AbstractContextManager[None]]


def _untold(_: str) -> AbstractContextManager[None]:
    return nullcontext()


class Walk:
    """Does on each page what the script says, and looks which page comes next.

    So it also goes on where an interrupted case stands. ``step`` wraps each page; ``screens`` is
    a folder for a picture of each.
    """

    def __init__(
        self, hand: Hand, script: Script, step: Step = _untold, screens: Path | None = None
    ) -> None:
        self._hand = hand
        self._script = script
        self._step = step
        self._screens = screens
        self._taken = 0
        self._intake = IntakeHand(hand, script, self._look)

    def __call__(self) -> None:
        """Returns in the queue, or on the documents when a question stays open."""
        try:
            self._walk()
        except WindowStuck:
            self._look("stuck")
            raise

    def _walk(self) -> None:
        if self._hand.sees("sign_in_login"):
            with self._step("sign_in"):
                self._sign_in()
        with self._step("ticket"):
            self._begin()
        for _ in range(MOST_PAGES):
            page = self._page()
            with self._step(page):
                self._do(page)
            if self._intake.left_open or not self._in_intake():
                self._look("end")
                self._leave()
                return
        raise WindowStuck(what="end of the case", shown="")

    def _leave(self) -> None:
        """The next applicant is not called before this one is gone from the page."""
        if not self._intake.left_open:
            self._hand.wait_until(lambda: not self._hand.sees("queue_serve"), "queue_page: free")

    def _sign_in(self) -> None:
        hand, script = self._hand, self._script
        hand.type_text("sign_in_login", script.login)
        hand.type_text("sign_in_password_edit", script.password)
        windows = hand.get("sign_in_window", QComboBox)
        hand.choose("sign_in_window", windows.findData(script.window))
        self._look("sign_in")
        hand.click("sign_in_enter")
        hand.wait_until(lambda: hand.can_press("queue_new"), "queue_page")
        if script.offline:
            hand.wait_until(lambda: hand.sees("queue_offline"), "queue_offline")

    def _begin(self) -> None:
        """To the intake: by the ticket of this case, by a new one, or from the list of cases."""
        hand, script = self._hand, self._script
        hand.wait_until(lambda: hand.sees("queue_day"), "queue_day")
        if hand.sees("queue_serve") and script.foreign_ticket:
            self._let_go()
        if script.number and not hand.sees("queue_serve"):
            self._reopen()
            return
        if not hand.sees("queue_serve"):
            self._call()
        self._look("queue")
        hand.click("queue_serve")
        hand.wait_until(self._settled, "intake_page")

    def _let_go(self) -> None:
        """Whoever still stands here with another case comes back another time."""
        hand = self._hand
        hand.click("queue_finish" if hand.sees("queue_finish") else "queue_no_show")
        hand.wait_until(lambda: hand.sees("queue_call"), "queue_call")

    def _call(self) -> None:
        hand = self._hand
        if not hand.can_press("queue_call"):
            hand.click("queue_new")
            category = hand.get("queue_new_category", QComboBox)
            hand.choose("queue_new_category", max(category.findData(self._script.service), 0))
            hand.click("queue_new_panel_do")
        hand.wait_until(lambda: hand.can_press("queue_call"), "queue_call")
        hand.click("queue_call")
        hand.wait_until(lambda: hand.can_press("queue_serve"), "queue_serve")

    def _reopen(self) -> None:
        hand, number = self._hand, self._script.number
        hand.key(Qt.Key.Key_F3)
        hand.type_text("cases_words", number)
        hand.choose_row("cases_table", lambda text: number in text.replace(BREAK_HERE, ""))
        hand.click("cases_go_on")
        hand.wait_until(self._settled, "intake_page")

    def _settled(self) -> bool:
        return self._in_intake() and not self._hand.sees("documents_busy")

    def _in_intake(self) -> bool:
        return any(self._hand.sees(known) for known in PAGES.values())

    def _page(self) -> str:
        return next(page for page, known in PAGES.items() if self._hand.sees(known))

    def _do(self, page: str) -> None:
        """The page's work, and then until another page is there."""
        hand = self._hand
        work: Callable[[], None] = getattr(self._intake, page)
        work()
        if not self._intake.left_open:
            hand.wait_until(
                lambda: (
                    not hand.sees(PAGES[page]) and (self._in_intake() or hand.sees("queue_page"))
                ),
                f"{page}: next",
            )

    def _look(self, name: str) -> None:
        if self._screens is not None:
            self._taken += 1
            self._hand.screenshot(self._screens / f"{self._taken:02}_{name}.png")
