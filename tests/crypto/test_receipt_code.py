"""The code of a receipt: who can work it out, and what a slip of the finger says."""

import pytest

from ucj_desktop.crypto.receipt_code import (
    LETTERS,
    ReceiptCodeMistyped,
    is_receipt_code,
    read_receipt_code,
    receipt_code,
    shown_receipt_code,
)
from ucj_desktop.crypto.recovery_code import ALPHABET
from ucj_desktop.domain.receipt_outcome import ReceiptOutcome, outcome_of

SECRET, OTHER_SECRET = bytes(range(32)), bytes(range(1, 33))
PACKAGE, OTHER_PACKAGE = "ab" * 32, "cd" * 32
CODE = receipt_code(SECRET, PACKAGE, ReceiptOutcome.WHOLE)


def test_a_code_is_the_same_for_ever() -> None:
    """It stands on paper: another version of the program must find it right."""
    assert shown_receipt_code(CODE) == "F95W-KEJF-QF1K"
    assert shown_receipt_code(receipt_code(SECRET, PACKAGE, ReceiptOutcome.LISTED)) == "QVKA-CWWH-A83T"


def test_secret_package_and_outcome_each_give_another_code() -> None:
    codes = {
        receipt_code(secret, package, outcome)
        for secret in (SECRET, OTHER_SECRET)
        for package in (PACKAGE, OTHER_PACKAGE)
        for outcome in ReceiptOutcome
    }
    assert len(codes) == 8
    assert all(is_receipt_code(one) for one in codes)


def test_it_may_be_typed_as_people_type() -> None:
    written = shown_receipt_code(CODE)
    for typed in (written, written.lower(), CODE, f"  {written.replace('-', ' ')} ", "\u2011".join(written.split("-"))):
        assert read_receipt_code(typed) == CODE
    assert "1" in CODE or "0" in CODE
    assert read_receipt_code(CODE.replace("0", "o").replace("1", "l")) == CODE


def test_every_single_wrong_letter_and_every_two_exchanged_are_found_and_named() -> None:
    for place in range(LETTERS):
        for letter in ALPHABET.replace(CODE[place], ""):
            typed = CODE[:place] + letter + CODE[place + 1 :]
            with pytest.raises(ReceiptCodeMistyped) as mistyped:
                read_receipt_code(typed, [CODE])
            named = f"{letter} (kelompok {place // 4 + 1}, huruf ke-{place % 4 + 1})"
            assert named in mistyped.value.what
    for place in range(LETTERS - 1):
        letters = list(CODE)
        letters[place], letters[place + 1] = letters[place + 1], letters[place]
        if letters == list(CODE):
            continue
        with pytest.raises(ReceiptCodeMistyped) as mistyped:
            read_receipt_code("".join(letters), [CODE])
        assert " dan " in mistyped.value.what


def test_what_is_far_from_every_known_code_names_no_place() -> None:
    for typed in ("BBBB-BBBB-BBBB", "2345-6789-ABCD"):
        assert not is_receipt_code(typed.replace("-", ""))
        with pytest.raises(ReceiptCodeMistyped) as mistyped:
            read_receipt_code(typed, [CODE])
        assert "kelompok" not in mistyped.value.what


def test_strange_letters_and_lengths_are_told() -> None:
    with pytest.raises(ReceiptCodeMistyped) as strange:
        read_receipt_code("U" + CODE[1:])
    assert "U (kelompok 1, huruf ke-1)" in strange.value.what
    with pytest.raises(ReceiptCodeMistyped) as short:
        read_receipt_code(CODE[:-1])
    assert "yang diketik 11" in short.value.what
    with pytest.raises(ReceiptCodeMistyped):
        read_receipt_code("")


def test_refused_rows_and_held_withdrawals_are_both_told_by_a_list() -> None:
    assert outcome_of({"new": 3, "refused": 0, "held": 0}) is ReceiptOutcome.WHOLE
    assert outcome_of({"refused": 1}) is ReceiptOutcome.LISTED
    assert outcome_of({"held": 1}) is ReceiptOutcome.LISTED
