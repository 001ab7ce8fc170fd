"""The printer that the clerk chooses in the dialog of Windows, looked at before anything is sent to it."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.gui.print_pdf import is_near, millimetres

_IN_TROUBLE = (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted)
_NAMED = {(609, 935): "F4", (595, 842): "A4"}  # whole points


class NoPrinter(ClerkError):
    """Windows knows no printer, not even the one that makes PDF files."""

    code = "CETAK-04"

    def __init__(self) -> None:
        super().__init__(
            what="Di komputer ini belum ada printer yang terpasang.",
            fix="Pasang printernya di Setelan Windows, atau simpan ke berkas dan cetak di komputer lain.",
        )


class PrinterNotReady(ClerkError):
    """Windows says that the printer is in trouble: without paper, jammed, switched off."""

    code = "CETAK-05"

    def __init__(self, printer: str) -> None:
        super().__init__(
            what=f"Printer {printer} sedang bermasalah: mati, macet, atau kehabisan kertas.",
            fix="Periksa printernya, lalu tekan Cetak lagi, atau pilih printer lain.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterFacts:
    """What Windows says of a printer; ``sizes`` of its paper in points, upright."""

    name: str
    is_in_trouble: bool
    sizes: tuple[QSizeF, ...]
    takes_any_size: bool

    def lacks(self, wanted: Iterable[QSizeF]) -> list[str]:
        """The papers of a letter that it does not offer, by name."""
        missing = [size for size in wanted if not self._offers(size)]
        return list(dict.fromkeys(_paper_name(size) for size in missing))

    def _offers(self, size: QSizeF) -> bool:
        if self.takes_any_size or not self.sizes:  # a printer that lists nothing decides for itself
            return True
        return any(is_near(one, size) for one in self.sizes)


def require_printer() -> None:
    """Raises NoPrinter: without any, Qt's dialog does not open and says nothing."""
    if not QPrinterInfo.availablePrinterNames():
        raise NoPrinter


def choose_printer(parent: QWidget, pages: int = 0) -> QPrinter | None:
    """Ask for the printer, and of a letter of ``pages`` pages for which of them and how often.

    None when the clerk thinks better of it. Raises NoPrinter, PrinterNotReady.
    """
    require_printer()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if printer.outputFormat() != QPrinter.OutputFormat.NativeFormat:  # printers, but none of them the default one
        printer.setPrinterName(QPrinterInfo.availablePrinterNames()[0])
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("Cetak")
    options = QAbstractPrintDialog.PrintDialogOption
    dialog.setOption(options.PrintPageRange, pages > 1)
    dialog.setOption(options.PrintCollateCopies, True)
    if pages > 1:
        dialog.setMinMax(1, pages)
    if not dialog.exec():
        return None
    if facts_of(printer).is_in_trouble:
        raise PrinterNotReady(printer.printerName())
    return printer


def facts_of(printer: QPrinter) -> PrinterFacts:
    """What Windows says of the printer; of one that writes a file: nothing is wanting."""
    info = QPrinterInfo(printer)
    sizes = (one.size(QPageSize.Unit.Point) for one in info.supportedPageSizes())
    return PrinterFacts(
        name=printer.printerName(),
        is_in_trouble=not info.isNull() and info.state() in _IN_TROUBLE,
        sizes=tuple(size.transposed() if size.width() > size.height() else size for size in sizes),
        takes_any_size=info.isNull() or info.supportsCustomPageSizes(),
    )


def _paper_name(size: QSizeF) -> str:
    known = _NAMED.get((round(size.width()), round(size.height())))
    return f"{known} ({millimetres(size)})" if known else millimetres(size)
