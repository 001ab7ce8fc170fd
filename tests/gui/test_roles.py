"""What an account may not do is not offered."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.demo_office import ADMIN, PASSWORD, make_office
from ucj_desktop.domain.people import MAY, Role
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages import PAGES
from ucj_desktop.services.care.accounts import add_account
from ucj_desktop.services.office import Office, open_office

OTHER_PASSWORD = "gunung bawakaraeng biru 9"


@pytest.mark.parametrize("role", list(Role))
def test_each_role_sees_its_own_pages_and_they_all_open(
    role: Role, tmp_path: Path, open_window: Callable[[Office], MainWindow], qtbot: QtBot
) -> None:
    made = make_office(tmp_path / "office")
    add_account(made, "Baso Daeng", role, OTHER_PASSWORD)
    made.close()
    office = open_office(tmp_path / "office", "Baso Daeng", OTHER_PASSWORD)
    assert office.clerk.role is role
    window = open_window(office)
    expected = [one.code for one in PAGES if one.action in MAY[role] and office.kind in one.offices]
    assert list(window.rail.buttons) == expected
    for code in expected:
        window.go(code)
    qtbot.waitUntil(lambda: window.desk.is_idle, timeout=20_000)
    window.desk.close()
    office.close()


def test_an_office_of_one_offers_everything(tmp_path: Path, open_window: Callable[[Office], MainWindow]) -> None:
    office = make_office(tmp_path / "office")
    window = open_window(office)
    assert list(window.rail.buttons) == [one.code for one in PAGES if office.kind in one.offices and one.unless is None]
    assert window.top.account.text() == ADMIN
    assert PASSWORD not in window.top.role.text()
    window.desk.close()
    office.close()
