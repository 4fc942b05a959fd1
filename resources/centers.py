"""The centers of the training profiles: name and address as papers show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

import msgspec

from operator_app.domain.catalogue import Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class CenterText:
    """``name`` has a place ``{number}`` for the number of the department."""

    name: Bilingual
    address: Bilingual


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    note: str
    call_center: str
    centers: dict[str, CenterText]


@dataclass(frozen=True, slots=True, kw_only=True)
class Centers:
    call_center: str
    by_region: Mapping[str, CenterText]


def load_centers() -> Centers:
    data = (resources.files("resources") / "centers.json").read_bytes()
    read = msgspec.json.decode(data, type=_File)
    return Centers(call_center=read.call_center, by_region=read.centers)
