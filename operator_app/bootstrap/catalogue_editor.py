"""The catalogue editor of one center: the commands that make, give out and take in editions.

Not called through a workplace: a package is taken in and given out with no hub and no stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from operator_app.bootstrap.center_catalogue import of_center
from operator_app.bootstrap.profiles import Profile, open_profile
from operator_app.domain.catalogue import Catalogue
from operator_app.domain.catalogue_packages import Signed
from operator_app.domain.operators import NoSuchOperator, OperatorId, login_of
from operator_app.domain.signatures import SignedRequest
from operator_app.gateways.clocks import machine_clock
from operator_app.ports import Clock
from operator_app.usecases.confirm_requirement import ConfirmRequirementHandler
from operator_app.usecases.export_catalogue_package import ExportCataloguePackageHandler
from operator_app.usecases.import_catalogue_package import ImportCataloguePackageHandler
from operator_app.usecases.propose_requirement import ProposeRequirementHandler
from operator_app.usecases.propose_settlement import ProposeSettlementHandler
from operator_app.usecases.return_proposal import ReturnProposalHandler
from resources.load import load_catalogue

if TYPE_CHECKING:
    from operator_app.bootstrap.workplaces import OperatorKey


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEditor:
    """Every command of the editor; all of them see the same ``catalogue``."""

    profile: Profile
    catalogue: Catalogue
    propose: ProposeRequirementHandler
    settle: ProposeSettlementHandler
    confirm: ConfirmRequirementHandler
    send_back: ReturnProposalHandler
    export: ExportCataloguePackageHandler
    take_in: ImportCataloguePackageHandler

    def person(self, login: str) -> OperatorId:
        with self.profile.units() as unit:
            operator = unit.operators.by_login(login_of(login))
        if operator is None:
            raise NoSuchOperator(operator=login)
        return operator.id


class _SignerOfTheMoment:
    """The key file is looked for when something is signed, not when a page is built."""

    def __init__(self, key: OperatorKey) -> None:
        self._key = key

    def sign(self, content: bytes, at: datetime) -> SignedRequest:
        return self._key.signer().sign(content, at)


def build_editor(
    profile: Profile, catalogue: Catalogue, key: OperatorKey, now: Clock
) -> CatalogueEditor:
    """``catalogue`` is that of the center: what is confirmed here is in force in it at once."""
    from operator_app.adapters.catalogue_packages import pack, unpack

    def unpacked(file: bytes) -> Signed:
        return unpack(file, key.verify)

    units = profile.units
    return CatalogueEditor(
        profile=profile,
        catalogue=catalogue,
        propose=ProposeRequirementHandler(units, now, catalogue),
        settle=ProposeSettlementHandler(units, now, catalogue),
        confirm=ConfirmRequirementHandler(units, now, catalogue),
        send_back=ReturnProposalHandler(units, now),
        export=ExportCataloguePackageHandler(units, now, _SignerOfTheMoment(key), pack),
        take_in=ImportCataloguePackageHandler(units, now, catalogue, unpacked),
    )


@contextmanager
def open_editor(folder: Path, keys: Path) -> Iterator[CatalogueEditor]:
    """The editor of the profile in ``folder``, with the key and the root that lie in ``keys``."""
    from operator_app.bootstrap.workplaces import OperatorKey

    with open_profile(folder) as profile:
        catalogue = of_center(load_catalogue(), profile.units)
        yield build_editor(profile, catalogue, OperatorKey(folder=keys), machine_clock)
