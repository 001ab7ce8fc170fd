"""Scenes of the gallery for Mode rapat, on an office some days into its work."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.rounds_scenes import LaterScene, villages
from ucj_desktop.domain.minutes import Attendee, Signer
from ucj_desktop.domain.stage import Stage
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.meeting_view import MeetingView
from ucj_desktop.gui.pages.verification_page import VerificationPage
from ucj_desktop.services.rounds.meetings import open_meetings, plan_meeting, start_meeting

_GUESTS = (
    Attendee(person=Signer(name="Contoh Camat, S.Sos.", position="Camat Gantarang"), present=True, signs=True),
    Attendee(person=Signer(name="Contoh Ketua Tim, S.IP.", position="Ketua Tim Verifikasi"), present=True, signs=True),
    Attendee(person=Signer(name="Contoh Kepala Desa", position="Kepala Desa"), village="Desa Benteng", present=True),
    Attendee(person=Signer(name="Contoh Ketua BPD", position="Ketua BPD"), village="Desa Benteng"),
    Attendee(person=Signer(name="Contoh Kadus", position="Kepala Dusun"), village="Desa Benteng"),
    Attendee(person=Signer(name="Contoh TKSK", position="TKSK Kecamatan")),
    Attendee(person=Signer(name="Contoh Bhabinkamtibmas", position="Polsek Gantarang"), present=True),
)


def _page(window: MainWindow, folder: Path) -> VerificationPage:
    """Verifikasi with the cursor on the village where most wait for the validation."""
    villages(window, folder)
    page = window.page
    assert isinstance(page, VerificationPage)
    _finish(window)
    waiting = max(page.villages.values(), key=lambda one: one.by_stage.get(Stage.VERIFIED, 0))
    page.table.go_to(waiting.village_code)
    return page


def _finish(window: MainWindow) -> None:
    while not window.desk.is_idle:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _view(window: MainWindow, folder: Path) -> MeetingView:
    """The one meeting of these scenes, started by the first that needs it."""
    page, office = _page(window, folder), window.office
    if not open_meetings(office):
        plan = plan_meeting(office, [page.table.current_id()])
        start_meeting(office, replace(plan, attendees=_GUESTS))
    page.door.resume(open_meetings(office)[0])
    _finish(window)
    return page.door.view


def village(window: MainWindow, folder: Path) -> QWidget:
    """The village from which a meeting is started."""
    _page(window, folder)
    return window


def start(window: MainWindow, folder: Path) -> QWidget:
    page = _page(window, folder)
    page.start_meeting()
    assert page.door.dialog is not None
    return page.door.dialog


def one(window: MainWindow, folder: Path) -> QWidget:
    view = _view(window, folder)
    for key in "SP":
        QTest.keyClicks(view.big, key)
        _finish(window)
    return window


def reason(window: MainWindow, folder: Path) -> QWidget:
    QTest.keyClick(_view(window, folder).big, Qt.Key.Key_T)
    return window


def as_list(window: MainWindow, folder: Path) -> QWidget:
    view = _view(window, folder)
    view.turn_face()
    return window


def attendance(window: MainWindow, folder: Path) -> QWidget:
    view = _view(window, folder)
    view.ask_attendance()
    assert view.dialog is not None
    return view.dialog


def objection(window: MainWindow, folder: Path) -> QWidget:
    view = _view(window, folder)
    view.ask_objection()
    assert view.dialog is not None
    return view.dialog


def left(window: MainWindow, folder: Path) -> QWidget:
    """A meeting that goes on, seen from the villages."""
    _view(window, folder).leave()
    _finish(window)
    return window


def end(window: MainWindow, folder: Path) -> QWidget:
    _view(window, folder).ask_end()
    page = window.page
    assert isinstance(page, VerificationPage)
    assert page.door.dialog is not None
    return page.door.dialog


MEETING_SCENES: dict[str, LaterScene] = {
    "meeting_village": village,
    "meeting_start": start,
    "meeting_one": one,
    "meeting_reason": reason,
    "meeting_list": as_list,
    "meeting_attendance": attendance,
    "meeting_objection": objection,
    "meeting_left": left,
    "meeting_end": end,
}
