"""The cases that are killed: every outcome of the counter, with its scans, ready to be played."""

from __future__ import annotations

import io
import json
import random
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from operator_app.domain.applications import State
from operator_app.domain.catalogue import Catalogue
from stand.people import Kind
from tests.support.cases import (
    FACTS,
    Row,
    a_case,
    a_notarised_representative,
    a_person,
    adult,
    package,
    people,
)

CERTIFICATE = "guardianship_certificate"
MANY_PAPERS = "minor_property_pension_bank_police_certificates"
PAGE = (420, 594)


@dataclass(frozen=True, kw_only=True)
class Story:
    """A case in a folder of its own: ``case.json`` and its pages."""

    name: str
    folder: Path
    case: Mapping[str, Any]
    state: State
    """Where it ends when nobody disturbs it."""

    @property
    def id(self) -> str:
        return str(self.case["case_id"])

    @property
    def ticket_id(self) -> str:
        return str(uuid.uuid5(uuid.UUID(self.id), "ticket"))

    @property
    def file(self) -> Path:
        return self.folder / "case.json"

    def pages(self, requirement: str) -> list[bytes]:
        """The bytes that the applicant brought for this row."""
        return [
            (self.folder / name).read_bytes()
            for document in self.case["documents"]
            if document["requirement"] == requirement
            for name in document["scans"]
        ]


class Library:
    """Writes the stories. The dice choose people, languages and the number of pages."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._stories: tuple[Callable[[random.Random], tuple[dict[str, Any], State]], ...] = (
            self._complete,
            self._refused,
            self._many_papers,
            self._routed,
            self._issued,
            self._represented,
            self._consent_refused,
            self._registries_silent,
            self._unknown_person,
            self._open_question,
        )

    def story(self, number: int, folder: Path, dice: random.Random) -> Story:
        """Each kind in its turn."""
        make = self._stories[number % len(self._stories)]
        case, state = make(dice)
        case = {
            **case,
            "case_id": str(uuid.UUID(int=dice.getrandbits(128), version=4)),
            "language": dice.choice(("kk", "ru")),
        }
        return _written(make.__name__.strip("_"), folder / case["case_id"], case, state, dice)

    def offline_story(self, number: int, folder: Path, dice: random.Random) -> Story:
        """One that needs no registry and so no hub, of the kinds that end with papers."""
        make = (self._complete, self._refused, self._routed, self._consent_refused)[number % 4]
        case, state = make(dice)
        case = {
            **case,
            "case_id": str(uuid.UUID(int=dice.getrandbits(128), version=4)),
            "registries": "offline",
        }
        return _written(make.__name__.strip("_"), folder / case["case_id"], case, state, dice)

    def _whole(self, service: str, dice: random.Random, *, represented: bool = False) -> Any:
        rows, facts = self._rows(service), self._facts(service)
        return a_case(
            service,
            facts=facts,
            applicant=a_person(adult(dice.randrange(1, 12))),
            documents=package(rows, facts, represented=represented),
            **({"representative": a_notarised_representative(adult(15))} if represented else {}),
        )

    def _complete(self, dice: random.Random) -> tuple[dict[str, Any], State]:
        return self._whole(CERTIFICATE, dice), State.ACCEPTED

    def _represented(self, dice: random.Random) -> tuple[dict[str, Any], State]:
        return self._whole(CERTIFICATE, dice, represented=True), State.ACCEPTED

    def _many_papers(self, dice: random.Random) -> tuple[dict[str, Any], State]:
        return self._whole(MANY_PAPERS, dice), State.ACCEPTED

    def _issued(self, dice: random.Random) -> tuple[dict[str, Any], State]:
        return {**self._whole(CERTIFICATE, dice), "until": "issued"}, State.ISSUED

    def _refused(self, dice: random.Random) -> tuple[dict[str, Any], State]:
        case = self._whole(CERTIFICATE, dice)
        left_out = dice.randrange(len(case["documents"]))
        del case["documents"][left_out]
        return case, State.REFUSED_INCOMPLETE

    def _routed(self, dice: random.Random) -> tuple[dict[str, Any], State]:
        routed = [one for one in self._catalogue.services if not one.at_counter]
        record = dice.choice(routed)
        day = record.valid_from.replace(year=record.valid_from.year + 1)
        at = f"{day}T09:00:00Z"
        return a_case(record.service, region=record.region, accepted_at=at), State.ROUTED

    def _consent_refused(self, dice: random.Random) -> tuple[dict[str, Any], State]:
        return {**self._whole(CERTIFICATE, dice), "consent": "refused"}, State.CONSENT_REFUSED

    def _registries_silent(self, dice: random.Random) -> tuple[dict[str, Any], State]:
        return {**self._whole(CERTIFICATE, dice), "registries": "unavailable"}, State.ACCEPTED

    def _unknown_person(self, dice: random.Random) -> tuple[dict[str, Any], State]:
        stranger = a_person(dice.choice(people(Kind.NOT_FOUND)))
        return {**self._whole(CERTIFICATE, dice), "applicant": stranger}, State.DATA_UNAVAILABLE

    def _open_question(self, dice: random.Random) -> tuple[dict[str, Any], State]:
        return {**self._whole(MANY_PAPERS, dice), "facts": {}}, State.DRAFT

    def _rows(self, service: str) -> tuple[Row, ...]:
        record = next(
            one
            for one in self._catalogue.services
            if (one.service, one.region) == (service, "almaty")
        )
        return tuple(
            Row(
                code=row.code,
                condition=row.condition,
                form=row.form.value,
                required=row.required.value,
                from_state_system=row.from_state_system,
                alternative_group=row.alternative_group,
            )
            for row in record.requirements
        )

    def _facts(self, service: str) -> dict[str, bool]:
        asked = {row.condition for row in self._rows(service)}
        married = any("married" in (condition or "") for condition in asked)
        return {
            fact: value
            for fact, value in FACTS.items()
            if fact in asked or (fact == "applicant_married" and married)
        }


def _written(
    name: str, folder: Path, case: dict[str, Any], state: State, dice: random.Random
) -> Story:
    folder.mkdir(parents=True)
    for place, document in enumerate(case["documents"]):
        if document["scans"]:
            document["scans"] = list(_draw(folder, place, dice))
    story = Story(name=name, folder=folder, case=case, state=state)
    story.file.write_text(json.dumps(case, ensure_ascii=False), encoding="utf-8")
    return story


def _draw(folder: Path, place: int, dice: random.Random) -> Iterable[str]:
    """One to three pages for a document, each different from any other."""
    for number in range(dice.randint(1, 3)):
        grey = Image.frombytes("L", (30, 42), dice.randbytes(30 * 42))
        drawn = io.BytesIO()
        grey.resize(PAGE).save(drawn, "PNG", compress_level=1)
        page = f"{place}-{number}.png"
        (folder / page).write_bytes(drawn.getvalue())
        yield page
