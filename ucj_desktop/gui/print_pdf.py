"""A PDF onto the printer that the clerk chooses, page by page, with nothing in between on the disk."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from ucj_desktop.domain.errors import ClerkError

_DPI = 300
_POINTS = 72  # a point is 1/72 inch


class NotPrinted(ClerkError):
    """The printer takes nothing, or the file that Windows prints into was not chosen."""

    code = "CETAK-03"

    def __init__(self) -> None:
        super().__init__(
            what="Surat tidak jadi dicetak: printer tidak menerimanya, atau pencetakan dibatalkan.",
            fix="Periksa printer (menyala, ada kertas), lalu tekan Cetak lagi, atau simpan sebagai PDF.",
        )


def draw_pages(content: bytes, printer: QPrinter) -> int:
    """Draw every page of the PDF in its own size; returns how many. Raises NotPrinted."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    pages = document.pageCount()
    printer.setResolution(_DPI)
    printer.setFullPage(True)
    painter = QPainter()
    for page in range(pages):
        points = document.pagePointSize(page)
        wide = points.width() > points.height()
        upright = points.transposed() if wide else points
        printer.setPageSize(QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch))
        printer.setPageOrientation(QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait)
        if not (printer.newPage() if page else painter.begin(printer)):
            painter.end()
            raise NotPrinted
        size = QSize(round(points.width() * _DPI / _POINTS), round(points.height() * _DPI / _POINTS))
        painter.drawImage(QRect(0, 0, size.width(), size.height()), document.render(page, size))
    painter.end()
    document.close()
    return pages
