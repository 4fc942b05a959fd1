"""The sentences of a case's story, and what an operator calls its states and papers."""

from __future__ import annotations

from collections.abc import Mapping

from operator_app.domain.applications import State
from operator_app.domain.papers import PaperKind
from operator_app.queries.case_story import StoryLine
from operator_app.queries.sync_state import ScansToGo
from ui.pages.cases.state import Group
from ui.runtime.speech import Speech
from ui.widgets.chips import ChipKind

KINDS: dict[State, ChipKind] = {
    State.DRAFT: "accent",
    State.REFUSED_INCOMPLETE: "bad",
    State.CONSENT_REFUSED: "bad",
    State.DATA_UNAVAILABLE: "warn",
    State.ABANDONED: "muted",
    State.ROUTED: "muted",
    State.ACCEPTED: "ok",
    State.REGISTERED: "ok",
    State.IN_WORK: "accent",
    State.GRANTED: "ok",
    State.DECLINED: "bad",
    State.READY: "warn",
    State.ISSUED: "muted",
    State.RETURNED_TO_PROVIDER: "muted",
}


def state_name(say: Speech, state: State) -> str:
    return {
        State.DRAFT: say("Draft"),
        State.REFUSED_INCOMPLETE: say("Refused: incomplete"),
        State.CONSENT_REFUSED: say("No consent"),
        State.DATA_UNAVAILABLE: say("Data unavailable"),
        State.ABANDONED: say("Abandoned"),
        State.ROUTED: say("Routed elsewhere"),
        State.ACCEPTED: say("Accepted"),
        State.REGISTERED: say("Registered by the provider"),
        State.IN_WORK: say("In work"),
        State.GRANTED: say("Granted"),
        State.DECLINED: say("Reasoned refusal"),
        State.READY: say("Ready to be given out"),
        State.ISSUED: say("Given out"),
        State.RETURNED_TO_PROVIDER: say("Returned to the provider"),
    }[state]


def group_name(say: Speech, group: Group) -> str:
    return {
        Group.ALL: say("All"),
        Group.DRAFTS: say("Drafts"),
        Group.AT_PROVIDER: say("At the provider"),
        Group.REFUSED: say("Refused"),
        Group.READY: say("To be given out"),
        Group.ENDED: say("Ended"),
    }[group]


def paper_name(say: Speech, kind: PaperKind) -> str:
    return {
        PaperKind.ACCEPTANCE_RECEIPT: say("Acceptance receipt"),
        PaperKind.REFUSAL_RECEIPT: say("Refusal receipt"),
        PaperKind.CONSENT: say("Consent"),
        PaperKind.DATA_UNAVAILABLE_MESSAGE: say("Message: data unavailable"),
        PaperKind.ROUTING_SHEET: say("Routing sheet"),
        PaperKind.REQUEST_FORM: say("Request as signed"),
        PaperKind.ISSUE_SLIP: say("Slip of the result"),
        PaperKind.DECLINE_NOTICE: say("Notice of refusal"),
        PaperKind.ELECTRONIC_DOCUMENT: say("Electronic document"),
        PaperKind.PACKAGE_COVER: say("Package sheet"),
        PaperKind.COURIER_MANIFEST: say("Courier's manifest"),
        PaperKind.DISCREPANCY_ACT: say("Discrepancy act"),
        PaperKind.DAY_REPORT: say("Report of the day"),
        PaperKind.JOURNAL_EXTRACT: say("Journal extract"),
        PaperKind.QUESTIONNAIRE_FORM: say("Questionnaire"),
    }[kind]


def sentence(say: Speech, line: StoryLine) -> str:
    """What happened; a code that has no sentence here is shown as it is, never left out."""
    known = _cases(say) | _endings(say) | _provider(say)
    known |= _courier(say, line.details) | _tickets(say, line.details)
    if line.code == "case.consent" and line.details.get("answer") == "refused":
        return say("The applicant did not consent")
    if line.code == "review.mark":
        return _marked(say, line.details)
    if line.code == "paper.printed":
        return _given(say, line.details)
    return known.get(line.code, line.code)


def _marked(say: Speech, details: Mapping[str, object]) -> str:
    """By a rule: with the reason as the journal has it. A person's reason is on their page."""
    why = details.get("why")
    if not isinstance(why, Mapping):
        return say("Marked for a second look")
    reason = why.get(say.language) or why.get("ru")
    return say("Marked for a second look by a rule: {reason}", reason=str(reason))


def who_did(say: Speech, line: StoryLine) -> str:
    return say("by a rule") if "rules" in line.details else line.who


