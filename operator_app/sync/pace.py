"""When to try again: full jitter that grows to five minutes, and batches that fit the line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

FIRST_S: Final = 1.0
LONGEST_S: Final = 300.0
_GREATEST_POWER: Final = 10


class Pace:
    """Exponential back-off with full jitter: a center's windows never come back all at once.

    ``random`` gives 0 ≤ x < 1.
    """

    def __init__(self, random: Callable[[], float]) -> None:
        self._random = random
        self.failures = 0

    def failed(self, asked_s: float | None = None) -> float:
        """Seconds to wait; never less than the hub has asked for, never more than five minutes."""
        self.failures += 1
        ceiling = min(LONGEST_S, FIRST_S * 2.0 ** min(self.failures, _GREATEST_POWER))
        wait_s = ceiling * self._random()
        if asked_s is not None:
            wait_s = max(asked_s, 0.0) + FIRST_S * self._random()
        return min(LONGEST_S, wait_s)

    def reset(self) -> None:
        self.failures = 0


class Fitting:
    """A size that halves when something goes wrong and grows back while all is well."""

    def __init__(self, most: int, least: int = 1) -> None:
        self._most = most
        self._least = least
        self.size = most

    @property
    def smallest(self) -> bool:
        return self.size == self._least

    def failed(self) -> None:
        self.size = max(self._least, self.size // 2)

    def succeeded(self) -> None:
        self.size = min(self._most, self.size * 2)


class Growing:
    """A size that begins small, doubles while the line is quick, and begins anew after trouble.

    A center's own network takes a whole page at once; a modem gets no more than it can swallow.
    """

    QUICK_S: Final = 1.0

    def __init__(self, first: int, most: int) -> None:
        self._first = first
        self._most = most
        self.size = first

    def sent(self, took_s: float) -> None:
        if took_s <= self.QUICK_S:
            self.size = min(self._most, self.size * 2)

    def failed(self) -> None:
        self.size = self._first
