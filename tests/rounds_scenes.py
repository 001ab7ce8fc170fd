"""Scenes of the gallery for Verifikasi, Surat and Kirim, on an office some days into its work."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.stick_scenes import STICK_SCENES
from ucj_desktop.domain.fields import shown_value
from ucj_desktop.domain.letter_numbers import Numbering
from ucj_desktop.domain.second_keying import Outcome
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.keying_view import KeyingView
from ucj_desktop.gui.pages.letters_page import LettersPage
from ucj_desktop.gui.pages.number_dialogs import NumberDialog
from ucj_desktop.gui.pages.send_page import SendPage
from ucj_desktop.gui.pages.verification_page import VerificationPage
from ucj_desktop.services.accuracy.second_keying import draw_sample, key_field, next_to_key, samples
from ucj_desktop.services.care.settings import save_preferences
from ucj_desktop.services.collect.list_workers import open_worker
from ucj_desktop.services.handoff.exchange_cards import list_cards, read_foreign_card
from ucj_desktop.services.handoff.exchange_cards import pin_card as pin
from ucj_desktop.services.handoff.find_cards import FoundCard
from ucj_desktop.services.letter_numbers import Numbered, NumberTaken, find_number, give_number, void_number
from ucj_desktop.services.paper.gather_facts import Asked
from ucj_desktop.services.rounds.candidates import put_in_candidates, who_may_wait
from ucj_desktop.services.rounds.find_minutes import list_minutes

LaterScene = Callable[[MainWindow, Path], QWidget]  # the window, and a folder with its letters and the district's card


def _verification(window: MainWindow) -> VerificationPage:
    window.go("verification")
    page = window.page
    assert isinstance(page, VerificationPage)
    page.show_villages()
    _finish(window)
    page.tabs.setCurrentIndex(0)
    return page


def _keying(window: MainWindow) -> KeyingView:
    page = _verification(window)
    page.show_subject("keying")
    return page.keying


def _finish(window: MainWindow) -> None:
    while not window.desk.is_idle:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _keying_overview(window: MainWindow, _: Path) -> QWidget:
    """A sample of 12 of which 5 are keyed, one name wrong and one right again."""
    view, office = _keying(window), window.office
    sample, change = draw_sample(office, size=12, seed=3)
    while samples(office)[0].keyed < 5:
        task = next_to_key(office, sample.keying_id)
        assert task is not None
        worker = open_worker(office, task.worker_id).record.worker
        for one in task.fields:
            typed = shown_value(one.field, worker)
            if one.field in ("full_name", "birth_date") and task.position in (2, 4):
                typed = {"full_name": f"{typed}i", "birth_date": "01-02-1971"}[one.field]
            if key_field(office, sample.keying_id, task.worker_id, one.field, typed) is Outcome.AGAIN:
                key_field(office, sample.keying_id, task.worker_id, one.field, typed)
    window.desk.changes.announce(change)
    _finish(window)
    view.sample_table.go_to(sample.keying_id)
    return window


def _keying_typing(window: MainWindow, _: Path) -> QWidget:
    view = _keying(window)
    view.begin()
    _finish(window)
    QTest.keyClicks(view.box, "7302019999999999")
    QTest.keyClick(view.box, Qt.Key.Key_Return)
    _finish(window)
    return window


def _keying_differences(window: MainWindow, _: Path) -> QWidget:
    view = _keying(window)
    view.show_samples()
    _finish(window)
    view.show_differences()
    return window


def _keying_papers(window: MainWindow, _: Path) -> QWidget:
    view = _keying(window)
    view.show_samples()
    _finish(window)
    view.show_papers()
    return window


def _letters(window: MainWindow) -> LettersPage:
    window.go("letters")
    page = window.page
    assert isinstance(page, LettersPage)
    return page


def _send(window: MainWindow) -> SendPage:
    window.go("send")
    page = window.page
    assert isinstance(page, SendPage)
    return page


def villages(window: MainWindow, folder: Path) -> QWidget:
    _verification(window)
    return window


def minutes(window: MainWindow, folder: Path) -> QWidget:
    _verification(window).tabs.setCurrentIndex(1)
    return window


def keys(window: MainWindow, folder: Path) -> QWidget:
    page = _verification(window)
    page.table.go_to(page.model.ids[6])
    page.verify()
    return window


def reason(window: MainWindow, folder: Path) -> QWidget:
    keys(window, folder)
    page = window.page
    assert isinstance(page, VerificationPage)
    QTest.keyClick(page.ruling.table, Qt.Key.Key_T)
    return window


def several(window: MainWindow, folder: Path) -> QWidget:
    keys(window, folder)
    page = window.page
    assert isinstance(page, VerificationPage)
    page.ruling.table.selectAll()
    QTest.keyClick(page.ruling.table, Qt.Key.Key_S)
    return window


def validate(window: MainWindow, folder: Path) -> QWidget:
    page = _verification(window)
    page.table.go_to(page.model.ids[5])
    page.validate()
    return window


def close_minutes(window: MainWindow, folder: Path) -> QWidget:
    page = _verification(window)
    page.close_minutes()
    assert page.dialog is not None
    return page.dialog


def open_round(window: MainWindow, folder: Path) -> QWidget:
    page = _verification(window)
    page.open_rounds()
    assert page.dialog is not None
    return page.dialog


def change_round(window: MainWindow, folder: Path) -> QWidget:
    page = _verification(window)
    page.table.go_to(page.model.ids[6])
    page.change_round()
    assert page.dialog is not None
    return page.dialog


def candidates(window: MainWindow, folder: Path) -> QWidget:
    """A village with somebody not eligible, three who wait, and one who does not fit."""
    page = _verification(window)
    office = window.office
    page.table.go_to(page.model.ids[7])
    current = page.villages[page.model.ids[7]].round
    assert current is not None
    ids = [one.worker.worker_id for one in who_may_wait(office, current.round_id)][:3]
    window.desk.changes.announce(put_in_candidates(office, current.round_id, ids).change)
    _finish(window)
    page.show_candidates()
    assert page.candidates is not None
    return page.candidates


def letters(window: MainWindow, folder: Path) -> QWidget:
    _letters(window).tabs.setCurrentIndex(0)
    return window


def _field_form(form: str) -> LaterScene:
    def scene(window: MainWindow, _: Path) -> QWidget:
        page = _letters(window)
        village = window.office.places.villages_of(window.office.code)[9].code
        page.show_subject(Asked(report="FORM", village_code=village))
        page.make.form.setCurrentIndex(page.make.form.findData(form))
        page.make.form.activated.emit(page.make.form.currentIndex())
        return window

    return scene


def statement(window: MainWindow, _: Path) -> QWidget:
    """Of the head of a village, with the list behind it."""
    page = _letters(window)
    one = list_minutes(window.office)[-1]
    asked = Asked(report="SPTJM", minutes=one.minutes_id, revision=one.revision, village_code=one.village_codes[0])
    page.show_subject(asked)
    return window


def assembly(window: MainWindow, _: Path) -> QWidget:
    """Of a village whose people wait for their verification."""
    page = _letters(window)
    [first, *_others] = window.office.places.villages_of(window.office.code)
    page.show_subject(Asked(report="BA-MUS", village_code=first.code))
    return window


def archive(window: MainWindow, folder: Path) -> QWidget:
    _letters(window).tabs.setCurrentIndex(1)
    return window


def numbers_of_letters(window: MainWindow, folder: Path) -> QWidget:
    """The agenda of numbers with a gap, a number of the agenda book, a void one, and what waits."""
    del folder
    save_preferences(window.office, replace(window.office.preferences, numbering=Numbering(unit="KEC-GTR")))
    year = window.office.today().year
    with suppress(NumberTaken):
        for sequence, about in ((14, "Undangan rapat koordinasi"), (17, "Surat tugas tim verifikasi")):
            number = f"500.15/{sequence:03}/KEC-GTR/XI/{year}"
            give_number(window.office, Numbered("", about=about), number)
        void_number(window.office, find_number(window.office, number, year).number_id, "batal dikirim")
    page = _letters(window)
    page.numbers.reload()
    page.tabs.setCurrentWidget(page.numbers)
    return window


def number_of_letter(window: MainWindow, folder: Path) -> QWidget:
    """The next number of a letter, ready to be kept."""
    numbers_of_letters(window, folder)
    page = _letters(window)
    letter = Numbered("PENGANTAR", list_minutes(window.office)[-1].minutes_id, 1)
    return NumberDialog(page.desk, letter, "surat pengantar register 1-1", window.office.today(), window)


def check_letter(window: MainWindow, folder: Path) -> QWidget:
    page = _letters(window)
    page.tabs.setCurrentWidget(page.check)
    page.check.check_file(folder / "BA-VER.pdf")
    return window


def send(window: MainWindow, folder: Path) -> QWidget:
    page = _send(window)
    page.tabs.setCurrentIndex(0)
    page.send.add_folder(folder)
    return window


def sent(window: MainWindow, folder: Path) -> QWidget:
    _send(window).tabs.setCurrentIndex(1)
    return window


def cards(window: MainWindow, folder: Path) -> QWidget:
    _send(window).tabs.setCurrentIndex(2)
    return window


def pin_card(window: MainWindow, folder: Path) -> QWidget:
    page = _send(window)
    page.cards.ask_about(folder / "UCJ-7302.ucjk")
    assert page.cards.dialog is not None
    for group in page.cards.dialog.groups.groups[:3]:
        group.click()
    return page.cards.dialog


def revoke_card(window: MainWindow, folder: Path) -> QWidget:
    page = _send(window)
    page.tabs.setCurrentIndex(2)
    office = window.desk.office
    if not list_cards(office):
        pin(office, folder / "UCJ-7302.ucjk", read_foreign_card(folder / "UCJ-7302.ucjk").fingerprint)
    page.cards.reload()
    page.cards.offices.selectRow(0)
    page.cards.ask_to_revoke()
    return _card_dialog(page)


def known_cards(window: MainWindow, folder: Path) -> QWidget:
    """One in force, and one that was found on a stick."""
    page = _send(window)
    page.tabs.setCurrentIndex(2)
    card = read_foreign_card(folder / "UCJ-7302.ucjk")
    page.cards.offer(
        [FoundCard(folder / "UCJ-7302.ucjk", replace(card, office="7303", name="Kabupaten Contoh"), "KINGSTON")]
    )
    return window


def renew_keys(window: MainWindow, folder: Path) -> QWidget:
    del folder
    page = _send(window)
    page.cards.ask_to_renew()
    return _card_dialog(page)


def continue_numbers(window: MainWindow, folder: Path) -> QWidget:
    del folder
    page = _send(window)
    page.cards.ask_to_continue()
    return _card_dialog(page)


def _card_dialog(page: SendPage) -> QWidget:
    assert page.cards.asking is not None
    return page.cards.asking


LATER_SCENES: dict[str, LaterScene] = {
    "verification": villages,
    "verification_minutes": minutes,
    "verification_keys": keys,
    "verification_reason": reason,
    "verification_several": several,
    "verification_validate": validate,
    "verification_close_minutes": close_minutes,
    "verification_open_round": open_round,
    "verification_change_round": change_round,
    "verification_candidates": candidates,
    "keying": _keying_overview,
    "keying_typing": _keying_typing,
    "keying_differences": _keying_differences,
    "keying_papers": _keying_papers,
    "letters": letters,
    "letters_form": _field_form("list"),
    "letters_form_halves": _field_form("halves"),
    "letters_statement": statement,
    "letters_assembly": assembly,
    "letters_archive": archive,
    "letters_check": check_letter,
    "letters_numbers": numbers_of_letters,
    "letters_number": number_of_letter,
    "send": send,
    "send_history": sent,
    "send_cards": cards,
    "send_pin_card": pin_card,
    "send_card_revoke": revoke_card,
    "send_cards_known": known_cards,
    "send_card_renew": renew_keys,
    "send_card_continue": continue_numbers,
    **STICK_SCENES,
}
