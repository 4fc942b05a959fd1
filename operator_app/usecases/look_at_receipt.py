"""Find the case of a receipt, and say at once whether its result may be given out."""

from __future__ import annotations

from dataclasses import dataclass

from operator_app.domain.applications import Application
from operator_app.domain.issuing import (
    ReceiptIsCopy,
    ReceiptUnknown,
    read_receipt,
    ready_to_give,
    where_is,
)
from operator_app.domain.operators import Page, Session
from operator_app.ports import Clock, UnitOfWorkFactory
from operator_app.usecases.issue_result import case_of_receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAtReceipt:
    """``receipt`` is what was scanned or typed."""

    receipt: str
    session: Session


class LookAtReceiptHandler:
    """Reads only. A case that is not here is ``AtOtherWindow`` or ``AtOtherCenter``.

    Whoever comes a second time is told of the first before anything is typed.
    """

    def __init__(self, units: UnitOfWorkFactory, now: Clock) -> None:
        self._units = units
        self._now = now

    def __call__(self, command: LookAtReceipt) -> Application:
        command.session.operator.allowed(Page.ISSUE)
        receipt = read_receipt(command.receipt)
        with self._units() as unit:
            try:
                found = case_of_receipt(unit, receipt)
            except ReceiptUnknown as error:
                session = command.session
                raise where_is(receipt.number, session.center, session.window) from error
        ready_to_give(found, self._now())
        if receipt.copy:
            raise ReceiptIsCopy(number=found.number)
        return found
