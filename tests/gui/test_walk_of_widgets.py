"""A walk over every widget of every page and dialog: named for a screen reader, reached by Tab, nothing cut."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.gui.widget_faults import faults_of


def test_every_widget_of_every_page_is_named_reached_by_keys_and_not_cut(tmp_path: Path) -> None:
    walk = [sys.executable, "-m", "tests.screens", "--faults", "--workers", "60", "--out", str(tmp_path)]
    told = subprocess.run(
        walk, capture_output=True, text=True, encoding="utf-8", check=True, timeout=600
    ).stdout.splitlines()
    seen = [line for line in told if line.endswith(" seen")]
    assert [line for line in told if line not in seen] == []
    assert len(seen) > 150


def _window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(400, 200)
    return made


def _shown(window: QWidget) -> list[str]:
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    return [fault.partition(":")[0] for fault in faults_of(window)]


def test_a_box_without_a_name_is_found(qtbot: QtBot) -> None:
    window = _window(qtbot)
    QVBoxLayout(window).addWidget(QLineEdit())
    assert _shown(window) == ["no name"]


def test_words_without_room_are_found(qtbot: QtBot) -> None:
    window = _window(qtbot)
    label = QLabel("Kecamatan Gantarang", window)
    label.setGeometry(0, 0, 40, 8)
    assert _shown(window) == ["cut"]


def test_words_beyond_the_edge_are_found(qtbot: QtBot) -> None:
    window = _window(qtbot)
    label = QLabel("Kecamatan Gantarang", window)
    label.setGeometry(350, 0, 300, 40)
    assert _shown(window) == ["outside"]


def test_a_table_that_keeps_tab_for_itself_is_found(qtbot: QtBot) -> None:
    window = _window(qtbot)
    table = QTableWidget(2, 2)
    table.setAccessibleName("Kuota")
    across = QHBoxLayout(window)
    across.addWidget(table)
    across.addWidget(QPushButton("Simpan"))
    table.setFocus()
    assert "never reached" in _shown(window)


def test_a_way_of_tab_that_jumps_back_up_is_found(qtbot: QtBot) -> None:
    window = _window(qtbot)
    down = QVBoxLayout(window)
    boxes = [QLineEdit() for _ in range(3)]
    for number, box in enumerate(boxes):
        box.setAccessibleName(f"Kotak {number}")
        down.addWidget(box)
    QWidget.setTabOrder(boxes[0], boxes[2])
    QWidget.setTabOrder(boxes[2], boxes[1])
    assert _shown(window) == ["Tab back"]


def test_a_button_that_only_the_mouse_reaches_is_found(qtbot: QtBot) -> None:
    window = _window(qtbot)
    down = QVBoxLayout(window)
    pressed = QPushButton("Hapus")
    pressed.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    down.addWidget(pressed)
    assert _shown(window) == ["no Tab"]
