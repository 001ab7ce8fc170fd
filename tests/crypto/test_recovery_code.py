"""The printed recovery code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucj_desktop.crypto.recovery_code import (
    ALPHABET,
    RecoveryCode,
    RecoveryCodeMistyped,
    new_recovery_code,
    read_recovery_code,
)

SECRET = st.binary(min_size=25, max_size=25)


@given(SECRET)
def test_what_is_printed_is_read_back(secret: bytes) -> None:
    assert read_recovery_code(RecoveryCode(secret).printed).secret == secret


def test_the_code_is_200_bits_in_eight_groups_without_look_alikes() -> None:
    code = new_recovery_code()
    groups = code.printed.split("-")
    assert len(code.secret) * 8 == 200
    assert [len(group) for group in groups] == [6] * 8
    assert not set("ILOU") & set(ALPHABET)
    assert new_recovery_code() != code


def test_small_letters_blanks_and_look_alikes_do_not_matter() -> None:
    code = RecoveryCode(bytes(24) + b"\x21")
    typed = code.printed.lower().replace("0", "o").replace("1", "l").replace("-", "  ")
    assert read_recovery_code(typed) == code


@given(SECRET, st.integers(0, 47), st.sampled_from(ALPHABET))
def test_one_wrong_letter_is_told_with_its_group(secret: bytes, at: int, letter: str) -> None:
    letters = list(RecoveryCode(secret).printed.replace("-", ""))
    if letters[at] == letter:
        return
    letters[at] = letter
    with pytest.raises(RecoveryCodeMistyped) as refusal:
        read_recovery_code("".join(letters))
    assert f"ke-{at // 6 + 1} " in refusal.value.what


@given(SECRET, st.integers(0, 46))
def test_two_neighbours_swapped_are_told(secret: bytes, at: int) -> None:
    letters = list(RecoveryCode(secret).printed.replace("-", ""))
    if letters[at] == letters[at + 1] or at % 6 == 5:
        return
    letters[at], letters[at + 1] = letters[at + 1], letters[at]
    with pytest.raises(RecoveryCodeMistyped):
        read_recovery_code("".join(letters))


@given(SECRET, st.permutations(range(8)))
def test_groups_out_of_order_are_told(secret: bytes, order: list[int]) -> None:
    groups = RecoveryCode(secret).printed.split("-")
    moved = [groups[index] for index in order]
    if order == list(range(8)):
        return
    with pytest.raises(RecoveryCodeMistyped):
        read_recovery_code("-".join(moved))


def test_a_short_code_and_a_strange_letter_are_told() -> None:
    printed = new_recovery_code().printed
    with pytest.raises(RecoveryCodeMistyped, match="47"):
        read_recovery_code(printed[:-1])
    with pytest.raises(RecoveryCodeMistyped, match="U"):
        read_recovery_code("U" + printed[1:])


def test_a_code_never_shows_itself() -> None:
    code = new_recovery_code()
    assert code.printed not in repr(code)
    assert repr(code.secret) not in repr(code)
