"""Words the windows share."""

from datetime import UTC, datetime

import pytest

from ucj_desktop.gui import texts


def test_numbers_have_dots_whatever_the_locale() -> None:
    assert texts.number(1_250_000) == "1.250.000"


def test_a_village_with_a_slash_gives_a_name_that_a_file_can_have() -> None:
    assert texts.in_file_name("Tapian Nauli/ Saurmanggita") == "Tapian Nauli- Saurmanggita"
    assert texts.in_file_name("Bialo") == "Bialo"


@pytest.mark.parametrize(
    "seconds, told",
    [(3, "kurang dari 10 detik"), (42, "sekitar 40 detik"), (185, "sekitar 3 menit")],
)
def test_time_left_is_told_roughly(seconds: float, told: str) -> None:
    assert texts.duration(seconds) == told


@pytest.mark.parametrize(
    "stamp, told",
    [
        ("2026-08-17T05:59:40.000Z", "baru saja"),
        ("2026-08-17T05:48:00.000Z", "12 menit lalu"),
        ("2026-08-09T06:00:00.000Z", "8 hari lalu"),
    ],
)
def test_how_long_ago_is_told_in_words(stamp: str, told: str) -> None:
    assert texts.ago(stamp, datetime(2026, 8, 17, 6, 0, tzinfo=UTC)) == told


def test_a_nik_stands_in_three_groups() -> None:
    assert texts.grouped_digits("7302015708800001") == "730201 570880 0001"
