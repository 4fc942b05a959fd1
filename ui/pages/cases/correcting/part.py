"""The tab of corrections: what waits, with what was and what shall be; the form; the answers."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from operator_app.domain.corrections import LONGEST_WORDS, Correction, CorrectionState
from operator_app.usecases.rules import local
from ui.pages.cases.correcting.added_part import AddedPart
from ui.pages.cases.correcting.state import CorrectingState
from ui.pages.cases.correcting.telling import difference_name, was_and_shall
from ui.pages.cases.correcting.tray_part import TrayPart
from ui.runtime.speech import Speech
from ui.runtime.wording import breakable
from ui.style.worn import spaced
from ui.widgets import (
    ActionButton,
    BusyPanel,
    FactList,
    FieldRow,
    NoticePanel,
    TroublePanel,
    line,
    make_label,
)
from ui.widgets.reading import Reading

LONGEST_FIELD = 200
NAMES = ("surname", "name", "patronymic", "phone", "address", "reason")
MOST_DECIDED = 5


class CorrectingPart(QWidget):
    """Signals: field_typed(str, str), remark_typed(str), ask_clicked(), approve_clicked(),
    refuse_clicked(), retry_clicked(), anew_clicked().
    """

    field_typed = Signal(str, str)
    remark_typed = Signal(str)
    ask_clicked = Signal()
    approve_clicked = Signal()
    refuse_clicked = Signal()
    retry_clicked = Signal()
    anew_clicked = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("correcting")
        self._say = speech
        content = QWidget()
        column = QVBoxLayout(content)
        spaced(column, gap=12)
        self._trouble = TroublePanel("correcting_trouble", content)
        self._trouble.retry_clicked.connect(self.retry_clicked)
        self._busy = BusyPanel("correcting_busy", content)
        self._none = NoticePanel("correcting_none", content)
        self._waits = self._waiting(content)
        self._form = self._asking(content)
        self.added = AddedPart(speech, content)
        self._decided = FactList("correcting_decided", content, stacked=True)
        for widget in (self._trouble, self._busy, self._none, self._waits, self._form):
            column.addWidget(widget)
        column.addWidget(self.added)
        column.addWidget(self._decided)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        spaced(outer, gap=0)
        outer.addWidget(Reading("correcting_area", content, self))

    def show_state(self, state: CorrectingState) -> None:
        say, asked = self._say, state.asked
        self._trouble.set(state.trouble)
        self._trouble.retranslate(say("Try again"))
        self._busy.set(state.busy)
        self._busy.retranslate(say("Cancel"))
        form = state.shows_form or state.shows_anew
        nothing = asked is None and not form and not state.decided
        words = say("Nothing to correct here: the case is not at the provider, or is decided")
        self._none.set("muted", words if nothing else "")
        self._waits.setVisible(asked is not None)
        self._form.setVisible(form)
        if asked is not None:
            self._show_waiting(state, asked)
        else:
            self._changes.clear()
        self._show_form(state)
        decided = state.decided[:MOST_DECIDED]
        self._decided.set_facts([self._said_of(one, state) for one in decided])
        self._decided.setVisible(bool(decided))
        self.added.show_state(state)

    def _show_waiting(self, state: CorrectingState, asked: Correction) -> None:
        say = self._say
        self._waits_title.setText(say("Waits for a supervisor"))
        facts = [
            (difference_name(say, one, state.record), was_and_shall(say, one))
            for one in asked.before
        ]
        at = say.moment(local(asked.asked_at))
        facts += [
            (say("Reason"), asked.reason),
            (say("Asked by"), f"{breakable(asked.asked_by)}, {at}"),
        ]
        self._changes.set_facts(facts)
        mine = say("You have asked for it yourself: somebody else decides")
        self._mine.set("muted", mine if state.mine and state.may_decide else "")
        for widget in (self._remark_row, self._buttons):
            widget.setVisible(state.shows_decision)
        with QSignalBlocker(self._remark):
            if self._remark.text() != state.remark:
                self._remark.setText(state.remark)
        self._remark.setEnabled(not state.working)
        self._remark_row.set(say("Remark"), hint=say("Needed to refuse"))
        self._approve.set(say("Correct it"))
        self._approve.setEnabled(state.can_approve)
        self._refuse.set(say("Refuse the correction"))
        self._refuse.setEnabled(state.can_refuse)

    def _show_form(self, state: CorrectingState) -> None:
        say = self._say
        anew = state.shows_anew
        title = say("Ask a supervisor for a correction")
        self._form_title.setText(say("Add papers and sign anew") if anew else title)
        self._anew_note.setText(
            say("The applicant stands here: what is added is signed with the rest")
        )
        self._anew_note.setVisible(anew)
        self.tray.show_state(state.tray, enabled=not state.working)
        labels = {
            "surname": say("Surname"),
            "name": say("Name"),
            "patronymic": say("Patronymic"),
            "phone": say("Phone"),
            "address": say("Address"),
            "reason": say("Why it is wrong"),
        }
        for name, edit in self._fields.items():
            text = getattr(state.wanted, name)
            if edit.text() != text:
                with QSignalBlocker(edit):
                    edit.setText(text)
            edit.setEnabled(not state.working)
            self._rows[name].set(labels[name])
            self._rows[name].setVisible(not anew)
        self._ask.set(say("Ask for the correction"))
        self._ask.setEnabled(state.can_ask)
        self._ask.setVisible(not anew)
        self._anew.set(say("Sign anew with these papers"))
        self._anew.setEnabled(state.can_sign_anew)
        self._anew.setVisible(anew)
        self._waits_note.setText(say("Pages wait: add the paper first, or take them away"))
        self._waits_note.setVisible(state.tray.waits)

    def _waiting(self, parent: QWidget) -> QWidget:
        part = QWidget(parent)
        column = QVBoxLayout(part)
        spaced(column, gap=12)
        self._waits_title = make_label("correcting_waits", "strong", part)
        self._changes = FactList("correcting_changes", part)
        self._mine = NoticePanel("correcting_mine", part)
        self._remark = QLineEdit(part)
        self._remark.setObjectName("correcting_remark")
        self._remark.setMaxLength(LONGEST_WORDS)
        self._remark.textEdited.connect(self.remark_typed)
        self._remark_row = FieldRow("correcting_remark_row", self._remark, part)
        self._buttons = QWidget(part)
        row = QHBoxLayout(self._buttons)
        spaced(row, gap=8)
        self._refuse = ActionButton("correcting_refuse", "danger", self._buttons)
        self._refuse.clicked.connect(self.refuse_clicked)
        self._approve = ActionButton("correcting_approve", "primary", self._buttons)
        self._approve.clicked.connect(self.approve_clicked)
        row.addWidget(self._refuse)
        row.addStretch(1)
        row.addWidget(self._approve)
        for widget in (
            *(self._waits_title, self._changes, self._mine, self._remark_row),
            *(self._buttons, line(part)),
        ):
            column.addWidget(widget)
        return part

    def _asking(self, parent: QWidget) -> QWidget:
        part = QWidget(parent)
        column = QVBoxLayout(part)
        spaced(column, gap=12)
        self._form_title = make_label("correcting_form", "strong", part)
        column.addWidget(self._form_title)
        self._anew_note = make_label("correcting_anew_note", "note", part)
        column.addWidget(self._anew_note)
        self._fields: dict[str, QLineEdit] = {}
        self._rows: dict[str, FieldRow] = {}
        for name in NAMES:
            edit = QLineEdit(part)
            edit.setObjectName(f"correcting_{name}")
            edit.setMaxLength(LONGEST_WORDS if name == "reason" else LONGEST_FIELD)
            edit.textEdited.connect(lambda text, name=name: self.field_typed.emit(name, text))
            self._fields[name] = edit
            self._rows[name] = FieldRow(f"correcting_{name}_row", edit, part)
            if name == "reason":
                self.tray = TrayPart(self._say, part)
                column.addWidget(self.tray)
            column.addWidget(self._rows[name])
        self._waits_note = make_label("correcting_pages_wait", "warn", part)
        self._ask = ActionButton("correcting_ask", parent=part)
        self._ask.clicked.connect(self.ask_clicked)
        self._anew = ActionButton("correcting_anew", "primary", part)
        self._anew.clicked.connect(self.anew_clicked)
        for widget in (self._waits_note, self._ask, self._anew):
            column.addWidget(widget)
        return part

    def _said_of(self, one: Correction, state: CorrectingState) -> tuple[str, str]:
        say = self._say
        at = "" if one.decided_at is None else say.moment(local(one.decided_at))
        yes = one.state is CorrectionState.APPROVED
        word = say("Corrected") if yes else say("The correction was refused")
        changes = "; ".join(
            f"{difference_name(say, each, state.record)}: {was_and_shall(say, each)}"
            for each in one.before
        )
        return f"{word} · {at} · {breakable(one.decided_by)}", changes or one.reason
