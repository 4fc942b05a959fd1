"""The words of the page of the connection: for states, kinds of messages, and two versions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from operator_app.domain.catalogue import Bilingual
from operator_app.queries.sync_state import ConflictView, SyncCounts, Version
from operator_app.sync.lanes import Trouble
from operator_app.usecases.rules import local
from operator_app.wire.bodies import Take
from ui.pages.sync.state import Did, Done
from ui.runtime.speech import Speech
from ui.widgets.chips import ChipKind
from ui.widgets.versions import Compared

LINE_KINDS: Mapping[Trouble, ChipKind] = {
    Trouble.NONE: "ok",
    Trouble.OFFLINE: "warn",
    Trouble.BUSY: "warn",
    Trouble.NOT_SIGNED_IN: "bad",
    Trouble.REVOKED: "bad",
    Trouble.WRONG: "bad",
}
_RECEIPT = "access_code"
"""Of the paper in the applicant's hand: nobody chooses by it, and nobody else needs it."""
_HASH_LETTERS = 64
_HASH_SHOWN = 12
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def line_name(say: Speech, trouble: Trouble) -> str:
    return {
        Trouble.NONE: say("Online"),
        Trouble.OFFLINE: say("Offline"),
        Trouble.BUSY: say("The hub is busy"),
        Trouble.NOT_SIGNED_IN: say("The hub does not know this window"),
        Trouble.REVOKED: say("This window may not send"),
        Trouble.WRONG: say("Something is wrong with the connection"),
    }[trouble]


def line_meaning(say: Speech, trouble: Trouble) -> str:
    return {
        Trouble.NONE: say("What is saved goes to the hub by itself."),
        Trouble.OFFLINE: say(
            "Everything is kept at this window and goes by itself once the hub answers. "
            "Go on with your work."
        ),
        Trouble.BUSY: say(
            "Everything is kept at this window. It is sent as soon as the hub has room for it."
        ),
        Trouble.NOT_SIGNED_IN: say(
            "Everything is kept at this window. Ask the administrator of the hub for a one-time "
            "code and type it here."
        ),
        Trouble.REVOKED: say(
            "Everything is kept at this window. Only a fresh one-time code from the administrator "
            "of the hub lets it send again."
        ),
        Trouble.WRONG: say(
            "Everything is kept at this window and is tried again. "
            "If this stays, tell the administrator."
        ),
    }[trouble]


def marked_fact(say: Speech, counts: SyncCounts) -> str:
    """How many messages carry the hub's mark, and when the last of them came there."""
    if counts.clock_marked_at is None:
        return str(counts.clock_marked)
    return say(
        "{n}, the last one on {moment}",
        n=counts.clock_marked,
        moment=say.moment(local(counts.clock_marked_at)),
    )


def done_words(say: Speech, done: Done | None) -> str:
    if done is None:
        return ""
    if done.what is Did.CARRIED and done.carried is not None:
        said = say(
            "Saved: {file}. Messages: {messages}, pages: {pages}",
            file=done.file,
            messages=done.carried.messages,
            pages=done.carried.scans,
        )
        if not done.carried.unreadable:
            return said
        lost = say.plural(
            "{n} page could not be read and is not in it",
            "{n} pages could not be read and are not in it",
            done.carried.unreadable,
        )
        return f"{said}. {lost}"
    return {
        Did.WOKEN: say("Trying now"),
        Did.ENROLLED: say("The hub knows this window now. What waits is on its way."),
        Did.ASKED_AGAIN: say("It goes to the hub once more"),
        Did.CHOSEN: say("The choice goes to the hub. Both versions are kept."),
    }.get(done.what, say("Saved: {file}", file=done.file))


