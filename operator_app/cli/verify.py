"""``tereze verify FILE.pdf``: what a paper is, whether it is whole, and whether we know it."""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

from operator_app.adapters.paper_seal import check
from operator_app.bootstrap import ask_hub_for_blob, has_store, open_profile
from operator_app.errors import RuleViolation
from operator_app.settings import default_profile


class PaperFileMissing(RuleViolation):
    code = "paper.file_missing"


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("verify", help="check a paper")
    parser.add_argument("file", type=Path, metavar="FILE.pdf")
    parser.add_argument("--profile", type=Path, metavar="DIR", help="the store to look in")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    print(
        json.dumps(
            verify(arguments.file, arguments.profile or default_profile()), ensure_ascii=False
        )
    )
    return 0


def verify(file: Path, profile: Path) -> dict[str, object]:
    """The seal tells damage; only the store or the hub can tell that the center gave it out.

    ``in_store`` and ``at_hub`` are null where there is no store, or no hub is set, to be asked.
    """
    try:
        pdf = file.read_bytes()
    except OSError as error:
        raise PaperFileMissing(file=file.name) from error
    seal = check(pdf)
    sha256 = hashlib.sha256(pdf).hexdigest()
    known: dict[str, object] | None = None
    if has_store(profile):
        known = _in_store(sha256, profile)
    return {
        "kind": seal.kind.value,
        "number": seal.number,
        "language": seal.language,
        "unchanged": seal.unchanged,
        "sha256": sha256,
        "in_store": None if known is None else bool(known),
        "copy": None if not known else not known["original"],
        "at_hub": ask_hub_for_blob(profile, sha256),
    }


def _in_store(sha256: str, folder: Path) -> dict[str, object]:
    with open_profile(folder) as profile, profile.units() as unit:
        record = unit.papers.by_sha256(sha256)
        found = record or unit.manifests.paper(sha256)
    return {} if found is None else {"original": found.original}
