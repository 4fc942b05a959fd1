"""Nobody has come for a result: it is kept for its term, then it goes back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from operator_app.domain.applications import (
    Application,
    State,
)
from operator_app.domain.issuing import (
    AlreadyIssued,
    AlreadyReturned,
)
from operator_app.domain.operators import NotAllowed, Role
from operator_app.domain.unclaimed import StillKept
from operator_app.usecases.return_unclaimed import ReturnUnclaimed
from tests.unit.usecases.counter import (
    Counter,
    a_session,
)
from tests.unit.usecases.issuing_desk import (
    a_counter,
    issue,
    ready,
)


@pytest.fixture
def counter() -> Counter:
    return a_counter()


class TestUnclaimed:
    def returned(self, counter: Counter, case: Application) -> Application:
        return counter.return_unclaimed(
            ReturnUnclaimed(application_id=case.id, session=a_session(name="Б. Беков"))
        )

    def test_after_its_month_it_goes_back(self, counter: Counter) -> None:
        case = ready(counter)
        counter.at = datetime(2018, 3, 10, 4, 0, tzinfo=UTC)
        returned = self.returned(counter, case)
        fact = counter.store.tables.facts[-1]

        assert returned.state is State.RETURNED_TO_PROVIDER
        assert (fact.type, fact.actor) == ("case.return_unclaimed", "Б. Беков")
        assert fact.body["kept_until"] == "2018-03-09"

    def test_on_its_last_day_it_still_lies_here(self, counter: Counter) -> None:
        case = ready(counter)
        counter.at = datetime(2018, 3, 9, 14, 0, tzinfo=UTC)
        with pytest.raises(StillKept) as refused:
            self.returned(counter, case)

        assert refused.value.details["until"] == "09.03.2018"
        assert counter.store.case(case.id) == case
        assert issue(counter, case).state is State.ISSUED

    def test_what_went_back_is_not_given_out(self, counter: Counter) -> None:
        case = ready(counter)
        counter.at = datetime(2018, 3, 10, 4, 0, tzinfo=UTC)
        returned = self.returned(counter, case)
        with pytest.raises(AlreadyReturned):
            issue(counter, returned)
        with pytest.raises(AlreadyReturned):
            self.returned(counter, returned)

    def test_what_was_given_out_does_not_go_back(self, counter: Counter) -> None:
        issued = issue(counter, ready(counter))
        counter.at = datetime(2018, 6, 1, 4, 0, tzinfo=UTC)
        with pytest.raises(AlreadyIssued):
            self.returned(counter, issued)

    def test_a_supervisor_sends_nothing_back_by_hand(self, counter: Counter) -> None:
        case = ready(counter)
        command = ReturnUnclaimed(application_id=case.id, session=a_session(Role.SUPERVISOR))
        with pytest.raises(NotAllowed):
            counter.return_unclaimed(command)
