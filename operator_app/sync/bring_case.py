"""A case that another window of the center took: brought here when somebody comes with its
receipt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Protocol

from operator_app.domain.applications import Application, ApplicationId, Delivery, State
from operator_app.domain.issuing import (
    AtOtherCenter,
    Receipt,
    ReceiptUnknown,
    read_receipt,
    where_is,
)
from operator_app.domain.numbers import ApplicationNumber
from operator_app.domain.operators import Page, Session
from operator_app.domain.signed_requests import as_first_requested
from operator_app.ports import Blobs
from operator_app.sync.pull_case import take_over
from operator_app.sync.results import SignedResults, result_of
from operator_app.sync.store import SyncUnits
from operator_app.sync.versions import Choice, remember_version, signature_of
from operator_app.wire.cases import CaseAsked, ToldCase
from operator_app.wire.envelopes import decode
from operator_app.wire.refusals import CaseOfOtherCenter, RequestBroken, UnknownCase
from operator_app.wire.signed import envelope_of

_SIGNED: Final = frozenset({"request", "signature"})
"""Roles of the files without which there is no case; its pages follow by themselves."""


class AskedHub(Protocol):
    """Trouble on the way is ``Unavailable``."""

    def asked_case(self, asked: CaseAsked) -> ToldCase: ...

    def case_file(self, entity: str, sha256: str) -> bytes: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class BringCase:
    """``receipt`` is what was scanned or typed."""

    receipt: str
    session: Session


class BringCaseHandler:
    """The case stands here as the hub has it, and is followed from then on. A second time changes
    nothing: it is in the store."""

    def __init__(
        self,
        units: SyncUnits,
        hub: AskedHub,
        blobs: Blobs,
        results: SignedResults,
        now: Callable[[], datetime],
    ) -> None:
        self._units = units
        self._hub = hub
        self._blobs = blobs
        self._results = results
        self._now = now

    def __call__(self, command: BringCase) -> Application:
        actor = command.session.operator.allowed(Page.ISSUE).full_name
        receipt = read_receipt(command.receipt)
        told = self._asked(receipt, command.session)
        case = self._case(told, receipt)
        result = result_of(told.case)
        if result is not None:
            self._results.fetch(case.id, result)
        return self._written(case, told, actor)

    def _asked(self, receipt: Receipt, session: Session) -> ToldCase:
        asked = CaseAsked(number=receipt.number, actor=session.operator.full_name)
        try:
            return self._hub.asked_case(asked)
        except CaseOfOtherCenter as error:
            center = ApplicationNumber.parse(receipt.number).center
            raise AtOtherCenter(number=receipt.number, center=center) from error
        except UnknownCase as error:
            raise ReceiptUnknown(number=receipt.number) from error
        except RequestBroken as error:
            # A hub of before knows no such question: the case is where it was taken.
            raise where_is(receipt.number, session.center, session.window) from error

    def _case(self, told: ToldCase, receipt: Receipt) -> Application:
        message = decode(envelope_of(told.line.encode("utf-8")))
        for blob in message.blobs:
            if blob.role in _SIGNED and not self._blobs.has(blob.sha256):
                self._blobs.put(self._hub.case_file(told.entity, blob.sha256))
        request = str(message.body.get("request", ""))
        code = message.body.get("access_code")
        case = as_first_requested(
            ApplicationId(told.entity),
            self._blobs.get(request),
            access_code=code if isinstance(code, str) else receipt.access_code or "",
        )
        receipt.belongs_to(case)
        if case.number != receipt.number:
            raise ReceiptUnknown(number=receipt.number)
        return replace(
            case,
            state=State.ACCEPTED,
            delivery=Delivery.ACKNOWLEDGED,
            signature=signature_of(message, request),
        )

    def _written(self, case: Application, told: ToldCase, actor: str) -> Application:
        with self._units() as unit:
            if unit.applications.get(case.id) is None:
                unit.applications.add(case)
                unit.audit.record(
                    actor=actor,
                    action="case.brought",
                    entity=case.id,
                    at=self._now(),
                    details={"number": case.number, "window": case.window},
                )
                # The lane of news brings its pages, and what a person chose between versions.
                remember_version(unit, case.id, Choice(line=told.line, fields=told.fields))
            take_over(unit, case.id, told.case, self._results)
            unit.commit()
            return unit.applications.get(case.id) or case
