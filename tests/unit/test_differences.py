"""What differs between the version that was signed and the one that is being changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.applications import Application, DeliveryWay, State
from operator_app.domain.differences import Difference, Differing, differences
from tests.support.window_cases import a_child, a_draft, an_applicant

SIGNED = a_draft()
PAPER = next(one for one in SIGNED.documents if one.scans)


@pytest.mark.parametrize(
    ("now", "what", "before", "after"),
    [
        (
            replace(SIGNED, applicant=an_applicant(phone="+7 701 000 00 02")),
            Differing.PHONE,
            "+7 700 000 00 01",
            "+7 701 000 00 02",
        ),
        (replace(SIGNED, applicant=an_applicant(name="Ғани")), Differing.NAME, None, None),
        (replace(SIGNED, children=()), Differing.CHILDREN, None, ""),
        (replace(SIGNED, facts={"poor": False}), Differing.ANSWER, "", "False"),
        (
            replace(SIGNED, delivery_way=DeliveryWay.COURIER),
            Differing.DELIVERY,
            "gateway",
            "courier",
        ),
    ],
    ids=lambda value: value.value if isinstance(value, Differing) else "",
)
def test_what_was_changed_is_named_and_nothing_else(
    now: Application, what: Differing, before: str | None, after: str | None
) -> None:
    (found,) = differences(SIGNED, now)

    assert found.what is what
    assert before in {None, found.before}
    assert after in {None, found.after}


def test_a_page_scanned_anew_is_a_paper_taken_out_and_one_added() -> None:
    scan = replace(PAPER.scans[0], sha256="another")
    papers = tuple(replace(one, scans=(scan,)) if one is PAPER else one for one in SIGNED.documents)

    assert [one.what for one in differences(SIGNED, replace(SIGNED, documents=papers))] == [
        Differing.TAKEN_OUT,
        Differing.ADDED,
    ]


def test_the_same_paper_twice_is_one_added() -> None:
    twice = replace(SIGNED, documents=(*SIGNED.documents, PAPER))

    assert differences(SIGNED, twice) == (
        Difference(
            what=Differing.ADDED,
            key=PAPER.requirement,
            after=PAPER.presented.value,
            pages=len(PAPER.scans),
        ),
    )


@given(st.permutations(SIGNED.documents), st.sampled_from(State), st.integers(0, 9))
def test_what_only_the_program_writes_is_no_difference(
    papers: list[object], state: State, version: int
) -> None:
    changed = replace(SIGNED, documents=tuple(papers), state=state, version=version)  # type: ignore[arg-type]  # a permutation of its own papers

    assert differences(SIGNED, changed) == ()
    assert a_child() in changed.children
