"""The catalogue a center works by: what is shipped, and its own editions from its store."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from operator_app.bootstrap.profiles import open_profile
from operator_app.domain.catalogue import Catalogue, CenterEditions
from operator_app.domain.catalogue_packages import bring_into_force
from operator_app.ports import UnitOfWorkFactory
from resources.load import load_catalogue


def of_center(shipped: Catalogue, units: UnitOfWorkFactory) -> Catalogue:
    """``shipped`` with the editions of this store, and of no other."""
    own = replace(shipped, center=CenterEditions())
    with units() as unit:
        editions = unit.editions.all()
    bring_into_force(own, editions)
    return own


def catalogue_of_profile(folder: Path) -> Catalogue:
    """What the window in ``folder`` works by."""
    with open_profile(folder) as profile:
        return of_center(load_catalogue(), profile.units)
