"""Papers: attached to their row, taken off with a trace, looked at, printed again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from operator_app.domain.applications import (
    Application,
    SignedAlready,
)
from operator_app.domain.checklist import RowNotInChecklist
from operator_app.domain.papers import PaperKind
from operator_app.usecases.accept_application import AcceptApplication
from operator_app.usecases.attach_document import AttachDocument
from operator_app.usecases.remove_document import RemoveDocument
from operator_app.usecases.reprint_paper import NoSuchPaper, ReprintPaper
from tests.support.fakes import DiskFull
from tests.unit.usecases.counter import (
    Counter,
)


@pytest.fixture
def counter() -> Counter:
    return Counter()


def accept(counter: Counter, draft: Application) -> Application:
    return counter.accept(AcceptApplication(application_id=draft.id))


class TestDocuments:
    def attach(self, counter: Counter, draft: Application, *codes: str) -> Application:
        for code in codes:
            draft = counter.attach_document(
                AttachDocument(application_id=draft.id, document=counter.paper(code))
            )
        return draft

    def test_attaching_twice_is_attaching_once(self, counter: Counter) -> None:
        draft = self.attach(counter, counter.draft(), "application", "application")

        assert len(draft.documents) == 1

    def test_a_row_that_the_standard_does_not_have_is_refused(self, counter: Counter) -> None:
        draft = counter.draft()
        with pytest.raises(RowNotInChecklist):
            self.attach(counter, draft, "passport")

        assert counter.store.case(draft.id) == draft

    def test_a_page_that_is_not_durable_is_not_named(self, counter: Counter) -> None:
        draft = counter.draft()
        paper = counter.paper("application")
        counter.blobs.files.clear()
        with pytest.raises(KeyError):
            counter.attach_document(AttachDocument(application_id=draft.id, document=paper))

        assert counter.store.case(draft.id) == draft

    def test_a_removal_leaves_its_trace(self, counter: Counter) -> None:
        draft = self.attach(counter, counter.draft(), "application")
        [paper] = draft.documents
        after = counter.remove_document(RemoveDocument(application_id=draft.id, document=paper))

        assert after.documents == ()
        assert counter.store.tables.audit[-1].action == "case.document_removed"
        assert counter.blobs.has(paper.scans[0].sha256)

    def test_the_papers_of_a_signed_case_stay(self, counter: Counter) -> None:
        draft = counter.complete_draft()
        accept(counter, draft)
        command = RemoveDocument(application_id=draft.id, document=draft.documents[0])
        with pytest.raises(SignedAlready):
            counter.remove_document(command)


class TestLooking:
    def test_it_shows_the_checklist_and_the_doubles_of_the_day(self, counter: Counter) -> None:
        first, second = counter.complete_draft(), counter.complete_draft()
        view = counter.look_at_case(first.id)

        assert view is not None
        assert view.checklist.complete
        assert view.checklist.counted == (3, 3)
        assert view.same_day == (second.number,)
        assert view.papers == ()

    def test_without_an_applicant_there_are_no_doubles(self, counter: Counter) -> None:
        counter.draft()
        view = counter.look_at_case(counter.draft(applicant=None).id)

        assert view is not None
        assert view.same_day == ()


class TestReprint:
    def reprint(self, counter: Counter, case: Application, kind: PaperKind) -> object:
        return counter.reprint(ReprintPaper(application_id=case.id, kind=kind, actor="Б. Серікова"))

    def test_a_copy_says_by_whom_and_when_and_the_original_stays(self, counter: Counter) -> None:
        accepted = accept(counter, counter.complete_draft())
        original = counter.store.tables.papers[0]
        counter.at = datetime(2018, 2, 7, 4, 0, tzinfo=UTC)
        self.reprint(counter, accepted, PaperKind.ACCEPTANCE_RECEIPT)
        self.reprint(counter, accepted, PaperKind.ACCEPTANCE_RECEIPT)
        *originals, first, second = counter.store.tables.papers

        assert original in originals
        assert not first.original
        assert first.paper.head.copy is not None
        assert first.paper.head.copy.by == "Б. Серікова"
        assert first.paper.head.copy.at == counter.at
        assert first.sha256 == second.sha256
        assert counter.store.actions[-2:] == ["paper.reprint", "paper.reprint"]

    def test_a_paper_that_never_was_is_not_copied(self, counter: Counter) -> None:
        accepted = accept(counter, counter.complete_draft())
        with pytest.raises(NoSuchPaper):
            self.reprint(counter, accepted, PaperKind.REFUSAL_RECEIPT)

    def test_a_copy_without_an_audit_row_is_no_copy(self, counter: Counter) -> None:
        accepted = accept(counter, counter.complete_draft())
        counter.store.broken = {"audit"}
        with pytest.raises(DiskFull):
            self.reprint(counter, accepted, PaperKind.ACCEPTANCE_RECEIPT)

        assert all(record.original for record in counter.store.tables.papers)
