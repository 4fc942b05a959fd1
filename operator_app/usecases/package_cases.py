"""What a package's way does to its case: the delivery is a field of its own beside the state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from operator_app.domain.applications import Application, Delivery, DeliveryWay, State
from operator_app.ports import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How far the packages have come; ``manifest`` is its number.

    ``after``: a case that is not there now stays as it is. News of another window may be old.
    """

    delivery: Delivery
    manifest: str
    actor: str
    at: datetime
    after: frozenset[Delivery] = frozenset(Delivery)


def deliver(unit: UnitOfWork, numbers: Iterable[str], step: Step) -> frozenset[str]:
    """Every case of this store among ``numbers``; ids of those that changed.

    Each gets a line in its own story: whoever looks for a package looks up its case.
    """
    changed = set()
    for number in numbers:
        case = unit.applications.by_number(number)
        if case is None or not _goes_by_courier(case) or case.delivery is step.delivery:
            continue
        if case.delivery not in step.after:
            continue
        unit.applications.save(replace(case, delivery=step.delivery))
        unit.audit.record(
            actor=step.actor,
            action=f"package.{step.delivery.value}",
            entity=case.id,
            at=step.at,
            details={"manifest": step.manifest},
        )
        changed.add(case.id)
    return frozenset(changed)


def _goes_by_courier(case: Application) -> bool:
    return case.delivery_way is DeliveryWay.COURIER and case.state is not State.DRAFT
