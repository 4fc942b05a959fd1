"""A training center for the journeys: one stand, one hub, one store, many applicants."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from operator_app.bootstrap import (
    Law,
    Outside,
    Profile,
    Workplace,
    build_workplace,
    hub_token,
    load_law,
    open_outside,
    open_profile,
)
from operator_app.cli.rehearsal.case_file import read_case
from operator_app.cli.rehearsal.journal import Journal
from operator_app.cli.rehearsal.play import Steps
from operator_app.cli.rehearse import play
from operator_app.domain.applications import Application, ApplicationId
from operator_app.gateways.children import Child
from operator_app.gateways.training_children import LISTEN, SHEP_PATH
from stand.people import all_people
from stand.powers import Power, PowerState, listed_powers
from tests.support.cases import (
    DISTRICT_DAY,
    FACTS,
    Row,
    a_case,
    a_notarised_representative,
    a_person,
    adult,
    package,
    write_case,
)

Rehearse = Callable[[Mapping[str, Any]], dict[str, Any]]


@pytest.fixture(scope="session")
def law() -> Law:
    return load_law()


class Center:
    """Everything a rehearsal needs, started once for all journeys."""

    def __init__(self, profile: Profile, law: Law, outside: Outside, folder: Path) -> None:
        self.profile = profile
        self.law = law
        self.outside = outside
        self.folder = folder

    def rehearse(self, case: Mapping[str, Any], out: Path) -> dict[str, Any]:
        path = write_case(self.folder, case)
        file = read_case(path)
        workplace = build_workplace(self.profile, self.law, self.outside, file.accepted_at)
        return dict(play(file, self.folder, workplace, out, Steps(Journal(None))))

    def complete_case(
        self,
        service: str,
        *,
        region: str = "almaty",
        represented: bool = False,
        married: bool = True,
        **changes: Any,
    ) -> dict[str, Any]:
        """A case with every paper that the service needs from this applicant."""
        rows = self.rows(service, region)
        asked = {condition for row in rows if (condition := row.condition)}
        facts = {fact: value for fact, value in FACTS.items() if fact in asked}
        if asked & {"applicant_married", "applicant_not_married"}:
            facts["applicant_married"] = married
        case = a_case(
            service,
            region=region,
            facts=facts,
            documents=package(rows, facts, represented=represented),
        )
        if region != "almaty":
            case["accepted_at"] = DISTRICT_DAY
        if represented:
            case["representative"] = a_notarised_representative(adult(5))
        return {**case, **changes}

    def application(self, case: Mapping[str, Any]) -> Application | None:
        """The row of this case in the store, if there is one."""
        with self.profile.units() as unit:
            return unit.applications.get(ApplicationId(case["case_id"]))

    @staticmethod
    def power(state: PowerState) -> Power:
        """A notarised power of attorney that ЕНИС answers in this way."""
        return next(power for power in listed_powers(all_people()) if power.state == state)

    @staticmethod
    def acting_by(power: Power) -> dict[str, Any]:
        """The applicant and the representative of ``power``, as a case file has them."""
        by_iin = {person.iin: person for person in all_people()}
        paper = {
            "kind": "notarised",
            "number": power.number,
            "issued_on": power.issued_on.isoformat(),
            "valid_until": "2030-01-01",
            "notary": "Ә. Нұрланқызы",
        }
        return {
            "applicant": a_person(by_iin[power.principal]),
            "representative": {**a_person(by_iin[power.attorney]), "power_of_attorney": paper},
        }

    def at(self, moment: str) -> Workplace:
        """The counter with its clock standing at ``moment``, for use cases of their own."""
        return build_workplace(self.profile, self.law, self.outside, datetime.fromisoformat(moment))

    def rows(self, service: str, region: str) -> tuple[Row, ...]:
        """The requirements as the catalogue has them, as plain facts."""
        record = next(
            one
            for one in self.law.catalogue.services
            if one.service == service and one.region == region
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


@pytest.fixture(scope="session")
def center(law: Law, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Center]:
    folder = tmp_path_factory.mktemp("center")
    with ExitStack() as stack:
        profile = stack.enter_context(open_profile(folder, training=True))
        stand = stack.enter_context(
            Child("stand", ["--data", str(folder / "stand"), "--listen", LISTEN], {})
        )
        said = stand.ready()
        hub = stack.enter_context(
            Child(
                "hub",
                [
                    *("--data", str(folder / "hub")),
                    *("--listen", LISTEN),
                    *("--shep", said["listening"].rstrip("/") + SHEP_PATH),
                    *("--shep-timeout", "1"),
                    "--training",
                ],
                {"TEREZE_HUB_TOKEN": hub_token(folder, training=True)},
            )
        )
        outside = stack.enter_context(
            open_outside(profile, hub_url=hub.ready()["listening"], key_folder=Path(said["pki"]))
        )
        yield Center(profile, law, outside, folder / "cases")


@pytest.fixture
def rehearse(center: Center, tmp_path: Path) -> Rehearse:
    return lambda case: center.rehearse(case, tmp_path / "out")
