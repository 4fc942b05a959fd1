"""``tereze number VALUE``: what a number is, whether it can be right, and what its digits say."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from datetime import UTC, datetime

from operator_app.domain.manifest_numbers import manifest_facts
from operator_app.domain.numbers import identify
from operator_app.domain.terms import local_day


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("number", help="say what an IIN, BIN or application number is")
    parser.add_argument(
        "value", metavar="VALUE", help="the number; spaces and dashes do not matter"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """A wrong number is an answer too: the exit code tells only whether one was given."""
    value, today = str(args.value), local_day(datetime.now(UTC))
    facts = manifest_facts(value) or identify(value, today=today)
    print(json.dumps(asdict(facts), ensure_ascii=False))
    return 0
