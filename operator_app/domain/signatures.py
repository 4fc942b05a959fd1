"""What a signature over a request is, and why one is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from operator_app.errors import Corrupted, RuleViolation


class SignatureBroken(Corrupted):
    """The signature does not belong to these bytes, or is not a signature at all."""

    code = "signature.broken"


class WrongKeyUsage(RuleViolation):
    """The key is for signing in (AUTH), not for signing documents."""

    code = "signature.wrong_key_usage"


class ChainUnknown(RuleViolation):
    """No way leads from the certificate to a pinned root."""

    code = "signature.chain_unknown"


class CertificateExpired(RuleViolation):
    """A certificate on the way to the root ended before the moment of signing."""

    code = "signature.expired"


class CertificateNotYetValid(RuleViolation):
    """A certificate on the way to the root starts after the moment of signing."""

    code = "signature.not_yet_valid"


class WrongPassword(RuleViolation):
    """The key file does not open with this password."""

    code = "signature.wrong_password"


class KeyUnreadable(RuleViolation):
    """There is no key file here, or it is not PKCS#12, or it has no key and certificate."""

    code = "signature.key_unreadable"


class KeyUnsupported(RuleViolation):
    """The key is neither RSA nor ECDSA (GOST keys are signed with by NCALayer)."""

    code = "signature.key_unsupported"


class OtherHolder(RuleViolation):
    """The certificate was issued to somebody else than the operator at this window."""

    code = "signature.other_holder"


@dataclass(frozen=True, kw_only=True)
class SignedRequest:
    """A detached signature with everything a later check of it needs."""

    p7s: bytes
    chain_pem: bytes
    """The issuers' certificates and the root, in this order."""
    holder_iin: str
    holder_name: str
    certificate_serial: str
    """Hexadecimal, lower case."""
    valid_until: datetime


@dataclass(frozen=True, kw_only=True)
class Verified:
    """Who signed, read from a signature that was found good."""

    holder_iin: str
    """Empty if the certificate names no IIN."""
    holder_bin: str
    """Empty if the certificate belongs to a private person."""
    common_name: str
    serial: str
    """Hexadecimal, lower case."""
    valid_from: datetime
    valid_to: datetime
    signing_time: datetime
