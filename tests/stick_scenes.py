"""Scenes of the gallery for the states of sticks, and of a package on its way to one."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.send_page import SendPage
from ucj_desktop.gui.pages.send_view import SendView
from ucj_desktop.handoff.drive import Drive
from ucj_desktop.handoff.stick_refusals import StickGone, StickInUse
from ucj_desktop.services.handoff.list_sticks import _TOLD, Stick, StickState, _words
from ucj_desktop.storage.sticks import StickRecord

Scene = Callable[[MainWindow, Path], QWidget]
KINGSTON = Drive(Path("/media/KINGSTON"), "/dev/sdb1", "KINGSTON", "vfat", False, "0951:1642:01")


def stick(state: StickState, label: str) -> Stick:
    """A stick in that state, as the service would tell it."""
    drive = replace(KINGSTON, folder=Path("/media", label), label=label, file_system="ext4")
    record = StickRecord(serial=drive.serial, label=label, failures=2)
    sentence, fix = _words(state, 3_800_000_000, drive, record)
    if state is StickState.GONE:
        sentence, fix = f"{label} tidak bisa dibaca.", "Cabut, lalu pasang lagi dan tunggu sampai terbaca."
    is_folder = state in {StickState.FOLDER, StickState.NETWORK}
    served = (12, "2026-11-03T01:41:00Z") if state in {StickState.READY, StickState.WORN} else (0, "")
    return Stick(
        folder=drive.folder,
        label=label,
        state=state,
        sentence=sentence,
        fix=fix,
        packages=int(state is StickState.READY),
        writes=served[0],
        last_good_at=served[1],
        drive=None if is_folder else drive,
    )


def _view(window: MainWindow, *sticks: Stick) -> SendView:
    window.go("send")
    page = window.page
    assert isinstance(page, SendPage)
    page.tabs.setCurrentIndex(0)
    page.send._timer.stop()
    while not window.desk.is_idle:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    window.desk.hush()
    page.send.writing._offer()
    page.send.steps.reset()
    page.send.sticks.offer(sticks)
    page.send.sticks.choose(sticks[0].folder)
    return page.send


def usable(window: MainWindow, folder: Path) -> QWidget:
    _view(
        window,
        stick(StickState.READY, "KINGSTON"),
        stick(StickState.WORN, "TOSHIBA"),
        stick(StickState.STRANGE, "LINUX"),
        stick(StickState.NETWORK, "bersama"),
    )
    return window


def blocked(window: MainWindow, folder: Path) -> QWidget:
    states = [one for one in _TOLD if one.blocks] + [StickState.GONE]
    _view(window, *(stick(one, one.name) for one in states))
    return window


def writing(window: MainWindow, folder: Path) -> QWidget:
    _view(window, stick(StickState.READY, "KINGSTON")).steps.run_to(2)
    return window


def safe(window: MainWindow, folder: Path) -> QWidget:
    view = _view(window, stick(StickState.READY, "KINGSTON"))
    view.steps.run_to(4)
    view.writing._on_let_go("Flashdisk KINGSTON aman dicabut.")
    return window


def in_use(window: MainWindow, folder: Path) -> QWidget:
    view = _view(window, stick(StickState.READY, "KINGSTON"))
    view.steps.run_to(4)
    view.writing._on_held(StickInUse("KINGSTON"))
    return window


def pulled(window: MainWindow, folder: Path) -> QWidget:
    view = _view(window, stick(StickState.GONE, "KINGSTON"))
    view.steps.run_to(1)
    view.steps.fail()
    window.desk.fail(StickGone("KINGSTON"))
    return window


def in_folder(window: MainWindow, folder: Path) -> QWidget:
    view = _view(window, stick(StickState.FOLDER, "Dokumen"))
    view.writing._stick = view.sticks.stick
    view.steps.run_to(4)
    view.writing._on_let_go("Berkas tersimpan utuh di folder Dokumen.")
    return window


STICK_SCENES: dict[str, Scene] = {
    "send_sticks_usable": usable,
    "send_sticks_blocked": blocked,
    "send_writing": writing,
    "send_safe": safe,
    "send_in_use": in_use,
    "send_pulled": pulled,
    "send_folder": in_folder,
}
