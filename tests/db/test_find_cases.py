"""Search: by number, IIN, phone and name, in whichever alphabet it was typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from db.queries.find_cases import SqlFindCases
from operator_app.queries.find_cases import FindCases
from tests.db.builders import Store, a_party, an_application


@pytest.fixture
def find(store: Store) -> Iterator[FindCases]:
    reader = store.reader()
    question = SqlFindCases(reader)
    yield question
    question.close()
    reader.dispose()


@pytest.mark.parametrize(
    "words",
    [
        "Әбдірахманова",
        "Абдирахманова",
        "Abdirahmanova",
        "ABDIRAKHMANOVA",
        "әб",
        "рахман",
        "алия абд",
        "Әлия Қайратқызы",
        "850417350123",
        "850417",
        "8 701 555",
        "+7 (701) 555-01-02",
        "7015550102",
    ],
)
def test_a_case_is_found_however_it_is_asked_for(store: Store, find: FindCases, words: str) -> None:
    wanted = an_application()
    other = a_party(number="900101400018", surname="Сейітов", name="Ерлан", patronymic="", phone="")
    for application in (wanted, an_application(applicant=other), an_application(applicant=None)):
        store.save_all(application)

    assert [found.id for found in find(words)] == [wanted.id]


def test_a_number_is_found_from_its_start_with_or_without_hyphens(
    store: Store, find: FindCases
) -> None:
    application = an_application()
    store.save_all(application)

    for length in range(4, len(application.number) + 1):
        start = application.number[:length]
        assert [found.number for found in find(start)] == [application.number]
        assert find(start.replace("-", "")) == find(start)


@pytest.mark.parametrize("words", ["", " ", "ә", "85", "%", '"', "NEAR(", "абв*", "' OR 1=1", "-"])
def test_too_little_or_hostile_text_finds_nothing(
    store: Store, find: FindCases, words: str
) -> None:
    store.save_all(an_application())

    assert find(words) == ()


def test_names_that_begin_so_come_first_and_newest_first(store: Store, find: FindCases) -> None:
    inside = an_application(applicant=a_party(surname="Бекалиев", name="Нұр", patronymic=""))
    old, new = (an_application(applicant=a_party(surname="Алиев")) for _ in range(2))
    for application in (old, new, inside):
        store.save_all(application)

    assert [found.id for found in find("алиев")] == [new.id, old.id, inside.id]
    assert [found.id for found in find("алиев", limit=1)] == [new.id]


def test_a_corrected_name_is_found_and_the_wrong_one_is_not(store: Store, find: FindCases) -> None:
    application = an_application()
    store.save_all(application)
    with store.units() as unit:
        unit.applications.save(replace(application, applicant=a_party(surname="Оспанова")))
        unit.commit()

    assert len(find("Оспанова")) == 1
    assert find("Әбдірахманова") == ()


def test_a_found_case_says_what_the_list_shows(store: Store, find: FindCases) -> None:
    application = an_application()
    store.save_all(application)

    (found,) = find(application.number)

    assert found.applicant_name == "Әбдірахманова Әлия Қайратқызы"
    assert (found.applicant_number, found.state) == ("850417350123", "draft")
    assert (found.opened_at, found.accepted_on) == (application.opened_at, None)
