"""The composition root: the only module that knows every concrete class.

What takes long to load (SQLAlchemy, Alembic, ReportLab, httpx, cryptography, holidays) is loaded
by the function that needs it: most commands need little of it, and a rehearsal starts its
children before it loads its own part.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from db.profile_lock import locked
from operator_app.adapters.identifiers import new_access_code, new_uuid7
from operator_app.adapters.keys import ring_key, training_key
from operator_app.adapters.paper_seal import seal
from operator_app.domain.applications import Application
from operator_app.domain.catalogue import Catalogue
from operator_app.domain.papers import Office
from operator_app.domain.paperwork.heads import OfficeOf
from operator_app.domain.paperwork.phrases import filled
from operator_app.domain.signatures import Verified
from operator_app.domain.terms import WorkCalendar
from operator_app.gateways.clocks import StandingClock
from operator_app.ports import Blobs, UnitOfWorkFactory
from operator_app.settings import load_settings
from operator_app.sync.pull_case import PullCase
from operator_app.sync.push import Push
from operator_app.usecases.accept_application import AcceptApplicationHandler
from operator_app.usecases.ask_registries import AskRegistriesHandler
from operator_app.usecases.attach_document import AttachDocumentHandler
from operator_app.usecases.choose_service import ChooseServiceHandler
from operator_app.usecases.close_case import CloseCaseHandler
from operator_app.usecases.discard_draft import DiscardDraftHandler
from operator_app.usecases.enter_circumstances import EnterCircumstancesHandler
from operator_app.usecases.enter_representative import EnterRepresentativeHandler
from operator_app.usecases.finish import Desk
from operator_app.usecases.issue_result import IssueResultHandler
from operator_app.usecases.issue_ticket import IssueTicketHandler
from operator_app.usecases.look_at_case import LookAtCase
from operator_app.usecases.move_ticket import MoveTicketHandler
from operator_app.usecases.open_draft import OpenDraftHandler
from operator_app.usecases.record_consent import RecordConsentHandler
from operator_app.usecases.refuse_application import RefuseApplicationHandler
from operator_app.usecases.remove_document import RemoveDocumentHandler
from operator_app.usecases.reprint_paper import ReprintPaperHandler
from operator_app.usecases.return_after_refusal import ReturnAfterRefusalHandler
from resources.centers import Centers, load_centers
from resources.load import load_catalogue
from resources.texts import Texts

if TYPE_CHECKING:
    from db.backup import Manifest
    from db.profile_folder import Migrate, ProfileFolder
    from operator_app.gateways.hub_http import HttpHub
    from operator_app.gateways.key_file import KeyFileSigner
    from operator_app.gateways.scan_inspector import ScanInspector

HUB_KEY = "hub-access"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """An opened profile folder, and whether everything in it is made up."""

    store: ProfileFolder
    training: bool

    @property
    def folder(self) -> Path:
        return self.store.folder

    @property
    def blobs(self) -> Blobs:
        return self.store.blobs

    @property
    def units(self) -> UnitOfWorkFactory:
        return self.store.units


def profile_key(folder: Path, name: str, *, training: bool) -> bytes:
    """The key ``name`` of this profile: a marked file in training, else the system's keyring."""
    if training:
        return training_key(folder, name)
    return ring_key(f"{folder.resolve()}:{name}")


def is_training(folder: Path) -> bool:
    """A training profile is known by its marked key file."""
    return (folder / "TRAINING-store.key").exists()


@contextmanager
def hold_profile(folder: Path) -> Iterator[None]:
    """Nobody else works on the profile inside the block; waits for whoever does. Loads nothing."""
    with locked(folder):
        yield


@contextmanager
def open_held_profile(folder: Path, *, training: bool | None = None) -> Iterator[Profile]:
    """The profile in ``folder``, which the caller holds."""
    from db.profile_folder import Keys, open_profile_folder

    marked = is_training(folder) if training is None else training
    keys = Keys(
        store=profile_key(folder, "store", training=marked),
        blobs=profile_key(folder, "blobs", training=marked),
    )
    with open_profile_folder(folder, keys, new_uuid7, _load_migrate) as store:
        yield Profile(store=store, training=marked)


@contextmanager
def open_profile(folder: Path, *, training: bool | None = None) -> Iterator[Profile]:
    """The profile in ``folder``, held for this program; waits for whoever has it open."""
    with hold_profile(folder), open_held_profile(folder, training=training) as profile:
        yield profile


def _load_migrate() -> Migrate:
    from db.migrate import migrate

    return migrate


def restore_profile(folder: Path, file: Path, *, at: datetime) -> Manifest:
    """Puts the backup in the place of what ``folder`` holds, once nobody works there."""
    from db.restore import restore

    def own_key() -> bytes:
        return profile_key(folder, "store", training=is_training(folder))

    with locked(folder):
        return restore(file, folder, own_key, at=at)


def has_store(folder: Path) -> bool:
    """Whether a store is there to look into; asking must not make one."""
    from db.profile_folder import STORE

    return (folder / STORE).exists()


def ask_hub_for_blob(folder: Path, sha256: str) -> bool | None:
    """Whether the hub of this profile holds the file; ``None`` where no hub is set."""
    from operator_app.gateways.hub_http import HttpHub

    if not has_store(folder):
        return None
    training = is_training(folder)
    settings = load_settings(folder, training=training)
    if not settings.hub_url:
        return None
    token = hub_token(folder, training=training)
    with HttpHub(settings.hub_url, token, training=training) as hub:
        return not hub.missing_blobs([sha256])


