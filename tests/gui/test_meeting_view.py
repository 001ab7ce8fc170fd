"""Mode rapat in the windows: started, judged by keys, interrupted, ended with its minutes."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.domain.rules.sound_worker import SOUND
from tests.gui.resting import rest
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.minutes import Signer
from ucj_desktop.domain.people import Role
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import Order, WorkerFilter
from ucj_desktop.domain.verdict import Reason, Step, Verdict
from ucj_desktop.domain.worker import Worker
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.meeting_dialogs import AttendanceDialog, ObjectionDialog, StartMeetingDialog
from ucj_desktop.gui.pages.meeting_view import MeetingView
from ucj_desktop.gui.pages.minutes_dialogs import EndMeetingDialog
from ucj_desktop.gui.pages.verification_page import VerificationPage
from ucj_desktop.services.collect.enter_worker import save_new_worker
from ucj_desktop.services.collect.list_workers import count_workers, worker_ids, workers_by_id
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.find_minutes import list_minutes
from ucj_desktop.services.rounds.meetings import list_meetings, open_meetings
from ucj_desktop.services.rounds.rule_on_workers import WantedRuling, rule_on_workers

Open = Callable[[Office], MainWindow]


def villager(number: int, village: str) -> Worker:
    """A sound worker of one village with a NIK of his own."""
    birth = SOUND.nik[6:12]
    return replace(
        SOUND,
        worker_id=new_id(),
        nik=f"{village[:6]}{birth}{number + 1:04d}",
        kk_number="",
        full_name=f"Contoh {_word(number)}",
        village_code=village,
        phone="",
    )


def _word(number: int) -> str:
    """A name of its own, in the order of the alphabet."""
    return "".join("abcdefghij"[int(digit)] for digit in f"{number:03d}").capitalize() + "na"


def verified(office: Office, count: int) -> str:
    """So many workers of one village, verified; its code."""
    village = office.places.villages_of(office.code)[0].code
    people = [villager(number, village) for number in range(count)]
    for one in people:
        save_new_worker(office, one)
    wanted = [
        WantedRuling(worker_id=one.worker_id, verdict=Verdict.ELIGIBLE, found_by="Contoh Kadus") for one in people
    ]
    assert rule_on_workers(office, Step.VERIFY, wanted).skipped == ()
    return village


def page_of(window: MainWindow) -> VerificationPage:
    window.go("verification")
    rest(window.desk)
    page = window.page
    assert isinstance(page, VerificationPage)
    return page


def started(page: VerificationPage, village: str, qtbot: QtBot) -> MeetingView:
    """The meeting of a village, with two of three there."""
    page.table.go_to(village)
    page.panel.meeting.click()
    dialog = page.door.dialog
    assert isinstance(dialog, StartMeetingDialog)
    table = dialog.attendance.table
    for row, name in enumerate(("Contoh Satu", "Contoh Dua", "Contoh Tiga")):
        if row >= table.rowCount():
            table.add_line()
        item = table.item(row, 1)
        assert item is not None
        item.setText(name)
    while table.rowCount() > 3:
        table.removeRow(3)
        table._known.pop()
    table.setCurrentCell(0, 1)
    for row in range(3):
        mark = table.item(row, 0)
        assert mark is not None
        mark.setCheckState(Qt.CheckState.Unchecked)
    for row in range(2):
        table.setCurrentCell(row, 1)
        QTest.keyClick(table, Qt.Key.Key_Space)
    with qtbot.waitSignal(dialog.done_with):
        dialog.press.click()
    assert page.is_in_meeting
    return page.door.view


def settle(view: MeetingView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: view.desk.is_idle and not view.queue.saving)


def standing(office: Office, worker_id: str) -> tuple[Stage, Verdict | None, Reason | None, str]:
    found = workers_by_id(office, [worker_id])[0].standing
    return found.stage, found.verdict, found.reason, found.verdict_note


@pytest.fixture
def view(office: Office, open_window: Open, qtbot: QtBot) -> MeetingView:
    village = verified(office, 8)
    return started(page_of(open_window(office)), village, qtbot)


def test_the_meeting_is_started_from_the_village_that_waits_for_it(view: MeetingView, office: Office) -> None:
    meeting = open_meetings(office)[0]
    assert [(one.person.name, one.present) for one in meeting.attendees] == [
        ("Contoh Satu", True),
        ("Contoh Dua", True),
        ("Contoh Tiga", False),
    ]
    assert view.told.text() == "0 dari 8 orang, 8 lagi."
    assert "Hadir 2, kuorum 2" in view.quorum.accessibleName()
    worker = workers_by_id(office, view.ids[:1])[0].worker
    assert view.big.name.text() == worker.full_name
    assert worker.nik not in view.big.numbers.text()
    assert "Contoh Kadus" in view.big.field.text()


def test_each_verdict_is_one_key_or_three(view: MeetingView, office: Office, qtbot: QtBot) -> None:
    QTest.keyClick(view.big, Qt.Key.Key_S)
    QTest.keyClick(view.big, Qt.Key.Key_P)
    QTest.keyClicks(view.big, "T02")
    QTest.keyClick(view.big, Qt.Key.Key_Return)
    QTest.keyClicks(view.big, "T99")
    QTest.keyClicks(view.keys.note, "bekerja di kapal asing")
    QTest.keyClick(view.keys.note, Qt.Key.Key_Return)
    QTest.keyClick(view.big, Qt.Key.Key_U)
    settle(view, qtbot)
    validated = Stage.VALIDATED
    assert [standing(office, one) for one in view.ids[:6]] == [
        (validated, Verdict.ELIGIBLE, None, ""),
        (validated, Verdict.ELIGIBLE_CORRECTED, None, ""),
        (validated, Verdict.NOT_ELIGIBLE, Reason.MOVED, ""),
        (validated, Verdict.ELIGIBLE, None, ""),
        (validated, Verdict.NOT_ELIGIBLE, Reason.OTHER, "bekerja di kapal asing"),
        (Stage.COLLECTED, Verdict.PENDING, None, ""),
    ]
    assert view.table.current_id() == view.ids[6]
    assert view.told.text().startswith("6 dari 8 orang, 2 lagi")


def test_back_and_forth_and_the_search_find_a_worker(view: MeetingView) -> None:
    for key, place in (
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_Down, 2),
        (Qt.Key.Key_Left, 1),
        (Qt.Key.Key_Backspace, 0),
        (Qt.Key.Key_Left, 0),
    ):
        QTest.keyClick(view.big, key)
        assert view.table.current_id() == view.ids[place]
    QTest.keyClick(view.big, Qt.Key.Key_Slash)
    QTest.keyClicks(view.search, "aafna")
    assert view.big.name.text() == "Contoh Aafna"
    QTest.keyClick(view.search, Qt.Key.Key_Escape)
    assert view.table.current_id() == view.ids[0]
    QTest.keyClick(view.big, Qt.Key.Key_Slash)
    QTest.keyClicks(view.search, "7")
    QTest.keyClick(view.search, Qt.Key.Key_Return)
    assert view.table.current_id() == view.ids[6]
    assert view.window().focusWidget() is view.big


def test_backspace_in_a_reason_mends_the_reason(view: MeetingView, office: Office, qtbot: QtBot) -> None:
    QTest.keyClick(view.big, Qt.Key.Key_Right)
    QTest.keyClicks(view.big, "T1")
    QTest.keyClick(view.big, Qt.Key.Key_Backspace)
    QTest.keyClicks(view.big, "03")
    settle(view, qtbot)
    assert standing(office, view.ids[1])[2] is Reason.NOT_FOUND


def test_undo_takes_back_one_verdict_and_shows_whose(view: MeetingView, office: Office, qtbot: QtBot) -> None:
    window = view.window()
    assert isinstance(window, MainWindow)
    for _ in range(3):
        QTest.keyClick(view.big, Qt.Key.Key_S)
    settle(view, qtbot)
    qtbot.waitUntil(lambda: window.undo.offer.undo is not None and "validasi" in window.undo.offer.undo.words)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(view.big, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: view.table.current_id() == view.ids[2])
    settle(view, qtbot)
    assert [standing(office, one)[0] for one in view.ids[:3]] == [Stage.VALIDATED, Stage.VALIDATED, Stage.VERIFIED]
    assert page_of(window).is_in_meeting
    assert view.done == set(view.ids[:2])


def test_the_list_is_keyed_as_the_big_worker_is(view: MeetingView, office: Office, qtbot: QtBot) -> None:
    QTest.keyClick(view.big, Qt.Key.Key_L)
    assert view.table.isVisible()
    QTest.keyClick(view.table, Qt.Key.Key_Down)
    QTest.keyClicks(view.table, "ST01")
    settle(view, qtbot)
    assert [standing(office, one)[1] for one in view.ids[1:3]] == [Verdict.ELIGIBLE, Verdict.NOT_ELIGIBLE]
    shown = " ".join(str(view.model.index(2, column).data()) for column in range(view.model.columnCount()))
    assert "TIDAK LAYAK" in shown
    assert workers_by_id(office, view.ids[2:3])[0].worker.nik not in shown


def test_an_objection_is_noted_of_who_is_in_front(view: MeetingView, office: Office, qtbot: QtBot) -> None:
    QTest.keyClick(view.big, Qt.Key.Key_K)
    dialog = view.dialog
    assert isinstance(dialog, ObjectionDialog)
    dialog.press.click()
    qtbot.waitUntil(lambda: dialog.bar.what.text() == "Keberatan belum lengkap.")
    QTest.keyClicks(dialog.who, "Contoh Dua")
    QTest.keyClicks(dialog.note, "masih bekerja di pabrik")
    with qtbot.waitSignal(dialog.done_with):
        dialog.press.click()
    qtbot.waitUntil(lambda: "1 keberatan" in view.big.papers.text())


def test_who_comes_late_brings_the_quorum(view: MeetingView, office: Office, qtbot: QtBot) -> None:
    QTest.keyClick(view.big, Qt.Key.Key_H)
    dialog = view.dialog
    assert isinstance(dialog, AttendanceDialog)
    dialog.attendance.table.setCurrentCell(2, 2)
    QTest.keyClick(dialog.attendance.table, Qt.Key.Key_Space)
    assert dialog.attendance.counted.text().startswith("Hadir 3 dari 3 undangan")
    with qtbot.waitSignal(dialog.done_with):
        dialog.press.click()
    qtbot.waitUntil(lambda: "Hadir 3" in view.quorum.accessibleName())
    assert open_meetings(office)[0].present == 3


def test_the_letters_grow_with_the_window_and_by_a_key(view: MeetingView) -> None:
    window = view.window()
    small = view.big.letter
    QTest.keyClicks(view.big, "++")
    assert view.big.letter > small
    QTest.keyClicks(view.big, "--")
    assert view.big.letter == small
    window.resize(1920, 1080)
    QTest.qWait(0)
    assert view.big.letter > small


def test_f11_leaves_nothing_but_the_meeting_on_the_screen(view: MeetingView) -> None:
    window = view.window()
    assert isinstance(window, MainWindow)
    QTest.keyClick(view.big, Qt.Key.Key_F11)
    assert window.isFullScreen()
    assert not window.rail.isVisible()
    QTest.keyClick(view.big, Qt.Key.Key_Escape)
    assert not window.isFullScreen()
    assert window.rail.isVisible()
    assert view.isVisible()
    QTest.keyClick(view.big, Qt.Key.Key_F11)
    window.go("workers")
    assert not window.isFullScreen()
    assert window.rail.isVisible()


def test_a_meeting_that_was_left_goes_on_where_it_stood(view: MeetingView, office: Office, qtbot: QtBot) -> None:
    window = view.window()
    assert isinstance(window, MainWindow)
    QTest.keyClick(view.big, Qt.Key.Key_S)
    settle(view, qtbot)
    QTest.keyClick(view.big, Qt.Key.Key_Escape)
    page = page_of(window)
    qtbot.waitUntil(lambda: page.door.bar.isVisible())
    assert "belum diakhiri" in page.door.bar.what.text()
    assert page.panel.meeting.text() == "Lanjutkan rapat"
    page.panel.meeting.click()
    assert view.isVisible()
    assert view.table.current_id() == view.ids[1]
    assert len(list_meetings(office)) == 1


def test_a_start_that_is_taken_back_leads_back_to_the_villages(view: MeetingView, office: Office, qtbot: QtBot) -> None:
    window = view.window()
    assert isinstance(window, MainWindow)
    qtbot.waitUntil(lambda: window.undo.offer.undo is not None and "mulai rapat" in window.undo.offer.undo.words)
    window.undo.undo_last()
    qtbot.waitUntil(lambda: not view.isVisible())
    rest(window.desk)
    assert list_meetings(office) == []
    assert page_of(window).table.isVisible()


def test_ending_without_verdicts_asks_for_no_minutes(view: MeetingView, office: Office, qtbot: QtBot) -> None:
    view.end.click()
    qtbot.waitUntil(lambda: open_meetings(office) == [])
    qtbot.waitUntil(lambda: not view.isVisible())


def test_what_four_eyes_forbid_is_said_before_the_key_and_nothing_is_recorded(
    office: Office, open_window: Open, qtbot: QtBot
) -> None:
    village = verified(office, 2)
    office.one_person = False
    office.clerk = replace(office.clerk, role=Role.HEAD)  # who entered and verified them is not the one to validate
    view = started(page_of(open_window(office)), village, qtbot)
    assert "empat mata" in view.big.ruled.text()
    assert not any(one.isEnabled() for one in view.keys.verdicts.values())
    for pressed in ("S", "T", "U"):
        QTest.keyClicks(view.big, pressed)
        assert "empat mata" in view.bar.what.text()
    QTest.keyClick(view.big, Qt.Key.Key_Return)
    settle(view, qtbot)
    assert view.table.current_id() == view.ids[0]
    assert count_workers(office, WorkerFilter(stages=(Stage.VALIDATED,))) == 0


def test_a_finding_that_blocks_leaves_only_not_eligible(office: Office, open_window: Open, qtbot: QtBot) -> None:
    village = office.places.villages_of(office.code)[0].code
    worker = replace(villager(1, village), nik="")
    save_new_worker(office, worker)
    moved = WantedRuling(worker_id=worker.worker_id, verdict=Verdict.NOT_ELIGIBLE, reason=Reason.MOVED)
    assert rule_on_workers(office, Step.VERIFY, [moved]).done == 1
    view = started(page_of(open_window(office)), village, qtbot)
    assert "LAYAK belum bisa" in view.big.papers.text()
    QTest.keyClick(view.big, Qt.Key.Key_S)
    assert view.bar.what.text().startswith("LAYAK belum bisa")
    QTest.keyClicks(view.big, "T02")
    settle(view, qtbot)
    assert standing(office, worker.worker_id)[1] is Verdict.NOT_ELIGIBLE


def test_a_long_name_makes_the_letters_smaller_and_nothing_is_cut(view: MeetingView) -> None:
    plain = view.big.name.font().pixelSize()
    view.big.name.setText("Contoh Nama Yang Panjang Sekali " * 8)
    view.window().resize(960, 520)
    QTest.qWait(0)
    layout = view.big.layout()
    assert layout is not None
    assert view.big.name.font().pixelSize() < plain
    assert layout.totalHeightForWidth(view.big.width()) <= view.big.height()


K, M = 0.28, 1.35  # seconds: a key, and making up one's mind (keystroke-level model)


def test_a_hundred_workers_are_judged_by_keys_alone_and_minuted_in_five_minutes(
    office: Office, open_window: Open, qtbot: QtBot
) -> None:
    village = verified(office, 100)
    office.preferences = replace(office.preferences, signers=(Signer(name="Contoh Camat", position="CAMAT"),))
    window = open_window(office)
    view = started(page_of(window), village, qtbot)
    keys = minds = 0
    for number in range(100):
        pressed = {0: "P", 5: "T02", 9: "U"}.get(number % 20, "S")
        QTest.keyClicks(view.big, pressed)
        keys, minds = keys + len(pressed), minds + 1
    settle(view, qtbot)
    assert view.told.text().startswith("100 dari 100 orang: selesai.")
    view.end.click()
    page = page_of(window)
    dialog = page.door.dialog
    assert isinstance(dialog, EndMeetingDialog)
    assert dialog.of_meeting.text().startswith("Dari rapat: Hadir 2 dari 3 undangan")
    with qtbot.waitSignal(dialog.done_with, timeout=20_000):
        dialog.press.click()
    rest(window.desk)
    made = list_minutes(office)[0]
    assert made.meeting is not None
    assert (len(made.meeting.present), made.meeting.outside) == (2, 0)
    assert open_meetings(office) == []
    ids = worker_ids(office, WorkerFilter(minutes_id=made.minutes_id, order=Order.VILLAGE))
    assert len(ids) == 95
    assert keys * K + minds * M < 5 * 60
    assert (keys, minds) == (110, 100)
