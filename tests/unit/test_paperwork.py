"""What papers and the signed request say at the edges, and when the provider's steps end."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from operator_app.adapters.calendar import kazakhstan_calendar
from operator_app.domain.applications import (
    Application,
    Child,
    Decision,
    Document,
    RegistryCheck,
    RegistryState,
)
from operator_app.domain.catalogue import Bilingual, Form, Unit
from operator_app.domain.checklist import Checklist, checklist_of
from operator_app.domain.papers import DeclineNotice, IssueSlip
from operator_app.domain.paperwork.heads import applicant_line
from operator_app.domain.paperwork.phrases import (
    FORMS,
    FROM_STATE_SYSTEM,
    PENDING_STATE_SYSTEM,
    filled,
)
from operator_app.domain.paperwork.receipts import (
    acceptance_receipt,
    refusal_papers,
    request_form,
)
from operator_app.domain.paperwork.results import BY_PROCESS_8, result_papers
from operator_app.domain.paperwork.rows import child_line, listed
from operator_app.domain.requests import canonical_request
from operator_app.domain.schedules import schedule
from operator_app.domain.terms import due_day
from tests.support.papers import OFFICE
from tests.unit.usecases.counter import AT, DAY, Counter, a_party, catalogue

LAW = catalogue()
CALENDAR = kazakhstan_calendar()


def a_draft(**changes: Any) -> Application:
    return Counter().complete_draft(**changes)


def checklist(draft: Application) -> Checklist:
    return checklist_of(draft, LAW.edition(draft.edition), LAW.conditions, DAY)


def an_issued(**changes: Any) -> Application:
    facts: dict[str, Any] = {"decided_on": date(2018, 2, 9), "issued_at": AT}
    return replace(a_draft(), **{**facts, **changes})


def papers_of(issued: Application) -> tuple[Any, ...]:
    record = LAW.edition(issued.edition)
    return result_papers(issued, a_party(), record, LAW, OFFICE)


class TestPapersComeAfterTheirFacts:
    """No paper can be laid out for something that has not happened."""

    def test_no_receipt_before_acceptance(self) -> None:
        draft = a_draft()
        with pytest.raises(ValueError, match="accepted"):
            acceptance_receipt(draft, LAW.edition(draft.edition), checklist(draft), LAW, OFFICE)

    def test_no_request_form_before_the_signature(self) -> None:
        draft = a_draft()
        with pytest.raises(ValueError, match="signed"):
            request_form(draft, LAW.edition(draft.edition), checklist(draft), LAW, OFFICE)

    def test_no_refusal_receipt_before_the_refusal(self) -> None:
        draft = a_draft()
        with pytest.raises(ValueError, match="refused"):
            refusal_papers(draft, LAW.edition(draft.edition), checklist(draft), LAW, OFFICE)

    @pytest.mark.parametrize("absent", ["decided_on", "issued_at"])
    def test_no_slip_before_the_result(self, absent: str) -> None:
        with pytest.raises(ValueError, match="given out"):
            papers_of(an_issued(**{absent: None}))


class TestResults:
    def test_a_result_is_called_as_the_act_calls_it(self) -> None:
        [slip] = papers_of(an_issued(decision=Decision.GRANT))

        assert isinstance(slip, IssueSlip)
        assert slip.result == LAW.edition(a_draft().edition).result

    def test_a_refusal_by_process_8_says_so(self) -> None:
        notice, _ = papers_of(an_issued(decision=Decision.DECLINE, decision_ground=BY_PROCESS_8))

        assert isinstance(notice, DeclineNotice)
        assert notice.title == notice.ground

    def test_a_refusal_without_a_ground_is_one_by_process_8(self) -> None:
        notice, _ = papers_of(an_issued(decision=Decision.DECLINE, decision_ground=None))

        assert notice.ground["ru"] == LAW.wordings["decline.process_8"].text["ru"]

    def test_a_ground_of_the_standard_is_quoted(self) -> None:
        record = next(one for one in LAW.services if one.grounds and one.at_counter)
        ground = record.grounds[-1]
        issued = an_issued(
            decision=Decision.DECLINE, decision_ground=ground.code, edition=record.edition
        )
        notice, _ = papers_of(issued)

        assert notice.ground == ground.text

    def test_the_providers_own_words_stay_as_they_came(self) -> None:
        issued = an_issued(decision=Decision.DECLINE, decision_ground="Іс-қағаз № 5")
        notice, _ = papers_of(issued)

        assert notice.ground == Bilingual(ru="Іс-қағаз № 5", kk="Іс-қағаз № 5")


class TestRequest:
    def test_a_case_that_holds_little_is_still_one_text(self) -> None:
        draft = replace(a_draft(), applicant=None, consent=None)
        request = canonical_request(draft, checklist(draft), accepted_at=AT, due_on=DAY)
        said = json.loads(request)

        assert said["applicant"] is None
        assert said["consent"] is None
        assert (
            request
            == json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        )

    def test_each_fact_that_changes_changes_what_is_signed(self) -> None:
        draft = a_draft()
        before = canonical_request(draft, checklist(draft), accepted_at=AT, due_on=DAY)
        changed = replace(draft, applicant=a_party(phone="+7 701 555 99 99"))

        assert before != canonical_request(changed, checklist(changed), accepted_at=AT, due_on=DAY)


class TestListedRow:
    """How a row was closed, or why it is lacking, in the applicant's words."""

    def how(self, code: str, *documents: Document, **changes: Any) -> Bilingual | None:
        draft = a_draft(documents=documents, **changes)
        row = next(one for one in checklist(draft).rows if one.code == code)
        return listed(row, draft, LAW.edition(draft.edition), LAW).how

    def test_the_paper_that_closed_it_is_named_not_the_one_brought_first(self) -> None:
        wrong = paper(Form.COPY)

        assert self.how("application", wrong, paper(Form.ORIGINAL)) == FORMS[Form.ORIGINAL]

    def test_a_paper_without_its_page_closed_nothing(self) -> None:
        assert self.how("application", paper(Form.ORIGINAL, scans=())) is None

    def test_the_form_that_is_wanted_is_named(self) -> None:
        how = self.how("application", paper(Form.COPY))

        assert how is not None
        assert "подлинник" in how["ru"]

    def test_the_day_on_which_it_ended_is_named(self) -> None:
        how = self.how("application", paper(Form.ORIGINAL, valid_until=date(2018, 1, 31)))

        assert how is not None
        assert "31.01.2018" in how["kk"]

    @pytest.mark.parametrize(
        ("checks", "said"),
        [
            ((), PENDING_STATE_SYSTEM),
            (
                (RegistryCheck(system="gbd_fl", state=RegistryState.FOUND, at=AT),),
                FROM_STATE_SYSTEM,
            ),
        ],
    )
    def test_a_record_says_whether_it_has_come(
        self, checks: tuple[RegistryCheck, ...], said: Bilingual
    ) -> None:
        how = self.how("no_criminal_record", service="guardianship_establishment", checks=checks)

        assert how == said

    @pytest.mark.parametrize(
        ("child", "line"),
        [
            (Child(name="Дана"), "Дана"),
            (Child(), "ребенок 1"),
            (Child(born_on=date(2012, 2, 29)), "ребенок 1 29.02.2012 г.р."),
        ],
    )
    def test_a_child_is_named_as_far_as_known(self, child: Child, line: str) -> None:
        assert child_line(child, 0)["ru"] == line


