"""The applicant's screen beside the operator's: shown by a key, answered by touch, asked once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from operator_app.domain.tickets import Ticket
from operator_app.usecases.rules import local
from tests.support.guarded_window import OPERATOR, Guarded, guarded, guarded_law, seeded
from ui.pages.questionnaire.view import QuestionnaireView
from ui.rehearsal.hand import Hand

__all__ = ["guarded", "guarded_law", "seeded"]

KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def serve_somebody(guarded: Guarded) -> Ticket:
    """At the window where the operator sits; the ticket is closed now."""
    seat, at = guarded.shown.desk.seat(), guarded.wall.at
    ticket = Ticket(
        id="t",
        center=seat.center,
        category="guardianship_certificate",
        day=local(at).date(),
        sequence=901,
        issued_at=at,
        arrived_at=at,
    )
    served = ticket.call(seat.window, at).ticket.serve(seat.window, at).ticket
    closed = served.close(seat.window, at).ticket
    with guarded.profile.units() as unit:
        unit.tickets.save(closed)
        unit.commit()
    return closed


def screen() -> QuestionnaireView:
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, QuestionnaireView)]
    return found[-1]


def test_the_applicant_answers_on_the_second_screen_and_is_asked_once(guarded: Guarded) -> None:
    guarded.sign_in(OPERATOR)
    guarded.settle()
    ticket = serve_somebody(guarded)
    guarded.key(Qt.Key.Key_Q, KEYS)
    guarded.settle()
    hand = Hand(screen(), patience_s=10)
    where = hand.get("questionnaire_where", QLabel).text()
    hand.click("questionnaire_language_ru")
    question = hand.get("questionnaire_asked", QLabel).text()
    hand.click("questionnaire_mark_3")
    hand.click("questionnaire_mark_2")
    guarded.settle()
    hand.wait_until(lambda: hand.sees("questionnaire_thanks"), "questionnaire_thanks")
    with guarded.profile.store.reader.connect() as connection:
        rows = connection.exec_driver_sql("SELECT ticket_id, body FROM questionnaires").all()
    guarded.key(Qt.Key.Key_Q, KEYS)
    put_away = not screen().isVisible()
    guarded.window.activateWindow()
    guarded.settle()
    guarded.key(Qt.Key.Key_Q, KEYS)
    guarded.settle()

    assert ticket.label in where
    assert question.startswith("Удовлетворены ли Вы")
    assert [row[0] for row in rows] == [ticket.id]
    assert '"process_and_result":3' in rows[0][1]
    assert '"information":2' in rows[0][1]
    assert put_away
    assert screen().isVisible()
    assert Hand(screen()).sees("questionnaire_hello")
