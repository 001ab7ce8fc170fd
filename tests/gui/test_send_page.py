"""Kirim: the package onto a stick with its steps, receipts and answers back, and cards compared by their digits."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QRectF, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QImage, QPainter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.demo_office import make_office, put_people
from tests.demo_rounds import SIGNERS
from tests.gui.test_letters_page import validate_all
from ucj_desktop.domain.people import OfficeKind
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import WorkerFilter
from ucj_desktop.domain.verdict import Verdict
from ucj_desktop.gui.look import State
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.send_page import CardsPage, SendPage
from ucj_desktop.gui.widgets.stick_cards import StepState, StickCard
from ucj_desktop.gui.widgets.stick_picture import draw_stick
from ucj_desktop.handoff.drive import Drive
from ucj_desktop.services.collect.list_workers import count_workers
from ucj_desktop.services.district.answer_office import answer_office
from ucj_desktop.services.district.receive_package import receive_package
from ucj_desktop.services.handoff.create_package import list_sent
from ucj_desktop.services.handoff.exchange_cards import list_pinned, own_card, pin_card, write_card
from ucj_desktop.services.handoff.list_sticks import Stick, StickState
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, close_minutes


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "FLASHDISK"
    made.mkdir()
    return made


@pytest.fixture
def district(tmp_path: Path, stick: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "district", OfficeKind.DISTRICT)
    write_card(made, stick)
    yield made
    made.close()


@pytest.fixture
def page(
    office: Office, district: Office, stick: Path, open_window: Callable[[Office], MainWindow], qtbot: QtBot
) -> SendPage:
    """An office with minutes of twelve, and the district's card pinned."""
    validate_all(office)
    close_minutes(office, MeetingFacts(number="500/7/2026", signers=SIGNERS))
    pin_card(office, stick / "UCJ-7302.ucjk", own_card(district).fingerprint)
    return open_send(open_window(office), qtbot)


def open_send(window: MainWindow, qtbot: QtBot) -> SendPage:
    window.go("send")
    made = window.page
    assert isinstance(made, SendPage)
    qtbot.waitUntil(lambda: made.desk.is_idle)
    return made


def send_to(page: SendPage, stick: Path, qtbot: QtBot) -> None:
    page.send.add_folder(stick)
    page.send.send.click()
    qtbot.waitUntil(lambda: page.desk.is_idle)


def test_what_will_go_is_counted_by_verdict_and_village(page: SendPage) -> None:
    figures = {verdict: int(tile.figure.text()) for verdict, tile in page.send.tiles.items()}
    assert sum(figures.values()) == 12
    assert figures[Verdict.NOT_ELIGIBLE] == 1
    rows = page.send.villages.rowCount()
    shown = [page.send.villages.item(row, 4) for row in range(rows)]
    assert sum(int(one.text()) for one in shown if one is not None) == 12
    assert page.send.told.text() == "Paket nomor 1, 12 pekerja, revisi berita acara 1."


def test_the_button_waits_for_a_stick(page: SendPage, stick: Path) -> None:
    assert not page.send.send.isEnabled()
    page.send.add_folder(stick)
    assert page.send.send.isEnabled()
    assert page.send.send.text() == "Buat paket dan tulis ke FLASHDISK"
    [card] = page.send.sticks.cards
    assert card.holds == "1 kartu kantor"


def test_the_steps_are_ticked_and_the_package_lies_on_the_stick(
    page: SendPage, office: Office, stick: Path, qtbot: QtBot
) -> None:
    send_to(page, stick, qtbot)
    assert page.send.steps.states == [StepState.DONE] * 5
    assert [one.name for one in stick.glob("*.ucj")] == ["UCJ-730201-0001.ucj"]
    assert count_workers(office, WorkerFilter(stages=(Stage.SENT,))) == 12
    assert not page.send.send.isEnabled()
    assert page.send.told.text().startswith("Tidak ada yang baru")


