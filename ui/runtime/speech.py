"""The language of the screens, which may change while they are open."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QObject, Signal

from operator_app.errors import OperatorAppError, Unavailable
from resources.error_texts import ErrorText, explain, explain_code
from resources.texts import Texts
from ui.runtime.faces import Trouble

LANGUAGES = ("kk", "ru", "en")


class Speech(QObject):
    """Says a source sentence in the operator's language. Catalogues are read once each.

    Signals:
        changed(): the language is another one; views say everything again.
        told(OperatorAppError): this is being said; a rehearsal hears which rule it met.
    """

    changed = Signal()
    told = Signal(object)

    def __init__(self, language: str = "ru", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read: dict[str, Texts] = {}
        self.texts = self._texts(language)

    @property
    def language(self) -> str:
        return self.texts.language

    def set_language(self, code: str) -> None:
        if code != self.language:
            self.texts = self._texts(code)
            self.changed.emit()

    def __call__(self, msgid: str, **placeholders: object) -> str:
        return self.texts(msgid, **placeholders)

    def said_in(self, code: str, msgid: str, **placeholders: object) -> str:
        """In a language that is not that of the screens: for the applicant, or a mark in two."""
        return self._texts(code)(msgid, **placeholders)

    def plural(self, singular: str, plural: str, n: int, **placeholders: object) -> str:
        return self.texts.plural(singular, plural, n, **placeholders)

    def date(self, day: date) -> str:
        return self.texts.date(day)

    def moment(self, at: datetime) -> str:
        return self.texts.moment(at)

    def error(self, error: OperatorAppError) -> ErrorText:
        self.told.emit(error)
        return explain(error, self.language)

    def reason(self, code: str, **details: object) -> ErrorText:
        """Why something was refused, of which only the code was kept."""
        return explain_code(code, self.language, details)

    def trouble(self, error: OperatorAppError, *, retry: bool | None = None) -> Trouble:
        """The error face of ``error``; trying again is offered when the world may mend itself."""
        text = self.error(error)
        again = isinstance(error, Unavailable) if retry is None else retry
        return Trouble(error.code, text.happened, text.means, text.now, again)

    def _texts(self, code: str) -> Texts:
        if code not in self._read:
            self._read[code] = Texts.for_language(code)
        return self._read[code]
