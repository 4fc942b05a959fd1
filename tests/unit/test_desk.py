"""What the pages of a window share, while whoever sat there gets up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any, cast

from operator_app.bootstrap.desk import Desk
from operator_app.domain.operators import Operator
from tests.support.courier_counter import a_session


def test_who_gets_up_while_they_are_looked_for_is_no_bug() -> None:
    """The lane of the store looks for a person whom the interface has let go in between."""
    session = a_session()

    @contextmanager
    def units() -> Iterator[Any]:
        desk.session = None
        yield SimpleNamespace(operators=SimpleNamespace(get=found))

    def found(operator_id: str) -> Operator | None:
        return session.operator if operator_id == session.operator.id else None

    room = SimpleNamespace(profile=SimpleNamespace(units=units))
    nothing = cast("Any", None)
    desk = Desk(
        room=cast("Any", room),
        database=nothing,
        hub=nothing,
        work=nothing,
        speech=nothing,
        print_pdf=nothing,
        session=session,
    )

    assert desk.person() == session.operator
    assert desk.person() is None
