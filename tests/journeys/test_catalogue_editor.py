"""Acceptance: two people, a new edition, an old case; and the same catalogue elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from operator_app.adapters.identifiers import new_uuid7
from operator_app.bootstrap import OperatorKey, Profile, open_profile
from operator_app.bootstrap.catalogue_editor import CatalogueEditor, build_editor
from operator_app.bootstrap.center_catalogue import of_center
from operator_app.bootstrap.training import seed_training_center
from operator_app.cli.main import main
from operator_app.domain.applications import Application, ApplicationId
from operator_app.domain.editions import CenterEdition, OwnProposal
from operator_app.domain.proposals import Kind
from operator_app.gateways.clocks import StandingClock
from operator_app.usecases.confirm_requirement import ConfirmRequirement
from operator_app.usecases.open_draft import OpenDraftHandler
from operator_app.usecases.propose_requirement import ProposeRequirement
from resources.load import load_catalogue
from stand.pki import make_pki
from tests.support.catalogue_editor import CORRECTION, PLACE, ROW, SHIPPED
from tests.unit.usecases.counter import AT, DAY, an_opening

SUPERVISOR, ADMINISTRATOR = "orazov", "admin"
SHIPPED_CATALOGUE = load_catalogue()


@pytest.fixture(scope="module")
def pki(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_pki(tmp_path_factory.mktemp("keys") / "pki")


@dataclass
class Center:
    """The editor of one profile; each one opened anew reads the store anew."""

    profile: Profile
    editor: CatalogueEditor

    def new_edition(self, row: str = ROW, kind: Kind = Kind.CORRECT) -> CenterEdition:
        record = self.editor.catalogue.in_force("almaty", DAY)[0]
        proposal = self.editor.propose(
            ProposeRequirement(
                proposal_id=new_uuid7(),
                edition=record.edition,
                kind=kind,
                requirement=row,
                place=PLACE,
                by=self.editor.person(SUPERVISOR),
                correction=CORRECTION if kind is Kind.CORRECT else None,
            )
        )
        confirming = ConfirmRequirement(
            proposals=(proposal.id,),
            edition=record.edition,
            valid_from=DAY,
            by=self.editor.person(SUPERVISOR),
        )
        with pytest.raises(OwnProposal):
            self.editor.confirm(confirming)
        return self.editor.confirm(replace(confirming, by=self.editor.person(ADMINISTRATOR)))

    def open_case(self) -> Application:
        opening = OpenDraftHandler(self.profile.units, lambda: AT, self.editor.catalogue)
        return opening(an_opening())

    def read(self, case: ApplicationId) -> Application:
        with self.profile.units() as unit:
            found = unit.applications.get(case)
        assert found is not None
        return found


class Folders:
    """Two centers with made-up people; opened one at a time, as a profile is."""

    def __init__(self, folder: Path, keys: Path) -> None:
        self.here, self.there, self.keys = folder / "here", folder / "there", keys
        self.file = folder / "catalogue.package"
        for profile in (self.here, self.there):
            with open_profile(profile, training=True) as made:
                seed_training_center(made)

    def opened(self, folder: Path) -> Iterator[Center]:
        with open_profile(folder) as profile:
            catalogue = of_center(SHIPPED_CATALOGUE, profile.units)
            key, now = OperatorKey(folder=self.keys), StandingClock(AT)
            yield Center(profile, build_editor(profile, catalogue, key, now))

    def give(self) -> int:
        return self._run("export-package", self.here, "--center", "002")

    def take(self) -> int:
        return self._run("import-package", self.there)

    def _run(self, command: str, profile: Path, *more: str) -> int:
        common = ("--by", ADMINISTRATOR, "--keys", str(self.keys), "--profile", str(profile))
        return main(["catalogue", command, str(self.file), *common, *more])


@pytest.fixture
def folders(tmp_path: Path, pki: Path) -> Folders:
    return Folders(tmp_path, pki)


def exported(capsys: pytest.CaptureFixture[str], profile: Path) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["catalogue", "export", "--profile", str(profile)]) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def test_two_people_make_an_edition_and_an_open_case_keeps_the_old_one(folders: Folders) -> None:
    for center in folders.opened(folders.here):
        old = center.open_case()
        edition = center.new_edition()
        new = center.open_case()
        assert (old.edition, new.edition) == (SHIPPED, edition.name)

    for center in folders.opened(folders.here):
        kept = center.read(old.id)
        catalogue = center.editor.catalogue
        assert kept.edition == SHIPPED
        assert catalogue.edition(kept.edition) == SHIPPED_CATALOGUE.edition(SHIPPED)
        assert catalogue.edition(center.read(new.id).edition).requirements == edition.requirements
        assert catalogue.in_force("almaty", DAY)[0].edition == edition.name
        assert catalogue.in_force("almaty", date(2018, 2, 5))[0].edition == SHIPPED


def test_elsewhere_the_exported_catalogue_is_the_same(
    folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    for center in folders.opened(folders.here):
        center.new_edition()
        center.new_edition("application", Kind.CONFIRM)
    assert exported(capsys, folders.there) != exported(capsys, folders.here)

    assert (folders.give(), folders.take()) == (0, 0)
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(said[1]["new"]) == 2
    assert exported(capsys, folders.there) == exported(capsys, folders.here)

    assert folders.take() == 0
    assert json.loads(capsys.readouterr().out)["new"] == []
    assert main(["audit", "verify", "--profile", str(folders.there)]) == 0
    assert main(["store", "check", "--profile", str(folders.there)]) == 0


def test_a_package_with_one_changed_byte_is_refused_whole(
    folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    for center in folders.opened(folders.here):
        center.new_edition()
    folders.give()
    before = exported(capsys, folders.there)
    content = bytearray(folders.file.read_bytes())
    for place in (3, 40, 700, len(content) // 2, len(content) - 1):
        spoilt = bytearray(content)
        spoilt[place] ^= 1
        folders.file.write_bytes(spoilt)
        assert folders.take() == 2, place
    told = capsys.readouterr().err.splitlines()

    assert len(told) == 5
    assert all(line.startswith("catalogue.package_") for line in told)
    assert exported(capsys, folders.there) == before


def test_a_package_signed_by_a_stranger_is_refused(
    folders: Folders, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for center in folders.opened(folders.here):
        center.new_edition()
    folders.give()
    folders.keys = make_pki(tmp_path / "other-keys")

    assert folders.take() == 2
    assert capsys.readouterr().err.startswith("catalogue.package_not_trusted")


def test_who_may_not_edit_exports_nothing(
    folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    for login in ("ahmetova", "nobody"):
        command = ["catalogue", "export-package", str(folders.file), "--center", "002"]
        more = ["--by", login, "--keys", str(folders.keys), "--profile", str(folders.here)]
        assert main([*command, *more]) == 2

    assert not folders.file.exists()
    assert capsys.readouterr().err.startswith("operator.not_allowed")
