"""``tereze audit verify``: whether the audit journal is the one this program wrote."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from operator_app.bootstrap import open_profile
from operator_app.cli.store import add_profile, existing_profile
from operator_app.domain.audit import AuditBroken


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("audit", help="look after the audit journal")
    actions = parser.add_subparsers(dest="action", required=True)
    verify = actions.add_parser("verify", help="walk along the whole chain")
    add_profile(verify)
    verify.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """The state of the chain as JSON; a broken one is an error besides."""
    with open_profile(existing_profile(arguments)) as profile:
        state = profile.store.verify_audit()
    print(json.dumps({"ok": state.broken is None, **asdict(state)}, ensure_ascii=False))
    if state.broken is not None:
        raise AuditBroken(seq=state.broken.seq, why=state.broken.why)
    return 0
