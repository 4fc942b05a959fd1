"""Asks the registries and turns whatever happens into one of three answers."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from hub.registries.enis import ask_power_of_attorney
from hub.registries.gbd_fl import ask_person
from hub.registries.gbd_ul import ask_organisation
from hub.registries.shep import Shep, asking
from hub.registries.troubles import RegistryTrouble
from operator_app.wire.registries import (
    AnswerState,
    OrganisationAnswer,
    OrganisationQuery,
    PersonAnswer,
    PersonQuery,
    PowerOfAttorneyAnswer,
    PowerOfAttorneyQuery,
)

_log = logging.getLogger(__name__)


class Registries:
    """Found, not found, or unavailable with the code of the trouble; never an exception."""

    def __init__(self, shep: Shep, now: Callable[[], datetime]) -> None:
        self._shep = shep
        self._now = now

    async def person(self, query: PersonQuery) -> PersonAnswer:
        question = asking(self._now())
        try:
            answer = await ask_person(self._shep, question, query)
        except RegistryTrouble as trouble:
            answer = PersonAnswer(
                state=AnswerState.UNAVAILABLE,
                message_id=question.message_id,
                asked_at=question.at,
                reason=trouble.code,
                gateway_code=trouble.status,
            )
        _note(answer)
        return answer

    async def organisation(self, query: OrganisationQuery) -> OrganisationAnswer:
        question = asking(self._now())
        try:
            answer = await ask_organisation(self._shep, question, query)
        except RegistryTrouble as trouble:
            answer = OrganisationAnswer(
                state=AnswerState.UNAVAILABLE,
                message_id=question.message_id,
                asked_at=question.at,
                reason=trouble.code,
                gateway_code=trouble.status,
            )
        _note(answer)
        return answer

    async def power_of_attorney(self, query: PowerOfAttorneyQuery) -> PowerOfAttorneyAnswer:
        question = asking(self._now())
        try:
            answer = await ask_power_of_attorney(self._shep, question, query)
        except RegistryTrouble as trouble:
            answer = PowerOfAttorneyAnswer(
                state=AnswerState.UNAVAILABLE,
                message_id=question.message_id,
                asked_at=question.at,
                reason=trouble.code,
                gateway_code=trouble.status,
            )
        _note(answer)
        return answer


def _note(answer: PersonAnswer | OrganisationAnswer | PowerOfAttorneyAnswer) -> None:
    """The answer's number and codes; never what was asked or what came back."""
    facts = {
        "system": answer.system,
        "message": answer.message_id,
        "state": answer.state.value,
        "gateway_code": answer.gateway_code,
    }
    if answer.state is AnswerState.UNAVAILABLE:
        facts["reason"] = answer.reason
    _log.info("registry asked", extra={"facts": facts})
