"""``GET /v1/clock_marks``: how many messages of a device came from a clock that was wrong."""

from __future__ import annotations

import msgspec

from operator_app.wire.envelopes import Count, Moment


class ClockMarks(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    marked: Count
    last_at: Moment | None = None
    """When the last of them came, by the hub's clock."""
