"""The storms by name, with the full number of cycles of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from tests.faults import crowds, hub_storms, line_storms
from tests.faults.outcome import Outcome, Plan

STORMS: Mapping[str, tuple[Callable[[Plan], Outcome], int]] = MappingProxyType(
    {
        "hub_kill_live": (hub_storms.run_hub_kill, hub_storms.KILLS),
        "postgres_stop": (hub_storms.run_postgres_stop, hub_storms.STOPS),
        "postgres_backend_terminated": (hub_storms.run_backend_terminated, hub_storms.CUTS),
        "pool_of_one": (hub_storms.run_pool_of_one, hub_storms.POOLS),
        "lost_replies": (line_storms.run_lost_replies, line_storms.REPLIES),
        "bad_line": (line_storms.run_bad_line, line_storms.BAD_LINES),
        "same_message": (crowds.run_same_message, crowds.SAME),
        "id_reused": (crowds.run_id_reused, crowds.REUSED),
        "any_order": (crowds.run_any_order, crowds.ORDERS),
        "ticket_race": (crowds.run_ticket_race, crowds.RACES),
    }
)
