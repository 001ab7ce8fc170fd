"""The kinds of difference between two NIK and between two birth dates."""

from datetime import date
from typing import Final

from rapidfuzz.distance import OSA, Hamming

from ucj_desktop.domain.dates import PLACEHOLDERS
from ucj_desktop.matching.traits import Traits
from ucj_desktop.matching.weights import DateKind, NikKind

_NEIGHBOURS: Final = 2  # serials between two children of one birth, at most


def date_kind(a: date | None, b: date | None) -> DateKind:
    """Name how two birth dates differ."""
    if a is None or b is None:
        return DateKind.MISSING
    if a == b:
        return DateKind.SAME_PLACEHOLDER if (a.day, a.month) in PLACEHOLDERS else DateKind.SAME
    if a.year == b.year:
        return _within_one_year(a, b)
    if a.month == b.month and a.day == b.day:
        if (a.year - b.year) % 100 == 0:
            return DateKind.CENTURY
        if (a.day, a.month) in PLACEHOLDERS:
            return DateKind.NEAR_PLACEHOLDER if abs(a.year - b.year) <= 2 else DateKind.OTHER
        return DateKind.YEAR_SLIP if _one_slip(f"{a.year}", f"{b.year}") else DateKind.DAY_AND_MONTH
    if abs(a.year - b.year) <= 2 and ((a.day, a.month) in PLACEHOLDERS or (b.day, b.month) in PLACEHOLDERS):
        return DateKind.NEAR_PLACEHOLDER
    return DateKind.OTHER


_BETTER_BY: Final = 1.5  # bits that the date in a NIK must say more than the stated one


def born_kind(a: Traits, b: Traits) -> DateKind:
    """Name how the birth dates of two people differ, also by what their NIK hold."""
    kind = date_kind(a.birth, b.birth)
    if a.other_birth is None and b.other_birth is None:
        return kind
    if kind is DateKind.SAME_PLACEHOLDER or kind.bits >= DateKind.IN_NIK.bits - _BETTER_BY:
        return kind
    ours = {a.birth, a.other_birth} - {None}
    return DateKind.IN_NIK if ours & {b.birth, b.other_birth} else kind


def _within_one_year(a: date, b: date) -> DateKind:
    if a.day == b.month and a.month == b.day:
        return DateKind.SWAPPED
    if (a.day, a.month) in PLACEHOLDERS or (b.day, b.month) in PLACEHOLDERS:
        return DateKind.YEAR_OF_PLACEHOLDER
    if a.month == b.month:
        near = abs(a.day - b.day) == 1 or _one_slip(f"{a.day:02d}", f"{b.day:02d}")
        return DateKind.DAY_SLIP if near else DateKind.YEAR
    if a.day == b.day:
        return DateKind.MONTH_SLIP
    return DateKind.YEAR


def _one_slip(one: str, other: str) -> bool:
    return OSA.distance(one, other, score_cutoff=1) <= 1


def nik_kind(a: Traits, b: Traits) -> NikKind:
    """Name how the NIK of two people differ; each is held against its own bearer's birth date."""
    one, other = a.nik, b.nik
    if (one and one == b.kk) or (other and other == a.kk):
        return NikKind.IN_KK
    if not one or not other:
        return NikKind.MISSING
    if one == other:
        return NikKind.SAME
    if len(one) == len(other) == 16:
        # Most pairs share neither half: seen without counting.
        if one[:6] != other[:6] and one[6:12] != other[6:12] and one[12:] != other[12:]:
            return NikKind.OTHER
        return _of_equal_length(a, b)
    if abs(len(one) - len(other)) == 1 and OSA.distance(one, other, score_cutoff=1) <= 1:
        return NikKind.ONE_DIGIT
    if 13 <= min(len(one), len(other)) < 16 and (one.startswith(other) or other.startswith(one)):
        return NikKind.ONE_DIGIT
    return NikKind.OTHER


def _of_equal_length(a: Traits, b: Traits) -> NikKind:
    one, other = a.nik, b.nik
    slips = Hamming.distance(one, other)
    if one[:12] == other[:12]:
        if "0000" in (one[12:], other[12:]):  # Excel keeps fifteen digits
            return NikKind.MISSING
        if _numbers_apart(one[12:], other[12:]) <= _NEIGHBOURS:
            return NikKind.NEIGHBOUR
        return NikKind.SERIAL if slips == 1 or _one_slip(one[12:], other[12:]) else NikKind.TWO_DIGITS
    if one[:6] == other[:6] and one[12:] == other[12:]:
        fits = a.fits and b.fits
        if _forty_apart(one, other):
            return NikKind.OTHER if a.sex is not b.sex and fits else NikKind.FORTY
        if slips == 1 or _one_slip(one[6:12], other[6:12]):
            return NikKind.TWO_DIGITS if fits and a.birth != b.birth else NikKind.BIRTH_PART
        return NikKind.TWO_DIGITS if slips == 2 else NikKind.OTHER
    if one[6:] == other[6:]:
        if one[:6] == a.village[:6] and other[:6] == b.village[:6]:
            return NikKind.OTHER  # each registered at home
        if slips == 1 or _one_slip(one[:6], other[:6]):
            return NikKind.AREA
        return NikKind.OTHER  # of one birthday, the first of the day in two places
    if one[6:12] == other[6:12]:
        return NikKind.OTHER  # of one birthday: the digits in the middle say no more than the birth dates
    if slips <= 2:
        return NikKind.ONE_DIGIT if _one_slip(one, other) else NikKind.TWO_DIGITS
    return NikKind.OTHER


def _numbers_apart(one: str, other: str) -> int:
    return abs(int(one) - int(other)) if one.isdigit() and other.isdigit() else 9999


def _forty_apart(one: str, other: str) -> bool:
    if one[8:12] != other[8:12] or not (one[6:8].isdigit() and other[6:8].isdigit()):
        return False
    return abs(int(one[6:8]) - int(other[6:8])) == 40


def both_fit(a: Traits, b: Traits) -> bool:
    """Whether both NIK hold their own bearer's birth date."""
    return a.fits and b.fits
