"""The filter of NIKs: nobody in it is missed, one in a thousand others is taken for somebody in it."""

import random

import pytest

from ucj_desktop.crypto.nik_filter import LARGEST, NikFilter, make_nik_filter

SALT = bytes(range(16))


def numbers(seed: int, count: int) -> list[str]:
    chance = random.Random(seed)
    return [f"{chance.randrange(10**16):016}" for _ in range(count)]


def test_nobody_is_missed_and_one_in_a_thousand_others_is_wrong() -> None:
    there = numbers(1, 20_000)
    made = make_nik_filter(there, SALT)
    assert all(nik in made for nik in there)
    wrong = sum(nik in made for nik in numbers(2, 100_000))
    assert 50 <= wrong <= 160  # of 100 expected
    assert len(made.bits) * 8 / len(there) < 14.5


def test_the_same_salt_gives_the_same_filter_and_another_salt_another() -> None:
    there = numbers(3, 500)
    assert make_nik_filter(there, SALT) == make_nik_filter(there[::-1], SALT)
    assert make_nik_filter(there).bits != make_nik_filter(there).bits


def test_a_filter_of_nobody_knows_nobody() -> None:
    made = make_nik_filter([], SALT)
    assert not any(nik in made for nik in numbers(4, 1_000))


@pytest.mark.parametrize(
    "broken",
    [
        {"salt": b""},
        {"hashes": 0},
        {"hashes": 33},
        {"people": -1},
        {"bits": b""},
        {"bits": bytes(LARGEST + 1)},
    ],
    ids=lambda one: next(iter(one)),
)
def test_what_is_no_filter_is_refused(broken: dict[str, object]) -> None:
    sound: dict[str, object] = {"salt": SALT, "hashes": 10, "people": 1, "bits": bytes(64)}
    with pytest.raises(ValueError, match="none"):
        NikFilter(**{**sound, **broken})  # type: ignore[arg-type]
