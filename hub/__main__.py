"""``tereze-hub serve``: runs the hub until it is told to stop."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from hub.bootstrap import put_together
from hub.server import listen, serve
from hub.settings import ENIS, GBD_FL, GBD_UL, HubSettings, ShepSettings, TokenMissing
from operator_app.errors import OperatorAppError
from operator_app.logs import set_up_logs

DATABASE_VARIABLE: Final = "TEREZE_HUB_DATABASE"
TOKEN_VARIABLE: Final = "TEREZE_HUB_TOKEN"  # noqa: S105  # the name of the variable
PASSWORD_VARIABLE: Final = "TEREZE_SHEP_PASSWORD"  # noqa: S105  # the name of the variable
_TRAINING_TIMEOUT_S: Final = 10.0
_TIMEOUT_S: Final = 30.0


def main(argv: Sequence[str] | None = None) -> int:
    arguments = _parser().parse_args(argv)
    arguments.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    set_up_logs(file=arguments.data / "hub.log")
    try:
        _run(_settings(arguments))
    except OperatorAppError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _run(settings: HubSettings) -> None:
    listener, url = listen(settings.host, settings.port)
    with listener, put_together(settings) as hub:
        serve(
            hub.application,
            listener,
            hub.attendance,
            ready=lambda: print(json.dumps({"listening": url}), flush=True),
            until_stdin_closes=settings.until_stdin_closes,
        )


def _settings(arguments: argparse.Namespace) -> HubSettings:
    token = os.environ.get(TOKEN_VARIABLE, "")
    if arguments.training and not token:
        raise TokenMissing(variable=TOKEN_VARIABLE)
    host, _, port = arguments.listen.rpartition(":")
    timeout_s = arguments.shep_timeout
    if timeout_s is None:
        timeout_s = _TRAINING_TIMEOUT_S if arguments.training else _TIMEOUT_S
    return HubSettings(
        data=arguments.data,
        database=arguments.database or os.environ.get(DATABASE_VARIABLE) or None,
        scans=arguments.scans,
        host=host.strip("[]"),
        port=int(port),
        training=arguments.training,
        until_stdin_closes=arguments.until_stdin_closes,
        token=token,
        shep=ShepSettings(
            url=_told() if arguments.shep == "-" else arguments.shep,
            timeout_s=timeout_s,
            sender_id=arguments.shep_sender,
            password=os.environ.get(PASSWORD_VARIABLE, ""),
            requestor_bin=arguments.requestor_bin,
            gbd_fl=arguments.service_gbd_fl,
            gbd_ul=arguments.service_gbd_ul,
            enis=arguments.service_enis,
        ),
    )


def _told() -> str:
    """Whoever starts the hub together with its gateway learns the address of that later."""
    line = sys.stdin.readline().strip()
    if not line:
        raise SystemExit(0)  # whoever it was has gone before it said anything
    return line


def _address(text: str) -> str:
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or int(port) >= 1 << 16:
        message = f"{text!r} is not HOST:PORT"
        raise argparse.ArgumentTypeError(message)
    return text


def _seconds(text: str) -> float:
    value = float(text)
    if not 0 < value <= _TIMEOUT_S:
        message = f"{text} is not between 0 and {_TIMEOUT_S:.0f} seconds"
        raise argparse.ArgumentTypeError(message)
    return value


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tereze-hub")
    serve = parser.add_subparsers(required=True).add_parser("serve", help="run the hub")
    serve.add_argument("--data", type=Path, required=True, help="folder of the store and scans")
    serve.add_argument(
        "--database",
        metavar="URL",
        help=f"postgresql+psycopg://… (or {DATABASE_VARIABLE}); without it a file in --data",
    )
    serve.add_argument(
        "--scans", metavar="URL", help="s3://bucket/prefix; without it a folder in --data"
    )
    serve.add_argument("--listen", type=_address, default="127.0.0.1:0", metavar="HOST:PORT")
    serve.add_argument(
        "--shep",
        required=True,
        metavar="URL",
        help="synchronous channel of ШЭП; - reads it from a line of standard input",
    )
    serve.add_argument("--shep-timeout", type=_seconds, metavar="SECONDS")
    serve.add_argument("--shep-sender", default="TEST_CON", metavar="ID")
    serve.add_argument("--requestor-bin", default="000000000000", metavar="BIN")
    serve.add_argument("--service-gbd-fl", default=GBD_FL, metavar="ID")
    serve.add_argument("--service-gbd-ul", default=GBD_UL, metavar="ID")
    serve.add_argument("--service-enis", default=ENIS, metavar="ID")
    serve.add_argument("--training", action="store_true", help="made-up people, key in a file")
    serve.add_argument("--until-stdin-closes", action="store_true", help="end with the parent")
    return parser


if __name__ == "__main__":
    sys.exit(main())
