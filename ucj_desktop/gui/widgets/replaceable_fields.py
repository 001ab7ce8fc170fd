"""Which fields an import may overwrite: a clerk consents field by field."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget


class ReplaceableFields(QPushButton):
    """``consented(fields)``: the codes that may be overwritten, or None for all of them."""

    consented = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Kolom yang boleh ditimpa")
        self.setToolTip("Pilih kolom yang boleh ditimpa; kolom lain dibiarkan seperti yang tersimpan.")
        self.setStyleSheet("padding-right: 26px;")  # the arrow of the menu stands off from the words
        self._menu = QMenu(self)
        self._menu.aboutToHide.connect(self._on_closed)
        self.setMenu(self._menu)
        self.boxes: dict[str, QAction] = {}
        self._told: frozenset[str] | None = None

    def show_fields(self, labels: Mapping[str, str], consented: frozenset[str] | None) -> None:
        """Offer the fields a file states, those consented to with their mark."""
        self._told = consented
        if list(self.boxes) != list(labels):
            self._menu.clear()
            self.boxes = {}
            for code, words in labels.items():
                made = self._menu.addAction(words)
                made.setCheckable(True)
                self.boxes[code] = made
        for code, box in self.boxes.items():
            box.setChecked(consented is None or code in consented)
        self._show_count()

    def _show_count(self) -> None:
        chosen = sum(box.isChecked() for box in self.boxes.values())
        self.setText("semua kolom" if chosen == len(self.boxes) else f"{chosen} kolom")

    def _on_closed(self) -> None:
        chosen = frozenset(code for code, box in self.boxes.items() if box.isChecked())
        told = None if len(chosen) == len(self.boxes) else chosen
        self._show_count()
        if told != self._told:
            self._told = told
            self.consented.emit(told)
