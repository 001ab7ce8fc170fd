"""Pengaturan: how the office numbers its letters."""

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QCheckBox, QLineEdit

from ucj_desktop.domain.letter_numbers import NUMBERED, TOKENS, Numbering, PatternRefused, check_numbering, written
from ucj_desktop.gui import look
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.widgets.cards import heading_label, soft_label
from ucj_desktop.gui.widgets.settings_section import PreferencesSection, line_of_form, new_form
from ucj_desktop.services.preferences import Preferences

_EXAMPLE = 12


class NumbersSection(PreferencesSection):
    """The pattern with its tokens; the number it makes shows as one types."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "Nomor surat",
            "Pola nomor yang diusulkan program. Nomor selalu boleh diketik lain, atau dikosongkan dan ditulis tangan.",
        )
        self.classification = QLineEdit()
        self.unit = QLineEdit()
        self.pattern = QLineEdit()
        self.together = QCheckBox("Satu urutan untuk semua surat")
        self.together.setToolTip("Tanpa centang, tiap jenis surat punya urutannya sendiri")
        self.together.setMinimumHeight(look.TARGET)
        self.own = {kind: QLineEdit() for kind in NUMBERED}
        self.example = soft_label()
        form = new_form()
        line_of_form(form, "Kode klasifikasi", self.classification, "500.15")
        line_of_form(form, "Kode unit", self.unit, "KEC-GTR")
        line_of_form(form, "Pola nomor", self.pattern)
        for box in (self.classification, self.unit):
            box.setFixedWidth(240)
        tokens = "; ".join(f"{{{name}}} {words}" for name, words in TOKENS.items())
        own = new_form()
        for kind, words in NUMBERED.items():
            line_of_form(own, words, self.own[kind])
            self.own[kind].setPlaceholderText("seperti di atas")
        self.body.addLayout(form)
        self.body.addWidget(self.example)
        self.body.addWidget(soft_label(f"Tanda: {tokens}."))
        self.body.addWidget(self.together)
        self.body.addWidget(heading_label("Pola lain untuk jenis surat tertentu", 3))
        self.body.addLayout(own)
        self.body.addStretch(1)
        for box in (self.classification, self.unit, self.pattern, *self.own.values()):
            box.setMaxLength(100)
            box.textEdited.connect(self.note_change)
        self.together.clicked.connect(self.note_change)

    @property
    def numbering(self) -> Numbering:
        """What is typed."""
        typed = {kind: box.text().strip() for kind, box in self.own.items()}
        return Numbering(
            classification=self.classification.text().strip(),
            unit=self.unit.text().strip(),
            pattern=self.pattern.text().strip(),
            own_patterns={kind: pattern for kind, pattern in typed.items() if pattern},
            together=self.together.isChecked(),
        )

    def wanted(self) -> Preferences:
        return replace(self.office.preferences, numbering=self.numbering)

    def fault(self) -> str:
        try:
            check_numbering(self.numbering)
        except PatternRefused as refused:
            return f"{refused.what} {refused.fix}"
        return ""

    def show_preferences(self, kept: Preferences) -> None:
        one = kept.numbering
        self.classification.setText(one.classification)
        self.unit.setText(one.unit)
        self.pattern.setText(one.pattern)
        self.together.setChecked(one.together)
        for kind, box in self.own.items():
            box.setText(one.own_patterns.get(kind, ""))

    def note_change(self) -> None:
        super().note_change()
        self.example.setText(self.fault() or _example(self.numbering, self.office.today()))


def _example(numbering: Numbering, today: date) -> str:
    if not numbering.unit:
        return "Isi kode unit supaya program mengusulkan nomor; selama kosong, semua nomor diketik sendiri."
    return f"Contoh: {written(numbering, 'BA-VER', _EXAMPLE, today)}"
