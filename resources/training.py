"""The made-up people, windows and queue of a training center's first start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from importlib import resources

import msgspec

from operator_app.domain.operators import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingPerson:
    """Shown on the sign-in page of a training profile, password and all."""

    login: str
    full_name: str
    roles: tuple[Role, ...]
    language: str
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingTicket:
    """An applicant who comes in: ``minutes_ago`` counts when the hall is filled at the start."""

    letter: str
    service: str
    minutes_ago: int
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingQueue:
    """The hall is filled up to ``at_least``; then somebody comes every ``every_s`` seconds."""

    at_least: int
    at_most: int
    every_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingCenter:
    """``starts_at`` is the marked moment at which the training clock starts to run."""

    note: str
    center: str
    region: str
    windows: int
    starts_at: datetime
    people: tuple[TrainingPerson, ...]
    queue: TrainingQueue
    tickets: tuple[TrainingTicket, ...]


def load_training_center() -> TrainingCenter:
    data = (resources.files("resources") / "training.json").read_bytes()
    return msgspec.json.decode(data, type=TrainingCenter)
