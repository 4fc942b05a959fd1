"""What an operator may be told, and what is a bug.

OperatorAppError
├─ RuleViolation      the operator can fix it     → beside the field
├─ Unavailable        the world can fix it        → status bar, retried
└─ Corrupted          support must fix it         → stop page, report id
Anything else is our bug and reaches the crash dialog.

A concrete error stands in the module whose rule it speaks for, next to that rule.
"""

from __future__ import annotations

from typing import ClassVar


class OperatorAppError(Exception):
    """Carries a code and the facts, never a sentence: the sentence depends on the language.

    The sentences (what happened, what it means for the applicant, what to do now) stand in
    ``resources/errors/<area>.json``, where the area is the part of the code before the dot.
    """

    code: ClassVar[str] = "app.unknown"

    def __init__(self, **details: object) -> None:
        super().__init__(self.code)
        self.details = details

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value}" for name, value in sorted(self.details.items()))
        return f"{self.code}: {facts}" if facts else self.code


class RuleViolation(OperatorAppError):
    """The operator asked for something the rules do not allow."""


class Unavailable(OperatorAppError):
    """The hub, a registry, a printer or the disk did not answer; trying later may work."""


class Corrupted(OperatorAppError):
    """Stored or shipped data contradicts itself; going on would make it worse."""
