"""Temuan: findings filtered, mended and confirmed by keys, read back from the screen and the store."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.stages import unguarded
from tests.working_day import table
from ucj_desktop.domain.rules import Severity
from ucj_desktop.domain.standing import Standing, WorkerRecord
from ucj_desktop.domain.worker import Sex, Worker
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.findings_page import FindingsPage
from ucj_desktop.gui.widgets.fix_dialog import FixDialog
from ucj_desktop.gui.widgets.unfix_dialog import UnfixDialog
from ucj_desktop.services.accuracy.fix_many import FixAsked, fix_many, preview_fix
from ucj_desktop.services.collect.enter_worker import correct_worker
from ucj_desktop.services.collect.list_workers import open_worker
from ucj_desktop.services.office import Office
from ucj_desktop.storage import workers

VILLAGE = "7302011002"
SOUND = {
    "sex": Sex.MALE, "birth_place": "Bulukumba", "village_code": VILLAGE, "rt": "001", "rw": "002",
    "hamlet": "Lembang", "address": "Jl. Pasar", "occupation": "Petani", "occupation_ktp": "Petani/Pekebun",
    "mother_name": "Sitti Aminah", "phone": "081234567890", "heir_name": "Rosmini", "heir_relation": "anak",
    "source": "usulan desa", "source_period": "2026",
}  # fmt: skip


def _worker(name: str, nik: str, born: date | None, **other: object) -> Worker:
    return Worker(full_name=name, nik=nik, birth_date=born, **{**SOUND, **other})  # type: ignore[arg-type]


ANDI = _worker("Andi Rahma", "7302011708800001", date(1980, 8, 18), phone="081234567891")
BASO = _worker("Baso Ali", "7302010101750002", None, phone="081234567892", unread={"birth_date": "32-13-1975"})
TINI = _worker("Tini Sari", "7302015204820003", date(1982, 4, 12), sex=Sex.FEMALE, phone="081234")


@pytest.fixture
def page(window: MainWindow, office: Office, qtbot: QtBot) -> FindingsPage:
    with office.database.writing() as connection:
        workers.add(connection, [WorkerRecord(one, Standing()) for one in (ANDI, BASO, TINI)])
    window.go("findings")
    made = window.page
    assert isinstance(made, FindingsPage)
    qtbot.waitUntil(lambda: bool(made.model.ids) and made.check.isEnabled())
    return made


def _rest(page: FindingsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.desk.jobs.current is None)


def _press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert isinstance(focused, QWidget)
    QTest.keyClick(focused, key, modifier)


def _troubles(page: FindingsPage) -> list[str]:
    return [f"{row.full_name} {row.finding.code}" for key in page.model.ids if (row := page._by_key[key])]


def test_what_blocks_stands_first_and_its_field_holds_what_was_read(page: FindingsPage) -> None:
    assert _troubles(page)[0] == "Baso Ali BC-01"
    assert page.panel.editor is not None
    assert page.panel.editor.text() == "32-13-1975"
    assert page.table.hasFocus()


def test_one_key_leads_to_the_field_and_one_saves_and_goes_on(page: FindingsPage, office: Office, qtbot: QtBot) -> None:
    second = page.model.ids[1]
    _press(Qt.Key.Key_Return)
    assert page.panel.editor is not None
    assert page.panel.editor.hasFocus()
    QTest.keyClicks(page.panel.editor, "1-1-1975")
    _press(Qt.Key.Key_Return)
    _rest(page, qtbot)
    kept = open_worker(office, BASO.worker_id).record.worker
    assert kept.birth_date == date(1975, 1, 1)
    assert "birth_date" not in kept.unread
    assert page.table.current_id() == second
    assert page.panel.editor.hasFocus()
    assert "Baso Ali BC-01" not in _troubles(page)


def test_a_value_that_still_blocks_keeps_the_cursor_where_it_is(page: FindingsPage, qtbot: QtBot) -> None:
    _press(Qt.Key.Key_Return)
    assert page.panel.editor is not None
    QTest.keyClicks(page.panel.editor, "1-1-1930")
    _press(Qt.Key.Key_Return)
    _rest(page, qtbot)
    assert page.panel.finding is not None
    assert (page.panel.finding.worker_id, page.panel.finding.code) == (BASO.worker_id, "PR-02")
    assert page.panel.editor.text() == "01-01-1930"
    assert page.panel.editor.hasFocus()


def test_n_and_p_walk_the_list_and_alt_does_it_from_the_field(page: FindingsPage) -> None:
    first, second = page.model.ids[:2]
    _press(Qt.Key.Key_N)
    assert page.table.current_id() == second
    _press(Qt.Key.Key_P)
    assert page.table.current_id() == first
    _press(Qt.Key.Key_Return)
    _press(Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    assert page.table.current_id() == second
    assert page.panel.editor is not None
    assert page.panel.editor.hasFocus()
    _press(Qt.Key.Key_Escape)
    assert page.table.hasFocus()


def test_enter_without_a_change_saves_nothing_and_goes_on(page: FindingsPage, office: Office, qtbot: QtBot) -> None:
    _press(Qt.Key.Key_Return)
    _press(Qt.Key.Key_Return)
    _rest(page, qtbot)
    assert page.table.current_id() == page.model.ids[1]
    assert not open_worker(office, BASO.worker_id).history


def test_k_and_enter_confirm_a_warning_for_good(page: FindingsPage, qtbot: QtBot) -> None:
    key = f"{ANDI.worker_id}/ID-02"
    page.table.go_to(key)
    _press(Qt.Key.Key_K)
    assert page.panel.reason.hasFocus()
    QTest.keyClicks(page.panel.reason, "Akta kelahiran sudah dilihat")
    _press(Qt.Key.Key_Return)
    _rest(page, qtbot)
    assert key not in page.model.ids
    QTest.mouseClick(page.check, Qt.MouseButton.LeftButton)
    _rest(page, qtbot)
    assert key not in page.model.ids
    assert page.model.ids


def test_what_blocks_cannot_be_confirmed_and_k_says_so(page: FindingsPage) -> None:
    told: list[str] = []
    page.desk.said.connect(lambda _state, what, _fix: told.append(what))
    _press(Qt.Key.Key_K)
    assert told == ["Temuan ini tidak bisa dipastikan benar."]
    assert not page.panel.is_asking
    assert page.panel.confirm.isHidden()


def test_two_of_one_name_and_birth_date_are_not_confirmed_but_decided_in_kembar(
    page: FindingsPage, office: Office, qtbot: QtBot
) -> None:
    twin = _worker("Andi Rahma", "7302011808800009", ANDI.birth_date, phone="081234567899")
    with office.database.writing() as connection:
        workers.add(connection, [WorkerRecord(twin, Standing())])
    QTest.mouseClick(page.check, Qt.MouseButton.LeftButton)
    _rest(page, qtbot)
    assert page.table.go_to(f"{ANDI.worker_id}/GD-02")
    _press(Qt.Key.Key_K)
    assert not page.panel.is_asking
    QTest.mouseClick(page.panel.duplicates, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.window().rail.buttons["duplicates"].isChecked())  # type: ignore[attr-defined]


def test_a_rule_chosen_leaves_only_its_findings_and_the_counts_agree(page: FindingsPage) -> None:
    page.show_subject("TT-07")
    assert _troubles(page) == ["Tini Sari TT-07"]
    shown = page.facets.lists["rule"].list.currentItem()
    assert shown is not None
    assert shown.text() == "Nomor HP salah"
    assert page.facets.lists["severity"].list.item(2).text() == "Perlu dipastikan"
    page.facets.lists["rule"].list.setCurrentRow(0)
    assert len(page.model.ids) == len(page._all)


def test_a_worker_asked_for_by_another_page_comes_under_the_cursor(page: FindingsPage) -> None:
    page.show_subject(TINI.worker_id)
    assert page.panel.record is not None
    assert page.panel.record.worker.full_name == "Tini Sari"


def test_the_title_counts_what_is_open(page: FindingsPage) -> None:
    blocks = sum(one.finding.severity is Severity.BLOCKS for one in page._all)
    assert page.subtitle.text().startswith(f"{blocks} harus diperbaiki")


def test_an_office_without_workers_says_how_they_get_here(window: MainWindow, qtbot: QtBot) -> None:
    window.go("findings")
    made = window.page
    assert isinstance(made, FindingsPage)
    qtbot.waitUntil(lambda: made.stack.currentWidget() is made._empty)


def test_who_stands_in_closed_minutes_is_shown_but_not_mended(window: MainWindow, office: Office, qtbot: QtBot) -> None:
    with office.database.writing() as connection, unguarded(connection):
        workers.add(connection, [WorkerRecord(BASO, Standing(minutes_id="closed"))])
    window.go("findings")
    page = window.page
    assert isinstance(page, FindingsPage)
    qtbot.waitUntil(lambda: bool(page.model.ids) and page.check.isEnabled())
    assert not page.panel.save.isEnabled()
    assert "berita acara yang ditutup" in page.panel.remark.text()
    page.panel.mend()
    assert page.panel.editor is not None
    QTest.keyClicks(page.panel.editor, "1-1-1975")
    _press(Qt.Key.Key_Return)
    _rest(page, qtbot)
    assert open_worker(office, BASO.worker_id).record.worker.birth_date is None


def test_a_likely_repair_is_offered_and_saved_by_enter(page: FindingsPage, office: Office, qtbot: QtBot) -> None:
    page.table.go_to(f"{ANDI.worker_id}/ID-02")
    offers = [page.panel._offers.itemAt(at) for at in range(page.panel._offers.count())]
    pressed = [widget for one in offers if one is not None and (widget := one.widget()) is not None]
    if not pressed:
        pytest.fail("no repair was offered")
    QTest.mouseClick(pressed[0], Qt.MouseButton.LeftButton)
    _press(Qt.Key.Key_Return)
    _rest(page, qtbot)
    kept = open_worker(office, ANDI.worker_id).record.worker
    assert kept != ANDI
    assert f"{ANDI.worker_id}/ID-02" not in page.model.ids


def test_a_check_that_ends_while_one_types_leaves_the_typing_alone(page: FindingsPage, qtbot: QtBot) -> None:
    _press(Qt.Key.Key_Return)
    assert page.panel.editor is not None
    QTest.keyClicks(page.panel.editor, "1-1-19")
    page.reload()
    _rest(page, qtbot)
    assert page.panel.editor.text() == "1-1-19"
    assert page.panel.editor.hasFocus()
    assert page.table.current_id() == f"{BASO.worker_id}/BC-01"


def test_a_small_window_still_shows_the_whole_field_and_its_buttons(
    page: FindingsPage, window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(1024, 640)
    room = page.panel.parentWidget()
    assert room is not None
    qtbot.waitUntil(lambda: page.panel.geometry().right() <= room.rect().right())
    assert page.panel.editor is not None
    assert page.panel.editor.geometry().right() <= page.panel.rect().right()
    assert page.table.isColumnHidden(2)


def _fixing(page: FindingsPage, qtbot: QtBot) -> FixDialog:
    _press(Qt.Key.Key_S)
    dialog = page.at_once.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.plan is not None)
    return dialog


def test_two_keys_lead_from_the_list_to_the_corrected_field(page: FindingsPage, office: Office, qtbot: QtBot) -> None:
    """Enter opens the field, Enter keeps what was typed; nothing else is pressed but the value itself."""
    pressed = 0
    _press(Qt.Key.Key_Return)
    pressed += 1
    assert isinstance(page.panel.editor, QWidget)
    QTest.keyClicks(page.panel.editor, "2-2-1976")
    _press(Qt.Key.Key_Return)
    pressed += 1
    _rest(page, qtbot)
    assert open_worker(office, BASO.worker_id).record.worker.birth_date == date(1976, 2, 2)
    assert pressed <= 2


def test_all_of_a_kind_are_shown_mended_and_taken_back(page: FindingsPage, office: Office, qtbot: QtBot) -> None:
    others = [_worker(f"Rahma {letter}", "", date(1980, 8, 18), phone="+62 812-3456-78") for letter in "ab"]
    with office.database.writing() as connection:
        workers.add(connection, [WorkerRecord(one, Standing()) for one in others])
    QTest.mouseClick(page.check, Qt.MouseButton.LeftButton)
    _rest(page, qtbot)
    page.show_subject("TT-07")
    assert len(page.model.ids) == 3
    dialog = _fixing(page, qtbot)
    assert dialog.kind.currentData() == "phone"
    assert dialog.press.text() == "Perbaiki 2 pekerja"
    assert "1 dibiarkan" in dialog.counted.text()
    shown = [dialog.model.index(row, column).data() for row in range(2) for column in (2, 3)]
    assert shown == ["+62 812-3456-78", "0812345678"] * 2
    dialog.press.click()
    _rest(page, qtbot)
    qtbot.waitUntil(lambda: len(page.model.ids) == 1)
    assert open_worker(office, others[0].worker_id).record.worker.phone == "0812345678"
    qtbot.waitUntil(page.at_once.unfix.isVisible)
    undoing = _undoing(page, qtbot)
    assert undoing.model.index(0, 0).data() == "Tulis nomor HP dalam bentuk 08..."
    assert undoing.press.text() == "Kembalikan 2 pekerja"
    assert undoing.told.text() == "2 pekerja kembali seperti sebelum perbaikan ini."
    undoing.press.click()
    qtbot.waitUntil(lambda: len(page.model.ids) == 3)
    assert open_worker(office, others[0].worker_id).record.worker.phone == "+62 812-3456-78"
    qtbot.waitUntil(lambda: not page.at_once.unfix.isVisible())


def _undoing(page: FindingsPage, qtbot: QtBot) -> UnfixDialog:
    page.at_once.unfix.click()
    dialog = page.at_once.unfix_dialog
    assert isinstance(dialog, UnfixDialog)
    qtbot.waitUntil(lambda: dialog.plan is not None)
    return dialog


def test_who_was_changed_since_is_named_before_the_undo_and_left(
    page: FindingsPage, office: Office, qtbot: QtBot
) -> None:
    fix_many(office, preview_fix(office, FixAsked(fix="name-capitals")))
    tini = open_worker(office, TINI.worker_id).record.worker
    correct_worker(office, replace(tini, full_name="Tini Sari Dewi"))
    page.check_anew()
    _rest(page, qtbot)
    undoing = _undoing(page, qtbot)
    assert undoing.press.text() == "Kembalikan 2 pekerja"
    assert undoing.told.text().splitlines() == [
        "2 pekerja kembali seperti sebelum perbaikan ini, 1 dibiarkan:",
        "Tini Sari Dewi sudah diperbaiki lagi sesudahnya; dibiarkan.",
    ]
    undoing.leave.click()
    assert open_worker(office, BASO.worker_id).record.worker.full_name == "BASO ALI", "nothing was asked for"
    undoing = _undoing(page, qtbot)
    undoing.press.click()
    _rest(page, qtbot)
    qtbot.waitUntil(lambda: open_worker(office, BASO.worker_id).record.worker.full_name == "Baso Ali")
    assert open_worker(office, TINI.worker_id).record.worker.full_name == "Tini Sari Dewi"


def test_a_thousand_mended_by_clicks_taken_back_and_both_cancelled_midway(
    window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    people = [_worker(f"Rahma {number}", "", date(1980, 8, 18), phone="+62 812-3456-78") for number in range(1000)]
    with office.database.writing() as connection:
        workers.add(connection, [WorkerRecord(one, Standing()) for one in people])
    window.go("findings", "TT-07")
    page = window.page
    assert isinstance(page, FindingsPage)
    qtbot.waitUntil(lambda: page.check.isEnabled() and len(page.model.ids) == 1000, timeout=20_000)
    before = table(office, "workers")
    dialog = _fixing(page, qtbot)
    assert dialog.press.text() == "Perbaiki 1.000 pekerja"
    dialog.press.click()
    dialog.reject()
    _rest(page, qtbot)
    assert dialog.isVisible()
    assert table(office, "workers") == before
    dialog.press.click()
    qtbot.waitUntil(lambda: page.at_once.unfix.isVisible() and not _of_rule(page, "TT-07"), timeout=20_000)
    fixed = table(office, "workers")
    undoing = _undoing(page, qtbot)
    undoing.press.click()
    undoing.reject()
    _rest(page, qtbot)
    assert undoing.isVisible()
    assert table(office, "workers") == fixed
    undoing.press.click()
    qtbot.waitUntil(lambda: _of_rule(page, "TT-07") == 1000, timeout=20_000)
    assert table(office, "workers") == before


def _of_rule(page: FindingsPage, code: str) -> int:
    return sum(one.finding.code == code for one in page._all)


def _setting(
    page: FindingsPage, office: Office, qtbot: QtBot, rule: str, **fault: str
) -> tuple[FixDialog, list[Worker]]:
    """One value for all of two workers with a fault, asked for as it is in the list."""
    faulty = [_worker(f"Rahma {letter}", "", date(1980, 8, 18), **fault) for letter in "ab"]
    with office.database.writing() as connection:
        workers.add(connection, [WorkerRecord(one, Standing()) for one in faulty])
    QTest.mouseClick(page.check, Qt.MouseButton.LeftButton)
    _rest(page, qtbot)
    page.show_subject(rule)
    _press(Qt.Key.Key_S)
    dialog = page.at_once.dialog
    assert dialog is not None
    dialog.kind.setCurrentIndex(dialog.kind.findData("set"))
    return dialog, faulty


def test_one_value_for_all_of_a_kind_is_typed_where_the_cursor_is(
    page: FindingsPage, office: Office, qtbot: QtBot
) -> None:
    dialog, idle = _setting(page, office, qtbot, "PK-01", occupation="")
    assert dialog.value is not None
    qtbot.waitUntil(dialog.value.hasFocus)
    assert not dialog.press.isEnabled()
    QTest.keyClicks(dialog.value, "Nelayan")
    dialog.value.wants_next.emit()
    qtbot.waitUntil(lambda: dialog.plan is not None)
    dialog.press.click()
    _rest(page, qtbot)
    qtbot.waitUntil(lambda: open_worker(office, idle[1].worker_id).record.worker.occupation == "Nelayan")


def test_notes_of_a_big_office_are_shown_when_asked(
    page: FindingsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = [one for one in page._all if one.finding.severity is Severity.NOTES]
    assert notes
    assert page.notes.isHidden()
    monkeypatch.setattr("ucj_desktop.services.accuracy.mend_findings.MOST_NOTES", 0)
    page.reload()
    _rest(page, qtbot)
    assert page.notes.text() == f"Tampilkan {len(notes)} catatan"
    assert not [one for one in page._all if one.finding.severity is Severity.NOTES]
    assert f"{len(notes)} catatan" in page.subtitle.text()
    page.notes.click()
    _rest(page, qtbot)
    assert len([one for one in page._all if one.finding.severity is Severity.NOTES]) == len(notes)
    assert page.notes.isHidden()


def test_the_check_report_is_saved_as_a_workbook(page: FindingsPage, tmp_path: Path, qtbot: QtBot) -> None:
    page.at_once.write_workbook(tmp_path / "check.xlsx")
    _rest(page, qtbot)
    rows = load_workbook(tmp_path / "check.xlsx")["Temuan"].iter_rows(values_only=True)
    assert len([row for row in rows if isinstance(row[0], int)]) == len(page._all)


def test_the_check_report_holds_what_the_list_shows_on_paper_and_in_excel(
    page: FindingsPage, tmp_path: Path, qtbot: QtBot
) -> None:
    page.show_subject("TT-07")
    assert len(page.model.ids) == 1
    page.at_once.write_workbook(tmp_path / "check.xlsx")
    page.at_once.write_paper(tmp_path / "check.pdf")
    _rest(page, qtbot)
    book = load_workbook(tmp_path / "check.xlsx")
    rows = [row for row in book["Temuan"].iter_rows(values_only=True) if isinstance(row[0], int)]
    assert [(row[2], row[4]) for row in rows] == [("Tini Sari", "TT-07")]
    only = "Hanya: TT-07 Nomor HP"
    assert any(only in str(cell) for row in book["Per aturan"].iter_rows(values_only=True) for cell in row)
    said = PdfDocument(tmp_path / "check.pdf")[0].get_textpage().get_text_range()
    assert only in " ".join(said.split())
    assert "Laporan ini memuat 1 temuan." in " ".join(said.split())


def test_a_value_that_nobody_can_have_is_refused_inside_the_dialog(
    page: FindingsPage, office: Office, qtbot: QtBot
) -> None:
    dialog, _ = _setting(page, office, qtbot, "TT-04", rt="dua")
    assert dialog.value is not None
    QTest.keyClicks(dialog.value, "tiga")
    dialog.value.wants_next.emit()
    qtbot.waitUntil(dialog.bar.isVisible)
    assert "RT" in dialog.bar.what.text()
    assert not dialog.press.isEnabled()


def test_in_the_smallest_window_nothing_of_the_panel_is_cut_or_squeezed(
    page: FindingsPage, window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(window.minimumSize())
    qtbot.waitUntil(lambda: page.minimumSizeHint().width() <= page.width() < 880)
    letters = page.table.fontMetrics().horizontalAdvance("MUH. KAHARUDDIN SALEH")
    assert page.table.columnWidth(0) > letters + 40, "a name beside its sign is not shortened"
    panel, editor = page.panel, page.panel.editor
    assert editor is not None
    _press(Qt.Key.Key_Return)
    assert editor.hasFocus()
    for one in (editor, panel.save):
        assert one.visibleRegion().boundingRect() == one.rect(), "all of it can be seen"
        assert one.height() >= one.minimumSizeHint().height()


def test_in_the_smallest_window_the_field_is_seen_without_a_key_and_a_chosen_rule_leaves_room_for_names(
    page: FindingsPage, window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(window.minimumSize())
    qtbot.waitUntil(lambda: page.width() < 880)
    page.next()
    editor, save = page.panel.editor, page.panel.save
    assert editor is not None
    qtbot.waitUntil(lambda: save.visibleRegion().boundingRect() == save.rect())
    assert editor.visibleRegion().boundingRect().height() == editor.height()
    assert page.table.isColumnHidden(1), "the panel says what is found"
    window.resize(1120, 600)
    qtbot.waitUntil(lambda: 880 < page.width() < 1000)
    before = page.table.columnWidth(0)
    assert not page.table.isColumnHidden(1)
    page.show_subject("TT-07")
    assert page.table.isColumnHidden(1), "the facet says which it is"
    assert page.table.columnWidth(0) > before
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: page.width() > 1000)
    assert not page.table.isColumnHidden(1)
