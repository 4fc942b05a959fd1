"""The stand's certificate authority: subjects, usages and policies as the national authority's.

Everything says TEST. The folder keeps the authority's own keys, so a later run can issue more.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from stand.iin import numbered

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

ORGANISATION = x509.ObjectIdentifier("1.2.398.3.3.4.1.2")
EMPLOYEE = x509.ObjectIdentifier("1.2.398.3.3.4.1.2.5")
SIGNING_POLICY = x509.ObjectIdentifier("1.2.398.3.3.2.1")
SIGNING_IN_POLICY = x509.ObjectIdentifier("1.2.398.3.3.2.2")

NOT_BEFORE = datetime(2010, 1, 1, tzinfo=UTC)
NOT_AFTER = datetime(2040, 1, 1, tzinfo=UTC)
AUTHORITY_NOT_BEFORE = datetime(2009, 1, 1, tzinfo=UTC)
AUTHORITY_NOT_AFTER = datetime(2045, 1, 1, tzinfo=UTC)

OPERATOR_IIN = numbered("8507154", 9901)
OTHER_IIN = numbered("7911223", 9902)
PROVIDER_IIN = numbered("7604194", 9903)
CORPORATION_BIN = numbered("1604400", 9990)
PROVIDER_BIN = numbered("0503400", 9991)

REQUIRED = ("root.pem", "chain.pem", "operator.p12", "operator_ec.p12", "password.txt")


class ForeignAuthority(Exception):
    """The folder's ``authority.pem`` was not made here; delete the folder to begin anew."""


@dataclass(frozen=True, kw_only=True)
class Authority:
    """The issuing authority with the root above it."""

    root: x509.Certificate
    issuer: x509.Certificate
    key: rsa.RSAPrivateKey


@dataclass(frozen=True, kw_only=True)
class Order:
    """One certificate to issue; by default the operator's own signing certificate."""

    file: str
    iin: str = OPERATOR_IIN
    surname: str = "АХМЕТОВА"
    name: str = "АЙГЕРІМ"
    patronymic: str = "СЕРІКҚЫЗЫ"
    starts_at: datetime = NOT_BEFORE
    ends_at: datetime = NOT_AFTER
    may_sign: bool = True
    elliptic: bool = False
    stranger: bool = False
    """Issued by an authority that nobody has pinned."""
    organisation: str = 'КЕ АҚ "МЕМЛЕКЕТТІК КОРПОРАЦИЯ" TEST'
    bin: str = CORPORATION_BIN


OPERATOR_KEYS = (
    Order(file="operator.p12"),
    Order(file="operator_ec.p12", elliptic=True),
    Order(
        file="provider.p12",
        iin=PROVIDER_IIN,
        surname="СЕЙІТОВА",
        name="АЙНҰР",
        patronymic="ТЕСТҚЫЗЫ",
        elliptic=True,
        organisation='"БІЛІМ БАСҚАРМАСЫ" ММ TEST',
        bin=PROVIDER_BIN,
    ),
)
SPOILT_KEYS = (
    Order(file="expired.p12", ends_at=datetime(2011, 1, 1, tzinfo=UTC)),
    Order(file="not_yet_valid.p12", starts_at=datetime(2039, 1, 1, tzinfo=UTC)),
    Order(file="auth.p12", may_sign=False),
    Order(file="unknown_ca.p12", stranger=True),
    Order(file="other_iin.p12", iin=OTHER_IIN, surname="ИВАНОВ", name="ПЁТР", patronymic="ИЛЬИЧ"),
)


def make_pki(folder: Path, *, spoilt: bool = False) -> Path:
    """Completes the folder and gives it back; a file that is there already is never touched."""
    orders = (*OPERATOR_KEYS, *(SPOILT_KEYS if spoilt else ()))
    if all((folder / name).exists() for name in (*REQUIRED, *(order.file for order in orders))):
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    authority = _authority(folder)
    root_pem = authority.root.public_bytes(Encoding.PEM)
    issuer_pem = authority.issuer.public_bytes(Encoding.PEM)
    _write_once(folder / "root.pem", lambda: root_pem)
    _write_once(folder / "chain.pem", lambda: issuer_pem + root_pem)
    _write_once(folder / "password.txt", lambda: _new_password().encode())
    password = (folder / "password.txt").read_bytes()
    for order in orders:
        _write_once(folder / order.file, partial(_key_file, order, authority, password))
    return folder


def _write_once(path: Path, content: Callable[[], bytes]) -> None:
    """Whole or not at all, and the first one to write wins."""
    if path.exists():
        return
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_bytes(content())
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        return
    finally:
        draft.unlink()


