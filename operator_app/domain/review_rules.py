"""Which finished cases call for a second look: what may be asked of a case; the rules are data."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from operator_app.domain.applications import Application, RegistryState, State
from operator_app.domain.catalogue import Bilingual


class Sign(StrEnum):
    """What a rule may look for in a case."""

    ACCEPTED = "accepted"
    REFUSED_INCOMPLETE = "refused_incomplete"
    POWER_NOT_NOTARISED = "power_not_notarised"
    TYPED_BY_HAND = "typed_by_hand"
    """A registry was to be asked and was silent, so the operator's typing stands alone."""
    CHANGED_AFTER_SIGNING = "changed_after_signing"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRule:
    """A case that shows ``all`` of the signs is looked at again."""

    code: str
    all: tuple[Sign, ...]
    reason: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """One case in so many, whatever is in it."""

    code: str
    one_in: int
    reason: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRules:
    """``own`` is true of rules that no act has: they are ours, and said to be."""

    rules: tuple[ReviewRule, ...] = ()
    draw: Draw | None = None
    source: str = ""
    own: bool = True
    confirmed: bool = False

    @property
    def reasons(self) -> Mapping[str, Bilingual]:
        """In words, by the rule's code."""
        drawn = (self.draw,) if self.draw is not None else ()
        return {one.code: one.reason for one in (*self.rules, *drawn)}

    def calling(self, case: Application) -> tuple[str, ...]:
        """Codes of the rules by which a finished case is looked at, in their order."""
        if not any(_SIGNS[sign](case) for sign in _FINISHED):
            return ()
        found = [one.code for one in self.rules if all(_SIGNS[sign](case) for sign in one.all)]
        if self.draw is not None and is_drawn(case.id, self.draw.one_in):
            found.append(self.draw.code)
        return tuple(found)


NO_RULES: Final = ReviewRules()
_FINISHED: Final = (Sign.ACCEPTED, Sign.REFUSED_INCOMPLETE)
_SILENT: Final = frozenset({RegistryState.UNAVAILABLE, RegistryState.OFFLINE})


def is_drawn(case_id: str, one_in: int) -> bool:
    """By the id alone: the same at every window, at any time, and even over all ids."""
    digest = hashlib.sha256(f"second look:{case_id}".encode()).digest()
    return int.from_bytes(digest[:8]) % one_in == 0


def _power_not_notarised(case: Application) -> bool:
    who = case.representative
    return who is not None and not who.power_of_attorney.notarised


def _typed_by_hand(case: Application) -> bool:
    """Of the applicant: what is asked of another system about somebody else does not count."""
    typed = case.applicant is not None and not case.applicant.checked
    return typed and any(check.state in _SILENT for check in case.checks)


_SIGNS: Final[Mapping[Sign, Callable[[Application], bool]]] = MappingProxyType(
    {
        Sign.ACCEPTED: lambda case: case.state is State.ACCEPTED,
        Sign.REFUSED_INCOMPLETE: lambda case: case.state is State.REFUSED_INCOMPLETE,
        Sign.POWER_NOT_NOTARISED: _power_not_notarised,
        Sign.TYPED_BY_HAND: _typed_by_hand,
        Sign.CHANGED_AFTER_SIGNING: lambda case: bool(case.signed_before),
    }
)
