"""Enter the children and the facts on which the conditions of the checklist depend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from operator_app.domain.applications import Application, ApplicationId, Child
from operator_app.domain.catalogue import Catalogue
from operator_app.errors import RuleViolation
from operator_app.ports import UnitOfWorkFactory
from operator_app.usecases.rules import load


class UnknownFact(RuleViolation):
    """No condition of the catalogue asks for this fact."""

    code = "intake.unknown_fact"


class DerivedFact(RuleViolation):
    """The program works this fact out by itself; it is never given."""

    code = "intake.derived_fact"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterCircumstances:
    application_id: ApplicationId
    children: tuple[Child, ...]
    facts: Mapping[str, bool]


class EnterCircumstancesHandler:
    def __init__(self, units: UnitOfWorkFactory, catalogue: Catalogue) -> None:
        self._units = units
        self._catalogue = catalogue

    def __call__(self, command: EnterCircumstances) -> Application:
        for code in command.facts:
            condition = self._catalogue.conditions.get(code)
            if condition is None:
                raise UnknownFact(fact=code)
            if condition.derived:
                raise DerivedFact(fact=code)
        with self._units() as unit:
            application = load(unit, command.application_id).editable()
            saved = unit.applications.save(
                replace(application, children=command.children, facts=dict(command.facts))
            )
            unit.commit()
        return saved
