"""Who signs a letter: name, position and NIP, a line each; what the office has set stands there already."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from ucj_desktop.domain.minutes import Signer
from ucj_desktop.gui import look
from ucj_desktop.gui.widgets.buttons import button
from ucj_desktop.gui.widgets.cards import soft_label
from ucj_desktop.gui.widgets.tab_order import tab_in_order_of

_FIRST_ROWS = ("Camat", "Ketua Tim Verifikasi", "Sekretaris Tim Verifikasi")


class SignerRows(QWidget):
    """A line without a name is left out."""

    def __init__(self, signers: Sequence[Signer], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[tuple[Signer, QLineEdit, QLineEdit, QLineEdit]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look.GRID * 2)
        self._grid.setVerticalSpacing(look.GRID)
        for column, word in enumerate(("Nama dan gelar", "Jabatan", "NIP (boleh kosong)")):
            self._grid.addWidget(soft_label(word, wraps=False), 0, column)
            self._grid.setColumnStretch(column, (4, 4, 3)[column])
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.GRID)
        down.addLayout(self._grid)
        self.more = button("Tambah penanda tangan", self._on_more, icon="plus", kind="plain")
        self.more.setAutoDefault(False)
        down.addWidget(self.more)
        down.setAlignment(self.more, down.alignment())
        for one in signers or [Signer(name="", position=position) for position in _FIRST_ROWS]:
            self.add(one)

    def add(self, signer: Signer) -> None:
        boxes = (QLineEdit(signer.name), QLineEdit(signer.position), QLineEdit(signer.nip))
        for column, (box, word) in enumerate(zip(boxes, ("Nama", "Jabatan", "NIP"), strict=True)):
            box.setMinimumHeight(look.TARGET)
            box.setCursorPosition(0)
            box.setAccessibleName(f"{word} penanda tangan {len(self.rows) + 1}")
            self._grid.addWidget(box, len(self.rows) + 1, column)
        self.rows.append((signer, *boxes))
        layout = self.layout()
        if layout is not None:
            tab_in_order_of(layout)

    def signers(self) -> tuple[Signer, ...]:
        """Those with a name; rank and capacity stay as the office has set them."""
        return tuple(
            replace(known, name=name.text().strip(), position=position.text().strip(), nip=nip.text().strip())
            for known, name, position, nip in self.rows
            if name.text().strip()
        )

    def _on_more(self) -> None:
        self.add(Signer(name="", position=""))
        self.rows[-1][1].setFocus()
