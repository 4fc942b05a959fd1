"""Types of the envelopes that tell of the catalogue editor, and what each of them carries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import NAMESPACE_URL, uuid5

import msgspec

from operator_app.domain.editions import CenterEdition
from operator_app.domain.proposals import Proposal
from operator_app.wire.message_refusals import BodyBroken

CATALOGUE: Final = "catalogue."
"""All of them begin so; every window of the center is told of them."""
CATALOGUE_PROPOSE: Final = "catalogue.propose"
CATALOGUE_SETTLE: Final = "catalogue.settle"
"""A proposal was confirmed, returned or taken back."""
CATALOGUE_EDITION: Final = "catalogue.edition"

_PROPOSALS: Final = msgspec.json.Decoder(Proposal)
_EDITIONS: Final = msgspec.json.Decoder(CenterEdition)


def content_of(value: Proposal | CenterEdition) -> Mapping[str, object]:
    """The body: the whole value, as the store keeps it."""
    return {"content": msgspec.json.encode(value).decode("utf-8")}


def entity_of(edition: CenterEdition) -> str:
    """Editions have names, entities are UUIDs: one name is one entity at every window."""
    return str(uuid5(NAMESPACE_URL, edition.name))


def proposal_from(kind: str, content: str) -> Proposal:
    try:
        return _PROPOSALS.decode(content)
    except msgspec.DecodeError as error:
        raise BodyBroken(type=kind) from error


def edition_from(content: str) -> CenterEdition:
    try:
        return _EDITIONS.decode(content)
    except msgspec.DecodeError as error:
        raise BodyBroken(type=CATALOGUE_EDITION) from error
