"""The story of a case in words: every action of the journal has a sentence in every language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from operator_app.domain.applications import State
from operator_app.domain.papers import PaperKind
from operator_app.queries.case_story import StoryLine
from tests.support.window_cases import AT
from ui.pages.cases.state import GROUPS
from ui.pages.cases.telling import KINDS, paper_name, sentence, state_name
from ui.runtime.speech import LANGUAGES, Speech

pytestmark = pytest.mark.usefixtures("qapp")

ROOT = Path(__file__).parents[3]
ACTION = re.compile(r'"((?:case|paper)\.[a-z_]+)"')
NOT_OF_A_CASE = {"case.file_missing", "case.file_wrong"}


def actions() -> set[str]:
    """Every action of a case that the use cases write into the journal."""
    folder = ROOT / "operator_app" / "usecases"
    text = "\n".join(file.read_text(encoding="utf-8") for file in folder.glob("*.py"))
    named = set(ACTION.findall(text))
    endings = {"case.abandoned", "case.data_unavailable", "case.consent_refused", "case.routed"}
    return (named | endings) - NOT_OF_A_CASE


def a_line(code: str, **details: object) -> StoryLine:
    return StoryLine(at=AT, who="А. Ахметова", code=code, details=details)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_action_of_the_journal_is_without_a_sentence(language: str) -> None:
    say = Speech(language)

    assert [code for code in sorted(actions()) if sentence(say, a_line(code)) == code] == []


def test_a_code_from_the_future_is_shown_as_it_is() -> None:
    assert sentence(Speech("ru"), a_line("case.teleported")) == "case.teleported"


def test_consent_that_was_not_given_is_another_sentence() -> None:
    say = Speech("en")

    assert sentence(say, a_line("case.consent", answer="given")) != sentence(
        say, a_line("case.consent", answer="refused")
    )


@pytest.mark.parametrize("hand", ["printer", "file", "qr", "blank"])
def test_each_way_of_giving_a_paper_has_its_sentence(hand: str) -> None:
    said = sentence(Speech("en"), a_line("paper.printed", hand=hand, blank="7"))

    assert said != "paper.printed"


@pytest.mark.parametrize("state", State)
def test_every_state_has_a_name_a_colour_and_a_filter(state: State) -> None:
    assert state_name(Speech("kk"), state)
    assert state in KINDS
    assert state in GROUPS


@pytest.mark.parametrize("kind", PaperKind)
def test_every_paper_has_a_name(kind: PaperKind) -> None:
    assert paper_name(Speech("kk"), kind)
