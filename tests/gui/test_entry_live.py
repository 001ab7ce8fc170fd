"""What the entry form says and offers while a worker is typed, and how few keys a worker needs."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.domain.rules.sound_worker import SOUND
from tests.reports.test_pictures import photo
from ucj_desktop.crypto.nik_filter import make_nik_filter
from ucj_desktop.domain.attachment import AttachmentKind
from ucj_desktop.domain.standing import WorkerFilter
from ucj_desktop.domain.worker import Sex, Worker
from ucj_desktop.gui.look import State
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.entry_view import Entered
from ucj_desktop.gui.pages.workers_page import WorkersPage
from ucj_desktop.gui.widgets.papers_box import PaperView
from ucj_desktop.gui.widgets.worker_form import WorkerForm
from ucj_desktop.services.accuracy.check_workers import findings_of
from ucj_desktop.services.care.history import history
from ucj_desktop.services.care.settings import save_preferences
from ucj_desktop.services.collect.attach import attach, attachments_of
from ucj_desktop.services.collect.enter_worker import save_new_worker
from ucj_desktop.services.collect.keep_draft import Draft, Origin, carried_worker
from ucj_desktop.services.collect.list_workers import worker_ids, workers_by_id
from ucj_desktop.services.office import Office
from ucj_desktop.storage import elsewhere, workers
from ucj_desktop.storage.elsewhere import ToldElsewhere

HERS = "7302015708800001"  # born 17-08-1980, a woman
NO_KEY = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(window: MainWindow) -> WorkersPage:
    window.go("workers", "new")
    made = window.page
    assert isinstance(made, WorkersPage)
    return made


@pytest.fixture
def form(page: WorkersPage) -> WorkerForm:
    assert page.entry.form.field_at_cursor() == "nik"
    return page.entry.form


def focused() -> QWidget:
    there = QApplication.focusWidget()
    assert there is not None
    return there


def test_a_nik_that_another_kecamatan_has_sent_is_noted_and_hinders_nothing(form: WorkerForm, office: Office) -> None:
    with office.database.writing() as connection:
        elsewhere.keep(connection, ToldElsewhere(4, "2026-11-20T02:00:00Z", make_nik_filter([HERS])))
    type_in(form, "nik", HERS)
    row = form.rows["nik"]
    assert row.state is State.NOTE
    assert "mungkin sudah dikirim kecamatan lain (menurut balasan kabupaten tanggal 20-11-2026)" in row.remark.text()
    type_in(form, "nik", f"{HERS[:15]}2")
    assert "kecamatan lain" not in row.remark.text()


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = NO_KEY) -> None:
    QTest.keyClick(focused(), key, modifier)


def write(text: str) -> None:
    for sign in text:
        QTest.keyClicks(focused(), sign)


def type_in(form: WorkerForm, code: str, text: str) -> None:
    form.go_to(code)
    write(text)
    press(Qt.Key.Key_Return)
    QApplication.processEvents()


def stored(office: Office) -> list[Worker]:
    return [one.worker for one in workers_by_id(office, worker_ids(office, WorkerFilter()))]


def test_the_sixteenth_digit_offers_birth_date_and_sex_and_says_where_it_is_from(form: WorkerForm) -> None:
    write(HERS)
    QApplication.processEvents()
    date, sex = form.rows["birth_date"], form.rows["sex"]
    assert (date.editor.text(), sex.editor.text()) == ("17-08-1980", "Perempuan")
    assert (date.editor.property("origin"), date.state) == ("offered", State.NOTE)
    assert "Gantarang" in form.rows["nik"].remark.text()
    assert "Bulukumba" in form.rows["nik"].remark.text()


def test_an_offer_is_taken_by_going_on(form: WorkerForm) -> None:
    write(HERS)
    form.go_to("birth_date")
    press(Qt.Key.Key_Return)
    QApplication.processEvents()
    assert form.field_at_cursor() == "sex"
    assert form.rows["birth_date"].editor.property("origin") == "typed"
    assert form.rows["birth_date"].state is State.GOOD


def test_an_offer_follows_another_nik_but_what_was_taken_stays(form: WorkerForm) -> None:
    write(HERS)
    form.go_to("sex")
    press(Qt.Key.Key_Return)
    form.go_to("nik")
    write("7302011209790001")
    QApplication.processEvents()
    assert form.rows["birth_date"].editor.text() == "12-09-1979"
    assert form.rows["sex"].editor.text() == "Perempuan"
    form.go_to("nik")
    write("12")
    press(Qt.Key.Key_Return)
    assert form.rows["birth_date"].editor.text() == ""


def test_what_disagrees_is_named_by_its_digits_and_one_key_mends_it(form: WorkerForm) -> None:
    write("7302011708800001")
    type_in(form, "sex", "P")
    assert "Angka ke-7 NIK (1) berarti laki-laki, tertulis perempuan." in form.repair_bar.what.text()
    here = form.field_at_cursor()
    press(Qt.Key.Key_F8)
    assert form.worker().nik == HERS
    assert form.repair_bar.state is None
    assert form.field_at_cursor() == here


def test_the_second_repair_has_a_key_too(form: WorkerForm) -> None:
    form.rows["birth_date"].editor.setText("17-08-1980")
    write("7302011708810001")  # one digit of the year is off, whoever it is; without a sex a woman's day is far
    QApplication.processEvents()
    form.rows["birth_date"].editor.setText("12-05-1980")
    form.go_to("nik")
    form.rows["nik"].editor.selectAll()
    write("7302010512800001")  # 05-12 for 12-05: swapped in the NIK's reading or in the date's
    QApplication.processEvents()
    assert [one.field for one in form.repair_bar.repairs] == ["birth_date"]
    press(Qt.Key.Key_F9)
    assert form.worker().birth_date is not None
    press(Qt.Key.Key_F8)
    assert form.rows["birth_date"].editor.text() == "05-12-1980"


def test_a_century_too_early_is_offered_its_repair(form: WorkerForm) -> None:
    write("7302015708050001")
    type_in(form, "birth_date", "17-08-1905")
    assert form.repair_bar.state is State.WARNS
    press(Qt.Key.Key_F8)
    assert form.rows["birth_date"].editor.text() == "17-08-2005"


def _a_lawful_mismatch(form: WorkerForm) -> None:
    write(HERS)
    write("Sitti Rahmawati")
    type_in(form, "birth_date", "29-01-1975")
    assert form.rows["birth_date"].state is State.WARNS
    assert form.repair_bar.repairs == ()


def test_a_lawful_mismatch_is_confirmed_with_a_reason_once(
    page: WorkersPage, form: WorkerForm, office: Office, qtbot: QtBot
) -> None:
    _a_lawful_mismatch(form)
    press(Qt.Key.Key_F7)
    write("tanggal lahir diperbaiki pengadilan")
    press(Qt.Key.Key_Return)
    QApplication.processEvents()
    assert form.rows["birth_date"].state is State.GOOD
    assert "pengadilan" in form.rows["birth_date"].remark.text()
    assert form.repair_bar.state is None, "what was confirmed is named no more"
    press(Qt.Key.Key_Return, CONTROL)
    press(Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: len(stored(office)) == 1)
    qtbot.waitUntil(lambda: page.desk.is_idle)
    [worker] = stored(office)
    assert "ID-02" not in [one.code for one in findings_of(office, worker)]
    told = [line.sentence for line in history(office, worker_id=worker.worker_id)]
    assert any("Peringatan dibenarkan" in sentence for sentence in told)


def test_a_confirmed_warning_is_asked_again_when_the_value_changes(form: WorkerForm) -> None:
    _a_lawful_mismatch(form)
    press(Qt.Key.Key_F7)
    press(Qt.Key.Key_Return)
    QApplication.processEvents()
    assert form.confirmed
    type_in(form, "birth_date", "30-01-1975")
    assert form.rows["birth_date"].state is State.WARNS
    assert not form.confirmed


def test_escape_in_the_reason_confirms_nothing_and_goes_back(form: WorkerForm) -> None:
    _a_lawful_mismatch(form)
    here = form.field_at_cursor()
    press(Qt.Key.Key_F7)
    press(Qt.Key.Key_Escape)
    assert form.field_at_cursor() == here
    assert not form.confirmed
    assert form.reason_line.isHidden()


def test_in_the_smallest_window_the_line_for_the_reason_is_seen_whole(
    window: MainWindow, form: WorkerForm, qtbot: QtBot
) -> None:
    window.resize(960, 520)
    qtbot.waitUntil(lambda: window.height() == 520)
    _a_lawful_mismatch(form)
    press(Qt.Key.Key_F7)
    QApplication.processEvents()
    line, seen = form.reason_line, form.viewport()
    top = line.mapTo(seen, QPoint(0, 0)).y()
    assert focused() is line.box
    assert 0 <= top <= seen.height() - line.height()


def test_no_nik_is_stated_with_a_dash_and_asked_about_no_more(form: WorkerForm, office: Office) -> None:
    write("-")
    press(Qt.Key.Key_Return)
    write("Baso")
    press(Qt.Key.Key_Return)
    QApplication.processEvents()
    assert form.rows["nik"].editor.text() == "belum ada"
    assert form.rows["nik"].state is State.NOTE
    assert form.worker().is_without_nik
    assert "ID-01" not in [one.code for one in form.blocking()]
    form.rows["nik"].editor.clear()
    assert "ID-01" in [one.code for one in form.blocking()], "an empty box states nothing"


def test_a_worker_without_nik_gets_one_later_and_keeps_its_history(
    page: WorkersPage, office: Office, qtbot: QtBot
) -> None:
    save_new_worker(office, replace(SOUND, nik=""))
    page.correct(SOUND.worker_id, "nik")
    form = page.entry.form
    assert form.rows["nik"].editor.text() == "belum ada"
    write(SOUND.nik)
    press(Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: [one.nik for one in stored(office)] == [SOUND.nik])
    [worker] = stored(office)
    assert worker.worker_id == SOUND.worker_id
    told = [line.sentence for line in history(office, worker_id=worker.worker_id)]
    assert told[-1].startswith("Pekerja dimasukkan")
    assert len(told) == 2


def test_boxes_that_are_full_go_on_by_themselves(form: WorkerForm) -> None:
    for code, typed in (
        ("birth_date", "17081980"),
        ("sex", "l"),
        ("kk_number", "7302011105100004"),
        ("rt", "002"),
        ("rw", "001"),
    ):
        form.go_to(code)
        write(typed)
        codes = list(form.rows)
        assert form.field_at_cursor() == codes[codes.index(code) + 1], code
    assert form.worker().sex is Sex.MALE
    assert form.rows["birth_date"].editor.text() == "17-08-1980"


def test_taking_letters_away_never_goes_on(form: WorkerForm) -> None:
    form.go_to("sex")
    write("p")
    form.go_to("sex")
    press(Qt.Key.Key_End)
    press(Qt.Key.Key_Backspace)
    assert form.field_at_cursor() == "sex"
    assert form.rows["sex"].editor.text() == "Perempua"


def test_f6_goes_over_what_is_carried_and_offered(form: WorkerForm) -> None:
    form.begin(Worker(), carried=replace(SOUND, source=""))
    form.go_to("nik")
    write(HERS)
    visited = []
    while form.field_at_cursor() not in visited:
        visited.append(form.field_at_cursor())
        press(Qt.Key.Key_F6)
    assert visited[:5] == ["full_name", "alias", "birth_place", "kk_number", "mother_name"]
    assert visited[5:7] == ["address", "phone"]
    assert "source" in visited
    assert "village_code" not in visited


def test_carried_values_say_that_they_are(form: WorkerForm) -> None:
    form.begin(Worker(), carried=SOUND)
    row = form.rows["hamlet"]
    assert row.editor.text() == SOUND.hamlet
    assert "pekerja sebelumnya" in row.remark.text()
    form.go_to("hamlet")
    write("Bonto")
    assert row.editor.property("origin") == "typed"


def test_what_is_carried_is_there_again_the_next_day_but_names_nobody(
    page: WorkersPage, form: WorkerForm, office: Office, open_window: Callable[[Office], MainWindow], qtbot: QtBot
) -> None:
    write(HERS)
    write("Sitti Rahmawati")
    form.rows["village_code"].editor.setText("Bialo")  # without a screen a list that was open keeps the window
    for code, typed in (("hamlet", "Bonto"), ("source", "DTSEN")):
        type_in(form, code, typed)
    for _ in range(2):
        press(Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: len(stored(office)) == 1 and page.desk.is_idle)
    tomorrow = open_window(office)
    tomorrow.go("workers", "new")
    again = tomorrow.page
    assert isinstance(again, WorkersPage)
    worker = again.entry.form.worker()
    assert (worker.village_code, worker.hamlet, worker.source) == (stored(office)[0].village_code, "Bonto", "DTSEN")
    carried = carried_worker(office)
    assert carried is not None
    assert (carried.nik, carried.full_name) == ("", "")


def test_a_village_of_another_kecamatan_is_not_found_and_the_form_says_where_it_looked(form: WorkerForm) -> None:
    write(HERS)
    type_in(form, "village_code", "Tanah Jaya")  # in Kajang
    row = form.rows["village_code"]
    assert row.state is State.BLOCKS
    assert "Tidak ada desa/kelurahan “Tanah Jaya” di Kecamatan Gantarang." in row.remark.text()


def test_a_worker_needs_four_keys_beyond_the_data(form: WorkerForm, page: WorkersPage, office: Office) -> None:
    """NIK, name, KK and mother; the rest is carried or offered. Enter and F6 go on, Ctrl+Enter saves."""
    form.begin(Worker(), carried=SOUND)
    form.go_to("nik")
    beyond = 0

    def go_to(code: str) -> None:
        nonlocal beyond
        while form.field_at_cursor() != code:
            press(Qt.Key.Key_F6)
            beyond += 1

    write(HERS)
    write("Sitti Rahmawati")
    go_to("kk_number")
    write("7302011105100004")
    assert form.field_at_cursor() == "mother_name"
    write("Hasnah")
    press(Qt.Key.Key_Return, CONTROL)
    beyond += 1
    QApplication.processEvents()
    assert page.entry.entered[0].worker.full_name == "Sitti Rahmawati"
    assert beyond == 4, "three boxes gone over and one save"


def test_somebody_who_may_be_the_same_is_told_under_the_name(form: WorkerForm, office: Office) -> None:
    save_new_worker(office, SOUND)
    write("7302011708800077")
    write(SOUND.full_name)
    form.go_to("birth_date")
    press(Qt.Key.Key_Return)
    QApplication.processEvents()
    assert form.same_bar.state is State.WARNS
    assert SOUND.full_name in form.same_bar.what.text()
    assert "Bialo" in form.same_bar.what.text()
    assert form.rows["nik"].state is State.GOOD, "the NIK itself is nobody's"
    type_in(form, "full_name", "Nurhayati Puji")
    type_in(form, "birth_date", "03-02-1991")
    assert form.same_bar.state is None


def test_a_correction_is_not_like_itself(page: WorkersPage, office: Office) -> None:
    save_new_worker(office, SOUND)
    page.correct(SOUND.worker_id)
    assert page.entry.form.same_bar.state is None


def test_papers_of_a_new_worker_are_kept_with_the_save(
    window: MainWindow, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    save_preferences(office, replace(office.preferences, attachments=True))
    window.go("workers", "new")
    page = window.page
    assert isinstance(page, WorkersPage)
    form = page.entry.form
    assert not form.papers.isHidden()
    write(HERS)
    write("Sitti Rahmawati")
    form.papers.add(photo(tmp_path / "ktp.jpg"), AttachmentKind.KTP)
    form.papers.add(photo(tmp_path / "kk.jpg", wide=300), AttachmentKind.KK)
    qtbot.waitUntil(lambda: form.papers.list.count() == 2)
    for _ in range(2):
        press(Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: page.desk.is_idle and len(stored(office)) == 1)
    [worker] = stored(office)
    kinds = {one.kind for one in attachments_of(office, worker.worker_id)}
    assert kinds == {AttachmentKind.KTP, AttachmentKind.KK}
    assert form.papers.list.count() == 0


def test_an_office_that_keeps_no_papers_is_not_asked_for_them(form: WorkerForm) -> None:
    assert form.papers.isHidden()
    assert form.papers_heading.isHidden()


def test_a_paper_is_looked_at_and_erased_from_the_panel(
    page: WorkersPage, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    save_new_worker(office, SOUND)
    save_preferences(office, replace(office.preferences, attachments=True))
    attach(office, SOUND.worker_id, photo(tmp_path / "ktp.jpg"), AttachmentKind.KTP)
    page.entry.discard()
    page.show_subject(SOUND.worker_id)
    qtbot.waitUntil(lambda: page.panel.record is not None)
    papers = page.panel.papers
    page.panel.tabs.setCurrentIndex(3)
    papers.open.click()
    qtbot.waitUntil(lambda: papers.findChild(PaperView) is not None)
    view = papers.findChild(PaperView)
    assert isinstance(view, PaperView)
    assert (view.picture.width(), view.picture.height()) == (400, 200)
    view.accept()
    papers.erase.click()
    assert papers.bar.state is State.WARNS
    assert len(attachments_of(office, SOUND.worker_id)) == 1, "asked first"
    papers._erase(papers._papers[0])
    qtbot.waitUntil(lambda: attachments_of(office, SOUND.worker_id) == [])


def test_an_emptied_box_of_a_correction_is_still_empty_after_a_crash(
    page: WorkersPage, office: Office, open_window: Callable[[Office], MainWindow]
) -> None:
    save_new_worker(office, SOUND)
    page.correct(SOUND.worker_id, "note")
    form = page.entry.form
    form.rows["note"].editor.selectAll()
    press(Qt.Key.Key_Delete)
    form.go_to("heir_name")
    QApplication.processEvents()
    again = open_window(office).page
    assert isinstance(again, WorkersPage)
    assert again.entry.form.rows["note"].editor.text() == ""
    assert again.entry.form.worker().heir_name == SOUND.heir_name
    assert again.entry.form.field_at_cursor() == "heir_name"


def _refused(page: WorkersPage, office: Office, qtbot: QtBot) -> str:
    """The id of a worker who was typed with a confirmed warning and could not be kept."""
    form = page.entry.form
    worker_id = form.worker_id
    save_new_worker(office, Worker(full_name="Orang Lain", worker_id=worker_id))
    _a_lawful_mismatch(form)
    press(Qt.Key.Key_F7)
    press(Qt.Key.Key_Return)
    for _ in range(2):
        press(Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: page.desk.is_idle and page.entry.entered[0].state is State.BLOCKS)
    with office.database.writing() as connection:
        workers.remove(connection, [worker_id])
    return worker_id


def test_a_refused_worker_is_opened_as_typed_while_another_is_being_typed(
    page: WorkersPage, form: WorkerForm, office: Office, qtbot: QtBot
) -> None:
    refused = _refused(page, office, qtbot)
    assert form.field_at_cursor() == "nik", "the next form is open"
    write("7302011209790001")
    write("Baso Tamparang")
    other = form.worker_id
    page.entry.recent.itemActivated.emit(page.entry.recent.item(0))
    assert (form.worker_id, form.worker().full_name) == (refused, "Sitti Rahmawati")
    assert form.confirmed, "what was confirmed stays so"
    assert "Baso Tamparang" in page.entry.bar.what.text()
    assert [one.worker.worker_id for one in page.entry.entered] == [other]
    for _ in range(2):
        press(Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: page.desk.is_idle and [one.worker_id for one in stored(office)] == [refused])
    page.entry.recent.itemActivated.emit(page.entry.recent.item(1))
    assert (form.worker_id, form.worker().full_name) == (other, "Baso Tamparang")
    assert form.rows["birth_date"].editor.origin is Origin.OFFERED
    assert [one.state for one in page.entry.entered] == [State.GOOD]


def test_whoever_is_not_saved_stays_in_the_list_however_many_follow(page: WorkersPage) -> None:
    entry = page.entry
    for number in range(14):
        worker = Worker(full_name=f"Baso {number}")
        state = State.BLOCKS if number == 0 else State.GOOD
        entry._put_first(Entered(worker, Draft(worker.worker_id, {}), state))
    assert len(entry.entered) == 10
    assert entry.entered[-1].worker.full_name == "Baso 0"


def test_what_is_shared_with_others_is_said_beside_its_field_before_the_save(
    form: WorkerForm, office: Office, page: WorkersPage, qtbot: QtBot
) -> None:
    save_new_worker(office, SOUND)
    write(HERS)
    write("Hasnah Puji")
    form.go_to("kk_number")
    write(SOUND.nik[:12])
    QApplication.processEvents()
    assert form.rows["kk_number"].state is None, "nothing is said of a number half typed"
    write(SOUND.nik[12:])
    QApplication.processEvents()
    row = form.rows["kk_number"]
    assert (row.state, "NIK pekerja lain" in row.remark.text()) == (State.WARNS, True)
    form.go_to("kk_number")
    press(Qt.Key.Key_F7)
    press(Qt.Key.Key_Return)
    for _ in range(2):
        press(Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: page.desk.is_idle and len(stored(office)) == 2)
    [saved] = [one for one in stored(office) if one.nik == HERS]
    assert "GD-07" not in [one.code for one in findings_of(office, saved)], "it was confirmed with the save"


def test_a_name_twice_in_a_kk_is_said_under_the_name(form: WorkerForm, office: Office) -> None:
    save_new_worker(office, replace(SOUND, birth_date=None, nik=""))
    write(HERS)
    write(SOUND.full_name)
    type_in(form, "kk_number", SOUND.kk_number)
    assert form.rows["full_name"].state is State.WARNS
    assert "Dalam KK yang sama" in form.rows["full_name"].remark.text()


def test_the_same_person_is_named_once(form: WorkerForm, office: Office) -> None:
    save_new_worker(office, SOUND)
    write("-")
    press(Qt.Key.Key_Return)
    write(SOUND.full_name)
    type_in(form, "birth_date", "17-08-1980")
    assert SOUND.full_name in form.same_bar.what.text()
    assert "Nama dan tanggal lahir sama" not in form.rows["full_name"].remark.text()
