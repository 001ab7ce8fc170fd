"""Pengaturan: the legal bases that each letter cites, with those of the office's own."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QWidget

from ucj_desktop.domain.dates import short_date
from ucj_desktop.gui import look
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.asking import Asking
from ucj_desktop.gui.widgets.buttons import allow_unless, button
from ucj_desktop.gui.widgets.check_list import CheckList
from ucj_desktop.gui.widgets.editors import DateBox
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar
from ucj_desktop.gui.widgets.settings_section import PreferencesSection, line_of_form, new_form
from ucj_desktop.services.care.letter_bases import (
    CITING_DOCUMENTS,
    BasisLine,
    basis_lines,
    fault_of_basis,
    new_code,
    not_in_force_words,
    own_basis,
    usual_citations,
    with_citations,
    with_own_basis,
    without_own_basis,
)
from ucj_desktop.services.preferences import Preferences

_KINDS = ("Peraturan Bupati", "Keputusan Bupati", "Surat Edaran Bupati", "Nota Kesepahaman", "Perjanjian Kerja Sama")


class LegalBasesSection(PreferencesSection):
    """A letter, whether it has a list of legal bases, and which it cites."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "Dasar hukum",
            "Peraturan yang disebut surat, menurut urutan ini. Yang tidak berlaku pada tanggal suratnya tidak dicetak.",
        )
        self._typed: Preferences = self.office.preferences
        self.lines: list[BasisLine] = []
        self._is_showing = False  # ticks that come now are not the clerk's
        self.documents = QComboBox()
        self.documents.setMinimumHeight(look.TARGET)
        self.documents.setAccessibleName("Surat")
        for code, words in CITING_DOCUMENTS.items():
            self.documents.addItem(words, code)
        self.printed = QCheckBox("Cetak dasar hukum")
        self.printed.setMinimumHeight(look.TARGET)
        self.left_out = SentenceBar(closable=False)
        self.list = CheckList()
        self.list.setAccessibleName("Dasar hukum")
        self.list.setMinimumHeight(120)
        self.list.setSpacing(look.GRID // 2)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.add = button("Tambah", self.add_own, icon="plus")
        self.change = button("Ubah", self.change_own, icon="pencil-simple")
        self.remove = button("Hapus", self.remove_own, icon="trash")
        self.asking: BasisDialog | None = None
        top = QHBoxLayout()
        top.setSpacing(look.GRID * 4)
        top.addWidget(self.documents)
        top.addWidget(self.printed)
        top.addStretch(1)
        presses = QHBoxLayout()
        presses.setSpacing(look.GRID * 2)
        for one in (self.add, self.change, self.remove):
            presses.addWidget(one)
        presses.addStretch(1)
        self.body.addLayout(top)
        self.body.addWidget(self.left_out)
        self.body.addLayout(presses)  # above the list: on a low screen they stay in sight
        self.body.addWidget(self.list, 1)
        self.documents.activated.connect(self._show)
        self.printed.clicked.connect(self._on_printed)
        self.list.ticked.connect(self._on_ticked)
        self.list.currentRowChanged.connect(self._on_moved)

    @property
    def document(self) -> str:
        return str(self.documents.currentData())

    @property
    def chosen(self) -> BasisLine | None:
        row = self.list.currentRow()
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def wanted(self) -> Preferences:
        return replace(self.office.preferences, legal_bases=self._typed.legal_bases, own_bases=self._typed.own_bases)

    def show_preferences(self, kept: Preferences) -> None:
        self._typed = kept
        self._show()

    def _show(self) -> None:
        row = max(self.list.currentRow(), 0)
        self.lines = basis_lines(self._typed, self.document, self.office.today())
        self._is_showing = True
        self.list.offer((one.basis.code, _words(one), one.is_cited) for one in self.lines)
        for at, one in enumerate(self.lines):
            self.list.item(at).setToolTip(one.basis.source)
        self.list.setCurrentRow(min(row, len(self.lines) - 1))
        self._is_showing = False
        self._show_choice()

    def _show_choice(self) -> None:
        """Whether the letter has a list, and what of it is not printed now."""
        is_printed = self.document in self._typed.legal_bases
        self._is_showing = True
        for item in (self.list.item(at) for at in range(self.list.count())):
            ticks = Qt.ItemFlag.ItemIsUserCheckable
            item.setFlags(item.flags() | ticks if is_printed else item.flags() & ~ticks)
        self._is_showing = False
        self.printed.setChecked(is_printed)
        self.left_out.say(State.WARNS, not_in_force_words(self._typed, self.office.today()))
        self._on_moved()

    def _on_printed(self, is_printed: bool) -> None:
        codes = usual_citations(self._typed, self.document, self.office.today()) if is_printed else []
        self._take(with_citations(self._typed, self.document, codes))

    def _on_ticked(self) -> None:
        if not self._is_showing:
            self._typed = with_citations(self._typed, self.document, self.list.keys())
            self._show_choice()
            self.note_change()

    def _take(self, typed: Preferences) -> None:
        self._typed = typed
        self._show()
        self.note_change()

    def _on_moved(self) -> None:
        is_own = self.chosen is not None and self.chosen.is_own
        for one in (self.change, self.remove):
            allow_unless("" if is_own else "Hanya dasar hukum yang ditambahkan kantor ini.", one)

    def add_own(self) -> None:
        """Another one of the office's own."""
        self._ask(None)

    def change_own(self) -> None:
        """The own one under the cursor."""
        if self.chosen is not None and self.chosen.is_own:
            self._ask(self.chosen)

    def remove_own(self) -> None:
        """The own one under the cursor is cited nowhere any more."""
        if self.chosen is not None and self.chosen.is_own:
            self._take(without_own_basis(self._typed, self.chosen.basis.code))

    def _ask(self, known: BasisLine | None) -> None:
        self.asking = BasisDialog(self.desk, self, self._typed, known)
        self.asking.done_with.connect(self._on_asked)
        self.asking.open()

    def _on_asked(self, after: Preferences) -> None:
        """What was just added comes last, and is cited at once where the letter has a list."""
        cited = after.legal_bases.get(self.document, ())
        is_new = len(after.own_bases) > len(self._typed.own_bases)
        if is_new and cited:
            after = with_citations(after, self.document, [*cited, after.own_bases[-1].code])
        self._take(after)
        if is_new:
            self.list.setCurrentRow(len(self.lines) - 1)


class BasisDialog(Asking):
    """An own legal basis: kind, number, what it is about, and its day; ``done_with`` tells the preferences with it."""

    def __init__(self, desk: Desk, parent: QWidget, kept: Preferences, known: BasisLine | None) -> None:
        super().__init__(
            desk,
            "Tambah dasar hukum" if known is None else "Ubah dasar hukum",
            "Tulis seperti pada peraturannya. Yang ditulis di sini baru berlaku sesudah Simpan.",
            "Tambah" if known is None else "Pakai",
            parent=parent,
        )
        self.kept = kept
        self.code = new_code(kept) if known is None else known.basis.code
        self.kind = QComboBox()
        self.kind.setEditable(True)
        self.kind.addItems(_KINDS)
        self.number, self.about = QLineEdit(), QLineEdit()
        self.day = DateBox(date(self.office.today().year, 12, 31))
        form = new_form()
        line_of_form(form, "Jenis", self.kind)
        line_of_form(form, "Nomor", self.number, "7")
        line_of_form(form, "Tanggal", self.day, "04-03-2026")
        line_of_form(form, "Tentang", self.about, "Pelindungan Pekerja Rentan")
        self.body.addLayout(form)
        self.first = self.kind
        if known is not None:
            self.kind.setEditText(known.basis.kind)
            self.number.setText(known.basis.number)
            self.about.setText(known.basis.about)
            self.day.setText(short_date(known.basis.since))

    def submit(self) -> None:
        read = self.day.reading()
        if read.value is None:
            self.bar.say(State.BLOCKS, read.remark or "Tanggalnya belum diisi.", "Tulis seperti 04-03-2026.")
            return
        made = own_basis(self.code, self.kind.currentText(), self.number.text(), self.about.text(), read.value)
        fault = fault_of_basis(made)
        if fault:
            self.bar.say(State.BLOCKS, fault)
            return
        self.done_with.emit(with_own_basis(self.kept, made))
        self.accept()


def _words(one: BasisLine) -> str:
    return f"{one.basis.citation}\n{'Kantor ini; ' if one.is_own else ''}{one.state}"
