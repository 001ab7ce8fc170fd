"""Scenes of the gallery for the laptop at the meeting, and the world they and the tests of its windows play in."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from tests.demo_office import ADMIN, PASSWORD, make_office, put_people
from ucj_desktop.domain.standing import WorkerFilter
from ucj_desktop.domain.verdict import Reason, Step, Verdict
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.laptop_dialogs import BringHomeDialog, LendDialog, TakeLaptopDialog
from ucj_desktop.gui.pages.verification_page import VerificationPage
from ucj_desktop.services.collect.list_workers import worker_ids
from ucj_desktop.services.handoff.lend_laptop import lend_laptop
from ucj_desktop.services.handoff.start_laptop import bring_home, start_laptop
from ucj_desktop.services.office import Office, open_office
from ucj_desktop.services.rounds.rule_on_workers import WantedRuling, rule_on_workers

Settle = Callable[[MainWindow], None]


def pc_and_laptop(folder: Path) -> Office:
    """An office whose laptop has brought home eight verdicts, three of them on people judged otherwise here."""
    stick = folder / "KINGSTON"
    stick.mkdir(parents=True)
    office = make_office(folder / "pc")
    put_people(office, 24, messy=False)
    ids = list(worker_ids(office, WorkerFilter()))[:8]
    rule_on_workers(office, Step.VERIFY, [_wanted(one) for one in ids])
    lent = lend_laptop(office, [one.code for one in office.places.villages_of(office.code)][:3], stick)
    start_laptop(lent.file, folder / "laptop", ADMIN, PASSWORD)
    laptop = open_office(folder / "laptop", ADMIN, PASSWORD)
    rule_on_workers(laptop, Step.VALIDATE, [_wanted(one) for one in ids])
    bring_home(laptop, stick)
    laptop.close()
    rule_on_workers(office, Step.VALIDATE, [_wanted(one, Verdict.NOT_ELIGIBLE) for one in ids[:3]])
    return office


def _wanted(worker_id: str, verdict: Verdict = Verdict.ELIGIBLE) -> WantedRuling:
    reason = Reason.MOVED if verdict is Verdict.NOT_ELIGIBLE else None
    return WantedRuling(worker_id=worker_id, verdict=verdict, reason=reason)


def _page(office: Office, settle: Settle) -> tuple[MainWindow, VerificationPage]:
    window = MainWindow(office)
    window.show()
    window.go("verification")
    settle(window)
    assert isinstance(window.page, VerificationPage)
    return window, window.page


def away(folder: Path, settle: Settle) -> QWidget:
    """Villages that are at a meeting."""
    window, _ = _page(pc_and_laptop(folder), settle)
    return window


def lend(folder: Path, settle: Settle) -> QWidget:
    office = make_office(folder / "pc")
    put_people(office, 24, messy=False)
    _, page = _page(office, settle)
    page.laptop.lend()
    assert isinstance(page.laptop.dialog, LendDialog)
    page.laptop.dialog.take_folder(folder / "KINGSTON")
    return page.laptop.dialog


def take(folder: Path, settle: Settle) -> QWidget:
    window, page = _page(pc_and_laptop(folder), settle)
    page.laptop.take()
    assert isinstance(page.laptop.dialog, TakeLaptopDialog)
    page.laptop.dialog.look_into(folder / "KINGSTON")
    settle(window)
    return page.laptop.dialog


def home(folder: Path, settle: Settle) -> QWidget:
    pc_and_laptop(folder).close()
    _, page = _page(open_office(folder / "laptop", ADMIN, PASSWORD), settle)
    page.laptop.bring_home()
    assert isinstance(page.laptop.dialog, BringHomeDialog)
    return page.laptop.dialog


def on_laptop(folder: Path, settle: Settle) -> QWidget:
    pc_and_laptop(folder).close()
    window, _ = _page(open_office(folder / "laptop", ADMIN, PASSWORD), settle)
    return window


LAPTOP_SCENES = {
    "laptop_away": away,
    "laptop_lend": lend,
    "laptop_take": take,
    "laptop_home": home,
    "laptop_on_it": on_laptop,
}
