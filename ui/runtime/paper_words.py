"""What is said of papers that come in: in which form, and how the taking went."""

from __future__ import annotations

from typing import Final

from operator_app.domain.catalogue import Form
from ui.runtime.incoming_pages import MOST_PAGES, Told
from ui.runtime.speech import Speech

FORMS_OFFERED: Final = (
    Form.ORIGINAL,
    Form.COPY_WITH_ORIGINAL_FOR_CHECK,
    Form.COPY,
    Form.ORIGINAL_SHOWN_AND_RETURNED,
)


def form_word(say: Speech, form: Form) -> str:
    """Short, for a list to choose from; papers use the longer words."""
    return {
        Form.ORIGINAL: say("Original"),
        Form.COPY: say("Copy"),
        Form.COPY_WITH_ORIGINAL_FOR_CHECK: say("Copy compared with original"),
        Form.ORIGINAL_SHOWN_AND_RETURNED: say("Original seen and returned"),
        Form.DATA: say("Data entered"),
    }[form]


def told_words(say: Speech, told: Told) -> str:
    """What came of the files, once all of them were looked at; nothing where all went well."""
    if told.running or told.nothing_to_say:
        return ""
    said = [say("Taken {taken} of {of}.", taken=told.taken, of=told.of)]
    if told.stopped:
        said.append(say("Stopped: the rest was left out."))
    if told.left_out:
        said.append(
            say.plural(
                "{n} file was left out: at most {most} pages wait at a time.",
                "{n} files were left out: at most {most} pages wait at a time.",
                told.left_out,
                most=MOST_PAGES,
            )
        )
    said += _refusals(say, told)
    return " ".join(said)


def _refusals(say: Speech, told: Told) -> list[str]:
    """The first in its own words; of many it is enough to know how many."""
    said = [f"{say.error(one).happened} ({one.code})" for one in told.refused[:2]]
    if len(told.refused) > len(said):
        more = len(told.refused) - len(said)
        said.append(say.plural("{n} more was not taken.", "{n} more were not taken.", more))
    return said
