"""What the supervisor's page says: exceptions, figures and second looks in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from operator_app.domain.day_exceptions import DayException, ExceptionKind
from operator_app.domain.day_figures import DayFigures, Norms, Times
from operator_app.domain.reviews import Review, ReviewState
from operator_app.usecases.rules import local
from ui.pages.supervision.state import Did, Done, SupervisionState
from ui.runtime.speech import Speech
from ui.widgets.chips import ChipKind

DASH = "—"
SECONDS = 60
PACKAGES_NAMED = 6

KINDS: dict[ExceptionKind, ChipKind] = {
    ExceptionKind.OVERDUE: "bad",
    ExceptionKind.NOT_TAKEN_BY_HUB: "bad",
    ExceptionKind.POWER_DIFFERS: "bad",
    ExceptionKind.RESULT_REFUSED: "bad",
    ExceptionKind.PACKAGE_MISSING: "bad",
    ExceptionKind.SEAL_DIFFERS: "bad",
    ExceptionKind.PACKAGE_OPENED: "bad",
    ExceptionKind.PACKAGE_EXTRA: "bad",
    ExceptionKind.PACKAGE_ASTRAY: "bad",
    ExceptionKind.CLOCK_SET_BACK: "bad",
    ExceptionKind.OPEN_CASE: "bad",
    ExceptionKind.OPEN_TICKET: "bad",
    ExceptionKind.OPEN_SHIFT: "bad",
    ExceptionKind.RETURNED: "bad",
    ExceptionKind.NOT_LOOKED_AT: "warn",
    ExceptionKind.WAITED_TOO_LONG: "warn",
    ExceptionKind.SERVED_TOO_LONG: "warn",
    ExceptionKind.UNPRINTED: "warn",
    ExceptionKind.AT_RISK: "warn",
}


def minutes(took: timedelta | None) -> str:
    """Minutes and seconds, hours too once there are any."""
    if took is None:
        return DASH
    seconds = max(0, round(took.total_seconds()))
    hours, rest = divmod(seconds, 3600)
    ending = f"{rest // SECONDS:02}:{rest % SECONDS:02}"
    return f"{hours}:{ending}" if hours else ending


def average(times: Times) -> str:
    return minutes(times.average)


def over(times: Times, norm: timedelta | None) -> str:
    """How many took longer than the norm; a dash where there is none."""
    return DASH if norm is None else f"{times.over}"


def kind_name(say: Speech, kind: ExceptionKind) -> str:
    return {
        ExceptionKind.OVERDUE: say("Overdue"),
        ExceptionKind.NOT_TAKEN_BY_HUB: say("Not taken by the hub"),
        ExceptionKind.POWER_DIFFERS: say("Power of attorney was not good"),
        ExceptionKind.RESULT_REFUSED: say("Signed result not taken"),
        ExceptionKind.PACKAGE_MISSING: say("Package did not come"),
        ExceptionKind.SEAL_DIFFERS: say("Another seal on the bag"),
        ExceptionKind.PACKAGE_OPENED: say("Package came opened"),
        ExceptionKind.PACKAGE_EXTRA: say("Extra package"),
        ExceptionKind.PACKAGE_ASTRAY: say("Package not in its bag"),
        ExceptionKind.CLOCK_SET_BACK: say("Clock set back"),
        ExceptionKind.OPEN_CASE: say("Case not finished"),
        ExceptionKind.OPEN_TICKET: say("Ticket not closed"),
        ExceptionKind.OPEN_SHIFT: say("Shift not closed"),
        ExceptionKind.RETURNED: say("Returned after a second look"),
        ExceptionKind.NOT_LOOKED_AT: say("No second look yet"),
        ExceptionKind.WAITED_TOO_LONG: say("Waited longer than the norm"),
        ExceptionKind.SERVED_TOO_LONG: say("Served longer than the norm"),
        ExceptionKind.UNPRINTED: say("Paper not printed"),
        ExceptionKind.AT_RISK: say("About to be overdue"),
    }[kind]


def exception_name(say: Speech, state: SupervisionState, one: DayException) -> str:
    if one.kind in {ExceptionKind.WAITED_TOO_LONG, ExceptionKind.SERVED_TOO_LONG}:
        return f"{one.count} · {service_name(state, one.service, say.language)}"
    if one.elsewhere and one.window is not None:
        return f"{one.name} · {say('window {n}', n=one.window)}"
    return one.name


def exception_facts(
    say: Speech, state: SupervisionState, one: DayException
) -> list[tuple[str, str]]:
    facts = [(say("What it is"), kind_name(say, one.kind))]
    if one.service:
        facts.append((say("Service"), service_name(state, one.service, say.language)))
    if one.window is not None:
        facts.append((say("Window"), str(one.window)))
    if one.due_on is not None:
        facts.append((say("Due"), say.date(one.due_on)))
    if one.count > 1:
        facts.append((say("How many"), str(one.count)))
    if one.packages:
        facts.append((say("Packages"), _first_of(say, one.packages)))
    return facts


def _first_of(say: Speech, packages: Sequence[str]) -> str:
    """As many as the card has room for."""
    more = len(packages) - PACKAGES_NAMED
    named = "\n".join(packages[:PACKAGES_NAMED])
    return f"{named}\n{say.plural('and {n} more', 'and {n} more', more)}" if more > 0 else named


def what_to_do(say: Speech, one: DayException) -> str:
    if one.open:
        return say("This is finished first: the day cannot be closed while it is open.")
    if one.elsewhere and one.window is not None:
        return say("Decided at window {n}. The day is closed with a remark to this.", n=one.window)
    if one.needs_remark:
        return say("The day is closed with a remark to this.")
    return say("This can still go well. No remark is needed.")


def remark_hint(say: Speech, state: SupervisionState) -> str:
    """Where it will stand; and of a draft who wrote it, for whoever comes after."""
    hint = say("Stands in the report of the day")
    draft = state.shown_draft
    if draft is None:
        return hint
    kept = say(
        "kept as a draft: {name}, {moment}", name=draft.by, moment=say.moment(local(draft.at))
    )
    return f"{hint} · {kept}"


def service_name(state: SupervisionState, code: str, language: str) -> str:
    name = state.services.get(code)
    return code if name is None else name[language]


def row_name(state: SupervisionState, code: str, language: str) -> str:
    name = state.rows.get(code)
    return code if name is None else name[language]


def review_state(say: Speech, one: Review) -> tuple[ChipKind, str]:
    if one.state is ReviewState.APPROVED:
        return "ok", say("Approved")
    if one.state is ReviewState.RETURNED:
        return "bad", say("Returned")
    if one.elsewhere:
        return "muted", say("Waits at window {n}", n=one.at_window)
    return "warn", say("Waits")


def elsewhere_words(say: Speech, window: int) -> str:
    return say(
        "Who worked on this case is known at window {n}: it is approved or returned there.",
        n=window,
    )


def why(state: SupervisionState, one: Review, language: str) -> str:
    """The rules' reasons, and a person's own words after them."""
    rules = [state.reasons.get(code) for code in one.rules]
    said = [name[language] for name in rules if name is not None]
    text = "; ".join((*said, *((one.reason,) if one.reason else ())))
    return text[:1].upper() + text[1:]


def marked_by(say: Speech, one: Review) -> str:
    return one.marked_by or say("by a rule")


def done_words(say: Speech, done: Done | None) -> str:
    if done is None:
        return ""
    return {
        Did.CLOSED: say("The day is closed: {name}", name=done.name),
        Did.MARKED: say("Marked for a second look: {name}", name=done.name),
        Did.APPROVED: say("Approved: {name}", name=done.name),
        Did.RETURNED: say("Returned with a remark: {name}", name=done.name),
        Did.ANSWERED: say("Answers of ticket {name} are kept", name=done.name),
        Did.SAVED: say("Saved: {name}", name=done.name),
    }[done.what]


def norm_words(say: Speech, norms: Sequence[Norms]) -> str:
    """One sentence for the whole day, when every service has the same norm."""
    waiting = {one.waiting for one in norms}
    serving = {one.serving for one in norms}
    if len(waiting) != 1 or len(serving) != 1:
        return say("Norms differ by service: they stand in its line")
    said = say(
        "Norm of the act: waiting {waiting}, serving {serving}",
        waiting=minutes(next(iter(waiting))),
        serving=minutes(next(iter(serving))),
    )
    return said if all(one.confirmed for one in norms) else f"{said} · {say('not confirmed')}"


def tiles(say: Speech, figures: DayFigures) -> list[tuple[str, str, str]]:
    """Name, value, and what stands small under it."""
    whole = figures.whole
    now = DASH if figures.longest_wait_now is None else minutes(figures.longest_wait_now)
    return [
        (say("Wait now"), str(whole.queue), say("longest {time}", time=now)),
        (say("Came"), str(whole.arrived), say("did not come when called: {n}", n=whole.no_shows)),
        (say("Served"), str(whole.served), say("set aside now: {n}", n=figures.held_now)),
        (say("Accepted"), str(whole.accepted), say("refused: {n}", n=whole.refused)),
        (
            say("Waiting time"),
            average(whole.waiting),
            say("longer than the norm: {n}", n=whole.waiting.over),
        ),
        (
            say("Serving"),
            average(whole.serving),
            say("longer than the norm: {n}", n=whole.serving.over),
        ),
        (
            say("Time aside"),
            average(whole.held),
            say("breaks {time}", time=minutes(whole.breaks.total)),
        ),
    ]
