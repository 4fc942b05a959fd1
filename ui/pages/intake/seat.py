"""Who takes applications here, and with whom a new case begins."""

from __future__ import annotations

from dataclasses import dataclass

from operator_app.domain.applications import ApplicationId


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """The window and the operator signed in at it."""

    region: str
    center: str
    window: int
    operator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What is known before a service is chosen.

    ``first`` is the case of an applicant who asks for another service on the same ticket: who
    stands here is taken over, the consent and what the registries said are not.
    """

    ticket_id: str | None = None
    ticket: str = ""
    """The ticket as the hall calls it."""
    language: str = "kk"
    first: ApplicationId | None = None
