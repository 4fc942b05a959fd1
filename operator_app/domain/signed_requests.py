"""Reads a signed request back into its case: how a window takes over a version made elsewhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from operator_app.domain.applications import (
    Application,
    ApplicationId,
    Child,
    Consent,
    ConsentAnswer,
    DeliveryWay,
    Document,
    Party,
    PartyKind,
    RegistryCheck,
    RegistryState,
    Representative,
    Scan,
)
from operator_app.domain.catalogue import Form
from operator_app.domain.powers_of_attorney import PowerOfAttorney
from operator_app.domain.requests import VERSION
from operator_app.errors import Corrupted


class RequestUnreadable(Corrupted):
    """Not a request of this version, or of another case: nothing of it is taken."""

    code = "sync.request_unreadable"


def as_requested(application: Application, request: bytes) -> Application:
    """``application`` with everything that ``canonical_request`` has written into ``request``.

    What a request does not say stays as it is: where the case lies, its ticket, its past.
    """
    try:
        told = json.loads(request)
        if told["v"] != VERSION or told["case_id"] != application.id:
            raise RequestUnreadable(case=application.id)
        return _taken(application, told)
    except (ValueError, KeyError, TypeError) as error:
        raise RequestUnreadable(case=application.id) from error


def as_first_requested(
    application_id: ApplicationId, request: bytes, *, access_code: str
) -> Application:
    """The case of another window, of which nothing but its request is known here."""
    try:
        told = json.loads(request)
        accepted_at = datetime.fromisoformat(told["accepted_at"])
        unknown = Application(
            id=application_id,
            number=told["number"],
            access_code=access_code,
            center=told["center"],
            window=int(told["window"]),
            operator=told["operator"],
            region=told["region"],
            service=told["service"],
            edition=told["edition"],
            language=told["language"],
            opened_at=accepted_at,
        )
    except (ValueError, KeyError, TypeError) as error:
        raise RequestUnreadable(case=application_id) from error
    return as_requested(unknown, request)


def _taken(application: Application, told: Mapping[str, Any]) -> Application:
    return replace(
        application,
        number=told["number"],
        region=told["region"],
        service=told["service"],
        edition=told["edition"],
        language=told["language"],
        accepted_at=datetime.fromisoformat(told["accepted_at"]),
        due_on=date.fromisoformat(told["due_on"]),
        consent=_consent(told["consent"]),
        applicant=_party(told["applicant"], application.applicant),
        representative=_representative(told["representative"], application),
        children=tuple(_child(child) for child in told["children"]),
        facts={str(name): bool(value) for name, value in told["facts"].items()},
        checks=tuple(_check(check) for check in told["registries"]),
        documents=tuple(_document(document) for document in told["documents"]),
        delivery_way=DeliveryWay(told["delivery"]),
    )


def _consent(told: Mapping[str, Any] | None) -> Consent | None:
    if told is None:
        return None
    return Consent(answer=ConsentAnswer(told["answer"]), at=datetime.fromisoformat(told["at"]))


def _party(told: Mapping[str, Any] | None, before: Party | None) -> Party | None:
    """The day of birth is not in a request; of the same person it is known here."""
    if told is None:
        return None
    same = before is not None and before.number == told["number"]
    return Party(
        kind=PartyKind(told["kind"]),
        number=told["number"],
        surname=told["surname"],
        name=told["name"],
        patronymic=told["patronymic"],
        phone=told["phone"],
        address=told["address"],
        born_on=before.born_on if before is not None and same else None,
        checked=told["checked"],
    )


def _representative(
    told: Mapping[str, Any] | None, application: Application
) -> Representative | None:
    if told is None:
        return None
    before = application.representative
    party = _party(told["party"], before.party if before is not None else None)
    if party is None:
        raise RequestUnreadable(case=application.id)
    power = told["power_of_attorney"]
    return Representative(
        party=party,
        power_of_attorney=PowerOfAttorney(
            kind=power["kind"],
            number=power["number"],
            issued_on=_day(power["issued_on"]),
            valid_until=_day(power["valid_until"]),
            notary=power["notary"],
        ),
    )


def _child(told: Mapping[str, Any]) -> Child:
    return Child(
        iin=told["iin"],
        surname=told["surname"],
        name=told["name"],
        patronymic=told["patronymic"],
        born_on=_day(told["born_on"]),
        born_abroad=told["born_abroad"],
    )


def _check(told: Mapping[str, Any]) -> RegistryCheck:
    return RegistryCheck(
        system=told["system"],
        state=RegistryState(told["state"]),
        at=datetime.fromisoformat(told["at"]),
        message_id=told["message_id"],
    )


def _document(told: Mapping[str, Any]) -> Document:
    return Document(
        requirement=told["requirement"],
        presented=Form(told["presented"]),
        valid_until=_day(told["valid_until"]),
        scans=tuple(
            Scan(
                sha256=scan["sha256"],
                size=scan["size"],
                media_type=scan["media_type"],
                name=scan["name"],
            )
            for scan in told["scans"]
        ),
    )


def _day(told: str | None) -> date | None:
    return None if told is None else date.fromisoformat(told)
