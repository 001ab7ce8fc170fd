"""Kotak masuk: packages from the kecamatan, what was taken in, and the answers back."""

from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTabWidget, QWidget

from ucj_desktop.domain.change import Touched
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.gui import texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.pages.assign_dialog import AssignDialog
from ucj_desktop.gui.pages.inbox_answers import AnswersView
from ucj_desktop.gui.pages.inbox_arrivals import ArrivalsView
from ucj_desktop.gui.pages.inbox_taken import TakenView
from ucj_desktop.gui.pages.page import Page
from ucj_desktop.gui.widgets.buttons import button, hide_unless
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar
from ucj_desktop.gui.widgets.stick_chooser import StickChooser
from ucj_desktop.services.district.assign_people import AssignmentsSent
from ucj_desktop.services.district.inbox_states import Standing
from ucj_desktop.services.district.list_inbox import ReceivedBefore, cards_that_were_revoked, packages_taken_in
from ucj_desktop.services.office import Office

_LOW = 560  # pixels


class InboxPage(Page):
    """``show_subject("answers")`` opens the answers."""

    title = "Kotak masuk"
    code = "inbox"
    concerns = Touched.PACKAGES | Touched.WORKERS | Touched.OFFICES

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.chooser = StickChooser(desk)
        self.arrivals = ArrivalsView(desk, self.chooser)
        self.answers = AnswersView(desk, self.chooser)
        self.taken = TakenView(desk)
        self.revoked = SentenceBar(closable=False)
        self._revoked: list[Standing] = []
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for view, word in ((self.arrivals, "Di flashdisk"), (self.taken, "Sudah diterima"), (self.answers, "Balasan")):
            self.tabs.addTab(view, word)
        self.assign = button("Tugaskan daftar ...", self.ask_to_assign, icon="paper-plane-tilt")
        hide_unless(desk.may(Action.ANSWER), self.assign)
        self.actions_row.addWidget(self.assign)
        self.body.addWidget(self.revoked)
        self.body.addWidget(self.chooser)
        self.body.addWidget(self.tabs, 1)
        self.answers.counted.connect(self._on_counted)
        self.arrivals.moved.connect(self.say_here)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say_revoked()

    def reload(self) -> None:
        self.desk.read(partial(_taken_in, self.office), self._on_taken)
        self.answers.reload()

    def show_subject(self, subject: object) -> None:
        if subject == "answers":
            self.tabs.setCurrentWidget(self.answers)

    def ask_to_assign(self) -> None:
        """A list of the district's own, down to the kecamatan."""
        dialog = AssignDialog(self.desk, self.window())
        dialog.done_with.connect(self._on_assigned)
        dialog.open()

    def _on_assigned(self, sent: AssignmentsSent) -> None:
        self.desk.changes.announce(sent.change)

    def first_field(self) -> QWidget | None:
        return self.arrivals.table if self.arrivals.rows else self.chooser.other

    def print_what_is_meant(self) -> bool:
        """The receipt of the package under the cursor."""
        is_meant = self.tabs.currentWidget() is self.taken and bool(self.taken.taken)
        if is_meant:
            self.taken.ask_where()
        return is_meant

    def _on_taken(self, found: tuple[list[ReceivedBefore], list[Standing]]) -> None:
        received, revoked = found
        self.taken.show_taken(received)
        self._revoked = revoked
        self._say_revoked()
        offices = len({one.office_code for one in received})
        self.say_under_title(
            f"{texts.counted(len(received), 'paket')} dari {texts.counted(offices, 'kecamatan')} sudah diterima"
            if received
            else "Paket dari kecamatan diterima, diperiksa, dan dibalas di sini"
        )

    def _on_counted(self, number: int) -> None:
        self.tabs.setTabText(2, f"Balasan ({texts.number(number)})" if number else "Balasan")

    def _say_revoked(self) -> None:
        """A sender whose card was revoked is named before its stick comes; a low window has room for that alone."""
        revoked, is_low = self._revoked, self.height() < _LOW
        self.revoked.stand_close(is_close=is_low)
        if revoked:
            to_cards = ("Ke kartu kantor", partial(self.desk.go, "cards"))
            self.revoked.say(
                State.WARNS, " ".join(one.what for one in revoked), "" if is_low else revoked[0].fix, to_cards
            )
        else:
            self.revoked.clear()


def _taken_in(office: Office, progress: Progress = SILENT) -> tuple[list[ReceivedBefore], list[Standing]]:
    progress.step(0)
    return packages_taken_in(office), cards_that_were_revoked(office)
