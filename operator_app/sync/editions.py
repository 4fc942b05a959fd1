"""What other windows have made of the catalogue: two people may sit at two windows."""

from __future__ import annotations

import logging

from operator_app.domain.catalogue import Catalogue, UnknownEdition
from operator_app.domain.catalogue_packages import Package, bring_into_force, fresh_of
from operator_app.domain.proposals import Proposal, ProposalState
from operator_app.errors import RuleViolation
from operator_app.ports import UnitOfWork, UnitOfWorkFactory
from operator_app.usecases.propose_requirement import nobody_waits_for
from operator_app.wire.bodies import OF_WINDOWS, CatalogueTold
from operator_app.wire.catalogue import (
    CATALOGUE,
    CATALOGUE_EDITION,
    edition_from,
    proposal_from,
)
from operator_app.wire.envelopes import Envelope
from operator_app.wire.message_refusals import MessageRefusal

_log = logging.getLogger(__name__)


class FollowCatalogue:
    """An edition is checked by the rules of a package: what does not follow from its base is not
    taken in. One that grows beside another is, and the hub's order tells which of them stands.
    What was followed before changes nothing."""

    def __init__(self, units: UnitOfWorkFactory, catalogue: Catalogue) -> None:
        self._units = units
        self._catalogue = catalogue
        self._heard = False

    def __call__(self, unit: UnitOfWork, envelope: Envelope, place: int) -> frozenset[str]:
        if not envelope.type.startswith(CATALOGUE):
            return frozenset()
        try:
            body = OF_WINDOWS.read(envelope.type, envelope.schema, envelope.body)
            if not isinstance(body, CatalogueTold):
                return frozenset()
            if envelope.type == CATALOGUE_EDITION:
                return self._edition(unit, envelope, body, place)
            return self._proposal(unit, proposal_from(envelope.type, body.content))
        except (MessageRefusal, RuleViolation) as error:
            _log.info("a message about the catalogue is not followed: %s", error.code)
            return frozenset()

    def kept(self) -> None:
        """From now on it is in force here too."""
        if not self._heard:
            return
        with self._units() as unit:
            editions = unit.editions.all()
        bring_into_force(self._catalogue, editions)
        self._heard = False

    def _edition(
        self, unit: UnitOfWork, envelope: Envelope, body: CatalogueTold, place: int
    ) -> frozenset[str]:
        """This window's own comes out of the hub too, and has its place in the order then."""
        law, edition, mine = self._catalogue, edition_from(body.content), unit.editions.all()
        told = Package(center="", made_by=envelope.actor, made_at=envelope.at, editions=(edition,))
        fresh = fresh_of(told, mine, law.services, law.conditions, beside=True)
        for one in fresh:
            unit.editions.add(one)
        unit.editions.heard(edition.name, place)
        changed = unit.editions.all() != mine
        self._heard = self._heard or changed
        return frozenset({envelope.entity}) if changed else frozenset()

    def _proposal(self, unit: UnitOfWork, told: Proposal) -> frozenset[str]:
        """A settled one stays settled; of one row one waits, the first that was heard of."""
        known = unit.editions.proposal(told.id)
        if known is not None and (known == told or known.state is not ProposalState.OPEN):
            return frozenset()
        editions = {record.edition for record in self._catalogue.services}
        editions |= {edition.name for edition in unit.editions.all()}
        if told.edition not in editions:
            raise UnknownEdition(edition=told.edition)
        if told.state is ProposalState.OPEN:
            nobody_waits_for(unit, told)
        unit.editions.save_proposal(told)
        return frozenset({told.id})
