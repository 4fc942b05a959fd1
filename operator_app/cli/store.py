"""``tereze store check|backup|restore|confirm|export-outbox``: a profile's state and copies."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from operator_app.bootstrap import export_outbox, has_store, open_profile, restore_profile
from operator_app.errors import RuleViolation
from operator_app.settings import default_profile

NOT_SOUND = 1


class NoProfile(RuleViolation):
    """The folder holds no store; looking must not make one."""

    code = "store.no_profile"


class BackupMissing(RuleViolation):
    """There is no such file to restore from."""

    code = "store.backup_missing"


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("store", help="check, back up or restore a profile")
    actions = parser.add_subparsers(dest="action", required=True)
    check = actions.add_parser("check", help="read everything once and say what is wrong")
    check.set_defaults(run=run_check)
    backup = actions.add_parser("backup", help="write the profile into one file")
    backup.add_argument("file", type=Path, metavar="FILE")
    backup.set_defaults(run=run_backup)
    restore = actions.add_parser("restore", help="put a backup in the profile's place")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.set_defaults(run=run_restore)
    confirm = actions.add_parser("confirm", help="let a restored store give numbers again")
    confirm.add_argument("--by", required=True, metavar="NAME", help="the supervisor")
    confirm.set_defaults(run=run_confirm)
    carry = actions.add_parser("export-outbox", help="what waits for the hub, into a sealed file")
    carry.add_argument("file", type=Path, metavar="FILE")
    carry.add_argument("--by", required=True, metavar="NAME", help="who carries it")
    carry.set_defaults(run=run_export_outbox)
    for action in (check, backup, restore, confirm, carry):
        add_profile(action)


def add_profile(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--profile", type=Path, metavar="DIR", help="the folder of the profile")


def existing_profile(arguments: argparse.Namespace) -> Path:
    """The folder asked for, if there is a store in it."""
    folder: Path = arguments.profile or default_profile()
    if not has_store(folder):
        raise NoProfile(folder=str(folder))
    return folder


def run_check(arguments: argparse.Namespace) -> int:
    """Exit code 1 if anything is wrong, so that a scheduled check can raise an alarm."""
    with open_profile(existing_profile(arguments)) as profile:
        state = profile.store.check()
    _say(asdict(state))
    return 0 if state.ok else NOT_SOUND


def run_backup(arguments: argparse.Namespace) -> int:
    with open_profile(existing_profile(arguments)) as profile:
        manifest = profile.store.back_up(arguments.file, at=datetime.now(UTC))
    _say(
        {
            "file": str(arguments.file),
            "device": manifest.device,
            "epoch": manifest.epoch,
            "made_at": manifest.made_at.isoformat(),
            "files": len(manifest.members),
            "bytes": sum(member.size for member in manifest.members),
        }
    )
    return 0


def run_restore(arguments: argparse.Namespace) -> int:
    if not arguments.file.is_file():
        raise BackupMissing(file=str(arguments.file))
    folder: Path = arguments.profile or default_profile()
    manifest = restore_profile(folder, arguments.file, at=datetime.now(UTC))
    _say(
        {
            "profile": str(folder),
            "device": manifest.device,
            "epoch": manifest.epoch + 1,
            "made_at": manifest.made_at.isoformat(),
            "files": len(manifest.members),
            "numbers_confirmed": False,
        }
    )
    return 0


def run_confirm(arguments: argparse.Namespace) -> int:
    """Whoever confirms has seen that no receipt is about that the restored store has forgotten."""
    with open_profile(existing_profile(arguments)) as profile:
        profile.store.confirm_numbers(by=arguments.by, at=datetime.now(UTC))
    _say({"numbers_confirmed": True, "by": arguments.by})
    return 0


def run_export_outbox(arguments: argparse.Namespace) -> int:
    """Nothing leaves the outbox by it: what arrives twice is the same once."""
    with open_profile(existing_profile(arguments)) as profile:
        carried = export_outbox(profile, arguments.file, by=arguments.by, at=datetime.now(UTC))
    _say({"file": str(arguments.file), **asdict(carried)})
    return 0 if not carried.unreadable else NOT_SOUND


def _say(facts: Mapping[str, object]) -> None:
    print(json.dumps(facts, ensure_ascii=False))
