"""Boxes: what is typed, read and shown."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ucj_desktop.domain.fields import BY_CODE
from ucj_desktop.domain.worker import Sex
from ucj_desktop.gui.widgets.editors import ChoiceBox, DateBox, Editor, ListBox, NikBox, PhoneBox, WholeNumberBox

TODAY = date(2026, 8, 17)


@pytest.fixture(autouse=True)
def _dressed(dressed: QApplication) -> None:
    pass


def _typed(qtbot: QtBot, box: Editor, text: str) -> Editor:
    qtbot.addWidget(box)
    QTest.keyClicks(box, text)
    return box


def test_a_nik_is_grouped_while_it_is_typed_and_read_without_spaces(qtbot: QtBot) -> None:
    box = _typed(qtbot, NikBox(), "7302015708800001")
    assert box.text() == "730201 570880 0001"
    assert box.reading().value == "7302015708800001"


def test_the_sixteenth_digit_says_that_the_box_is_full(qtbot: QtBot) -> None:
    box = _typed(qtbot, NikBox(), "730201570880000")
    with qtbot.waitSignal(box.filled):
        QTest.keyClicks(box, "1")


def test_a_digit_put_into_the_middle_keeps_the_cursor_behind_it(qtbot: QtBot) -> None:
    box = _typed(qtbot, NikBox(), "73020170880001")
    box.setCursorPosition(7)
    QTest.keyClicks(box, "5")
    assert box.text() == "730201 570880 001"
    assert box.cursorPosition() == 8


def test_what_is_no_number_is_kept_as_typed_and_named(qtbot: QtBot) -> None:
    read = _typed(qtbot, NikBox(), "7,30201E+15").reading()
    assert (read.value, read.unread) == ("", "7,30201E+15")
    assert read.remark


def test_a_date_is_read_in_any_usual_way_and_tidied(qtbot: QtBot) -> None:
    box = _typed(qtbot, DateBox(TODAY), "17.8.80")
    assert box.reading().value == date(1980, 8, 17)
    box.tidy()
    assert box.text() == "17-08-1980"


def test_a_day_that_is_not_in_the_calendar_is_kept_as_typed(qtbot: QtBot) -> None:
    read = _typed(qtbot, DateBox(TODAY), "32/13/1980").reading()
    assert (read.value, read.unread) == (None, "32/13/1980")


def test_a_phone_with_country_code_becomes_08(qtbot: QtBot) -> None:
    box = _typed(qtbot, PhoneBox(15), "+62 812 3456 7890")
    box.tidy()
    assert box.text() == "081234567890"


def test_money_takes_dots_and_shows_them(qtbot: QtBot) -> None:
    box = _typed(qtbot, WholeNumberBox(14, is_money=True), "Rp 1.500000")
    assert box.reading().value == 1_500_000
    box.tidy()
    assert box.text() == "1.500.000"


def test_p_is_enough_for_perempuan(qtbot: QtBot) -> None:
    box = _typed(qtbot, ChoiceBox(BY_CODE["sex"]), "p")
    assert box.reading().value is Sex.FEMALE
    box.tidy()
    assert box.text() == "Perempuan"


def test_enter_goes_on_and_the_arrow_goes_back(qtbot: QtBot) -> None:
    box = _typed(qtbot, Editor(), "Andi")
    with qtbot.waitSignal(box.wants_next):
        QTest.keyClick(box, Qt.Key.Key_Return)
    with qtbot.waitSignal(box.wants_previous):
        QTest.keyClick(box, Qt.Key.Key_Up)


def test_enter_takes_the_line_that_is_marked_in_the_list_under_a_box(qtbot: QtBot) -> None:
    box = ListBox(lambda typed: [(1, "Bialo"), (2, "Bialo Timur")])
    qtbot.addWidget(box)
    box.show()
    box.activateWindow()
    qtbot.waitUntil(box.isActiveWindow)
    box.setFocus()
    QTest.keyClicks(box, "Bia")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        popup = QApplication.activePopupWidget()
        assert popup is not None
        QTest.keyClick(popup, key)
    assert (box.value, box.text()) == (2, "Bialo Timur")
    assert QApplication.activePopupWidget() is None


def test_enter_with_nothing_marked_closes_the_list_and_goes_on(qtbot: QtBot) -> None:
    box = ListBox(lambda typed: [(1, "Bialo"), (2, "Bialo Timur")])
    qtbot.addWidget(box)
    box.show()
    box.activateWindow()
    qtbot.waitUntil(box.isActiveWindow)
    box.setFocus()
    QTest.keyClicks(box, "Bia")
    popup = QApplication.activePopupWidget()
    assert popup is not None
    with qtbot.waitSignal(box.wants_next):
        QTest.keyClick(popup, Qt.Key.Key_Return)
    assert QApplication.activePopupWidget() is None


def test_a_key_that_comes_late_through_the_closed_list_goes_where_the_cursor_is(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    village, hamlet = ListBox(lambda typed: [("7302012001", "Desa Bialo")]), Editor()
    down = QVBoxLayout(window)
    for box in (village, hamlet):
        down.addWidget(box)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    village.setFocus()
    QTest.keyClicks(village, "Bialo")
    QTest.keyClick(village, Qt.Key.Key_Return)
    hamlet.setFocus()
    QTest.keyClicks(village, "Bonto")
    assert (village.text(), hamlet.text()) == ("Desa Bialo", "Bonto")
