"""What the windows ask before any store is open."""

from pathlib import Path

import pytest

from tests.demo_office import ADMIN, BULUKUMBA, GANTARANG, PASSWORD, make_office
from ucj_desktop.crypto.keyring_refusals import WrongPassword
from ucj_desktop.domain.people import OfficeKind, Role
from ucj_desktop.services.care.accounts import add_account, disable_account
from ucj_desktop.services.find_office_place import name_of_regency, place_in_words, search_office_places
from ucj_desktop.services.log_in import check_password, has_office, names_of_accounts, weakness_of_password
from ucj_desktop.services.shipped_files import font_files, help_of, picture


def test_an_empty_folder_holds_no_office_and_no_names(tmp_path: Path) -> None:
    assert not has_office(tmp_path)
    assert names_of_accounts(tmp_path) == []


def test_accounts_out_of_use_are_not_offered(tmp_path: Path) -> None:
    office = make_office(tmp_path)
    add_account(office, "Baso Daeng", Role.ENTRY, "gunung bawakaraeng biru 9")
    assert names_of_accounts(tmp_path) == [ADMIN, "Baso Daeng"]
    disable_account(office, "Baso Daeng")
    assert names_of_accounts(tmp_path) == [ADMIN]
    office.close()


def test_the_locked_window_opens_with_the_right_password_only(tmp_path: Path) -> None:
    make_office(tmp_path).close()
    check_password(tmp_path, ADMIN, PASSWORD)
    with pytest.raises(WrongPassword):
        check_password(tmp_path, ADMIN, "kapal layar putih 89")


def test_a_weak_password_is_named_in_one_sentence() -> None:
    assert weakness_of_password("12345678", ADMIN)
    assert weakness_of_password(PASSWORD, ADMIN) == ""


def test_a_kecamatan_is_found_by_a_part_of_its_name_and_told_with_what_it_lies_in() -> None:
    found = search_office_places("gantar", OfficeKind.SUB_DISTRICT)
    [place] = [one for one in found if one.code == GANTARANG]
    assert place_in_words(place) == "Kecamatan Gantarang, Kabupaten Bulukumba, Sulawesi Selatan"
    assert name_of_regency(GANTARANG) == "Kabupaten Bulukumba"


def test_a_kabupaten_is_found_by_name_and_no_kecamatan_with_it() -> None:
    found = search_office_places("bulukumba", OfficeKind.DISTRICT)
    assert BULUKUMBA in [one.code for one in found]
    assert {len(one.code) for one in found} == {4}


def test_one_letter_finds_nothing() -> None:
    assert search_office_places("g", OfficeKind.SUB_DISTRICT) == []


def test_fonts_pictures_and_help_ship_with_the_program() -> None:
    assert [one.name for one in font_files()]
    assert picture("ucj-desktop.png").is_file()
    assert help_of("home").startswith("## Beranda")
    assert help_of("no_such_page") == ""
