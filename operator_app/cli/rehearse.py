"""``tereze rehearse CASE.json --out DIR``: one case through the real use cases."""

from __future__ import annotations

import argparse
import json
import tempfile
from contextlib import ExitStack
from pathlib import Path

from operator_app.bootstrap import (
    Workplace,
    build_workplace,
    hold_profile,
    hub_token,
    load_law,
    open_case_room,
    open_held_profile,
    open_outside,
    sit_down,
)
from operator_app.cli.rehearsal.case_file import CaseFile, Registries, Until, read_case
from operator_app.cli.rehearsal.courier import carried, days_of, papers_of, play_courier
from operator_app.cli.rehearsal.journal import Journal
from operator_app.cli.rehearsal.on_window import WindowPlay, place_of
from operator_app.cli.rehearsal.play import Play, Steps
from operator_app.cli.rehearsal.prepared import prepare
from operator_app.cli.rehearsal.provider import give_out, plan, play_provider, timeline
from operator_app.cli.rehearsal.report import report
from operator_app.domain.applications import DeliveryWay, State
from operator_app.domain.schedules import schedule
from operator_app.gateways.training_children import NOBODY, start_training_children
from operator_app.usecases.look_at_case import CaseView
from operator_app.usecases.rules import local


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("rehearse", help="play one case from a file")
    parser.add_argument("case", type=Path, metavar="CASE.json")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument("--profile", type=Path, metavar="DIR", help="keep the store there")
    parser.add_argument(
        "--journal", type=Path, metavar="FILE", help="a line for each acknowledged step"
    )
    parser.add_argument(
        "--window", action="store_true", help="play it by mouse and keys on the real window"
    )
    parser.add_argument(
        "--screens", type=Path, metavar="DIR", help="with --window: a picture of each page there"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    file = read_case(arguments.case)
    with ExitStack() as stack:
        profile_folder = arguments.profile or Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="tereze-rehearsal-"))
        )
        played = rehearse_on_window if arguments.window else rehearse
        steps = Steps(Journal(arguments.journal))
        said = played(file, arguments.case.parent, profile_folder, arguments, steps, stack)
        print(json.dumps(said, ensure_ascii=False, indent=2))
    return 0


def rehearse_on_window(
    file: CaseFile,
    folder: Path,
    profile_folder: Path,
    arguments: argparse.Namespace,
    steps: Steps,
    stack: ExitStack,
) -> dict[str, object]:
    """The same case by the hands of an operator; what follows the counter is played as ever."""
    room = stack.enter_context(open_case_room(profile_folder, place_of(file)))
    with sit_down(room) as sitting:
        view = WindowPlay(sitting, arguments.screens)(file, folder, steps)
    return finish(file, view, room.workplace, steps, arguments.out)


def rehearse(
    file: CaseFile,
    folder: Path,
    profile_folder: Path,
    arguments: argparse.Namespace,
    steps: Steps,
    stack: ExitStack,
) -> dict[str, object]:
    """Starts the stand and the hub on loopback, plays the case, reports.

    This process loads its own part while both start.
    """
    stack.enter_context(hold_profile(profile_folder))
    token = hub_token(profile_folder, training=True)
    children = stack.enter_context(start_training_children(profile_folder, token))
    profile = stack.enter_context(open_held_profile(profile_folder, training=True))
    law = load_law()
    silent = file.registries is Registries.UNAVAILABLE
    hub_url, key_folder = children.ready(NOBODY if silent else None)
    outside = stack.enter_context(open_outside(profile, hub_url=hub_url, key_folder=key_folder))
    workplace = build_workplace(profile, law, outside, file.accepted_at)
    return play(file, folder, workplace, arguments.out, steps)


def play(
    file: CaseFile, folder: Path, workplace: Workplace, out: Path, steps: Steps
) -> dict[str, object]:
    """The case over a workplace that is already there; ``folder`` is where its scans lie."""
    case = prepare(file, folder, workplace)
    return finish(file, Play(workplace, case, steps)(), workplace, steps, out)


def finish(
    file: CaseFile, view: CaseView, workplace: Workplace, steps: Steps, out: Path
) -> dict[str, object]:
    """The provider's side if the file wants it, and the report."""
    if file.until is Until.ACCEPTED or view.application.signature is None:
        return report(view, workplace, steps, out)
    made = plan(
        view.application,
        view.record,
        schedule(view.record, local(file.accepted_at).date(), workplace.law.calendar),
        file.decision,
    )
    if view.application.state is not State.ISSUED:
        if view.application.delivery_way is DeliveryWay.COURIER:
            with steps.step("courier"):
                play_courier(view.application, workplace, made.accepted_at)
        with steps.step("provider"):
            play_provider(view.application, made, workplace)
        that_day = build_workplace(
            workplace.profile, workplace.law, workplace.outside, made.decided_at
        )
        with steps.step("issue"):
            give_out(view.application, that_day)
    ended = workplace.look_at_case(view.application.id) or view
    said, bag = report(ended, workplace, steps, out), carried(ended.application, workplace)
    if bag is None:
        return said | {"timeline": timeline(ended.application, made)}
    said["papers"] += papers_of(bag, workplace, out)
    return said | {"timeline": timeline(ended.application, made, days_of(bag))}
