"""Detached CAdES-BES signatures (ETSI EN 319 122) over the bytes of a request: make and check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from operator_app.adapters.certificates import UNREADABLE, check_certificate, holder_of, serial_of
from operator_app.adapters.der import is_der
from operator_app.domain.signatures import KeyUnsupported, SignatureBroken, Verified

SigningKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

LARGEST_SIGNATURE = 256 * 1024
"""Bytes; an honest one with its chain has about 4 thousand."""

DIGEST = "sha256"
SET_OF = b"\x31"
"""The tag that the attributes are signed with; in the message they stand under ``[0]``."""

RSA_ALGORITHMS = ("sha256_rsa", "rsassa_pkcs1v15")


@dataclass(frozen=True, kw_only=True)
class _Signer:
    """What stands in the CMS: nothing in it is believed yet."""

    certificates: tuple[x509.Certificate, ...]
    certificate: x509.Certificate
    attributes_der: bytes
    content_type: str
    message_digest: bytes
    signing_time: datetime
    certificate_hash: bytes
    algorithm: str
    signature: bytes


def sign_detached(
    content: bytes,
    key: SigningKey,
    certificate: x509.Certificate,
    chain: Sequence[x509.Certificate],
    at: datetime,
) -> bytes:
    """The DER of a signature dated ``at`` (whole seconds) with ``chain`` inside.

    The same arguments give the same bytes, with ECDSA too (RFC 6979).
    """
    own = asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))
    attributes = _signed_attributes(content, certificate, at)
    digest_algorithm = algos.DigestAlgorithm({"algorithm": DIGEST})
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                {
                    "issuer_and_serial_number": cms.IssuerAndSerialNumber(
                        {"issuer": own.issuer, "serial_number": own.serial_number}
                    )
                }
            ),
            "digest_algorithm": digest_algorithm,
            "signed_attrs": attributes,
            "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": _algorithm_of(key)}),
            "signature": _sign(key, attributes.dump()),
        }
    )
    inside = [own, *(asn1_x509.Certificate.load(it.public_bytes(Encoding.DER)) for it in chain)]
    signed = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [digest_algorithm],
            "encap_content_info": {"content_type": "data"},
            "certificates": [cms.CertificateChoices({"certificate": one}) for one in inside],
            "signer_infos": [signer],
        }
    )
    message = cms.ContentInfo({"content_type": "signed_data", "content": signed})
    return bytes(message.dump())


def verify_detached(
    content: bytes,
    p7s: bytes,
    roots: Sequence[x509.Certificate],
    at: datetime | None = None,
) -> Verified:
    """Who signed ``content``; a coded error if nobody that a pinned root vouches for did.

    Terms are judged at ``at``, by default at the signing time that the signer states.
    """
    signer = _read(p7s)
    _check_binding(content, signer)
    moment = signer.signing_time if at is None else at
    check_certificate(signer.certificate, signer.certificates, roots, moment)
    holder = holder_of(signer.certificate)
    return Verified(
        holder_iin=holder.iin,
        holder_bin=holder.bin,
        common_name=holder.common_name,
        serial=serial_of(signer.certificate),
        valid_from=signer.certificate.not_valid_before_utc,
        valid_to=signer.certificate.not_valid_after_utc,
        signing_time=signer.signing_time,
    )


def _signed_attributes(
    content: bytes, certificate: x509.Certificate, at: datetime
) -> cms.CMSAttributes:
    """The four attributes of the BES form, in DER order."""
    own_hash = sha256(certificate.public_bytes(Encoding.DER)).digest()
    moment = at.astimezone(UTC).replace(microsecond=0)
    values: tuple[tuple[str, object], ...] = (
        ("content_type", "data"),
        ("signing_time", cms.Time({"utc_time": core.UTCTime(moment)})),
        ("message_digest", sha256(content).digest()),
        (
            "signing_certificate_v2",
            tsp.SigningCertificateV2({"certs": [tsp.ESSCertIDv2({"cert_hash": own_hash})]}),
        ),
    )
    return cms.CMSAttributes(
        [cms.CMSAttribute({"type": name, "values": [value]}) for name, value in values]
    )


def _algorithm_of(key: object) -> str:
    if isinstance(key, rsa.RSAPrivateKey):
        return "sha256_rsa"
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return "sha256_ecdsa"
    raise KeyUnsupported(kind=type(key).__name__)


def _sign(key: SigningKey, data: bytes) -> bytes:
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(data, padding.PKCS1v15(), SHA256())
    return key.sign(data, ec.ECDSA(SHA256(), deterministic_signing=True))


def _read(p7s: bytes) -> _Signer:
    if len(p7s) > LARGEST_SIGNATURE or not is_der(p7s):
        raise SignatureBroken(why="too large, or not DER")
    try:
        return _parse(p7s)
    except (KeyError, OverflowError, *UNREADABLE) as error:
        raise SignatureBroken(why="not a CAdES-BES signature") from error


def _parse(p7s: bytes) -> _Signer:
    """Everything the checks need; a coded error for any shape that we do not make ourselves."""
    message = cms.ContentInfo.load(p7s, strict=True)
    if message["content_type"].native != "signed_data":
        raise SignatureBroken(why="not signed data")
    signed = message["content"]
    (signer,) = signed["signer_infos"]
    attributes = _attributes_of(signer)
    (ess_certificate,) = attributes["signing_certificate_v2"]["certs"]
    if not _is_detached_sha256(signed, signer) or _hash_of(ess_certificate) != DIGEST:
        raise SignatureBroken(why="not detached, or not SHA-256")
    certificates = tuple(_certificate(choice.chosen) for choice in signed["certificates"])
    return _Signer(
        certificates=certificates,
        certificate=_own_certificate(signer["sid"], certificates),
        attributes_der=SET_OF + bytes(signer["signed_attrs"].dump())[1:],
        content_type=attributes["content_type"].native,
        message_digest=attributes["message_digest"].native,
        signing_time=attributes["signing_time"].native,
        certificate_hash=ess_certificate["cert_hash"].native,
        algorithm=signer["signature_algorithm"]["algorithm"].native,
        signature=signer["signature"].native,
    )


def _certificate(inside: asn1_x509.Certificate) -> x509.Certificate:
    """Its names and terms are read at once: the library would find a spoilt one only later."""
    if inside.serial_number <= 0:
        raise SignatureBroken(why="a certificate without a number")
    certificate = x509.load_der_x509_certificate(inside.dump())
    terms = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if not certificate.issuer.rdns or not certificate.subject.rdns or terms[0] > terms[1]:
        raise SignatureBroken(why="a certificate that says nothing")
    return certificate


def _attributes_of(signer: cms.SignerInfo) -> dict[str, core.Asn1Value]:
    found: dict[str, core.Asn1Value] = {}
    for attribute in signer["signed_attrs"]:
        (value,) = attribute["values"]
        name = attribute["type"].native
        if name in found:
            raise SignatureBroken(why="an attribute stands twice")
        found[name] = value
    return found


def _is_detached_sha256(signed: cms.SignedData, signer: cms.SignerInfo) -> bool:
    (digest,) = signed["digest_algorithms"]
    inner = signed["encap_content_info"]
    return (
        signed["version"].native == "v1"
        and signer["version"].native == "v1"
        and inner["content_type"].native == "data"
        and inner["content"].native is None
        and digest["algorithm"].native == DIGEST
        and signer["digest_algorithm"]["algorithm"].native == DIGEST
    )


def _hash_of(ess_certificate: tsp.ESSCertIDv2) -> object:
    return ess_certificate["hash_algorithm"]["algorithm"].native


def _own_certificate(
    sid: cms.SignerIdentifier, certificates: Sequence[x509.Certificate]
) -> x509.Certificate:
    named = sid.chosen
    issuer, serial = named["issuer"].dump(), named["serial_number"].native
    for certificate in certificates:
        if certificate.serial_number == serial and certificate.issuer.public_bytes() == issuer:
            return certificate
    raise SignatureBroken(why="the signer's certificate is not inside")


def _check_binding(content: bytes, signer: _Signer) -> None:
    """The attributes speak of this content and this certificate, and its key signed them."""
    own_hash = sha256(signer.certificate.public_bytes(Encoding.DER)).digest()
    if signer.content_type != "data" or signer.message_digest != sha256(content).digest():
        raise SignatureBroken(why="another content")
    if signer.certificate_hash != own_hash:
        raise SignatureBroken(why="another certificate")
    try:
        _verify(signer)
    except (InvalidSignature, *UNREADABLE) as error:
        raise SignatureBroken(why="the signature does not fit") from error


def _verify(signer: _Signer) -> None:
    key = signer.certificate.public_key()
    if isinstance(key, rsa.RSAPublicKey) and signer.algorithm in RSA_ALGORITHMS:
        key.verify(signer.signature, signer.attributes_der, padding.PKCS1v15(), SHA256())
    elif isinstance(key, ec.EllipticCurvePublicKey) and signer.algorithm == "sha256_ecdsa":
        key.verify(signer.signature, signer.attributes_der, ec.ECDSA(SHA256()))
    else:
        raise SignatureBroken(why="unknown algorithm")
