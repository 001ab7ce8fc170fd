"""Planned pages become a PDF: page numbers, DRAF or the office QR, and the embedded frozen data."""

import hashlib
import json
import zlib
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from reportlab.lib.utils import TimeStamp
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString
from reportlab.pdfgen.canvas import Canvas as ReportlabCanvas

from ucj_desktop.domain.dates import short_date
from ucj_desktop.domain.frozen import FrozenData, freeze, page_digest
from ucj_desktop.domain.minutes import Minutes
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.reports.base import Report
from ucj_desktop.reports.canvas import Canvas
from ucj_desktop.reports.facts import Facts
from ucj_desktop.reports.fonts import BOLD, REGULAR, loaded
from ucj_desktop.reports.pages import MM, PlannedDocument, PlannedPage
from ucj_desktop.reports.seal import Seal, draw_qr, seal_text

ATTACHMENT = "ucj-data.json"
PRIVACY = "Memuat data pribadi: hanya untuk pendaftaran jaminan sosial ketenagakerjaan (UU 27/2022)."

_QR_BOTTOM = 6.5 * MM
_FOOT_TEXT = 6.5  # points
_FOOT_LEADING = 8.2
_INITIALS_WIDTH, _INITIALS_HEIGHT = 32 * MM, 11 * MM


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF that was made."""

    report: str
    title: str
    pages: int
    workers: int  # rows printed
    sha256: str  # of the file, hex


def print_report(report: Report, facts: Facts, target: BinaryIO, progress: Progress = SILENT) -> Printed:
    """Plan a report and write its PDF to ``target`` (open for reading and writing, empty).

    Closed minutes (``facts.draft`` false) are frozen into it: with ``facts.sign`` every page carries the office QR and
    the file its data. The same facts give the same bytes, so that a reprint of a revision can be compared.
    """
    document, facts = plan_report(report, facts)
    write_document(document, facts, target, progress)
    target.seek(0)
    digest = hashlib.sha256()
    while piece := target.read(1 << 16):
        digest.update(piece)
    return Printed(document.report, document.title, len(document.pages), document.workers, digest.hexdigest())


def plan_report(report: Report, facts: Facts) -> tuple[PlannedDocument, Facts]:
    """The planned pages, and the facts with the frozen data of closed minutes."""
    if facts.minutes is not None and not facts.draft:
        facts = replace(facts, frozen=freeze(facts.minutes))
    return report.plan(facts), facts


def write_document(document: PlannedDocument, facts: Facts, target: BinaryIO, progress: Progress = SILENT) -> None:
    """Draw all planned pages into ``target``."""
    canvas = _new_canvas(document, facts, target)
    frozen = facts.frozen
    seals = _seals(document, facts, frozen)
    for number, page in enumerate(document.pages, start=1):
        canvas.setPageSize((page.sheet.width, page.sheet.height))
        if watermark := _watermark(document, facts):
            _draw_watermark(canvas, page, watermark)
        page.draw(canvas)
        _draw_foot(canvas, document, facts, page, number, seals[number - 1] if seals else "")
        canvas.showPage()
        progress.step(number, len(document.pages), "Menulis halaman")
    if frozen is not None and seals:
        _attach(canvas, ATTACHMENT, _attachment(document, facts, frozen, seals))
    canvas.save()


def _new_canvas(document: PlannedDocument, facts: Facts, target: BinaryIO) -> Canvas:
    loaded(REGULAR)
    canvas = ReportlabCanvas(target, pageCompression=1, invariant=1, initialFontName=REGULAR, lang="id")
    day = facts.printed_on if facts.minutes is None else facts.minutes.held_on
    stamp = TimeStamp(invariant=1)
    stamp.YMDhms = (day.year, day.month, day.day, 0, 0, 0)
    canvas._doc._timeStamp = stamp
    canvas.setTitle(document.title)
    canvas.setAuthor(facts.office.name)
    canvas.setCreator("UCJ Desktop")
    canvas.setSubject(document.report)
    return canvas


def _seals(document: PlannedDocument, facts: Facts, frozen: FrozenData | None) -> list[str]:
    """The QR text of each page."""
    minutes = facts.minutes
    if frozen is None or minutes is None or facts.sign is None or not document.sealed:
        return []
    digest_at = {row.position: digest for row, digest in zip(minutes.sealed_rows, frozen.row_digests, strict=True)}
    pages = len(document.pages)
    texts = []
    for number, page in enumerate(document.pages, start=1):
        rows = [digest_at[position] for position in page.positions]
        seal = Seal(
            office_code=facts.office.code,
            register=minutes.register,
            revision=minutes.revision,
            held_on=minutes.held_on,
            page=number,
            pages=pages,
            workers=len(minutes.rows),
            digest=page_digest(frozen.whole, document.report, number, pages, rows),
        )
        texts.append(seal_text(seal, facts.sign))
    return texts


def _watermark(document: PlannedDocument, facts: Facts) -> str:
    """What a training office prints is never taken for the real paper, closed minutes neither."""
    if facts.office.training:
        return "LATIHAN"
    return "DRAF" if document.sealed and facts.draft else ""


def _draw_watermark(canvas: Canvas, page: PlannedPage, word: str) -> None:
    canvas.saveState()
    canvas.translate(page.sheet.width / 2, page.sheet.height / 2)
    canvas.rotate(40)
    canvas.setFillGray(0.9)
    canvas.setFont(BOLD, 150 if len(word) < 5 else 110)
    canvas.drawCentredString(0, -50, word)
    canvas.restoreState()


def _draw_foot(
    canvas: Canvas, document: PlannedDocument, facts: Facts, page: PlannedPage, number: int, seal: str
) -> None:
    sheet = page.sheet
    x = sheet.left
    if seal:
        x += draw_qr(canvas, seal, x, _QR_BOTTOM) + 4 * MM
    canvas.saveState()
    canvas.setFillGray(0.25)
    canvas.setFont(REGULAR, _FOOT_TEXT)
    y = _QR_BOTTOM + _FOOT_LEADING * 5
    for line in _foot_lines(document, facts, bool(seal)):
        canvas.drawString(x, y, line)
        y -= _FOOT_LEADING
    canvas.restoreState()
    canvas.setFont(REGULAR, 9)
    canvas.drawRightString(sheet.right, _QR_BOTTOM + 1, f"Halaman {number} dari {len(document.pages)}")
    if page.initialled:
        _draw_initials(canvas, sheet.right)


def _foot_lines(document: PlannedDocument, facts: Facts, sealed: bool) -> list[str]:
    minutes = facts.minutes
    reference = f"{document.report} · {facts.office.name}"
    if minutes is not None and document.sealed and not facts.draft:
        reference += f" · register {minutes.register}-{minutes.revision} · {short_date(minutes.held_on)}"
    if facts.journal_code and (minutes is None or facts.draft):
        reference += f" · kode jurnal {_grouped(facts.journal_code)}"
    lines = [reference]
    if document.sealed and facts.draft:
        lines.append("DRAF: berita acara belum ditutup; kertas ini tidak berlaku sebagai berita acara.")
    if sealed and minutes is not None:
        told = "Kode QR kantor, bukan tanda tangan elektronik; nomor surat tidak ikut disegel."
        lines.append(f"{told} Periksa di UCJ Desktop, menu Surat.")
        lines.append(f"Sidik data {_grouped(minutes.digest)}")
    return [*lines, PRIVACY] if document.is_personal else lines


def _grouped(digest: str) -> str:
    """The first 32 hex digits of a digest in groups of four."""
    return " ".join(digest[start : start + 4] for start in range(0, min(32, len(digest)), 4)).upper()


def _draw_initials(canvas: Canvas, right: float) -> None:
    left = right - _INITIALS_WIDTH
    bottom = _QR_BOTTOM + 5 * MM
    canvas.saveState()
    canvas.setLineWidth(0.4)
    canvas.rect(left, bottom, _INITIALS_WIDTH, _INITIALS_HEIGHT)
    canvas.setFont(REGULAR, 7)
    canvas.drawString(left + 3, bottom + _INITIALS_HEIGHT - 8, "Paraf")
    canvas.restoreState()


def _attachment(document: PlannedDocument, facts: Facts, frozen: FrozenData, seals: list[str]) -> tuple[bytes, int]:
    """The embedded JSON, deflated, and its plain size in bytes.

    Rows that the document prints stand there in full, the others only as digests: a paper carries no more of a
    person than it shows.
    """
    minutes: Minutes = facts.minutes  # type: ignore[assignment]  # frozen data comes from minutes
    shown = {position for page in document.pages for position in page.positions}
    packer = zlib.compressobj(6)
    parts: list[bytes] = []
    size = 0

    def put(piece: bytes) -> None:
        nonlocal size
        size += len(piece)
        parts.append(packer.compress(piece))

    start = {"v": 1, "report": document.report, "office": facts.office.code, "head": frozen.head}
    put(_json(start)[:-1] + b',"rows":[')
    rows = zip(minutes.sealed_rows, frozen.rows, frozen.row_digests, strict=True)
    for number, (row, plain, digest) in enumerate(rows):
        comma = b"," if number else b""
        put(comma + (plain if row.position in shown else b'"%s"' % digest.hex().encode()))
    pages = [
        {"positions": list(page.positions), "seal": seal} for page, seal in zip(document.pages, seals, strict=True)
    ]
    put(b'],"pages":' + _json(pages) + b"}")
    parts.append(packer.flush())
    return b"".join(parts), size


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _attach(canvas: Canvas, name: str, content: tuple[bytes, int]) -> None:
    """Embed a file in the PDF (ISO 32000-1, 7.11.4)."""
    packed, size = content
    pdf = canvas._doc
    stream = PDFStream(
        PDFDictionary(
            {
                "Type": PDFName("EmbeddedFile"),
                "Subtype": PDFName("application#2Fjson"),  # a solidus ends a name
                "Filter": PDFName("FlateDecode"),
                "Params": PDFDictionary({"Size": size}),
            }
        ),
        packed,
        filters=[],
    )
    specification: Any = PDFDictionary(
        {
            "Type": PDFName("Filespec"),
            "F": PDFString(name),
            "UF": PDFString(name),
            "AFRelationship": PDFName("Data"),
            "EF": PDFDictionary({"F": pdf.Reference(stream)}),
        }
    )
    names = PDFArray([PDFString(name), pdf.Reference(specification)])
    pdf.Catalog.Names = PDFDictionary({"EmbeddedFiles": PDFDictionary({"Names": names})})
