"""Two people may change one record: the second one is told, and nothing is overwritten."""

from __future__ import annotations

from operator_app.errors import RuleViolation


class StaleVersion(RuleViolation):
    """The record was saved by somebody else after it was opened here."""

    code = "store.stale_version"
