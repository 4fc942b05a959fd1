"""One search key for a name written in Kazakh Cyrillic, Russian Cyrillic or Latin.

A name reaches the window as the passport, an old register or a keyboard spelled it. The key
forgets what these spellings disagree about, so a search finds all of them; it is never shown.
"""

from __future__ import annotations

import re
import unicodedata
from types import MappingProxyType
from typing import Final

_CYRILLIC: Final = MappingProxyType(
    str.maketrans(
        {
            **dict(zip("абвгдезийклмнопрстуфхыэ", "abvgdeziiklmnoprstufhie", strict=True)),
            **dict(zip("әғқңөұүһіёў", "agknouuhieu", strict=True)),
            "ж": "zh",
            "ц": "ts",
            "ч": "ch",
            "ш": "sh",
            "щ": "sh",
            "ъ": "",
            "ь": "",
            "ю": "iu",
            "я": "ia",
            "ı": "i",
            "ş": "sh",
            "ç": "ch",
            "y": "i",
            "q": "k",
            "w": "v",
            "j": "zh",
            "x": "ks",
            "'": "",
            "`": "",
            "ʼ": "",
            "\u2019": "",
        }
    )
)
_SPELLINGS: Final = (
    (re.compile(r"shch"), "sh"),
    (re.compile(r"kh"), "h"),
    (re.compile(r"gh"), "g"),
    (re.compile(r"dzh"), "zh"),
    (re.compile(r"\bie"), "e"),
    (re.compile(r"(.)\1+"), r"\1"),
)
_NOT_A_LETTER: Final = re.compile(r"[\W_]+")


def search_key(name: str) -> str:
    """Words of small Latin letters with single spaces; equal for spellings of one name.

    >>> search_key("Әбдірахманова") == search_key("Абдирахманова") == search_key("Abdirahmanova")
    True
    """
    text = unicodedata.normalize("NFC", name).casefold().translate(_CYRILLIC)
    text = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text)
        if not unicodedata.combining(letter)
    )
    text = _NOT_A_LETTER.sub(" ", text.casefold().translate(_CYRILLIC)).strip()
    while (shorter := _without_spellings(text)) != text:
        text = shorter
    return text


def _without_spellings(text: str) -> str:
    for pattern, plain in _SPELLINGS:
        text = pattern.sub(plain, text)
    return text
