"""A signature is CAdES-BES to a stranger's eyes, and nothing changed passes for it."""

from __future__ import annotations

import subprocess
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

from operator_app.adapters.cms import sign_detached, verify_detached
from operator_app.domain.signatures import (
    CertificateExpired,
    CertificateNotYetValid,
    ChainUnknown,
    SignatureBroken,
    WrongKeyUsage,
)
from operator_app.errors import OperatorAppError
from operator_app.gateways.key_file import KeyFileSigner, read_certificates
from stand.pki import CORPORATION_BIN, OPERATOR_IIN

AT = datetime(2018, 2, 6, 4, 20, tzinfo=UTC)
REQUEST = '{"өтініш":"қабылдау"}'.encode()
KEYS = ("operator.p12", "operator_ec.p12")


def signature(pki: Path, key: str = "operator.p12", content: bytes = REQUEST) -> bytes:
    password = (pki / "password.txt").read_text(encoding="utf-8")
    roots = read_certificates(pki / "root.pem")
    return KeyFileSigner(pki / key, password, roots=roots).sign(content, AT).p7s


def signed_by(pki: Path, key_file: str) -> bytes:
    """By any key at all: what a program without our checks would make."""
    password = (pki / "password.txt").read_bytes()
    key, certificate, chain = pkcs12.load_key_and_certificates(
        (pki / key_file).read_bytes(), password
    )
    assert certificate is not None
    return sign_detached(REQUEST, key, certificate, chain, AT)  # type: ignore[arg-type]  # RSA here


def openssl_accepts(folder: Path, content: bytes, p7s: bytes, roots: bytes) -> bool:
    (folder / "request.json").write_bytes(content)
    (folder / "request.p7s").write_bytes(p7s)
    (folder / "chain.pem").write_bytes(roots)
    command = ["openssl", "cms", "-verify", "-cades", "-inform", "DER", "-in", "request.p7s"]
    command += ["-binary", "-content", "request.json", "-CAfile", "chain.pem"]
    result = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    return result.returncode == 0


@pytest.mark.parametrize("key", KEYS)
def test_openssl_accepts_the_signature_and_refuses_one_changed_byte(
    pki: Path, tmp_path: Path, key: str
) -> None:
    p7s, chain = signature(pki, key), (pki / "chain.pem").read_bytes()
    changed = REQUEST.replace(b"{", b"[", 1)

    assert openssl_accepts(tmp_path, REQUEST, p7s, chain)
    assert not openssl_accepts(tmp_path, changed, p7s, chain)


@pytest.mark.parametrize("key", KEYS)
def test_the_holder_is_read_from_the_signature(pki: Path, key: str) -> None:
    verified = verify_detached(REQUEST, signature(pki, key), read_certificates(pki / "root.pem"))

    assert verified.holder_iin == OPERATOR_IIN
    assert verified.holder_bin == CORPORATION_BIN
    assert verified.common_name == "АХМЕТОВА АЙГЕРІМ"
    assert verified.signing_time == AT


@pytest.mark.parametrize("key", KEYS)
def test_the_same_request_signed_twice_is_the_same_signature(pki: Path, key: str) -> None:
    assert signature(pki, key) == signature(pki, key)


def test_another_content_is_refused(pki: Path) -> None:
    with pytest.raises(SignatureBroken):
        verify_detached(REQUEST + b" ", signature(pki), read_certificates(pki / "root.pem"))


def test_a_changed_bit_anywhere_changes_nothing_or_is_refused(pki: Path) -> None:
    """A few bits of CMS are signed by nobody; they must not change who signed what."""
    p7s, roots = signature(pki, "operator_ec.p12"), read_certificates(pki / "root.pem")
    honest = verify_detached(REQUEST, p7s, roots)
    accepted = 0
    for place in range(0, len(p7s), 5):
        spoilt = bytearray(p7s)
        spoilt[place] ^= 0x80 if place % 2 else 0x01
        with suppress(OperatorAppError):
            assert verify_detached(REQUEST, bytes(spoilt), roots) == honest
            accepted += 1

    assert accepted <= 3


@pytest.mark.parametrize("junk", [b"", b"0", b"0\x80", b"0" * 300_000, REQUEST, b"\x30\x03abc"])
def test_junk_is_not_a_signature(pki: Path, junk: bytes) -> None:
    with pytest.raises(SignatureBroken):
        verify_detached(REQUEST, junk, read_certificates(pki / "root.pem"))


def test_deep_nesting_is_refused_at_once(pki: Path) -> None:
    with pytest.raises(SignatureBroken):
        verify_detached(REQUEST, b"\x30\x80" * 60_000, read_certificates(pki / "root.pem"))


@pytest.mark.parametrize(
    ("key", "error"),
    [
        ("expired.p12", CertificateExpired),
        ("not_yet_valid.p12", CertificateNotYetValid),
        ("auth.p12", WrongKeyUsage),
        ("unknown_ca.p12", ChainUnknown),
    ],
)
def test_a_signature_by_an_unfit_key_is_refused(
    pki: Path, key: str, error: type[OperatorAppError]
) -> None:
    with pytest.raises(error):
        verify_detached(REQUEST, signed_by(pki, key), read_certificates(pki / "root.pem"), AT)


def test_a_root_that_comes_with_the_signature_is_not_believed(pki: Path) -> None:
    other = x509.load_pem_x509_certificates((pki / "chain.pem").read_bytes())[:1]

    with pytest.raises(ChainUnknown):
        verify_detached(REQUEST, signed_by(pki, "unknown_ca.p12"), other, AT)


def test_the_term_is_judged_at_the_moment_asked_about(pki: Path) -> None:
    roots = read_certificates(pki / "root.pem")

    with pytest.raises(CertificateExpired):
        verify_detached(REQUEST, signature(pki), roots, datetime(2041, 1, 1, tzinfo=UTC))


def test_the_certificates_inside_are_the_holders_and_the_issuers(pki: Path) -> None:
    issuer, root = x509.load_pem_x509_certificates((pki / "chain.pem").read_bytes())
    p7s = signature(pki)

    assert issuer.public_bytes(Encoding.DER) in p7s
    assert root.public_bytes(Encoding.DER) not in p7s
