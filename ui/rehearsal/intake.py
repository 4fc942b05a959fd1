"""The hand at the intake: one method for each thing that can stand in the middle of the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from ui.pages.intake.steps.documents.checklist_row import ChecklistRowPlate
from ui.rehearsal.hand import Hand, WindowStuck
from ui.rehearsal.script import ChildWords, PaperWords, PersonWords, Script
from ui.runtime.page_images import TileFace
from ui.runtime.wording import BREAK_HERE
from ui.widgets.page_strip import FACE_ROLE, PageStrip

LONGEST_TYPED: Final = 40
"""Letters of a service's name that an operator would type to find it."""
MOST_ROWS: Final = 200


class IntakeHand:
    """Each method does its page and presses on; ``left_open`` says that a question stays open."""

    def __init__(self, hand: Hand, script: Script, look: Callable[[str], None]) -> None:
        self._hand = hand
        self._script = script
        self._look = look
        self.left_open = False

    def service(self) -> None:
        name = self._script.service_name
        self._hand.type_text("service_search", name[:LONGEST_TYPED].rpartition(" ")[0] or name)
        self._hand.choose_row("service_list", lambda text: _first_line(text) == name)
        if self._hand.sees("service_language"):
            self._hand.click(f"service_language_{self._script.language}")
        self._next("service")

    def consent(self) -> None:
        hand, script = self._hand, self._script
        hand.type_text("consent_number", script.applicant.number)
        represented = script.representative is not None
        hand.click("consent_who_representative" if represented else "consent_who_self")
        hand.click(f"consent_language_{script.language}")
        hand.click(f"consent_{script.consent}")
        self._next("consent")

    def applicant(self) -> None:
        """Everything is typed first; then the registries are asked, and the answer looked at."""
        hand = self._hand
        if not hand.sees("applicant_answer_0"):
            self._people()
            hand.wait_until(lambda: hand.can_press("intake_next"), "intake_next")
            hand.click("intake_next")
            hand.wait_until(
                lambda: hand.sees("applicant_answer_0") and hand.can_press("intake_next"),
                "applicant_answer_0",
            )
        self._next("applicant")

    def documents(self) -> None:
        hand = self._hand
        hand.wait_until(lambda: not hand.sees("documents_busy"), "documents: kept pages")
        for paper in self._script.papers:
            self._attach(paper)
        self._look("documents")
        hand.click("intake_next" if hand.can_press("intake_next") else "intake_refuse")

    def refuse(self) -> None:
        """Refused if that may be done; with a question nobody has answered it may not."""
        self._look("refuse")
        if self._hand.can_press("intake_next"):
            self._hand.click("intake_next")
        else:
            self._hand.click("intake_back")
            self.left_open = True

    def sign(self) -> None:
        if self._script.courier:
            self._hand.click("sign_way_courier")
        self._next("sign")

    def receipt(self) -> None:
        """Printed, and only then given."""
        hand = self._hand
        if not hand.can_press("intake_next"):
            hand.wait_until(lambda: hand.can_press("intake_action_0"), "intake_action_0")
            hand.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        self._next("receipt")

    def dispatch(self) -> None:
        self._next("dispatch")

    def ending(self) -> None:
        self._next("ending")

    def _next(self, page: str) -> None:
        hand = self._hand
        hand.wait_until(lambda: hand.can_press("intake_next"), f"intake_{page}: intake_next")
        self._look(page)
        hand.click("intake_next")

    def _people(self) -> None:
        script = self._script
        self._person("applicant", script.applicant, organisation=script.organisation)
        if script.representative is not None:
            self._representative(script.representative)
        for place, child in enumerate(script.children):
            self._child(place, child)
        for place, yes in script.answers:
            self._hand.click(f"question_{place}_answer_{'yes' if yes else 'no'}")

    def _person(self, prefix: str, person: PersonWords, *, organisation: bool = False) -> None:
        words = {
            "surname": "" if organisation else person.surname,
            "name": person.name,
            "patronymic": "" if organisation else person.patronymic,
            "phone": person.phone,
            "address": person.address,
        }
        for key, text in words.items():
            if text:
                self._hand.type_text(f"{prefix}_{key}", text)

    def _representative(self, person: PersonWords) -> None:
        hand, power = self._hand, self._script.power
        hand.type_text("power_number", person.number)
        for key, text in (
            ("surname", person.surname),
            ("name", person.name),
            ("patronymic", person.patronymic),
            ("phone", person.phone),
            ("address", person.address),
        ):
            if text:
                hand.type_text(f"power_{key}", text)
        if power is None or not power.notarised:
            hand.click("power_other")
            return
        hand.click("power_notarised")
        for key, text in (
            ("poa_number", power.number),
            ("issued_on", power.issued_on),
            ("valid_until", power.valid_until),
            ("notary", power.notary),
        ):
            if text:
                hand.type_text(f"power_of_{key}", text)

    def _child(self, place: int, child: ChildWords) -> None:
        hand, prefix = self._hand, f"child_{place}"
        if not hand.sees(prefix):
            hand.click("children_add")
            hand.wait_until(lambda: hand.sees(prefix), prefix)
        person = child.person
        for key, text in (
            ("iin", person.number),
            ("surname", person.surname),
            ("name", person.name),
            ("patronymic", person.patronymic),
            ("born_on", child.born_on),
        ):
            if text:
                hand.type_text(f"{prefix}_{key}", text)
        answer = {True: "yes", False: "no", None: "unknown"}[child.born_abroad]
        hand.click(f"{prefix}_abroad_{answer}")

    def _attach(self, paper: PaperWords) -> None:
        """A paper without pages is attached once; what is attached already stays as it is."""
        hand = self._hand
        plate = self._plate(paper.row)
        hand.press(plate)
        hand.wait_until(lambda: self._plate(paper.row).chosen, f"row {paper.row}")
        self._drop(paper)
        if not hand.sees("documents_attach"):
            return
        forms = hand.get("documents_form", QComboBox)
        hand.choose("documents_form", forms.findData(paper.form))
        hand.type_text("documents_valid_until", paper.valid_until)
        hand.wait_until(lambda: hand.can_press("documents_attach"), "documents_attach")
        hand.click("documents_attach")
        hand.wait_until(lambda: not hand.sees("documents_attach"), f"paper of {paper.row}")

    def _drop(self, paper: PaperWords) -> None:
        """All pages at once, as a hand takes them from a folder; they come in their order."""
        hand, rest = self._hand, paper.files[self._waiting() :]
        if not rest:
            return
        hand.drop(self._plate(paper.row), rest)
        hand.wait_until(
            lambda: self._waiting() >= len(paper.files) and hand.can_press("documents_attach"),
            f"pages of {paper.row}",
        )

    def _waiting(self) -> int:
        """Pages of the chosen row that came before the case was cut off, in their order."""
        strip = self._hand.find("documents_strip")
        tiles = strip.model() if isinstance(strip, PageStrip) else None
        if tiles is None:
            return 0
        faces = [tiles.index(row, 0).data(FACE_ROLE) for row in range(tiles.rowCount())]
        return sum(isinstance(face, TileFace) and not face.attached for face in faces)

    def _plate(self, row: str) -> ChecklistRowPlate:
        for number in range(MOST_ROWS):
            plate = self._hand.find(f"documents_row_{number}")
            if isinstance(plate, ChecklistRowPlate) and plate.code == row:
                return plate
        raise WindowStuck(what=f"row {row}", shown="")


def _first_line(text: str) -> str:
    return text.partition("\n")[0].replace(BREAK_HERE, "")
