"""The catalogue editor over a store in memory: three people, of whom two may edit."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from operator_app.adapters.catalogue_packages import pack, unpack
from operator_app.domain.catalogue import Catalogue, CenterEditions, Form, ServiceRecord
from operator_app.domain.catalogue_packages import Signed, bring_into_force
from operator_app.domain.editions import CenterEdition
from operator_app.domain.operators import Operator, OperatorId, Role
from operator_app.domain.proposals import Correction, Kind, Proposal
from operator_app.domain.signatures import SignatureBroken, Verified
from operator_app.usecases.confirm_requirement import ConfirmRequirement, ConfirmRequirementHandler
from operator_app.usecases.export_catalogue_package import (
    ExportCataloguePackage,
    ExportCataloguePackageHandler,
)
from operator_app.usecases.import_catalogue_package import (
    ImportCataloguePackage,
    ImportCataloguePackageHandler,
    Offered,
)
from operator_app.usecases.propose_requirement import ProposeRequirement, ProposeRequirementHandler
from operator_app.usecases.propose_settlement import ProposeSettlement, ProposeSettlementHandler
from operator_app.usecases.return_proposal import ReturnProposal, ReturnProposalHandler
from tests.support.fakes import FakeStore
from tests.support.fakes_outside import FakeSigner, NewIds
from tests.unit.usecases.counter import AT, CERTIFICATE, DAY, catalogue

SHIPPED = "almaty-2017-11-01-4/457:guardianship_certificate"
ROW = "child_birth_certificate"
PLACE = "9-тармақ, 3) тармақша"
FIRST = Operator(
    id=OperatorId("first"),
    login="orazov",
    full_name="Оразов Д. М.",
    roles=frozenset({Role.SUPERVISOR}),
)
SECOND = Operator(
    id=OperatorId("second"),
    login="admin",
    full_name="Әкімшінова С. Т.",
    roles=frozenset({Role.ADMINISTRATOR}),
)
OUTSIDER = Operator(
    id=OperatorId("third"),
    login="ahmetova",
    full_name="Ахметова А. Б.",
    roles=frozenset({Role.OPERATOR, Role.SENIOR}),
)
CORRECTION = Correction(
    ru="свидетельство о рождении ребенка",
    kk="баланың туу туралы куәлігі",
    form=Form.ORIGINAL_SHOWN_AND_RETURNED,
    condition=None,
    from_state_system=True,
    multi=False,
)


def own_catalogue() -> Catalogue:
    """The shipped one, with editions of its own."""
    return replace(catalogue(), center=CenterEditions())


def verify(content: bytes, p7s: bytes) -> Verified:
    """What ``FakeSigner`` has signed."""
    if p7s != b"signed " + hashlib.sha256(content).digest():
        raise SignatureBroken(why="another content")
    return Verified(
        holder_iin="850417350123",
        holder_bin="",
        common_name="АХМЕТОВА АЙГЕРІМ",
        serial="0a1b",
        valid_from=AT,
        valid_to=AT,
        signing_time=AT,
    )


class Editor:
    """Every command of the editor at one center; ``at`` can be moved."""

    def __init__(self) -> None:
        self.at = AT
        self.store = FakeStore()
        for person in (FIRST, SECOND, OUTSIDER):
            self.store.tables.operators[person.id] = person
        self.law = own_catalogue()
        self.signer = FakeSigner()
        self.new_id = NewIds()
        units, now = self.store, self.now
        self.proposing = ProposeRequirementHandler(units, now, self.law)
        self.confirming = ConfirmRequirementHandler(units, now, self.law)
        self.settling = ProposeSettlementHandler(units, now, self.law)
        self.returning = ReturnProposalHandler(units, now)
        self.exporting = ExportCataloguePackageHandler(units, now, self.signer, pack)
        self.importing = ImportCataloguePackageHandler(units, now, self.law, self.unpack)

    def now(self) -> datetime:
        return self.at

    @staticmethod
    def unpack(file: bytes) -> Signed:
        return unpack(file, verify)

    @property
    def record(self) -> ServiceRecord:
        """What applies today."""
        return self.law.find(service=CERTIFICATE, region="almaty", on=DAY)

    @property
    def editions(self) -> tuple[CenterEdition, ...]:
        return self.store.tables.editor.editions

    def propose(self, **changes: Any) -> Proposal:
        command = ProposeRequirement(
            proposal_id=self.new_id(),
            edition=self.record.edition,
            kind=Kind.CONFIRM,
            requirement=ROW,
            place=PLACE,
            by=FIRST.id,
        )
        return self.proposing(replace(command, **changes))

    def correct(self, **changes: Any) -> Proposal:
        return self.propose(**{"kind": Kind.CORRECT, "correction": CORRECTION, **changes})

    def confirm(
        self, *proposals: Proposal, by: Operator = SECOND, valid_from: date = DAY
    ) -> CenterEdition:
        command = self.confirmation(proposals, self.record.edition, by, valid_from)
        return self.confirming(command)

    @staticmethod
    def confirmation(
        proposals: Sequence[Proposal], edition: str, by: Operator, valid_from: date
    ) -> ConfirmRequirement:
        return ConfirmRequirement(
            proposals=tuple(one.id for one in proposals),
            edition=edition,
            valid_from=valid_from,
            by=by.id,
        )

    def send_back(self, proposal: Proposal, remark: str, by: Operator = SECOND) -> Proposal:
        return self.returning(ReturnProposal(proposal_id=proposal.id, remark=remark, by=by.id))

    def export(self) -> bytes:
        return self.exporting(ExportCataloguePackage(center="002", by=SECOND.id))

    def take_in(self, file: bytes, by: Operator = SECOND) -> Offered:
        return self.importing(ImportCataloguePackage(content=file, by=by.id))

    def settle(self, fell: str, *taken: str, by: Operator = FIRST) -> Proposal:
        command = ProposeSettlement(
            proposal_id=self.new_id(), fell=fell, taken=taken, place=PLACE, by=by.id
        )
        return self.settling(command)

    def all_editions(self) -> tuple[CenterEdition, ...]:
        """In the hub's order."""
        with self.store() as unit:
            return unit.editions.all()

    def restart_editor(self) -> Editor:
        """Another start of the program on this store."""
        again = Editor()
        again.store, again.law = self.store, self.restart()
        return again

    def restart(self) -> Catalogue:
        """The catalogue as another start of the program reads it from the store."""
        law = own_catalogue()
        bring_into_force(law, self.all_editions())
        return law
