"""The rules of the second look, as data."""

from __future__ import annotations

from importlib import resources
from typing import Annotated

import msgspec

from operator_app.domain.catalogue import Bilingual
from operator_app.domain.review_rules import Draw, ReviewRule, ReviewRules, Sign


class _Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    code: str
    all: Annotated[tuple[Sign, ...], msgspec.Meta(min_length=1)]
    reason: Bilingual


class _Draw(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    code: str
    one_in: Annotated[int, msgspec.Meta(ge=1)]
    reason: Bilingual


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    note: str
    source: str
    own: bool
    confirmed: bool
    rules: tuple[_Rule, ...]
    draw: _Draw | None = None


def load_review_rules() -> ReviewRules:
    data = (resources.files("resources") / "review_rules.json").read_bytes()
    read = msgspec.json.decode(data, type=_File)
    draw = read.draw
    return ReviewRules(
        rules=tuple(
            ReviewRule(code=one.code, all=one.all, reason=one.reason) for one in read.rules
        ),
        draw=None if draw is None else Draw(code=draw.code, one_in=draw.one_in, reason=draw.reason),
        source=read.source,
        own=read.own,
        confirmed=read.confirmed,
    )
