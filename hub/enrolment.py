"""Devices come and go: one-time codes, enrolment, vouching of a center's hub, revocation."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from hub.access import Caller
from hub.store.device_rows import Device, Invitation
from hub.store.ledger import Ledger, Pages
from operator_app.adapters.device_keys import DeviceSignature
from operator_app.wire.devices import Enrolled, Enrolment, Role, Vouched, bytes_of, token_hash
from operator_app.wire.refusals import CodeWrong, RequestBroken, RoleMissing

CODE_LIVES: Final = timedelta(hours=24)
_ALPHABET: Final = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
_GROUPS: Final = (4, 4, 4)
"""59 bits, good once and for a day; read out over a telephone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """What the administrator passes on; the hub itself keeps only a hash of ``code``."""

    code: str
    role: Role
    center: str
    window: int
    expires_at: datetime


class Enrolments:
    """In training the token of the environment lets any device in, as often as it likes."""

    def __init__(
        self, ledger: Ledger, now: Callable[[], datetime], training_code: str | None
    ) -> None:
        self._ledger = ledger
        self._now = now
        self._training_hash = token_hash(training_code) if training_code else None

    def invite(self, *, center: str, window: int, role: Role = Role.WINDOW) -> Invited:
        code = "-".join(
            "".join(secrets.choice(_ALPHABET) for _ in range(length)) for length in _GROUPS
        )
        made_at = self._now()
        invitation = Invitation(
            code_hash=token_hash(code),
            role=role.value,
            center=center,
            window=str(window),
            made_at=made_at,
            expires_at=made_at + CODE_LIVES,
        )
        with self._ledger.filing() as pages:
            pages.devices.invite(invitation)
        return Invited(
            code=code,
            role=role,
            center=center,
            window=window,
            expires_at=invitation.expires_at,
        )

    def enrol(self, asked: Enrolment) -> Enrolled:
        """Lets the device in. The same request again (a lost answer) is answered the same."""
        key = bytes_of(asked.public_key)
        if not DeviceSignature(key).verifies(bytes_of(asked.proof), asked.proven()):
            raise RequestBroken(reason="proof")
        with self._ledger.writing() as pages:
            if _token_of_another(pages, asked):
                raise RequestBroken(reason="token")
            known = pages.devices.get(asked.device)
            role, revoked_at = self._admitted(pages, asked, known)
            device = Device(
                device=asked.device,
                role=role.value,
                token_hash=asked.token_sha256,
                enrolled_at=self._now(),
                public_key=key,
                center=asked.center,
                window=str(asked.window),
                revoked_at=revoked_at,
            )
            if known is None:
                pages.devices.add(device)
            else:
                pages.devices.renew(device)
        return Enrolled(device=asked.device, role=role, center=asked.center, window=asked.window)

    def vouch(self, caller: Caller, told: Vouched) -> None:
        """A center's hub names one of its devices; it speaks for its own center only."""
        if caller.role is Role.RELAY and caller.center != told.center:
            raise RoleMissing(role=caller.role.value)
        now = self._now()
        device = Device(
            device=told.device,
            role=Role.WINDOW.value,
            # In capitals it is no token's hash: a vouched device cannot call here itself.
            token_hash=token_hash(told.device).upper(),
            enrolled_at=now,
            public_key=bytes_of(told.public_key),
            center=told.center,
            window=str(told.window),
            revoked_at=now if told.revoked else None,
        )
        with self._ledger.writing() as pages:
            known = pages.devices.get(told.device)
            if known is None:
                pages.devices.add(device)
            elif known.center != told.center:
                raise RoleMissing(role=caller.role.value)
            else:
                pages.devices.renew(replace(device, token_hash=known.token_hash))

    def give_token(self, name: str, role: Role, center: str) -> str:
        """For a program that signs nothing: shown once; a new one ends the one before."""
        token = secrets.token_urlsafe()
        device = Device(
            device=name,
            role=role.value,
            token_hash=token_hash(token),
            enrolled_at=self._now(),
            center=center,
        )
        with self._ledger.writing() as pages:
            known = pages.devices.get(name)
            if known is None:
                pages.devices.add(device)
            elif known.public_key is not None:
                raise CodeWrong
            else:
                pages.devices.renew(device)
        return token

    def everybody(self) -> Sequence[Device]:
        with self._ledger.reading() as pages:
            return pages.devices.everybody()

    def revoke(self, device: str) -> bool:
        """From the next call on it is out; false if there is no such device."""
        with self._ledger.filing() as pages:
            pages.devices.revoke(device, self._now())
            return pages.devices.get(device) is not None

    def _admitted(
        self, pages: Pages, asked: Enrolment, known: Device | None
    ) -> tuple[Role, datetime | None]:
        """The role of the code, and whether a revocation goes on: only a fresh code ends one."""
        code = token_hash(asked.code)
        if code == self._training_hash:
            return Role.WINDOW, known.revoked_at if known else None
        invitation = pages.devices.invitation(code)
        if invitation is None or not _is_for(invitation, asked, self._now()):
            raise CodeWrong
        if not pages.devices.use_invitation(code, asked.device, self._now()):
            if not _same_again(invitation, asked, known):
                raise CodeWrong
        elif known is not None and known.revoked_at is None and not _sits_there(known, asked):
            # A code for one window must not take over the device of another.
            raise CodeWrong
        return Role(invitation.role), None


def _is_for(invitation: Invitation, asked: Enrolment, now: datetime) -> bool:
    return (
        now < invitation.expires_at
        and invitation.center == asked.center
        and invitation.window == str(asked.window)
    )


def _same_again(invitation: Invitation, asked: Enrolment, known: Device | None) -> bool:
    return (
        known is not None
        and known.revoked_at is None
        and invitation.used_by == asked.device
        and known.public_key == bytes_of(asked.public_key)
    )


def _sits_there(known: Device, asked: Enrolment) -> bool:
    return (known.center, known.window) == (asked.center, str(asked.window))


def _token_of_another(pages: Pages, asked: Enrolment) -> bool:
    bearer = pages.devices.by_token(asked.token_sha256)
    return bearer is not None and bearer.device != asked.device
