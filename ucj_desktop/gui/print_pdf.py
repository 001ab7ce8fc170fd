"""A PDF onto a printer, page by page, in its own size or fitted to A4; nothing in between lies on the disk."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.progress import SILENT, Progress

_DPI = 300
_POINTS = 72  # a point is 1/72 inch
_NEAR = 6.0  # points, 2 mm: F4 is Folio or 8,5 x 13 inches to some drivers
A4 = QSizeF(595.276, 841.89)  # points


class NotPrinted(ClerkError):
    """The printer takes nothing, or the file that Windows prints into was not chosen."""

    code = "CETAK-03"

    def __init__(self) -> None:
        super().__init__(
            what="Surat tidak jadi dicetak: printer tidak menerimanya, atau pencetakan dibatalkan.",
            fix="Periksa printer (menyala, ada kertas), lalu tekan Cetak lagi, atau simpan sebagai PDF.",
        )


@dataclass(frozen=True, slots=True)
class Sent:
    """What went to a printer: sheets of all copies together."""

    printer: str
    sheets: int


def page_sizes(content: bytes) -> list[QSizeF]:
    """The size of each page in points, upright."""
    document = _opened(content)
    sizes = [_upright(document.pagePointSize(page)) for page in range(document.pageCount())]
    document.close()
    return sizes


def fit_scale(size: QSizeF) -> float:
    """How much smaller an upright page gets on A4; never larger."""
    return min(1.0, A4.width() / size.width(), A4.height() / size.height())


def draw_pages(content: bytes, printer: QPrinter, progress: Progress = SILENT, *, on_a4: bool = False) -> Sent:
    """Draw the pages that the clerk chose in the printer's dialog, as many copies as chosen there. Raises NotPrinted.

    Each page has its own size, or with ``on_a4`` is made smaller where it must be and stands in the middle.
    """
    document = _opened(content)
    printer.setResolution(_DPI)
    printer.setFullPage(True)
    offered = QPrinterInfo(printer).supportedPageSizes()
    pages = _chosen(document.pageCount(), printer)
    copies = 1 if printer.supportsMultipleCopies() else max(printer.copyCount(), 1)
    order = pages * copies if printer.collateCopies() else [page for page in pages for _ in range(copies)]
    painter = QPainter()
    try:
        for number, page in enumerate(order):
            progress.step(number, len(order), "Mengirim ke printer")
            points = document.pagePointSize(page)
            sheet = A4 if on_a4 else _upright(points)
            printer.setPageSize(_paper(sheet, offered))
            is_wide = points.width() > points.height()
            turned = QPageLayout.Orientation.Landscape if is_wide else QPageLayout.Orientation.Portrait
            printer.setPageOrientation(turned)
            if not (printer.newPage() if number else painter.begin(printer)):
                raise NotPrinted
            scale = fit_scale(_upright(points)) if on_a4 else 1.0
            painter.drawImage(*_placed(document, page, points, sheet.transposed() if is_wide else sheet, scale))
    finally:
        painter.end()
        document.close()
    return Sent(printer.printerName(), len(order))


def is_near(one: QSizeF, other: QSizeF) -> bool:
    """Whether two upright papers are the same but for a driver's rounding."""
    return abs(one.width() - other.width()) < _NEAR and abs(one.height() - other.height()) < _NEAR


def _paper(sheet: QSizeF, offered: Sequence[QPageSize]) -> QPageSize:
    """The printer's own name for that paper; a size of its own where it has none."""
    for one in offered:
        if is_near(_upright(one.size(QPageSize.Unit.Point)), sheet):
            return one
    return QPageSize(sheet, QPageSize.Unit.Point, millimetres(sheet), QPageSize.SizeMatchPolicy.ExactMatch)


def millimetres(size: QSizeF) -> str:
    """The size of a paper as it is spoken of: 215 x 330 mm."""
    return f"{size.width() / _POINTS * 25.4:.0f} x {size.height() / _POINTS * 25.4:.0f} mm"


def _placed(document: QPdfDocument, page: int, points: QSizeF, sheet: QSizeF, scale: float) -> tuple[QRect, QImage]:
    """Where on its sheet a page stands, in dots, and its picture."""
    size = QSize(_dots(points.width() * scale), _dots(points.height() * scale))
    left = max(0, (_dots(sheet.width()) - size.width()) // 2)
    top = max(0, (_dots(sheet.height()) - size.height()) // 2)
    return QRect(left, top, size.width(), size.height()), document.render(page, size)


def _chosen(count: int, printer: QPrinter) -> list[int]:
    """The pages of the range that was chosen, from 0."""
    if printer.printRange() is not QPrinter.PrintRange.PageRange or not printer.fromPage():
        return list(range(count))
    last = printer.toPage() or count
    return list(range(printer.fromPage() - 1, min(last, count)))


def _opened(content: bytes) -> QPdfDocument:
    document = QPdfDocument()
    buffer = QBuffer(document)
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    return document


def _upright(size: QSizeF) -> QSizeF:
    return size.transposed() if size.width() > size.height() else size


def _dots(points: float) -> int:
    return round(points * _DPI / _POINTS)
