"""Pengaturan: its parts at the left, the chosen one beside them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from ucj_desktop.domain.change import Touched
from ucj_desktop.domain.people import Action
from ucj_desktop.gui import icons, look
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.pages.page import Page
from ucj_desktop.gui.pages.settings_accounts import AccountsSection
from ucj_desktop.gui.pages.settings_calendar import CalendarSection
from ucj_desktop.gui.pages.settings_care import AboutSection, BackupsSection, HealthSection
from ucj_desktop.gui.pages.settings_issuers import IssuersSection
from ucj_desktop.gui.pages.settings_legal_bases import LegalBasesSection
from ucj_desktop.gui.pages.settings_letterhead import LetterheadSection
from ucj_desktop.gui.pages.settings_numbers import NumbersSection
from ucj_desktop.gui.pages.settings_period import PeriodSection
from ucj_desktop.gui.pages.settings_signers import SignersSection
from ucj_desktop.gui.pages.settings_words import WordsSection
from ucj_desktop.gui.widgets.settings_section import SettingsSection

_LIST_WIDTH = 208
_ROW = 40


@dataclass(frozen=True, slots=True)
class SectionEntry:
    """One part: for whom, and how it is made."""

    code: str
    word: str
    icon: str
    action: Action | None  # None: everybody's
    factory: Callable[[Desk], SettingsSection]


SECTIONS: Sequence[SectionEntry] = (
    SectionEntry("letterhead", "Kantor & kop surat", "buildings", Action.CHANGE_SETTINGS, LetterheadSection),
    SectionEntry("signers", "Penanda tangan", "pen-nib", Action.CHANGE_SETTINGS, SignersSection),
    SectionEntry("period", "Periode & cetakan", "calendar", Action.CHANGE_SETTINGS, PeriodSection),
    SectionEntry("words", "Kata-kata surat", "quotes", Action.CHANGE_SETTINGS, WordsSection),
    SectionEntry("legal_bases", "Dasar hukum", "scales", Action.CHANGE_SETTINGS, LegalBasesSection),
    SectionEntry("numbers", "Nomor surat", "hash", Action.CHANGE_SETTINGS, NumbersSection),
    SectionEntry("issuers", "Penerbit sertifikat", "shield-check", Action.CHANGE_SETTINGS, IssuersSection),
    SectionEntry("calendar", "Kalender kerja", "calendar-check", Action.CHANGE_SETTINGS, CalendarSection),
    SectionEntry("accounts", "Akun", "users", None, AccountsSection),
    SectionEntry("backups", "Cadangan", "archive-box", Action.BACK_UP, BackupsSection),
    SectionEntry("health", "Kesehatan", "heartbeat", Action.CHECK, HealthSection),
    SectionEntry("about", "Tentang", "info", None, AboutSection),
)


class SettingsPage(Page):
    """``show_subject`` takes the code of a part, as "backups"."""

    title = "Pengaturan"
    code = "settings"
    concerns = Touched.SETTINGS | Touched.ACCOUNTS | Touched.BACKUPS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.list = QListWidget()
        self.list.setFixedWidth(_LIST_WIDTH)
        self.list.setAccessibleName("Bagian pengaturan")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setIconSize(QSize(20, 20))
        self.stack = QStackedWidget()
        self.entries = {one.code: one for one in SECTIONS if one.action is None or desk.may(one.action)}
        self._made: dict[str, SettingsSection] = {}
        for entry in self.entries.values():
            item = QListWidgetItem(icons.icon(entry.icon, look.palette().accent), entry.word)
            item.setSizeHint(QSize(_LIST_WIDTH - 8, _ROW))
            self.list.addItem(item)
        across = QHBoxLayout()
        across.setSpacing(look.GRID * 6)
        across.addWidget(self.list)
        across.addWidget(self.stack, 1)
        self.body.addLayout(across, 1)
        self.list.currentRowChanged.connect(self._on_row)
        self.list.setCurrentRow(0)

    def section(self, code: str) -> SettingsSection:
        """One part; made when it is asked for first."""
        if code not in self._made:
            made = self._made[code] = self.entries[code].factory(self.desk)
            self.stack.addWidget(made)
            if not self.is_stale:
                made.reload()
        return self._made[code]

    def _on_row(self, row: int) -> None:
        if row >= 0:
            self.stack.setCurrentWidget(self.section(list(self.entries)[row]))

    def reload(self) -> None:
        for section in self._made.values():
            section.reload()

    def show_subject(self, subject: object) -> None:
        codes = list(self.entries)
        if isinstance(subject, str) and subject in codes:
            self.list.setCurrentRow(codes.index(subject))

    def first_field(self) -> QWidget | None:
        return self.list
