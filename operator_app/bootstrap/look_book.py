"""The look of the window from one start to the next, and each person's own language."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from operator_app.gateways.window_look import keep_look, read_look
from ui.shell.state import SIGN_IN
from ui.style.tokens import THEMES
from ui.style.worn import LEAST_ZOOM, MOST_ZOOM

if TYPE_CHECKING:
    from operator_app.domain.operators import Session
    from ui.runtime.lanes import Lane
    from ui.shell.app_window import AppWindow


class LookBook:
    """What somebody chooses is kept at once, on the work lane."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._look = read_look(folder)
        self._who = ""

    @property
    def language(self) -> str:
        """Of the door: the one that was chosen last."""
        return self._look.language

    def greeted(self, session: Session) -> Session:
        """Whoever has chosen a language before is spoken to in it."""
        person = session.operator
        self._who = person.id
        language = self._look.languages.get(person.id, person.language)
        return replace(session, operator=replace(person, language=language))

    def dress(self, window: AppWindow, lane: Lane) -> None:
        """As it was left, and from now on as it is chosen."""
        theme, zoom = self._look.theme, self._look.zoom
        if theme in THEMES and LEAST_ZOOM <= zoom <= MOST_ZOOM:
            window.set_look(theme, zoom)

        def keep() -> None:
            look = self._look
            lane.submit(lambda: keep_look(self._folder, look), done=lambda _: None, failed=_bug)

        def language_chosen(code: str) -> None:
            known = dict(self._look.languages)
            if self._who and window.current_page != SIGN_IN:
                known[self._who] = code
            self._look = replace(self._look, language=code, languages=known)
            keep()

        def look_chosen(theme: str, zoom: int) -> None:
            self._look = replace(self._look, theme=theme, zoom=zoom)
            keep()

        window.language_chosen.connect(language_chosen)
        window.look_chosen.connect(look_chosen)


def _bug(error: Exception) -> None:
    """``keep_look`` tells its own troubles; anything else is ours."""
    raise error
