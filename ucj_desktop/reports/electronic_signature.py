"""Signing a PDF with a certificate: PAdES B-B by pyHanko, with a visible field over the signer's printed name.

The file grows by an update: what the office sealed before, the QR and the embedded data, stays byte for byte.
"""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pypdfium2
from reportlab.pdfgen.canvas import Canvas

from ucj_desktop.domain.dates import short_date
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.reports import signing_library as signing_library  # before pyHanko is imported
from ucj_desktop.reports.fonts import REGULAR, loaded, printable, wrap_text
from ucj_desktop.reports.signature_place import Place, last_place, place_over, prints_any

if TYPE_CHECKING:
    from pyhanko.sign.signers import SimpleSigner

_LEAST_RSA = 2048  # bits
_LEAST_EC = 256
_TEXT, _LEADING, _INNER = 7.0, 8.6, 5.0  # points, of the visible field
_LONGEST = 80


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


class PdfNotSignable(ClerkError):
    """The PDF is locked, certified against changes, or broken."""

    code = "TTE-06"

    def __init__(self) -> None:
        super().__init__(
            what="PDF ini tidak bisa ditandatangani lagi: terkunci, atau susunannya rusak.",
            fix="Cetak ulang suratnya dari berita acaranya, lalu tandatangani yang baru.",
        )


class SignerNotOnPaper(ClerkError):
    """The letter prints signers, and the certificate is of none of them."""

    code = "TTE-08"

    def __init__(self, name: str) -> None:
        super().__init__(
            what=f"Tidak ada tempat tanda tangan atas nama {name} pada surat ini.",
            fix="Pakai sertifikat pejabat yang namanya tercetak, atau pilih nama tercetak yang ditandatanganinya.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A PKCS#12 that opens and is fit to sign with today: whose it is, by whose word, and its number."""

    signer: str
    issuer: str
    serial: str  # hex
    _simple: "SimpleSigner" = field(repr=False)


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
        _simple=simple,
    )


def sign_pdf(
    content: bytes, certificate: Certificate, *, names: Sequence[str], over: str = "", reason: str, location: str
) -> bytes:
    """The PDF with one signature more.

    ``names`` are those who may sign the letter, as it prints them: the field stands over the one whom the certificate
    names, or over the name that the clerk chose (``over``); where none of them is printed, on the last page. ``reason``
    and ``location`` are told in the signature. Raises SignerNotOnPaper, PdfNotSignable.
    """
    try:
        place = _place(content, certificate.signer, names, over)
    except pypdfium2.PdfiumError as fault:
        raise PdfNotSignable from fault
    shown = _visible_field(place, certificate.signer, certificate.issuer, datetime.now(UTC))
    return _signed(content, certificate._simple, place, shown, reason, location)


def _place(content: bytes, signer: str, names: Sequence[str], over: str) -> Place:
    wanted = [over] if over else [name for name in names if _same_person(name, signer)]
    found = next((place for name in wanted if (place := place_over(content, name)) is not None), None)
    if found is not None:
        return found
    if over or prints_any(content, names):
        raise SignerNotOnPaper(over or signer)
    return last_place(content)


def _same_person(printed: str, certified: str) -> bool:
    """Whether a certificate and a letter name the same: either may leave out titles, and capitals do not count."""
    one, other = (frozenset(re.findall(r"\w+", name.casefold())) for name in (printed, certified))
    return bool(one and other) and (one <= other or other <= one)


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


def _signed(content: bytes, signer: "SimpleSigner", place: Place, field: bytes, reason: str, location: str) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
    from pyhanko.stamp import StaticStampStyle

    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # it would tell the certificate's holder to a log
    try:
        writer = IncrementalPdfFileWriter(BytesIO(content))
        taken = len(list(writer.prev.embedded_signatures))
        name = f"TandaTangan{taken + 1}"
        append_signature_field(writer, SigFieldSpec(name, on_page=place.page, box=place.whole_box))
        metadata = PdfSignatureMetadata(
            field_name=name,
            md_algorithm="sha256",
            reason=reason,
            location=location,
            subfilter=SigSeedSubFilter.PADES,
        )
        style = StaticStampStyle(border_width=0, background=_drawn(field))
        target = PdfSigner(metadata, signer, stamp_style=style).sign_pdf(writer, output=BytesIO())
    except (PdfError, SigningError, ValueError) as fault:
        raise PdfNotSignable from fault
    return bytes(target.getvalue())


def _drawn(page: bytes) -> Any:
    """The single page of a PDF as the look of a field."""
    from pyhanko.pdf_utils.content import PdfContent, ResourceType
    from pyhanko.pdf_utils.generic import pdf_name
    from pyhanko.pdf_utils.layout import BoxConstraints
    from pyhanko.pdf_utils.reader import PdfFileReader

    class _Page(PdfContent):
        def render(self) -> bytes:
            form = self._ensure_writer.import_page_as_xobject(PdfFileReader(BytesIO(page)))
            left, bottom, right, top = form.get_object()["/BBox"]
            self.box = BoxConstraints(width=abs(right - left), height=abs(top - bottom))
            self.set_resource(ResourceType.XOBJECT, pdf_name("/Tampilan"), form)
            return b"/Tampilan Do"

    return _Page()


def _visible_field(place: Place, who: str, issuer: str, now: datetime) -> bytes:
    """One page in the size of the field, in the letter's own font: who, when, and by whose word."""
    left, bottom, right, top = place.box
    width, height = right - left, top - bottom
    local = now.astimezone()
    told = (
        "Ditandatangani secara elektronik oleh",
        who,
        f"{short_date(local.date())} pukul {local:%H.%M} (UTC{local:%z})",
        f"Penerbit: {issuer}",
    )
    lines = [line for words in told for line in wrap_text(words, REGULAR, _TEXT, width - 2 * _INNER)]
    target = BytesIO()
    loaded(REGULAR)
    canvas = Canvas(target, pagesize=(width, height), invariant=1, initialFontName=REGULAR)
    canvas.setLineWidth(0.5)
    canvas.setStrokeGray(0.55)
    canvas.roundRect(0.5, 0.5, width - 1, height - 1, 3)
    canvas.setFont(REGULAR, _TEXT)
    y = height / 2 + (len(lines) / 2) * _LEADING - _TEXT
    for line in lines:
        canvas.drawString(_INNER, y, line)
        y -= _LEADING
    canvas.showPage()
    canvas.save()
    return target.getvalue()
