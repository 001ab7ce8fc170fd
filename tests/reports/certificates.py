"""Made-up certificates for the tests of electronic signatures: an issuer, and officials whom it vouches for.

`python -m tests.reports.certificates FILE.p12` writes one and tells its passphrase.
"""

import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12

PASSPHRASE = "sandi sertifikat rekaan"
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Issuer:
    """An issuer that no other one vouches for."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)


@cache
def issuer(name: str = "Penerbit Rekaan") -> Issuer:
    key = ec.generate_private_key(ec.SECP256R1())
    made = _builder(name, name, key, days=(-1000, 3000)).add_extension(
        x509.BasicConstraints(ca=True, path_length=None), critical=True
    )
    usage = _usage(key_cert_sign=True, crl_sign=True)
    return Issuer(key, made.add_extension(usage, critical=True).sign(key, hashes.SHA256()))


@cache
def rsa_key(bits: int = 2048) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


@cache
def ec_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def official(
    key: Key,
    name: str = "Andi Made-Up Rumallang",
    *,
    days: tuple[int, int] = (-10, 700),
    signs: bool = True,
    by: Issuer | None = None,
) -> bytes:
    """A PKCS#12 of an official; ``days`` from today, ``signs`` whether it is meant for signing."""
    by = by or issuer()
    usage = _usage(digital_signature=True, content_commitment=True) if signs else _usage(key_encipherment=True)
    made = _builder(name, by.certificate.subject.rfc4514_string().removeprefix("CN="), key, days=days)
    certificate = made.add_extension(usage, critical=True).sign(by.key, hashes.SHA256())
    return pkcs12.serialize_key_and_certificates(
        b"made up",
        key,
        certificate,
        [by.certificate],
        serialization.BestAvailableEncryption(PASSPHRASE.encode()),
    )


def without_key() -> bytes:
    """A PKCS#12 of an issuer's certificate alone."""
    return pkcs12.serialize_key_and_certificates(
        b"made up", None, issuer().certificate, None, serialization.BestAvailableEncryption(PASSPHRASE.encode())
    )


def _builder(name: str, by: str, key: Key, *, days: tuple[int, int]) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named(by))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=days[0]))
        .not_valid_after(now + timedelta(days=days[1]))
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])


def _usage(**given: bool) -> x509.KeyUsage:
    names = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{name: given.get(name, False) for name in names})


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(official(ec_key()))
    print(PASSPHRASE)
