"""The faces of the applicant's screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from operator_app.domain.tickets import Ticket
from operator_app.errors import Unavailable
from resources.questionnaire import load_questionnaire
from tests.support.window_cases import AT
from ui.pages.questionnaire.state import QuestionnaireState
from ui.pages.questionnaire.view import QuestionnaireView
from ui.runtime.speech import Speech

ASKED = load_questionnaire()
TICKET = Ticket(
    id="t",
    center="002",
    category="guardianship_certificate",
    letter="Б",
    day=date(2018, 2, 6),
    sequence=12,
    issued_at=AT,
)
FIRST = {ASKED.questions[0].code: 3}


class StoreAway(Unavailable):
    """What a store says that cannot be written just now."""

    code = "store.busy"


def shown(state: QuestionnaireState) -> Callable[[Speech], QWidget]:
    def draw(speech: Speech) -> QWidget:
        view = QuestionnaireView(speech)
        view.show_state(state)
        return view

    return draw


def trouble(speech: Speech) -> QWidget:
    said = speech.trouble(StoreAway(store="store", waited_s=10))
    marks = {one.code: 3 for one in ASKED.questions}
    return shown(QuestionnaireState(asked=ASKED, ticket=TICKET, marks=marks, trouble=said))(speech)


SCENES: dict[str, Callable[[Speech], QWidget]] = {
    "questionnaire_welcome": shown(QuestionnaireState(asked=ASKED)),
    "questionnaire_first": shown(QuestionnaireState(asked=ASKED, ticket=TICKET)),
    "questionnaire_last": shown(QuestionnaireState(asked=ASKED, ticket=TICKET, marks=FIRST)),
    "questionnaire_thanks": shown(QuestionnaireState(asked=ASKED, thanks=True)),
    "questionnaire_error": trouble,
}
