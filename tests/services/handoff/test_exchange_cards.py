"""Office cards: written, compared and pinned; what does not fit is refused and nothing is pinned."""

import shutil
from pathlib import Path

import pytest

from tests.offices import make_office
from tests.working_day import new_folder, new_office, open_for, table
from ucj_desktop.domain.people import NotAllowed, Role
from ucj_desktop.handoff.cards import CardDamaged, CardNotFollowing, FingerprintDiffers
from ucj_desktop.services.handoff.exchange_cards import (
    CardNotWritten,
    OwnCard,
    list_pinned,
    own_card,
    pin_card,
    pinned_cards,
    read_foreign_card,
    write_card,
)


def test_a_card_is_the_same_each_time_and_reads_back_as_it_was_written(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        card = write_card(office, tmp_path)
        assert card == own_card(office) == read_foreign_card(tmp_path / "UCJ-730201.ucjk")
        written = (tmp_path / "UCJ-730201.ucjk").read_bytes()
        write_card(office, tmp_path / "lain.ucjk")
        assert (tmp_path / "lain.ucjk").read_bytes() == written
        assert card.name == "Kecamatan Gantarang"
        with pytest.raises(CardNotWritten, match="tidak-ada"):
            write_card(office, tmp_path / "nothing" / "tidak-ada.ucjk")


def test_a_card_is_pinned_when_its_forty_digits_were_compared(tmp_path: Path) -> None:
    with new_office(tmp_path / "a") as office, new_office(tmp_path / "b", code="7302") as district:
        card = write_card(district, tmp_path)
        path = tmp_path / card.file_name
        wrong = card.fingerprint[:-1] + ("1" if card.fingerprint[-1] != "1" else "2")
        for fingerprint in (wrong, "", card.fingerprint[:11]):
            with pytest.raises(FingerprintDiffers):
                pin_card(office, path, fingerprint)
        assert list_pinned(office) == []
        pinned, change = pin_card(office, path, card.fingerprint.replace(" ", ""))
        assert pinned == card
        assert change.sentence == "Kartu Kabupaten Bulukumba disematkan."
        (kept,) = list_pinned(office)
        assert (kept.office_code, kept.pinned_by) == ("7302", office.clerk.account_id)
        with office.database.reading() as connection:
            assert pinned_cards(connection) == [card]


def test_ones_own_card_and_a_damaged_one_are_refused(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        card = write_card(office, tmp_path)
        with pytest.raises(OwnCard):
            pin_card(office, tmp_path / card.file_name, card.fingerprint)
        content = bytearray((tmp_path / card.file_name).read_bytes())
        for at in range(0, len(content), 7):
            damaged = bytearray(content)
            damaged[at] ^= 1
            (tmp_path / "rusak.ucjk").write_bytes(damaged)
            with pytest.raises(CardDamaged):
                read_foreign_card(tmp_path / "rusak.ucjk")
        assert list_pinned(office) == []


def test_a_new_card_of_an_office_that_the_old_key_did_not_sign_is_refused(tmp_path: Path) -> None:
    other = make_office(tmp_path / "other", code="7302")  # the same office made anew, with other keys
    with new_office(tmp_path / "a") as office, new_office(tmp_path / "b", code="7302") as district:
        first = write_card(district, tmp_path)
        pin_card(office, tmp_path / first.file_name, first.fingerprint)
        (tmp_path / "new").mkdir()
        second = write_card(other, tmp_path / "new")
        with pytest.raises(CardNotFollowing):
            pin_card(office, tmp_path / "new" / second.file_name, second.fingerprint)
        assert [one.fingerprint for one in list_pinned(office)] == [first.fingerprint]
        pin_card(office, tmp_path / first.file_name, first.fingerprint)
        assert len(table(office, "offices")) == 1
    other.close()


@pytest.mark.parametrize("role", [Role.ENTRY, Role.VERIFIER, Role.HEAD])
def test_only_the_admin_writes_and_pins_cards(tmp_path: Path, role: Role) -> None:
    folder = new_folder(tmp_path / "office", staffed=True)
    with open_for(folder, role) as office:
        with pytest.raises(NotAllowed):
            write_card(office, tmp_path)
        with pytest.raises(NotAllowed):
            pin_card(office, tmp_path / "none.ucjk", "")
    assert not list(tmp_path.glob("*.ucjk"))
    shutil.rmtree(folder)