def _cases(say: Speech) -> dict[str, str]:
    return {
        "case.open": say("The case was opened"),
        "case.another_service": say("Opened for one more service"),
        "case.consent": say("The applicant consented"),
        "case.registries_asked": say("The registries answered"),
        "case.registries_cancelled": say("Asking the registries was cancelled, nothing was kept"),
        "case.document_removed": say("A document was taken out"),
        "case.discard": say("The draft was discarded"),
        "case.hand_over": say("Handed over to another window"),
        "case.take_over": say("Taken over from a colleague"),
        "case.return": say("Goes on from the refused case"),
        "case.reopen": say("Taken back for a change after signing"),
        "case.correct": say("Signed anew after a change"),
        "case.keep": say("Left as it was signed"),
        "paper.reprint": say("A copy was made"),
        "review.approve": say("Approved at the second look"),
        "review.return": say("Returned with a remark at the second look"),
    }


def _endings(say: Speech) -> dict[str, str]:
    return {
        "case.submit": say("Signed, accepted, the receipt was made"),
        "case.refuse": say("Acceptance refused, the refusal receipt was made"),
        "case.abandoned": say("The applicant left"),
        "case.data_unavailable": say("Ended: the data could not be obtained"),
        "case.consent_refused": say("Ended without consent"),
        "case.routed": say("A routing sheet was given"),
        "case.result_came": say("The result came signed by the provider"),
        "case.power_checked": say("The power of attorney was checked again"),
        "case.issue": say("The result was given out"),
        "case.slip_signed": say("The recipient signed the slip"),
        "case.ask_correction": say("A correction was asked for"),
        "case.decide_correction": say("The correction was decided"),
        "case.return_unclaimed": say("Nobody came for the result: it went back"),
    }


def _provider(say: Speech) -> dict[str, str]:
    return {
        "provider.registered": say("The provider registered the request"),
        "provider.in_work": say("The provider took it into work"),
        "provider.granted": say("The provider decided: granted"),
        "provider.declined": say("The provider refused with reasons"),
        "provider.ready": say("The result lies at the center"),
        "provider.issued": say("The provider knows that it was given out"),
    }


def _courier(say: Speech, details: Mapping[str, object]) -> dict[str, str]:
    manifest = str(details.get("manifest", ""))
    return {
        "package.cover": say("The sheet for the package was made"),
        "package.in_manifest": say(
            "The package was put into manifest {manifest}", manifest=manifest
        ),
        "package.queued": say(
            "The package waits for a manifest again, after {manifest}", manifest=manifest
        ),
        "package.with_courier": say(
            "The package left with the courier, manifest {manifest}", manifest=manifest
        ),
        "package.delivered": say(
            "The provider has the package, manifest {manifest}", manifest=manifest
        ),
    }


def _tickets(say: Speech, details: Mapping[str, object]) -> dict[str, str]:
    label = str(details.get("label", ""))
    window = str(details.get("window") or "")
    return {
        "ticket.issue": say("Ticket {label} was taken", label=label),
        "ticket.check_in": say("{label} has come at the booked time", label=label),
        "ticket.call": say("{label} was called to window {window}", label=label, window=window),
        "ticket.recall": say("{label} was called again", label=label),
        "ticket.serve": say("Serving of {label} began", label=label),
        "ticket.close": say("Serving of {label} ended", label=label),
        "ticket.no_show": say("{label} did not come", label=label),
        "ticket.restore": say("{label} came late and has the old place", label=label),
        "ticket.hold": say("{label} was set aside", label=label),
        "ticket.resume": say("{label} is back in the queue", label=label),
        "ticket.transfer": say("{label} was sent to another window", label=label),
        "ticket.cancel": say("Ticket {label} was cancelled", label=label),
    }


def _given(say: Speech, details: Mapping[str, object]) -> str:
    hand = details.get("hand")
    if hand == "file":
        return say("The paper was saved as a file")
    if hand == "qr":
        return say("The paper was given by the code")
    if hand == "blank":
        return say("Given on the blank {number}", number=str(details.get("blank", "")))
    return say("The paper was printed")


def scans_words(say: Speech, scans: ScansToGo) -> str:
    """How far a case has come to the hub; empty for one that has nothing to send."""
    if scans.lost:
        return say.plural(
            "{n} page cannot be sent: scan it again",
            "{n} pages cannot be sent: scan them again",
            scans.lost,
        )
    if not scans.total:
        return ""
    if not scans.accepted:
        return say("Waits to be sent")
    if scans.to_go:
        return say("Accepted, {n} of {total} pages still to go", n=scans.to_go, total=scans.total)
    return say("All of it is at the hub")
