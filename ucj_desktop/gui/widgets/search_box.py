"""A search box that asks when typing rests, and the filters beside it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, Qt
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QWidget

from ucj_desktop.gui import icons, look, texts

_REST_MILLISECONDS = 150


class SearchBox(QLineEdit):
    """``searched`` comes when typing has rested, on Enter, and at once when the box is emptied."""

    searched = Signal(str)
    left_downwards = Signal()  # the arrow key: on to the list

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(True)
        self.setMinimumHeight(look.TARGET)
        self.addAction(icons.icon("magnifying-glass"), QLineEdit.ActionPosition.LeadingPosition)
        self._last = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MILLISECONDS)
        self._rest.timeout.connect(self._tell)
        self.textChanged.connect(self._on_typed)
        self.returnPressed.connect(self._tell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        if event.key() == Qt.Key.Key_Down:
            self._tell()
            self.left_downwards.emit()
            return
        super().keyPressEvent(event)

    def _on_typed(self, text: str) -> None:
        if text:
            self._rest.start()
        else:
            self._tell()

    def _tell(self) -> None:
        self._rest.stop()
        text = self.text().strip()
        if text != self._last:
            self._last = text
            self.searched.emit(text)


class FilterChip(QPushButton):
    """One filter: its word, and what is chosen; a menu of choices opens under it."""

    chosen = Signal(object)  # the key, or None for all

    def __init__(self, word: str, all_word: str = "Semua", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "chip")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.word, self._all_word = word, all_word
        self.value: object = None
        self._is_short = False
        self._choices: dict[object, str] = {}
        self._counts: dict[object, int] = {}
        self._keys: list[object] = []
        self.setMenu(QMenu(self))
        self._show()

    def offer(self, choices: Mapping[Any, str], counts: Mapping[Any, int] = MappingProxyType({})) -> None:
        """Set what can be chosen, as {key: label}, and how many each would leave; a chosen key that is gone is kept."""
        if self.value in self._choices and self.value not in choices:
            choices = {**choices, self.value: self._choices[self.value]}
        if self._keys and self._choices == choices and self._counts == counts:  # a menu that is open stays as it is
            return
        self._choices, self._counts = dict(choices), dict(counts)
        menu = self.menu()
        menu.clear()
        self._keys = [None, *self._choices]  # a QAction would make a plain text of an enum of texts
        for place, (key, label) in enumerate([(None, self._all_word), *self._choices.items()]):
            counted = f"\t{texts.number(counts[key])}" if key in counts else ""
            action = QAction(f"{label}{counted}", menu)
            action.setData(place)
            action.triggered.connect(self._on_triggered)
            menu.addAction(action)
        self._show()

    def choose(self, key: object) -> None:
        """Choose without telling."""
        self.value = key
        self._show()

    def stand_short(self, *, is_short: bool) -> None:
        """In little room what is chosen stands without the filter's word before it."""
        self._is_short = is_short
        self._show()

    def _on_triggered(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.choose(self._keys[action.data()])
            self.chosen.emit(self.value)

    def _show(self) -> None:
        label = self._choices.get(self.value, "")
        whole = f"{self.word}: {label}" if label else self.word
        self.setText(label if label and self._is_short else whole)
        self.setAccessibleName(whole)
        look.mark(self, on="yes" if label else "no")
