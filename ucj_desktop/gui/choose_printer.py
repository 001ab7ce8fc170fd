"""The printer that the clerk chooses in the dialog of Windows, and the sentence where there is none."""

from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from ucj_desktop.domain.errors import ClerkError


class NoPrinter(ClerkError):
    """Windows knows no printer, not even the one that makes PDF files."""

    code = "CETAK-04"

    def __init__(self) -> None:
        super().__init__(
            what="Di komputer ini belum ada printer yang terpasang.",
            fix="Pasang printernya di Setelan Windows, atau simpan ke berkas dan cetak di komputer lain.",
        )


def require_printer() -> None:
    """Raises NoPrinter: without any, Qt's dialog does not open and says nothing."""
    if not QPrinterInfo.availablePrinterNames():
        raise NoPrinter


def choose_printer(parent: QWidget) -> QPrinter | None:
    """Ask for the printer; None when the clerk thinks better of it. Raises NoPrinter."""
    require_printer()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if printer.outputFormat() != QPrinter.OutputFormat.NativeFormat:  # printers, but none of them the default one
        printer.setPrinterName(QPrinterInfo.availablePrinterNames()[0])
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("Cetak")
    return printer if dialog.exec() else None
