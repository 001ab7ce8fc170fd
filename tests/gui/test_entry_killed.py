"""The program is killed while a clerk types: at most the field at the cursor is lost, and the form reopens at it."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.demo_office import ADMIN, PASSWORD, make_office
from tests.domain.rules.sound_worker import SOUND
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.workers_page import WorkersPage
from ucj_desktop.gui.widgets.worker_form import WorkerForm
from ucj_desktop.services.collect.enter_worker import save_new_worker
from ucj_desktop.services.office import Office, open_office

# Types as a clerk would and is killed with the last field half typed; no clean-up of any kind runs.
TYPE_AND_DIE = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.demo_office import ADMIN, PASSWORD
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.services.office import open_office

folder, worker_id = Path(sys.argv[1]), sys.argv[2]
QSettings.setDefaultFormat(QSettings.Format.IniFormat)
QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder / "settings"))
app = QApplication([])
window = MainWindow(open_office(folder / "office", ADMIN, PASSWORD))
window.show()
window.activateWindow()
while not window.isActiveWindow():
    app.processEvents()
window.go("workers", "new")
if worker_id:
    window.page.correct(worker_id, "full_name")
for step in sys.argv[3:]:
    if step == "Enter":
        QTest.keyClick(app.focusWidget(), Qt.Key.Key_Return)
    else:
        for sign in step:
            QTest.keyClick(app.focusWidget(), sign)
    app.processEvents()
os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
"""


def type_and_die(folder: Path, worker_id: str, *steps: str) -> None:
    died = subprocess.run(
        [sys.executable, "-c", TYPE_AND_DIE, str(folder), worker_id, *steps],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if hasattr(signal, "SIGKILL"):
        assert died.returncode == -signal.SIGKILL, died.stderr
    assert "Traceback" not in died.stderr


@pytest.fixture
def reopened(tmp_path: Path, open_window: Callable[[Office], MainWindow]) -> Iterator[Callable[[], WorkerForm]]:
    opened: list[Office] = []

    def reopen() -> WorkerForm:
        office = open_office(tmp_path / "office", ADMIN, PASSWORD)
        opened.append(office)
        page = open_window(office).page
        assert isinstance(page, WorkersPage)
        assert page.views.currentIndex() == 1, "the form is open"
        return page.entry.form

    yield reopen
    for office in opened:
        office.close()


def test_a_new_worker_half_typed_comes_back_but_for_the_field_at_the_cursor(
    tmp_path: Path, reopened: Callable[[], WorkerForm]
) -> None:
    make_office(tmp_path / "office").close()
    type_and_die(tmp_path, "", "7302015708800001", "Sitti Rahmawati", "Enter", "Enter", "Bulukumba", "Enter", "1708")
    form = reopened()
    worker = form.worker()
    assert (worker.nik, worker.full_name, worker.birth_place) == ("7302015708800001", "Sitti Rahmawati", "Bulukumba")
    assert form.field_at_cursor() == "birth_date"


def test_a_correction_half_typed_comes_back_on_the_same_worker(
    tmp_path: Path, reopened: Callable[[], WorkerForm]
) -> None:
    office = make_office(tmp_path / "office")
    save_new_worker(office, SOUND)
    office.close()
    type_and_die(tmp_path, SOUND.worker_id, "Basri Daeng Tahir", "Enter", "Baso", "Enter", "Makas")
    form = reopened()
    worker = form.worker()
    assert worker.worker_id == SOUND.worker_id
    assert (worker.full_name, worker.alias, worker.mother_name) == ("Basri Daeng Tahir", "Baso", SOUND.mother_name)
    assert form.field_at_cursor() == "birth_place"