def paper(presented: Form, **changes: Any) -> Document:
    return replace(Counter().paper("application", Form.ORIGINAL), presented=presented, **changes)


def test_a_paper_without_an_applicant_leaves_the_line_empty() -> None:
    assert applicant_line(replace(a_draft(), applicant=None)).name == ""


def test_a_place_that_nobody_filled_stays_a_blank() -> None:
    phrase = Bilingual(ru="№ {number}", kk="{number} №")

    assert filled(phrase) == Bilingual(ru="№ ___", kk="___ №")


@pytest.mark.parametrize(
    "record", LAW.services, ids=lambda record: f"{record.region}-{record.service}"
)
class TestSchedule:
    def test_steps_end_in_order_and_none_after_the_term(self, record: Any) -> None:
        accepted_on = record.valid_from
        due_on = due_day(accepted_on, record.term.value, record.term.unit, CALENDAR).due_on
        ends = [step.ends_on for step in schedule(record, accepted_on, CALENDAR)]

        assert ends == sorted(ends)
        assert all(accepted_on <= day <= due_on for day in ends)

    def test_a_step_in_minutes_takes_no_day(self, record: Any) -> None:
        [*steps] = schedule(record, record.valid_from, CALENDAR)
        table = record.steps8 or record.steps5 or record.own_steps
        first = table[0]

        assert len(steps) == len(table)
        if first.unit is Unit.MINUTES:
            assert steps[0].ends_on == record.valid_from
            assert steps[0].place.endswith(":1")


def test_an_act_without_paragraph_8_is_scheduled_by_paragraph_5() -> None:
    record = next(one for one in LAW.services if one.steps5 and one.steps8)
    steps = schedule(replace(record, steps8=()), record.valid_from, CALENDAR)

    assert [step.place for step in steps] == [f"paragraph5:{one.n}" for one in record.steps5]
