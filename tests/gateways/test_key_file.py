"""The key file is checked before anything is signed with it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from operator_app.domain.signatures import (
    CertificateExpired,
    CertificateNotYetValid,
    ChainUnknown,
    KeyUnreadable,
    KeyUnsupported,
    OtherHolder,
    WrongKeyUsage,
    WrongPassword,
)
from operator_app.errors import OperatorAppError
from operator_app.gateways.key_file import KeyFileSigner, read_certificates
from operator_app.ports import Signer
from stand.pki import OPERATOR_IIN, OTHER_IIN, make_pki

AT = datetime(2018, 2, 6, 4, 20, tzinfo=UTC)


def signer(
    pki: Path, key: str = "operator.p12", *, password: str = "", iin: str | None = OPERATOR_IIN
) -> Signer:
    password = password or (pki / "password.txt").read_text(encoding="utf-8")
    roots = read_certificates(pki / "root.pem")
    return KeyFileSigner(pki / key, password, roots=roots, operator_iin=iin)


def test_the_signed_request_says_who_signed_and_until_when_the_key_is_good(pki: Path) -> None:
    signed = signer(pki).sign(b"{}", AT)

    assert signed.holder_iin == OPERATOR_IIN
    assert signed.holder_name == "АХМЕТОВА АЙГЕРІМ"
    assert signed.valid_until == datetime(2040, 1, 1, tzinfo=UTC)
    assert signed.chain_pem == (pki / "chain.pem").read_bytes()


@pytest.mark.parametrize(
    ("key", "error"),
    [
        ("expired.p12", CertificateExpired),
        ("not_yet_valid.p12", CertificateNotYetValid),
        ("auth.p12", WrongKeyUsage),
        ("unknown_ca.p12", ChainUnknown),
        ("other_iin.p12", OtherHolder),
        ("missing.p12", KeyUnreadable),
        ("chain.pem", KeyUnreadable),
    ],
)
def test_an_unfit_key_is_refused_by_its_code(
    pki: Path, key: str, error: type[OperatorAppError]
) -> None:
    with pytest.raises(error):
        signer(pki, key).sign(b"{}", AT)


def test_a_wrong_password_is_told_apart_from_a_torn_file(pki: Path, tmp_path: Path) -> None:
    torn = tmp_path / "torn.p12"
    torn.write_bytes((pki / "operator.p12").read_bytes()[:-700])

    with pytest.raises(WrongPassword):
        signer(pki, password="wrong").sign(b"{}", AT)
    with pytest.raises(KeyUnreadable):
        KeyFileSigner(torn, "wrong", roots=read_certificates(pki / "root.pem")).sign(b"{}", AT)


def test_any_holder_may_sign_where_nobody_is_expected(pki: Path) -> None:
    assert signer(pki, "other_iin.p12", iin=None).sign(b"{}", AT).holder_iin == OTHER_IIN


def test_a_key_that_is_neither_rsa_nor_ecdsa_is_refused(pki: Path, tmp_path: Path) -> None:
    key = ed25519.Ed25519PrivateKey.generate()
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "ТЕСТ")])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 7)
        .not_valid_before(datetime(2010, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2040, 1, 1, tzinfo=UTC))
        .sign(key, None)
    )
    path = tmp_path / "ed.p12"
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(
            None, key, certificate, None, BestAvailableEncryption(b"secret")
        )
    )

    with pytest.raises(KeyUnsupported):
        KeyFileSigner(path, "secret", roots=read_certificates(pki / "root.pem")).sign(b"{}", AT)


def test_the_made_up_authority_keeps_what_it_has_made(pki: Path) -> None:
    before = {path.name: path.read_bytes() for path in pki.iterdir()}
    (pki / "auth.p12").unlink()
    make_pki(pki, spoilt=True)
    after = {path.name: path.read_bytes() for path in pki.iterdir()}

    assert after.keys() == before.keys()
    assert {name for name in before if before[name] != after[name]} == {"auth.p12"}