def kind_name(say: Speech, kind: str) -> str:
    """What a message says; a kind nobody has named here is shown as programs call it."""
    area, _, _ = kind.partition(".")
    return {
        "case.submit": say("An accepted case"),
        "case.correct": say("A corrected case"),
        "case.reopen": say("A case that is being changed"),
        "case.keep": say("A case left as signed"),
        "case.hand_over": say("A case handed over"),
        "case.refuse": say("A refused acceptance"),
        "case.issue": say("A result given out"),
        "case.return_unclaimed": say("A result that went back"),
        "case.ask_correction": say("A correction asked for"),
        "case.decide_correction": say("A correction decided"),
        "case.resolve": say("A choice between two versions"),
        "day.closed": say("A closed day"),
        "review.marked": say("A mark for a second look"),
        "review.decided": say("A second look"),
        "questionnaire.answered": say("Answers of a questionnaire"),
    }.get(kind) or {
        "case": say("A closed case"),
        "ticket": say("A step of a ticket"),
        "shift": say("A step of a shift"),
        "catalogue": say("A step in the catalogue"),
    }.get(area, kind)


def conflict_state(say: Speech, conflict: ConflictView) -> tuple[ChipKind, str]:
    if conflict.state == "open":
        return "warn", say("Nobody has chosen yet")
    if conflict.state == "answered":
        return "muted", say("The choice is on its way")
    return "ok", say("Settled")


def take_name(say: Speech, take: str | None) -> str:
    return {
        Take.MINE.value: say("This window's version stands"),
        Take.THEIRS.value: say("The other version stands"),
        Take.MERGED.value: say("Parts of both versions stand"),
    }.get(take or "", "")


def compared(
    say: Speech, conflict: ConflictView, services: Mapping[str, Bilingual]
) -> tuple[Compared, ...]:
    """Every field that either version has; beside a version that has not come nothing differs."""
    mine = dict(_fields(say, conflict.mine, services))
    theirs = dict(_fields(say, conflict.theirs, services))
    both = bool(mine and theirs)
    pairs = {
        name: (mine.get(name, "—"), theirs.get(name, "—"))
        for name in dict.fromkeys((*mine, *theirs))
    }
    return tuple(
        Compared(name, here, there, differs=both and here != there)
        for name, (here, there) in pairs.items()
    )


def _fields(
    say: Speech, version: Version | None, services: Mapping[str, Bilingual]
) -> Iterator[tuple[str, str]]:
    if version is None:
        return
    yield say("What was done"), kind_name(say, version.type)
    yield say("Who"), version.actor
    yield say("When"), say.moment(local(version.at))
    yield say("Device"), version.device
    for key, value in version.body.items():
        if key == _RECEIPT:
            continue
        name = _field_name(say, key)
        if key == "service" and str(value) in services:
            yield name, services[str(value)][say.language]
        else:
            yield name, _said(say, value)
    yield say("Pages"), str(len(version.blobs))


def _field_name(say: Speech, key: str) -> str:
    return {
        "number": say("Number"),
        "service": say("Service"),
        "edition": say("Edition of the standard"),
        "region": say("Region"),
        "accepted_at": say("Accepted"),
        "due_on": say("Result by"),
        "delivery": say("Way of delivery"),
        "request": say("Signed request"),
        "replaces": say("Replaces the request"),
        "revision": say("Version of the case"),
        "from": say("From window"),
        "to": say("To window"),
        "window": say("Window"),
        "missing": say("What is missing"),
        "decision": say("Decision"),
        "decided_on": say("Decided on"),
    }.get(key, key)


def _said(say: Speech, value: object) -> str:
    if value is None or value in ("", [], ()):
        return "—"
    if isinstance(value, list | tuple):
        return ", ".join(_said(say, one) for one in value)
    if not isinstance(value, str):
        return str(value)
    if len(value) == _HASH_LETTERS and value.isalnum():
        return f"{value[:_HASH_SHOWN]}…"
    return _time_said(say, value) or _word(say, value)


def _word(say: Speech, value: str) -> str:
    return {
        "gateway": say("Electronically"),
        "courier": say("By courier"),
        "granted": say("Granted"),
        "grant": say("Granted"),
        "decline": say("Declined"),
        "declined": say("Declined"),
    }.get(value, value)


def _time_said(say: Speech, value: str) -> str:
    """Days and moments as people say them; anything else is no time."""
    if "T" in value:
        try:
            at = datetime.fromisoformat(value)
        except ValueError:
            return ""
        return say.moment(local(at)) if at.tzinfo is not None else ""
    try:
        return say.date(date.fromisoformat(value)) if _DAY.fullmatch(value) else ""
    except ValueError:
        return ""
