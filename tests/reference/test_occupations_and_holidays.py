"""Occupations and holidays as shipped, and their mistakes told."""

from datetime import date
from pathlib import Path

import pytest

from ucj_desktop.domain.calendar import working_days_between
from ucj_desktop.domain.occupation import Look, Sector
from ucj_desktop.reference.holidays import holidays, read_holidays
from ucj_desktop.reference.occupations import occupations, read_occupations
from ucj_desktop.reference.reading import DataFileBroken

ONE = '[[occupation]]\nname = "A"\ngroup = "B"\n'


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("PETANI / PEKEBUN", "Petani"),
        ("pabentor", "Tukang bentor"),
        ("Ojol", "Ojek daring"),
        ("abk", "Anak buah kapal"),
    ],
)
def test_a_real_occupation_is_found_by_any_word_for_it(text: str, name: str) -> None:
    found = occupations().find(text)
    assert found is not None
    assert found.name == name


def test_transport_is_told_apart_for_the_tariff() -> None:
    driver, farmer = occupations().find("sopir"), occupations().find("petani")
    assert driver is not None
    assert driver.sector is Sector.TRANSPORT
    assert farmer is not None
    assert farmer.sector is Sector.OTHER


def test_the_ktp_list_has_89_lines_and_names_who_needs_a_look() -> None:
    table = occupations()
    looks = {number: line.look for number in range(1, 90) if (line := table.find_ktp(str(number)))}
    assert len(looks) == 89
    assert {looks[number] for number in (4, 5, 6, 7)} == {Look.STATE}
    assert {looks[number] for number in (15, 16, 17, 18)} == {Look.WAGE_EARNER}
    assert looks[3] is Look.NOT_WORKING
    assert {looks[number] for number in (9, 11, 19, 20, 21, 26, 27, 84, 88)} == {Look.NOTHING}
    assert table.find_ktp("05") == table.find_ktp("PNS")


def test_typing_finds_names_first() -> None:
    assert occupations().search("tani")[0].name == "Petani"
    assert occupations().search("ojek", limit=1)[0].name == "Ojek daring"
    assert occupations().search("qqq") == []
    assert len(occupations().search("", limit=5)) == 5
    assert len(occupations().names) == len(set(occupations().names)) > 80


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[occupation]]\nname = "A"\ngroup = "B"\nlook = "x"\n', "occupation ke-1.look"),
        ('[[occupation]]\nname = "A"\n', "occupation ke-1.group"),
        (f'{ONE}[[occupation]]\nname = "C"\ngroup = "B"\nwords = ["a"]\n', "occupation ke-2.words"),
        ('[[ktp]]\nnumber = 1\nname = "A"\n[[ktp]]\nnumber = 1\nname = "B"\n', "ktp ke-2.words"),
    ],
)  # fmt: skip
def test_a_mistake_in_occupations_is_told(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "occupations.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataFileBroken, match=told):
        read_occupations(file)


def test_holidays_of_two_years_are_known_with_their_decision() -> None:
    known = holidays()
    assert {day.year for day in known.days} == set(known.sources) == {2025, 2026}
    assert all("SKB" in name for name in known.sources.values())
    assert known.days[date(2026, 8, 17)].name == "Hari Kemerdekaan"
    counted = {
        (year, joint): sum(1 for one in known.days.values() if (one.day.year, one.joint_leave) == (year, joint))
        for year in known.sources
        for joint in (False, True)
    }
    assert counted == {(2025, False): 17, (2025, True): 11, (2026, False): 17, (2026, True): 8}
    assert working_days_between(date(2026, 8, 14), date(2026, 8, 18), known.days.keys()) == 1


SOURCE = '[[source]]\nyear = 2026\nname = "SKB"\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[holiday]]\nday = 2026-01-01\nname = "A"\n[[holiday]]\nday = 2026-01-01\nname = "B"\n', "holiday ke-2.day"),
        ('[[holiday]]\nday = "2026-01-01"\nname = "A"\n', "holiday ke-1.day"),
        ("[[holiday]]\nday = 2026-01-01\n", "holiday ke-1.name"),
        ('[[holiday]]\nday = 2027-01-01\nname = "A"\n', "holiday ke-1.day: tahun 2027"),
        (SOURCE, "source ke-2.year"),
    ],
)
def test_a_mistake_in_holidays_is_told(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "holidays.toml"
    file.write_text(SOURCE + text, encoding="utf-8")
    with pytest.raises(DataFileBroken, match=told):
        read_holidays(file)
