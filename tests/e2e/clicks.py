"""A clerk's hands and eyes for tests: clicks and keys on what the screen shows, counted, and nothing else."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QAbstractItemModel, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ucj_desktop.gui.app import Program
from ucj_desktop.gui.first_office import FirstOfficeWindow
from ucj_desktop.gui.login_window import LoginWindow
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.page import Page

CONTROL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier
_P = TypeVar("_P", bound=Page)
LONGEST_WAIT = 10_000  # milliseconds; real keys are derived when an office is made


@dataclass
class Hands:
    """One clerk at keyboard and mouse, and what it cost; ``letters`` are what was typed into boxes."""

    qtbot: QtBot
    clicks: int = 0
    keys: int = 0
    letters: int = 0

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click what can be seen and is not grey."""
        assert widget.isVisible(), f"{widget.accessibleName() or widget} is not on the screen"
        assert widget.isEnabled(), f"{widget.accessibleName() or widget} is grey"
        if not widget.window().isActiveWindow():  # as on any desktop, a window that is clicked comes to the front
            widget.window().activateWindow()
            self.wait(widget.window().isActiveWindow)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())
        self.clicks += 1

    def click_row(self, view: QAbstractItemView, row: int, column: int = 0) -> None:
        """Click a line of a list or table."""
        index = view.model().index(row, column)
        view.scrollTo(index)
        self.click(view.viewport(), view.visualRect(index).center())

    def tick_row(self, view: QListWidget, row: int) -> None:
        """Click the box to tick at the left of a line."""
        view.scrollToItem(view.item(row))
        shown = view.visualItemRect(view.item(row))
        self.click(view.viewport(), QPoint(shown.left() + 12, shown.center().y()))

    def click_tab(self, tabs: QTabWidget, word: str) -> None:
        """Click the tab whose word begins so."""
        place = next(number for number in range(tabs.count()) if tabs.tabText(number).startswith(word))
        self.click(tabs.tabBar(), tabs.tabBar().tabRect(place).center())

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        """One key, to whatever has the cursor."""
        QTest.keyClick(self.cursor(), key, modifier)
        self.keys += 1

    def write(self, text: str) -> None:
        """Type letter by letter into whatever has the cursor."""
        for letter in text:
            QTest.keyClicks(self.cursor(), letter)
        self.letters += len(text)

    def fill(self, box: QWidget, text: str) -> None:
        """Click a box and type over what stands there."""
        self.click(box)
        self.press(Qt.Key.Key_A, CONTROL)
        self.write(text)

    def cursor(self) -> QWidget:
        """The widget that gets the keys now."""
        found = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert found is not None, "nothing has the cursor"
        return found

    def wait(self, seen: Callable[[], bool]) -> None:
        """Wait until something is to be seen."""
        self.qtbot.waitUntil(seen, timeout=LONGEST_WAIT)

    @contextmanager
    def answering(self, path: Path) -> Iterator[None]:
        """What is pressed inside opens a window for a file or folder; this path is typed into it, and Enter."""
        asked: list[str] = []
        before = self.cursor().window()
        looking = QTimer()

        def answer() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QFileDialog) and dialog.isVisible() and not asked:
                asked.append(dialog.windowTitle())
                box = dialog.findChild(QLineEdit, "fileNameEdit")
                assert isinstance(box, QLineEdit)
                box.setText(str(path))  # pasted
                QTest.keyClick(box, Qt.Key.Key_Return)

        looking.timeout.connect(answer)
        looking.start(5)
        yield
        looking.stop()
        self.keys += 2
        assert asked, "no window asked for a path"
        after = QApplication.activeModalWidget() or before
        after.activateWindow()  # what a desktop does when a window goes
        self.wait(after.isActiveWindow)


@dataclass
class Desktop:
    """One computer with the program on it, and the clerk before it."""

    folder: Path
    hands: Hands
    program: Program

    @classmethod
    def switched_on(cls, folder: Path, qtbot: QtBot) -> "Desktop":
        """Start the program on an office folder that may still be empty."""
        made = cls(folder, Hands(qtbot), Program(folder))
        made.program.begin()
        made.come_to_front()
        return made

    def come_to_front(self) -> None:
        """The clerk turns to this computer."""
        window = self.program.window
        assert window is not None
        window.show()
        window.activateWindow()
        self.hands.wait(window.isActiveWindow)

    @property
    def window(self) -> MainWindow:
        window = self.program.window
        assert isinstance(window, MainWindow)
        return window

    def rest(self) -> None:
        """Wait until everything that was pressed is done and shown."""
        self.hands.wait(lambda: self.window.desk.is_idle)

    def go(self, code: str, kind: type[_P]) -> _P:
        """Click a page in the rail."""
        self.hands.click(self.window.rail.buttons[code])
        self.rest()
        page = self.window.page
        assert isinstance(page, kind)
        return page

    def make_first_office(self, name: str, clerk: str, password: str, *, is_district: bool = False) -> None:
        """The steps of a first office, from the empty folder to the main window."""
        hands, first = self.hands, self.program.window
        assert isinstance(first, FirstOfficeWindow)
        if is_district:
            hands.click(first.place.district, QPoint(8, first.place.district.height() // 2))
            hands.click(first.place.box)
        hands.write(name)
        hands.press(Qt.Key.Key_Down)
        hands.press(Qt.Key.Key_Return)
        hands.click(first.next)
        hands.write(clerk)
        for _ in range(2):
            hands.press(Qt.Key.Key_Tab)
            hands.write(password)
        hands.click(first.next)
        hands.click(first.next)
        hands.wait(lambda: first.steps.currentWidget() is first.sheet)
        with hands.answering(self.folder.parent / f"pemulihan {name}.txt"):
            hands.click(button_named(first.sheet, "Simpan ke berkas"))
        hands.click(first.sheet.kept, QPoint(8, first.sheet.kept.height() // 2))
        hands.click(first.next)
        hands.wait(lambda: isinstance(self.program.window, MainWindow))
        self.window.resize(1366, 768)
        self.come_to_front()
        self.rest()

    def log_in(self, password: str) -> None:
        """The password, and Enter."""
        login = self.program.window
        assert isinstance(login, LoginWindow)
        self.hands.wait(lambda: login.is_warm)
        self.hands.write(password)
        self.hands.press(Qt.Key.Key_Return)
        self.hands.wait(lambda: isinstance(self.program.window, MainWindow))
        self.window.resize(1366, 768)
        self.come_to_front()
        self.rest()

    def close(self) -> None:
        """The cross of the window; the program makes its backup and lets go of the store."""
        gone: list[bool] = []
        self.window.closed.connect(gone.append)
        self.window.close()
        self.hands.clicks += 1
        self.hands.wait(lambda: bool(gone))


def button_named(inside: QWidget, word: str) -> QPushButton:
    """The button on the screen whose word begins so."""
    seen = [one for one in inside.findChildren(QPushButton) if one.isVisible() and one.text().startswith(word)]
    assert len(seen) == 1, f"{len(seen)} buttons say {word}"
    return seen[0]


def says(inside: QWidget, sentence: str) -> bool:
    """Whether a sentence, or a part of it, stands on the screen."""
    return any(sentence in one.text() for one in inside.findChildren(QLabel) if one.isVisible())


def shown_rows(model: QAbstractItemModel) -> list[Sequence[str]]:
    """What a table shows, line by line."""
    columns = range(model.columnCount())
    return [[str(model.index(row, column).data() or "") for column in columns] for row in range(model.rowCount())]
