"""Kartu kantor: what a card's state is, and revoking, renewing and going on by clicks."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.offices import make_office
from tests.working_day import new_folder, open_for
from ucj_desktop.domain.people import Role
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.card_dialogs import ContinueDialog
from ucj_desktop.gui.pages.cards_view import CardsView
from ucj_desktop.gui.pages.send_page import CardsPage, SendPage
from ucj_desktop.services.handoff.continue_numbers import next_number
from ucj_desktop.services.handoff.exchange_cards import list_cards, own_card, pin_card, write_card
from ucj_desktop.services.handoff.find_cards import cards_in
from ucj_desktop.services.office import Office


@pytest.fixture
def card(tmp_path: Path) -> Path:
    """The file of the district's card."""
    district = make_office(tmp_path / "district", code="7302")
    made = write_card(district, tmp_path)
    district.close()
    return tmp_path / made.file_name


def cells(view: CardsView, row: int) -> list[str]:
    found = (view.offices.item(row, column) for column in range(view.offices.columnCount()))
    return [one.text() for one in found if one is not None]


@pytest.fixture
def view(open_window: Callable[[Office], MainWindow], office: Office, qtbot: QtBot) -> CardsView:
    window = open_window(office)
    window.go("send")
    assert isinstance(window.page, SendPage)
    window.page.tabs.setCurrentIndex(2)
    qtbot.waitUntil(lambda: window.desk.is_idle)
    return window.page.cards


def test_a_card_on_a_stick_is_offered_and_waits(view: CardsView, office: Office, card: Path) -> None:
    view.offer(cards_in(office, card.parent, "KINGSTON"))
    assert view.bar.what.text() == "Di KINGSTON ada kartu yang mengaku dari Kabupaten Bulukumba dan belum dicocokkan."
    assert cells(view, 0)[1] == "menunggu dicocokkan"
    view.offices.selectRow(0)
    assert not view.revoke.isEnabled()


def test_a_card_is_revoked_with_its_reason(view: CardsView, office: Office, card: Path, qtbot: QtBot) -> None:
    fingerprint = cards_in(office, card.parent, "")[0].card.fingerprint
    pin_card(office, card, fingerprint, compared_with="Ibu Contoh")
    view.reload()
    assert cells(view, 0)[1:3] == ["berlaku", "7302"]
    assert cells(view, 0)[4:] == ["Ibu Contoh", fingerprint]
    assert not view.revoke.isEnabled()
    view.offices.selectRow(0)
    view.revoke.click()
    assert view.asking is not None
    with qtbot.waitSignal(view.asking.done_with):
        view.asking.press.click()
    qtbot.waitUntil(lambda: cells(view, 0)[1].startswith("dicabut: komputernya dicuri"))
    assert [one.is_revoked for one in list_cards(office)] == [True]
    view.offices.selectRow(0)
    assert not view.revoke.isEnabled()


def test_renewed_keys_show_their_new_digits(view: CardsView, office: Office, qtbot: QtBot) -> None:
    before = view.digits.accessibleName()
    view.renew.click()
    assert view.asking is not None
    with qtbot.waitSignal(view.asking.done_with):
        view.asking.press.click()
    qtbot.waitUntil(lambda: view.digits.accessibleName() != before)
    assert view.digits.accessibleName() == f"Sidik angka {own_card(office).fingerprint}"


def test_the_number_that_the_district_names_is_typed_once(view: CardsView, office: Office, qtbot: QtBot) -> None:
    view.go_on.click()
    dialog = view.asking
    assert isinstance(dialog, ContinueDialog)
    assert not dialog.press.isEnabled()
    dialog.number.setValue(7)
    with qtbot.waitSignal(dialog.done_with):
        dialog.press.click()
    with office.database.reading() as connection:
        assert next_number(connection) == 8


def test_the_sheet_is_saved(view: CardsView, tmp_path: Path, qtbot: QtBot) -> None:
    view.print_to(tmp_path / "kartu.pdf")
    qtbot.waitUntil(lambda: (tmp_path / "kartu.pdf").exists() and view.desk.is_idle)
    assert (tmp_path / "kartu.pdf").read_bytes().startswith(b"%PDF")


def test_the_admin_of_a_staffed_office_has_the_cards_as_a_page(
    tmp_path: Path, open_window: Callable[[Office], MainWindow], qtbot: QtBot
) -> None:
    with open_for(new_folder(tmp_path / "staffed", staffed=True), Role.ADMIN) as office:
        window = open_window(office)
        window.go("cards")
        qtbot.waitUntil(lambda: window.desk.is_idle)
        page = window.page
        assert isinstance(page, CardsPage)
        assert page.cards.pin.isVisibleTo(page)
        assert not page.cards.go_on.isVisibleTo(page)
        window.desk.close()
