"""The storms by name, with the full number of cycles of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from tests.faults import (
    clocks,
    copies,
    crowds,
    days_offline,
    hub_storms,
    line_storms,
    poison,
    quarrels,
    versions,
)
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
        "case_race": (quarrels.run_case_race, quarrels.RACES),
        "days_offline": (days_offline.run_days_offline, 1),
        "clock": (clocks.run_clock, clocks.JUMPS),
        "copied_store": (copies.run_copied_store, copies.COPIES),
        "restored_store": (copies.run_restored_store, copies.COPIES),
        "restored_hub": (copies.run_restored_hub, copies.COPIES),
        "versions": (versions.run_versions, versions.KILLS),
        "poison": (poison.run_poison, poison.CYCLES),
    }
)
