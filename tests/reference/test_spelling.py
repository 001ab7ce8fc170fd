"""Close spellings."""

import pytest

from ucj_desktop.reference.spelling import closest

NAMES = [("lembanna", "1"), ("lembang", "2"), ("bontosunggu", "3"), ("ara", "4"), ("bira", "5")]


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("lembana", None),
        ("lembannaa", "1"),
        ("bontosungu", "3"),
        ("bontosuggnu", "3"),
        ("bonotsungu", "3"),
        ("arra", None),
    ],
)
def test_the_only_near_spelling_is_meant(key: str, code: str | None) -> None:
    assert closest(key, NAMES) == code


def test_two_spellings_of_one_place_do_not_compete() -> None:
    assert closest("tanahtoo", [("tanahtoa", "1"), ("tanahtowa", "1")]) == "1"


def test_too_many_slips_mean_nothing() -> None:
    assert closest("bintasangga", NAMES) is None
    assert closest("bira", []) is None
