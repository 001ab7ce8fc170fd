"""Certificates to sign with: a PKCS#12 opened, and refused with a sentence where it is not fit."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ucj_desktop.domain.dates import short_date
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.reports import signing_library as signing_library  # before pyHanko is imported
from ucj_desktop.reports.fonts import printable

if TYPE_CHECKING:
    from pyhanko.sign.signers import SimpleSigner

_LEAST_RSA = 2048  # bits
_LEAST_EC = 256
_LONGEST = 80  # letters of a name


class WrongPassphrase(ClerkError):
    """The certificate does not open with this passphrase."""

    code = "TTE-01"

    def __init__(self) -> None:
        super().__init__(
            what="Kata sandi sertifikat itu salah, atau berkas sertifikatnya rusak.",
            fix="Ketik kata sandi yang diberikan bersama sertifikat (huruf besar dan kecil dibedakan).",
        )


class NotACertificate(ClerkError):
    """The file is no PKCS#12, or it holds no key to sign with."""

    code = "TTE-02"

    def __init__(self) -> None:
        super().__init__(
            what="Berkas itu bukan sertifikat penanda tangan (.p12 atau .pfx) yang berisi kuncinya.",
            fix="Pilih berkas .p12 dari penerbit sertifikat; berkas .cer atau .pem saja tidak bisa menandatangani.",
        )


class CertificateNotInForce(ClerkError):
    """Signed before or after the days that the certificate names."""

    code = "TTE-03"

    def __init__(self, *, since: datetime, until: datetime) -> None:
        super().__init__(
            what=f"Sertifikat itu hanya berlaku {short_date(since.date())} sampai {short_date(until.date())}.",
            fix="Periksa tanggal komputer ini, atau mintakan sertifikat yang masih berlaku.",
        )


class CertificateNotForSigning(ClerkError):
    """Its key usage does not speak of signatures: made for a web site or for encryption."""

    code = "TTE-04"

    def __init__(self) -> None:
        super().__init__(
            what="Sertifikat itu tidak dibuat untuk menandatangani dokumen.",
            fix="Pakai sertifikat tanda tangan elektronik atas nama pejabatnya.",
        )


class CertificateTooWeak(ClerkError):
    """A key that is too short, or of a kind that PAdES does not know."""

    code = "TTE-05"

    def __init__(self) -> None:
        super().__init__(
            what="Kunci sertifikat itu terlalu lemah untuk tanda tangan elektronik.",
            fix="Mintakan sertifikat dengan kunci RSA 2048 bit atau lebih, atau EC 256 bit atau lebih.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A PKCS#12 that opens and is fit to sign with today: whose it is, by whose word, and its number."""

    signer: str
    issuer: str
    serial: str  # hex
    simple: "SimpleSigner" = field(repr=False)


def open_certificate(pkcs12: bytes, passphrase: str) -> Certificate:
    """Open a PKCS#12; the passphrase is used and forgotten.

    Raises WrongPassphrase, NotACertificate, CertificateNotInForce, CertificateNotForSigning, CertificateTooWeak.
    """
    simple = _simple_signer(pkcs12, passphrase)
    certificate: Any = simple.signing_cert
    _refuse_unfit(certificate, datetime.now(UTC))
    return Certificate(
        signer=common_name(certificate.subject),
        issuer=common_name(certificate.issuer),
        serial=f"{certificate.serial_number:x}",
        simple=simple,
    )


def common_name(name: Any) -> str:
    """The common name of an X.509 name, else all of it; without signs that no letter has."""
    told = name.native
    words = told.get("common_name", name.human_friendly) if isinstance(told, dict) else name.human_friendly
    return printable(words if isinstance(words, str) else ", ".join(map(str, words)), _LONGEST)


def _simple_signer(pkcs12: bytes, passphrase: str) -> "SimpleSigner":
    from asn1crypto.pkcs12 import Pfx
    from pyhanko.sign.signers import SimpleSigner

    try:
        _ = Pfx.load(pkcs12, strict=True).native["version"]
    except (ValueError, TypeError, KeyError) as fault:
        raise NotACertificate from fault
    try:
        signer: SimpleSigner = SimpleSigner.load_pkcs12_data(pkcs12, other_certs=(), passphrase=passphrase.encode())
    except ValueError as fault:
        raise WrongPassphrase from fault
    except (AttributeError, TypeError) as fault:  # it opens, and holds no key or no certificate
        raise NotACertificate from fault
    return signer


def _refuse_unfit(certificate: Any, now: datetime) -> None:
    since, until = certificate.not_valid_before, certificate.not_valid_after
    if not since <= now <= until:
        raise CertificateNotInForce(since=since, until=until)
    usage = certificate.key_usage_value
    if usage is not None and not {"digital_signature", "non_repudiation"} & usage.native:
        raise CertificateNotForSigning
    key = certificate.public_key
    least = {"rsa": _LEAST_RSA, "rsassa_pss": _LEAST_RSA, "ec": _LEAST_EC}.get(key.algorithm)
    if least is None or key.bit_size < least:
        raise CertificateTooWeak
