"""Beranda of a big office: shown at once, and told anew when the check that it has begun is done."""

import pytest
from pytestqt.qtbot import QtBot

from tests.demo_office import put_people
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.home_page import HomePage
from ucj_desktop.services.office import Office


def test_what_a_check_has_yet_to_find_comes_when_it_has(
    window: MainWindow, office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ucj_desktop.services.care.home_accuracy.CHECKED_AT_ONCE", 1)
    put_people(office, 60)
    window.go("workers")
    window.go("home")
    page = window.page
    assert isinstance(page, HomePage)
    page.reload()
    qtbot.waitUntil(lambda: page.shown is not None and page.shown.total == 60 and page.shown.is_checked)
    assert page.shown is not None
    assert "findings" in [one.code for one in page.shown.to_do]
    qtbot.waitUntil(lambda: window.desk.is_idle)
