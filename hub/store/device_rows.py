"""Who may speak to the hub: devices with their keys and tokens, and the codes that invite one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from hub.store.tables import devices, invitations

# Made once: to put a statement together costs more than the database needs to carry it out.
_BY_NAME = select(devices).where(devices.c.device == bindparam("its_device"))
_BY_TOKEN = select(devices).where(devices.c.token_hash == bindparam("its_hash"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """``token_hash`` is all that the hub keeps of a token."""

    device: str
    role: str
    token_hash: str
    enrolled_at: datetime
    public_key: bytes | None = None
    """Ed25519, 32 bytes; only who signs has one."""
    center: str | None = None
    window: str | None = None
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    code_hash: str
    role: str
    made_at: datetime
    expires_at: datetime
    center: str | None = None
    window: str | None = None
    used_by: str | None = None


class DeviceRows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, device: str) -> Device | None:
        row = self._connection.execute(_BY_NAME, {"its_device": device}).first()
        return None if row is None else _device(row)

    def by_token(self, token_hash: str) -> Device | None:
        row = self._connection.execute(_BY_TOKEN, {"its_hash": token_hash}).first()
        return None if row is None else _device(row)

    def everybody(self) -> Sequence[Device]:
        rows = self._connection.execute(select(devices).order_by(devices.c.device))
        return [_device(row) for row in rows]

    def add(self, device: Device) -> None:
        self._connection.execute(
            insert(devices).values(
                device=device.device,
                role=device.role,
                public_key=device.public_key,
                token_hash=device.token_hash,
                center=device.center,
                window=device.window,
                enrolled_at=device.enrolled_at.isoformat(),
                revoked_at=None if device.revoked_at is None else device.revoked_at.isoformat(),
            )
        )

    def renew(self, device: Device) -> None:
        """The key and the token before are worth nothing from now on."""
        self._connection.execute(
            update(devices)
            .where(devices.c.device == device.device)
            .values(
                role=device.role,
                public_key=device.public_key,
                token_hash=device.token_hash,
                center=device.center,
                window=device.window,
                revoked_at=None if device.revoked_at is None else device.revoked_at.isoformat(),
            )
        )

    def revoke(self, device: str, at: datetime) -> bool:
        """False when there is no such device, or it was revoked before."""
        done = self._connection.execute(
            update(devices)
            .where(devices.c.device == device, devices.c.revoked_at.is_(None))
            .values(revoked_at=at.isoformat())
        )
        return done.rowcount == 1

    def invite(self, invitation: Invitation) -> None:
        self._connection.execute(
            insert(invitations).values(
                code_hash=invitation.code_hash,
                role=invitation.role,
                center=invitation.center,
                window=invitation.window,
                made_at=invitation.made_at.isoformat(),
                expires_at=invitation.expires_at.isoformat(),
            )
        )

    def invitation(self, code_hash: str) -> Invitation | None:
        row = self._connection.execute(
            select(invitations).where(invitations.c.code_hash == code_hash)
        ).first()
        if row is None:
            return None
        return Invitation(
            code_hash=row.code_hash,
            role=row.role,
            made_at=datetime.fromisoformat(row.made_at),
            expires_at=datetime.fromisoformat(row.expires_at),
            center=row.center,
            window=row.window,
            used_by=row.used_by,
        )

    def use_invitation(self, code_hash: str, device: str, at: datetime) -> bool:
        """False when somebody has used it before: one code lets one device in."""
        done = self._connection.execute(
            update(invitations)
            .where(invitations.c.code_hash == code_hash, invitations.c.used_by.is_(None))
            .values(used_by=device, used_at=at.isoformat())
        )
        return done.rowcount == 1


def _device(row: Row[*tuple[object, ...]]) -> Device:
    return Device(
        device=row.device,
        role=row.role,
        token_hash=row.token_hash,
        enrolled_at=datetime.fromisoformat(row.enrolled_at),
        public_key=None if row.public_key is None else bytes(row.public_key),
        center=row.center,
        window=row.window,
        revoked_at=None if row.revoked_at is None else datetime.fromisoformat(row.revoked_at),
    )
