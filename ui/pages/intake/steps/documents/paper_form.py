"""How a paper was presented: its form, until when it is valid, and the key that attaches it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from operator_app.domain.catalogue import Form
from ui.pages.intake.steps.documents.state import PaperFace
from ui.runtime.shortcuts import Shortcut
from ui.runtime.speech import Speech
from ui.style.worn import spaced, worn
from ui.widgets.buttons import ActionButton
from ui.widgets.chips import StateChip
from ui.widgets.fields import FieldRow
from ui.widgets.labels import make_label

LONGEST_DAY = 12
DAY_PX = 132


class PaperForm(QWidget):
    """Signals: form_chosen(Form), day_typed(str), day_finished(), attach_clicked()."""

    form_chosen = Signal(object)
    day_typed = Signal(str)
    day_finished = Signal()
    attach_clicked = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("documents_paper")
        self._say = speech
        self.form = QComboBox(self)
        self.form.setObjectName("documents_form")
        self.form.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.form.activated.connect(self._on_form)
        self.day = QLineEdit(self)
        self.day.setObjectName("documents_valid_until")
        self.day.setMaxLength(LONGEST_DAY)
        self.day.setFixedWidth(worn().px(DAY_PX))
        self.day.textEdited.connect(self.day_typed)
        self.day.editingFinished.connect(self.day_finished)
        self._form_row = FieldRow("documents_form_row", self.form, self)
        self._day_row = FieldRow("documents_valid_until_row", self.day, self)
        self.attach = ActionButton("documents_attach", "primary", self)
        self.attach.bind(Shortcut.ATTACH)
        self.attach.clicked.connect(self.attach_clicked)
        self._saved = StateChip("documents_paper_state", self)
        self._why_not = make_label("documents_attach_why_not", "note", self)
        beside = QVBoxLayout()
        spaced(beside, gap=4)
        beside.addWidget(self._why_not)
        beside.addStretch(1)
        beside.addWidget(self._saved, 0, Qt.AlignmentFlag.AlignLeft)
        beside.addWidget(self.attach)
        row = QHBoxLayout()
        spaced(row, gap=12)
        row.addWidget(self._day_row, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(beside, 1)
        column = QVBoxLayout(self)
        spaced(column, gap=8)
        column.addWidget(self._form_row)
        column.addLayout(row)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.day.setFixedWidth(worn().px(DAY_PX))

    def show_paper(self, face: PaperFace) -> None:
        self._fill(face)
        self.form.setEnabled(face.enabled)
        self.day.setEnabled(face.enabled)
        if self.day.text() != face.valid_until:
            self.day.setText(face.valid_until)
        self._form_row.set(self._say("Presented"), hint=face.form_note)
        self._day_row.set(self._say("Valid until"), error=face.valid_error)
        self.day.setPlaceholderText(self._say("DD.MM.YYYY"))
        self.attach.set(face.attach_text or self._say("Attach"))
        self.attach.setEnabled(face.can_attach)
        self.attach.setVisible(not face.attached)
        self._saved.setVisible(face.attached)
        self._saved.set("ok", face.state)
        self._why_not.setText("" if face.attached else face.why_not or face.state)

    def _fill(self, face: PaperFace) -> None:
        names = [name for _, name in face.forms]
        if [self.form.itemText(n) for n in range(self.form.count())] != names:
            self.form.clear()
            for form, name in face.forms:
                self.form.addItem(name, form)
        codes = [form for form, _ in face.forms]
        if face.presented in codes:
            self.form.setCurrentIndex(codes.index(face.presented))

    def _on_form(self, at: int) -> None:
        self.form_chosen.emit(Form(self.form.itemData(at)))
