"""Impor: a file from the first look to the undo, by clicks, read back from the screen and the store."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from tests.demo_office import put_people
from ucj_desktop.domain.standing import WorkerFilter
from ucj_desktop.gui.jobs import Job
from ucj_desktop.gui.look import State
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.findings_page import FindingsPage
from ucj_desktop.gui.pages.import_page import ImportPage
from ucj_desktop.services.care.back_up import list_backups
from ucj_desktop.services.care.undo import undo_offer
from ucj_desktop.services.care.undo_import import imports_made
from ucj_desktop.services.collect.enter_worker import correct_worker
from ucj_desktop.services.collect.import_plan import Outcome, Policy
from ucj_desktop.services.collect.list_workers import count_workers, worker_ids, workers_by_id
from ucj_desktop.services.office import Office
from ucj_desktop.spreadsheets.free_writer import FreeSheet, write_freely

HEAD = "NO;NAMA LENGKAP;NIK;TGL LAHIR;DESA;KETERANGAN"
ANDI = "1;Andi Rahma;7302011708800001;17-08-1980;Jalanjang;"
BASO = "2;Baso Ali;7302014101750002;01-01-1975;Jalanjang;penjual ikan"
NOBODY = "3;;7302010203800003;02-03-1980;Jalanjang;"


@pytest.fixture
def page(window: MainWindow) -> ImportPage:
    window.go("import")
    made = window.page
    assert isinstance(made, ImportPage)
    return made


def _file(folder: Path, *lines: str, name: str = "usulan.csv", head: str = HEAD) -> Path:
    path = folder / name
    path.write_text("\n".join([head, *lines]), encoding="utf-8")
    return path


def _rest(page: ImportPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.desk.jobs.current is None, timeout=20_000)


def _open(page: ImportPage, qtbot: QtBot, *paths: Path) -> None:
    page.start.opened.emit(list(paths))
    _rest(page, qtbot)


def _click(widget: object) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)  # type: ignore[call-overload]


def _numbers(page: ImportPage) -> list[str]:
    return [one.text() for one in page.review.rows.numbers.values()]


def test_a_dropped_file_is_read_and_told_in_numbers_before_anything_is_kept(
    page: ImportPage, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    path = _file(tmp_path, ANDI, BASO, NOBODY)
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path))])
    dropped = QDropEvent(
        QPointF(QPoint(20, 20)),
        Qt.DropAction.CopyAction,
        carried,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.start.drop.dropEvent(dropped)
    _rest(page, qtbot)
    assert _numbers(page) == ["Baru  2", "Berubah  0", "Sama  0", "Ditolak  1"]
    assert "3 orang, judul kolom di baris 1" in page.review.file_card.words.text()
    assert page.review.commit.text() == "Impor: 2 baru, 0 berubah"
    assert count_workers(office, WorkerFilter()) == 0


def test_every_column_shows_its_samples_and_what_it_is_read_as(page: ImportPage, tmp_path: Path, qtbot: QtBot) -> None:
    _open(page, qtbot, _file(tmp_path, ANDI, BASO))
    shown = [page.review.file_card.columns.item(row, 1) for row in range(page.review.file_card.columns.rowCount())]
    assert [one.text() for one in shown if one][1:3] == [
        "Andi Rahma  |  Baso Ali",
        "730201******0001  |  730201******0002",
    ]
    assert page.review.file_card.columns.boxes[3].currentText() == "Tanggal lahir"


def test_the_rows_behind_a_number_say_what_is_wrong_and_where(page: ImportPage, tmp_path: Path, qtbot: QtBot) -> None:
    _open(page, qtbot, _file(tmp_path, ANDI, NOBODY))
    _click(page.review.rows.numbers[Outcome.REFUSED])
    assert len(page.review.rows.model.ids) == 1
    assert "baris 3" in page.review.rows.detail.text()
    assert "Nama kosong" in page.review.rows.detail.text()


def test_a_kept_import_is_told_listed_and_taken_back_whole(
    page: ImportPage, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    _open(page, qtbot, _file(tmp_path, ANDI, BASO))
    _click(page.review.commit)
    _rest(page, qtbot)
    assert count_workers(office, WorkerFilter()) == 2
    assert page.review.bar.state is State.GOOD
    assert not page.review.commit.isVisible()
    _click(page.review.leave)
    assert page.start.model.rowCount() == 1
    assert "2 pekerja baru dihapus lagi" in page.start.undo_words.text()
    _click(page.start.undo)
    _rest(page, qtbot)
    assert count_workers(office, WorkerFilter()) == 0
    assert not page.start.undo.isEnabled()


def test_a_column_said_to_be_something_else_is_counted_anew_and_remembered(
    page: ImportPage, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    path = _file(tmp_path, ANDI, BASO, head=HEAD.replace("KETERANGAN", "KERJANYA APA"))
    _open(page, qtbot, path)
    box = page.review.file_card.columns.boxes[5]
    assert box.currentText() == "Tidak dibaca"
    box.setCurrentIndex(box.findData("occupation"))
    box.activated.emit(box.currentIndex())
    _rest(page, qtbot)
    assert page.review.file_card.columns.boxes[5].currentText() == "Pekerjaan nyata"
    _click(page.review.commit)
    _rest(page, qtbot)
    told = [one.worker.occupation for one in workers_by_id(office, worker_ids(office, WorkerFilter()))]
    assert sorted(told) == ["", "penjual ikan"]
    offered = undo_offer(office).undo
    assert offered is not None
    assert offered.title == "Batalkan: impor usulan.csv"
    _open(page, qtbot, path)
    assert page.review.file_card.columns.boxes[5].currentText() == "Pekerjaan nyata"
    assert "format usulan" in page.review.file_card.words.text()


def test_overwriting_shows_which_field_changes_from_what_to_what(
    page: ImportPage, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    _open(page, qtbot, _file(tmp_path, ANDI))
    _click(page.review.commit)
    _rest(page, qtbot)
    _open(page, qtbot, _file(tmp_path, ANDI.replace("Andi Rahma", "Andi Rahmah"), name="lagi.csv"))
    assert _numbers(page)[:3] == ["Baru  0", "Berubah  0", "Sama  1"]
    assert not page.review.commit.isEnabled()
    _click(page.review.policies[Policy.OVERWRITE])
    _rest(page, qtbot)
    assert page.review.commit.text() == "Impor: 0 baru, 1 berubah"
    _click(page.review.rows.numbers[Outcome.CHANGED])
    assert "Nama lengkap: Andi Rahma  →  Andi Rahmah" in page.review.rows.detail.text()
    _click(page.review.commit)
    _rest(page, qtbot)
    [only] = workers_by_id(office, worker_ids(office, WorkerFilter()))
    assert only.worker.full_name == "Andi Rahmah"


def test_rows_without_a_village_go_where_the_clerk_says(page: ImportPage, tmp_path: Path, qtbot: QtBot) -> None:
    path = _file(tmp_path, "1;Andi Rahma;7302011708800001", head="NO;NAMA LENGKAP;NIK", name="data.csv")
    _open(page, qtbot, path)
    assert _numbers(page)[3] == "Ditolak  1"
    page.review.file_card.village.setFocus()
    QTest.keyClicks(page.review.file_card.village, "Jalanjang")
    QTest.keyClick(page.review.file_card.village, Qt.Key.Key_Return)
    _rest(page, qtbot)
    assert _numbers(page)[0] == "Baru  1"


def test_the_error_workbook_comes_back_mended(page: ImportPage, office: Office, tmp_path: Path, qtbot: QtBot) -> None:
    _open(page, qtbot, _file(tmp_path, ANDI, NOBODY))
    _click(page.review.commit)
    _rest(page, qtbot)
    assert page.review.bar.state is State.WARNS
    mended = tmp_path / "perbaikan.xlsx"
    page.save_errors(mended)
    _rest(page, qtbot)
    assert mended.exists()
    _open(page, qtbot, mended)
    assert _numbers(page)[3] == "Ditolak  1"


def test_what_else_than_refused_rows_is_in_the_error_workbook_is_said(
    page: ImportPage, tmp_path: Path, qtbot: QtBot
) -> None:
    _open(page, qtbot, _file(tmp_path, ANDI, BASO, NOBODY))
    assert page.review.errors.text() == "Simpan 3 baris bermasalah ke Excel..."
    assert page.review.errors.toolTip() == "1 ditolak, 2 masuk tetapi perlu dilihat."
    page.keep()
    _rest(page, qtbot)
    assert page.review.bar.what.text() == "1 baris ditolak. 2 baris lain perlu dilihat."


def test_on_a_small_laptop_the_undo_of_an_import_is_seen_beside_a_notice(
    page: ImportPage, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    window.resize(1366, 768)
    _open(page, qtbot, _file(tmp_path, ANDI))
    page.keep()
    _rest(page, qtbot)
    page.begin_again()
    window.desk.say("Impor dibatalkan.")
    qtbot.waitUntil(lambda: window.width() == 1366 and page.start.undo.isVisible())
    QApplication.processEvents()
    assert page.start.undo.visibleRegion().boundingRect().height() == page.start.undo.height()


def test_the_blank_sheet_of_a_village_needs_no_look_at_columns(page: ImportPage, tmp_path: Path, qtbot: QtBot) -> None:
    blank = tmp_path / "isian.xlsx"
    page.save_template(str(page.start.villages.itemData(1)), blank)
    _rest(page, qtbot)
    assert blank.exists()
    assert "Jalanjang" in page.start.villages.itemText(1)


def test_a_file_that_is_no_list_says_so_and_the_start_comes_back(
    page: ImportPage, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    _open(page, qtbot, _file(tmp_path, "halo;dunia", head="satu;dua"))
    assert page.stack.currentWidget() is page.start
    assert window.sentence.state is State.BLOCKS
    assert "NIK atau NAMA tidak ditemukan" in window.sentence.what.text()


def test_several_files_are_taken_one_after_the_other(
    page: ImportPage, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    _open(page, qtbot, _file(tmp_path, ANDI), _file(tmp_path, BASO, name="kedua.csv"))
    _click(page.review.commit)
    _rest(page, qtbot)
    _click(page.review.next_file)
    _rest(page, qtbot)
    assert page.subtitle.text().startswith("kedua.csv")
    _click(page.review.commit)
    _rest(page, qtbot)
    assert count_workers(office, WorkerFilter()) == 2
    assert not page.review.next_file.isVisible()


def test_leaving_before_the_import_keeps_nothing(
    page: ImportPage, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    put_people(office, 3)
    _open(page, qtbot, _file(tmp_path, ANDI))
    _click(page.review.leave)
    assert page.stack.currentWidget() is page.start
    assert count_workers(office, WorkerFilter()) == 3
    assert QApplication.focusWidget() is page.start.drop.choose


def test_after_the_import_one_button_leads_to_the_findings(
    page: ImportPage, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    _open(page, qtbot, _file(tmp_path, ANDI))
    _click(page.review.commit)
    _rest(page, qtbot)
    page._findings()
    _rest(page, qtbot)
    assert isinstance(window.page, FindingsPage)
    assert window.page.model.ids


def test_a_reading_that_is_stopped_leads_back_to_the_start(page: ImportPage, tmp_path: Path, qtbot: QtBot) -> None:
    gate = threading.Event()
    page.desk.do("Menunggu", gate.wait)  # holds the one job thread, so that the stop comes before the reading
    with qtbot.waitSignal(page.desk.jobs.started) as told:
        page.open_files([_file(tmp_path, ANDI)])
    assert page.stack.currentWidget() is page.reading
    running = told.args[0]
    with qtbot.waitSignal(running.cancelled, timeout=20_000):
        running.cancel()
        gate.set()
    assert page.stack.currentWidget() is page.start


def _click_soon(window: MainWindow, word: str) -> None:
    """Press a button of the question that is about to come, once it is there."""
    watch = QTimer(window)

    def press() -> None:
        for one in window.findChildren(QMessageBox):
            for button in one.buttons():
                if button.text() == word:
                    watch.stop()
                    button.click()

    watch.timeout.connect(press)
    watch.start(0)


def _hold_import(page: ImportPage, office: Office, qtbot: QtBot, path: Path) -> Job:
    """An import that has made its backup and stands before the store, which the caller is writing."""
    _open(page, qtbot, path)
    _click(page.review.commit)
    qtbot.waitUntil(lambda: bool(list_backups(office)), timeout=20_000)
    running = page.desk.jobs.current
    assert running is not None
    assert running.is_running
    return running


def test_a_running_import_that_batal_stops_keeps_nothing_and_leads_back(
    page: ImportPage, window: MainWindow, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    path = _file(tmp_path, ANDI, BASO)
    with office.database.writing():  # the import comes as far as the store, and waits there
        running = _hold_import(page, office, qtbot, path)
        qtbot.waitUntil(window.job_bar.cancel.isVisible)
        _click(window.job_bar.cancel)
    qtbot.waitUntil(lambda: page.desk.jobs.current is None, timeout=20_000)
    assert running.is_cancelling
    assert count_workers(office, WorkerFilter()) == 0
    assert imports_made(office) == []
    assert page.review.bar.what.text() == "Impor berhenti. Tidak ada yang disimpan."
    assert page.review.commit.isEnabled()
    _click(page.review.leave)
    assert page.stack.currentWidget() is page.start


def test_closing_the_window_stops_a_running_import_and_leaves_no_thread(
    page: ImportPage, window: MainWindow, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    path = _file(tmp_path, ANDI, BASO)
    with qtbot.waitSignal(window.closed, timeout=20_000), office.database.writing():
        _hold_import(page, office, qtbot, path)
        _click_soon(window, "Batalkan dan tutup")
        window.close()
    assert count_workers(office, WorkerFilter()) == 0
    assert imports_made(office) == []
    assert not [one.name for one in threading.enumerate() if one.name.startswith("job")]


def test_an_import_whose_workers_were_changed_since_says_beforehand_why_it_stays(
    page: ImportPage, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    _open(page, qtbot, _file(tmp_path, ANDI, BASO))
    _click(page.review.commit)
    _rest(page, qtbot)
    [first, _] = workers_by_id(office, worker_ids(office, WorkerFilter()))
    correct_worker(office, replace(first.worker, alias="Andi"))
    _click(page.review.leave)
    page.reload()
    qtbot.waitUntil(lambda: not page.start.undo.isEnabled())
    assert page.start.undo_words.text().startswith("Tidak bisa dibatalkan: 1 pekerja dari impor ini sudah diubah")


def test_one_unreadable_file_does_not_swallow_the_others_dropped_with_it(
    page: ImportPage, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    broken = tmp_path / "rusak.xlsx"
    broken.write_bytes(b"bukan tabel\x00\x01")
    _open(page, qtbot, broken, _file(tmp_path, ANDI, BASO))
    assert _numbers(page)[0] == "Baru  2"
    assert window.sentence.state is State.BLOCKS
    assert "rusak.xlsx" in window.sentence.what.text()


def test_what_was_said_of_a_refused_file_does_not_stand_under_the_next(
    page: ImportPage, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    empty = tmp_path / "kosong.xlsx"
    empty.touch()
    _open(page, qtbot, empty)
    assert "kosong.xlsx kosong" in window.sentence.what.text()
    assert not window.sentence.isHidden()
    _open(page, qtbot, _file(tmp_path, ANDI))
    assert window.sentence.isHidden()
    _open(page, qtbot, empty, _file(tmp_path, BASO))
    assert not window.sentence.isHidden(), "the refusal of one of several files stays"


def test_only_the_columns_a_clerk_ticks_are_overwritten(page: ImportPage, qtbot: QtBot, tmp_path: Path) -> None:
    _open(page, qtbot, _file(tmp_path, ANDI))
    page.keep()
    _rest(page, qtbot)
    changed = "1;Andi Rahmah;7302011708800001;18-08-1980;Jalanjang;"
    _open(page, qtbot, _file(tmp_path, changed, name="lagi.csv"))
    assert page.review.replaceable.isHidden()
    _click(page.review.policies[Policy.OVERWRITE])
    _rest(page, qtbot)
    assert page.review.replaceable.isVisible()
    assert page.review.replaceable.text() == "semua kolom"
    assert page.review.rows.model.index(0, 4).data() == "Berubah: Nama lengkap, Tanggal lahir."
    page.review.replaceable.boxes["full_name"].setChecked(False)
    page.review.replaceable.menu().aboutToHide.emit()
    _rest(page, qtbot)
    assert page.review.rows.model.index(0, 4).data() == "Berubah: Tanggal lahir."
    page.keep()
    _rest(page, qtbot)
    worker = workers_by_id(page.office, worker_ids(page.office, WorkerFilter()))[0].worker
    assert (worker.full_name, f"{worker.birth_date:%d-%m-%Y}") == ("Andi Rahma", "18-08-1980")


def test_a_known_layout_is_handed_on_forgotten_and_taken_in(page: ImportPage, qtbot: QtBot, tmp_path: Path) -> None:
    assert [page.start.profiles.names.itemText(at) for at in range(page.start.profiles.names.count())] == [
        "Ekspor DTKS (bawaan)"
    ]
    assert not page.start.profiles.forget.isEnabled()
    file = _file(tmp_path, "X;Baso Ali;7302011203790004;Bialo", head="KODE;SIAPA;NIK;DESA")
    _open(page, qtbot, file)
    page.review.file_card.remapped.emit("usulan", {"full_name": 1, "nik": 2, "village_code": 3})
    _rest(page, qtbot)
    page.keep()
    _rest(page, qtbot)
    page.begin_again()
    page.reload()
    page.start.profiles.names.setCurrentText("usulan")
    page.hand_on_profile("usulan", tmp_path / "usulan.toml")
    _rest(page, qtbot)
    _click(page.start.profiles.forget)
    _rest(page, qtbot)
    qtbot.waitUntil(lambda: page.start.profiles.names.count() == 1, timeout=20_000)
    page.take_in(tmp_path / "usulan.toml")
    _rest(page, qtbot)
    qtbot.waitUntil(lambda: page.start.profiles.names.count() == 2, timeout=20_000)
    _open(page, qtbot, file)
    assert page.review.file_card.sheet is not None
    assert page.review.file_card.sheet.profile == "usulan"


@pytest.mark.parametrize("kind", ["folder", "kosong", "foto"])
def test_a_file_that_cannot_be_read_has_its_sentence(kind: str, page: ImportPage, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "daftar.xlsx"
    if kind == "folder":
        path.mkdir()
    else:
        path.write_bytes(b"\xff\xd8\xff\xe0JFIF" if kind == "foto" else b"")
    said: list[str] = []
    page.desk.said.connect(lambda state, what, fix: said.append(f"{what} {fix}"))
    _open(page, qtbot, path)
    qtbot.waitUntil(lambda: any(kind in one and one.endswith(".") for one in said), timeout=20_000)
    assert page.stack.currentWidget() is page.start


def test_in_the_smallest_window_the_cards_scroll_and_nothing_is_squeezed(
    page: ImportPage, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    window.resize(window.minimumSize())
    start = page.start
    qtbot.waitUntil(lambda: page.width() < 800)
    for one in (start.drop.choose, start.template, start.villages, start.profiles.names):
        assert one.height() >= one.minimumSizeHint().height()
        assert one.width() >= one.minimumSizeHint().width()
    _open(page, qtbot, _file(tmp_path, ANDI, BASO, NOBODY))
    qtbot.waitUntil(lambda: page.review.scrolled.verticalScrollBar().maximum() > 0)
    assert page.review.across.geometry().right() <= page.review.scrolled.viewport().width(), (
        "nothing is cut at the right"
    )
    for part in (
        page.review.file_card.columns,
        page.review.rows.table,
        page.review.file_card.village,
        *page.review.rows.numbers.values(),
    ):
        page.review.scrolled.ensureWidgetVisible(part, 0, 0)
        assert part.height() >= min(part.minimumSizeHint().height(), 160)
        assert part.visibleRegion().boundingRect().width() == part.width(), "all of its width can be seen"
    assert page.review.commit.visibleRegion().boundingRect() == page.review.commit.rect()


def test_with_several_sheets_every_row_says_its_sheet(page: ImportPage, tmp_path: Path, qtbot: QtBot) -> None:
    head = ["NIK", "NAMA LENGKAP", "TGL LAHIR"]
    sheets = [
        FreeSheet(name="JALANJANG", rows=[head, ["7302011708800001", "Andi Rahma", "17-08-1980"]]),
        FreeSheet(name="BIALO", rows=[head, ["7302014101750002", "Baso Ali", "01-01-1975"]]),
    ]
    write_freely(tmp_path / "dua.xlsx", sheets)
    write_freely(tmp_path / "satu.xlsx", sheets[:1])
    _open(page, qtbot, tmp_path / "dua.xlsx")
    model = page.review.rows.model
    assert not page.review.rows.table.isColumnHidden(1)
    assert [(model.index(row, 0).data(), model.index(row, 1).data()) for row in range(2)] == [
        ("2", "JALANJANG"),
        ("2", "BIALO"),
    ]
    _open(page, qtbot, tmp_path / "satu.xlsx")
    assert page.review.rows.table.isColumnHidden(1)


def test_formulas_that_were_never_reckoned_are_told_above_the_columns(
    page: ImportPage, tmp_path: Path, qtbot: QtBot
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["NIK", "NAMA LENGKAP", "TGL LAHIR", "DESA"], ["7302011708800001", "Andi Rahma", "=A1", "Jalanjang"]):
        sheet.append(row)
    book.save(tmp_path / "rumus.xlsx")
    _open(page, qtbot, tmp_path / "rumus.xlsx")
    told = page.review.file_card.words.text()
    assert "Rumus yang belum dihitung, jadi isinya tidak ada di berkas: kolom C 1 sel." in told
    assert "Buka berkasnya di Excel, tekan Simpan" in told
