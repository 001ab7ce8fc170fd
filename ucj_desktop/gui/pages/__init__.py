"""The pages of the main window, one line each.

A page is one file, one line in PAGES and one line in the gallery (tests/screens.py)::

    class LettersPage(Page):                     # gui/pages/letters_page.py
        title = "Surat"
        code = "letters"                         # also its help: resources/help/letters.md
        concerns = Touched.MINUTES | Touched.LETTERS

        def __init__(self, desk: Desk) -> None:
            super().__init__(desk)
            self.body.addWidget(...)

        def reload(self) -> None:                # first show, and after a change that concerns it
            self.desk.read(partial(letters_of, self.office), self._show)   # takes progress; has its own thread

        def _on_pressed(self) -> None:           # what writes or takes long runs on the one job thread
            self.desk.do("Membuat surat", partial(make_letter, self.office, chosen), self._on_made)
            # self.desk.start(...) for a service that takes progress; a Change it returns is announced by itself

    PageEntry("letters", "Surat", "file-text", BOTH, Action.PRINT, LettersPage),
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ucj_desktop.domain.people import Action, OfficeKind
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.pages.budget_page import BudgetPage
from ucj_desktop.gui.pages.duplicates_page import DuplicatesPage
from ucj_desktop.gui.pages.findings_page import FindingsPage
from ucj_desktop.gui.pages.history_page import HistoryPage
from ucj_desktop.gui.pages.home_page import HomePage
from ucj_desktop.gui.pages.import_page import ImportPage
from ucj_desktop.gui.pages.inbox_page import InboxPage
from ucj_desktop.gui.pages.letters_page import LettersPage
from ucj_desktop.gui.pages.page import Page
from ucj_desktop.gui.pages.recap_page import RecapPage
from ucj_desktop.gui.pages.relay_page import RelayPage
from ucj_desktop.gui.pages.send_page import CardsPage, SendPage
from ucj_desktop.gui.pages.settings_page import SettingsPage
from ucj_desktop.gui.pages.verification_page import VerificationPage
from ucj_desktop.gui.pages.workers_page import WorkersPage
from ucj_desktop.services.accuracy.settle_duplicates import count_pairs
from ucj_desktop.services.handoff.create_package import count_to_send
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.village_progress import count_to_minute

SUB_DISTRICT = frozenset({OfficeKind.SUB_DISTRICT})
DISTRICT = frozenset({OfficeKind.DISTRICT})
BOTH = SUB_DISTRICT | DISTRICT


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page in the rail: for which kinds of office, for whom, and how many things wait there."""

    code: str
    word: str
    icon: str
    offices: frozenset[OfficeKind]
    action: Action  # who may not do this does not see the page
    factory: Callable[[Desk], Page]
    waiting: Callable[[Office], int] | None = None
    unless: Action | None = None  # who may do this finds it elsewhere


def _pairs_waiting(office: Office) -> int:
    """Nothing is shown where the pairs have yet to be found: the page finds them."""
    return count_pairs(office) or 0


# In the order of a clerk's day; Ctrl+1 to Ctrl+9 and Ctrl+0 follow it.
PAGES: Sequence[PageEntry] = (
    PageEntry("home", "Beranda", "house", BOTH, Action.LOOK, HomePage),
    PageEntry("inbox", "Kotak masuk", "tray", DISTRICT, Action.RECEIVE_PACKAGE, InboxPage),
    PageEntry("workers", "Pekerja", "users", BOTH, Action.LOOK, WorkersPage),
    PageEntry("import", "Impor", "upload-simple", SUB_DISTRICT, Action.IMPORT, ImportPage),
    PageEntry("findings", "Temuan", "warning", SUB_DISTRICT, Action.LOOK, FindingsPage),
    PageEntry("duplicates", "Kembar", "copy", BOTH, Action.SETTLE_DUPLICATES, DuplicatesPage, _pairs_waiting),
    PageEntry(
        "verification",
        "Verifikasi",
        "check-square-offset",
        SUB_DISTRICT,
        Action.LOOK,
        VerificationPage,
        count_to_minute,
    ),
    PageEntry("letters", "Surat", "file-text", SUB_DISTRICT, Action.PRINT, LettersPage),
    PageEntry("send", "Kirim", "paper-plane-tilt", SUB_DISTRICT, Action.LOOK, SendPage, count_to_send),
    PageEntry("budget", "Anggaran", "wallet", DISTRICT, Action.LOOK, BudgetPage),
    PageEntry("relay", "BPJS", "shield-check", DISTRICT, Action.LOOK, RelayPage),
    PageEntry("cards", "Kartu kantor", "identification-card", DISTRICT, Action.LOOK, CardsPage),
    PageEntry("cards", "Kartu kantor", "identification-card", BOTH, Action.PIN_CARD, CardsPage, unless=Action.LOOK),
    PageEntry("recap", "Rekap", "chart-bar", DISTRICT, Action.LOOK, RecapPage),
    PageEntry("history", "Riwayat", "clock-counter-clockwise", BOTH, Action.LOOK_AT_JOURNAL, HistoryPage),
    PageEntry("settings", "Pengaturan", "gear", BOTH, Action.BACK_UP, SettingsPage),
)


def pages_for(desk: Desk) -> list[PageEntry]:
    """The pages this clerk sees in this office."""
    return [
        entry
        for entry in PAGES
        if desk.office.kind in entry.offices
        and desk.may(entry.action)
        and not (entry.unless is not None and desk.may(entry.unless))
    ]
