"""The sentences of the page of giving out."""

from __future__ import annotations

from typing import Literal

from operator_app.domain.applications import Application, Decision
from operator_app.usecases.rules import local
from ui.pages.issue.state import Did, IssueState, WaitingRow
from ui.runtime.speech import Speech
from ui.runtime.wording import breakable
from ui.widgets.chips import ChipKind

Kind = Literal["ok", "warn", "bad", "muted"]


def did_words(say: Speech, state: IssueState) -> str:
    number = state.did_number
    if state.did is Did.GIVEN and state.given is not None:
        if state.given.printed:
            return say("Given out: {number}. The slip is printed: let it be signed", number=number)
        return say("Given out: {number}. The slip is not printed yet", number=number)
    if state.did is Did.SIGNED:
        return say("Done: {number}. The slip is signed, the result has left", number=number)
    if state.did is Did.RETURNED:
        return say("{number} goes back to the provider", number=number)
    return ""


def answer_words(say: Speech, state: IssueState) -> tuple[Kind, str]:
    """What ЕНИС said; before it was asked, that it has to be."""
    checked = state.checked
    if checked is None:
        if not state.online:
            return "warn", say("No connection: the register of notaries cannot be asked")
        return "muted", say("Not checked yet today")
    if checked.unchecked:
        if state.given is not None:
            return "warn", say("The power of attorney is unchecked: the slip says so")
        return "warn", say(
            "Unchecked: nobody could be asked. The slip will say so; look at the paper itself"
        )
    at = say.moment(local(checked.at))
    return "ok", say("In force by the register of notaries, {at}", at=at)


def case_facts(say: Speech, state: IssueState) -> list[tuple[str, str]]:
    case = state.given.case if state.given is not None else state.case
    if case is None:
        return []
    service = state.services.get(case.service)
    facts = [
        (say("Applicant"), breakable(case.applicant.full_name) if case.applicant else "—"),
        (say("Service"), service[say.language] if service is not None else case.service),
        (say("Decision"), _decision(say, case)),
    ]
    if case.decided_on is not None:
        facts.append((say("Decided on"), say.date(case.decided_on)))
    if state.kept is not None:
        facts.append((say("Kept until"), _until(say, state)))
    if case.representative is not None:
        facts.append(
            (say("Representative at acceptance"), breakable(case.representative.party.full_name))
        )
    facts.append((say("How it came"), _came(say, case)))
    if case.result is not None:
        facts.append((say("Signed electronically by"), breakable(case.result.signer)))
    return facts


def given_facts(say: Speech, state: IssueState) -> list[tuple[str, str]]:
    """Who has just taken it, and against what."""
    given = state.given
    issuance = given.case.issuance if given is not None else None
    if given is None or issuance is None:
        return []
    facts = [
        (say("Taken by"), breakable(issuance.recipient)),
        (say("Identity document"), issuance.identity_document),
    ]
    if issuance.power is not None:
        facts.append((say("Power of attorney"), issuance.power.power_of_attorney.number or "—"))
    return facts


def row_chip(say: Speech, state: IssueState, row: WaitingRow) -> tuple[ChipKind, str]:
    today = state.today
    if today is not None and row.kept.over(today):
        return "bad", say("Term is over")
    until = f"{row.kept.until:%d.%m.%Y}"
    if today is not None and row.kept.soon_over(today):
        return "warn", say("until {day}", day=until)
    return "ok", say("until {day}", day=until)


def row_facts(say: Speech, state: IssueState) -> list[tuple[str, str]]:
    row = state.row
    if row is None:
        return []
    result = row.result
    service = state.services.get(result.service)
    return [
        (say("Applicant"), breakable(result.applicant_name) or "—"),
        (say("Phone"), result.phone or "—"),
        (say("Service"), service[say.language] if service is not None else result.service),
        (say("Came to the center"), say.date(row.kept.since)),
        (say("Kept until"), say.date(row.kept.until)),
    ]


def keeping_words(say: Speech, state: IssueState) -> str:
    """The term, and honestly whether anybody has compared it with the act."""
    keeping = state.keeping
    if keeping is None:
        return ""
    term = say.plural(
        "A result is kept for {n} month", "A result is kept for {n} months", keeping.months
    )
    if keeping.confirmed:
        return term
    return say("{term}: not yet confirmed by the methodologist", term=term)


def _until(say: Speech, state: IssueState) -> str:
    if state.kept is None:
        return ""
    until = say.date(state.kept.until)
    if state.today is not None and state.kept.over(state.today):
        return say("{day}: the term is over, the result still lies here", day=until)
    return until


def _decision(say: Speech, case: Application) -> str:
    refused = case.decision is Decision.DECLINE
    return say("Reasoned refusal") if refused else say("Granted")


def _came(say: Speech, case: Application) -> str:
    if case.result is None:
        return say("On paper")
    return say("Signed electronically, printed here")
