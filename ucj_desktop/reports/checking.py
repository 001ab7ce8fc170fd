"""A paper against its data: the office QR alone, or a PDF page by page. Genuine, changed, or unknown.

Found are: a changed, missing or added row, other totals, a page too many or too few, data or a QR that the office did
not sign, and what is laid over the words of a page. Not found are: words of the letter outside the frozen data, its
number among them, and text made unseen by itself.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

import pypdfium2

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.frozen import page_digest
from ucj_desktop.reports.annexes import Annex, annex_of
from ucj_desktop.reports.covered_text import covering_differences
from ucj_desktop.reports.embedded import EmbeddedData, EmbeddedDataBroken, read_embedded
from ucj_desktop.reports.opened_pdf import opened_pdf
from ucj_desktop.reports.page_text import row_differences, total_differences
from ucj_desktop.reports.seal import NotAnOfficeQr, Seal, read_seal
from ucj_desktop.reports.writer import ATTACHMENT

Verify = Callable[[str, bytes, bytes], bool | None]
"""(office code, signed text, signature) -> whether that office signed it; None where its card is not known here."""


class Outcome(StrEnum):
    """What a check of a paper says."""

    GENUINE = "genuine"
    CHANGED = "changed"
    UNKNOWN = "unknown"


OUTCOME_LABELS = {Outcome.GENUINE: "asli", Outcome.CHANGED: "berubah", Outcome.UNKNOWN: "tidak dikenal"}


class NotAPdf(ClerkError):
    """The file cannot be opened as a PDF."""

    code = "SURAT-02"

    def __init__(self) -> None:
        super().__init__(
            what="Berkas ini bukan PDF yang bisa dibuka.",
            fix="Pilih berkas PDF surat; bila berkasnya rusak, minta kirim ulang atau ketik teks kode QR-nya.",
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that the paper shows otherwise than its data; page and row count from 1, row is the paper's own No."""

    page: int | None
    row: int | None
    what: str  # an Indonesian sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCheck:
    """The result of checking a paper. ``seal`` is the first page's, or that of the QR that was typed or scanned."""

    outcome: Outcome
    sentence: str  # Indonesian: what it means
    seal: Seal | None = None
    report: str = ""
    pages: int = 0
    differences: tuple[Difference, ...] = ()


def check_qr_text(text: str, verify: Verify) -> PaperCheck:
    """Check the text of one office QR. Raises :class:`NotAnOfficeQr` where it is none.

    A genuine QR says only what the paper must show: the office, the minutes, the page and how many workers.
    """
    seal, signature = read_seal(text)
    answer = verify(seal.office_code, seal.signed_text.encode("ascii"), signature)
    if answer is None:
        return PaperCheck(outcome=Outcome.UNKNOWN, sentence=_unknown_office(seal.office_code), seal=seal)
    if not answer:
        sentence = "Kode QR ini tidak ditandatangani kantor itu, atau ada huruf yang salah ketik."
        return PaperCheck(outcome=Outcome.CHANGED, sentence=sentence, seal=seal)
    sentence = (
        f"Kode QR ini asli dari kantor {seal.office_code}. Kertasnya harus menunjukkan register "
        f"{seal.register}-{seal.revision} tanggal {seal.held_on:%d-%m-%Y}, halaman {seal.page} dari {seal.pages}, "
        f"{seal.workers} orang."
    )
    return PaperCheck(outcome=Outcome.GENUINE, sentence=sentence, seal=seal)


def check_pdf(content: bytes, verify: Verify) -> PaperCheck:
    """Check a PDF against the data embedded in it and signed page by page. Raises :class:`NotAPdf`."""
    with _opened(content) as pdf:
        return _check_opened(pdf, verify)


