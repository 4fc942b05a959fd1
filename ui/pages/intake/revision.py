"""What differs from what was signed, in words: seen while the case is changed and signed anew."""

from __future__ import annotations

from operator_app.domain.applications import Application, DeliveryWay, State
from operator_app.domain.catalogue import Catalogue
from operator_app.domain.differences import Difference, Differing, differences
from operator_app.usecases.look_at_case import CaseView
from operator_app.usecases.rules import local
from ui.pages.intake.state import Revision
from ui.runtime.speech import Speech
from ui.runtime.wording import breakable

LANGUAGES = {"kk": "қазақша", "ru": "русский", "en": "English"}


def revision_of(view: CaseView, catalogue: Catalogue, say: Speech) -> Revision | None:
    """``None`` for a case that was signed once or never."""
    case = view.application
    if not case.signed_before:
        return None
    signed = case.signed_before[-1]
    at = f"{local(signed.accepted_at):%H:%M}" if signed.accepted_at is not None else ""
    found = differences(signed, case)
    number = case.revision
    if case.state is not State.DRAFT:
        title = say("Version {number} is signed. Signed before, at {at}.", number=number, at=at)
    elif found:
        title = say(
            "Version {number}, not signed yet. What differs from the version signed at {at}:",
            number=number,
            at=at,
        )
    else:
        title = say(
            "Version {number}: nothing differs yet from the version signed at {at}.",
            number=number,
            at=at,
        )
    return Revision(
        title=title,
        lines=tuple(_line(say, one, view, catalogue) for one in found),
    )


def _line(say: Speech, one: Difference, view: CaseView, catalogue: Catalogue) -> str:
    if one.what is Differing.ADDED:
        return say("Added: {paper}", paper=_paper(say, one, view))
    if one.what is Differing.TAKEN_OUT:
        return say("Taken out: {paper}", paper=_paper(say, one, view))
    return say(
        "{what}: {before} → {after}",
        what=_what(say, one, catalogue),
        before=_value(say, one, one.before, catalogue, view.application),
        after=_value(say, one, one.after, catalogue, view.application),
    )


def _paper(say: Speech, one: Difference, view: CaseView) -> str:
    rows = view.record.requirements
    name = next((row.name[say.language] for row in rows if row.code == one.key), one.key)
    if not one.pages:
        return name
    return f"{name}, {say.plural('{n} page', '{n} pages', one.pages)}"


def _what(say: Speech, one: Difference, catalogue: Catalogue) -> str:
    if one.what is Differing.ANSWER:
        condition = catalogue.conditions.get(one.key)
        text = condition.text[say.language] if condition is not None else one.key
        return text[:1].upper() + text[1:]
    return {
        Differing.SERVICE: say("Service"),
        Differing.LANGUAGE: say("Language of the papers"),
        Differing.NUMBER: say("IIN or BIN"),
        Differing.NAME: say("Applicant"),
        Differing.PHONE: say("Phone"),
        Differing.ADDRESS: say("Address"),
        Differing.REPRESENTATIVE: say("Representative"),
        Differing.POWER_OF_ATTORNEY: say("Power of attorney"),
        Differing.CHILDREN: say("Children"),
        Differing.DELIVERY: say("How it goes to the provider"),
    }[one.what]


def _value(
    say: Speech, one: Difference, value: str, catalogue: Catalogue, case: Application
) -> str:
    if not value:
        return "—"
    if one.what is Differing.ANSWER:
        return say("Yes") if value == str(True) else say("No")
    if one.what is Differing.LANGUAGE:
        return LANGUAGES.get(value, value)
    if one.what is Differing.DELIVERY:
        by_courier = value == DeliveryWay.COURIER
        return say("On paper, by courier") if by_courier else say("Through the gateway, at once")
    if one.what is Differing.SERVICE:
        return _service(say, value, catalogue, case)
    return breakable(value)


def _service(say: Speech, code: str, catalogue: Catalogue, case: Application) -> str:
    known = [one for one in catalogue.services if one.service == code]
    ours = [one for one in known if one.region == case.region]
    return (ours or known)[0].name[say.language] if known else code
