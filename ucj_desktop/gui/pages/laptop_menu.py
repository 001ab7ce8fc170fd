"""The button for the laptop at the meeting: what can be done with it now, here or on the laptop itself."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from ucj_desktop.domain.dates import short_date
from ucj_desktop.domain.loan import Loan, LoanEnd
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.pages.laptop_dialogs import BringHomeDialog, LendDialog, TakeLaptopDialog
from ucj_desktop.gui.widgets.asking import Asking
from ucj_desktop.gui.widgets.buttons import icon_button
from ucj_desktop.services.handoff.lend_laptop import day_lent, declare_lost


class LaptopMenu:
    """Belongs to the page Verifikasi, which tells it of villages and loans each time it reads."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        self._desk, self._page = desk, page
        self._villages: Sequence[str] = ()
        self._here = ""
        self._loans: Sequence[Loan] = ()
        self.dialog: Asking | None = None
        self.button = icon_button("laptop", "Laptop untuk rapat", self.show)

    def tell(self, villages: Sequence[str], loans: Sequence[Loan]) -> None:
        """The villages that may go, and every loan, the newest first."""
        self._villages, self._loans = villages, loans

    def stand_at(self, village: str) -> None:
        """The village that is chosen on the page."""
        self._here = village

    def words(self) -> str:
        """What is away now, as one sentence."""
        out = [one for one in self._loans if one.is_out]
        if not out:
            return ""
        told = "; ".join(f"{self._named(one)} sejak {short_date(day_lent(one))}" for one in out)
        return f"Sedang dibawa rapat dengan laptop: {told}."

    def show(self) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def menu(self) -> QMenu:
        """What can be done now."""
        made = QMenu(self._page)
        if self._desk.office.loan is not None:
            made.addAction("Bawa pulang hasil rapat...", self.bring_home)
            return made
        made.addAction("Bawa ke rapat...", self.lend)
        made.addAction("Terima hasil dari laptop...", self.take)
        for one in self._loans:
            if one.end is LoanEnd.OUT:
                made.addAction(f"Tidak kembali: {self._named(one)}", partial(self.lose, one.loan_id))
            elif one.end is LoanEnd.LOST:
                made.addAction(f"Ternyata kembali: {self._named(one)}", partial(self.find, one.loan_id))
        return made

    def lend(self) -> None:
        out = {code for one in self._loans if one.is_out for code in one.village_codes}
        free = [one for one in self._villages if one not in out]
        self._open(LendDialog(self._desk, free, self._here, self._page.window()))

    def take(self) -> None:
        self._open(TakeLaptopDialog(self._desk, self._page.window()))

    def bring_home(self) -> None:
        self._open(BringHomeDialog(self._desk, self._page.window()))

    def lose(self, loan_id: str) -> None:
        self._desk.do("Mencatat laptop", partial(declare_lost, self._desk.office, loan_id))

    def find(self, loan_id: str) -> None:
        self._desk.do("Mencatat laptop", partial(declare_lost, self._desk.office, loan_id, came_back=True))

    def _open(self, dialog: Asking) -> None:
        self.dialog = dialog
        dialog.open()

    def _named(self, loan: Loan) -> str:
        return ", ".join(self._desk.office.printed(one) for one in loan.village_codes) or "seluruh kantor"
