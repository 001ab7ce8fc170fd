"""One part of Pengaturan: a heading, what it is for, a body, and for preferences the buttons that keep them."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from ucj_desktop.gui import look
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.buttons import allow_unless, button
from ucj_desktop.gui.widgets.cards import heading_label, soft_label
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar
from ucj_desktop.services.care.settings import save_preferences
from ucj_desktop.services.preferences import Preferences


class SettingsSection(QWidget):
    """A subclass fills ``body`` and reads the store in :meth:`reload`."""

    def __init__(self, desk: Desk, heading: str, told: str) -> None:
        super().__init__()
        self.desk = desk
        self.office = desk.office
        self.bar = SentenceBar()
        inside = QWidget()
        inside.setProperty("role", "inside")
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(0, 0, look.GRID * 2, 0)
        self.body.setSpacing(look.GRID * 3)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        self.below = QHBoxLayout()
        self.below.setSpacing(look.GRID * 2)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.GRID * 2)
        down.addWidget(heading_label(heading, 2))
        down.addWidget(soft_label(told))
        down.addSpacing(look.GRID)
        down.addWidget(scroll, 1)
        down.addWidget(self.bar)
        down.addLayout(self.below)

    def reload(self) -> None:
        """Show what the store holds."""

    @property
    def is_changed(self) -> bool:
        """Whether something typed has not been kept yet."""
        return False


class PreferencesSection(SettingsSection):
    """A part whose values are kept with Simpan; what is typed stays until it is kept or taken back."""

    def __init__(self, desk: Desk, heading: str, told: str) -> None:
        super().__init__(desk, heading, told)
        self._was_shown = False
        self.unsaved = QLabel("Ada perubahan yang belum disimpan.")
        self.unsaved.setProperty("tone", "warn")
        self.take_back = button("Kembalikan", self.reload_all, tip="Kembali ke yang terakhir disimpan")
        self.save = button("Simpan", self.keep, icon="floppy-disk", kind="primary", key="Ctrl+S")
        self.below.addWidget(self.unsaved)
        self.below.addStretch(1)
        self.below.addWidget(self.take_back)
        self.below.addWidget(self.save)

    def wanted(self) -> Preferences:
        """The office's preferences with what is typed here."""
        return self.office.preferences

    def fault(self) -> str:
        """Why it cannot be kept, as one sentence."""
        return ""

    def show_preferences(self, kept: Preferences) -> None:
        """Write what is kept into the boxes."""

    @property
    def is_changed(self) -> bool:
        return self.wanted() != self.office.preferences

    def reload(self) -> None:
        if not self._was_shown or not self.is_changed:
            self.reload_all()

    def reload_all(self) -> None:
        """Back to what is kept."""
        self._was_shown = True
        self.show_preferences(self.office.preferences)
        self.note_change()

    def note_change(self) -> None:
        """After every change of a box."""
        changed = self.is_changed
        self.unsaved.setVisible(changed)
        allow_unless("" if changed else "Belum ada yang diubah.", self.save)
        self.take_back.setVisible(changed)
        self.bar.clear()

    def keep(self) -> None:
        """Check what is typed and keep it."""
        fault = self.fault()
        if fault:
            self.bar.say(State.BLOCKS, fault)
            return
        self.save.setEnabled(False)
        job = self.desk.do("Menyimpan pengaturan", partial(save_preferences, self.office, self.wanted()))
        job.ended.connect(self.note_change)


def line_of_form(form: QFormLayout, word: str, box: QLineEdit | QComboBox, example: str = "") -> None:
    """One line of a form, the label at the height of its box; ``example`` shows while the box is empty."""
    label = QLabel(word)
    label.setMinimumHeight(look.TARGET)
    label.setBuddy(box)
    box.setMinimumHeight(look.TARGET)
    box.setAccessibleName(word)
    if isinstance(box, QLineEdit):
        box.setPlaceholderText(f"Misalnya: {example}" if example else "")
    form.addRow(label, box)


def new_form() -> QFormLayout:
    """An empty form with our distances."""
    form = QFormLayout()
    form.setHorizontalSpacing(look.GRID * 4)
    form.setVerticalSpacing(look.GRID * 2)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return form
