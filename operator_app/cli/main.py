"""The commands of ``tereze``: parse, call, print JSON; one line on standard error for a fault."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from operator_app.cli import audit, catalogue, number, rehearse, store, term, verify
from operator_app.errors import OperatorAppError
from resources.error_texts import explain

COMMANDS = (rehearse, catalogue, term, number, verify, audit, store)
UNUSABLE = 2


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="tereze", description=__doc__)
    subparsers = parser.add_subparsers(dest="command", required=True)
    for command in COMMANDS:
        command.add_parser(subparsers)
    arguments = parser.parse_args(argv)
    try:
        code: int = arguments.run(arguments)
    except OperatorAppError as error:
        print(one_line(error, "ru"), file=sys.stderr)
        return UNUSABLE
    return code


def one_line(error: OperatorAppError, language: str) -> str:
    """Code, place, what happened, what it means and what to do: all a support desk asks for."""
    text = explain(error, language)
    where = error.details.get("place")
    place = f" [{where}]" if where else ""
    sentence = " ".join((text.happened, text.means, text.now))
    return f"{error.code}{place}: {' '.join(sentence.split())}"
