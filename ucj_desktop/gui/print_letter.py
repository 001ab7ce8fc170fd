"""Printing a letter: the printer chosen and looked at, the paper asked about, and the pages sent as a job."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.gui import look
from ucj_desktop.gui.choose_printer import choose_printer, facts_of
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.print_pdf import Sent, draw_pages, fit_scale, page_sizes
from ucj_desktop.gui.widgets.buttons import button
from ucj_desktop.gui.widgets.cards import heading_label, soft_label


class PaperQuestion(QDialog):
    """The printer offers another paper than the letter's: fitted to A4, or sent as it is. Escape: neither."""

    def __init__(self, printer: str, papers: list[str], percent: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.on_a4 = False
        self.setWindowTitle("Ukuran kertas")
        self.setMinimumWidth(520)
        told = soft_label(
            f"Surat ini berukuran {' dan '.join(papers)}, dan printer {printer} tidak menawarkan kertas itu. Pada A4"
            f" surat ini dicetak {percent} % dari ukurannya. Bila kertasnya memang sudah dimasukkan, cetak dengan"
            " ukuran aslinya."
        )
        self.fit = button(f"Sesuaikan ke A4 ({percent} %)", partial(self._answer, on_a4=True), kind="primary")
        self.fit.setDefault(True)
        self.exact = button("Ukuran asli", partial(self._answer, on_a4=False))
        self.leave = button("Batal", self.reject)
        below = QHBoxLayout()
        below.setSpacing(look.GRID * 2)
        below.addStretch(1)
        for one in (self.leave, self.exact, self.fit):
            below.addWidget(one)
        down = QVBoxLayout(self)
        down.setContentsMargins(look.GRID * 6, look.GRID * 5, look.GRID * 6, look.GRID * 5)
        down.setSpacing(look.GRID * 3)
        down.addWidget(heading_label("Printer ini tidak punya kertas itu", 2))
        down.addWidget(told)
        down.addLayout(below)
        self.fit.setFocus()

    def _answer(self, *, on_a4: bool) -> None:
        self.on_a4 = on_a4
        self.accept()


def print_letter(desk: Desk, content: bytes, parent: QWidget, then: Callable[[Sent], None]) -> None:
    """Ask for the printer and send the PDF to it as a job that can be stopped. Raises NoPrinter, PrinterNotReady."""
    sizes = page_sizes(content)
    printer = choose_printer(parent, len(sizes))
    if printer is None:
        return
    missing = facts_of(printer).lacks(sizes)
    on_a4 = False
    if missing:
        percent = round(min(map(fit_scale, sizes)) * 100)
        question = PaperQuestion(printer.printerName(), missing, percent, parent)
        if not question.exec():
            return
        on_a4 = question.on_a4
    desk.start("Mencetak", partial(draw_pages, content, printer, on_a4=on_a4), then)


def sent_words(sent: Sent) -> str:
    """What is said when all is sent."""
    where = f" ke printer {sent.printer}" if sent.printer else ""
    return f"{thousands(sent.sheets)} halaman dikirim{where}."
