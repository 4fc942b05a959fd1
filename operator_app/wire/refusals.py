"""What the hub refuses: one class for the hub that says no and for the window that hears it."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from operator_app.errors import Corrupted, OperatorAppError, RuleViolation, Unavailable
from operator_app.wire.push import ErrorAnswer


class HubRefusal(OperatorAppError):
    """``status`` is the HTTP status. Itself it stands for a refusal this version cannot name."""

    code = "hub.refused"
    status: ClassVar[int] = 400


class NotSignedIn(HubRefusal, Unavailable):
    """No token, or one that this hub does not know."""

    code = "hub.not_signed_in"
    status = 401


class RequestBroken(HubRefusal, Corrupted):
    """The request is not what the protocol says; ``reason`` names the place."""

    code = "hub.request_broken"


class RequestTooBig(HubRefusal, RuleViolation):
    code = "hub.too_big"
    status = 413


class BlobMismatch(HubRefusal, Corrupted):
    """The uploaded bytes do not have the hash in their name: damaged on the way."""

    code = "hub.blob_mismatch"


class UnknownCase(HubRefusal, RuleViolation):
    """The hub has not received this case (yet)."""

    code = "hub.unknown_case"
    status = 404


class CaseOfOtherCenter(HubRefusal, RuleViolation):
    """A window asks for cases of its own center only."""

    code = "hub.case_of_other_center"
    status = 403


class UnknownFile(HubRefusal, RuleViolation):
    """Not a file of this case, not here yet, or not for this caller."""

    code = "hub.unknown_file"
    status = 404


class StepNotAllowed(HubRefusal, RuleViolation):
    """The provider's step does not follow from the case's state."""

    code = "hub.step_not_allowed"
    status = 409


class ResultFileMissing(HubRefusal, RuleViolation):
    """A decision names a file of its result that has not been brought to the hub."""

    code = "hub.result_file_missing"
    status = 409


class ResultFileDiffers(HubRefusal, Corrupted):
    """What lies at the hub under this hash is not what the decision says, or is too long."""

    code = "hub.result_file_differs"
    status = 409


class TrainingOnly(HubRefusal, RuleViolation):
    """The provider's side is played by hand in training only."""

    code = "hub.training_only"
    status = 403


class DeviceRevoked(HubRefusal, RuleViolation):
    """An administrator has taken the right to call from this device."""

    code = "hub.device_revoked"
    status = 403


class RoleMissing(HubRefusal, RuleViolation):
    """The token is known, but this call is not for its role."""

    code = "hub.role_missing"
    status = 403


class CodeWrong(HubRefusal, RuleViolation):
    """The one-time code is unknown, used, too old, or for another window."""

    code = "hub.code_wrong"
    status = 403


class UploadElsewhere(HubRefusal, RuleViolation):
    """The scan goes on at another byte, ``offset``: another window may be sending it too."""

    code = "hub.upload_elsewhere"
    status = 409


class HubBusy(HubRefusal, Unavailable):
    """As much work is under way as the hub does at once; ``retry_after_s`` says when to ask."""

    code = "hub.busy"
    status = 503


class TooManyAtOnce(HubRefusal, Unavailable):
    """This caller alone asks for more at once than one window ever needs."""

    code = "hub.too_many_at_once"
    status = 429


class HubStopping(HubRefusal, Unavailable):
    """The hub ends what it has taken on and takes no more."""

    code = "hub.stopping"
    status = 503


class OtherStream(HubRefusal, Unavailable):
    """The place is of another stream: the hub's store was made anew, or put back from a copy."""

    code = "hub.other_stream"
    status = 409


class TrainingNeedsLoopback(RuleViolation):
    """Made-up people stay on this machine: a training hub is on loopback or not at all."""

    code = "hub.training_needs_loopback"


_KNOWN: tuple[type[HubRefusal], ...] = (
    NotSignedIn,
    RequestBroken,
    RequestTooBig,
    BlobMismatch,
    UnknownCase,
    CaseOfOtherCenter,
    UnknownFile,
    StepNotAllowed,
    ResultFileMissing,
    ResultFileDiffers,
    TrainingOnly,
    DeviceRevoked,
    RoleMissing,
    CodeWrong,
    OtherStream,
    UploadElsewhere,
    HubBusy,
    TooManyAtOnce,
    HubStopping,
)


def refusal(code: str, details: dict[str, str | int]) -> HubRefusal:
    """What the hub named, as the exception that it raised on its side."""
    found = next((kind for kind in _KNOWN if kind.code == code), None)
    return found(**details) if found else HubRefusal(reason=code)


def refusal_in(content: bytes) -> HubRefusal | None:
    """What an answer that is not 2xx says; ``None`` if it is not a hub that has said it."""
    try:
        said = msgspec.json.decode(content, type=ErrorAnswer)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return refusal(said.code, said.details)
