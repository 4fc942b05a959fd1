"""Tables of the hub's store."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# A row and not a sequence: a number taken by a transaction that commits later than its
# neighbour would be stepped over by a reader who goes on from the greatest number it saw.
counters = Table(
    "counters",
    metadata,
    Column("stream", String(32), primary_key=True),
    Column("value", BigInteger, nullable=False),
)

inbox = Table(
    "inbox",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("stream", String(32), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("device", String(128), nullable=False),
    Column("epoch", BigInteger, nullable=False),
    Column("dseq", BigInteger, nullable=False),
    Column("prev", String(64)),
    Column("digest", String(64), nullable=False),
    Column("type", String(128), nullable=False),
    Column("entity", String(36), nullable=False),
    Column("at", String(40), nullable=False),
    Column("received_at", String(40), nullable=False),
    Column("line", LargeBinary, nullable=False),
    UniqueConstraint("stream", "seq"),
    Index(None, "device", "epoch", "dseq"),
    Index(None, "entity"),
)

cases = Table(
    "cases",
    metadata,
    Column("entity", String(36), primary_key=True),
    Column("envelope", String(36), ForeignKey("inbox.id"), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("state", String(16), nullable=False),
    Column("received_at", String(40), nullable=False),
    Column("official_number", String(128)),
    Column("registered_at", String(40)),
    Column("in_work_at", String(40)),
    Column("decision", String(16)),
    Column("decided_at", String(40)),
    Column("ground", String(2000)),
    Column("ready_at", String(40)),
    Column("issued_at", String(40)),
    Index(None, "seq"),
)

case_steps = Table(
    "case_steps",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("entity", String(36), ForeignKey("cases.entity"), nullable=False),
    Column("state", String(16), nullable=False),
    Column("at", String(40), nullable=False),
    Column("actor", String(128), nullable=False),
    Index(None, "entity"),
)

alarms = Table(
    "alarms",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("envelope", String(36)),
    Column("digest", String(64), nullable=False),
    Column("line", LargeBinary, nullable=False),
    Column("raised_at", String(40), nullable=False),
    Index(None, "kind", "digest", unique=True),
)

blobs = Table(
    "blobs",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("stored_at", String(40), nullable=False),
)
