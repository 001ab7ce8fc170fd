"""A worker entered and corrected by keys alone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.demo_office import put_people
from ucj_desktop.domain.standing import WorkerFilter
from ucj_desktop.domain.worker import Sex, Worker
from ucj_desktop.gui.look import State
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.workers_page import WorkersPage
from ucj_desktop.services.collect.enter_worker import save_new_worker
from ucj_desktop.services.collect.keep_draft import kept_drafts
from ucj_desktop.services.collect.list_workers import worker_ids, workers_by_id
from ucj_desktop.services.office import Office

NIK = "7302015708800001"


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> WorkersPage:
    window.go("workers")
    made = window.page
    assert isinstance(made, WorkersPage)
    return made


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(_focused(), key, modifier)


def write(qtbot: QtBot, text: str) -> None:
    QTest.keyClicks(_focused(), text)


def _focused() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def _begin(page: WorkersPage, qtbot: QtBot) -> None:
    press(qtbot, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert page.entry.form.field_at_cursor() == "nik"


def _stored(office: Office) -> list[Worker]:
    return [one.worker for one in workers_by_id(office, worker_ids(office, WorkerFilter()))]


def test_a_worker_is_entered_by_keys_alone(page: WorkersPage, office: Office, qtbot: QtBot) -> None:
    _begin(page, qtbot)
    form = page.entry.form
    write(qtbot, NIK)
    assert form.field_at_cursor() == "full_name", "a full NIK moves on by itself"
    write(qtbot, "Sitti Rahmawati")
    for field, typed in (
        ("alias", ""),
        ("birth_place", "Bulukumba"),
        ("birth_date", ""),
        ("sex", ""),
        ("kk_number", "7302011105100004"),
    ):
        if form.field_at_cursor() != field:
            press(qtbot, Qt.Key.Key_Return)
        assert form.field_at_cursor() == field
        write(qtbot, typed)
    assert form.field_at_cursor() == "mother_name"
    write(qtbot, "Hasnah")
    press(qtbot, Qt.Key.Key_Return)
    write(qtbot, "Bialo")
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    if page.entry.bar.state is State.WARNS:
        press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(_stored(office)) == 1)
    [stored] = _stored(office)
    assert (stored.nik, stored.full_name, stored.mother_name) == (NIK, "Sitti Rahmawati", "Hasnah")
    assert stored.village_code == "7302012004" or office.printed(stored.village_code) == "Bialo"
    assert stored.sex is Sex.FEMALE
    assert stored.birth_date is not None
    assert stored.birth_date.isoformat() == "1980-08-17"
    assert form.field_at_cursor() == "nik", "the next form is open"
    qtbot.waitUntil(lambda: page.entry.entered[0].state is State.GOOD)


def test_village_and_source_are_carried_over_and_look_so(page: WorkersPage, office: Office, qtbot: QtBot) -> None:
    [first] = [Worker(full_name="Ambo Tuo", village_code="7302012004", rt="002", source="DTSEN")]
    page.entry.form.begin(Worker(), carried=first)
    box = page.entry.form.rows["rt"].editor
    assert box.text() == "002"
    assert box.property("origin") == "carried"
    assert page.entry.form.rows["full_name"].editor.text() == ""
    assert not page.entry.form.is_touched


def test_f4_repeats_the_last_workers_value(page: WorkersPage, qtbot: QtBot) -> None:
    _begin(page, qtbot)
    form = page.entry.form
    form.begin(Worker(), carried=Worker(full_name="Ambo Tuo", mother_name="Hasnah"))
    form.go_to("mother_name")
    press(qtbot, Qt.Key.Key_F4)
    assert form.rows["mother_name"].editor.text() == "Hasnah"
    assert form.field_at_cursor() == "village_code"


def test_a_nik_in_use_is_told_with_whose_and_where(page: WorkersPage, office: Office, qtbot: QtBot) -> None:
    put_people(office, 20, messy=False)
    someone = _stored(office)[0]
    _begin(page, qtbot)
    form = page.entry.form
    write(qtbot, someone.nik)
    qtbot.waitUntil(lambda: form.rows["nik"].state is State.BLOCKS)
    assert someone.full_name in form.rows["nik"].remark.text()
    assert office.printed(someone.village_code) in form.rows["nik"].remark.text()


def test_a_swapped_pair_of_digits_is_offered_as_a_repair(page: WorkersPage, qtbot: QtBot) -> None:
    _begin(page, qtbot)
    form = page.entry.form
    form.rows["birth_date"].editor.setText("17-08-1980")
    form.rows["sex"].editor.setText("Perempuan")
    write(qtbot, "7302015780800001")
    qtbot.waitUntil(lambda: form.repair_bar.state is State.WARNS)
    press(qtbot, Qt.Key.Key_F8)
    assert form.rows["nik"].editor.reading().value == NIK


def test_a_worker_without_a_name_is_not_saved(page: WorkersPage, office: Office, qtbot: QtBot) -> None:
    _begin(page, qtbot)
    write(qtbot, NIK)
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.entry.form.rows["full_name"].state is State.BLOCKS
    assert page.entry.form.field_at_cursor() == "full_name"
    assert _stored(office) == []


def test_what_is_typed_is_not_lost_by_going_to_another_page(
    window: MainWindow, page: WorkersPage, qtbot: QtBot
) -> None:
    _begin(page, qtbot)
    write(qtbot, "7302")
    press(qtbot, Qt.Key.Key_Escape)
    assert page.views.currentIndex() == 1
    assert page.entry.bar.state is State.WARNS
    page.entry.discard()
    assert page.views.currentIndex() == 0


def test_a_correction_is_saved_and_seen_in_the_list(page: WorkersPage, office: Office, qtbot: QtBot) -> None:
    put_people(office, 5, messy=False)
    page.reload()
    qtbot.waitUntil(lambda: len(page.model.ids) == 5)
    page.table.setFocus()
    press(qtbot, Qt.Key.Key_Return)
    form = page.entry.form
    form.go_to("full_name")
    form.rows["full_name"].editor.selectAll()
    write(qtbot, "Zulkifli Baru")
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.views.currentIndex() == 0)
    assert "Zulkifli Baru" in [one.full_name for one in _stored(office)]
    qtbot.waitUntil(lambda: page.panel.name.text() == "Zulkifli Baru")


def test_twenty_workers_without_the_mouse(page: WorkersPage, office: Office, qtbot: QtBot) -> None:
    _begin(page, qtbot)
    for number in range(1, 21):
        write(qtbot, f"730201570880{number:04d}")
        write(qtbot, f"Sitti Rahma {'ABCDEFGHIJKLMNOPQRST'[number - 1]}")
        page.entry._warned_about = ""
        press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        if page.entry.bar.state is State.WARNS:
            press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(_stored(office)) == 20)
    qtbot.waitUntil(lambda: len(page.entry.entered) == 10)


def test_what_was_typed_comes_back_after_the_program_was_killed(
    page: WorkersPage, office: Office, open_window: Callable[[Office], MainWindow], qtbot: QtBot
) -> None:
    _begin(page, qtbot)
    write(qtbot, NIK)
    write(qtbot, "Sitti Rahmawati")
    press(qtbot, Qt.Key.Key_Return)
    QApplication.processEvents()
    again = open_window(office).page
    assert isinstance(again, WorkersPage)
    form = again.entry.form
    assert form.rows["full_name"].editor.text() == "Sitti Rahmawati"
    assert form.worker().nik == NIK
    assert form.worker_id == page.entry.form.worker_id
    assert form.field_at_cursor() == "alias"


def test_a_saved_worker_leaves_no_draft(page: WorkersPage, office: Office, qtbot: QtBot) -> None:
    _begin(page, qtbot)
    write(qtbot, NIK)
    write(qtbot, "Sitti Rahmawati")
    page.entry._save_new(page.entry.form.worker())
    qtbot.waitUntil(lambda: len(_stored(office)) == 1)
    qtbot.waitUntil(lambda: kept_drafts(office) == [])


def test_a_draft_that_reached_the_store_is_not_offered_again(page: WorkersPage, office: Office, qtbot: QtBot) -> None:
    _begin(page, qtbot)
    write(qtbot, NIK)
    write(qtbot, "Sitti Rahmawati")
    page.entry.keep_draft()
    save_new_worker(office, page.entry.form.worker())
    page.show_subject("draft")
    assert page.views.currentIndex() == 0
    assert kept_drafts(office) == []
