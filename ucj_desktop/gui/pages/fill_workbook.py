"""HASIL and KETERANGAN go into a copy of a workbook that was received: which one, and where the copy goes."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ucj_desktop.gui.desk import Desk
from ucj_desktop.services.paper.fill_received import FilledWorkbook, fill_received


def ask_received(desk: Desk, parent: QWidget, minutes: str = "") -> None:
    """Ask for both files and fill; ``minutes`` narrows it to what these froze."""
    kinds = "Excel (*.xlsx *.xlsm)"
    received, _ = QFileDialog.getOpenFileName(parent, "Berkas yang diterima dari desa", "", kinds)
    if not received:
        return
    source = Path(received)
    usual = str(source.with_stem(f"{source.stem} - hasil"))
    chosen, _ = QFileDialog.getSaveFileName(parent, "Simpan berkas dengan hasil", usual, kinds)
    if chosen:
        fill_into(desk, source, Path(chosen).with_suffix(source.suffix), minutes)


def fill_into(desk: Desk, received: Path, out: Path, minutes: str = "") -> None:
    """Fill as a job that can be stopped."""
    desk.start(
        "Mengisi hasil", partial(fill_received, desk.office, received, out, minutes=minutes), partial(_tell, desk)
    )


def _tell(desk: Desk, filled: FilledWorkbook) -> None:
    desk.say(filled.sentence)
