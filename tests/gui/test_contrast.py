"""Words stand out from their ground on every page, in the dark too; in the light the walk over all widgets asks it."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.faint_words import faint_words


def test_words_stand_out_on_every_page_in_the_dark(tmp_path: Path) -> None:
    walk = [sys.executable, "-m", "tests.screens", "--faint", "--theme", "dark", "--workers", "60"]
    told = subprocess.run(
        [*walk, "--out", str(tmp_path)], capture_output=True, text=True, encoding="utf-8", check=True, timeout=600
    ).stdout.splitlines()
    seen = [line for line in told if line.endswith(" seen")]
    assert [line for line in told if line not in seen] == []
    assert len(seen) > 150


@pytest.mark.parametrize(("ink", "is_faint"), [("#777777", True), ("#767676", False), ("#D0D0D0", True)])
def test_grey_words_on_white_are_found_from_four_and_a_half_to_one_on(
    qtbot: QtBot, ink: str, *, is_faint: bool
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setStyleSheet(f"QWidget {{ background: #FFFFFF; color: {ink}; }}")
    QVBoxLayout(window).addWidget(QLabel("Kecamatan Gantarang, Desa Bialo"))
    window.show()
    assert bool(faint_words(window)) is is_faint


def test_faint_words_in_boxes_buttons_and_cells_are_found_and_what_cannot_be_used_may_be_faint(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setStyleSheet("QWidget { background: #FFFFFF; color: #CCCCCC; }")
    table = QTableWidget(1, 1)
    table.setItem(0, 0, QTableWidgetItem("Nelayan"))
    box, press, off = QLineEdit("7302"), QPushButton("Simpan"), QPushButton("Kirim")
    off.setEnabled(False)
    down = QVBoxLayout(window)
    for one in (table, box, press, off):
        down.addWidget(one)
    window.resize(400, 300)
    window.show()
    assert [one.rpartition(" ")[2] for one in faint_words(window)] == ["'Nelayan'", "'7302'", "'Simpan'"]
