"""The words of the page of the catalogue: rows, proposals, editions, and what differs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from operator_app.domain.catalogue import (
    Catalogue,
    Cited,
    Form,
    Requirement,
    ServiceRecord,
    Unit,
)
from operator_app.domain.catalogue_facts import RECOLLECTION
from operator_app.domain.catalogue_packages import Package
from operator_app.domain.edition_differences import (
    Aspect,
    EditionDifference,
    row_differences,
)
from operator_app.domain.measures import Amount, Measure, amount_of, fact_of, measure_of
from operator_app.domain.proposals import Change, Kind, Proposal
from operator_app.usecases.rules import local
from ui.pages.catalogue.measure_words import amount_words, measure_name
from ui.pages.catalogue.state import CatalogueState, Did, Done, OfferedPackage
from ui.runtime.paper_words import form_word
from ui.runtime.speech import Speech
from ui.runtime.wording import breakable
from ui.widgets.chips import ChipKind
from ui.widgets.versions import Compared

NOTHING = "—"


def act_of(say: Speech, law: Catalogue, record: ServiceRecord) -> str:
    region = law.regions[record.region][say.language]
    return f"{region} · № {law.act(record.act).number}"


def confirmed_of(record: ServiceRecord) -> tuple[int, int]:
    """Rows that two people stand for, and all rows."""
    rows = record.requirements
    return sum(row.confirmed is not None for row in rows), len(rows)


def condition_text(say: Speech, law: Catalogue, code: str | None) -> str:
    if not code:
        return say("Always")
    known = law.conditions.get(code)
    return known.text[say.language] if known else code


def row_standing(say: Speech, row: Cited | None, *, waits: bool) -> tuple[ChipKind, str]:
    if waits:
        return "accent", say("Waits for the second person")
    if row is None:
        return "muted", say("Not said")
    if row.confirmed is not None:
        return "ok", say("Confirmed")
    return "warn", say("Not confirmed")


def measure_facts(
    say: Speech, law: Catalogue, record: ServiceRecord, measure: Measure
) -> list[tuple[str, str]]:
    """What the edition says of the term or a norm, and where from."""
    fact, amount = fact_of(record, measure), amount_of(record, measure)
    facts = [(measure_name(say, measure), amount_words(say, amount))]
    if fact is None:
        return facts
    facts.append((say("Sources"), sources_text(say, law, fact) or NOTHING))
    if fact.confirmed is not None:
        facts.append((say("Confirmed by"), f"{fact.confirmed.by}, {say.date(fact.confirmed.on)}"))
    return [(name, breakable(value)) for name, value in facts]


def row_facts(say: Speech, law: Catalogue, row: Requirement) -> list[tuple[str, str]]:
    """All that the list says of a row, and where from."""
    facts = [
        (say("Name in Russian"), row.name.ru),
        (say("Name in Kazakh"), row.name.kk or NOTHING),
        (say("How it is presented"), form_word(say, row.form)),
        (say("When it is asked for"), condition_text(say, law, row.condition)),
        (say("From state systems"), yes_no(say, on=row.from_state_system)),
        (say("More than one"), yes_no(say, on=row.multi)),
        (say("Sources"), sources_text(say, law, row)),
    ]
    if row.confirmed is not None:
        by, on = row.confirmed.by, say.date(row.confirmed.on)
        facts.append((say("Confirmed by"), f"{by}, {on}"))
    return [(name, breakable(value)) for name, value in facts]


def sources_text(say: Speech, law: Catalogue, row: Cited) -> str:
    """Of a confirmed row it is no matter any more that it was once only remembered."""
    said = []
    for cite in row.cites:
        if cite.source == RECOLLECTION:
            if row.confirmed is None:
                said.append(say("no source found yet"))
        else:
            name = law.source_name(cite.source, say.language)
            said.append(f"{name}, {cite.place}" if cite.place else name)
    return "; ".join(dict.fromkeys(said))


def yes_no(say: Speech, *, on: bool) -> str:
    return say("Yes") if on else say("No")


def kind_name(say: Speech, kind: Kind) -> str:
    return {
        Kind.CONFIRM: say("As it stands"),
        Kind.CORRECT: say("A correction"),
        Kind.ADD: say("A new row"),
        Kind.REMOVE: say("To be taken out"),
        Kind.SETTLE: say("Of two editions one"),
    }[kind]


def row_of(proposal: Proposal) -> Requirement | None:
    return proposal.change.after or proposal.change.before


def row_name(say: Speech, proposal: Proposal) -> str:
    return change_name(say, proposal.change)


def change_name(say: Speech, change: Change) -> str:
    """What it is about: a row, a term or a norm, or two editions of one."""
    row, measure = change.after or change.before, measure_of(change.row)
    if measure is not None:
        return measure_name(say, measure)
    if change.kind is Kind.SETTLE:
        return say("Two editions of one")
    return row.name[say.language] if row else change.row


def change_lines(say: Speech, law: Catalogue, change: Change) -> tuple[Compared, ...]:
    """As it is in the catalogue beside what is proposed; of a settlement, all that is taken."""
    if change.kind is Kind.SETTLE:
        return tuple(
            replace(line, name=f"{change_name(say, part)}: {line.name}")
            for part in change.parts
            for line in change_lines(say, law, part)
        )
    measure = measure_of(change.row)
    if measure is None:
        return compared(say, law, row_differences(change.before, change.after), None)
    was, shall = amount_words(say, change.was), amount_words(say, change.shall)
    name = measure_name(say, measure)
    return (Compared(name=name, mine=was, theirs=shall, differs=was != shall),)


def record_of(law: Catalogue, proposal: Proposal) -> ServiceRecord:
    """The service as it is now; the list the proposal was compared with may be an older one."""
    wanted = (proposal.region, proposal.service)
    return next(one for one in law.newest() if (one.region, one.service) == wanted)


def service_name(say: Speech, law: Catalogue, proposal: Proposal) -> str:
    return record_of(law, proposal).name[say.language]


def proposal_facts(say: Speech, law: Catalogue, proposal: Proposal) -> list[tuple[str, str]]:
    return [
        (say("Service"), service_name(say, law, proposal)),
        (say("Act"), act_of(say, law, record_of(law, proposal))),
        (say("Proposed by"), breakable(proposal.by.name)),
        (say("When"), say.moment(local(proposal.at))),
        (say("Where in the printed act"), breakable(proposal.place)),
    ]


def in_force_from(say: Speech, record: ServiceRecord) -> str:
    return say("From {day}", day=say.date(record.valid_from))


def edition_standing(
    say: Speech, record: ServiceRecord, newest: ServiceRecord, today: date
) -> tuple[ChipKind, str]:
    if record.edition != newest.edition:
        return "muted", say("Corrected since")
    if record.valid_from > today:
        return "warn", say("Not in force yet")
    return ("ok", say("In force")) if today <= record.valid_to else ("muted", say("Ended"))


def edition_origin(say: Speech, record: ServiceRecord) -> str:
    return say("Made at a center") if record.base else say("As shipped")


def compared(
    say: Speech, law: Catalogue, told: Iterable[EditionDifference], after: ServiceRecord | None
) -> tuple[Compared, ...]:
    """Each difference as a line; a row of ``after`` is called by its name."""
    return tuple(
        Compared(
            name=_line_name(say, one, after),
            mine=_value(say, law, one.aspect, one.before),
            theirs=_value(say, law, one.aspect, one.after),
            differs=True,
        )
        for one in told
    )


def _line_name(say: Speech, one: EditionDifference, after: ServiceRecord | None) -> str:
    aspect = aspect_name(say, one.aspect)
    row = after.requirement(one.row) if after and one.row else None
    return f"{row.name[say.language]}: {aspect}" if row else aspect


def aspect_name(say: Speech, aspect: Aspect) -> str:
    return {
        Aspect.ACT: say("Act"),
        Aspect.VALID_FROM: say("In force from"),
        Aspect.VALID_TO: say("In force to"),
        Aspect.TERM: say("Term"),
        Aspect.WAITING_NORM: say("Norm for waiting"),
        Aspect.SERVING_NORM: say("Norm for serving"),
        Aspect.TERM_CONFIRMED: say("Term: confirmed by"),
        Aspect.WAITING_CONFIRMED: say("Norm for waiting: confirmed by"),
        Aspect.SERVING_CONFIRMED: say("Norm for serving: confirmed by"),
        Aspect.ROW_ADDED: say("A new row"),
        Aspect.ROW_REMOVED: say("Taken out"),
        Aspect.NAME_RU: say("Name in Russian"),
        Aspect.NAME_KK: say("Name in Kazakh"),
        Aspect.FORM: say("How it is presented"),
        Aspect.CONDITION: say("When it is asked for"),
        Aspect.FROM_STATE_SYSTEM: say("From state systems"),
        Aspect.MULTI: say("More than one"),
        Aspect.ALTERNATIVE_GROUP: say("One of several"),
        Aspect.CONFIRMED: say("Confirmed by"),
        Aspect.PLACE: say("Where in the printed act"),
    }[aspect]


def _value(say: Speech, law: Catalogue, aspect: Aspect, value: str) -> str:
    """Codes and numbers in words; a name is said as it is."""
    if not value and aspect is not Aspect.CONDITION:
        return NOTHING
    said = {
        Aspect.FORM: lambda: form_word(say, Form(value)),
        Aspect.CONDITION: lambda: condition_text(say, law, value),
        Aspect.FROM_STATE_SYSTEM: lambda: yes_no(say, on=value == str(True)),
        Aspect.MULTI: lambda: yes_no(say, on=value == str(True)),
        Aspect.TERM: lambda: _term(say, value),
        Aspect.WAITING_NORM: lambda: _norm(say, value),
        Aspect.SERVING_NORM: lambda: _norm(say, value),
        Aspect.VALID_FROM: lambda: say.date(date.fromisoformat(value)),
        Aspect.VALID_TO: lambda: say.date(date.fromisoformat(value)),
    }.get(aspect)
    return value if said is None else said()


def _term(say: Speech, value: str) -> str:
    days, _, unit = value.partition(" ")
    return amount_words(say, Amount(value=int(days), unit=Unit(unit)))


def _norm(say: Speech, value: str) -> str:
    return amount_words(say, Amount(value=float(value), unit=Unit.MINUTES))


def done_words(say: Speech, done: Done | None) -> str:
    if done is None:
        return ""
    return {
        Did.PROPOSED: say("Proposed. Another person has to confirm it."),
        Did.CONFIRMED: say(
            "Confirmed: a new edition is in force from {day}. Open cases keep theirs.",
            day=done.text,
        ),
        Did.RETURNED: say("Returned with the remark"),
        Did.WITHDRAWN: say("Taken back"),
        Did.SAVED: say("Saved: {file}", file=done.text),
        Did.TAKEN: say.plural(
            "{n} new edition was taken in", "{n} new editions were taken in", done.editions
        ),
    }[done.what]


def offered_words(say: Speech, offered: OfferedPackage | None) -> str:
    """Who answers for a package, before anything of it is taken in."""
    if offered is None:
        return ""
    package = offered.signed.package
    said = say(
        "Package of center {center}, made by {by} on {day}, signed by {signer}.",
        center=package.center,
        by=exporter_of(package),
        day=say.date(local(package.made_at).date()),
        signer=offered.signed.signer,
    )
    fresh = say.plural("It brings {n} new edition.", "It brings {n} new editions.", offered.fresh)
    return f"{said} {fresh if offered.fresh else say('All of it is here already.')}"


def exporter_of(package: Package) -> str:
    """With the login, where the package names it."""
    by = package.exported_by
    return package.made_by if by is None else f"{by.person.name} ({by.person.login})"


def waits(state: CatalogueState, row: str) -> bool:
    record = state.record
    return record is not None and any(
        (one.region, one.service, one.change.row) == (record.region, record.service, row)
        for one in state.proposals
    )
