"""Settings: whose certificates the office takes at their word, from files that it was given."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QWidget

from ucj_desktop.domain.dates import short_date
from ucj_desktop.gui import look
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.widgets.buttons import button
from ucj_desktop.gui.widgets.cards import soft_label
from ucj_desktop.gui.widgets.plain_table import PlainTable
from ucj_desktop.gui.widgets.settings_section import SettingsSection
from ucj_desktop.services.care.trust_issuers import Issuer, forget_issuer, list_issuers, trust_issuer


class IssuersSection(SettingsSection):
    """Trusting and no longer trusting are kept at once, each with its journal row."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "Penerbit sertifikat",
            "Tanda tangan elektronik pada surat dipercaya bila sertifikatnya dari penerbit di daftar ini. Mintalah"
            " sertifikat induknya dari penerbit, misalnya BSrE, dan cocokkan nomor serinya.",
        )
        self.issuers: list[Issuer] = []
        self.table = PlainTable(("Penerbit", "Nomor seri", "Berlaku sampai"), widest=1)
        self.table.setMinimumHeight(160)
        self.table.setAccessibleName("Penerbit yang dipercaya")
        self.none = soft_label("Belum ada penerbit yang dipercaya. Tanda tangan tetap diperiksa utuh atau tidaknya.")
        self.add = button("Tambah sertifikat induk", self.choose_file, icon="file-arrow-down", kind="primary")
        self.forget = button("Jangan percaya lagi", self.forget_one, icon="trash")
        presses = QHBoxLayout()
        presses.setSpacing(look.GRID * 2)
        presses.addWidget(self.add)
        presses.addWidget(self.forget)
        presses.addStretch(1)
        self.below_all = QWidget()  # without a table the words and the button stand together at the top
        self.below_all.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.body.addWidget(self.none)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(presses)
        self.body.addWidget(self.below_all, 1)

    def reload(self) -> None:
        here = self.table.currentRow()
        self.issuers = list_issuers(self.office)
        self.table.show_rows([(one.name, one.serial, short_date(one.until)) for one in self.issuers])
        has_some = bool(self.issuers)
        self.none.setVisible(not has_some)
        self.below_all.setVisible(not has_some)
        self.table.setVisible(has_some)
        self.forget.setVisible(has_some)
        if has_some:
            self.table.selectRow(min(max(here, 0), len(self.issuers) - 1))

    def choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Sertifikat induk", "", "Sertifikat (*.cer *.crt *.pem *.der)")
        if chosen:
            self.take_file(Path(chosen))

    def take_file(self, path: Path) -> None:
        self.desk.do("Membaca sertifikat", partial(trust_issuer, self.office, path))

    def forget_one(self) -> None:
        row = self.table.currentRow()
        if 0 <= row < len(self.issuers):
            self.desk.do("Menyimpan pengaturan", partial(forget_issuer, self.office, self.issuers[row].serial))
