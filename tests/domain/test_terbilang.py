"""Numbers in words."""

import pytest

from ucj_desktop.domain.terbilang import LARGEST, spell_number


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (1, "satu"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (21, "dua puluh satu"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (120, "seratus dua puluh"),
        (200, "dua ratus"),
        (999, "sembilan ratus sembilan puluh sembilan"),
        (1000, "seribu"),
        (1001, "seribu satu"),
        (1600, "seribu enam ratus"),
        (2000, "dua ribu"),
        (2025, "dua ribu dua puluh lima"),
        (11_000, "sebelas ribu"),
        (16_800, "enam belas ribu delapan ratus"),
        (100_000, "seratus ribu"),
        (101_000, "seratus satu ribu"),
        (1_000_000, "satu juta"),
        (1_001_000, "satu juta seribu"),
        (1_080_000_000, "satu miliar delapan puluh juta"),
        (10**12, "satu triliun"),
    ],
)
def test_a_number_has_its_words(number: int, words: str) -> None:
    assert spell_number(number) == words


def test_no_two_numbers_share_their_words() -> None:
    assert len({spell_number(number) for number in range(20_000)}) == 20_000


@pytest.mark.parametrize("number", [-1, LARGEST + 1])
def test_a_number_outside_the_range_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="trillion"):
        spell_number(number)
