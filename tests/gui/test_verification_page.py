"""Verifikasi: rounds, verdicts by one key, the meeting, and minutes closed and reopened."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.demo_office import PASSWORD, put_people
from tests.domain.rules.sound_worker import SOUND
from tests.gui.resting import rest
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.people import Role
from ucj_desktop.domain.rules import Severity
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import WorkerFilter
from ucj_desktop.domain.verdict import Reason, Step, Verdict
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.findings_page import FindingsPage
from ucj_desktop.gui.pages.minutes_dialogs import CloseMinutesDialog, ReopenDialog
from ucj_desktop.gui.pages.round_dialogs import OpenRoundDialog, SkippedDialog
from ucj_desktop.gui.pages.verification_page import VerificationPage
from ucj_desktop.services.accuracy.check_workers import check_workers
from ucj_desktop.services.care.accounts import add_account
from ucj_desktop.services.collect.enter_worker import save_new_worker
from ucj_desktop.services.collect.list_workers import count_workers, worker_ids, workers_by_id
from ucj_desktop.services.office import Office, open_office
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, close_minutes
from ucj_desktop.services.rounds.find_minutes import list_minutes
from ucj_desktop.services.rounds.rounds import list_rounds
from ucj_desktop.services.rounds.rule_on_workers import WantedRuling, rule_on_workers


@pytest.fixture
def page(office: Office, open_window: Callable[[Office], MainWindow]) -> VerificationPage:
    put_people(office, 60, messy=False)
    window = open_window(office)
    window.go("verification")
    rest(window.desk)
    made = window.page
    assert isinstance(made, VerificationPage)
    return made


def fullest(page: VerificationPage) -> str:
    """The village with the most workers."""
    return max(page.villages.values(), key=lambda one: one.total).village_code


def begin_verifying(page: VerificationPage) -> list[str]:
    """Open the keys for the fullest village; its worker ids in the order of the list."""
    page.table.go_to(fullest(page))
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    return list(page.ruling.model.ids)


def idle(page: VerificationPage) -> bool:
    return page.desk.is_idle and not page.ruling.queue.saving


def test_every_village_stands_in_the_list_with_its_workers(page: VerificationPage, office: Office) -> None:
    assert len(page.model.ids) == len(office.places.villages_of(office.code))
    assert sum(one.total for one in page.villages.values()) == 60
    shown = page.model.index(page.model.position_of(fullest(page)) or 0, 4).data()
    assert shown == f"{page.villages[fullest(page)].total} belum"


def test_the_lists_keep_the_rules_of_models(page: VerificationPage) -> None:
    begin_verifying(page)
    for model in (page.model, page.minutes_view.model, page.ruling.model):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, page)


def test_a_round_is_opened_with_quota_and_deadline(page: VerificationPage, office: Office, qtbot: QtBot) -> None:
    page.table.go_to(fullest(page))
    page.panel.open.click()
    dialog = page.dialog
    assert isinstance(dialog, OpenRoundDialog)
    assert list(dialog.villages.keys()) == [fullest(page)]
    QTest.keyClicks(dialog.quota, "25")
    QTest.keyClicks(dialog.deadline, f"31-12-{(office.today().year + 1) % 100}")
    with qtbot.waitSignal(dialog.done_with):
        dialog.press.click()
    qtbot.waitUntil(lambda: page.villages[fullest(page)].round is not None)
    opened = page.villages[fullest(page)].round
    assert opened is not None
    assert opened.quota == 25
    assert str(opened.deadline) == f"{office.today().year + 1}-12-31"


def test_a_deadline_that_is_past_is_refused_in_the_dialog(page: VerificationPage, office: Office, qtbot: QtBot) -> None:
    page.open_rounds()
    dialog = page.dialog
    assert isinstance(dialog, OpenRoundDialog)
    dialog.villages.tick_all(True)
    QTest.keyClicks(dialog.deadline, "01-01-2020")
    dialog.press.click()
    assert dialog.bar.what.text() == "Batas waktu itu sudah lewat."
    qtbot.waitUntil(lambda: idle(page))
    assert list_rounds(office) == []
    dialog.reject()


def test_one_key_gives_one_verdict_and_the_cursor_goes_on(page: VerificationPage, office: Office, qtbot: QtBot) -> None:
    ids = begin_verifying(page)
    table = page.ruling.table
    QTest.keyClick(table, Qt.Key.Key_S)
    QTest.keyClick(table, Qt.Key.Key_P)
    for key in (Qt.Key.Key_T, Qt.Key.Key_0, Qt.Key.Key_2):
        QTest.keyClick(table, key)
    assert table.current_id() == ids[3]
    qtbot.waitUntil(lambda: idle(page))
    given = {one.worker.worker_id: one.standing for one in workers_by_id(office, ids[:3])}
    assert [given[one].verdict for one in ids[:3]] == [
        Verdict.ELIGIBLE,
        Verdict.ELIGIBLE_CORRECTED,
        Verdict.NOT_ELIGIBLE,
    ]
    assert given[ids[2]].reason is Reason.MOVED
    assert page.ruling.told.text().startswith("3 dari ")
    assert page.ruling.model.index(2, 5).data() == "TL-02 Pindah domisili"


def test_u_takes_a_verdict_back(page: VerificationPage, office: Office, qtbot: QtBot) -> None:
    ids = begin_verifying(page)
    QTest.keyClick(page.ruling.table, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: idle(page))
    page.ruling.table.go_to(ids[0])
    QTest.keyClick(page.ruling.table, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: idle(page))
    [record] = workers_by_id(office, ids[:1])
    assert record.standing.stage is Stage.COLLECTED


def test_another_reason_needs_its_words(page: VerificationPage, office: Office, qtbot: QtBot) -> None:
    ids = begin_verifying(page)
    for key in (Qt.Key.Key_T, Qt.Key.Key_9, Qt.Key.Key_9):
        QTest.keyClick(page.ruling.table, key)
    keys = page.ruling.keys
    assert keys.note.hasFocus()
    QTest.keyClick(keys.note, Qt.Key.Key_Return)
    assert keys.asks_reason
    QTest.keyClicks(keys.note, "Bekerja di luar negeri")
    QTest.keyClick(keys.note, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: idle(page))
    [record] = workers_by_id(office, ids[:1])
    assert (record.standing.reason, record.standing.verdict_note) == (Reason.OTHER, "Bekerja di luar negeri")


def test_digits_of_no_reason_and_escape_record_nothing(page: VerificationPage, office: Office, qtbot: QtBot) -> None:
    begin_verifying(page)
    for key in (Qt.Key.Key_T, Qt.Key.Key_7, Qt.Key.Key_7):
        QTest.keyClick(page.ruling.table, key)
    assert page.ruling.keys.typed.text() == "Tidak ada alasan itu"
    QTest.keyClick(page.ruling.table, Qt.Key.Key_Escape)
    assert not page.ruling.keys.asks_reason
    qtbot.waitUntil(lambda: idle(page))
    assert count_workers(office, WorkerFilter(stages=(Stage.VERIFIED,))) == 0


def test_the_reasons_can_be_pressed_too(page: VerificationPage, office: Office, qtbot: QtBot) -> None:
    ids = begin_verifying(page)
    page.ruling.keys.verdicts[Verdict.NOT_ELIGIBLE].click()
    page.ruling.keys.reasons[Reason.DECEASED].click()
    qtbot.waitUntil(lambda: idle(page))
    assert workers_by_id(office, ids[:1])[0].standing.reason is Reason.DECEASED


def test_several_at_once_are_counted_before_and_done_plus_skipped_is_selected(
    office: Office, open_window: Callable[[Office], MainWindow], qtbot: QtBot
) -> None:
    put_people(office, 200)  # with the usual troubles: some are held by a finding
    held = next(one.worker_id for one in check_workers(office).findings if one.severity is Severity.BLOCKS)
    [record] = workers_by_id(office, [held])
    window = open_window(office)
    window.go("verification")
    rest(window.desk)
    page = window.page
    assert isinstance(page, VerificationPage)
    page.rule(record.worker.village_code, Step.VERIFY)
    ids = page.ruling.model.ids
    page.ruling.table.selectAll()
    QTest.keyClick(page.ruling.table, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: idle(page))
    skipped = len(page.ruling.queue.refused)
    assert 0 < skipped < len(ids)
    told = f"{len(ids)} pekerja dipilih: {len(ids) - skipped} akan dicatat LAYAK, {skipped} dilewati."
    assert page.ruling.bar.what.text() == told
    village = page.ruling.village_code
    assert count_workers(office, WorkerFilter(village_code=village, stages=(Stage.VERIFIED,))) == 0
    page.ruling.record_proposed()
    qtbot.waitUntil(lambda: idle(page))
    assert count_workers(office, WorkerFilter(village_code=village, stages=(Stage.VERIFIED,))) == len(ids) - skipped
    assert len(page.ruling.queue.refused) == skipped
    refused = page.ruling.model.position_of(next(iter(page.ruling.queue.refused)))
    assert refused is not None
    assert "temuan" in page.ruling.model.index(refused, 5).data()


def test_escape_gives_up_the_counted_verdicts(page: VerificationPage, office: Office, qtbot: QtBot) -> None:
    begin_verifying(page)
    page.ruling.table.selectAll()
    QTest.keyClick(page.ruling.table, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: idle(page))
    QTest.keyClick(page.ruling.table, Qt.Key.Key_Escape)
    assert page.ruling.bar.isHidden()
    assert page.views.currentWidget() is page.ruling
    QTest.keyClick(page.ruling.table, Qt.Key.Key_Escape)
    assert page.views.currentWidget() is page.tabs
    assert count_workers(office, WorkerFilter(stages=(Stage.VERIFIED,))) == 0


def verify_village(office: Office, village: str) -> Sequence[str]:
    """Every worker of a village found eligible."""
    ids = worker_ids(office, WorkerFilter(village_code=village))
    done = rule_on_workers(
        office, Step.VERIFY, [WantedRuling(worker_id=one, verdict=Verdict.ELIGIBLE) for one in ids]
    ).done
    assert done == len(ids) > 0
    return ids


def test_enter_agrees_with_the_verification(page: VerificationPage, office: Office, qtbot: QtBot) -> None:
    ids = verify_village(office, fullest(page))
    page.reload()
    rest(page.desk)
    page.table.go_to(fullest(page))
    page.panel.validate.click()
    assert page.ruling.eyes.text() == page.panel.alone.text() == office.alone_words != ""
    for _ in ids:
        QTest.keyClick(page.ruling.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: idle(page))
    assert count_workers(office, WorkerFilter(stages=(Stage.VALIDATED,))) == len(ids)


def test_four_eyes_are_told_in_the_row(
    office: Office, open_window: Callable[[Office], MainWindow], qtbot: QtBot, tmp_path: Path
) -> None:
    put_people(office, 40, messy=False)
    village = max(
        (place.code for place in office.places.villages_of(office.code)),
        key=lambda code: count_workers(office, WorkerFilter(village_code=code)),
    )
    for name, role in (("Hasnah", Role.VERIFIER), ("Baharuddin", Role.HEAD)):
        add_account(office, name, role, PASSWORD)
    folder = office.folder
    office.close()
    verifier = open_office(folder, "Hasnah", PASSWORD)
    verify_village(verifier, village)
    verifier.close()
    head = open_office(folder, "Baharuddin", PASSWORD)
    window = open_window(head)
    window.go("verification")
    rest(window.desk)
    page = window.page
    assert isinstance(page, VerificationPage)
    assert not page.panel.verify.isVisible()
    page.rule(village, Step.VERIFY)
    assert page.views.currentWidget() is page.tabs
    page.rule(village, Step.VALIDATE)
    assert page.ruling.eyes.text().startswith("Empat mata")
    QTest.keyClick(page.ruling.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: idle(page))
    assert count_workers(head, WorkerFilter(stages=(Stage.VALIDATED,))) == 1
    window.desk.close()
    head.close()


def validated_village(page: VerificationPage, office: Office) -> Sequence[str]:
    ids = verify_village(office, fullest(page))
    wanted = [WantedRuling(worker_id=one, verdict=Verdict.ELIGIBLE) for one in ids]
    assert rule_on_workers(office, Step.VALIDATE, wanted).done == len(ids)
    page.reload()
    rest(page.desk)
    return ids


def test_minutes_are_counted_closed_and_shown(page: VerificationPage, office: Office, qtbot: QtBot) -> None:
    ids = validated_village(page, office)
    page.close_minutes_button.click()
    dialog = page.dialog
    assert isinstance(dialog, CloseMinutesDialog)
    assert dialog.tiles[Verdict.ELIGIBLE].figure.text() == str(len(ids))
    assert f"{len(ids)} pekerja di 1 desa, revisi 1." in dialog.counted.text()
    QTest.keyClicks(dialog.number, "500/7/2026")
    QTest.keyClicks(dialog.signers.rows[0][1], "Contoh Camat")
    with qtbot.waitSignal(dialog.done_with):
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.minutes_view.minutes) == 1)
    [made] = list_minutes(office)
    assert (made.number, [one.name for one in made.signers]) == ("500/7/2026", ["Contoh Camat"])
    assert not page.close_minutes_button.isEnabled()
    assert page.tabs.tabText(1) == "Berita acara (1)"


def test_without_a_village_nothing_can_be_closed(page: VerificationPage, office: Office) -> None:
    validated_village(page, office)
    page.close_minutes()
    dialog = page.dialog
    assert isinstance(dialog, CloseMinutesDialog)
    dialog.villages.tick_all(False)
    assert not dialog.press.isEnabled()
    dialog.reject()


def test_minutes_are_reopened_with_a_reason_only(page: VerificationPage, office: Office, qtbot: QtBot) -> None:
    ids = validated_village(page, office)
    close_minutes(office, MeetingFacts(number="500/7/2026"))
    page.reload()
    rest(page.desk)
    page.tabs.setCurrentIndex(1)
    page.minutes_view.reopen.click()
    dialog = page.dialog
    assert isinstance(dialog, ReopenDialog)
    assert f"{len(ids)} pekerja kembali" in dialog.sentence.text()
    assert not dialog.press.isEnabled()
    QTest.keyClicks(dialog.reason, "Dua nama tertukar")
    with qtbot.waitSignal(dialog.done_with):
        dialog.press.click()
    qtbot.waitUntil(lambda: "Dua nama tertukar" in str(page.minutes_view.model.index(0, 5).data()))
    assert not page.minutes_view.reopen.isEnabled()
    assert count_workers(office, WorkerFilter(stages=(Stage.VERIFIED,))) == len(ids)


def test_results_are_read_from_a_sheet_and_the_skipped_can_be_seen(
    page: VerificationPage, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    village = fullest(page)
    people = workers_by_id(office, worker_ids(office, WorkerFilter(village_code=village)))
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["NIK", "HASIL", "ALASAN"])
    sheet.append([people[0].worker.nik, "LAYAK", ""])
    sheet.append([people[1].worker.nik, "TIDAK LAYAK", ""])
    book.save(tmp_path / "hasil.xlsx")
    page.read_sheet(tmp_path / "hasil.xlsx")
    qtbot.waitUntil(lambda: page.bar.what.text() == "1 hasil dicatat, 1 dilewati.")
    assert count_workers(office, WorkerFilter(stages=(Stage.VERIFIED,))) == 1
    page.show_skipped()
    [dialog] = [one for one in page.children() if type(one).__name__ == "SkippedDialog"]
    assert dialog.table.rows.index(0, 2).data().startswith("TIDAK LAYAK perlu alasan.")  # type: ignore[attr-defined]
    dialog.accept()  # type: ignore[attr-defined]


def test_a_late_sheet_replaces_other_results_only_when_asked(
    page: VerificationPage, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    people = workers_by_id(office, worker_ids(office, WorkerFilter(village_code=fullest(page))))
    sheet = tmp_path / "hasil.csv"
    sheet.write_text(f"NIK;HASIL\n{people[0].worker.nik};LAYAK\n", "utf-8")
    page.read_sheet(sheet)
    qtbot.waitUntil(lambda: page.bar.what.text() == "1 hasil dicatat, 0 dilewati.")
    sheet.write_text(f"NIK;HASIL;CATATAN\n{people[0].worker.nik};BELUM;tidak di rumah\n", "utf-8")
    page.read_sheet(sheet)
    told = "0 hasil dicatat, 1 dilewati. 1 di antaranya sudah punya hasil lain."
    qtbot.waitUntil(lambda: page.bar.what.text() == told)
    page.show_skipped()
    [dialog] = page.findChildren(SkippedDialog)
    dialog.replace.click()
    qtbot.waitUntil(lambda: page.bar.what.text() == "1 hasil dicatat, 0 dilewati.")
    assert count_workers(office, WorkerFilter(stages=(Stage.VERIFIED,))) == 0


def test_an_empty_office_is_told_how_work_gets_here(window: MainWindow) -> None:
    window.go("verification")
    rest(window.desk)
    page = window.page
    assert isinstance(page, VerificationPage)
    assert page.views.currentWidget() is page.empty
    assert not page.close_minutes_button.isEnabled()


def test_workers_without_a_village_are_said_to_be_missing_and_lead_to_temuan(
    office: Office, window: MainWindow, qtbot: QtBot
) -> None:
    save_new_worker(office, replace(SOUND, village_code=""))
    save_new_worker(office, replace(SOUND, worker_id=new_id(), nik="", village_code="7302012004"))
    window.go("verification")
    rest(window.desk)
    page = window.page
    assert isinstance(page, VerificationPage)
    assert page.subtitle.text().startswith("1 pekerja menunggu")
    assert page.without_village.what.text() == "1 pekerja belum punya desa, jadi tidak ada di daftar ini."
    [press] = [one for one in page.without_village.findChildren(QPushButton) if one.text() == "Buka Temuan"]
    QTest.mouseClick(press, Qt.MouseButton.LeftButton)
    findings = window.page
    assert isinstance(findings, FindingsPage)
    qtbot.waitUntil(lambda: bool(findings.model.ids), timeout=20_000)
    shown = {findings._by_key[key].finding.worker_id for key in findings.model.ids}
    assert shown == {SOUND.worker_id}


@pytest.mark.parametrize("width, height", [(1280, 720), (1024, 640)])
def test_a_small_window_scrolls_nothing_sideways(
    office: Office, window: MainWindow, qtbot: QtBot, width: int, height: int
) -> None:
    put_people(office, 30, halfway=True)
    window.resize(width, height)
    window.go("verification")
    rest(window.desk)
    page = window.page
    assert isinstance(page, VerificationPage)
    qtbot.waitUntil(lambda: window.desk.is_idle, timeout=20_000)
    assert page.table.horizontalScrollBar().maximum() == 0
    page.show_subject(Step.VERIFY)
    rest(window.desk)
    assert page.ruling.table.isVisible()
    qtbot.waitUntil(lambda: page.ruling.table.horizontalScrollBar().maximum() == 0)
