"""Tells a barcode reader from a hand: no hand types this fast and ends with Enter."""

from __future__ import annotations

FASTEST_HAND_S = 0.035
SHORTEST_CODE = 5


class Burst:
    """Fed each character with its moment in seconds of a monotonic clock.

    A pause starts anew, so a slow beginning before a scan is not taken for part of it.
    """

    def __init__(self, *, fastest_hand_s: float = FASTEST_HAND_S) -> None:
        self._fastest_hand_s = fastest_hand_s
        self._typed = ""
        self._last_at = float("-inf")

    @property
    def typed(self) -> str:
        return self._typed

    def add(self, character: str, at: float) -> bool:
        """Whether a new run of characters has begun with this one."""
        begins = not self._follows(at)
        self._typed = character if begins else self._typed + character
        self._last_at = at
        return begins

    def end(self, at: float) -> str:
        """Enter came: the code, or nothing if it was a hand."""
        code = self._typed if self._follows(at) and len(self._typed) >= SHORTEST_CODE else ""
        self.forget()
        return code

    def forget(self) -> None:
        self._typed = ""
        self._last_at = float("-inf")

    def _follows(self, at: float) -> bool:
        return at - self._last_at <= self._fastest_hand_s
