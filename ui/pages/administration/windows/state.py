"""What the list of windows shows, and one of them open to be changed."""

from __future__ import annotations

from dataclasses import dataclass, field

from operator_app.domain.catalogue import Bilingual
from operator_app.domain.operators import Window
from ui.runtime.faces import Busy, Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowForm:
    """A window as typed; ``known`` is false for a new one, whose number is still chosen."""

    number: int
    name: str = ""
    category: str = ""
    active: bool = True
    known: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowsState:
    windows: tuple[Window, ...] = ()
    categories: dict[str, Bilingual] = field(default_factory=dict)
    asked: bool = False
    form: WindowForm | None = None
    saved: int = 0
    """Number of the window that was saved just now."""
    working: bool = False
    busy: Busy | None = None
    trouble: Trouble | None = None

    @property
    def may_save(self) -> bool:
        return self.form is not None and not self.working
