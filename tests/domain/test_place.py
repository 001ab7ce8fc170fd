"""What a code and a name of a place say."""

import pytest

from ucj_desktop.domain.place import (
    HEAD_LABELS,
    LEVEL_LABELS,
    Place,
    PlaceLevel,
    dotted_code,
    level_of_code,
    one_of_kind,
    place_key,
    plain_code,
)


@pytest.mark.parametrize(
    ("code", "level", "head"),
    [
        ("73", PlaceLevel.PROVINCE, "Gubernur"),
        ("7302", PlaceLevel.REGENCY, "Bupati"),
        ("7371", PlaceLevel.CITY, "Wali Kota"),
        ("730201", PlaceLevel.SUB_DISTRICT, "Camat"),
        ("7302011001", PlaceLevel.KELURAHAN, "Lurah"),
        ("7302012004", PlaceLevel.DESA, "Kepala Desa"),
        ("9103013001", PlaceLevel.DESA_ADAT, "Kepala Desa Adat"),
    ],
)
def test_the_code_tells_level_and_head(code: str, level: PlaceLevel, head: str) -> None:
    place = Place(code, "Contoh")
    assert place.level is level
    assert place.head == head
    assert place.is_village is (len(code) == 10)


@pytest.mark.parametrize("code", ["", "7", "730", "73020", "7302019001", "73.02.01", "73020120o4", "73020120041"])
def test_what_is_no_code_has_no_level(code: str) -> None:
    assert level_of_code(code) is None
    with pytest.raises(ValueError, match="sound code"):
        _ = Place(code, "Contoh").level


def test_codes_are_shown_with_dots_and_kept_without() -> None:
    assert dotted_code("7302012004") == "73.02.01.2004"
    assert dotted_code("730201") == "73.02.01"
    assert plain_code("73.02.01.2004") == "7302012004"
    assert Place("7302012004", "Bialo").dotted == "73.02.01.2004"


def test_a_place_knows_what_it_belongs_to() -> None:
    codes = ["7302012004"]
    while codes[-1]:
        codes.append(Place(codes[-1], "Contoh").parent_code)
    assert codes == ["7302012004", "730201", "7302", "73", ""]


def test_the_full_name_carries_the_label_once() -> None:
    assert Place("7302012004", "Bialo").full_name == "Desa Bialo"
    assert Place("7302", "Kabupaten Bulukumba").full_name == "Kabupaten Bulukumba"


@pytest.mark.parametrize("name", ["Bonto Sunggu", "bonto-sunggu", "BONTOSUNGGU", "Bonto. Sunggu "])
def test_spellings_of_one_place_share_their_key(name: str) -> None:
    assert place_key(name) == "bontosunggu"


def test_the_only_one_of_a_kind_is_found() -> None:
    kelurahan, desa = Place("1201101001", "Sorkam Kanan"), Place("1201102018", "Sorkam Kanan")
    assert one_of_kind([kelurahan, desa], PlaceLevel.DESA) is desa
    assert one_of_kind([desa, desa], PlaceLevel.DESA) is None


def test_every_level_has_its_words() -> None:
    assert set(LEVEL_LABELS) == set(HEAD_LABELS) == set(PlaceLevel)
