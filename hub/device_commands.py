"""What an administrator does about devices: invite, list, give a program a token, revoke."""

from __future__ import annotations

import argparse

from hub import beside
from hub.bootstrap import now, the_key
from hub.enrolment import Enrolments
from hub.settings import Place
from hub.store.device_rows import Device
from operator_app.wire.devices import Role

GIVEN = tuple(role.value for role in Role if role is not Role.TRAINING)
"""Training is no role of a device."""


def add_device_commands(device: argparse.ArgumentParser, where: argparse.ArgumentParser) -> None:
    """``tereze-hub device invite|token|list|revoke``, also while the hub is running."""
    actions = device.add_subparsers(dest="action", required=True)
    invite = actions.add_parser("invite", parents=[where], help="a code that lets one device in")
    invite.add_argument("--center", required=True)
    invite.add_argument("--window", type=int, required=True)
    invite.add_argument("--role", choices=GIVEN, default=Role.WINDOW.value)
    token = actions.add_parser("token", parents=[where], help="for a program that signs nothing")
    token.add_argument("name")
    token.add_argument("--role", choices=GIVEN, required=True)
    token.add_argument("--center", default="")
    actions.add_parser("list", parents=[where], help="who may call")
    revoke = actions.add_parser("revoke", parents=[where], help="out from its next call on")
    revoke.add_argument("device")


def run_device_command(place: Place, arguments: argparse.Namespace) -> dict[str, object]:
    with beside.writing(place, the_key(place)) as ledger:
        return _said(Enrolments(ledger, now, None), arguments)


def _said(enrolments: Enrolments, arguments: argparse.Namespace) -> dict[str, object]:
    if arguments.action == "invite":
        role = Role(arguments.role)
        made = enrolments.invite(center=arguments.center, window=arguments.window, role=role)
        return {"ok": True, "code": made.code, "expires_at": made.expires_at.isoformat()}
    if arguments.action == "token":
        role = Role(arguments.role)
        return {
            "ok": True,
            "token": enrolments.give_token(arguments.name, role, arguments.center),
        }
    if arguments.action == "revoke":
        return {"ok": enrolments.revoke(arguments.device), "device": arguments.device}
    return {"ok": True, "devices": [_shown(device) for device in enrolments.everybody()]}


def _shown(device: Device) -> dict[str, object]:
    """Neither key nor token: only who it is."""
    return {
        "device": device.device,
        "role": device.role,
        "center": device.center,
        "window": device.window,
        "enrolled_at": device.enrolled_at.isoformat(),
        "revoked_at": device.revoked_at.isoformat() if device.revoked_at else None,
    }
