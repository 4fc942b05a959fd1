"""``tereze-stand``: what the window and the hub cannot reach in training and tests."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from stand.people import all_people
from stand.people_list import list_organisations, list_people, list_powers
from stand.pki import make_pki
from stand.server import serve

LISTEN = "127.0.0.1:8077"


def main(arguments: Sequence[str] | None = None) -> int:
    parsed = _parser().parse_args(arguments)
    run = parsed.run
    return int(run(parsed))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tereze-stand", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser("serve", help="ШЭП with ГБД ФЛ, ГБД ЮЛ and ЕНИС")
    command.add_argument("--data", type=Path, default=Path("stand-data"), metavar="DIR")
    command.add_argument("--listen", type=_address, default=LISTEN, metavar="HOST:PORT")
    command.add_argument("--until-stdin-closes", action="store_true")
    command.set_defaults(run=_serve)
    command = commands.add_parser("pki", help="the made-up certificate authority and its keys")
    command.add_argument("folder", type=Path, metavar="DIR")
    command.add_argument("--all", action="store_true", help="keys that must be refused, too")
    command.set_defaults(run=_pki)
    command = commands.add_parser("people", help="the made-up people, as a JSON list")
    command.set_defaults(run=_people)
    command = commands.add_parser(
        "powers", help="powers of attorney that are not simply in force, as a JSON list"
    )
    command.set_defaults(run=_powers)
    command = commands.add_parser("organisations", help="as a JSON list")
    command.set_defaults(run=_organisations)
    command = commands.add_parser("ncalayer", help="comes later")
    command.set_defaults(run=_ncalayer)
    return parser


def _address(value: str) -> tuple[str, int]:
    host, colon, port = value.rpartition(":")
    if not colon or not host or not port.isdecimal():
        raise argparse.ArgumentTypeError(value)
    return host.strip("[]"), int(port)


def _serve(arguments: argparse.Namespace) -> int:
    host, port = arguments.listen
    pki = make_pki(arguments.data / "pki")
    serve(host, port, pki, until_stdin_closes=arguments.until_stdin_closes)
    return 0


def _pki(arguments: argparse.Namespace) -> int:
    _print({"pki": str(make_pki(arguments.folder, spoilt=arguments.all))})
    return 0


def _people(_arguments: argparse.Namespace) -> int:
    _print(list_people(all_people()))
    return 0


def _powers(_arguments: argparse.Namespace) -> int:
    _print(list_powers(all_people()))
    return 0


def _organisations(_arguments: argparse.Namespace) -> int:
    _print(list_organisations(all_people()))
    return 0


def _ncalayer(_arguments: argparse.Namespace) -> int:
    sys.stderr.write("tereze-stand ncalayer: not there yet; sign with the key file\n")
    return 2


def _print(value: object) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1)
    sys.stdout.buffer.write(text.encode() + b"\n")


if __name__ == "__main__":
    sys.exit(main())
