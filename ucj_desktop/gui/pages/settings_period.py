"""Pengaturan: the year, where meetings are held, the paper, and the printed spelling of place names."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QComboBox, QLineEdit, QTableWidgetItem

from ucj_desktop.domain.people import OfficeKind
from ucj_desktop.domain.place import Place
from ucj_desktop.gui import look
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.widgets.cards import heading_label, soft_label
from ucj_desktop.gui.widgets.plain_table import PlainTable
from ucj_desktop.gui.widgets.settings_section import PreferencesSection, line_of_form, new_form
from ucj_desktop.services.care.settings_faults import fault_of_period
from ucj_desktop.services.collect.attach import attachments_allowed
from ucj_desktop.services.preferences import Preferences

_PAPERS = {"f4": "F4/Folio (215 x 330 mm)", "a4": "A4 (210 x 297 mm)"}


class PeriodSection(PreferencesSection):
    """Spellings are typed into the table; an empty one means the official name."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "Periode dan cetakan",
            "Tahun anggaran berlaku untuk putaran, berita acara, dan paket yang dibuat sesudahnya.",
        )
        self.period = QLineEdit()
        self.period.setMaxLength(4)
        self.venue = QLineEdit()
        self.paper = QComboBox()
        self.paper.setMinimumHeight(look.TARGET)
        self.paper.setAccessibleName("Ukuran kertas")
        for code, word in _PAPERS.items():
            self.paper.addItem(word, code)
        form = new_form()
        line_of_form(form, "Tahun anggaran", self.period, "2026")
        line_of_form(form, "Tempat rapat", self.venue, "Aula Kantor Kecamatan Gantarang")
        line_of_form(form, "Ukuran kertas", self.paper)
        for box in (self.period, self.paper):
            box.setFixedWidth(240)
        self.venue.setMaximumWidth(480)
        self.attachments = QCheckBox("Foto atau hasil pindai KTP-el, KK, dan formulir boleh disimpan bersama pekerja")
        self.attachments.setMinimumHeight(look.TARGET)
        self.attachments.setToolTip("UU 27/2022: simpan hanya data yang perlu. Gambarnya diperkecil dan terenkripsi.")
        self.nik_filter = QCheckBox("Balasan memberi tahu bila sebuah NIK sudah dikirim kecamatan lain")
        self.nik_filter.setMinimumHeight(look.TARGET)
        self.nik_filter.setToolTip(
            "Berupa saringan: daftar NIK-nya tidak ikut. Siapa pun yang bisa membuka data kecamatan dapat mencobanya"
            " satu per satu."
        )
        self.nik_filter.setVisible(desk.office.kind is OfficeKind.DISTRICT)
        self.names = PlainTable(("Nama resmi (Kemendagri)", "Kode", "Ditulis di surat sebagai"), widest=2)
        self.names.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.names.setMinimumHeight(240)
        self.names.setAccessibleName("Ejaan nama tempat")
        self._places = _places(desk)
        self._is_showing = False
        self.body.addLayout(form)
        self.body.addWidget(self.attachments)
        self.body.addWidget(self.nik_filter)
        self.body.addSpacing(look.GRID)
        self.body.addWidget(heading_label("Ejaan nama tempat di surat", 3))
        self.body.addWidget(
            soft_label("Ketik di kolom ketiga bila kantor menulis nama itu berbeda. Kosong berarti memakai nama resmi.")
        )
        self.body.addWidget(self.names, 1)
        self.period.textEdited.connect(self.note_change)
        self.venue.textEdited.connect(self.note_change)
        self.paper.activated.connect(self.note_change)
        self.attachments.clicked.connect(self.note_change)
        self.nik_filter.clicked.connect(self.note_change)
        self.names.itemChanged.connect(self._on_spelled)

    def wanted(self) -> Preferences:
        kept = self.office.preferences
        typed = self.period.text().strip()
        year = kept.period if fault_of_period(typed) else int(typed)
        return replace(
            kept,
            period=year,
            venue=" ".join(self.venue.text().split()),
            paper=str(self.paper.currentData()),
            printed_names=self._spellings(),
            attachments=self._attachments(),
            nik_filter=self.nik_filter.isChecked(),
        )

    @property
    def is_changed(self) -> bool:
        return super().is_changed or self.period.text().strip() != str(self.office.preferences.period)

    def fault(self) -> str:
        return fault_of_period(self.period.text())

    def show_preferences(self, kept: Preferences) -> None:
        self.period.setText(str(kept.period))
        self.venue.setText(kept.venue)
        self.paper.setCurrentIndex(list(_PAPERS).index(kept.paper))
        self.attachments.setChecked(attachments_allowed(self.office))
        self.nik_filter.setChecked(kept.nik_filter)
        self._is_showing = True
        self.names.show_rows([(one.name, one.code, kept.printed_names.get(one.code, "")) for one in self._places])
        for row in range(len(self._places)):
            for column in (0, 1):
                item = self.names.item(row, column)
                if item is not None:
                    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        self._is_showing = False

    def _attachments(self) -> bool | None:
        """Nothing of its own as long as the box says what it said."""
        wanted = self.attachments.isChecked()
        return self.office.preferences.attachments if wanted == attachments_allowed(self.office) else wanted

    def _spellings(self) -> dict[str, str]:
        names = dict(self.office.preferences.printed_names)
        for row, place in enumerate(self._places):
            item = self.names.item(row, 2)
            typed = " ".join(item.text().split()) if item is not None else names.get(place.code, "")
            if typed:
                names[place.code] = typed
            else:
                names.pop(place.code, None)
        return names

    def _on_spelled(self, item: QTableWidgetItem) -> None:
        del item
        if not self._is_showing:
            self.note_change()


def _places(desk: Desk) -> Sequence[Place]:
    """The places this office prints: itself, and the villages or kecamatan in it."""
    known = desk.office.places
    own = known.by_code(desk.office.code)
    inside = known.villages_of(desk.office.code)
    if desk.office.kind is OfficeKind.DISTRICT:
        inside = known.children(desk.office.code)
    return [*([own] if own else []), *inside]
