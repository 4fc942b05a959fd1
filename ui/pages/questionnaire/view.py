"""Paints the applicant's screen: one question, three big buttons, two languages."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from operator_app.domain.questionnaires import Mark
from ui.pages.questionnaire.state import Face, QuestionnaireState
from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets import ActionButton, Card, IconLabel, TroublePanel, make_label

LANGUAGES = {"kk": "Қазақша", "ru": "Русский"}
_FACES = tuple(Face)


class QuestionnaireView(QWidget):
    """Signals: mark_chosen(int), retry_clicked(), opened(), closed().

    ``speech`` is the applicant's own: it does not follow the operator's language.
    """

    mark_chosen = Signal(int)
    retry_clicked = Signal()
    opened = Signal()
    closed = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("questionnaire_page")
        self.setProperty("ground", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._say = speech
        self._state = QuestionnaireState()
        self._title = make_label("questionnaire_title", "title", self)
        self._trouble = TroublePanel("questionnaire_trouble", self)
        self._trouble.retry_clicked.connect(self.retry_clicked)
        self._stack = QStackedWidget(self)
        self._stack.setObjectName("questionnaire_stack")
        for page in (self._welcome(), self._question(), self._thanked()):
            self._stack.addWidget(page)
        self._promise = make_label("questionnaire_promise", "muted", self)
        column = QVBoxLayout(self)
        spaced(column, margin=(48, 32, 48, 32), gap=24)
        column.addLayout(self._head())
        column.addWidget(self._trouble)
        column.addWidget(self._stack, 1)
        column.addWidget(self._promise)
        speech.changed.connect(self.retranslate)
        self.show_state(self._state)

    def show_state(self, state: QuestionnaireState) -> None:
        self._state = state
        self._stack.setCurrentIndex(_FACES.index(state.face))
        self._trouble.set(state.trouble)
        for button in self._marks.values():
            button.setEnabled(state.question is not None and not state.working)
        self.retranslate()

    def retranslate(self) -> None:
        say, state = self._say, self._state
        language, asked = say.language, state.asked
        self._title.setText("" if asked is None else asked.title[language])
        self._trouble.retranslate(say("Try again"))
        self._hello.setText(say("Welcome. After you are served, two questions appear here."))
        self._thanks.setText(say("Thank you! Your answers are kept."))
        self._promise.setText(say("Your name is not asked and is not kept."))
        ticket, question = state.ticket, state.question
        label = "" if ticket is None else ticket.label
        count = 0 if asked is None else len(asked.questions)
        self._where.setText(
            say(
                "Ticket {ticket} · question {n} of {count}",
                ticket=label,
                n=min(state.number, max(count, 1)),
                count=count,
            )
        )
        self._asked.setText("" if question is None else question.text[language])
        for mark, button in self._marks.items():
            name = "" if asked is None else asked.marks[mark][language]
            button.set(name[:1].upper() + name[1:])
        for code, button in self._languages.items():
            button.set(LANGUAGES[code])
            button.set_kind("primary" if code == language else "quiet")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.opened.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.closed.emit()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        spaced(row, gap=12)
        row.addWidget(self._title, 1)
        self._languages: dict[str, ActionButton] = {}
        for code in LANGUAGES:
            button = ActionButton(f"questionnaire_language_{code}", "quiet", self)
            button.clicked.connect(lambda _=False, code=code: self._say.set_language(code))
            self._languages[code] = button
            row.addWidget(button)
        return row

    def _welcome(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        spaced(column, gap=24)
        sign = IconLabel("questionnaire_welcome_sign", "hand-wave-outline", "accent", 96, page)
        self._hello = make_label("questionnaire_hello", "page", page)
        self._hello.setAlignment(Qt.AlignmentFlag.AlignCenter)
        _centred(column, sign, self._hello)
        return page

    def _question(self) -> QWidget:
        card = Card("questionnaire_card", self)
        self._where = make_label("questionnaire_where", "muted", card)
        self._asked = make_label("questionnaire_asked", "page", card)
        self._marks: dict[Mark, ActionButton] = {}
        card.body.addWidget(self._where)
        card.body.addWidget(self._asked)
        card.body.addStretch(1)
        for mark in sorted(Mark, reverse=True):
            button = ActionButton(f"questionnaire_mark_{mark.value}", "call", card)
            button.clicked.connect(lambda _=False, mark=mark: self.mark_chosen.emit(mark.value))
            self._marks[mark] = button
            card.body.addWidget(button)
        return card

    def _thanked(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        spaced(column, gap=24)
        sign = IconLabel("questionnaire_thanks_sign", "check-circle-outline", "ok", 96, page)
        self._thanks = make_label("questionnaire_thanks", "page", page)
        self._thanks.setAlignment(Qt.AlignmentFlag.AlignCenter)
        _centred(column, sign, self._thanks)
        return page


def _centred(column: QVBoxLayout, sign: QWidget, words: QWidget) -> None:
    column.addStretch(1)
    column.addWidget(sign, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addWidget(words)
    column.addStretch(2)
