"""The sentences of the page of the courier: states, marks, terms, what differs in the day."""

from __future__ import annotations

from datetime import date

from operator_app.domain.couriers import Manifest, ManifestState
from operator_app.domain.reconciliation import Difference, Finding
from operator_app.queries.manifests import KnownManifest
from operator_app.usecases.rules import local
from ui.pages.courier.state import CourierState, Did, Mark, Mode, PackageRow
from ui.runtime.speech import Speech
from ui.runtime.wording import breakable
from ui.widgets.chips import ChipKind

STATES: dict[ManifestState, ChipKind] = {
    ManifestState.OPEN: "accent",
    ManifestState.SEALED: "warn",
    ManifestState.WITH_COURIER: "warn",
    ManifestState.DELIVERED: "ok",
    ManifestState.DELIVERED_WITH_ACT: "bad",
}
MARKS: dict[Mark, ChipKind] = {
    Mark.LISTED: "muted",
    Mark.AWAITED: "warn",
    Mark.CAME: "ok",
    Mark.OPENED: "bad",
    Mark.MISSING: "bad",
    Mark.EXTRA: "bad",
}
SOON_DAYS = 1


def state_name(say: Speech, state: ManifestState) -> str:
    return {
        ManifestState.OPEN: say("Being filled"),
        ManifestState.SEALED: say("Sealed"),
        ManifestState.WITH_COURIER: say("With the courier"),
        ManifestState.DELIVERED: say("Delivered"),
        ManifestState.DELIVERED_WITH_ACT: say("Delivered with an act"),
    }[state]


def mark_name(say: Speech, mark: Mark) -> str:
    return {
        Mark.LISTED: say("In the bag"),
        Mark.AWAITED: say("Not counted yet"),
        Mark.CAME: say("Has come"),
        Mark.OPENED: say("Came opened"),
        Mark.MISSING: say("Package is missing"),
        Mark.EXTRA: say("Extra"),
    }[mark]


def difference_name(say: Speech, kind: Difference) -> str:
    return {
        Difference.MISSING: say("Package is missing"),
        Difference.OPENED: say("Came opened"),
        Difference.EXTRA: say("Extra"),
        Difference.IN_TWO: say("In two manifests"),
        Difference.OTHER_BAG: say("Came in another bag"),
    }[kind]


def finding_words(say: Speech, finding: Finding) -> str:
    """What differs, and which manifests it is about where that is the point."""
    name = difference_name(say, finding.kind)
    if finding.kind in {Difference.IN_TWO, Difference.OTHER_BAG}:
        return f"{name}: {', '.join(finding.manifests)}"
    return name


def did_words(say: Speech, state: CourierState) -> str:
    to = state.did_to
    return {
        Did.NOTHING: "",
        Did.PUT: say("{number} is in the bag", number=to),
        Did.TAKEN_OUT: say("{number} was taken out", number=to),
        Did.SEALED: say("The bag is sealed; print the manifest for two signatures"),
        Did.UNSEALED: say("The seal is broken; the printed manifest is void"),
        Did.HANDED_OVER: say("The bag is with the courier"),
        Did.ACCEPTED: say("The provider has everything"),
        Did.ACT_MADE: say("The act is drawn up; what is missing waits for a manifest again"),
        Did.PRINTED: say("The printer has taken the paper"),
    }[state.did]


def countdown(say: Speech, due_on: date | None, today: date | None) -> str:
    """The day of the decision, and how far it is."""
    if due_on is None or today is None:
        return "—"
    left = (due_on - today).days
    if left < 0:
        far = say.plural("overdue by {n} day", "overdue by {n} days", -left)
    elif left == 0:
        far = say("today")
    else:
        far = say.plural("{n} day left", "{n} days left", left)
    return f"{say.date(due_on)}, {far}"


def is_pressing(due_on: date | None, today: date | None) -> bool:
    return due_on is not None and today is not None and (due_on - today).days <= SOON_DAYS


def provider_name(say: Speech, state: CourierState, code: str) -> str:
    named = next((one.name for one in state.providers if one.code == code), None)
    return breakable(named[say.language]) if named else code


def manifest_line(say: Speech, known: KnownManifest) -> str:
    manifest = known.manifest
    packages = say.plural("{n} package", "{n} packages", len(manifest.packages))
    parts = [packages] if known.own else [say("window {n}", n=manifest.window), packages]
    if manifest.seal:
        parts.append(say("seal {seal}", seal=manifest.seal))
    return f"{manifest.number}\n{' · '.join(parts)}"


def package_line(say: Speech, row: PackageRow, today: date | None) -> str:
    if not row.here:
        return f"{row.number}\n{say('accepted at another window')}"
    return f"{row.number}\n{say('Decision by')}: {countdown(say, row.due_on, today)}"


def facts_of(say: Speech, state: CourierState, manifest: Manifest) -> list[tuple[str, str]]:
    facts = [
        (say("Provider"), provider_name(say, state, manifest.provider)),
        (say("First term"), countdown(say, manifest.due_on, state.today)),
    ]
    if manifest.seal:
        facts.append((say("Seal"), manifest.seal))
    if manifest.handing is not None:
        handed = f"{manifest.handing.to}, {say.moment(local(manifest.handing.at))}"
        facts.append((say("Courier"), breakable(handed)))
    if manifest.count is not None:
        count = manifest.count
        counted = f"{count.handing.to}, {say.moment(local(count.handing.at))}"
        facts.append((say("Counted at the provider's"), breakable(counted)))
        if manifest.seal_differs:
            facts.append((say("Seal found"), count.handing.seal))
        if count.remark:
            facts.append((say("Remark"), breakable(count.remark)))
    return facts


def big_button(say: Speech, state: CourierState) -> str:
    """What a press of it does now."""
    if state.mode is Mode.LOOK:
        return {
            Mode.SEAL: say("Seal…"),
            Mode.HAND_OVER: say("Hand over…"),
            Mode.COUNT: say("Provider's count…"),
        }.get(state.next_mode or Mode.LOOK, "")
    if state.mode is Mode.COUNT and state.differs:
        return say("Draw up the act")
    return {
        Mode.SEAL: say("Seal the bag"),
        Mode.UNSEAL: say("Break the seal"),
        Mode.HAND_OVER: say("Handed over"),
        Mode.COUNT: say("Everything is there"),
    }[state.mode]


def asks(say: Speech, state: CourierState) -> str:
    """What the mode is about, over its fields."""
    return {
        Mode.LOOK: "",
        Mode.SEAL: say("The list is fixed with the seal. Put the bag together first."),
        Mode.UNSEAL: say("Say why: it is kept, and the seal is never used again."),
        Mode.HAND_OVER: say("Read the seal off the bag itself, with the courier."),
        Mode.COUNT: "",
    }[state.mode]
