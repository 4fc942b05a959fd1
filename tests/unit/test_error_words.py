"""No operator reads a code: what an error names by one is said in words of three languages."""

from __future__ import annotations

from enum import StrEnum

import pytest

from operator_app.domain.applications import State
from operator_app.domain.couriers import ManifestState
from operator_app.domain.operators import Page
from operator_app.domain.proposals import ProposalState
from operator_app.domain.shifts import ShiftState
from operator_app.domain.tickets import IllegalMove, TicketAction, TicketState
from resources.error_texts import LANGUAGES, explain, load_error_texts, load_error_words
from resources.load import load_catalogue

WORDS = load_error_words()


@pytest.mark.parametrize(
    ("vocabulary", "codes"),
    [
        ("ticket_state", TicketState),
        ("ticket_action", TicketAction),
        ("case_state", State),
        ("shift_state", ShiftState),
        ("manifest_state", ManifestState),
        ("page", Page),
        ("proposal_state", ProposalState),
    ],
)
def test_every_code_has_a_word_in_every_language(vocabulary: str, codes: type[StrEnum]) -> None:
    known = WORDS.words[vocabulary]

    assert set(known) == {code.value for code in codes}
    for words in known.values():
        assert set(words) == set(LANGUAGES)
        assert all(words.values())


def test_words_are_used_where_a_text_has_a_place_for_them() -> None:
    texts = load_error_texts()
    for code, details in WORDS.used.items():
        assert set(details) <= texts[code]["ru"].placeholders()
        assert set(details.values()) <= set(WORDS.words)


def test_a_ticket_that_cannot_move_says_so_without_a_code() -> None:
    error = IllegalMove(ticket="A012", state="no_show", action="serve")
    told = {language: explain(error, language).happened for language in LANGUAGES}

    assert "не пришёл" in told["ru"]
    assert "қызмет көрсетуді бастау" in told["kk"]
    assert "no_show" not in " ".join(told.values())


def test_a_code_nobody_has_a_word_for_is_shown_as_it_is() -> None:
    error = IllegalMove(ticket="A012", state="lost", action="serve")

    assert "lost" in explain(error, "ru").happened


def test_every_source_that_a_fact_cites_has_a_name_in_three_languages() -> None:
    catalogue = load_catalogue()
    cited = {
        cite.source
        for record in catalogue.services
        for fact in (record, *record.requirements)
        for cite in getattr(fact, "cites", ())
    } | {cite.source for condition in catalogue.conditions.values() for cite in condition.cites}
    for source in cited - {"recollection, unverified"}:
        known = catalogue.sources[source]

        assert "act" in known or set(known["name"]) == set(LANGUAGES), source
        assert catalogue.source_name(source, "kk") != source
