"""The layouts this office knows by heart: handed to another office, taken in from one, forgotten."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from ucj_desktop.gui import look
from ucj_desktop.gui.widgets.buttons import allow_unless, button
from ucj_desktop.gui.widgets.cards import heading_label
from ucj_desktop.services.collect.keep_profiles import ProfileKept


class KnownProfiles(QWidget):
    """``hand_on_wanted(name)``, ``take_in_wanted()``, ``forget_wanted(name)``: what the buttons ask of the page."""

    hand_on_wanted = Signal(str)
    take_in_wanted = Signal()
    forget_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept: Sequence[ProfileKept] = ()
        self.names = QComboBox()
        self.names.setAccessibleName("Format berkas yang dikenali")
        self.names.setToolTip("Berkas dengan judul kolom yang sama persis dibaca tanpa ditanya lagi.")
        self.names.currentIndexChanged.connect(self._on_moved)
        self.hand_on = button("Simpan...", self._on_hand_on, tip="Simpan format ini ke berkas untuk kantor lain")
        self.take_in = button("Ambil...", self.take_in_wanted.emit, tip="Pakai format dari berkas kantor lain")
        self.forget = button("Hapus", self._on_forget, tip="Lupakan format ini; kolomnya akan ditanyakan lagi")
        across = QHBoxLayout()
        across.setSpacing(look.GRID * 2)
        for one in (self.hand_on, self.take_in, self.forget):
            across.addWidget(one)
        across.addStretch(1)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, look.GRID, 0, 0)
        down.setSpacing(look.GRID * 2)
        down.addWidget(heading_label("Format berkas yang dikenali", 3))
        down.addWidget(self.names)
        down.addLayout(across)

    def show_profiles(self, kept: Sequence[ProfileKept]) -> None:
        """Show the list; the chosen one stays where it is still there."""
        chosen = self.names.currentData()
        self._kept = kept
        self.names.blockSignals(True)
        self.names.clear()
        for one in kept:
            self.names.addItem(f"{one.name} (bawaan)" if one.is_shipped else one.name, one.name)
        self.names.setCurrentIndex(max(self.names.findData(chosen), 0))
        self.names.blockSignals(False)
        self._on_moved()

    def _on_moved(self, _: int = 0) -> None:
        at = self.names.currentIndex()
        none = "" if 0 <= at < len(self._kept) else "Pilih dulu satu format."
        allow_unless(none, self.hand_on)
        allow_unless(none or ("Format bawaan tidak bisa dihapus." if self._kept[at].is_shipped else ""), self.forget)

    def _on_hand_on(self) -> None:
        self.hand_on_wanted.emit(str(self.names.currentData()))

    def _on_forget(self) -> None:
        self.forget_wanted.emit(str(self.names.currentData()))
