"""One transaction: everything a use case wrote, or nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from db.engine import StoreBusy
from db.profile import confirm_numbers
from db.queries.find_cases import SqlFindCases
from db.repositories.counters import NumbersWait
from operator_app.domain.applications import (
    Application,
    Consent,
    ConsentAnswer,
    Document,
    PartyKind,
    Representative,
    Scan,
    State,
)
from operator_app.domain.catalogue import Form
from operator_app.domain.powers_of_attorney import PowerOfAttorney
from operator_app.domain.tickets import Ticket
from operator_app.domain.versions import StaleVersion
from operator_app.ports import UnitOfWork, UnitOfWorkFactory
from tests.db.builders import AT, BLOB, Store, a_fact, a_party, an_application, an_id, local_day


def a_full_application() -> Application:
    scan = Scan(sha256=BLOB, size=10, media_type="image/png", name="birth.png")
    return an_application(
        state=State.ACCEPTED,
        consent=Consent(answer=ConsentAnswer.GIVEN, at=AT),
        representative=Representative(
            party=a_party(number="900101300017", surname="Иманов"),
            power_of_attorney=PowerOfAttorney(kind="notarised", number="12", issued_on=local_day()),
        ),
        documents=(
            Document(requirement="child_birth_certificate", presented=Form.COPY, scans=(scan,)),
        ),
        accepted_at=AT,
        due_on=local_day(),
    )


@pytest.mark.parametrize("make", [an_application, a_full_application])
def test_an_application_comes_back_as_it_was_saved(
    store: Store, make: Callable[[], Application]
) -> None:
    application = make()
    store.save_all(application)

    with store.units() as unit:
        assert unit.applications.get(application.id) == application
        assert unit.applications.by_number(application.number) == application
        assert unit.applications.by_number(application.number.replace("-", "")) == application


def test_the_factory_is_what_the_core_asks_for(store: Store) -> None:
    factory: UnitOfWorkFactory = store.units

    with factory() as unit:
        asked: UnitOfWork = unit

    assert asked is unit


def test_leaving_without_commit_leaves_nothing(store: Store) -> None:
    application = an_application()

    with store.units() as unit:
        unit.applications.add(application)
        unit.outbox.put(a_fact(application))

    assert store.count("applications") == store.count("outbox") == 0


class TornBody(Mapping[str, object]):
    """A body that breaks while it is read, after the rows were written."""

    def __getitem__(self, key: str) -> object:
        raise ConnectionAbortedError

    def __iter__(self) -> Iterator[str]:
        raise ConnectionAbortedError

    def __len__(self) -> int:
        return 1


def save_with_a_torn_fact(store: Store, application: Application) -> None:
    with store.units() as unit:
        unit.applications.add(application)
        unit.audit.record(actor="a", action="b", entity=application.id, at=AT, details={})
        unit.outbox.put(a_fact(application, body=TornBody()))
        unit.commit()


def test_a_failed_outbox_write_rolls_back_the_application(store: Store) -> None:
    application = an_application()

    with pytest.raises(ConnectionAbortedError):
        save_with_a_torn_fact(store, application)

    assert store.count("applications") == store.count("audit") == store.count("outbox") == 0
    store.save_all(application)
    assert store.count("applications") == 1


def test_a_save_gives_the_next_version(store: Store) -> None:
    application = an_application()
    store.save_all(application)

    with store.units() as unit:
        saved = unit.applications.save(replace(application, state=State.ABANDONED))
        unit.commit()

    assert saved.version == 1
    with store.units() as unit:
        assert unit.applications.get(application.id) == saved


def test_who_saves_second_is_told_and_overwrites_nothing(store: Store) -> None:
    application = an_application()
    store.save_all(application)
    with store.units() as unit:
        first = unit.applications.save(replace(application, language="ru"))
        unit.commit()

    with pytest.raises(StaleVersion), store.units() as unit:
        unit.applications.save(replace(application, language="en"))

    with store.units() as unit:
        assert unit.applications.get(application.id) == first


def test_only_a_draft_can_be_removed(store: Store) -> None:
    draft, accepted = an_application(), an_application(state=State.ACCEPTED)
    with store.units() as unit:
        for application in (draft, accepted):
            unit.applications.add(application)
            unit.applications.remove(application.id)
        unit.commit()

    assert store.count("applications") == 1
    find = SqlFindCases(store.reader())
    assert [case.id for case in find("әбдір")] == [accepted.id]
    find.close()


def test_cases_of_one_person_service_and_day_are_found(store: Store) -> None:
    today, tomorrow = an_application(), an_application(opened_at=AT + timedelta(days=1))
    company = an_application(applicant=a_party(kind=PartyKind.ORGANISATION, number="171140000016"))
    for application in (today, tomorrow, company):
        store.save_all(application)

    with store.units() as unit:
        found = unit.applications.same_day("850417350123", today.service, local_day())

    assert found == (today.number,)


def test_numbers_grow_by_window_and_day_and_do_not_repeat(store: Store) -> None:
    with store.units() as unit:
        given = [unit.counters.next_application("002", 7, local_day()) for _ in range(3)]
        other = unit.counters.next_application("002", 8, local_day())
        ticket = unit.counters.next_ticket("002", 7, local_day())
        unit.commit()

    assert (given, other, ticket) == ([1, 2, 3], 1, 1)


def test_a_number_of_a_rolled_back_draft_is_given_again(store: Store) -> None:
    with store.units() as unit:
        unit.counters.next_application("002", 7, local_day())
    with store.units() as unit:
        assert unit.counters.next_application("002", 7, local_day()) == 1


def test_a_restored_store_gives_numbers_only_when_confirmed(store: Store) -> None:
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE profile SET numbers_confirmed = 0")

    with pytest.raises(NumbersWait), store.units() as unit:
        unit.counters.next_application("002", 7, local_day())

    confirm_numbers(store.engine)
    with store.units() as unit:
        assert unit.counters.next_application("002", 7, local_day()) == 1


def test_a_lock_held_too_long_is_told_and_nothing_is_half_saved(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.engine.BUSY_S", 0.05)
    impatient = Store(store.folder)
    application = an_application()

    with store.units(), pytest.raises(StoreBusy):
        impatient.save_all(application)

    assert impatient.count("applications") == 0
    impatient.save_all(application)
    assert impatient.count("applications") == 1
    impatient.engine.dispose()


def a_ticket(sequence: int, minutes: int, *, priority: bool = False) -> Ticket:
    return Ticket(
        id=an_id(),
        center="002",
        category="general",
        day=local_day(),
        sequence=sequence,
        issued_at=AT,
        arrived_at=AT + timedelta(minutes=minutes),
        priority=priority,
    )


def test_the_queue_is_by_priority_and_then_by_arrival(store: Store) -> None:
    late, early, urgent = a_ticket(1, 9), a_ticket(2, 3), a_ticket(3, 20, priority=True)
    order = []

    with store.units() as unit:
        for ticket in (late, early, urgent):
            unit.tickets.save(ticket)
        while (waiting := unit.tickets.next_waiting("002", "general")) is not None:
            order.append(waiting.id)
            unit.tickets.save(waiting.call(7, AT).ticket)
        called = unit.tickets.get(early.id)

    assert order == [urgent.id, early.id, late.id]
    assert called == early.call(7, AT).ticket


def test_nobody_waits_in_another_category(store: Store) -> None:
    with store.units() as unit:
        unit.tickets.save(a_ticket(1, 1))

        assert unit.tickets.next_waiting("002", "payments") is None
        assert unit.tickets.next_waiting("009") is None


def test_many_writers_wait_for_each_other(store: Store) -> None:
    second = Store(store.folder)
    failures: list[BaseException] = []

    def write(which: Store) -> None:
        try:
            for _ in range(15):
                with which.units() as unit:
                    unit.counters.next_application("002", 7, local_day())
                    unit.commit()
        except BaseException as error:
            failures.append(error)
            raise

    writers = [threading.Thread(target=write, args=(which,)) for which in (store, second) * 2]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert failures == []
    with store.units() as unit:
        assert unit.counters.next_application("002", 7, local_day()) == 61
    second.engine.dispose()
