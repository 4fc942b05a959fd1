"""The audit chain notices what was changed, removed or reordered behind its back."""

from __future__ import annotations

import pytest

from db.audit_chain import verify_chain
from operator_app.domain.audit import Break
from tests.db.builders import Store, an_application


@pytest.fixture
def journal(store: Store) -> Store:
    for _ in range(5):
        store.save_all(an_application())
    return store


def tamper(store: Store, *statements: str) -> Break | None:
    with store.engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    return verify_chain(store.engine).broken


def test_an_untouched_chain_holds(journal: Store) -> None:
    state = verify_chain(journal.engine)

    assert (state.entries, state.broken) == (5, None)


@pytest.mark.parametrize("column", ["at", "actor", "action", "entity", "details"])
def test_a_changed_field_is_found(journal: Store, column: str) -> None:
    found = tamper(journal, "UPDATE audit SET ? = ? || 'x' WHERE seq = 3".replace("?", column))

    assert found == Break(seq=3, why="hash")


def test_a_field_changed_together_with_its_hash_is_found_by_the_next(journal: Store) -> None:
    found = tamper(journal, "UPDATE audit SET hash = prev WHERE seq = 3")

    assert found == Break(seq=3, why="hash")


def test_a_removed_row_is_found(journal: Store) -> None:
    assert tamper(journal, "DELETE FROM audit WHERE seq = 2") == Break(seq=2, why="gap")


def test_a_row_removed_and_the_rest_moved_up_is_found(journal: Store) -> None:
    found = tamper(
        journal,
        "DELETE FROM audit WHERE seq = 2",
        "UPDATE audit SET seq = 2 WHERE seq = 3",
    )

    assert found == Break(seq=2, why="prev")


def test_the_last_row_removed_is_found(journal: Store) -> None:
    assert tamper(journal, "DELETE FROM audit WHERE seq = 5") == Break(seq=5, why="head")


def test_two_rows_in_each_others_place_are_found(journal: Store) -> None:
    found = tamper(
        journal,
        "UPDATE audit SET seq = 99 WHERE seq = 2",
        "UPDATE audit SET seq = 2 WHERE seq = 4",
        "UPDATE audit SET seq = 4 WHERE seq = 99",
    )

    assert found == Break(seq=2, why="prev")


def test_an_empty_chain_holds(store: Store) -> None:
    assert verify_chain(store.engine).broken is None
