"""What the page of administration shows: who works here, one of them open to be changed."""

from __future__ import annotations

from dataclasses import dataclass

from operator_app.domain.operators import Role, Window
from operator_app.queries.people import OperatorLine
from ui.runtime.faces import Busy, Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonForm:
    """A person as typed; ``id`` is empty for a new one. The password never stands here."""

    id: str = ""
    login: str = ""
    full_name: str = ""
    roles: frozenset[Role] = frozenset({Role.OPERATOR})
    active: bool = True
    has_password: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AdministrationState:
    """``attempt`` grows whenever the password field must be emptied."""

    people: tuple[OperatorLine, ...] = ()
    windows: tuple[Window, ...] = ()
    asked: bool = False
    form: PersonForm | None = None
    attempt: int = 0
    saved: str = ""
    """Name of whoever was saved just now."""
    working: bool = False
    busy: Busy | None = None
    trouble: Trouble | None = None

    @property
    def may_save(self) -> bool:
        form = self.form
        if form is None or self.working:
            return False
        return bool(form.login.strip() and form.full_name.strip() and form.roles)
