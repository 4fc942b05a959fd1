"""The command line of ``tereze-hub``, and what it makes of the environment."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Final

from platformdirs import user_data_path

from hub.device_commands import add_device_commands
from hub.settings import ENIS, GBD_FL, GBD_UL, Above, HubSettings, Place, ShepSettings, TokenMissing

UPSTREAM_VARIABLE: Final = "TEREZE_HUB_UPSTREAM_TOKEN"
DATABASE_VARIABLE: Final = "TEREZE_HUB_DATABASE"
TOKEN_VARIABLE: Final = "TEREZE_HUB_TOKEN"  # noqa: S105  # the name of the variable
PASSWORD_VARIABLE: Final = "TEREZE_SHEP_PASSWORD"  # noqa: S105  # the name of the variable
CREDENTIALS_VARIABLE: Final = "CREDENTIALS_DIRECTORY"
"""As systemd names it."""
NOBODY: Final = "http://127.0.0.1:9/"
"""Nothing listens on the discard port: every registry is unreachable."""
WITHOUT_ARGUMENTS: Final = ("serve", "--training")
"""Made-up people on this machine only: nobody serves real ones by accident."""
_TRAINING_TIMEOUT_S: Final = 10.0
_TIMEOUT_S: Final = 30.0


def place(arguments: argparse.Namespace) -> Place:
    credentials = os.environ.get(CREDENTIALS_VARIABLE)
    folder = user_data_path("tereze-hub-training" if arguments.training else "tereze-hub")
    return Place(
        data=arguments.data or folder,
        training=arguments.training,
        database=arguments.database or os.environ.get(DATABASE_VARIABLE) or None,
        scans=arguments.scans,
        credentials=Path(credentials) if credentials else None,
    )


def settings(arguments: argparse.Namespace, own_token: str = "") -> HubSettings:
    """``own_token`` is for a training hub that nobody has given one."""
    token = os.environ.get(TOKEN_VARIABLE, "") or own_token
    if arguments.training and not token:
        raise TokenMissing(variable=TOKEN_VARIABLE)
    host, _, port = arguments.listen.rpartition(":")
    timeout_s = arguments.shep_timeout
    if timeout_s is None:
        timeout_s = _TRAINING_TIMEOUT_S if arguments.training else _TIMEOUT_S
    return HubSettings(
        place=place(arguments),
        host=host.strip("[]"),
        port=int(port),
        until_stdin_closes=arguments.until_stdin_closes,
        upstream=_above(arguments.upstream),
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


def parser() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(prog="tereze-hub")
    commands = whole.add_subparsers(dest="command", required=True)
    where = _where()
    _serving(commands.add_parser("serve", parents=[where], help="run the hub"))
    commands.add_parser("migrate", parents=[where], help="bring the store up to date")
    backup = commands.add_parser("backup", parents=[where], help="all rows into one sealed file")
    backup.add_argument("file", type=Path)
    restore = commands.add_parser("restore", parents=[where], help="a backup into an empty store")
    restore.add_argument("file", type=Path)
    carried = commands.add_parser("import", parents=[where], help="what a window's stick brings")
    carried.add_argument("file", type=Path)
    check = commands.add_parser("check", parents=[where], help="does the store hold together?")
    check.add_argument("--quick", action="store_true", help="do not open every scan")
    device = commands.add_parser("device", help="who may send: invite, token, list, revoke")
    add_device_commands(device, where)
    return whole


def _where() -> argparse.ArgumentParser:
    where = argparse.ArgumentParser(add_help=False)
    where.add_argument("--data", type=Path, help="folder of the key, the store and the scans")
    where.add_argument(
        "--database",
        metavar="URL",
        help=f"postgresql+psycopg://… (or {DATABASE_VARIABLE}); without it a file in --data",
    )
    where.add_argument(
        "--scans", metavar="URL", help="s3://bucket/prefix; without it a folder in --data"
    )
    where.add_argument("--training", action="store_true", help="made-up people, key in a file")
    return where


def _serving(serve: argparse.ArgumentParser) -> None:
    serve.add_argument("--listen", type=_address, default="127.0.0.1:0", metavar="HOST:PORT")
    serve.add_argument(
        "--shep",
        default=NOBODY,
        metavar="URL",
        help="synchronous channel of ШЭП; - reads it from a line of standard input",
    )
    serve.add_argument("--shep-timeout", type=_seconds, metavar="SECONDS")
    serve.add_argument("--shep-sender", default="TEST_CON", metavar="ID")
    serve.add_argument("--requestor-bin", default="000000000000", metavar="BIN")
    serve.add_argument("--service-gbd-fl", default=GBD_FL, metavar="ID")
    serve.add_argument("--service-gbd-ul", default=GBD_UL, metavar="ID")
    serve.add_argument("--service-enis", default=ENIS, metavar="ID")
    serve.add_argument(
        "--upstream",
        metavar="URL",
        help=f"hub of the provider that everything is relayed to (token in {UPSTREAM_VARIABLE})",
    )
    serve.add_argument("--until-stdin-closes", action="store_true", help="end with the parent")


def _above(url: str | None) -> Above | None:
    if url is None:
        return None
    token = os.environ.get(UPSTREAM_VARIABLE, "")
    if not token:
        raise TokenMissing(variable=UPSTREAM_VARIABLE)
    return Above(url=url, token=token)


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
