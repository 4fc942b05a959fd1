"""A result that the provider signed is taken once, whole, and about this case only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from operator_app.domain.applications import (
    Decision,
)
from operator_app.domain.electronic_results import (
    ResultDiffers,
    ResultDocument,
    ResultOfOtherCase,
    ResultUnreadable,
    result_bytes,
)
from operator_app.domain.issuing import AlreadyIssued
from operator_app.domain.signatures import ChainUnknown, SignatureBroken
from operator_app.usecases.take_result import TakeResult
from stand.pki import make_pki
from tests.journeys.conftest import Center, Rehearse
from tests.journeys.lying_results import Lying, lying


class TestSignedResults:
    @pytest.fixture
    def here(self, center: Center, rehearse: Rehearse) -> Lying:
        return lying(center, rehearse)

    def document(self, here: Lying, **changes: Any) -> bytes:
        case = here.case
        record = here.workplace.catalogue.edition(case.edition)
        told: dict[str, Any] = {
            "number": case.number,
            "official_number": case.official_number,
            "decision": Decision.GRANT,
            "decided_on": case.decided_on,
            "provider": record.result,
            "text": record.result,
        }
        return result_bytes(ResultDocument(**{**told, **changes}))

    def take(self, here: Lying, document: bytes, told: bytes | None = None) -> None:
        """``told`` is what comes with the signature instead of what was signed."""
        place = here.workplace
        signed = place.outside.key.signer("provider.p12").sign(document, place.now())
        place.take_result(
            TakeResult(
                application_id=here.case.id,
                document=document if told is None else told,
                p7s=signed.p7s,
                chain_pem=signed.chain_pem,
            )
        )

    def test_the_same_one_twice_changes_nothing(self, here: Lying) -> None:
        self.take(here, self.document(here))
        once = here.now()
        self.take(here, self.document(here))

        assert here.now().version == once.version

    def test_a_changed_byte_is_refused(self, here: Lying) -> None:
        document = self.document(here)
        with pytest.raises(SignatureBroken):
            self.take(here, document, told=document.replace(b'"grant"', b'"gront"'))

        assert here.now().result is None

    def test_of_another_case_or_decision_or_in_no_words_of_ours_it_is_refused(
        self, here: Lying
    ) -> None:
        for changes in ({"number": "002-07-180206-9999-0"}, {"decision": Decision.DECLINE}):
            with pytest.raises(ResultOfOtherCase):
                self.take(here, self.document(here, **changes))
        for document in (b"", b"{}", b"[1]", b'{"v":2}', b"\xff" * 9, b"[" * 70_000):
            with pytest.raises(ResultUnreadable):
                self.take(here, document)

        assert here.now().result is None

    def test_another_one_does_not_take_the_place_of_the_first(self, here: Lying) -> None:
        self.take(here, self.document(here))
        with pytest.raises(ResultDiffers):
            self.take(here, self.document(here, official_number="999"))

    def test_after_it_was_given_out_none_comes(self, here: Lying) -> None:
        assert here.case.applicant is not None
        here.issue(here.case.applicant.number)
        with pytest.raises(AlreadyIssued):
            self.take(here, self.document(here))


def test_a_key_of_a_stranger_signs_no_result(
    center: Center, rehearse: Rehearse, tmp_path: Path
) -> None:
    make_pki(tmp_path / "strangers")
    here = lying(center, rehearse)
    place = here.workplace
    stranger = type(place.outside.key)(folder=tmp_path / "strangers")
    document = TestSignedResults().document(here)
    signed = stranger.signer("provider.p12").sign(document, place.now())
    with pytest.raises(ChainUnknown):
        place.take_result(
            TakeResult(
                application_id=here.case.id,
                document=document,
                p7s=signed.p7s,
                chain_pem=signed.chain_pem,
            )
        )
