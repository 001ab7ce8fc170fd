"""Scenes of the gallery for assignments: a list counted at the district, and looked into at the kecamatan."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from tests.demo_office import GANTARANG
from tests.district_day import UJUNG_BULU
from tests.home_scenes import district_at_work
from tests.offices import ADMIN, PASSWORD
from tests.services.district.test_assignments import write_list
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.assign_dialog import AssignDialog
from ucj_desktop.gui.pages.take_assignment_dialog import TakeAssignmentDialog
from ucj_desktop.services.district.assign_people import Terms, send_assignments
from ucj_desktop.services.office import open_office

Settle = Callable[[MainWindow], None]


def assign(folder: Path, settle: Settle) -> QWidget:
    office = district_at_work(folder)
    window = MainWindow(office)
    window.show()
    window.go("inbox")
    settle(window)
    assert window.page is not None
    dialog = AssignDialog(window.page.desk, window.page)
    dialog.read(write_list(folder / "DTSEN 2026.xlsx", GANTARANG, UJUNG_BULU, count=8))
    dialog.source.setText("DTSEN triwulan III 2026")
    settle(window)
    return dialog


def take(folder: Path, settle: Settle) -> QWidget:
    district = district_at_work(folder)
    path = write_list(folder / "DTSEN 2026.xlsx", GANTARANG, count=8)
    stick = folder / "KINGSTON"
    send_assignments(district, path, Terms(source="DTSEN triwulan III 2026"), stick)
    district.close()
    window = MainWindow(open_office(folder / "gantarang", ADMIN, PASSWORD))
    window.show()
    window.go("verification")
    settle(window)
    assert window.page is not None
    dialog = TakeAssignmentDialog(window.page.desk, window.page)
    dialog.look_into(stick)
    settle(window)
    return dialog


ASSIGNMENT_SCENES = {"inbox_assign": assign, "verification_assignment": take}
