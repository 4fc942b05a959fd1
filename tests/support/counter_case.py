"""A case at the counter held in memory: the real rules and checklist, without a store."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QPainter

from operator_app.domain.applications import (
    Application,
    ApplicationId,
    Child,
    Document,
    Party,
    PartyKind,
    Refusal,
    RegistryCheck,
    RegistryState,
    Representative,
    Scan,
    State,
)
from operator_app.domain.catalogue import Catalogue, Form
from operator_app.domain.checklist import checklist_of
from operator_app.domain.powers_of_attorney import PowerOfAttorney
from operator_app.domain.scans import LooksOf, ScanBroken, ScanEmpty, ScanNotAnImage
from operator_app.errors import OperatorAppError
from operator_app.ports import PaperRecord
from operator_app.usecases.attach_document import AttachDocument
from operator_app.usecases.enter_circumstances import EnterCircumstances
from operator_app.usecases.look_at_case import CaseView
from operator_app.usecases.refuse_application import RefuseApplication
from operator_app.usecases.remove_document import RemoveDocument
from resources.load import load_catalogue
from ui.pages.intake.steps.documents.doors import CaseDoors, DocumentsDoors, PageDoors

DAY = date(2018, 2, 6)
NOON = datetime(2018, 2, 6, 4, 41, tzinfo=UTC)
CASE = ApplicationId("0190f3a0-0000-7000-8000-00000000a001")


@cache
def catalogue() -> Catalogue:
    return load_catalogue()


def an_application(
    service: str = "guardianship_establishment", region: str = "almaty", **changes: Any
) -> Application:
    """A parent and a child of 2006; the registry has answered; no papers yet."""
    record = catalogue().find(service=service, region=region, on=DAY)
    application = Application(
        id=CASE,
        number="002-07-180206-0043-5",
        access_code="k7",
        center="002",
        window=7,
        operator="Ахметова А. Б.",
        region=region,
        service=service,
        edition=record.edition,
        language="kk",
        opened_at=NOON,
        applicant=Party(
            kind=PartyKind.PERSON,
            number="740817300283",
            surname="Құрманғазин",
            name="Ғалымжан",
            patronymic="Сұңқарұлы",
            checked=True,
        ),
        children=(
            Child(
                surname="Құрманғазина",
                name="Үміт",
                born_on=date(2006, 5, 1),
                born_abroad=False,
            ),
        ),
        checks=(RegistryCheck(system="gbd_fl", state=RegistryState.FOUND, at=NOON),),
    )
    return replace(application, **changes)


def a_representative() -> Representative:
    return Representative(
        party=Party(kind=PartyKind.PERSON, number="700101300001", surname="Өкіл", name="Әсем"),
        power_of_attorney=PowerOfAttorney(kind="notarised", number="12"),
    )


def a_view(application: Application, papers: tuple[PaperRecord, ...] = ()) -> CaseView:
    record = catalogue().edition(application.edition)
    return CaseView(
        application=application,
        record=record,
        checklist=checklist_of(application, record, catalogue().conditions, DAY),
        papers=papers,
        same_day=(),
    )


@dataclass
class Counter:
    """The use cases of step 4 over one application in memory.

    ``fails`` is raised by the next save; ``blobs`` is the sealed folder; ``gate`` holds saves back.
    """

    application: Application = field(default_factory=an_application)
    blobs: dict[str, bytes] = field(default_factory=dict)
    fails: OperatorAppError | None = None
    saves: list[str] = field(default_factory=list)
    gate: threading.Event | None = None

    def look(self, application_id: ApplicationId) -> CaseView | None:
        return a_view(self.application) if application_id == self.application.id else None

    def attach(self, command: AttachDocument) -> Application:
        for scan in command.document.scans:
            assert scan.sha256 in self.blobs
        self._save("attach", self.application.editable().with_document(command.document))
        return self.application

    def remove(self, command: RemoveDocument) -> Application:
        self._save("remove", self.application.editable().without_document(command.document))
        return self.application

    def answer(self, command: EnterCircumstances) -> Application:
        self._save("answer", replace(self.application, facts=dict(command.facts)))
        return self.application

    def refuse(self, command: RefuseApplication) -> Application:
        view = a_view(self.application)
        missing = tuple(row.code for row in view.checklist.missing)
        refusal = Refusal(
            missing=missing, standard_appendix=view.record.refusal_receipt_appendix, at=NOON
        )
        moved = self.application.moved(State.REFUSED_INCOMPLETE)
        self._save("refuse", replace(moved, refusal=refusal))
        return self.application

    def keep(self, content: bytes) -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        self.blobs[sha256] = content
        return sha256

    def fetch(self, sha256: str) -> bytes:
        if sha256 not in self.blobs:
            raise ScanBroken(name=sha256[:8])
        return self.blobs[sha256]

    def doors(self, **pages: Any) -> DocumentsDoors:
        return DocumentsDoors(
            case=CaseDoors(
                look=self.look,
                attach=self.attach,
                remove=self.remove,
                answer=self.answer,
                keep=self.keep,
            ),
            pages=PageDoors(
                fetch=self.fetch,
                inspect=inspect,
                **pages,
            ),
            catalogue=catalogue(),
        )

    def view(self) -> CaseView:
        return a_view(self.application)

    def _save(self, what: str, application: Application) -> None:
        if self.gate is not None:
            self.gate.wait(10)
        if self.fails is not None:
            error, self.fails = self.fails, None
            raise error
        self.saves.append(what)
        self.application = application


def inspect(content: bytes, name: str) -> LooksOf:
    """What the inspecting child process answers, without a process."""
    if not content:
        raise ScanEmpty(name=name)
    for start, media_type in (
        (b"\x89PNG", "image/png"),
        (b"\xff\xd8", "image/jpeg"),
        (b"II*\0", "image/tiff"),
        (b"MM\0*", "image/tiff"),
    ):
        if content.startswith(start):
            return LooksOf(media_type=media_type, width=1, height=1)
    raise ScanNotAnImage(name=name)


def a_picture(
    words: str = "құжат", *, width: int = 827, height: int = 1169, paper: str = "#FFFFFF"
) -> QImage:
    """A page with lines of made-up text; ``words`` make it another page."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(paper))
    if words:
        painter = QPainter(image)
        seed = hashlib.sha256(words.encode()).digest()
        for line in range(20):
            left, long = width // 10, width // 3 + width * seed[line % 32] // 640
            painter.fillRect(
                left, height // 10 + line * height // 26, long, max(height // 150, 2), "#202020"
            )
        painter.end()
    return image


def png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub forgets that str is taken
    return bytes(buffer.data().data())


@cache
def a_page(words: str = "құжат", **size: Any) -> bytes:
    return png(a_picture(words, **size))


def a_document(
    counter: Counter, row: str, *words: str, presented: Form = Form.ORIGINAL
) -> Document:
    """A saved paper of one page for each of ``words``."""
    scans = []
    for name in words:
        content = a_page(name)
        sha256 = counter.keep(content)
        scans.append(
            Scan(sha256=sha256, size=len(content), media_type="image/png", name=f"{name}.png")
        )
    return Document(requirement=row, presented=presented, scans=tuple(scans))
