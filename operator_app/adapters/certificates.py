"""Who holds a certificate of the national authority, if it may sign, who vouches for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from operator_app.domain.signatures import (
    CertificateExpired,
    CertificateNotYetValid,
    ChainUnknown,
    WrongKeyUsage,
)

LONGEST_CHAIN = 6
"""Certificates from the holder's to the root's; the national authority needs three."""


UNREADABLE = (
    ValueError,
    TypeError,
    UnsupportedAlgorithm,
    x509.DuplicateExtension,
    x509.ExtensionNotFound,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
)
"""What the library raises on certificates that are spoilt or of a kind that it does not know."""


@dataclass(frozen=True, kw_only=True)
class Holder:
    """What the subject of a certificate says, read by OID: the order of its parts varies."""

    iin: str
    bin: str
    common_name: str


def holder_of(certificate: x509.Certificate) -> Holder:
    """The person's IIN (``serialNumber=IIN…``) and the organisation's BIN (``OU=BIN…``)."""
    return Holder(
        iin=_after("IIN", _subject_values(certificate, NameOID.SERIAL_NUMBER)),
        bin=_after("BIN", _subject_values(certificate, NameOID.ORGANIZATIONAL_UNIT_NAME)),
        common_name=" ".join(_subject_values(certificate, NameOID.COMMON_NAME)),
    )


def serial_of(certificate: x509.Certificate) -> str:
    return f"{certificate.serial_number:x}"


def check_may_sign(certificate: x509.Certificate) -> None:
    """A document is signed with nonRepudiation and emailProtection, never with an AUTH key."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
        purposes = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except UNREADABLE as error:
        raise WrongKeyUsage(serial=serial_of(certificate)) from error
    if not usage.content_commitment or ExtendedKeyUsageOID.EMAIL_PROTECTION not in purposes:
        raise WrongKeyUsage(serial=serial_of(certificate))


def check_term(certificate: x509.Certificate, at: datetime) -> None:
    starts_at, ends_at = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if at < starts_at:
        raise CertificateNotYetValid(starts_on=starts_at.date().isoformat())
    if at > ends_at:
        raise CertificateExpired(ended_on=ends_at.date().isoformat())


def find_chain(
    certificate: x509.Certificate,
    candidates: Iterable[x509.Certificate],
    roots: Sequence[x509.Certificate],
) -> tuple[x509.Certificate, ...]:
    """The issuers from the certificate's own up to a pinned root, which is the last.

    A root is known by its bytes: a self-signed certificate that came with a message proves nothing.
    """
    known = (*roots, *candidates)
    pinned = {root.public_bytes(Encoding.DER) for root in roots}
    path: list[x509.Certificate] = []
    current = certificate
    while len(path) < LONGEST_CHAIN:
        issuer = next((other for other in known if _issued(other, current, len(path))), None)
        if issuer is None or issuer in path:
            break
        path.append(issuer)
        if issuer.public_bytes(Encoding.DER) in pinned:
            return tuple(path)
        current = issuer
    raise ChainUnknown(issuer=current.issuer.rfc4514_string())


def check_certificate(
    certificate: x509.Certificate,
    candidates: Iterable[x509.Certificate],
    roots: Sequence[x509.Certificate],
    at: datetime,
) -> tuple[x509.Certificate, ...]:
    """Terms at ``at``, chain, purpose, in the order of the authority's rules; gives the issuers."""
    check_term(certificate, at)
    path = find_chain(certificate, candidates, roots)
    for issuer in path:
        check_term(issuer, at)
    check_may_sign(certificate)
    return path


def _issued(issuer: x509.Certificate, subject: x509.Certificate, below: int) -> bool:
    """Whether the issuer is an authority, allows ``below`` authorities under it, and signed."""
    if issuer.subject != subject.issuer:
        return False
    try:
        limits = issuer.extensions.get_extension_for_class(x509.BasicConstraints).value
        usage = issuer.extensions.get_extension_for_class(x509.KeyUsage).value
        subject.verify_directly_issued_by(issuer)
    except (InvalidSignature, *UNREADABLE):
        return False
    deep_enough = limits.path_length is None or below <= limits.path_length
    return limits.ca and usage.key_cert_sign and deep_enough


def _subject_values(certificate: x509.Certificate, oid: x509.ObjectIdentifier) -> list[str]:
    return [str(part.value) for part in certificate.subject.get_attributes_for_oid(oid)]


def _after(prefix: str, values: Iterable[str]) -> str:
    for value in values:
        if value.startswith(prefix):
            return value.removeprefix(prefix)
    return ""
