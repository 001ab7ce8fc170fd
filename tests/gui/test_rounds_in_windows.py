"""Rounds in the windows: team and source, changed later, who steps in, the pace, and the calendar in Pengaturan."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.demo_office import put_people
from tests.demo_rounds import give_verdicts
from tests.gui.resting import rest
from ucj_desktop.domain.quota import Duty
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.domain.verdict import Reason, Step, Verdict
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.candidates_dialog import CandidatesDialog
from ucj_desktop.gui.pages.round_dialogs import ChangeRoundDialog, OpenRoundDialog
from ucj_desktop.gui.pages.settings_calendar import CalendarSection
from ucj_desktop.gui.pages.settings_page import SettingsPage
from ucj_desktop.gui.pages.verification_page import VerificationPage
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.candidates import list_candidates, who_may_wait
from ucj_desktop.services.rounds.office_calendar import read_calendar
from ucj_desktop.services.rounds.rounds import list_rounds, open_round
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


def go_to_fullest(page: VerificationPage) -> str:
    code = max(page.villages.values(), key=lambda one: one.total).village_code
    page.table.go_to(code)
    return code


def reread(page: VerificationPage) -> None:
    """What was done past the windows."""
    page.reload()
    rest(page.desk)


def test_a_round_is_opened_with_its_team_and_changed(page: VerificationPage, office: Office, qtbot: QtBot) -> None:
    go_to_fullest(page)
    page.panel.open.click()
    opening = page.dialog
    assert isinstance(opening, OpenRoundDialog)
    QTest.keyClicks(opening.terms.team.rows[1][1], "Baso, S.IP.")
    opening.terms.source.setCurrentText("DTSEN")
    with qtbot.waitSignal(opening.done_with):
        opening.press.click()
    qtbot.waitUntil(lambda: page.panel.change.isVisible())
    assert "daftar DTSEN" in page.panel.facts.text()
    assert "Ketua: Baso, S.IP." in page.panel.facts.text()
    page.panel.change.click()
    changing = page.dialog
    assert isinstance(changing, ChangeRoundDialog)
    assert changing.terms.source.currentText() == "DTSEN"
    QTest.keyClicks(changing.terms.quota, "7")
    changing.terms.team.more.click()
    QTest.keyClicks(changing.terms.team.rows[-1][1], "Hasnah")
    with qtbot.waitSignal(changing.done_with):
        changing.press.click()
    [state] = list_rounds(office)
    assert state.round.quota == 7
    assert [(one.duty, one.name) for one in state.round.team] == [
        (Duty.LEADER, "Baso, S.IP."),
        (Duty.MEMBER, "Hasnah"),
    ]


def test_half_a_nip_is_said_inside_the_dialog(page: VerificationPage, office: Office, qtbot: QtBot) -> None:
    go_to_fullest(page)
    page.panel.open.click()
    dialog = page.dialog
    assert isinstance(dialog, OpenRoundDialog)
    QTest.keyClicks(dialog.terms.team.rows[1][1], "Baso")
    QTest.keyClicks(dialog.terms.team.rows[1][3], "1980")
    dialog.press.click()
    qtbot.waitUntil(lambda: dialog.bar.what.text() == "NIP Baso bukan 18 angka.")
    assert list_rounds(office) == []
    dialog.reject()


def test_the_panel_tells_the_pace_and_the_year_without_holidays(page: VerificationPage, office: Office) -> None:
    code = go_to_fullest(page)
    one, _ = open_round(office, code, deadline=date(office.today().year + 2, 1, 14))
    give_verdicts(office, [line.worker.worker_id for line in _people(office, one.round_id)][:3])
    reread(page)
    told = page.panel.pace.text()
    assert "laju 3/hari" in told
    assert f"Libur nasional {office.today().year + 1} dan {office.today().year + 2} belum diisi" in told


def _people(office: Office, round_id: str) -> list[WorkerRecord]:
    return who_may_wait(office, round_id)


def candidates_of(page: VerificationPage) -> CandidatesDialog:
    page.panel.replace.click()
    assert page.candidates is not None
    return page.candidates


def test_the_next_candidate_steps_in_by_one_key(page: VerificationPage, office: Office, qtbot: QtBot) -> None:
    code = go_to_fullest(page)
    total = page.villages[code].total
    one, _ = open_round(office, code, quota=total - 3)
    reread(page)
    dialog = candidates_of(page)
    assert not dialog.step.isEnabled()
    dialog.above.click()
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 3)
    first, second = (dialog.listed.waiting[at].worker_id for at in (0, 1)) if dialog.listed else ("", "")
    QTest.keyClick(dialog, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: list_candidates(office, one.round_id).waiting[0].worker_id == second)
    qtbot.waitUntil(lambda: page.desk.is_idle)
    waiting = {line.worker_id for line in list_candidates(office, one.round_id).waiting}
    refused = next(record for record in _people(office, one.round_id) if record.worker.worker_id not in waiting)
    wanted = WantedRuling(worker_id=refused.worker.worker_id, verdict=Verdict.NOT_ELIGIBLE, reason=Reason.MOVED)
    assert rule_on_workers(office, Step.VERIFY, [wanted]).done == 1
    dialog.reload()
    assert dialog.told.text().startswith("1 orang tidak layak di ")
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(list_candidates(office, one.round_id).waiting) == 2)
    qtbot.waitUntil(lambda: page.desk.is_idle)
    assert "masuk sebagai pengganti" in dialog.bar.what.text()
    assert list_candidates(office, one.round_id).waiting[0].worker_id == first
    dialog.accept()


def test_candidates_are_put_in_by_name_and_taken_out(page: VerificationPage, office: Office, qtbot: QtBot) -> None:
    code = go_to_fullest(page)
    one, _ = open_round(office, code)
    reread(page)
    dialog = candidates_of(page)
    name = _people(office, one.round_id)[2].worker.full_name
    QTest.keyClicks(dialog.search, name)
    QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.offered.count() == 1)
    dialog.put_in.click()
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 1)
    assert [line.full_name for line in list_candidates(office, one.round_id).lines] == [name]
    qtbot.waitUntil(lambda: page.desk.is_idle)
    dialog.take_out.click()
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 0)
    qtbot.waitUntil(lambda: page.desk.is_idle)
    dialog.accept()


def test_a_day_is_noted_and_taken_back_in_the_calendar(
    office: Office, open_window: Callable[[Office], MainWindow], qtbot: QtBot
) -> None:
    window = open_window(office)
    window.go("settings", "calendar")
    page = window.page
    assert isinstance(page, SettingsPage)
    part = page.section("calendar")
    assert isinstance(part, CalendarSection)
    year = office.today().year
    shown = len(part.lines)
    part.add_day()
    assert part.bar.what.text()
    QTest.keyClicks(part.day, f"03-12-{year}")
    QTest.keyClicks(part.reason, "Hari Jadi Kabupaten")
    QTest.keyClick(part.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(part.lines) == shown + 1)
    assert [one.reason for one in read_calendar(office).own.values()] == ["Hari Jadi Kabupaten"]
    row = next(at for at, one in enumerate(part.lines) if one.is_own)
    part.table.selectRow(row)
    part.remove.click()
    qtbot.waitUntil(lambda: len(part.lines) == shown)
    part.joint_leave.click()
    qtbot.waitUntil(lambda: not read_calendar(office).joint_leave_is_off)
    part.year.setCurrentIndex(3)
    part.year.activated.emit(3)
    assert part.gap.what.text().startswith(f"Libur nasional {year + 2} belum diisi")
    qtbot.waitUntil(lambda: page.desk.is_idle)
