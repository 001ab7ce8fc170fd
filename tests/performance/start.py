"""From the start of the process to the login window painted and ready for keys."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from tests.demo_office import make_office
from tests.performance.rows import Row, medians_in_turn

ROUNDS = 7

# After the first paint the event loop has come round once more: a key pressed now is taken.
_SAY_WHEN_READY = """
from PySide6.QtCore import QEvent, QObject, QTimer
class Ready(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.say)
        return False
    def say(self):
        os.write(1, b"ready")
        os._exit(0)
ready = Ready()
"""

_OURS = (
    "import os, sys\nfrom pathlib import Path\nfrom ucj_desktop.gui import app\n"
    + _SAY_WHEN_READY
    + """
show = app.Program._show
def show_and_watch(program, window):
    window.installEventFilter(ready)
    show(program, window)
app.Program._show = show_and_watch
app.main(Path(sys.argv[1]))
"""
)

# What a program does that imports all of its libraries at the top of its modules.
_EAGER = (
    """
import alembic.command, alembic.autogenerate, cryptography.hazmat.primitives.ciphers.aead, openpyxl, orjson, PIL.Image
import pypdfium2, pyrage, python_calamine, qtawesome, reportlab.pdfgen.canvas, reportlab.platypus, rfc8785, segno
import sqlalchemy.orm, sqlalchemy.dialects.sqlite, sqlcipher3, tomli_w, zstandard, click
from PySide6 import QtPdf, QtPdfWidgets, QtPrintSupport, QtSvg
import ucj_desktop.gui.main_window
"""
    + _OURS
)

_BARE = (
    "import os\nfrom PySide6.QtWidgets import QApplication, QFormLayout, QLineEdit, QPushButton, QWidget\n"
    + _SAY_WHEN_READY
    + """
app = QApplication([])
window = QWidget()
form = QFormLayout(window)
form.addRow("Nama", QLineEdit())
form.addRow("Kata sandi", QLineEdit())
form.addRow(QPushButton("Masuk"))
window.installEventFilter(ready)
window.show()
app.exec()
"""
)


def _seconds(program: str, folder: Path) -> float:
    """Wall time from the start of a process with `program` until it says that its window is ready."""
    settings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    began = time.perf_counter()
    said = subprocess.run([sys.executable, "-c", program, folder], env=settings, capture_output=True, check=False)
    taken = time.perf_counter() - began
    if said.stdout != b"ready":
        raise RuntimeError(f"the window closed before it was painted: {said.stderr.decode(errors='replace')[-800:]}")
    return taken


def start() -> Row:
    """The row `start` of SPEED.md."""
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept, "office")
        make_office(folder).close()
        programs = {"ours": _OURS, "peer": _EAGER, "limit": _BARE}
        medians = medians_in_turn({name: partial(_seconds, text, folder) for name, text in programs.items()}, ROUNDS)
    return Row(
        name="start",
        unit="s",
        ours=medians["ours"],
        peer=medians["peer"],
        peer_name="all imports eager",
        goal=0.4,
        limit=medians["limit"],
        limit_name="a bare PySide6 window",
        limit_goal=1.3,
    )
