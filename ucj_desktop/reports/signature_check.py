"""The signatures in a PDF, checked without a network: whose, whether intact, and by whose word."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.reports import signing_library as signing_library  # before pyHanko is imported
from ucj_desktop.reports.certificate import common_name
from ucj_desktop.reports.checking import NotAPdf


class NotARootCertificate(ClerkError):
    """A file that the office keeps as an issuer it trusts holds no certificate."""

    code = "TTE-07"

    def __init__(self) -> None:
        super().__init__(
            what="Berkas itu bukan sertifikat penerbit (.cer, .crt, atau .pem).",
            fix="Ambil sertifikat induk dari penerbitnya, misalnya BSrE, lalu pilih berkas itu.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """A certificate whose word the office takes, usually an issuer's root."""

    name: str
    serial: str  # hex
    until: date  # its last day


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureFound:
    """One signature of a PDF. ``is_intact``: what it covers is as it was signed.

    ``is_last_word``: nothing but further signatures was added after it. ``is_trusted``: its certificate leads to an
    issuer that the office trusts, and held when it was signed by the clock of the signer's computer.
    """

    signer: str
    issuer: str
    serial: str  # of the certificate, hex
    claimed_at: datetime | None  # as the signer's computer said
    is_intact: bool
    is_last_word: bool
    is_trusted: bool
    sentence: str  # Indonesian: what it means


def read_roots(content: bytes) -> list[bytes]:
    """The certificates of a PEM or DER file, each in DER. Raises NotARootCertificate."""
    from asn1crypto import pem, x509

    try:
        found = [body for _, _, body in pem.unarmor(content, multiple=True)] if pem.detect(content) else [content]
        for one in found:
            _ = x509.Certificate.load(one, strict=True).subject.native
    except (ValueError, TypeError, KeyError) as fault:
        raise NotARootCertificate from fault
    return found


def issuer_of(root: bytes) -> Issuer:
    """What a certificate in DER says of itself."""
    from asn1crypto.x509 import Certificate

    certificate: Any = Certificate.load(root)
    until = certificate.not_valid_after.date()
    return Issuer(name=common_name(certificate.subject), serial=f"{certificate.serial_number:x}", until=until)


def read_signatures(content: bytes, roots: Sequence[bytes]) -> list[SignatureFound]:
    """Every signature in the order of the file; ``roots`` are the trusted issuers in DER. Raises NotAPdf."""
    from asn1crypto.x509 import Certificate
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    trusted = [Certificate.load(one) for one in roots]
    try:
        reader = PdfFileReader(BytesIO(content), strict=False)
        return [_checked(one, trusted) for one in reader.embedded_regular_signatures]
    except (PdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as fault:
        raise NotAPdf from fault


def _checked(embedded: Any, trusted: Sequence[Any]) -> SignatureFound:
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.errors import SignatureValidationError
    from pyhanko_certvalidator import ValidationContext
    from pyhanko_certvalidator.errors import ValidationError

    certificate = embedded.signer_cert
    claimed = embedded.self_reported_timestamp
    # Revocation is not asked for: that needs the network. What holds now is told by the issuer's own site.
    context = ValidationContext(trust_roots=list(trusted), allow_fetching=False, moment=claimed)
    try:
        status = validate_pdf_signature(embedded, context)
        intact, chain = bool(status.intact and status.valid), bool(status.trusted)
        harmless = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING)
        last = intact and status.modification_level in harmless  # further signatures, or proofs for long keeping
    except (SignatureValidationError, SigningError, ValidationError, PdfError, ValueError):
        intact = chain = last = False
    who = common_name(certificate.subject)
    issuer = common_name(certificate.issuer)
    return SignatureFound(
        signer=who,
        issuer=issuer,
        serial=f"{certificate.serial_number:x}",
        claimed_at=claimed,
        is_intact=intact,
        is_last_word=last,
        is_trusted=chain and intact,
        sentence=_sentence(who, issuer, is_intact=intact, is_last_word=last, is_trusted=chain),
    )


def _sentence(who: str, issuer: str, *, is_intact: bool, is_last_word: bool, is_trusted: bool) -> str:
    if not is_intact:
        return f"Tanda tangan {who} tidak sah: isi yang ditandatangani sudah berubah."
    if not is_last_word:
        return f"Tanda tangan {who} utuh, tetapi sesudahnya isi surat ditambah atau diubah."
    if not is_trusted:
        return (
            f"Tanda tangan {who} utuh; penerbit {issuer} belum dikenal di kantor ini, atau sertifikatnya tidak berlaku."
        )
    return f"Tanda tangan {who} utuh, dan penerbit sertifikatnya, {issuer}, dikenal di kantor ini."
