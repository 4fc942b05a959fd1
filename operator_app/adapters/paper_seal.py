"""Tells whether a paper is whole: a hash on its last line, and what it says it is.

The seal guards against damage only, anyone can make one: whether the center gave the paper out
is known by comparing its hash with the store's or the hub's.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass

from operator_app.domain.papers import PaperKind
from operator_app.errors import RuleViolation

MARK = b"%tereze-sha256:"

_LINE = re.compile(MARK + rb"([0-9a-f]{64})\n")
_HEADER = b"%PDF-"
_FIELD = rb"<tereze:%s>([^<]{1,200})</tereze:%s>"


class NotOurs(RuleViolation):
    """A PDF, but without the kind and number that every paper of ours carries."""

    code = "paper.not_ours"


class Unreadable(RuleViolation):
    """Not a PDF at all, or cut before its end."""

    code = "paper.unreadable"


@dataclass(frozen=True, slots=True)
class Seal:
    """What the paper says about itself, and whether its bytes are those that were sealed."""

    kind: PaperKind
    number: str
    language: str
    unchanged: bool


def seal(pdf: bytes) -> bytes:
    """``pdf`` with the hash of all its bytes as a last comment line; PDF readers skip it."""
    whole = pdf if pdf.endswith(b"\n") else pdf + b"\n"
    return whole + MARK + hashlib.sha256(whole).hexdigest().encode() + b"\n"


def check(pdf: bytes) -> Seal:
    """Read the seal. A changed paper is an answer, not an error."""
    if not pdf.startswith(_HEADER):
        raise Unreadable(why="%PDF")
    if b"%%EOF" not in pdf:
        raise Unreadable(why="%%EOF")
    kind = _field(pdf, b"kind")
    if kind not in set(PaperKind):
        raise NotOurs(kind=kind)
    return Seal(
        kind=PaperKind(kind),
        number=_field(pdf, b"number"),
        language=_field(pdf, b"language"),
        unchanged=_unchanged(pdf),
    )


def _unchanged(pdf: bytes) -> bool:
    start = pdf.rfind(MARK)
    line = _LINE.fullmatch(pdf, start) if start >= 0 else None
    if line is None:
        return False
    return hmac.compare_digest(line[1].decode(), hashlib.sha256(pdf[:start]).hexdigest())


def _field(pdf: bytes, name: bytes) -> str:
    """The one value of ``name``: two that differ are a paper put together by hand."""
    values = set(re.findall(_FIELD % (name, name), pdf))
    if len(values) != 1:
        raise NotOurs(missing=name.decode())
    try:
        return str(values.pop(), "utf-8")
    except UnicodeDecodeError as error:
        raise NotOurs(missing=name.decode()) from error
