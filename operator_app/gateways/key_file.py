"""Signing with the operator's key file (PKCS#12); the same port is NCALayer's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

from operator_app.adapters.certificates import check_certificate, holder_of, serial_of
from operator_app.adapters.cms import SigningKey, sign_detached
from operator_app.domain.signatures import (
    KeyUnreadable,
    KeyUnsupported,
    OtherHolder,
    SignedRequest,
    WrongPassword,
)

LARGEST_KEY_FILE = 1024 * 1024
"""Bytes; an honest one has about 5 thousand."""


def read_certificates(path: Path) -> tuple[x509.Certificate, ...]:
    """The certificates of a PEM file: the pinned roots, or a chain."""
    try:
        return tuple(x509.load_pem_x509_certificates(path.read_bytes()))
    except (OSError, ValueError) as error:
        raise KeyUnreadable(file=path.name) from error


class KeyFileSigner:
    """Reads the file at every signature and keeps no key in memory between two."""

    def __init__(
        self,
        path: Path,
        password: str,
        *,
        roots: Sequence[x509.Certificate],
        chain: Sequence[x509.Certificate] = (),
        operator_iin: str | None = None,
    ) -> None:
        """``roots`` are pinned; ``chain`` adds issuers that the key file itself lacks.

        ``operator_iin``: whose key it must be; ``None`` where nobody has signed in yet.
        """
        self._path = path
        self._password = password
        self._roots = tuple(roots)
        self._chain = tuple(chain)
        self._operator_iin = operator_iin

    def sign(self, content: bytes, at: datetime) -> SignedRequest:
        """A detached CAdES-BES signature dated ``at``; a coded error before anything is signed."""
        key, certificate, inside = self._open()
        path = check_certificate(certificate, (*inside, *self._chain), self._roots, at)
        holder = holder_of(certificate)
        if not holder.iin or self._operator_iin not in {None, holder.iin}:
            raise OtherHolder(serial=serial_of(certificate))
        return SignedRequest(
            p7s=sign_detached(content, key, certificate, path[:-1], at),
            chain_pem=b"".join(issuer.public_bytes(Encoding.PEM) for issuer in path),
            holder_iin=holder.iin,
            holder_name=holder.common_name,
            certificate_serial=serial_of(certificate),
            valid_until=certificate.not_valid_after_utc,
        )

    def _open(self) -> tuple[SigningKey, x509.Certificate, list[x509.Certificate]]:
        try:
            with self._path.open("rb") as file:
                data = file.read(LARGEST_KEY_FILE)
        except OSError as error:
            raise KeyUnreadable(file=self._path.name) from error
        if not data.startswith(b"\x30"):
            raise KeyUnreadable(file=self._path.name)
        try:
            key, certificate, inside = pkcs12.load_key_and_certificates(
                data, self._password.encode()
            )
        except UnsupportedAlgorithm as error:
            raise KeyUnsupported(kind=self._path.name) from error
        except ValueError as error:
            if "password" in str(error).lower():
                raise WrongPassword(file=self._path.name) from error
            raise KeyUnreadable(file=self._path.name) from error
        if key is None or certificate is None:
            raise KeyUnreadable(file=self._path.name)
        if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
            raise KeyUnsupported(kind=type(key).__name__)
        return key, certificate, inside
