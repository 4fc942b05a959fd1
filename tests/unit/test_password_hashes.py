"""Argon2id as it is used here; with cheap parameters wherever its cost is not the question."""

from __future__ import annotations

import pytest

from operator_app.adapters.password_hashes import Argon2Hashes

CHEAP = Argon2Hashes(memory_kib=16, passes=1)


def test_a_password_fits_its_own_hash_only() -> None:
    hashed = CHEAP.hash("алма-орык")

    assert CHEAP.verify(hashed, "алма-орык")
    assert not CHEAP.verify(hashed, "алма-орик")


def test_the_same_password_has_another_hash_each_time() -> None:
    assert CHEAP.hash("алма-орык") != CHEAP.hash("алма-орык")


@pytest.mark.parametrize("hashed", [None, "", "$argon2id$torn", "plain text"])
def test_nothing_fits_where_there_is_no_hash(hashed: str | None) -> None:
    assert not CHEAP.verify(hashed, "")


def test_one_letter_typed_in_two_ways_is_one_letter() -> None:
    assert CHEAP.verify(CHEAP.hash("й" * 8), "и\u0306" * 8)


def test_a_hash_costs_64_mebibytes_and_three_passes() -> None:
    hashed = Argon2Hashes().hash("алма-орык")

    assert hashed.startswith("$argon2id$")
    assert "m=65536,t=3," in hashed
    assert not Argon2Hashes().outdated(hashed)
    assert Argon2Hashes().outdated(CHEAP.hash("алма-орык"))
