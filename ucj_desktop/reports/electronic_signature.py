"""Signing a PDF with a certificate: PAdES B-B by pyHanko, with a visible field over the signer's printed name.

The file grows by an update: what the office sealed before, the QR and the embedded data, stays byte for byte.
"""

import logging
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pypdfium2
from reportlab.pdfgen.canvas import Canvas

from ucj_desktop.domain.dates import short_date
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.reports import signing_library as signing_library  # before pyHanko is imported
from ucj_desktop.reports.certificate import Certificate
from ucj_desktop.reports.fonts import REGULAR, loaded, wrap_text
from ucj_desktop.reports.signature_place import Place, last_place, place_over, prints_any

if TYPE_CHECKING:
    from pyhanko.sign.signers import SimpleSigner

_TEXT, _LEADING, _INNER = 7.0, 8.6, 5.0  # points, of the visible field


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


class PlaceTaken(ClerkError):
    """A signature stands over the name already."""

    code = "TTE-17"

    def __init__(self) -> None:
        super().__init__(
            what="Tempat tanda tangan itu sudah terisi tanda tangan lain.",
            fix="Pilih nama tercetak yang lain, atau cetak ulang suratnya lalu tandatangani cetakan baru itu.",
        )


def sign_pdf(
    content: bytes, certificate: Certificate, *, names: Sequence[str], over: str = "", reason: str, location: str
) -> bytes:
    """The PDF with one signature more.

    ``names`` are those who may sign the letter, as it prints them: the field stands over the one whom the certificate
    names, or over the name that the clerk chose (``over``); where none of them is printed, on the last page. ``reason``
    and ``location`` are told in the signature. Raises SignerNotOnPaper, PlaceTaken, PdfNotSignable.
    """
    try:
        place = _place(content, certificate.signer, names, over)
    except pypdfium2.PdfiumError as fault:
        raise PdfNotSignable from fault
    shown = _visible_field(place, certificate.signer, certificate.issuer, datetime.now(UTC))
    return _signed(content, certificate.simple, place, shown, reason, location)


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
        there = [one.sig_field for one in writer.prev.embedded_signatures]
        page: Any = writer.find_page_for_modification(place.page)[0]  # type: ignore[no-untyped-call]
        here = [one["/Rect"] for one in there if "/P" in one and one.raw_get("/P").reference == page.reference]
        if any(_overlap(box, place.box) for box in here):
            raise PlaceTaken
        name = f"TandaTangan{len(there) + 1}"
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


def _overlap(one: Sequence[Any], other: Sequence[float]) -> bool:
    left, bottom, right, top = (float(edge) for edge in one)
    return left < other[2] and other[0] < right and bottom < other[3] and other[1] < top


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
