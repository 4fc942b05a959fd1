"""A case that is to be played on the window, and the center it is played in; no Qt here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from operator_app.domain.applications import (
    ApplicationId,
    Child,
    ConsentAnswer,
    DeliveryWay,
    Document,
    Party,
    Representative,
)
from operator_app.domain.catalogue import ServiceRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePlace:
    """Where and when a case is played. ``silent``: the registries do not answer; ``offline``:
    the window has no line to the hub until the applicant has gone.
    """

    center: str
    region: str
    window: int
    operator: str
    at: datetime
    silent: bool = False
    offline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowPaper:
    document: Document
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowCase:
    application_id: ApplicationId
    record: ServiceRecord
    language: str
    consent: ConsentAnswer
    applicant: Party
    representative: Representative | None
    children: tuple[Child, ...]
    facts: Mapping[str, bool]
    papers: tuple[WindowPaper, ...]
    delivery: DeliveryWay
