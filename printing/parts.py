"""Rows that several papers share: who, which service, what is listed, the footnote."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from operator_app.domain.papers import ListedDocument, PaperHead, PartyLine, ServiceLine
from printing.frame import Hand, hand
from printing.rows import (
    BODY,
    SMALL,
    STRONG,
    UNCONFIRMED,
    Row,
    fact,
    item,
    small_item,
    small_print,
)
from printing.words import Pair, Words, joined, same

NOBODY = "—"
"""Where a paper has a place for a name and there is none."""
_ORGANISATION_DIGITS = ("4", "5", "6")
"""The fifth digit of a BIN; an IIN has the tens of a day of month there."""


def about_service(service: ServiceLine, words: Words) -> Row:
    name = words.of(service.name)
    mark = "" if service.confirmed else UNCONFIRMED
    return fact(
        words.say("Service"),
        ((name[0] + mark, name[1] + mark), BODY),
        (words.of(service.act), SMALL),
    )


def about_party(label: Pair, party: PartyLine, words: Words) -> Row:
    """Name, IIN or BIN, phone, address: each on its own line, what is absent left out."""
    organisation = party.number[4:5] in _ORGANISATION_DIGITS
    number = words.say("BIN {number}" if organisation else "IIN {number}", number=party.number)
    values = [(same(party.name or NOBODY), STRONG)]
    if party.number:
        values.append((number, BODY))
    if party.phone:
        values.append((words.say("tel. {phone}", phone=party.phone), BODY))
    if party.address:
        values.append((same(party.address), BODY))
    return fact(label, *values)


def about_application(head: PaperHead, words: Words) -> Row:
    number = words.say("No. {number}", number=head.number)
    return fact(words.say("Application"), (number, BODY), (words.moment(head.at), BODY))


def about_moment(label: Pair, head: PaperHead, words: Words) -> Row:
    return fact(label, (words.moment(head.at), BODY))


def listed(documents: Sequence[ListedDocument], words: Words) -> Iterable[Row]:
    """What was handed in, at full size: how it was presented and on how many sheets."""
    for number, document in enumerate(documents, start=1):
        yield item(
            number, words.of(document.name), _how(document, words), marked=not document.confirmed
        )


def asked_for(documents: Sequence[ListedDocument], words: Words) -> Iterable[Row]:
    """What is to be brought, at full size: why it is asked for and in which form."""
    for number, document in enumerate(documents, start=1):
        said = [words.of(text) for text in (document.why, document.how) if text]
        note = (_sentence(said, 0), _sentence(said, 1)) if said else None
        yield item(number, words.of(document.name), note, marked=not document.confirmed)


def listed_small(documents: Sequence[ListedDocument], words: Words) -> Iterable[Row]:
    for number, document in enumerate(documents, start=1):
        yield small_item(
            number, words.of(document.name), _how(document, words), marked=not document.confirmed
        )


def footnotes(
    service: ServiceLine | None, documents: Iterable[ListedDocument], words: Words
) -> Iterable[Row]:
    """The footnote of the mark, where anything on the paper carries it."""
    if (service and not service.confirmed) or any(not row.confirmed for row in documents):
        said = words.say("Not yet confirmed by the center's methodologist.")
        yield small_print((f"{UNCONFIRMED.strip()} {said[0]}", said[1]))


def employee_hand(head: PaperHead, words: Words, role: Pair | None = None) -> Hand:
    """Who gives the paper out, at which window, and the phone to ask at."""
    window = joined(words.say("window {n}", n=head.office.window))
    phone = joined(words.say("tel. {phone}", phone=head.office.call_center))
    return hand(
        role or words.say("Employee of the State Corporation"),
        head.office.employee,
        same(f"{window} · {phone}"),
    )


def counted(heading: Pair, count: int) -> Pair:
    """A heading and how many follow; prescribed headings bring their own colon."""
    return f"{heading[0].rstrip(':')}: {count}", f"{heading[1].rstrip(':')}: {count}"


def _sentence(said: Sequence[Pair], side: int) -> str:
    return "; ".join(pair[side] for pair in said)


def _how(document: ListedDocument, words: Words) -> Pair | None:
    """How it was presented and on how many sheets."""
    how = words.of(document.how) if document.how else None
    if not document.pages:
        return how
    sheets = (
        words.first.plural("{n} sheet", "{n} sheets", document.pages),
        words.second.plural("{n} sheet", "{n} sheets", document.pages),
    )
    return sheets if how is None else (f"{how[0]}, {sheets[0]}", f"{how[1]}, {sheets[1]}")
