"""A list of things to tick, with what stands behind each."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget


class CheckList(QListWidget):
    """``ticked`` comes after every change. Space ticks the line under the cursor."""

    ticked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.itemChanged.connect(self.ticked)

    def offer(self, lines: Iterable[tuple[str, str, bool]]) -> None:
        """Lines as (key, text, ticked)."""
        self.blockSignals(True)
        self.clear()
        for key, text, is_ticked in lines:
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked)
            self.addItem(item)
        self.blockSignals(False)
        if self.count():
            self.setCurrentRow(0)
        self.ticked.emit()

    def keys(self) -> Sequence[str]:
        """The keys of the ticked lines, in their order."""
        items = (self.item(row) for row in range(self.count()))
        return [str(one.data(Qt.ItemDataRole.UserRole)) for one in items if one.checkState() is Qt.CheckState.Checked]

    def tick_all(self, is_ticked: bool) -> None:
        for row in range(self.count()):
            self.item(row).setCheckState(Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked)
