"""The order somebody meets the people of a village in."""

import pytest

from ucj_desktop.domain.walking_order import hamlet_key, hamlet_title, hamlets_of, walking_key


def order(*people: tuple[str, str, str]) -> list[str]:
    """Names of (hamlet, RT, name) as they are met."""
    keyed = [(hamlet, rt, "001", name, name) for hamlet, rt, name in people]
    return [one[3] for one in sorted(keyed, key=walking_key)]


def test_hamlet_comes_before_rt_and_rt_before_name() -> None:
    people = [("Bonto", "2", "a"), ("Alla", "10", "c"), ("Alla", "2", "d"), ("Alla", "002", "b")]
    assert order(*people) == ["b", "d", "c", "a"]


def test_what_is_not_stated_comes_last() -> None:
    assert order(("", "", "a"), ("Bonto", "", "b"), ("Bonto", "9", "c"), ("Bonto", "belakang", "d")) == [
        "c",
        "d",
        "b",
        "a",
    ]


@pytest.mark.parametrize(
    "written", ["Bonto Manai", "BONTOMANAI", "Dusun Bontomanai", "dsn. bonto manai", "Dusun  BONTO MANAI"]
)
def test_one_hamlet_written_in_several_ways_is_one(written: str) -> None:
    assert hamlet_key(written) == "BONTOMANAI"


def test_the_heading_says_dusun_or_lingkungan_once() -> None:
    assert hamlet_title("Bontomanai", "7302012004") == "Dusun Bontomanai"
    assert hamlet_title("Bontomanai", "7302011003") == "Lingkungan Bontomanai"
    assert hamlet_title("Dusun Bontomanai", "7302012004") == "Dusun Bontomanai"
    assert hamlet_title(" ", "7302012004") == "Dusun/lingkungan belum diisi"


def test_the_hamlets_of_a_village_are_listed_once_in_order() -> None:
    assert hamlets_of(["Palla", "", "Dusun Alla", "ALLA", "palla"]) == {"ALLA": "Dusun Alla", "PALLA": "Palla", "": ""}