def test_a_stick_that_went_away_fails_its_step_and_the_same_package_goes_on_the_next(
    page: SendPage, office: Office, stick: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    gone = tmp_path / "HILANG"
    gone.mkdir()
    page.send.add_folder(gone)
    gone.rmdir()
    page.send.send.click()
    qtbot.waitUntil(lambda: page.desk.is_idle)
    assert StepState.FAILED in page.send.steps.states
    assert page.send.bar.state is State.WARNS
    assert "belum sampai ke flashdisk" in page.send.bar.what.text()
    page.send.add_folder(stick)
    page.send.sticks.choose(stick)
    page.send.send.click()
    qtbot.waitUntil(lambda: page.desk.is_idle)
    assert [one.sequence for one in list_sent(office)] == [1]
    assert (stick / "UCJ-730201-0001.ucj").exists()
    assert page.send.bar.isHidden()


def test_the_same_package_goes_on_a_second_stick(page: SendPage, stick: Path, tmp_path: Path, qtbot: QtBot) -> None:
    assert page.send.second.isHidden()
    send_to(page, stick, qtbot)
    other = tmp_path / "KEDUA"
    other.mkdir()
    page.send.add_folder(other)
    assert page.send.second.text() == "Tulis nomor 1 lagi ke KEDUA"
    page.send.second.click()
    qtbot.waitUntil(lambda: page.desk.is_idle)
    name = "UCJ-730201-0001.ucj"
    assert (other / name).read_bytes() == (stick / name).read_bytes()
    assert page.send.steps.states == [StepState.DONE] * 5
    assert len(list_sent(page.desk.office)) == 1


def test_a_file_in_a_folder_is_called_sealed_and_its_folder_can_be_opened(
    page: SendPage, stick: Path, qtbot: QtBot
) -> None:
    opened: list[str] = []

    class FileManager(QObject):
        @Slot(QUrl)
        def open(self, url: QUrl) -> None:
            opened.append(url.toLocalFile())

    writing = page.send.writing
    assert writing.sealed.isHidden()
    send_to(page, stick, qtbot)
    assert not writing.sealed.isHidden()
    assert "tersegel" in writing.sealed.text()
    manager = FileManager()
    method: Any = "open"  # what PySide takes, and its stubs do not
    QDesktopServices.setUrlHandler("file", manager, method)
    writing.open_folder.click()
    QDesktopServices.unsetUrlHandler("file")
    assert opened == [str(stick)]


def plugged(folder: Path, label: str, state: StickState = StickState.READY) -> Stick:
    drive = Drive(folder, "/dev/does-not-exist", label, "vfat", False)
    return Stick(folder=folder, label=label, state=state, sentence=f"{label}.", fix="", drive=drive)


def test_a_stick_that_cannot_be_ejected_holds_the_file_and_is_tried_again(
    page: SendPage, stick: Path, qtbot: QtBot
) -> None:
    page.window().resize(960, 520)
    page.send.sticks.offer([plugged(stick, "KINGSTON")])
    assert page.send.writing.eject_again.isHidden()
    page.send.send.click()
    qtbot.waitUntil(lambda: page.desk.is_idle)
    assert page.send.steps.states == [*[StepState.DONE] * 4, StepState.FAILED]
    assert (stick / "UCJ-730201-0001.ucj").exists()
    assert list_sent(page.desk.office)[0].delivered_at
    qtbot.waitUntil(lambda: not page.send.writing.eject_again.visibleRegion().isEmpty())  # also in a low window
    page.send.writing.eject_again.click()
    assert page.send.steps.states == [*[StepState.DONE] * 4, StepState.RUNS]
    qtbot.waitUntil(lambda: page.desk.is_idle)
    assert page.send.steps.states == [*[StepState.DONE] * 4, StepState.FAILED]


def test_of_several_sticks_the_clerk_chooses_and_a_worn_one_is_never_chosen_by_itself(
    page: SendPage, tmp_path: Path
) -> None:
    one, other = plugged(tmp_path / "a", "KINGSTON"), plugged(tmp_path / "b", "TOSHIBA")
    worn = replace(one, state=StickState.WORN)
    sticks = page.send.sticks
    chosen = []
    for offered in ([one, other], [worn], [one], []):
        sticks.offer(offered)
        chosen.append((sticks.stick, sticks.several.isHidden(), sticks.nothing.isHidden()))
    assert chosen == [(None, False, True), (None, True, True), (one, True, True), (None, True, False)]


def test_each_state_is_drawn_and_one_that_blocks_says_so_on_the_button(page: SendPage, tmp_path: Path) -> None:
    pictures = set()
    for state in StickState:
        page.send.sticks.offer([plugged(tmp_path, "KINGSTON", state)])
        page.send.sticks.choose(tmp_path)
        assert page.send.send.isEnabled() is not state.blocks
        assert (page.send.send.toolTip() == "KINGSTON.") is state.blocks
        image = QImage(36, 36, QImage.Format.Format_RGB32)
        image.fill(0xFFFFFFFF)
        painter = QPainter(image)
        draw_stick(painter, QRectF(0, 0, 36, 36), state)
        painter.end()
        pictures.add(bytes(image.constBits()))
    assert len(pictures) == len(StickState) - 1  # worn and strange look the same, their sentences do not


def test_a_card_is_as_high_as_its_sentences_need(tmp_path: Path, qtbot: QtBot) -> None:
    said = replace(plugged(tmp_path, "KINGSTON"), sentence="Tidak bisa dibaca: belum diformat, terkunci, atau rusak.")
    card = StickCard(said)
    qtbot.addWidget(card)
    assert card.heightForWidth(240) > card.heightForWidth(600)


def test_nihil_can_be_sent_when_nothing_changed(page: SendPage, office: Office, stick: Path, qtbot: QtBot) -> None:
    send_to(page, stick, qtbot)
    page.send.kind.setCurrentIndex(2)
    page.send.reload()
    qtbot.waitUntil(lambda: page.desk.is_idle)
    assert page.send.send.isEnabled()
    page.send.send.click()
    qtbot.waitUntil(lambda: page.desk.is_idle)
    assert [one.kind for one in list_sent(office)] == ["full", "nihil"]


def test_receipt_and_answer_come_back_into_the_history(
    page: SendPage, office: Office, district: Office, stick: Path, qtbot: QtBot
) -> None:
    send_to(page, stick, qtbot)
    write_card(office, stick)
    pin_card(district, stick / "UCJ-730201.ucjk", own_card(office).fingerprint)
    receive_package(district, stick / "UCJ-730201-0001.ucj")
    answer_office(district, "730201", stick)
    page.tabs.setCurrentIndex(1)
    assert page.sent.model.index(0, 5).data() == "belum ada"
    page.sent.take_from(stick)
    qtbot.waitUntil(lambda: page.sent.bar.state is not None)
    assert "1 tanda terima" in page.sent.bar.what.text()
    assert "12 baru" in page.sent.model.index(0, 5).data()
    assert page.sent.answers.rowCount() == 1
    assert count_workers(office, WorkerFilter(stages=(Stage.ACCEPTED,))) > 0


def test_a_package_is_written_again_byte_for_byte(page: SendPage, stick: Path, tmp_path: Path, qtbot: QtBot) -> None:
    send_to(page, stick, qtbot)
    other = tmp_path / "LAIN"
    other.mkdir()
    page.sent.deliver_to(other)
    qtbot.waitUntil(lambda: page.desk.is_idle)
    assert (other / "UCJ-730201-0001.ucj").read_bytes() == (stick / "UCJ-730201-0001.ucj").read_bytes()


def test_without_the_districts_card_the_way_to_it_is_shown(window: MainWindow, office: Office, qtbot: QtBot) -> None:
    put_people(office, 3)
    page = open_send(window, qtbot)
    assert page.send.bar.what.text().startswith("Kartu kantor kabupaten belum disematkan")
    page.send.cards_wanted.emit()
    assert page.tabs.currentWidget() is page.cards


def test_a_card_is_pinned_when_all_eight_groups_were_ticked(
    window: MainWindow, office: Office, district: Office, stick: Path, qtbot: QtBot
) -> None:
    page = open_send(window, qtbot)
    page.cards.ask_about(stick / "UCJ-7302.ucjk")
    dialog = page.cards.dialog
    assert dialog is not None
    for group in dialog.groups.groups:
        assert not dialog.press.isEnabled()
        group.click()
    assert not dialog.press.isEnabled(), "nobody is named who read them out"
    QTest.keyClicks(dialog.person, "Ibu Contoh, Kasi")
    with qtbot.waitSignal(dialog.done_with):
        dialog.press.click()
    qtbot.waitUntil(lambda: page.cards.offices.rowCount() == 1)
    assert [one.office_code for one in list_pinned(office)] == ["7302"]


def test_digits_that_differ_name_their_group_and_nothing_is_pinned(
    window: MainWindow, office: Office, district: Office, stick: Path, qtbot: QtBot
) -> None:
    page = open_send(window, qtbot)
    page.cards.ask_about(stick / "UCJ-7302.ucjk")
    dialog = page.cards.dialog
    assert dialog is not None
    groups = own_card(district).fingerprint.split()
    wrong = groups[2][:4] + str((int(groups[2][4]) + 1) % 10)
    QTest.keyClicks(dialog.typed, " ".join([*groups[:2], wrong, *groups[3:]]))
    assert dialog.bar.what.text() == "Kelompok 3 tidak sama dengan kartu ini."
    assert not dialog.press.isEnabled()
    dialog.typed.clear()
    QTest.keyClicks(dialog.typed, "UCJK1*7302*" + "".join(groups))
    QTest.keyClicks(dialog.person, "Ibu Contoh")
    assert dialog.press.isEnabled()
    dialog.reject()
    assert list_pinned(office) == []


def test_our_card_is_written_for_the_other_office(
    window: MainWindow, office: Office, stick: Path, qtbot: QtBot
) -> None:
    page = open_send(window, qtbot)
    page.cards.write_to(stick)
    qtbot.waitUntil(lambda: (stick / "UCJ-730201.ucjk").exists() and page.desk.is_idle)
    assert page.cards.digits.accessibleName() == f"Sidik angka {own_card(office).fingerprint}"


def test_a_file_that_is_no_card_is_refused(window: MainWindow, stick: Path, qtbot: QtBot) -> None:
    page = open_send(window, qtbot)
    (stick / "UCJ-7302.ucjk").write_bytes(b"{}")
    with qtbot.waitSignal(page.desk.said) as said:
        page.cards.ask_about(stick / "UCJ-7302.ucjk")
    assert said.args is not None
    assert said.args[0] is State.BLOCKS
    assert page.cards.dialog is None


def test_the_district_sees_cards_only(
    district: Office, open_window: Callable[[Office], MainWindow], qtbot: QtBot
) -> None:
    window = open_window(district)
    assert "send" not in [one.code for one in window.entries]
    window.go("cards")
    assert isinstance(window.page, CardsPage)
    assert "7302" in window.page.cards.name.text()
