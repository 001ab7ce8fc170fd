"""The recovery code, shown once: to print, to save, and to put away."""

import os
from pathlib import Path

from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.gui import look
from ucj_desktop.gui.choose_printer import choose_printer
from ucj_desktop.gui.widgets.buttons import button
from ucj_desktop.gui.widgets.cards import Card, soft_label


class SheetNotSaved(ClerkError):
    """The recovery sheet could not be written where the clerk wanted it."""

    code = "KANTOR-03"

    def __init__(self) -> None:
        super().__init__(
            what="Lembar pemulihan tidak bisa disimpan di sana.",
            fix="Pilih folder lain, atau cetak lembarnya.",
        )


class RecoverySheet(QWidget):
    """Leaving needs the clerk's word that the code is kept."""

    heading = "Kode pemulihan"
    told = "Bila semua kata sandi terlupa, hanya kode ini yang bisa membuka data kantor. Kode hanya ditampilkan sekali."

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = ""
        self.code = QLabel()
        self.code.setFont(look.even_font(14, bold=True))
        card = Card()
        card.body.addWidget(self.code)
        buttons = QHBoxLayout()
        buttons.addWidget(button("Cetak lembar", self.print_sheet, icon="printer"))
        buttons.addWidget(button("Simpan ke berkas", self.save_sheet, icon="floppy-disk"))
        buttons.addStretch(1)
        self.saved = soft_label()
        self.saved.hide()
        self.kept = QCheckBox("Kode sudah dicetak, disimpan di berkas, atau ditulis.")
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.GRID * 3)
        down.addWidget(card)
        down.addLayout(buttons)
        down.addWidget(self.saved)
        down.addWidget(soft_label("Simpan di tempat terkunci, terpisah dari komputer ini. Jangan difoto."))
        down.addWidget(self.kept)
        down.addStretch(1)

    def show_code(self, printed: str, office: str) -> None:
        self._office = office
        groups = printed.split("-")
        half = (len(groups) + 1) // 2
        self.code.setText("\n".join("-".join(part) for part in (groups[:half], groups[half:]) if part))

    def fault(self) -> str:
        return "" if self.kept.isChecked() else "Cetak atau simpan kodenya dulu, lalu beri tanda centang."

    def sheet(self) -> str:
        """The sheet as plain text."""
        return (
            f"LEMBAR PEMULIHAN UCJ DESKTOP\n\n{self._office}\n\nKode pemulihan:\n\n{self.code.text()}\n\n"
            "Simpan di lemari terkunci, terpisah dari komputer.\n"
            "Siapa yang memegang kode ini bisa membuka semua data kantor.\n"
        )

    def print_sheet(self) -> None:
        printer = choose_printer(self)
        if printer is not None:
            document = QTextDocument()
            document.setPlainText(self.sheet())
            document.print_(printer)

    def save_sheet(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, "Simpan lembar pemulihan", "lembar-pemulihan.txt", "Teks (*.txt)")
        if chosen:
            self.write_sheet(Path(chosen))

    def write_sheet(self, path: Path) -> None:
        """Write the sheet, down to the disk or the stick; raises SheetNotSaved."""
        try:
            with path.open("w", encoding="utf-8") as file:
                file.write(self.sheet())
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise SheetNotSaved from error
        self.saved.setText(f"Lembar pemulihan tersimpan di {path}")
        self.saved.show()
