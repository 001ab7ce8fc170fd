"""The card's sheet, and cards that are found in a folder: what is offered, and what is passed over."""

from pathlib import Path

import pypdfium2
import pytest

from tests.offices import make_office
from tests.working_day import new_folder, new_office, open_for
from ucj_desktop.domain.people import NotAllowed, Role
from ucj_desktop.services.handoff.exchange_cards import own_card, pin_card, write_card
from ucj_desktop.services.handoff.find_cards import cards_in
from ucj_desktop.services.handoff.renew_keys import renew_keys
from ucj_desktop.services.paper.archive import PaperNotWritten
from ucj_desktop.services.paper.gather_facts import Asked
from ucj_desktop.services.paper.paper_refusals import PrintedWithTheCards
from ucj_desktop.services.paper.print_card import print_card
from ucj_desktop.services.paper.print_report import list_reports, preview_report


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    text = document[0].get_textpage().get_text_range()
    assert len(document) == 1
    document.close()
    return " ".join(text.split())


def test_the_sheet_holds_the_forty_digits_on_one_page(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        told = print_card(office, tmp_path / "kartu.pdf")
        said = text_of(tmp_path / "kartu.pdf")
        for group in own_card(office).fingerprint.split():
            assert group in said
        assert "Kecamatan Gantarang, kode 73.02.01" in said
        assert "menggantikan kunci yang lama" not in said
        assert told.sentence.startswith("Lembar kartu tersimpan: kartu.pdf.")
        renew_keys(office)
        print_card(office, tmp_path / "baru.pdf")
        assert "menggantikan kunci yang lama" in text_of(tmp_path / "baru.pdf")
        with pytest.raises(PaperNotWritten):
            print_card(office, tmp_path / "nowhere" / "kartu.pdf")


def test_the_sheet_is_in_no_menu_and_the_command_says_where_it_is(tmp_path: Path) -> None:
    assert "KARTU" not in {one.code for one in list_reports()}
    with new_office(tmp_path / "office") as office, pytest.raises(PrintedWithTheCards):
        preview_report(office, Asked(report="KARTU"))


def test_cards_that_nobody_compared_yet_are_found(tmp_path: Path) -> None:
    other = make_office(tmp_path / "other", code="730202")
    with new_office(tmp_path / "district", code="7302") as office:
        write_card(office, tmp_path)  # our own is not offered to us
        card = write_card(other, tmp_path)
        (tmp_path / "UCJ-730203.ucjk").write_bytes(b"{}")
        (found,) = cards_in(office, tmp_path, "KINGSTON")
        assert (found.card, found.label, found.path.name) == (card, "KINGSTON", "UCJ-730202.ucjk")
        pin_card(office, found.path, card.fingerprint)
        assert cards_in(office, tmp_path, "KINGSTON") == []
        renew_keys(other)
        renewed = write_card(other, tmp_path)
        assert [one.card for one in cards_in(office, tmp_path, "KINGSTON")] == [renewed]
    other.close()


def test_only_the_admin_prints_the_sheet_and_looks_for_cards(tmp_path: Path) -> None:
    with open_for(new_folder(tmp_path / "office", staffed=True), Role.HEAD) as office:
        with pytest.raises(NotAllowed):
            print_card(office, tmp_path / "kartu.pdf")
        with pytest.raises(NotAllowed):
            cards_in(office, tmp_path, "KINGSTON")
    assert not (tmp_path / "kartu.pdf").exists()
