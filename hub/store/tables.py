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
    Column("mark", String(32)),
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
    Column("result_document", String(64)),
    Column("result_document_size", BigInteger),
    Column("result_signature", String(64)),
    Column("result_signature_size", BigInteger),
    Column("number", String(128)),
    Column("issued_window", BigInteger),
    Column("returned_at", String(40)),
    Index(None, "seq"),
    Index(None, "number"),
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

# Windows of the center that asked for a case by its number: they are told of it from then on.
followers = Table(
    "followers",
    metadata,
    Column("entity", String(36), primary_key=True),
    Column("device", String(128), primary_key=True),
    Column("actor", String(128), nullable=False),
    Column("at", String(40), nullable=False),
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

# What belongs to this store as a whole: which stream its numbers are of, how far it has relayed.
marks = Table(
    "marks",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", String(256), nullable=False),
)

# Windows, and others who hold a token (a provider's program, a relay, who reads the metrics).
devices = Table(
    "devices",
    metadata,
    Column("device", String(128), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("public_key", LargeBinary),
    Column("token_hash", String(64), nullable=False),
    Column("center", String(128)),
    Column("window", String(128)),
    Column("enrolled_at", String(40), nullable=False),
    Column("revoked_at", String(40)),
    Index(None, "token_hash", unique=True),
)

invitations = Table(
    "invitations",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("center", String(128)),
    Column("window", String(128)),
    Column("made_at", String(40), nullable=False),
    Column("expires_at", String(40), nullable=False),
    Column("used_by", String(128)),
    Column("used_at", String(40)),
)

# Where the chain of a device stands: everything up to dseq has been settled.
watermarks = Table(
    "watermarks",
    metadata,
    Column("device", String(128), primary_key=True),
    Column("epoch", BigInteger, primary_key=True),
    Column("dseq", BigInteger, nullable=False),
    Column("digest", String(64), nullable=False),
)

# A refused envelope is kept, so that the watermark may pass its place.
tombstones = Table(
    "tombstones",
    metadata,
    Column("device", String(128), primary_key=True),
    Column("epoch", BigInteger, primary_key=True),
    Column("dseq", BigInteger, primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("envelope", String(36), nullable=False),
    Column("reason", String(64), nullable=False),
    Column("line", LargeBinary, nullable=False),
    Column("at", String(40), nullable=False),
    Index(None, "envelope"),
    Index(None, "digest"),
)

# A stale write, whole; id is that of its envelope, head is the place of what stood there instead.
conflicts = Table(
    "conflicts",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("entity", String(36), nullable=False),
    Column("device", String(128), nullable=False),
    Column("base", BigInteger),
    Column("head", BigInteger, nullable=False),
    Column("head_envelope", String(36)),
    Column("digest", String(64), nullable=False),
    Column("line", LargeBinary, nullable=False),
    Column("found_at", String(40), nullable=False),
    Column("solved_by", String(36)),
    Column("solved_at", String(40)),
    Index(None, "entity"),
)

# What whoever follows a stream is told, in order. A row of kind "case" is a step of the hub
# itself and has no envelope.
stream_rows = Table(
    "stream_rows",
    metadata,
    Column("stream", String(32), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("envelope", String(36)),
    Column("entity", String(36), nullable=False),
    Column("at", String(40), nullable=False),
    Index(None, "entity"),
)

# One row for each part of a scan under way that is on the disk already.
uploads = Table(
    "uploads",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("start", BigInteger, primary_key=True, autoincrement=False),
    Column("size", BigInteger, nullable=False),
    Column("at", String(40), nullable=False),
)

# Scans that an applied envelope has named and that have not come yet.
awaited_blobs = Table(
    "awaited_blobs",
    metadata,
    Column("envelope", String(36), primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("entity", String(36), nullable=False),
    Index(None, "sha256"),
    Index(None, "entity"),
)
