"""Kirim: the package onto a stick, what came back, and the cards of offices; at the district the cards alone."""

from PySide6.QtWidgets import QTabWidget, QWidget

from ucj_desktop.domain.change import Touched
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.pages.cards_view import CardsView
from ucj_desktop.gui.pages.page import Page
from ucj_desktop.gui.pages.send_view import SendView
from ucj_desktop.gui.pages.sent_view import SentView


class SendPage(Page):
    """Three tabs: send, history, cards."""

    title = "Kirim"
    code = "send"
    concerns = Touched.PACKAGES | Touched.MINUTES | Touched.OFFICES | Touched.SETTINGS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.send = SendView(desk)
        self.sent = SentView(desk)
        self.cards = CardsView(desk)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for tab, word in ((self.send, "Kirim paket"), (self.sent, "Riwayat kiriman"), (self.cards, "Kartu kantor")):
            self.tabs.addTab(tab, word)
        self.send.cards_wanted.connect(self._show_cards)
        self.send.moved.connect(self.say_here)
        self.body.addWidget(self.tabs, 1)
        self.say_under_title(f"Ke {self.office.printed(self.office.district_code)}, lewat flashdisk, tersegel.")

    def reload(self) -> None:
        self.send.reload()
        self.sent.reload()
        self.cards.reload()

    def first_field(self) -> QWidget | None:
        return (self.send, self.sent, self.cards)[self.tabs.currentIndex()].first_field()

    def show_subject(self, subject: object) -> None:
        """send, sent or cards."""
        named = {"send": self.send, "sent": self.sent, "cards": self.cards}
        if isinstance(subject, str) and subject in named:
            self.tabs.setCurrentWidget(named[subject])

    def _show_cards(self) -> None:
        self.tabs.setCurrentWidget(self.cards)


class CardsPage(Page):
    """The district's view: whom it knows, and its own card."""

    title = "Kartu kantor"
    code = "cards"
    concerns = Touched.OFFICES | Touched.SETTINGS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.cards = CardsView(desk)
        self.body.addWidget(self.cards, 1)
        self.say_under_title("Paket hanya diterima dari kantor yang kartunya sudah dicocokkan.")

    def reload(self) -> None:
        self.cards.reload()

    def first_field(self) -> QWidget | None:
        return self.cards.first_field()
