"""What the hand is to do: words, days and yes or no, nothing of the program's own types."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonWords:
    """As typed into the fields of a person; an empty word is not typed."""

    number: str = ""
    surname: str = ""
    name: str = ""
    patronymic: str = ""
    phone: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerWords:
    """The power of attorney; days as ``ДД.ММ.ГГГГ``."""

    notarised: bool
    number: str = ""
    issued_on: str = ""
    valid_until: str = ""
    notary: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildWords:
    person: PersonWords
    born_on: str = ""
    born_abroad: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperWords:
    """One paper of the applicant: ``row`` of the list, ``form`` presented, files of its pages."""

    row: str
    form: str
    valid_until: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """One case from the door to the end of its ticket.

    ``answers`` are places of questions and what the applicant says to them. ``offline``: there is
    no line to the hub. ``number`` of a draft that was interrupted; empty for a new case.
    ``foreign_ticket``: the ticket at this window belongs to another case and is let go first.
    """

    login: str
    password: str
    window: int
    service: str
    service_name: str
    language: str
    consent: str
    applicant: PersonWords
    organisation: bool = False
    representative: PersonWords | None = None
    power: PowerWords | None = None
    children: tuple[ChildWords, ...] = ()
    answers: tuple[tuple[int, bool], ...] = ()
    papers: tuple[PaperWords, ...] = ()
    courier: bool = False
    offline: bool = False
    number: str = ""
    foreign_ticket: bool = False
