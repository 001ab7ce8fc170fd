"""Scenes of the gallery for Kuota & anggaran: before the first line, reckoned, decided and changed, its dialogs."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from tests.demo_office import GANTARANG
from tests.district_day import UJUNG_BULU
from tests.home_scenes import district_at_work
from ucj_desktop.domain.budget import BudgetLine
from ucj_desktop.domain.tariff import Funding
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.budget_dialogs import DecideDialog, DecreeDialog, PriorityDialog
from ucj_desktop.gui.pages.budget_line_dialog import BudgetLineDialog
from ucj_desktop.gui.pages.budget_page import BudgetPage
from ucj_desktop.services.district.answer_office import answer_office
from ucj_desktop.services.district.budget_setup import save_budget, show_budget
from ucj_desktop.services.district.decide_budget import decide_budget, list_decisions, write_decree
from ucj_desktop.services.office import Office

Settle = Callable[[MainWindow], None]
BudgetScene = Callable[[Path, Settle], QWidget]
_A_YEAR = 12 * 16_800


def _accepted(folder: Path) -> Office:
    district = district_at_work(folder)
    for code in (GANTARANG, UJUNG_BULU):
        answer_office(district, code, folder / "KINGSTON")
    return district


def _lines(office: Office, people: int) -> None:
    first = date(office.preferences.period, 1, 1)
    lines = (
        BudgetLine(
            line_id="a",
            name="APBD kabupaten",
            funding=Funding.APBD_REGENCY,
            ceiling=people * _A_YEAR + 5_000,
            first_month=first,
            months=12,
        ),
        BudgetLine(
            line_id="b",
            name="DBHCHT",
            funding=Funding.TOBACCO_EXCISE,
            ceiling=4 * 3 * 16_800,
            first_month=first.replace(month=10),
            months=3,
        ),
    )
    save_budget(office, replace(show_budget(office), lines=lines, quotas={GANTARANG: 60}))


def _opened(office: Office, subject: str, settle: Settle) -> tuple[MainWindow, BudgetPage]:
    window = MainWindow(office)
    window.show()
    window.go("budget", subject)
    settle(window)
    page = window.page
    assert isinstance(page, BudgetPage)
    return window, page


def none_yet(folder: Path, settle: Settle) -> QWidget:
    return _opened(_accepted(folder), "", settle)[0]


def reckoned(folder: Path, settle: Settle) -> QWidget:
    office = _accepted(folder)
    _lines(office, 8)
    return _opened(office, "", settle)[0]


def waiting(folder: Path, settle: Settle) -> QWidget:
    office = _accepted(folder)
    _lines(office, 8)
    window, page = _opened(office, "", settle)
    page.tabs.setCurrentIndex(2)
    return window


def areas(folder: Path, settle: Settle) -> QWidget:
    office = _accepted(folder)
    _lines(office, 8)
    window, page = _opened(office, "", settle)
    page.tabs.setCurrentIndex(1)
    return window


def _changed(folder: Path) -> Office:
    office = _accepted(folder)
    _lines(office, 8)
    decide_budget(office)
    write_decree(office, 1, f"188.45/317/{office.preferences.period}", office.today(), "Penetapan penerima iuran")
    _lines(office, 6)
    return office


def moved(folder: Path, settle: Settle) -> QWidget:
    window, page = _opened(_changed(folder), "", settle)
    page.tabs.setCurrentIndex(3)
    return window


def decided(folder: Path, settle: Settle) -> QWidget:
    return _opened(_changed(folder), "decisions", settle)[0]


def line_dialog(folder: Path, settle: Settle) -> QWidget:
    office = _accepted(folder)
    _lines(office, 8)
    _, page = _opened(office, "", settle)
    setup = show_budget(office)
    return BudgetLineDialog(page.desk, setup, setup.lines[0], page)


def priority(folder: Path, settle: Settle) -> QWidget:
    office = _accepted(folder)
    _lines(office, 8)
    _, page = _opened(office, "", settle)
    return PriorityDialog(page.desk, show_budget(office), page)


def deciding(folder: Path, settle: Settle) -> QWidget:
    _, page = _opened(_changed(folder), "", settle)
    assert page.found is not None
    return DecideDialog(page.desk, page.found, page)


def decree(folder: Path, settle: Settle) -> QWidget:
    office = _changed(folder)
    _, page = _opened(office, "decisions", settle)
    return DecreeDialog(page.desk, list_decisions(office)[0], page)


BUDGET_SCENES: dict[str, BudgetScene] = {
    "budget_none": none_yet,
    "budget": reckoned,
    "budget_areas": areas,
    "budget_waiting": waiting,
    "budget_moved": moved,
    "budget_decisions": decided,
    "budget_line": line_dialog,
    "budget_priority": priority,
    "budget_decide": deciding,
    "budget_decree": decree,
}
