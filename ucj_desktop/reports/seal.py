"""The office QR of a page: its text, signed by the office, and its drawing."""

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import date

import segno

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.reports.canvas import Canvas
from ucj_desktop.reports.facts import Sign
from ucj_desktop.reports.pages import MM

MODULE = 0.42 * MM  # five dots of a 300 dpi printer
_MASK = 3  # any mask is allowed; choosing among all eight costs eight times as long

_DARK = re.compile(rb"\x01+")
_TEXT = re.compile(
    r"(UCJ1\*([0-9]{4,10})\*([0-9]{1,7})-([0-9]{1,5})\*([0-9]{8})\*([0-9]{1,6})/([0-9]{1,6})\*([0-9]{1,7})"
    r"\*([0-9A-F]{32}))\*([A-Z2-7]{103})\Z"
)


class NotAnOfficeQr(ClerkError):
    """The text is not that of an office QR."""

    code = "SURAT-01"

    def __init__(self) -> None:
        super().__init__(
            what="Teks ini bukan kode QR kantor, atau ada bagian yang tertinggal.",
            fix="Pindai lagi seluruh kode QR, atau buka berkas PDF suratnya.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What the office QR of one page says."""

    office_code: str
    register: int
    revision: int
    held_on: date
    page: int
    pages: int
    workers: int  # in the whole of the minutes
    digest: str  # 32 upper-case hex digits over the frozen data, the page's place and its rows

    @property
    def signed_text(self) -> str:
        """The part of the QR text that the office signs."""
        return (
            f"UCJ1*{self.office_code}*{self.register}-{self.revision}*{self.held_on:%Y%m%d}"
            f"*{self.page}/{self.pages}*{self.workers}*{self.digest}"
        )


def seal_text(seal: Seal, sign: Sign) -> str:
    """The text of the QR: upper-case letters, digits and signs of QR's alphanumeric set."""
    return f"{seal.signed_text}*{_base32(sign(seal.signed_text.encode('ascii')))}"


def _base32(signature: bytes) -> str:
    return base64.b32encode(signature).decode("ascii").rstrip("=")


def read_seal(text: str) -> tuple[Seal, bytes]:
    """The seal and its signature (64 bytes) from a scanned or typed text. Raises :class:`NotAnOfficeQr`.

    Spaces and small letters, as people type them, are forgiven.
    """
    matched = _TEXT.match("".join(text.split()).upper()) if text.isascii() else None
    if matched is None:
        raise NotAnOfficeQr
    _, office_code, register, revision, day, page, pages, workers, digest, signature = matched.groups()
    try:
        held_on = date(int(day[:4]), int(day[4:6]), int(day[6:]))
        signature_bytes = base64.b32decode(signature + "=")
    except (ValueError, binascii.Error) as fault:
        raise NotAnOfficeQr from fault
    if _base32(signature_bytes) != signature:  # 103 signs hold three bits more than 64 bytes
        raise NotAnOfficeQr
    seal = Seal(
        office_code=office_code,
        register=int(register),
        revision=int(revision),
        held_on=held_on,
        page=int(page),
        pages=int(pages),
        workers=int(workers),
        digest=digest,
    )
    return seal, signature_bytes


def draw_qr(canvas: Canvas, text: str, x: float, y: float) -> float:
    """Draw the QR with its lower left module at (x, y) and give its width in points; the quiet zone is the caller's."""
    matrix = segno.make(text, error="m", mask=_MASK, boost_error=False, micro=False).matrix
    size = len(matrix)
    boxes = []
    for number, row in enumerate(matrix):
        level = size - 1 - number
        boxes += [f"{start} {level} {length} 1 re" for start, length in _runs(row)]
    canvas.saveState()
    canvas.addLiteral(f"{MODULE:.4f} 0 0 {MODULE:.4f} {x:.3f} {y:.3f} cm 0 g {' '.join(boxes)} f")
    canvas.restoreState()
    return float(size * MODULE)


def _runs(row: bytes | bytearray) -> list[tuple[int, int]]:
    """The dark stretches of a row of modules as (first, length)."""
    return [(dark.start(), dark.end() - dark.start()) for dark in _DARK.finditer(bytes(row))]
