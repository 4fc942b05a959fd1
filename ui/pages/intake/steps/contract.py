"""What the container of the intake asks of every step, and what it shows for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from operator_app.usecases.look_at_case import CaseView


class StepName(StrEnum):
    """The seven steps, in their order."""

    SERVICE = "service"
    CONSENT = "consent"
    APPLICANT = "applicant"
    DOCUMENTS = "documents"
    SIGN = "sign"
    RECEIPT = "receipt"
    DISPATCH = "dispatch"

    @property
    def number(self) -> int:
        """Its place, from one, as the stepper shows it."""
        return list(StepName).index(self) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class BarAction:
    """A further button of this step at the right of the action bar, left of the big one.

    ``name`` goes back to ``StepPresenter.act``; ``hint`` is the key as ``Shortcut`` writes it.
    ``primary``: this is what is to be done now, before the big one.
    """

    name: str
    text: str
    hint: str = ""
    enabled: bool = True
    primary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StepBar:
    """The big button of a step. ``text`` is spoken already; ``why_not`` says why it is off."""

    text: str
    enabled: bool = True
    why_not: str = ""
    actions: tuple[BarAction, ...] = ()


class StepState(Protocol):
    """Every step's state has a bar; the rest is between the step and its own view."""

    @property
    def bar(self) -> StepBar: ...


class StepPresenter(Protocol):
    """One step.

    ``changed`` carries its state, ``case_changed`` the ``CaseView`` after each save, ``done``
    says that the container may go to the next step. A case that ended (any state but a draft)
    is told by ``case_changed`` alone: the container shows the ending.

    The refuse panel keeps the same contract: it is opened over a step, its ``next`` refuses.
    """

    @property
    def changed(self) -> SignalInstance: ...

    @property
    def case_changed(self) -> SignalInstance: ...

    @property
    def done(self) -> SignalInstance: ...

    @property
    def state(self) -> StepState: ...

    def open(self, view: CaseView) -> None:
        """Enter with the case as stored; also after a kill, so everything is shown again."""
        ...

    def next(self) -> None:
        """The big button. Ignored while busy, so a double press is one."""
        ...

    def act(self, name: str) -> None:
        """One of ``bar.actions`` was pressed."""
        ...

    def leave(self) -> None:
        """The operator goes elsewhere: save what is pending, drop answers still under way."""
        ...

    def forget(self) -> None:
        """Nobody is served any more: nothing of the case stays, shown or not. Called after
        ``leave``, and more than once."""
        ...

    def speak(self) -> None:
        """The language of the screens changed: make the state anew and tell it."""
        ...


class StepView(Protocol):
    """The widget of a step. ``show_state`` takes the step's own state; ``assembly`` connects it."""

    def main_field(self) -> QWidget:
        """What gets the focus when the step is entered."""
        ...
