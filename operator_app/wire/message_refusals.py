"""Why one message is not taken: the reasons of a push, each with a code of ``resources/errors``.

``reason`` of a ``PushResult`` is the code without its ``hub.``.
"""

from __future__ import annotations

from typing import Final

from operator_app.errors import Corrupted, OperatorAppError, RuleViolation, Unavailable


class MessageRefusal(OperatorAppError):
    """Itself it stands for a reason that this version cannot name."""

    code = "hub.message_refused"

    @classmethod
    def reason(cls) -> str:
        return cls.code.removeprefix("hub.")


class MessageBroken(MessageRefusal, Corrupted):
    """Not an envelope of a version that the hub speaks, or not in its one spelling."""

    code = "hub.message_broken"


class Unsigned(MessageRefusal, Corrupted):
    """The line does not carry a signature."""

    code = "hub.unsigned"


class WrongSignature(MessageRefusal, Corrupted):
    """The bytes are not those that the device has signed, or another key has signed them."""

    code = "hub.wrong_signature"


class UnknownDevice(MessageRefusal, Unavailable):
    """The hub was never told of the device that made the message: taken once it is enrolled."""

    code = "hub.unknown_device"


class OtherDevice(MessageRefusal, RuleViolation):
    """A window sends its own messages only; others' are sent by a relay."""

    code = "hub.other_device"


class MessageOfRevoked(MessageRefusal, RuleViolation):
    """An administrator has taken the right to send from the device that made the message."""

    code = "hub.message_of_revoked"


class IdReused(MessageRefusal, Corrupted):
    """Another message has come under the same id."""

    code = "hub.id_reused"


class Fork(MessageRefusal, Corrupted):
    """Another message stands at this place of the device's chain: its store was copied."""

    code = "hub.fork"


class PrevMismatch(MessageRefusal, Corrupted):
    """The message continues a chain that is not the one the hub has received."""

    code = "hub.prev_mismatch"


class OldEpoch(MessageRefusal, Corrupted):
    """The device's store was restored; this message is from the store as it was before."""

    code = "hub.old_epoch"


class Gap(MessageRefusal, Unavailable):
    """A message before this one has not come yet; ``awaited`` of the result is its place."""

    code = "hub.gap"


class SchemaNewer(MessageRefusal, Unavailable):
    """The hub is older than the window: it takes the message once it is brought up to date."""

    code = "hub.schema_newer"


class SchemaTooOld(MessageRefusal, RuleViolation):
    """More than two versions behind what the hub knows."""

    code = "hub.schema_too_old"


class BodyBroken(MessageRefusal, Corrupted):
    """The body is not what its type and schema say."""

    code = "hub.body_broken"


class MessageTooBig(MessageRefusal, RuleViolation):
    """More bytes than a push may have; the device has sent a note in its place."""

    code = "hub.message_too_big"


class BlobSizeDiffers(MessageRefusal, Corrupted):
    """A file is named with another size than it has."""

    code = "hub.blob_size_differs"


class CaseExists(MessageRefusal, RuleViolation):
    """The same window has submitted the case before."""

    code = "hub.case_exists"


class StaleBase(MessageRefusal, RuleViolation):
    """Somebody else has changed the case after what this operator saw: a person must choose."""

    code = "hub.stale_base"


class UnknownConflict(MessageRefusal, RuleViolation):
    """There is nothing to choose between, or it is about another case."""

    code = "hub.unknown_conflict"


class ConflictSolved(MessageRefusal, RuleViolation):
    """Somebody else has chosen already."""

    code = "hub.conflict_solved"


_KNOWN: tuple[type[MessageRefusal], ...] = (
    MessageBroken,
    Unsigned,
    WrongSignature,
    UnknownDevice,
    OtherDevice,
    MessageOfRevoked,
    IdReused,
    Fork,
    PrevMismatch,
    OldEpoch,
    Gap,
    SchemaNewer,
    SchemaTooOld,
    BodyBroken,
    MessageTooBig,
    BlobSizeDiffers,
    CaseExists,
    StaleBase,
    UnknownConflict,
    ConflictSolved,
)


def message_refusal(reason: str) -> MessageRefusal:
    """What a result's ``reason`` stands for, to be told to a person."""
    found = next((kind for kind in _KNOWN if kind.reason() == reason), None)
    return found() if found else MessageRefusal(reason=reason)


UNBELIEVED: Final = frozenset(
    refusal.reason() for refusal in (Unsigned, WrongSignature, OtherDevice, MessageOfRevoked)
)
"""What the hub says so it cannot place in the device's chain: all behind it wait for a person."""
