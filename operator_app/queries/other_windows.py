"""Where a case can be handed over to: the other open windows and who sits there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherWindow:
    """``operator`` is empty where nobody has a shift now."""

    number: int
    operator: str = ""


class OtherWindows(Protocol):
    def __call__(self, center: str, window: int) -> tuple[OtherWindow, ...]:
        """The windows of ``center`` in use, by number, without ``window`` itself."""
        ...