def _check_opened(pdf: pypdfium2.PdfDocument, verify: Verify) -> PaperCheck:
    attached = _attached(pdf)
    if attached is None:
        sentence = (
            "PDF ini tidak memuat data kantor: bukan surat yang dicetak program ini, atau hanya draf atau pindaian."
        )
        return PaperCheck(outcome=Outcome.UNKNOWN, sentence=sentence, pages=len(pdf))
    try:
        data = read_embedded(attached)
        seals = [read_seal(text) for text in data.seals]
        if any(text != "".join(text.split()).upper() for text in data.seals):  # only typing may be careless
            raise EmbeddedDataBroken("not as printed")
    except (EmbeddedDataBroken, NotAnOfficeQr):
        sentence = "Data di dalam PDF ini rusak atau diubah."
        return PaperCheck(outcome=Outcome.CHANGED, sentence=sentence, pages=len(pdf))
    seal = seals[0][0] if seals else None
    for page, (said, signature) in enumerate(seals, start=1):
        answer = verify(said.office_code, said.signed_text.encode("ascii"), signature)
        if answer is None:
            sentence = _unknown_office(said.office_code)
            return PaperCheck(outcome=Outcome.UNKNOWN, sentence=sentence, seal=said, pages=len(pdf))
        if not answer:
            return _changed(
                data, pdf, seal, [Difference(page, None, "Kode QR halaman ini tidak ditandatangani kantor itu.")]
            )
    differences = list(_seal_differences(data, [said for said, _ in seals]))
    if not differences:
        differences = list(_text_differences(data, pdf))
    if differences:
        return _changed(data, pdf, seal, differences)
    sentence = (
        f"Surat ini asli: {len(pdf)} halaman dan {len(data.rows)} baris sama dengan data yang ditandatangani."
        " Nomor surat tidak ikut disegel."
    )
    return PaperCheck(outcome=Outcome.GENUINE, sentence=sentence, seal=seal, report=data.report, pages=len(pdf))


def attachment_of(content: bytes) -> bytes | None:
    """The data that a PDF carries, as it stands there; None where it carries none. Raises :class:`NotAPdf`."""
    with _opened(content) as pdf:
        return _attached(pdf)


def texts_of_pages(content: bytes) -> list[str]:
    """What each page says. Raises :class:`NotAPdf`."""
    with _opened(content) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


@contextmanager
def _opened(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    try:
        with opened_pdf(content) as pdf:
            yield pdf
    except pypdfium2.PdfiumError as fault:
        raise NotAPdf from fault


def _attached(pdf: pypdfium2.PdfDocument) -> bytes | None:
    for number in range(pdf.count_attachments()):
        attachment = pdf.get_attachment(number)
        if attachment.get_name() == ATTACHMENT:
            return bytes(attachment.get_data())
    return None


def _seal_differences(data: EmbeddedData, seals: list[Seal]) -> Iterator[Difference]:
    """Where the embedded data is not what the pages' seals sign."""
    if not seals:
        yield Difference(None, None, "Tidak ada halaman yang ditandatangani kantor.")
    for page, (seal, positions) in enumerate(zip(seals, data.positions, strict=True), start=1):
        digests = [data.row_digests.get(position, b"") for position in positions]
        claimed = (data.office_code, page, len(seals), data.head.get("register"), data.head.get("revision"))
        signed = (seal.office_code, seal.page, seal.pages, seal.register, seal.revision)
        agrees = claimed == signed and data.head.get("held_on") == seal.held_on.isoformat()
        agrees = agrees and data.head.get("workers") == seal.workers
        if not agrees or page_digest(data.whole, data.report, page, len(seals), digests) != seal.digest:
            yield Difference(page, None, "Data di dalam PDF tidak sama dengan yang ditandatangani untuk halaman ini.")


def _text_differences(data: EmbeddedData, pdf: pypdfium2.PdfDocument) -> Iterator[Difference]:
    """Where the pages show something else than the data."""
    if len(pdf) != len(data.positions):
        what = f"Surat ini harus {len(data.positions)} halaman, tetapi PDF-nya {len(pdf)} halaman."
        yield Difference(None, None, what)
        return
    letter = ""
    before = 0
    previous: Annex | None = None
    for page, positions in enumerate(data.positions, start=1):
        text = pdf[page - 1].get_textpage().get_text_range()
        if not positions:
            letter += text
        rows = [data.rows[position] for position in positions]
        if rows and annex_of(rows[0]) is not previous:  # each annex counts from 1
            before, previous = 0, annex_of(rows[0])
        for row, what in row_differences(text, rows, data.row_digests, before + 1, data.report):
            yield Difference(page, row, what)
        for what in covering_differences(pdf[page - 1]):
            yield Difference(page, None, what)
        before += len(rows)
    for what in total_differences(letter, data):
        yield Difference(None, None, what)


def _changed(
    data: EmbeddedData, pdf: pypdfium2.PdfDocument, seal: Seal | None, differences: list[Difference]
) -> PaperCheck:
    first = differences[0]
    place = "" if first.page is None else f" di halaman {first.page}" + (f" baris {first.row}" if first.row else "")
    return PaperCheck(
        outcome=Outcome.CHANGED,
        sentence=f"Surat ini berubah{place}. {first.what}",
        seal=seal,
        report=data.report,
        pages=len(pdf),
        differences=tuple(differences),
    )


def _unknown_office(office_code: str) -> str:
    return f"Kartu kantor {office_code} belum disematkan di komputer ini, jadi surat ini belum bisa diperiksa."
