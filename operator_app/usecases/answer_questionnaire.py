"""Keep the marks of one visit, from the second screen or copied from paper."""

from __future__ import annotations

from dataclasses import dataclass

from operator_app.domain.questionnaires import Answer, Answered, Questionnaire, answered
from operator_app.ports import Clock, Fact
from operator_app.ports_supervision import SupervisionUnits
from operator_app.usecases.move_ticket import NoSuchTicket
from operator_app.wire.supervision import QUESTIONNAIRE_ANSWERED, content_of


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerQuestionnaire:
    ticket_id: str
    answer: Answer


class AnswerQuestionnaireHandler:
    """The same command twice keeps the marks once. The journal does not learn who answered."""

    def __init__(self, units: SupervisionUnits, now: Clock, asked: Questionnaire) -> None:
        self._units, self._now, self._asked = units, now, asked

    def __call__(self, command: AnswerQuestionnaire) -> Answered:
        now = self._now()
        with self._units() as unit:
            ticket = unit.tickets.get(command.ticket_id)
            if ticket is None:
                raise NoSuchTicket(ticket=command.ticket_id)
            before = unit.questionnaires.of_ticket(ticket.id)
            if before is not None and before.id == command.answer.id:
                return before
            kept = answered(self._asked, ticket, command.answer, before, now)
            unit.questionnaires.add(kept)
            unit.audit.record(
                actor="applicant",
                action="questionnaire.answer",
                entity=kept.id,
                at=now,
                details={"on_paper": kept.on_paper},
            )
            unit.outbox.put(
                Fact(
                    type=QUESTIONNAIRE_ANSWERED,
                    entity=ticket.id,
                    base=None,
                    at=now,
                    actor="applicant",
                    body=content_of(kept),
                )
            )
            unit.commit()
        return kept
