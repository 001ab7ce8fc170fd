"""Kembar: pairs decided by keys alone, and what a merge keeps."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.demo_office import make_office
from tests.performance.pair_clerk import PairClerk
from tests.stages import unguarded, vouch
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.people import OfficeKind
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import Standing, WorkerFilter, WorkerRecord
from ucj_desktop.domain.verdict import Verdict
from ucj_desktop.domain.worker import Sex, Worker
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.duplicates_page import DuplicatesPage
from ucj_desktop.gui.widgets.pair_table import PairModel, differing
from ucj_desktop.services.accuracy.settle_duplicates import pairs_to_decide
from ucj_desktop.services.collect.list_workers import count_workers, open_worker
from ucj_desktop.services.office import Office
from ucj_desktop.storage import workers
from ucj_desktop.storage.journal import Entry

ANDI = Worker(
    full_name="Andi Rahma", nik="7302011708800001", birth_date=date(1980, 8, 17), sex=Sex.MALE, rt="001",
    village_code="7302011002", mother_name="Sitti Aminah", address="Jl. Pasar", unread={"phone": "0812"},
)  # fmt: skip
TWIN = replace(
    ANDI,
    worker_id=new_id(),
    full_name="A. Rahma",
    rt="004",
    phone="081234567890",
    address="",
    mother_name="",
    unread={},
)


def _keep(office: Office, *people: Worker) -> None:
    with office.database.writing() as connection:
        workers.add(connection, [WorkerRecord(one, Standing()) for one in people])
        office.log_many(connection, [Entry(action="worker.entered", subject=one.worker_id) for one in people])


def _open(window: MainWindow, qtbot: QtBot) -> DuplicatesPage:
    window.go("duplicates")
    page = window.page
    assert isinstance(page, DuplicatesPage)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is not page._waiting)
    return page


def _rest(page: DuplicatesPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.desk.jobs.current is None)


def _settle(page: DuplicatesPage, qtbot: QtBot) -> None:
    """Until what a change sets going is read, too."""
    for _ in range(3):
        qtbot.waitUntil(lambda: page.desk.is_idle, timeout=30_000)
        qtbot.wait(1)


@pytest.fixture
def page(window: MainWindow, office: Office, qtbot: QtBot) -> DuplicatesPage:
    _keep(office, ANDI, TWIN)
    return _open(window, qtbot)


def _press(page: DuplicatesPage, key: Qt.Key) -> None:
    QTest.keyClick(page.table, key)


def _go_to_row(page: DuplicatesPage, code: str) -> None:
    page.table.selectRow(next(number for number, row in enumerate(page.table.pair.rows) if row.code == code))


def test_the_pair_says_why_and_what_joining_would_do(page: DuplicatesPage) -> None:
    assert "NIK sama; Nama sama dengan ejaan lain: Andi = A." in page.evidence.agrees.text()
    assert "Nama ibu kandung orang kedua belum diisi" in page.evidence.unknown.text()
    assert not page.evidence.differs.isVisible()
    assert page.outcome.text().startswith("Bila digabung: orang pertama dipertahankan, 1 isian diambil")
    assert QApplication.focusWidget() is page.table


def test_a_verdict_that_joining_would_empty_is_told_before(window: MainWindow, office: Office, qtbot: QtBot) -> None:
    _keep(office, ANDI, TWIN)
    verified = Standing(stage=Stage.VERIFIED, verdict=Verdict.ELIGIBLE)
    with office.database.writing() as connection:
        vouch(office, connection, [WorkerRecord(ANDI, verified)])
        workers.change(connection, [WorkerRecord(ANDI, verified)])
        office.log(connection, Entry(action="worker.verified", subject=ANDI.worker_id))
    page = _open(window, qtbot)
    assert page.outcome.text().endswith("Hasil verifikasinya dikosongkan karena datanya berubah.")
    _press(page, Qt.Key.Key_Right)
    assert "dikosongkan" not in page.outcome.text()


def test_one_joins_and_fills_the_blanks_of_who_is_kept(page: DuplicatesPage, office: Office, qtbot: QtBot) -> None:
    _press(page, Qt.Key.Key_1)
    _rest(page, qtbot)
    kept = open_worker(office, ANDI.worker_id).record.worker
    assert (kept.full_name, kept.phone, kept.mother_name) == ("Andi Rahma", "081234567890", "Sitti Aminah")
    assert "phone" not in kept.unread
    assert count_workers(office, WorkerFilter()) == 1
    assert page.stack.currentWidget() is page._none


def test_arrows_choose_a_value_of_the_other(page: DuplicatesPage, office: Office, qtbot: QtBot) -> None:
    _go_to_row(page, "rt")
    _press(page, Qt.Key.Key_Right)
    assert "2 isian diambil dari orang kedua" in page.outcome.text()
    _press(page, Qt.Key.Key_1)
    _rest(page, qtbot)
    assert open_worker(office, ANDI.worker_id).record.worker.rt == "004"


def test_up_and_down_go_to_what_differs_and_past_the_end_as_ever(page: DuplicatesPage) -> None:
    told = []
    for _ in page.table.pair.rows:
        _press(page, Qt.Key.Key_Down)
        row = page.table.pair.rows[page.table.currentIndex().row()]
        told.append((row.code, row.is_open))
    assert [code for code, is_open in told if is_open] == ["full_name", "mother_name", "rt", "address", "phone"]
    assert told[-1] == ("", False), "where both stand can still be reached"
    _press(page, Qt.Key.Key_Up)
    assert page.table.pair.rows[page.table.currentIndex().row()].code == "phone"


def test_the_survivor_is_chosen_in_the_first_row(page: DuplicatesPage, office: Office, qtbot: QtBot) -> None:
    _press(page, Qt.Key.Key_Right)
    assert "orang kedua dipertahankan" in page.outcome.text()
    _press(page, Qt.Key.Key_1)
    _rest(page, qtbot)
    kept = open_worker(office, TWIN.worker_id).record
    assert kept.standing.merged_into == ""
    assert kept.worker.mother_name == "Sitti Aminah"
    assert open_worker(office, ANDI.worker_id).record.standing.merged_into == TWIN.worker_id


def test_a_click_chooses_a_value_too(page: DuplicatesPage) -> None:
    row = next(number for number, row in enumerate(page.table.pair.rows) if row.code == "full_name")
    place = page.table.visualRect(page.table.pair.index(row, 2)).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.table.pair.index(row, 3).data() == "A. Rahma"


def test_a_value_that_one_of_them_lacks_is_no_choice(page: DuplicatesPage, office: Office, qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
        _go_to_row(page, "mother_name")
        _press(page, key)
        assert page.table.pair.index(page.table.currentIndex().row(), 3).data() == "Sitti Aminah"
    _press(page, Qt.Key.Key_1)
    _rest(page, qtbot)
    assert open_worker(office, ANDI.worker_id).record.worker.mother_name == "Sitti Aminah"


def test_two_keeps_both_and_is_not_asked_again(page: DuplicatesPage, office: Office, qtbot: QtBot) -> None:
    _press(page, Qt.Key.Key_2)
    _rest(page, qtbot)
    assert count_workers(office, WorkerFilter()) == 2
    assert pairs_to_decide(office) == []


def test_a_two_pressed_by_mistake_is_taken_back_by_ctrl_z(page: DuplicatesPage, office: Office, qtbot: QtBot) -> None:
    _press(page, Qt.Key.Key_2)
    _settle(page, qtbot)
    assert pairs_to_decide(office) == []
    QTest.keyClick(page.window(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.pair is not None)
    _press(page, Qt.Key.Key_1)
    _rest(page, qtbot)
    assert count_workers(office, WorkerFilter()) == 1


def test_three_puts_off_and_comes_back_at_the_end(page: DuplicatesPage, office: Office, qtbot: QtBot) -> None:
    _press(page, Qt.Key.Key_3)
    _rest(page, qtbot)
    assert page.subtitle.text() == "1 ditunda"
    assert page.evidence.put_off.isVisible()
    assert [one.put_off for one in pairs_to_decide(office)] == [True]


def test_a_hundred_pairs_are_decided_in_every_way_by_keys_alone(
    window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    chance = Random(5)
    for number in range(100):
        born = date(1955, 1, 2) + timedelta(days=157 * number)
        name, mother = ("".join(chance.choices("abdefghijklmnoprstuwy", k=9)).title() for _ in range(2))
        first = replace(
            ANDI, worker_id=new_id(), full_name=name, mother_name=mother, birth_date=born,
            nik=f"730201{born:%d%m%y}0001",
        )  # fmt: skip
        _keep(office, first, replace(first, worker_id=new_id(), rt="009"))
    page = _open(window, qtbot)
    assert len(page.pairs) == 100

    def press(key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        there = QApplication.focusWidget()
        assert there is not None
        QTest.keyClick(there, key, modifier)
        QApplication.processEvents()

    clerk = PairClerk(page, press, partial(_settle, page, qtbot))
    for number in range(100):
        clerk.decide(number)
    _settle(page, qtbot)
    assert clerk.done == {
        "same": 20, "not same": 40, "later": 20, "other survivor": 20, "other value": 20, "undone": 20
    }  # fmt: skip
    assert clerk.keys / 100 == 2, "one where the proposal is right, one or two to choose, two to take back"
    assert {one.put_off for one in pairs_to_decide(office)} == {True}
    assert len(page.pairs) == 20
    assert count_workers(office, WorkerFilter()) == 200 - 20 - 20 - 20 + 10


def test_three_of_one_person_are_joined_by_two_keys(window: MainWindow, office: Office, qtbot: QtBot) -> None:
    _keep(office, ANDI, TWIN, replace(TWIN, worker_id=new_id(), rt="005"))
    page = _open(window, qtbot)
    assert len(page.pairs) == 3
    for _ in range(2):
        _press(page, Qt.Key.Key_1)
        _rest(page, qtbot)
    assert count_workers(office, WorkerFilter()) == 1
    assert page.stack.currentWidget() is page._none


def test_who_stands_in_closed_minutes_is_not_joined(window: MainWindow, office: Office, qtbot: QtBot) -> None:
    _keep(office, ANDI, TWIN)
    with office.database.writing() as connection:
        with unguarded(connection):
            workers.change(connection, [WorkerRecord(ANDI, Standing(minutes_id=new_id()))])
        office.log(connection, Entry(action="worker.frozen", subject=ANDI.worker_id))
    page = _open(window, qtbot)
    assert not page.same.isEnabled()
    assert "Andi Rahma sudah masuk berita acara" in page.outcome.text()
    _press(page, Qt.Key.Key_1)
    _rest(page, qtbot)
    assert len(page.pairs) == 1


def test_in_a_low_window_the_rows_keep_their_room_when_something_is_said(
    window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    _keep(office, ANDI, TWIN)
    page = _open(window, qtbot)
    assert page.outcome.isVisible()
    window.resize(960, 520)
    page.desk.say("Andi Rahma disimpan.")
    window.sentence.offer("Batalkan: ubah nama", page.reload)
    _settle(page, qtbot)
    assert window.sentence.isVisible()
    table = page.table
    row_of_birth = next(at for at, row in enumerate(table.pair.rows) if row.code == "birth_date")
    shown = table.visualRect(table.pair.index(row_of_birth, 0))
    assert table.viewport().rect().contains(shown), "who is kept, NIK, name and birth date are seen at once"


def test_people_who_hang_together_are_said_to_and_stand_together(
    window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    chain = [replace(ANDI, worker_id=new_id()), replace(ANDI, worker_id=new_id(), full_name="Hasnah", unread={})]
    chain.append(replace(chain[1], worker_id=new_id(), nik="7302014101750002"))
    _keep(office, *chain)
    page = _open(window, qtbot)
    assert len(page.pairs) == 2
    assert "Ada 3 data yang saling mirip" in page.evidence.group.text()
    _press(page, Qt.Key.Key_1)
    _rest(page, qtbot)
    assert len(page.pairs) == 1
    assert not page.evidence.group.isVisible()
    _press(page, Qt.Key.Key_1)
    _rest(page, qtbot)
    assert count_workers(office, WorkerFilter()) == 1


def test_who_may_be_twins_under_one_nik_are_called_so(window: MainWindow, office: Office, qtbot: QtBot) -> None:
    first = replace(ANDI, worker_id=new_id(), full_name="Hasan", kk_number="7302011708050001", unread={})
    _keep(office, first, replace(first, worker_id=new_id(), full_name="Husain"))
    page = _open(window, qtbot)
    assert page.evidence.likeness.accessibleName() == "Hati-hati, mungkin saudara kembar"
    assert "mungkin kembar" in page.evidence.unknown.text()


def test_twins_with_a_nik_each_are_not_asked_about(window: MainWindow, office: Office, qtbot: QtBot) -> None:
    first = replace(ANDI, worker_id=new_id(), full_name="Hasan", kk_number="7302011708050001", unread={})
    _keep(office, first, replace(first, worker_id=new_id(), full_name="Husain", nik="7302011708800002"))
    page = _open(window, qtbot)
    assert page.pairs == []


def test_who_has_no_pair_is_said_to_have_none(window: MainWindow, office: Office, qtbot: QtBot) -> None:
    _keep(office, ANDI, TWIN)
    said: list[str] = []
    window.desk.said.connect(lambda state, what, fix: said.append(what))
    window.go("duplicates", new_id())
    page = window.page
    assert isinstance(page, DuplicatesPage)
    qtbot.waitUntil(lambda: page.pair is not None)
    assert "Tidak ada pasangan yang perlu diputuskan untuk pekerja itu." in said


def test_what_was_merged_is_listed_and_parted_by_enter(page: DuplicatesPage, office: Office, qtbot: QtBot) -> None:
    page.show_merges()
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page._no_merges)
    page.show_pairs()
    _rest(page, qtbot)
    _press(page, Qt.Key.Key_1)
    _rest(page, qtbot)
    page.see_merges.click()
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.merges)
    assert page.subtitle.text() == "1 gabungan bisa dipisahkan"
    assert page.merges.model.index(0, 1).data() == "A. Rahma, 17-08-1980"
    QTest.keyClick(page.merges.table, Qt.Key.Key_Return)
    _rest(page, qtbot)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page._no_merges)
    assert count_workers(office, WorkerFilter()) == 2
    page.see_pairs.click()
    _rest(page, qtbot)
    assert page.stack.currentWidget() is page._full
    assert page.pair is not None
    assert {page.pair.a.worker, page.pair.b.worker} == {ANDI, TWIN}


def test_a_note_that_is_not_worth_the_verdict_is_said_to_stay_behind(
    window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    verified = Standing(stage=Stage.VERIFIED, verdict=Verdict.ELIGIBLE)
    sound = replace(ANDI, unread={})
    _keep(office, sound, replace(sound, worker_id=new_id(), note="rumah panggung"))
    with office.database.writing() as connection:
        vouch(office, connection, [WorkerRecord(sound, verified)])
        workers.change(connection, [WorkerRecord(sound, verified)])
        office.log(connection, Entry(action="worker.verified", subject=sound.worker_id))
    page = _open(window, qtbot)
    assert "semua isiannya tetap" in page.outcome.text()
    assert page.outcome.text().endswith("Catatan orang kedua tidak ikut, supaya hasil verifikasinya tetap berlaku.")
    _go_to_row(page, "note")
    assert page.table.currentIndex().siblingAtColumn(3).data() == ""
    _press(page, Qt.Key.Key_Right)
    assert page.outcome.text().endswith("Hasil verifikasinya dikosongkan karena datanya berubah.")
    _press(page, Qt.Key.Key_Left)
    _press(page, Qt.Key.Key_1)
    _rest(page, qtbot)
    kept = open_worker(office, sound.worker_id).record
    assert (kept.worker.note, kept.standing.verdict) == ("", Verdict.ELIGIBLE)


def test_who_was_told_apart_is_listed_with_the_reason_and_asked_again(
    page: DuplicatesPage, office: Office, qtbot: QtBot
) -> None:
    page.see_apart.click()
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page._none_apart)
    page.show_pairs()
    _rest(page, qtbot)
    _press(page, Qt.Key.Key_A)
    assert QApplication.focusWidget() is page.reason
    QTest.keyClicks(page.reason, "beda ibu")
    QTest.keyClick(page.reason, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.table
    _press(page, Qt.Key.Key_2)
    _rest(page, qtbot)
    page.see_apart.click()
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.apart)
    assert page.subtitle.text() == "1 pasangan tidak ditanyakan lagi"
    told = [page.apart.model.index(0, column).data() for column in range(5)]
    assert sorted(told[:2]) == ["A. Rahma, 17-08-1980", "Andi Rahma, 17-08-1980"]
    assert (told[2], told[4]) == ("beda ibu", office.clerk.name)
    QTest.keyClick(page.apart.table, Qt.Key.Key_Return)
    _rest(page, qtbot)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page._none_apart)
    page.see_pairs.click()
    _rest(page, qtbot)
    assert page.subtitle.text() == "1 pasangan menunggu keputusan"
    assert not page.reason.isVisible()


def test_no_button_of_the_older_decisions_reads_like_a_key_that_decides(page: DuplicatesPage) -> None:
    deciding = {one.text().partition("   ")[2] for one in (page.same, page.not_same, page.later)}
    assert all(deciding)
    assert not deciding & {page.see_apart.text().strip(), page.see_merges.text().strip()}


def test_escape_takes_the_reason_back(page: DuplicatesPage) -> None:
    _press(page, Qt.Key.Key_A)
    QTest.keyClicks(page.reason, "beda")
    QTest.keyClick(page.reason, Qt.Key.Key_Escape)
    assert not page.reason.isVisible()
    assert page.reason.text() == ""
    assert QApplication.focusWidget() is page.table


def test_the_rail_counts_with_the_page(window: MainWindow, office: Office, qtbot: QtBot) -> None:
    _keep(office, ANDI, TWIN)
    badge = window.rail.buttons["duplicates"]
    badge.show_waiting(0)
    page = _open(window, qtbot)
    qtbot.waitUntil(lambda: page.pair is not None)
    assert badge.waiting == 1
    _press(page, Qt.Key.Key_2)
    assert badge.waiting == 0
    _settle(page, qtbot)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: badge.waiting == 1)
    qtbot.waitUntil(lambda: page.pair is not None)
    _press(page, Qt.Key.Key_3)
    assert badge.waiting == 0
    _rest(page, qtbot)


def test_n_and_p_look_at_the_other_pairs(window: MainWindow, office: Office, qtbot: QtBot) -> None:
    other = replace(ANDI, worker_id=new_id(), nik="7302014101750002", full_name="Baso")
    _keep(office, ANDI, TWIN, other, replace(other, worker_id=new_id()))
    page = _open(window, qtbot)
    _press(page, Qt.Key.Key_N)
    assert page.evidence.place.text() == "Pasangan 2 dari 2"
    _press(page, Qt.Key.Key_P)
    assert page.evidence.place.text() == "Pasangan 1 dari 2"
    page.show_subject(other.worker_id)
    assert page.pair is not None
    assert page.pair.a.worker.full_name == "Baso"


def test_a_kabupaten_without_pairs_is_not_sent_to_a_page_it_lacks(
    open_window: Callable[[Office], MainWindow], tmp_path: Path, qtbot: QtBot
) -> None:
    district = make_office(tmp_path / "district", OfficeKind.DISTRICT)
    page = _open(open_window(district), qtbot)
    assert page.stack.currentWidget() is page._none
    assert not [one for one in page._none.findChildren(QPushButton) if one.isVisible()]
    page.desk.close()
    district.close()


def test_the_model_keeps_the_rules_of_qt(page: DuplicatesPage) -> None:
    model = PairModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    pair = page.pair
    assert pair is not None
    model.show((pair.a, pair.b), page.table.pair.rows, 0)
    model.choose(0, 1)
    assert tester.model() is model


@pytest.mark.parametrize(
    ("first", "second", "marked"),
    [
        ("7302011708800001", "7302011708800010", ("01", "10")),
        ("Abd. Latif", "Abdul Latif", (".", "ul")),
        ("ANDI", "Andi", ("", "")),
        ("", "Andi", ("", "Andi")),
    ],
)
def test_characters_that_differ_are_marked(first: str, second: str, marked: tuple[str, str]) -> None:
    left, right = differing(first, second)
    told = ["".join(sign for sign, is_marked in zip(text, marks, strict=True) if is_marked)
            for text, marks in ((first, left), (second, right))]  # fmt: skip
    assert tuple(told) == marked
