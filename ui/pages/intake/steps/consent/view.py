"""The step of the consent: who is here at the left, the prescribed words at the right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from operator_app.domain.applications import ConsentAnswer
from ui.pages.intake.steps.consent.state import ConsentState
from ui.pages.intake.yielding import yielding
from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets.cards import Card, line
from ui.widgets.fields import FieldRow
from ui.widgets.labels import make_label
from ui.widgets.panels import BusyPanel, NoticePanel, TroublePanel
from ui.widgets.scrolling import Scrolling

LONGEST_TYPED = 40


class ConsentStepView(QWidget):
    """Signals: number_typed(str), who_chosen(bool): represented, language_chosen(str),
    answer_chosen(ConsentAnswer), retry_clicked().
    """

    number_typed = Signal(str)
    who_chosen = Signal(bool)
    language_chosen = Signal(str)
    answer_chosen = Signal(object)
    retry_clicked = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("intake_consent")
        self._speech = speech
        self._number = QLineEdit(self)
        self._number.setObjectName("consent_number")
        self._number.setMaxLength(LONGEST_TYPED)
        self._number.textEdited.connect(self.number_typed)
        self._field = FieldRow("consent_number_row", self._number, self)
        self._let_go = NoticePanel("consent_let_go", self)
        self._who_label = make_label("consent_who_label", "muted", self)
        self._who = self._group(
            {"self": "consent_who_self", "representative": "consent_who_representative"}
        )
        self._language_label = make_label("consent_language_label", "muted", self)
        self._language = self._group({"kk": "consent_language_kk", "ru": "consent_language_ru"})
        self._answer = self._group({one: f"consent_{one.value}" for one in ConsentAnswer})
        self._trouble = TroublePanel("consent_trouble", self)
        self._trouble.retry_clicked.connect(self.retry_clicked)
        self._busy = BusyPanel("consent_busy", self)
        self._text = make_label("consent_text", "text", self)
        self._mark = NoticePanel("consent_mark", self)
        self._answer_label = make_label("consent_answer_label", "muted", self)
        self._card = Card("consent_words", self)
        self._person = Card("consent_person", self)
        self._connect()
        self._lay_out()

    def show_state(self, state: ConsentState) -> None:
        speech = self._speech
        self._person.set_title(speech("Who is here"))
        if self._number.text() != state.number:
            with QSignalBlocker(self._number):
                self._number.setText(state.number)
        self._field.set(state.number_label, error=state.number_error, hint=state.number_hint)
        self._let_go.set("warn", state.same_case)
        self._who_label.setText(speech("Who brought the papers"))
        self._check(
            self._who,
            "representative" if state.represented else "self",
            {
                "self": speech("The applicant"),
                "representative": speech("A representative by power of attorney"),
            },
        )
        self._language_label.setText(speech("Language of the papers for the applicant"))
        self._check(self._language, state.language, {"kk": "Қазақша", "ru": "Русский"})
        self._card.set_title(state.title)
        self._text.setText(state.text)
        self._mark.set("warn", state.mark)
        self._answer_label.setText(speech("What the applicant says"))
        self._check(
            self._answer,
            state.answer,
            {
                ConsentAnswer.GIVEN: speech("Consent given"),
                ConsentAnswer.REFUSED: speech("Consent refused"),
                ConsentAnswer.NOT_ASKED: speech("Not asked: the act does not require it"),
            },
        )
        self._answer[ConsentAnswer.NOT_ASKED].setVisible(state.may_be_left_out)
        self._trouble.retranslate(speech("Try again"))
        self._trouble.set(state.trouble)
        self._busy.retranslate(speech("Cancel"))
        self._busy.set(state.busy)
        for card in (self._person, self._card):
            card.setEnabled(not state.working)

    def main_field(self) -> QWidget:
        return self._number

    def _group(self, names: Mapping[Any, str]) -> dict[Any, QRadioButton]:
        group = QButtonGroup(self)
        made: dict[Any, QRadioButton] = {}
        for value, name in names.items():
            button = QRadioButton(self)
            button.setObjectName(name)
            group.addButton(button)
            made[value] = button
        return made

    def _check(
        self, group: dict[Any, QRadioButton], chosen: object, texts: Mapping[Any, str]
    ) -> None:
        """A group with nothing chosen shows nothing chosen; setting tells nobody."""
        exclusive = next(iter(group.values())).group()
        exclusive.setExclusive(False)
        for value, button in group.items():
            button.setText(texts[value])
            button.setAccessibleName(texts[value])
            with QSignalBlocker(button):
                button.setChecked(value == chosen)
        exclusive.setExclusive(True)

    def _connect(self) -> None:
        self._who["self"].clicked.connect(lambda: self.who_chosen.emit(False))
        self._who["representative"].clicked.connect(lambda: self.who_chosen.emit(True))
        for language in ("kk", "ru"):
            self._language[language].clicked.connect(
                lambda _=False, language=language: self.language_chosen.emit(language)
            )
        for answer in ConsentAnswer:
            self._answer[answer].clicked.connect(
                lambda _=False, answer=answer: self.answer_chosen.emit(answer)
            )

    def _lay_out(self) -> None:
        body = self._person.body
        body.addWidget(self._field)
        body.addWidget(self._let_go)
        body.addWidget(line(self._person))
        body.addWidget(self._who_label)
        for button in self._who.values():
            body.addWidget(button)
        body.addWidget(line(self._person))
        body.addWidget(self._language_label)
        for button in self._language.values():
            body.addWidget(button)
        body.addStretch(1)
        words = self._card.body
        words.addWidget(self._text)
        words.addWidget(self._mark)
        words.addWidget(line(self._card))
        words.addWidget(self._answer_label)
        for answer in (ConsentAnswer.GIVEN, ConsentAnswer.REFUSED, ConsentAnswer.NOT_ASKED):
            words.addWidget(self._answer[answer])
        words.addStretch(1)
        content = QWidget(self)
        content.setObjectName("consent_content")
        row = QHBoxLayout(content)
        spaced(row, gap=16)
        row.addWidget(self._person, 1)
        row.addWidget(self._card, 1)
        column = QVBoxLayout(self)
        spaced(column, gap=12)
        column.addWidget(self._trouble)
        column.addWidget(self._busy)
        column.addWidget(yielding(Scrolling("consent_scroll", content, self)), 1)
