"""One search key for one name, whichever alphabet it was written in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.names import search_key


@pytest.mark.parametrize(
    "spellings",
    [
        ("Әбдірахманова", "Абдирахманова", "Abdirahmanova", "ABDIRAKHMANOVA"),
        ("Қайрат", "Кайрат", "Qairat", "Kairat", "Qaırat"),
        ("Жұмабеков", "Жумабеков", "Zhumabekov", "Jūmabekov", "Джумабеков"),
        ("Айгүл", "Айгуль", "Aigul", "Aigül", "Aygul"),
        ("Ерлан", "Yerlan", "Erlan"),
        ("Әлия", "Алия", "Alia", "Aliya", "Älia"),
        ("Шәмшіұлы", "Şämşıūly", "Shamshiuly"),
        ("Ғабдуллина", "Габдулина", "Ğabdullina", "Gabdullina"),
        ("Һәкім", "Хаким", "Hakim", "Khakim"),
        ("Өмірбек", "Омирбек", "Ömirbek"),
        ("Юлия", "Yuliya", "Iulia"),
        ("Александр", "Alexandr", "Aleksandr"),
        ("Нұр-Сұлтан", "нур  султан", "Nur Sultan"),
        ("Ёлкина", "Елкина"),
    ],
)
def test_spellings_of_one_name_have_one_key(spellings: tuple[str, ...]) -> None:
    assert len({search_key(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), [("Алиев", "Валиев"), ("Асан", "Асия"), ("Ан", "Хан")])
def test_different_names_keep_different_keys(one: str, other: str) -> None:
    assert search_key(one) != search_key(other)


@given(st.text())
def test_the_key_of_a_key_is_itself(text: str) -> None:
    assert search_key(search_key(text)) == search_key(text)


@given(st.text(alphabet="абвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя ABCDxyzäğöüş'-"))
def test_a_key_is_plain_latin_words(text: str) -> None:
    words = search_key(text).split(" ")

    assert all(word.isascii() and word.islower() for word in words if word)