def hub_token(folder: Path, *, training: bool) -> str:
    """What this window says to its own hub: as secret as the store itself."""
    return profile_key(folder, HUB_KEY, training=training).hex()


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorKey:
    """Where the operator's key file and its chain lie (the stand's, in training)."""

    folder: Path

    def signer(self, file: str = "operator.p12") -> KeyFileSigner:
        from operator_app.gateways.key_file import KeyFileSigner, read_certificates

        return KeyFileSigner(
            self.folder / file,
            (self.folder / "password.txt").read_text(encoding="utf-8").strip(),
            roots=read_certificates(self.folder / "root.pem"),
            chain=read_certificates(self.folder / "chain.pem"),
        )

    def verify(self, content: bytes, p7s: bytes) -> Verified:
        from operator_app.adapters.cms import verify_detached
        from operator_app.gateways.key_file import read_certificates

        return verify_detached(content, p7s, read_certificates(self.folder / "root.pem"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What stands outside this process: the hub, the child that opens images, the key file."""

    hub: HttpHub
    inspect_scan: ScanInspector
    key: OperatorKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """What is loaded once and shared by everything: regulation, calendar, texts, centers."""

    catalogue: Catalogue
    calendar: WorkCalendar
    centers: Centers
    texts: Callable[[str], Texts]


@dataclass(frozen=True, slots=True, kw_only=True)
class Workplace:
    """Every use case of the counter, ready to be called."""

    law: Law
    profile: Profile
    outside: Outside
    issue_ticket: IssueTicketHandler
    move_ticket: MoveTicketHandler
    open_draft: OpenDraftHandler
    choose_service: ChooseServiceHandler
    record_consent: RecordConsentHandler
    enter_representative: EnterRepresentativeHandler
    enter_circumstances: EnterCircumstancesHandler
    ask_registries: AskRegistriesHandler
    attach_document: AttachDocumentHandler
    remove_document: RemoveDocumentHandler
    accept: AcceptApplicationHandler
    refuse: RefuseApplicationHandler
    close_case: CloseCaseHandler
    discard_draft: DiscardDraftHandler
    reprint: ReprintPaperHandler
    return_after_refusal: ReturnAfterRefusalHandler
    look_at_case: LookAtCase
    issue_result: IssueResultHandler
    push: Push
    pull_case: PullCase

    @property
    def catalogue(self) -> Catalogue:
        return self.law.catalogue

    @staticmethod
    def new_access_code() -> str:
        return new_access_code()

    @staticmethod
    def digest(content: bytes) -> str:
        """The name a page will have in the sealed folder."""
        return hashlib.sha256(content).hexdigest()


def load_law() -> Law:
    from operator_app.adapters.calendar import kazakhstan_calendar

    return Law(
        catalogue=load_catalogue(),
        calendar=kazakhstan_calendar(),
        centers=load_centers(),
        texts=functools.cache(Texts.for_language),
    )


@contextmanager
def open_outside(profile: Profile, *, hub_url: str, key_folder: Path) -> Iterator[Outside]:
    from operator_app.gateways.hub_http import HttpHub
    from operator_app.gateways.scan_inspector import ScanInspector

    token = hub_token(profile.folder, training=profile.training)
    with (
        HttpHub(hub_url, token, training=profile.training) as hub,
        ScanInspector() as inspect_scan,
    ):
        yield Outside(hub=hub, inspect_scan=inspect_scan, key=OperatorKey(folder=key_folder))


def build_workplace(profile: Profile, law: Law, outside: Outside, at: datetime) -> Workplace:
    """The counter of a training center whose clock stands at ``at``."""
    from printing.render import render

    catalogue, units, now = law.catalogue, profile.units, StandingClock(at)
    office_of = _office_of(law.centers, training=profile.training)
    desk = Desk(
        units=units,
        now=now,
        new_id=new_uuid7,
        blobs=profile.blobs,
        typeset=lambda paper: seal(render(paper, law.texts)),
    )
    open_draft = OpenDraftHandler(units, now, catalogue)
    return Workplace(
        law=law,
        profile=profile,
        outside=outside,
        issue_ticket=IssueTicketHandler(units, now),
        move_ticket=MoveTicketHandler(units, now),
        open_draft=open_draft,
        choose_service=ChooseServiceHandler(units, now, catalogue),
        record_consent=RecordConsentHandler(units, now, catalogue),
        enter_representative=EnterRepresentativeHandler(units, now),
        enter_circumstances=EnterCircumstancesHandler(units, catalogue),
        ask_registries=AskRegistriesHandler(units, now, outside.hub),
        attach_document=AttachDocumentHandler(units, profile.blobs, catalogue),
        remove_document=RemoveDocumentHandler(units, now),
        accept=AcceptApplicationHandler(
            desk, outside.key.signer(), catalogue, law.calendar, office_of
        ),
        refuse=RefuseApplicationHandler(desk, catalogue, office_of),
        close_case=CloseCaseHandler(desk, catalogue, office_of),
        discard_draft=DiscardDraftHandler(units, now),
        reprint=ReprintPaperHandler(desk),
        return_after_refusal=ReturnAfterRefusalHandler(units, now, catalogue, open_draft),
        look_at_case=LookAtCase(units, catalogue),
        issue_result=IssueResultHandler(desk, catalogue, office_of),
        push=Push(units, profile.blobs, outside.hub),
        pull_case=PullCase(units, outside.hub),
    )


def _office_of(centers: Centers, *, training: bool) -> OfficeOf:
    def office_of(application: Application) -> Office:
        center = centers.by_region[application.region]
        return Office(
            code=application.center,
            window=application.window,
            name=filled(center.name, number=application.center.lstrip("0") or "0"),
            address=center.address,
            employee=application.operator,
            call_center=centers.call_center,
            training=training,
        )

    return office_of
