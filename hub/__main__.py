"""``tereze-hub``: runs the hub until it is told to stop, and keeps its store in order."""

from __future__ import annotations

import argparse
import json
import secrets
import sys
from collections.abc import Sequence

from hub.bootstrap import put_together
from hub.device_commands import run_device_command
from hub.options import WITHOUT_ARGUMENTS, parser, place, settings
from hub.server import listen, serve
from hub.settings import HubSettings
from operator_app.adapters.durable import make_folder, told_if_unwritable
from operator_app.errors import OperatorAppError
from operator_app.logs import set_up_logs

FAULTS_FOUND = 1
CANNOT = 2


def main(argv: Sequence[str] | None = None) -> int:
    given = list(sys.argv[1:] if argv is None else argv)
    arguments = parser().parse_args(given or WITHOUT_ARGUMENTS)
    data = place(arguments).data
    try:
        with told_if_unwritable(data):
            make_folder(data)
            set_up_logs(file=data / "hub.log")
        if arguments.command == "device":
            return _say(run_device_command(place(arguments), arguments))
        if arguments.command == "serve":
            own_token = "" if given else secrets.token_urlsafe()
            _run(settings(arguments, own_token), own_token)
            return 0
        return _keep_in_order(arguments)
    except OperatorAppError as error:
        print(error, file=sys.stderr)
        return CANNOT


def _run(wanted: HubSettings, own_token: str) -> None:
    listener, url = listen(wanted.host, wanted.port)
    said = {"listening": url}
    if own_token and wanted.token == own_token:
        said["training_token"] = own_token
    with listener, put_together(wanted) as hub:
        serve(
            hub.application,
            listener,
            hub.attendance,
            ready=lambda: print(json.dumps(said), flush=True),
            until_stdin_closes=wanted.until_stdin_closes,
        )


def _keep_in_order(arguments: argparse.Namespace) -> int:
    # Alembic takes as long to import as the whole hub to start, and is not needed to serve.
    from hub import upkeep  # noqa: PLC0415  # said above

    where = place(arguments)
    if arguments.command == "migrate":
        said = upkeep.migrate(where)
    elif arguments.command == "backup":
        said = upkeep.backup(where, arguments.file)
    elif arguments.command == "restore":
        said = upkeep.restore(where, arguments.file)
    elif arguments.command == "import":
        said = upkeep.take_in(where, arguments.file)
    else:
        said = upkeep.check(where, quick=arguments.quick)
    return _say(said)


def _say(said: dict[str, object]) -> int:
    print(json.dumps(said, ensure_ascii=False))
    return 0 if said["ok"] else FAULTS_FOUND


if __name__ == "__main__":
    sys.exit(main())
