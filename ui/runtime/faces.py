"""The faces every page has besides its own: busy, and in trouble."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trouble:
    """The error face: what happened, what it means for the applicant, what to do now.

    Made from an error by ``Speech.trouble``; ``retry`` offers to try the same again.
    """

    code: str
    happened: str
    means: str
    now: str
    retry: bool = False


@dataclass(frozen=True, slots=True)
class Busy:
    """The busy face: what is being done, already translated.

    Shown after 300 ms; from two seconds on with ``seconds`` and, if the work can be left, Cancel.
    """

    what: str
    seconds: int = 0
    can_cancel: bool = False
