"""Surat: making letters and lists with the true PDF beside the choices, the archive, numbers, and checking a paper."""

from typing import Any

from PySide6.QtWidgets import QTabWidget, QWidget

from ucj_desktop.domain.change import Touched
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.pages.archive_view import ArchiveView
from ucj_desktop.gui.pages.check_paper_view import CheckPaperView
from ucj_desktop.gui.pages.letter_view import LetterView
from ucj_desktop.gui.pages.numbers_view import NumbersView
from ucj_desktop.gui.pages.page import Page
from ucj_desktop.services.paper.gather_facts import Asked


class LettersPage(Page):
    """Four tabs: make, archive, numbers, check."""

    title = "Surat"
    code = "letters"
    concerns = Touched.MINUTES | Touched.LETTERS | Touched.WORKERS | Touched.VERDICTS | Touched.SETTINGS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.make = LetterView(desk)
        self.archive = ArchiveView(desk)
        self.numbers = NumbersView(desk)
        self.check = CheckPaperView(desk)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        named = ("Buat surat", "Arsip", "Agenda nomor", "Periksa surat")
        for tab, word in zip(self.views, named, strict=True):
            self.tabs.addTab(tab, word)
        self.tabs.currentChanged.connect(self._on_tab)
        self.make.previewed.connect(self.say_here)
        self.archive.counted.connect(self._on_counted)
        self.body.addWidget(self.tabs, 1)
        self.say_under_title("Pratinjau di sini adalah PDF yang sama dengan yang dicetak.")

    @property
    def views(self) -> tuple[LetterView, ArchiveView, NumbersView, CheckPaperView]:
        """In the order of the tabs."""
        return self.make, self.archive, self.numbers, self.check

    def reload(self) -> None:
        self.make.reload()
        self.archive.reload()
        self.numbers.reload()

    def _on_tab(self, position: int) -> None:
        del position
        field = self.first_field()
        if field is not None:
            field.setFocus()

    def _on_counted(self, number: int) -> None:
        self.tabs.setTabText(1, f"Arsip ({number})" if number else "Arsip")

    def first_field(self) -> QWidget | None:
        return self.views[self.tabs.currentIndex()].first_field()

    def show_subject(self, subject: Any) -> None:
        """What another page wants printed."""
        if isinstance(subject, Asked):
            self.tabs.setCurrentWidget(self.make)
            self.make.ask(subject)

    def print_what_is_meant(self) -> bool:
        view = self.tabs.currentWidget()
        if view is self.make:
            self.make.print_it()
        elif view is self.archive:
            self.archive.print_it()
        return view in (self.make, self.archive)
