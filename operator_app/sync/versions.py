"""After a conflict both windows show the version that a person has chosen, whoever made it."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final, Protocol

import msgspec

from operator_app.domain.applications import (
    Application,
    ApplicationId,
    Delivery,
    DeliveryWay,
    Signature,
    State,
)
from operator_app.domain.signed_requests import RequestUnreadable, as_requested
from operator_app.errors import Corrupted, OperatorAppError
from operator_app.ports import Blobs
from operator_app.sync.gate import Transactions
from operator_app.sync.store import Conflict, SyncUnit
from operator_app.wire.bodies import Take
from operator_app.wire.envelopes import Envelope, decode
from operator_app.wire.message_refusals import MessageRefusal
from operator_app.wire.refusals import RequestBroken, UnknownFile
from operator_app.wire.signed import envelope_of

_FACT: Final = "chosen:"
_SIGNATURE: Final = "signature"
_HUB_CANNOT_READ_IT: Final = 500

_log = logging.getLogger(__name__)


class FilesHub(Protocol):
    def case_file(self, entity: str, sha256: str) -> bytes: ...


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What stands now: the message of the chosen version, and with ``merged`` what differs."""

    line: str
    fields: dict[str, Any] = {}


def remember_choice(unit: SyncUnit, conflict: Conflict, resolved: Envelope) -> None:
    """It is carried out once the case has nothing of its own on the way and its files are there.

    Where the provider has acted meanwhile there is no such message, and nothing to take over; a
    message of a newer program cannot be read here.
    """
    mine = _opened(conflict.mine)
    mine_is_late = mine is not None and mine.id == conflict.id
    late, stood = (
        (conflict.mine, conflict.theirs) if mine_is_late else (conflict.theirs, conflict.mine)
    )
    line = late if resolved.body.get("take") == Take.MINE else stood
    if _opened(line) is None:
        return
    merged = resolved.body.get("fields")
    choice = Choice(line=line.decode("utf-8"), fields=merged if isinstance(merged, dict) else {})
    remember_version(unit, conflict.entity, choice)


def remember_version(unit: SyncUnit, entity: str, choice: Choice) -> None:
    unit.sync.learn_hub_fact(_FACT + entity, msgspec.json.encode(choice).decode("utf-8"))
    unit.sync.postpone(entity)


class ChosenVersions:
    """Reads which version stands, brings its files here, and writes it into the case."""

    def __init__(self, units: Transactions, hub: FilesHub, blobs: Blobs) -> None:
        self._units = units
        self._hub = hub
        self._blobs = blobs

    def choice(self, entity: str) -> Choice | None:
        with self._units() as unit:
            told = unit.sync.hub_fact(_FACT + entity)
        return None if told is None else msgspec.json.decode(told, type=Choice)

    def fetch(self, entity: str, choice: Choice) -> None:
        """Files of a version made elsewhere; one that the hub lacks is done without."""
        with self._units() as unit:
            if _signed(unit, entity) is None:
                return
        for blob in _message(choice).blobs:
            if not self._blobs.has(blob.sha256):
                try:
                    self._blobs.put(self._hub.case_file(entity, blob.sha256))
                except OperatorAppError as error:
                    if not is_of_the_file(error):
                        raise
                    _log.info("a file of the chosen version cannot be had: %s", error.code)

    def write(self, unit: SyncUnit, entity: str, choice: Choice) -> bool:
        """Whether the case is another one now. A draft is somebody's who types in it: what they
        sign next is the whole case again."""
        unit.sync.forget_hub_fact(_FACT + entity)
        application = _signed(unit, entity)
        if application is None:
            return False
        chosen = self._chosen(application, _message(choice), choice.fields)
        if chosen == application:
            return False
        unit.applications.save(chosen)
        return True

    def _chosen(
        self, application: Application, message: Envelope, fields: dict[str, Any]
    ) -> Application:
        request = message.body.get("request")
        if not isinstance(request, str):
            return application
        chosen = application
        if self._blobs.has(request) and request != _request_of(application):
            chosen = self._as_signed(application, message, request)
        electronic = chosen.delivery_way is DeliveryWay.GATEWAY
        if electronic and chosen.delivery is Delivery.QUEUED:
            chosen = replace(chosen, delivery=Delivery.ACKNOWLEDGED)
        return _with_body(chosen, {**message.body, **fields})

    def _as_signed(self, application: Application, message: Envelope, request: str) -> Application:
        try:
            taken = as_requested(application, self._blobs.get(request))
        except RequestUnreadable as error:
            _log.info("a chosen version cannot be read: %s", error.code)
            return application
        return replace(taken, signature=signature_of(message, request))


def signature_of(message: Envelope, request: str) -> Signature:
    """The certificates of somebody else's signature are within it, not in a file of theirs."""
    p7s = next((blob.sha256 for blob in message.blobs if blob.role == _SIGNATURE), request)
    return Signature(
        request_sha256=request,
        p7s_sha256=p7s,
        chain_sha256=p7s,
        holder_iin="",
        holder_name=message.actor,
        certificate_serial="",
        at=message.at,
    )


def _with_body(application: Application, body: dict[str, Any]) -> Application:
    """What the message itself says; it stands when the request is not here, or was merged."""
    return replace(
        application,
        region=str(body.get("region", application.region)),
        service=str(body.get("service", application.service)),
        edition=str(body.get("edition", application.edition)),
        accepted_at=_moment(body.get("accepted_at"), application.accepted_at),
        due_on=_day(body.get("due_on"), application.due_on),
    )


def _signed(unit: SyncUnit, entity: str) -> Application | None:
    application = unit.applications.get(ApplicationId(entity))
    if application is None or application.state is State.DRAFT:
        return None
    return application


def _message(choice: Choice) -> Envelope:
    return decode(envelope_of(choice.line.encode("utf-8")))


def _request_of(application: Application) -> str:
    return application.signature.request_sha256 if application.signature else ""


def _opened(line: bytes) -> Envelope | None:
    try:
        return decode(envelope_of(line))
    except (Corrupted, MessageRefusal):
        return None


def is_of_the_file(error: OperatorAppError) -> bool:
    """Not of the line to the hub: asking for this file again would stop all other news."""
    lacking = isinstance(error, UnknownFile | RequestBroken | Corrupted)
    return lacking or error.details.get("status") == _HUB_CANNOT_READ_IT


def _moment(told: object, otherwise: datetime | None) -> datetime | None:
    """What a person has typed into a merged version may be anything."""
    try:
        return datetime.fromisoformat(told) if isinstance(told, str) else otherwise
    except ValueError:
        return otherwise


def _day(told: object, otherwise: date | None) -> date | None:
    try:
        return date.fromisoformat(told) if isinstance(told, str) else otherwise
    except ValueError:
        return otherwise
