"""The program is killed while a clerk types: at most the field at the cursor is lost, and the form reopens at it."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.demo_office import ADMIN, PASSWORD, make_office
from tests.domain.rules.sound_worker import SOUND
from tests.reports.test_pictures import photo
from ucj_desktop.domain.attachment import AttachmentKind
from ucj_desktop.gui.look import State
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.workers_page import WorkersPage
from ucj_desktop.gui.widgets.worker_form import WorkerForm
from ucj_desktop.services.care.settings import save_preferences
from ucj_desktop.services.collect.attach import attachments_of
from ucj_desktop.services.collect.attach_later import held_papers, hold_paper
from ucj_desktop.services.collect.enter_worker import save_new_worker
from ucj_desktop.services.collect.keep_draft import Draft, Origin, keep_carried, keep_draft, kept_drafts
from ucj_desktop.services.office import Office, open_office

# Types as a clerk would and is killed with the last field half typed; no clean-up of any kind runs.
TYPE_AND_DIE = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.demo_office import ADMIN, PASSWORD
from ucj_desktop.domain.attachment import AttachmentKind
from ucj_desktop.gui.garbage import Garbage
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.services.office import open_office

folder, worker_id = Path(sys.argv[1]), sys.argv[2]
QSettings.setDefaultFormat(QSettings.Format.IniFormat)
QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder / "settings"))
app = QApplication([])
Garbage(app)
window = MainWindow(open_office(folder / "office", ADMIN, PASSWORD))
window.show()
window.activateWindow()
while not window.isActiveWindow():
    app.processEvents()
window.go("workers", "new")
if worker_id:
    window.page.correct(worker_id, "full_name")
form = window.page.entry.form
for step in sys.argv[3:]:
    if step.endswith(".jpg"):
        form.papers.add(Path(step), AttachmentKind.KTP)
        while not (window.desk.is_idle and form.papers.list.count()):
            app.processEvents()
    elif step == "Enter":
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
def reopened_page(tmp_path: Path, open_window: Callable[[Office], MainWindow]) -> Iterator[Callable[[], WorkersPage]]:
    opened: list[Office] = []

    def reopen() -> WorkersPage:
        office = open_office(tmp_path / "office", ADMIN, PASSWORD)
        opened.append(office)
        page = open_window(office).page
        assert isinstance(page, WorkersPage)
        return page

    yield reopen
    for office in opened:
        office.close()


@pytest.fixture
def reopened(reopened_page: Callable[[], WorkersPage]) -> Callable[[], WorkerForm]:
    def reopen() -> WorkerForm:
        page = reopened_page()
        assert page.views.currentIndex() == 1, "the form is open"
        return page.entry.form

    return reopen


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


def test_what_was_offered_or_carried_comes_back_as_that(tmp_path: Path, reopened: Callable[[], WorkerForm]) -> None:
    office = make_office(tmp_path / "office")
    keep_carried(office, SOUND)
    office.close()
    type_and_die(tmp_path, "", "7302015708800001", "Sitti Rahmawati", "Enter")
    form = reopened()
    born, sex, village = form.rows["birth_date"], form.rows["sex"], form.rows["village_code"]
    assert (born.editor.text(), born.editor.origin, born.state) == ("17-08-1980", Origin.OFFERED, State.NOTE)
    assert (sex.editor.text(), sex.editor.origin) == ("Perempuan", Origin.OFFERED)
    assert (village.editor.origin, village.state) == (Origin.CARRIED, None)
    assert "pekerja sebelumnya" in village.remark.text()
    assert form.worker().village_code == SOUND.village_code
    assert (form.rows["full_name"].editor.origin, form.rows["full_name"].state) == (Origin.TYPED, State.GOOD)
    form.go_to("nik")
    QTest.keyClicks(form.rows["nik"].editor, "7302011209790001")
    assert born.editor.text() == "12-09-1979", "an offer still follows the NIK"


def test_what_was_gone_over_before_the_end_is_an_offer_no_more(
    tmp_path: Path, reopened: Callable[[], WorkerForm]
) -> None:
    make_office(tmp_path / "office").close()
    steps = ("7302015708800001", "Sitti Rahmawati", "Enter", "Enter", "Enter", "Enter", "Enter")
    type_and_die(tmp_path, "", *steps)
    form = reopened()
    assert form.field_at_cursor() == "kk_number"
    assert form.rows["birth_date"].editor.origin is Origin.TYPED
    form.go_to("nik")
    QTest.keyClicks(form.rows["nik"].editor, "7302011209790001")
    assert form.rows["birth_date"].editor.text() == "17-08-1980"


def test_a_correction_of_the_village_alone_is_not_lost(tmp_path: Path, reopened: Callable[[], WorkerForm]) -> None:
    office = make_office(tmp_path / "office")
    save_new_worker(office, replace(SOUND, hamlet=""))
    office.close()
    type_and_die(tmp_path, SOUND.worker_id, *["Enter"] * 8, "Bonto Sunggu", "Enter")
    assert reopened().worker().hamlet == "Bonto Sunggu"


def _office_that_keeps_papers(tmp_path: Path) -> Office:
    office = make_office(tmp_path / "office")
    save_preferences(office, replace(office.preferences, attachments=True))
    return office


def test_a_paper_beside_a_worker_who_is_not_saved_comes_back_and_is_kept_with_the_save(
    tmp_path: Path, reopened_page: Callable[[], WorkersPage], qtbot: QtBot
) -> None:
    _office_that_keeps_papers(tmp_path).close()
    picture = photo(tmp_path / "ktp Sitti.jpg")
    type_and_die(tmp_path, "", "7302015708800001", "Sitti Rahmawati", "Enter", str(picture))
    picture.unlink()
    inside = b"".join(one.read_bytes() for one in (tmp_path / "office").rglob("*") if one.is_file())
    assert b"JFIF" not in inside, "no picture lies there for anybody to see"
    assert b"ktp Sitti" not in inside
    page = reopened_page()
    form, office = page.entry.form, page.office
    assert form.papers.list.count() == 1
    assert "ktp Sitti.jpg" in form.papers.list.item(0).text()
    worker_id = form.worker_id
    for _ in range(2):
        QTest.keyClick(form.rows["full_name"].editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.desk.is_idle and bool(attachments_of(office, worker_id)))
    [kept] = attachments_of(office, worker_id)
    assert (kept.kind, kept.name) == (AttachmentKind.KTP, "ktp Sitti.jpg")
    assert held_papers(office, worker_id) == []


def test_papers_go_with_the_draft_that_is_given_up(tmp_path: Path, reopened_page: Callable[[], WorkersPage]) -> None:
    _office_that_keeps_papers(tmp_path).close()
    type_and_die(tmp_path, "", "7302", "Enter", str(photo(tmp_path / "ktp.jpg")))
    page = reopened_page()
    worker_id = page.entry.form.worker_id
    assert held_papers(page.office, worker_id)
    page.entry.discard()
    assert held_papers(page.office, worker_id) == []
    assert kept_drafts(page.office) == []


def test_a_save_that_the_end_of_the_program_cut_off_is_finished(
    tmp_path: Path, reopened_page: Callable[[], WorkersPage], qtbot: QtBot
) -> None:
    """The worker is in the store, the paper is still beside the draft."""
    office = _office_that_keeps_papers(tmp_path)
    keep_draft(office, Draft(SOUND.worker_id, {"nik": SOUND.nik}))
    hold_paper(office, SOUND.worker_id, photo(tmp_path / "ktp.jpg"), AttachmentKind.KTP)
    save_new_worker(office, SOUND)
    office.close()
    page = reopened_page()
    qtbot.waitUntil(lambda: page.desk.is_idle and len(attachments_of(page.office, SOUND.worker_id)) == 1)
    assert kept_drafts(page.office) == []
