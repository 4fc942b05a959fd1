"""The catalogue says where everything stands, and records contradictions instead of mending."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.catalogue import Citation, Cited, Confirmation, Unit
from operator_app.domain.catalogue_facts import RECOLLECTION, SISTER_LEVELS, Fact, facts
from resources.load import load_catalogue
from tests.unit.catalogue.commands import answer

CATALOGUE = load_catalogue()


def test_every_fact_has_a_citation_of_a_known_source() -> None:
    known = list(facts(CATALOGUE))

    assert len({fact.where for fact in known}) == len(known) > 400
    for fact in known:
        assert fact.cited.cites, fact.where
        assert {cite.source for cite in fact.cited.cites} <= CATALOGUE.sources.keys()


def test_nothing_is_confirmed_until_a_person_confirms_it() -> None:
    assert not any(fact.confirmed for fact in facts(CATALOGUE))
    assert Fact("x", Cited(confirmed=Confirmation(by="А. Әдіскер", on=date(2026, 1, 1)))).confirmed


@given(
    st.lists(
        st.builds(
            Citation,
            source=st.sampled_from([RECOLLECTION, "T1", "S4"]),
            level=st.sampled_from([None, *sorted(SISTER_LEVELS)]),
        )
    )
)
def test_only_recollected_facts_are_without_source(cites: list[Citation]) -> None:
    recollected = any(cite.source == RECOLLECTION for cite in cites)
    proofs = [
        cite
        for cite in cites
        if cite.source != RECOLLECTION and not (recollected and cite.level in SISTER_LEVELS)
    ]

    assert Fact("x", Cited(cites=tuple(cites))).sourced == bool(proofs)


def test_check_lists_what_is_only_recollected(capsys: pytest.CaptureFixture[str]) -> None:
    told = answer(capsys, "check")
    without = {doubt["fact"] for doubt in told["without_source"]}

    assert told["counts"]["without_confirmation"] == told["facts"]
    assert "order_198:guardianship_certificate/requirement/application" not in without
    assert "order_198:minor_property_transaction_certificate/requirement/bank_letter" in without
    assert "order_198:summer_camp_referral/requirement/income_documents" not in without


def test_the_term_is_the_sum_of_the_days_of_paragraph_5() -> None:
    for record in CATALOGUE.services:
        days = [step for step in record.steps5 if step.unit != Unit.MINUTES]
        if record.term.basis == "paragraph5":
            assert {step.unit for step in days} == {record.term.unit}
            assert sum(step.value or 0 for step in days) == record.term.value


def test_where_paragraphs_5_and_8_differ_both_are_kept_and_the_used_one_is_named() -> None:
    transfer = CATALOGUE.find(service="patronage_transfer", region="almaty", on=date(2018, 2, 6))

    assert [step.value for step in transfer.steps5] == [15, 1, 28, 1]
    assert [step.value for step in transfer.steps8] == [15, 1, 29]
    assert transfer.term.basis == "paragraph5"
    assert transfer.term.note is not None
    assert "paragraph 5" in transfer.term.note


def test_the_contradicting_term_of_the_portal_is_recorded_and_not_used() -> None:
    transfer = CATALOGUE.find(service="patronage_transfer", region="mangystau", on=date(2017, 2, 6))

    assert (transfer.term.value, transfer.term.unit) == (30, Unit.CALENDAR_DAYS)
    assert transfer.term.note is not None
    assert "5 (пять) рабочих дней" in transfer.term.note


def test_corrected_grounds_are_recorded_as_notes() -> None:
    guardian = CATALOGUE.find(
        service="guardianship_establishment", region="almaty", on=date(2018, 2, 6)
    )
    adopter = CATALOGUE.find(service="adopter_registration", region="almaty", on=date(2018, 2, 6))
    codes = {ground.code for ground in guardian.grounds}

    assert {"no_income", "dispensary_record", "serious_offences"} <= codes
    assert codes.isdisjoint({"orientation", "spouse_incapable"})
    assert any("orientation" in note and "removed" in note for note in guardian.notes)
    assert {"orientation", "spouse_incapable"} <= {ground.code for ground in adopter.grounds}


def test_a_contradicting_source_leaves_the_row_and_adds_a_citation_and_a_note() -> None:
    guardian = CATALOGUE.find(
        service="guardianship_establishment", region="almaty", on=date(2018, 2, 6)
    )
    row = guardian.requirement("child_consent")

    assert row is not None
    assert row.condition == "child_is_10_or_older"
    assert [cite.source for cite in row.cites] == [RECOLLECTION, "T6"]
    assert row.note is not None
    assert "122(3)" in row.note


def test_notes_of_the_acts_are_kept_and_shown(capsys: pytest.CaptureFixture[str]) -> None:
    shown = answer(capsys, "show", "guardian_allowance", "--region", "almaty", "--on", "2018-02-06")

    assert "No consent sentence in paragraph 10 (services 1-4 have it)." in shown["notes"]
    assert shown["consent_required"] is False
    assert shown["consent_cited"] is False
    assert len(CATALOGUE.notes) == 9


def test_every_text_of_a_paper_has_both_languages_and_says_where_the_kazakh_comes_from() -> None:
    for code, wording in CATALOGUE.wordings.items():
        assert wording.text.kk, code
        assert wording.text.kk_source, code
    for record in CATALOGUE.services:
        texts = [record.name, record.result, record.form_of_service, record.provider, record.fee]
        texts += [row.name for row in record.requirements]
        texts += [ground.text for ground in record.grounds]
        assert all(text.kk and text.kk_source for text in texts if text), record.edition
