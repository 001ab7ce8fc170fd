"""Identity numbers as people and spreadsheets write them, brought back to plain digits without guessing."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import product
from math import prod
from types import MappingProxyType
from typing import Final

from ucj_desktop.domain.nik import LENGTH, nik_fault


class DigitRemark(Enum):
    """What was done to a number, or why it was left as typed."""

    SPACES_REMOVED = "spaces_removed"
    INVISIBLE_REMOVED = "invisible_removed"
    SEPARATORS_REMOVED = "separators_removed"
    APOSTROPHE_REMOVED = "apostrophe_removed"
    PREFIX_REMOVED = "prefix_removed"
    FULL_WIDTH_DIGITS = "full_width_digits"
    LETTER_O = "letter_o"
    LETTER_L = "letter_l"
    OTHER_LETTERS = "other_letters"
    POINT_ZERO_REMOVED = "point_zero_removed"
    NOT_STATED = "not_stated"
    SCIENTIFIC = "scientific"
    SEVERAL_NUMBERS = "several_numbers"
    SEVERAL_READINGS = "several_readings"
    UNREADABLE = "unreadable"


REMARK_LABELS: Final = {
    DigitRemark.SPACES_REMOVED: "spasi dihapus",
    DigitRemark.INVISIBLE_REMOVED: "tanda tak terlihat dihapus",
    DigitRemark.SEPARATORS_REMOVED: "titik atau garis dihapus",
    DigitRemark.APOSTROPHE_REMOVED: "tanda petik dihapus",
    DigitRemark.PREFIX_REMOVED: "tulisan di depan angka dihapus",
    DigitRemark.FULL_WIDTH_DIGITS: "angka dari huruf asing diubah menjadi angka biasa",
    DigitRemark.LETTER_O: "huruf O diubah menjadi angka 0",
    DigitRemark.LETTER_L: "huruf l atau I diubah menjadi angka 1",
    DigitRemark.OTHER_LETTERS: "huruf yang mirip angka diubah menjadi angka, karena hanya begitu NIK-nya mungkin",
    DigitRemark.POINT_ZERO_REMOVED: ",0 di belakang dihapus",
    DigitRemark.NOT_STATED: "tanda kosong dibaca sebagai belum ada nomor",
    DigitRemark.SCIENTIFIC: "angkanya sudah dipotong Excel (bentuk 7,3E+15) dan tidak bisa dikembalikan",
    DigitRemark.SEVERAL_NUMBERS: "berisi lebih dari satu nomor",
    DigitRemark.SEVERAL_READINGS: "berisi huruf yang bisa dibaca sebagai beberapa angka atau tidak sebagai satu pun",
    DigitRemark.UNREADABLE: "berisi tanda yang bukan angka",
}
UNRECOVERED: Final = frozenset(
    {DigitRemark.SCIENTIFIC, DigitRemark.SEVERAL_NUMBERS, DigitRemark.SEVERAL_READINGS, DigitRemark.UNREADABLE}
)
"""Remarks of a number that was left as typed."""


@dataclass(frozen=True, slots=True)
class CleanedDigits:
    """A number as plain ASCII digits; as typed where `is_recovered` is False; empty where none is stated."""

    value: str
    remarks: tuple[DigitRemark, ...] = ()

    @property
    def is_recovered(self) -> bool:
        """False where the text holds something that cannot be read as one number without guessing."""
        return UNRECOVERED.isdisjoint(self.remarks)


_SCIENTIFIC = re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]+\Z")
_POINT_ZERO = re.compile(r"([0-9]{14,18})[.,]0{1,2}\Z")
_PREFIX = re.compile(
    r"(?:(?:no(?:mor)?\.?|nik|kk|ktp|kartu|keluarga|e-ktp|ktp-el)[ .:=#-]*)+(?=[0-9oOlIsSbBzZgGq'])", re.IGNORECASE
)
_NOT_STATED = re.compile(
    r"(?:[-\u2013\u2014_.?*]+|0+|n/?a|nihil|kosong|(?:tidak|belum|tdk|blm)(?: ada| punya)?(?: nik| kk)?)\Z",
    re.IGNORECASE,
)
_LONE_NUMBER = re.compile(r"[0-9]{15,17}")
_SPACES: Final = frozenset(" \t\r\n\u00a0\u2007\u202f\u3000")
_SEPARATORS: Final = frozenset(".,-\u2010\u2011\u2012\u2013\u2014_/")
_WRAPPING: Final = "=;:()[]{} "
_APOSTROPHES: Final = frozenset("'`\u2018\u2019\u00b4\"")
_MARKS_AROUND: Final = f"{_WRAPPING}-{''.join(sorted(_APOSTROPHES))}"
_ZEROS: Final = "oO\u041e\u043e"
_ONES: Final = "lI|"
_LETTERS: Final[Mapping[str, str]] = MappingProxyType(
    dict.fromkeys(_ZEROS, "0") | dict.fromkeys(_ONES, "1")
    | {"S": "5", "s": "5", "B": "8", "b": "6", "Z": "2", "z": "2", "G": "69", "g": "9", "q": "9"}
)  # fmt: skip
"""The digits that a letter may stand for, by how it looks."""
_FEWEST_DIGITS_BESIDE_LETTERS: Final = 4
_DIGITS_BESIDE_O_AND_L: Final = 10  # so many digits leave no doubt what a few O and l among them are
_MOST_READINGS: Final = 256
_FEWEST_DIGITS_OF_TWO: Final = 2 * LENGTH - 2


def clean_digits(text: str) -> CleanedDigits:
    """Bring a typed NIK or KK number back to digits, naming each thing that was done.

    Only what was written around or instead of a digit is undone; lost digits are never guessed, and the count of digits
    is left for the rules to judge. A few O and l among digits are 0 and 1; in many places, and letters like S and B,
    are read as digits only where one reading alone can be a NIK or a KK number.
    """
    if len(text) < _FEWEST_DIGITS_OF_TWO and text.isascii() and text.isdigit() and text.strip("0"):
        return CleanedDigits(text)
    remarks: dict[DigitRemark, None] = {}
    plain = _without_unseen(text, remarks)
    if not plain:
        return CleanedDigits("")
    bare = plain.strip(_MARKS_AROUND)  # as Excel and others mark a text: '-
    if _NOT_STATED.match(plain) or not bare or _NOT_STATED.match(bare):
        return CleanedDigits("", (DigitRemark.NOT_STATED,))
    unwrapped = plain.strip(_WRAPPING)
    if unwrapped != plain:
        remarks[DigitRemark.SEPARATORS_REMOVED] = None
    unprefixed = _PREFIX.sub("", unwrapped, count=1)
    if unprefixed != unwrapped:
        remarks[DigitRemark.PREFIX_REMOVED] = None
    if _SCIENTIFIC.match(unprefixed.strip(_MARKS_AROUND)):
        return CleanedDigits(plain, (DigitRemark.SCIENTIFIC,))
    if len(_LONE_NUMBER.findall(unprefixed)) > 1:
        return CleanedDigits(plain, (DigitRemark.SEVERAL_NUMBERS,))
    return _digits_only(plain, _without_point_zero(unprefixed, remarks), remarks)


def _without_unseen(text: str, remarks: dict[DigitRemark, None]) -> str:
    """Turn foreign digits and spaces into plain ones and drop what cannot be seen."""
    signs: list[str] = []
    for sign in text:
        if sign in _SPACES:
            signs.append(" ")
            if sign not in " \r\n":
                remarks[DigitRemark.INVISIBLE_REMOVED] = None
        elif unicodedata.category(sign) in ("Cf", "Cc"):
            remarks[DigitRemark.INVISIBLE_REMOVED] = None
        elif not sign.isascii() and sign.isdecimal():
            signs.append(str(unicodedata.decimal(sign)))
            remarks[DigitRemark.FULL_WIDTH_DIGITS] = None
        else:
            signs.append(sign)
    plain = "".join(signs)
    if plain != plain.strip():
        remarks[DigitRemark.SPACES_REMOVED] = None
    return plain.strip()


def _without_point_zero(text: str, remarks: dict[DigitRemark, None]) -> str:
    number = _POINT_ZERO.match(text)
    if number is None:
        return text
    remarks[DigitRemark.POINT_ZERO_REMOVED] = None
    return number.group(1)


def _digits_only(typed: str, text: str, remarks: dict[DigitRemark, None]) -> CleanedDigits:
    digits: list[str] = []  # at each place the digits it may be
    letters = 0
    for sign in text:
        if "0" <= sign <= "9":
            digits.append(sign)
        elif sign == " ":
            remarks[DigitRemark.SPACES_REMOVED] = None
        elif sign in _SEPARATORS:
            remarks[DigitRemark.SEPARATORS_REMOVED] = None
        elif sign in _APOSTROPHES:
            remarks[DigitRemark.APOSTROPHE_REMOVED] = None
        elif sign in _LETTERS:
            letters += 1
            digits.append(_LETTERS[sign])
            remarks[_remark_of(sign)] = None
        else:
            return CleanedDigits(typed, (DigitRemark.UNREADABLE,))
    if not digits or (letters and len(digits) - letters < _FEWEST_DIGITS_BESIDE_LETTERS):
        return CleanedDigits(typed, (DigitRemark.UNREADABLE,))
    if len(digits) >= _FEWEST_DIGITS_OF_TWO:
        return CleanedDigits(typed, (DigitRemark.SEVERAL_NUMBERS,))
    if DigitRemark.OTHER_LETTERS not in remarks and len(digits) - letters >= _DIGITS_BESIDE_O_AND_L:
        return CleanedDigits("".join(digits), tuple(remarks))
    only = _only_reading(digits)
    return CleanedDigits(only, tuple(remarks)) if only else CleanedDigits(typed, (DigitRemark.SEVERAL_READINGS,))


def _remark_of(letter: str) -> DigitRemark:
    if letter in _ZEROS:
        return DigitRemark.LETTER_O
    return DigitRemark.LETTER_L if letter in _ONES else DigitRemark.OTHER_LETTERS


def _only_reading(digits: list[str]) -> str:
    """The one reading of letters as digits that makes a number of an area and a day that exist; "" for none or several.

    A KK number is built as a man's NIK, so one test serves both.
    """
    if len(digits) != LENGTH or prod(map(len, digits)) > _MOST_READINGS:
        return ""
    valid = [one for each in product(*digits) if nik_fault(one := "".join(each)) is None]
    return valid[0] if len(valid) == 1 else ""
