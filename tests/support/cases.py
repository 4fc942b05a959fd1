"""Case files for rehearsals: made-up people of the stand, packages complete unless said."""

from __future__ import annotations

import itertools
import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from stand.people import Kind, Person, all_people

ALMATY_DAY = "2018-02-06T10:20:00+06:00"
DISTRICT_DAY = "2013-03-05T10:20:00+06:00"
SCAN = "page.png"
NEEDS_SCAN = {"original", "copy", "copy_with_original_for_check"}
_serial = itertools.count(1)

STATE_CORPORATION_SERVICES = {
    "guardianship_certificate": 3,
    "guardianship_establishment": 4,
    "minor_property_pension_bank_police_certificates": 7,
    "minor_property_transaction_certificate": 4,
    "guardian_allowance": 3,
}
"""Of the Almaty act, with the appendix of the standard that holds the refusal receipt's form."""

FACTS = {
    "applicant_married": True,
    "no_own_housing_in_register": True,
    "marriage_before_2008_06_01_or_abroad": True,
    "child_of_school_age": True,
    "inheritance_case": True,
    "property_is_bank_deposit": True,
    "property_is_vehicle": True,
    "second_parent_absent": True,
    "transaction_is_alienation": True,
    "transaction_is_pledge": True,
}
"""Every fact that a condition of these services asks for, each as it makes the list longest."""


@cache
def people(kind: str) -> tuple[Person, ...]:
    return tuple(person for person in all_people() if person.kind == kind)


def adult(number: int = 0) -> Person:
    return people(Kind.LIVING)[number]


@dataclass(frozen=True, kw_only=True)
class Row:
    """A requirement as the printed catalogue shows it; nothing of the product judges it here."""

    code: str
    condition: str | None
    form: str
    required: str
    from_state_system: bool
    alternative_group: str | None

    def holds(self, facts: Mapping[str, bool], *, represented: bool) -> bool:
        """Whether this row's condition is true for the family of ``a_case``."""
        if self.condition is None:
            return True
        derived = {
            "submitted_by_representative": represented,
            "applicant_not_married": not facts.get("applicant_married", False),
            "child_born_before_2007_08_13_or_abroad": True,
            "child_is_10_or_older": True,
        }
        if self.condition in derived:
            return derived[self.condition]
        return facts[self.condition]

    def needs_paper(self, facts: Mapping[str, bool], *, represented: bool) -> bool:
        """``commands.md``, Rows: conditional and true, or always with no state system, or the
        identity document."""
        if not self.holds(facts, represented=represented):
            return False
        if self.required == "conditional" or self.code == "identity_document":
            return True
        return not self.from_state_system


def a_person(person: Person) -> dict[str, Any]:
    return {
        "iin": person.iin,
        "surname": person.surname,
        "name": person.name,
        "patronymic": person.patronymic,
        "phone": "+7 700 000 00 00",
        "address": "Алматы, Үшқоңыр к-сі, 5",
    }


def a_notarised_representative(person: Person) -> dict[str, Any]:
    return {
        **a_person(person),
        "power_of_attorney": {
            "kind": "notarised",
            "number": "1234",
            "issued_on": "2012-12-01",
            "valid_until": "2020-12-31",
            "notary": "Ә. Нұрланқызы",
        },
    }


def a_document(row: Row, **changes: Any) -> dict[str, Any]:
    scans = [SCAN] if row.form in NEEDS_SCAN else []
    return {"requirement": row.code, "presented": row.form, "scans": scans, **changes}


def a_case(service: str, **changes: Any) -> dict[str, Any]:
    """A parent and a child of 2006, on a work day of the act; no documents yet."""
    child = people(Kind.MINOR)[1]
    return {
        "case_id": str(uuid.uuid4()),
        "region": "almaty",
        "service": service,
        "accepted_at": ALMATY_DAY,
        "language": "kk",
        "center": {"code": "002", "window": 7},
        "operator": "А. Ахметова",
        "ticket": {"category": "general"},
        "consent": "given",
        "applicant": a_person(adult(2)),
        "children": [
            {
                "iin": child.iin,
                "surname": child.surname,
                "name": child.name,
                "born_on": "2006-05-01",
                "born_abroad": False,
            }
        ],
        "facts": {},
        "documents": [],
        "registries": "stand",
        "delivery": "gateway",
        **changes,
    }


def package(
    rows: Iterable[Row], facts: Mapping[str, bool], *, represented: bool
) -> list[dict[str, Any]]:
    """One paper for every row that needs one, and one only of an alternative group."""
    documents, groups = [], set()
    for row in rows:
        if not row.needs_paper(facts, represented=represented):
            continue
        if row.alternative_group is not None:
            if row.alternative_group in groups:
                continue
            groups.add(row.alternative_group)
        documents.append(a_document(row))
    return documents


def draw_page(path: Path, words: str = "құжат") -> Path:
    """A page that looks like one: different words make different bytes."""
    image = Image.new("L", (620, 877), 255)
    drawing = ImageDraw.Draw(image)
    drawing.rectangle((40, 40, 580, 837), outline=0)
    drawing.text((60, 60), f"{words} {next(_serial)}".encode("ascii", "replace").decode(), fill=0)
    for line in range(12):
        drawing.line((60, 140 + 40 * line, 560, 140 + 40 * line), fill=120)
    image.save(path, "PNG", optimize=False)
    return path


def write_case(folder: Path, case: Mapping[str, Any], name: str = "case.json") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / SCAN).exists():
        draw_page(folder / SCAN)
    path = folder / name
    path.write_text(json.dumps(case, ensure_ascii=False), encoding="utf-8")
    return path
