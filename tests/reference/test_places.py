"""The shipped places of Indonesia."""

from pathlib import Path

import pytest

from ucj_desktop.domain.place import PlaceLevel, place_key
from ucj_desktop.reference.paths import resource
from ucj_desktop.reference.places import CodeReading, HowFound, Places, places
from ucj_desktop.reference.reading import DataFileBroken, read_columns

BULUKUMBA = "7302"
GANTARANG = "730201"


def test_all_of_indonesia_is_there() -> None:
    table = places()
    provinces = table.children()
    regencies = [regency for province in provinces for regency in table.children(province.code)]
    sub_districts = [place for regency in regencies for place in table.children(regency.code)]
    assert (len(provinces), len(regencies), len(sub_districts)) == (38, 514, 7285)
    assert sum(len(table.villages_of(place.code)) for place in sub_districts) == 83_762


def test_bulukumba_has_its_ten_kecamatan_and_136_villages() -> None:
    table = places()
    sizes = [len(table.villages_of(place.code)) for place in table.children(BULUKUMBA)]
    assert sizes == [21, 9, 8, 13, 8, 19, 17, 13, 13, 15]
    levels = [place.level for part in table.children(BULUKUMBA) for place in table.villages_of(part.code)]
    assert (levels.count(PlaceLevel.KELURAHAN), levels.count(PlaceLevel.DESA)) == (27, 109)


def test_a_code_leads_to_its_place_and_all_above_it() -> None:
    names = [place.full_name for place in places().chain("7302012004")]
    assert names == ["Provinsi Sulawesi Selatan", "Kabupaten Bulukumba", "Kecamatan Gantarang", "Desa Bialo"]


@pytest.mark.parametrize("code", ["", "0", "99", "7302019999", "73.02", "abc", "73020120041"])
def test_a_code_that_does_not_exist_leads_nowhere(code: str) -> None:
    assert places().by_code(code) is None
    assert places().villages_of(code) == []
    assert places().postcode(code) == ""


def test_villages_have_postcodes() -> None:
    assert places().postcode("7302012004") == "92561"


def test_a_kecamatan_code_of_the_past_is_known_with_its_last_year() -> None:
    table = places()
    assert table.is_known_prefix(GANTARANG)
    assert table.last_year_of_prefix(GANTARANG) is None
    assert table.is_known_prefix("910101")
    assert table.last_year_of_prefix("910101") == 2022
    assert not table.is_known_prefix("739901")


@pytest.mark.parametrize(
    ("sub_district", "text", "code", "how"),
    [
        (GANTARANG, "BIALO", "7302012004", HowFound.BY_NAME),
        (GANTARANG, "Desa Bonto-Sunggu", "7302012008", HowFound.BY_NAME),
        (GANTARANG, "Kel. Mariorennu", "7302011003", HowFound.BY_NAME),
        (GANTARANG, "DS.BIALO", "7302012004", HowFound.BY_NAME),
        (GANTARANG, "Gatareng", "7302012006", HowFound.BY_CLOSE_SPELLING),
        (GANTARANG, "73.02.01.2004", "7302012004", HowFound.BY_CODE),
        ("730203", "Tanah Lemo", "7302031001", HowFound.BY_ALIAS),
        ("730203", "Lembanna", "7302032008", HowFound.BY_NAME),
        ("730206", "Lembanna", "7302062004", HowFound.BY_NAME),
        ("730206", "Tana Toa", "7302062006", HowFound.BY_ALIAS),
        ("730208", "Kindang", "7302082003", HowFound.BY_NAME),
        ("120110", "Kel. Sorkam Kanan", "1201101001", HowFound.BY_NAME),
        ("120110", "Desa Sorkam Kanan", "1201102018", HowFound.BY_NAME),
    ],
)
def test_a_village_is_found_inside_its_kecamatan(sub_district: str, text: str, code: str, how: HowFound) -> None:
    match = places().match_village(sub_district, text)
    assert match is not None
    assert (match.place.code, match.how) == (code, how)
    assert places().find_village(sub_district, text) == match.place


@pytest.mark.parametrize(
    ("sub_district", "text"),
    [
        (GANTARANG, ""),
        (GANTARANG, "Lembanna"),
        (GANTARANG, "7302032008"),
        (GANTARANG, "7302012099"),
        ("730206", "Lembanga"),  # as near to Lembang as to Lembanna
        ("120110", "Sorkam Kanan"),  # a desa and a kelurahan
        ("999999", "Bialo"),
        ("", "Bialo"),
    ],
)
def test_a_village_is_never_guessed(sub_district: str, text: str) -> None:
    assert places().find_village(sub_district, text) is None


