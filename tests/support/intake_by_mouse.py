"""One applicant from the door to the next one, by mouse alone; what has no button is typed."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.support.mouse_only import MouseOnly
from tests.support.training_window import TrainingWindow
from ui.pages.intake.steps.documents.checklist_row import ChecklistRowPlate

MAY_BE_TYPED_INTO = {
    "consent_number",
    "applicant_phone",
    "applicant_address",
    "child_0_iin",
    "child_0_surname",
    "child_0_name",
    "child_0_born_on",
}
"""What no mouse can say: numbers, a telephone, a street, a day, the name of a child.
The applicant's own name comes from the registry."""


class IntakeByMouse:
    def __init__(self, at: TrainingWindow, case: dict[str, Any]) -> None:
        self._at = at
        self._case = case
        self.mouse = MouseOnly(at.window)
        self.wait = self.mouse.wait

    def is_alone(self) -> bool:
        """Whether no key was pressed but letters where only letters will do."""
        return self._at.witness.typed_into == MAY_BE_TYPED_INTO

    def sign_in(self) -> None:
        """A training center has a button for each made-up person."""
        mouse = self.mouse
        mouse.choose_line("sign_in_window", self._case["center"]["window"])
        mouse.click(f"sign_in_as_{self._at.person.login}")

    def call(self) -> None:
        self.mouse.click("queue_call")
        self.mouse.click("queue_serve")

    def service(self) -> None:
        mouse = self.mouse
        mouse.wait_for("service_search")
        mouse.choose_row("service_list", self._at.service_name(self._case))
        mouse.click("intake_next")

    def consent(self) -> None:
        mouse, case = self.mouse, self._case
        mouse.type_into("consent_number", case["applicant"]["iin"])
        mouse.click("consent_who_self")
        mouse.click(f"consent_language_{case['language']}")
        mouse.click("consent_given")
        mouse.click("intake_next")

    def applicant(self) -> None:
        mouse = self.mouse
        for key in ("phone", "address"):
            mouse.type_into(f"applicant_{key}", self._case["applicant"][key])
        for place, child in enumerate(self._case["children"]):
            mouse.click("children_add")
            for key in ("iin", "surname", "name", "born_on"):
                mouse.type_into(f"child_{place}_{key}", child[key])
            mouse.click(f"child_{place}_abroad_no")
        mouse.click("applicant_ask")
        mouse.wait_for("applicant_answer_0")
        mouse.click("intake_next")

    def documents(self) -> None:
        mouse, at = self.mouse, self._at
        mouse.wait_for("intake_documents")
        for document in self._case["documents"]:
            row = at.row(document["requirement"])
            mouse.press(row)
            mouse.wait(partial(_is_chosen, row), document["requirement"])
            for scan in document["scans"]:
                mouse.drop(row, (scan,))
                mouse.wait_for("documents_attach")
            mouse.choose_line("documents_form", document["presented"])
            mouse.click("documents_attach")
            mouse.wait(lambda: not mouse.sees("documents_attach"), document["requirement"])

    def refuse(self) -> None:
        mouse = self.mouse
        mouse.click("intake_refuse")
        mouse.wait_for("refuse_first")
        mouse.click("intake_next")
        mouse.click("intake_ending_paper_0_print")
        mouse.wait_for("intake_ending_paper_0_printed")
        mouse.click("intake_next")

    def sign(self) -> None:
        mouse = self.mouse
        mouse.click("intake_next")
        mouse.click("sign_way_gateway")
        mouse.click("intake_next")

    def receipt(self) -> None:
        mouse = self.mouse
        mouse.wait_for("intake_receipt")
        mouse.click("intake_action_0")
        mouse.click("intake_next")

    def dispatch(self) -> None:
        self.mouse.wait_for("intake_dispatch")
        self.mouse.click("intake_next")

    def end(self) -> None:
        self.mouse.wait_for("queue_call")


def _is_chosen(row: ChecklistRowPlate) -> bool:
    return row.chosen