def _new_password() -> str:
    """Fits the authority's rule: upper case, lower case, digit, 6 to 32 characters."""
    return f"Aa1{secrets.token_hex(8)}"


def _authority(folder: Path) -> Authority:
    """Read from its file, which is the one that all other files of the folder follow from."""
    path = folder / "authority.pem"
    _write_once(path, _new_authority_pem)
    pem = path.read_bytes()
    issuer, root = x509.load_pem_x509_certificates(pem)
    key = load_pem_private_key(pem[pem.index(b"-----BEGIN PRIVATE KEY") :], None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise ForeignAuthority(path.name)
    return Authority(root=root, issuer=issuer, key=key)


def _new_authority_pem() -> bytes:
    authority = _new_authority("ҰКО (RSA) TEST ТЕРЕЗЕ")
    key = authority.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    issuer = authority.issuer.public_bytes(Encoding.PEM)
    return issuer + authority.root.public_bytes(Encoding.PEM) + key


def _new_authority(common_name: str) -> Authority:
    root_key, issuer_key = _new_rsa_key(), _new_rsa_key()
    root_name = _authority_name(f"НЕГІЗГІ {common_name}")
    root = _authority_certificate(root_name, root_key, root_name, root_key, depth=1)
    issuer_name = _authority_name(common_name)
    issuer = _authority_certificate(issuer_name, issuer_key, root_name, root_key, depth=0)
    return Authority(root=root, issuer=issuer, key=issuer_key)


def _new_rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _authority_name(common_name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
            x509.NameAttribute(NameOID.COUNTRY_NAME, "KZ"),
        ]
    )


def _authority_certificate(
    subject: x509.Name,
    key: rsa.RSAPrivateKey,
    issuer: x509.Name,
    issuer_key: rsa.RSAPrivateKey,
    *,
    depth: int,
) -> x509.Certificate:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(AUTHORITY_NOT_BEFORE)
        .not_valid_after(AUTHORITY_NOT_AFTER)
        .add_extension(x509.BasicConstraints(ca=True, path_length=depth), critical=True)
        .add_extension(_key_usage(authority=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()),
            critical=False,
        )
        .sign(issuer_key, SHA256())
    )


def _key_usage(*, authority: bool = False, signs: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=signs,
        key_encipherment=not authority and not signs,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def _key_file(order: Order, authority: Authority, password: bytes) -> bytes:
    """PKCS#12 with the key, its certificate and the issuing authority's."""
    key: PrivateKey = ec.generate_private_key(ec.SECP256R1()) if order.elliptic else _new_rsa_key()
    issued_by = _new_authority("БӨТЕН КО (RSA) TEST") if order.stranger else authority
    certificate = _certificate(order, key.public_key(), issued_by)
    return pkcs12.serialize_key_and_certificates(
        order.surname.encode(),
        key,
        certificate,
        [issued_by.issuer],
        BestAvailableEncryption(password.strip()),
    )


def _certificate(
    order: Order,
    public_key: rsa.RSAPublicKey | ec.EllipticCurvePublicKey,
    authority: Authority,
) -> x509.Certificate:
    purpose = (
        ExtendedKeyUsageOID.EMAIL_PROTECTION if order.may_sign else ExtendedKeyUsageOID.CLIENT_AUTH
    )
    policy = SIGNING_POLICY if order.may_sign else SIGNING_IN_POLICY
    issuer_key = authority.key.public_key()
    return (
        x509.CertificateBuilder()
        .subject_name(_subject(order))
        .issuer_name(authority.issuer.subject)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(order.starts_at)
        .not_valid_after(order.ends_at)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_key_usage(signs=order.may_sign), critical=True)
        .add_extension(x509.ExtendedKeyUsage([purpose, ORGANISATION, EMPLOYEE]), critical=False)
        .add_extension(
            x509.CertificatePolicies([x509.PolicyInformation(policy, None)]), critical=False
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key), critical=False
        )
        .sign(authority.key, SHA256())
    )


def _subject(order: Order) -> x509.Name:
    """As the authority writes it: the given name is the patronymic, the first name is in CN."""
    parts = (
        (NameOID.COMMON_NAME, f"{order.surname} {order.name}"),
        (NameOID.SURNAME, order.surname),
        (NameOID.SERIAL_NUMBER, f"IIN{order.iin}"),
        (NameOID.COUNTRY_NAME, "KZ"),
        (NameOID.ORGANIZATION_NAME, order.organisation),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, f"BIN{order.bin}"),
        (NameOID.GIVEN_NAME, order.patronymic),
    )
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts])
