"""Beranda: the chart, the villages, and a big office that is shown before its check is done."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from tests.demo_office import put_people
from tests.home_scenes import office_in_its_rounds
from ucj_desktop.gui import look
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.home_page import HomePage, ToDoRow
from ucj_desktop.gui.pages.verification_page import VerificationPage
from ucj_desktop.gui.widgets.village_row import VillageRow, cells_of, placed
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


@pytest.fixture
def in_its_rounds(tmp_path: Path, open_window: Callable[[Office], MainWindow], qtbot: QtBot) -> Iterator[HomePage]:
    """Beranda of an office that is late with its rounds."""
    office = office_in_its_rounds(tmp_path / "late", late=True)
    window = open_window(office)
    page = window.page
    assert isinstance(page, HomePage)
    qtbot.waitUntil(lambda: page.shown is not None and window.desk.is_idle)
    yield page
    office.close()


def test_the_chart_says_in_words_what_it_draws_and_each_round_can_be_looked_at(in_its_rounds: HomePage) -> None:
    card = in_its_rounds.progress
    assert card.which.itemText(0) == "Semua putaran"
    whole = card.told.text()
    assert card.chart.accessibleDescription() == whole
    assert "Tenggat terakhir 24-11-2026." in whole
    assert "telat" in whole
    card.which.setCurrentIndex(2)
    card.which.activated.emit(2)
    assert card.chart.line is card.lines[2].line
    assert card.told.text() != whole
    card.show_lines(card.lines)  # numbers that come anew leave the choice alone
    assert card.which.currentIndex() == 2


@pytest.mark.parametrize("theme", [look.LIGHT, look.DARK], ids=["light", "dark"])
@pytest.mark.parametrize("size", [QSize(320, 248), QSize(560, 300), QSize(1400, 400)])
def test_every_line_is_drawn_in_its_colour_at_any_size(
    in_its_rounds: HomePage, theme: look.Palette, size: QSize, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(look, "_shown", theme)
    chart = in_its_rounds.progress.chart
    chart.setParent(None)
    chart.resize(size)
    picture = chart.grab().toImage()
    seen = {picture.pixelColor(x, y).name().upper() for x in range(picture.width()) for y in range(picture.height())}
    assert {theme.accent, theme.accent_soft, theme.warn} <= seen
    assert theme.bad in seen  # the forecast of who will be late


def test_every_village_tells_its_numbers_and_the_late_ones_come_first(in_its_rounds: HomePage) -> None:
    rows = in_its_rounds.villages.findChildren(VillageRow)
    first = rows[0]
    assert "Tenggat lewat" in first.accessibleName()
    for word in ("Target", "Pekerja", "Diverifikasi", "Divalidasi", "Dikirim", "Dikembalikan", "Perkiraan"):
        assert word in first.accessibleName()
    hurry = [row.village.days_left for row in rows if row.village.days_left is not None and row.village.waiting]
    assert hurry == sorted(hurry)


def test_the_columns_of_a_village_have_room_or_give_way(in_its_rounds: HomePage) -> None:
    village = in_its_rounds.villages.findChildren(VillageRow)[0].village
    for width in (320, 640, 960, 1080, 1700):
        cells = list(placed(cells_of(village, None, width), width))
        assert all(left >= 0 and wide >= 0 for _, left, wide in cells)
        ends = [left + wide for _, left, wide in cells]
        assert all(end <= start for end, (_, start, _) in zip(ends, cells[1:], strict=False))
        assert width < 640 or ends[-1] <= width


def test_an_office_without_rounds_has_no_chart(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page
    assert isinstance(page, HomePage)
    qtbot.waitUntil(lambda: page.shown is not None)
    assert not page.progress.isVisible()


def test_a_sentence_of_a_village_opens_that_village(in_its_rounds: HomePage, qtbot: QtBot) -> None:
    late = next(one for one in in_its_rounds.findChildren(ToDoRow) if one.to_do.code.startswith("late:"))
    late.open()
    window = in_its_rounds.window()
    assert isinstance(window, MainWindow)
    verification = window.page
    assert isinstance(verification, VerificationPage)
    qtbot.waitUntil(lambda: verification.table.current_id() == late.to_do.village_code)
