"""Where the store's two chains end: read once in a transaction, written once before its commit."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from db.models import ProfileRow
from db.prepared import run
from db.profile import ProfileMissing

_READ = select(
    ProfileRow.device,
    ProfileRow.epoch,
    ProfileRow.dseq,
    ProfileRow.prev,
    ProfileRow.audit_seq,
    ProfileRow.audit_head,
)
_WRITE = update(ProfileRow)


class ChainEnds:
    """The last envelope and the last audit link, as this transaction sees them.

    Made inside the transaction. ``write`` must come before the commit, or the chains would be
    longer than the profile says.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        row = run(connection, _READ, {})
        if row is None:
            raise ProfileMissing
        device, epoch, dseq, prev, audit_seq, audit_head = row
        self.device: str = device
        self.epoch: int = epoch
        self.dseq: int = dseq
        self.prev: str | None = prev
        self.audit_seq: int = audit_seq
        self.audit_head: str = audit_head
        self._changed = False

    def envelope_added(self, digest: str) -> None:
        self.dseq, self.prev, self._changed = self.dseq + 1, digest, True

    def link_added(self, digest: str) -> None:
        self.audit_seq, self.audit_head, self._changed = self.audit_seq + 1, digest, True

    def write(self) -> None:
        if self._changed:
            run(
                self._connection,
                _WRITE,
                {
                    "dseq": self.dseq,
                    "prev": self.prev,
                    "audit_seq": self.audit_seq,
                    "audit_head": self.audit_head,
                },
            )
            self._changed = False
