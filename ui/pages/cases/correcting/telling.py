"""How the tab of corrections calls papers and differences."""

from __future__ import annotations

from collections.abc import Sequence

from operator_app.domain.applications import FURTHER, Application, Document
from operator_app.domain.catalogue import Form, ServiceRecord
from operator_app.domain.corrections import Correction, CorrectionState
from operator_app.domain.differences import Difference, Differing
from operator_app.usecases.rules import local
from ui.runtime.paper_words import form_word
from ui.runtime.speech import Speech
from ui.runtime.wording import breakable


def row_names(
    say: Speech, record: ServiceRecord | None, codes: Sequence[str]
) -> tuple[tuple[str, str], ...]:
    return tuple((code, row_name(say, code, record)) for code in codes)


def row_name(say: Speech, code: str, record: ServiceRecord | None, title: str = "") -> str:
    """As the list of documents names it; a further paper by its own title."""
    if code == FURTHER:
        return title or say("Further document")
    row = None if record is None else record.requirement(code)
    return code if row is None else row.name[say.language]


def paper_line(say: Speech, paper: Document, record: ServiceRecord | None) -> tuple[str, str]:
    name = row_name(say, paper.requirement, record, paper.title)
    return breakable(name), handed_in(say, paper.presented, len(paper.scans))


def handed_in(say: Speech, presented: Form, pages: int) -> str:
    form = form_word(say, presented)
    return f"{form} · {say.plural('{n} page', '{n} pages', pages)}" if pages else form


def papers_of_case(
    say: Speech,
    case: Application,
    corrections: Sequence[Correction],
    record: ServiceRecord | None,
) -> list[tuple[str, str]]:
    """Every paper that the case has ever held, and how it came if not with the first signature."""
    first = case.signed_before[0].documents if case.signed_before else case.documents
    told = []
    for paper in (*case.documents, *case.set_aside):
        name, what = paper_line(say, paper, record)
        added = _added(say, paper, corrections)
        if paper in case.set_aside:
            mark = say("Set aside: not signed, kept")
        elif not added and paper not in first:
            mark = say("Added after the first signature")
        else:
            mark = added
        told.append((name, f"+ {what} · {mark}" if mark else what))
    return told


def _added(say: Speech, paper: Document, corrections: Sequence[Correction]) -> str:
    for one in corrections:
        yes = one.state is CorrectionState.APPROVED and one.decided_at is not None
        if yes and one.decided_at and paper in one.amendment.documents:
            day = say.date(local(one.decided_at).date())
            return say("Added {day}, {by}", day=day, by=one.decided_by)
    return ""


def difference_name(say: Speech, one: Difference, record: ServiceRecord | None) -> str:
    if one.what is Differing.ADDED:
        name = row_name(say, one.key, record, one.title)
        return say("A paper is added: {paper}", paper=breakable(name))
    return {
        Differing.NAME: say("Applicant"),
        Differing.PHONE: say("Phone"),
        Differing.ADDRESS: say("Address"),
    }.get(one.what, one.what.value)


def was_and_shall(say: Speech, one: Difference) -> str:
    if one.what is Differing.ADDED:
        return f"+ {handed_in(say, Form(one.after), one.pages)}"
    return f"{breakable(one.before) or '—'} → {breakable(one.after) or '—'}"
