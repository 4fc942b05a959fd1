"""The questions that applicants are asked, as data."""

from __future__ import annotations

from importlib import resources

import msgspec

from operator_app.domain.catalogue import Bilingual
from operator_app.domain.questionnaires import Indicator, Mark, Question, Questionnaire


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    note: str
    source: str
    confirmed: bool
    title: Bilingual
    questions: tuple[Question, ...]
    marks: dict[str, Bilingual]
    indicators: dict[Indicator, Bilingual]


def load_questionnaire() -> Questionnaire:
    data = (resources.files("resources") / "questionnaire.json").read_bytes()
    read = msgspec.json.decode(data, type=_File)
    return Questionnaire(
        title=read.title,
        questions=read.questions,
        marks={Mark(int(mark)): name for mark, name in read.marks.items()},
        indicators=read.indicators,
        source=read.source,
        confirmed=read.confirmed,
    )