def test_every_village_of_bulukumba_is_found_by_its_name_and_its_other_spellings() -> None:
    table = places()
    spellings = read_columns(resource("reference", "place_aliases.tsv"), 2)
    for sub_district in table.children(BULUKUMBA):
        for village in table.villages_of(sub_district.code):
            others = [alias for code, alias in spellings if code == village.code]
            for text in (village.name, village.name.upper(), village.full_name, *others):
                assert table.find_village(sub_district.code, text) == village


@pytest.mark.parametrize(
    ("text", "code"),
    [("Ujung Loe", "730209"), ("Kec. Rilau Ale", "730210"), ("GANTORANG", "730201"), ("730208", "730208")],
)
def test_a_kecamatan_is_found_inside_its_regency(text: str, code: str) -> None:
    found = places().match_sub_district(BULUKUMBA, text)
    assert found is not None
    assert found.place.code == code


def test_the_regency_bulukumba_is_not_corrected_to_the_kecamatan_bulukumpa() -> None:
    assert places().match_sub_district(BULUKUMBA, "Bulukumba") is None
    assert places().match_sub_district(BULUKUMBA, "Bulukumpa") is not None


@pytest.mark.parametrize(
    ("code", "name", "village", "reading"),
    [
        ("7302021001", "Tanah Kongkong", "7302021001", CodeReading.AGREES),
        ("7302021001", "Salemba", "7302092011", CodeReading.BPS),
        ("7302010001", "Mariorennu", "7302011003", CodeReading.BPS),
        ("7302021001", "Bialo", None, CodeReading.NAME_DISAGREES),
        ("7302021001", "", None, CodeReading.NAME_DISAGREES),
        ("7302999999", "Bialo", None, CodeReading.UNKNOWN),
        ("12", "Bialo", None, CodeReading.UNKNOWN),
    ],
)
def test_a_village_code_is_trusted_only_with_its_name(
    code: str, name: str, village: str | None, reading: CodeReading
) -> None:
    found = places().village_of_code(code, name)
    assert found.reading is reading
    assert (found.place.code if found.place else None) == village


def test_typing_finds_the_whole_name_first_then_its_beginning_then_its_middle() -> None:
    names = [place.name for place in places().search("bira", villages_only=True, limit=400)]
    keys = [place_key(name) for name in names]
    kinds = [0 if key == "bira" else 1 if key.startswith("bira") else 2 for key in keys]
    assert kinds == sorted(kinds)
    assert set(kinds) == {0, 1, 2}


def test_typing_looks_inside_a_place_and_at_one_level_only() -> None:
    table = places()
    assert [place.code for place in table.search("lembanna", within="730206")] == ["7302062004"]
    assert [place.code for place in table.search("lembanna", within=BULUKUMBA)] == ["7302032008", "7302062004"]
    assert [place.code for place in table.search("kindang", within=BULUKUMBA, level=PlaceLevel.SUB_DISTRICT)] == [
        "730208"
    ]
    assert table.search("bira", within="99") == []


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("bulukumba", "7302"),
        ("Kabupaten Bulukumba", "7302"),
        ("kota makassar", "7371"),
        ("kotagajah", "180223"),
        ("gantorang", GANTARANG),
        ("73.02.01", GANTARANG),
        ("7302012004", "7302012004"),
        ("sulawesi sel", "73"),
    ],
)
def test_typing_finds_areas_aliases_and_codes(text: str, first: str) -> None:
    assert places().search(text)[0].code == first


@pytest.mark.parametrize("text", ["", " ", "zzzz", "-", "999999"])
def test_typing_nonsense_finds_nothing(text: str) -> None:
    assert places().search(text) == []


def test_typing_gives_no_more_than_asked() -> None:
    assert len(places().search("a", limit=7)) == 7


def test_a_damaged_table_is_told(tmp_path: Path) -> None:
    (tmp_path / "areas.tsv.gz").write_bytes(b"not gzip")
    with pytest.raises(DataFileBroken, match=r"areas\.tsv\.gz"):
        Places(tmp_path).by_code("73")
