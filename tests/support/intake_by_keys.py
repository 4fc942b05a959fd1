"""One applicant from the door to the next one, by keys alone."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from tests.support.keys_only import CONTROL, KeysOnly
from tests.support.training_window import TrainingWindow


class IntakeByKeys:
    def __init__(self, at: TrainingWindow, case: dict[str, Any]) -> None:
        self._at = at
        self._case = case
        self.keys = KeysOnly(at.window)
        self.wait = self.keys.wait

    def is_alone(self) -> bool:
        """Whether no other hand has helped."""
        return not self._at.witness.pointed

    def sign_in(self) -> None:
        keys, person = self.keys, self._at.person
        keys.wait_focus("sign_in_login")
        keys.type_text(person.login)
        keys.enter()
        keys.wait_focus("sign_in_password")
        keys.type_text(person.password)
        keys.choose_line("sign_in_window", self._case["center"]["window"])
        keys.tab_to("sign_in_enter")
        keys.enter()

    def call(self) -> None:
        keys = self.keys
        keys.press_key("queue_call", Qt.Key.Key_F9)
        keys.press_key("queue_serve", Qt.Key.Key_S, CONTROL)

    def service(self) -> None:
        keys = self.keys
        keys.wait_focus("service_search")
        keys.type_text(self._at.service_name(self._case))
        keys.key(Qt.Key.Key_Down)
        keys.on()

    def consent(self) -> None:
        keys, case = self.keys, self._case
        keys.wait_focus("consent_number")
        keys.type_text(case["applicant"]["iin"])
        keys.choose("consent_who_self")
        keys.choose(f"consent_language_{case['language']}")
        keys.choose("consent_given")
        keys.on()

    def applicant(self) -> None:
        keys = self.keys
        keys.wait_focus("applicant_ask")
        for key in ("surname", "name", "patronymic", "phone", "address"):
            keys.fill(f"applicant_{key}", self._case["applicant"][key])
        for place, child in enumerate(self._case["children"]):
            keys.tab_to("children_add")
            keys.enter()
            for key in ("iin", "surname", "name", "born_on"):
                keys.fill(f"child_{place}_{key}", child[key])
            keys.choose(f"child_{place}_abroad_no")
        keys.press_key("applicant_ask", Qt.Key.Key_G, CONTROL)
        keys.wait_for("applicant_answer_0")
        keys.on()

    def documents(self) -> None:
        keys, at = self.keys, self._at
        for document in self._case["documents"]:
            keys.wait_focus("documents_row_")
            while at.chosen_row().code != document["requirement"]:
                keys.key(Qt.Key.Key_Down)
            for scan in document["scans"]:
                self._from_file(scan)
            keys.choose_line("documents_form", document["presented"])
            keys.press_key("documents_attach", Qt.Key.Key_Insert)
            keys.wait(lambda: not keys.sees("documents_attach"), document["requirement"])
            keys.tab_to(at.chosen_row().objectName())

    def refuse(self) -> None:
        """The receipt of refusal, printed, and the case closed with it."""
        keys = self.keys
        keys.press_key("intake_refuse", Qt.Key.Key_F11)
        keys.wait_for("refuse_first")
        keys.on()
        keys.press_key("intake_ending_paper_0_print", Qt.Key.Key_P, CONTROL)
        keys.wait_for("intake_ending_paper_0_printed")
        keys.on()

    def sign(self) -> None:
        """From the complete list of documents on."""
        self.keys.on()
        self.keys.wait_focus("sign_way_gateway")
        self.keys.on()

    def receipt(self) -> None:
        """The step is done only when the printer has the paper."""
        self.keys.wait_focus("receipt_copies")
        self.keys.press_key("intake_action_0", Qt.Key.Key_P, CONTROL)
        self.keys.on()

    def dispatch(self) -> None:
        self.keys.wait_for("intake_dispatch")
        self.keys.on()

    def end(self) -> None:
        """In the queue again, and the window free for the next."""
        self.keys.wait_for("queue_call")

    def _from_file(self, file: str) -> None:
        keys = self.keys
        keys.press_key("documents_files", Qt.Key.Key_O, CONTROL)
        keys.wait_focus("fileNameEdit")
        keys.type_text(file)
        keys.key(Qt.Key.Key_Return)
        keys.wait_focus("documents_row_")
        keys.wait_for("documents_attach")
