"""Manifests as the page of the courier shows them, and the packages that wait for one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from operator_app.domain.couriers import Manifest
from operator_app.ports_courier import ManifestPaper


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownManifest:
    """``own`` is false of another window's: it is only looked at."""

    manifest: Manifest
    own: bool
    papers: tuple[ManifestPaper, ...] = ()
    """In the order they were made; of another window's they are not here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPackage:
    """A signed case that goes by courier and lies in no manifest."""

    case_id: str
    number: str
    edition: str
    applicant: str
    due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BagChoice:
    """A manifest of this window that takes packages for the provider of a case."""

    id: str
    number: str
    packages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BagsOfCase:
    """Where the package of a case may go; ``inside`` is the number of the manifest it lies in."""

    choices: tuple[BagChoice, ...] = ()
    inside: str = ""


class ManifestsOfDay(Protocol):
    def __call__(self, center: str, day: date) -> tuple[KnownManifest, ...]:
        """Of that day, and of days before whatever the provider has not counted yet, by number;
        also of other windows, as far as this one was told."""
        ...


class WaitingPackages(Protocol):
    def __call__(self, limit: int) -> tuple[WaitingPackage, ...]:
        """The first to be decided first; those without a term last."""
        ...
