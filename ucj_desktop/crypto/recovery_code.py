"""The printed recovery code: 200 random bits in eight groups, each with its own check letter."""

import secrets
from dataclasses import dataclass

from ucj_desktop.domain.errors import ClerkError

# Crockford's base 32: no I, L, O, U; a typed O is read as 0, I and L as 1.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS = 8
_DATA_LETTERS = 5  # 25 bits a group, 200 bits in all
VALUES = {letter: value for value, letter in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}


class RecoveryCodeMistyped(ClerkError):
    """The typed recovery code has a wrong length, a strange letter, or a group whose check letter disagrees."""

    code = "KUNCI-05"


@dataclass(frozen=True, slots=True)
class RecoveryCode:
    """The 25 secret bytes and how they are printed."""

    secret: bytes

    def __repr__(self) -> str:
        return "RecoveryCode(...)"

    @property
    def printed(self) -> str:
        """Eight groups of six letters joined by "-", for example ``7K2QHD-...``."""
        number = int.from_bytes(self.secret)
        values = [(number >> shift) & 31 for shift in range(195, -1, -5)]
        groups = []
        for index in range(GROUPS):
            data = values[index * _DATA_LETTERS : (index + 1) * _DATA_LETTERS]
            groups.append("".join(ALPHABET[value] for value in [*data, _check_value(data, index)]))
        return "-".join(groups)


def new_recovery_code() -> RecoveryCode:
    """200 bits from the operating system's randomness."""
    return RecoveryCode(secrets.token_bytes(25))


def read_recovery_code(typed: str) -> RecoveryCode:
    """Read what was typed; spaces, dashes and small letters do not matter.

    Raises :class:`RecoveryCodeMistyped`, naming the first group that cannot be right.
    """
    letters = [letter for letter in typed.upper() if letter not in " -\t\r\n.\u2010\u2011\u2013"]
    strange = sorted({letter for letter in letters if letter not in VALUES})
    if strange:
        raise RecoveryCodeMistyped(
            what=f"Kode pemulihan memuat huruf yang tidak dipakai: {' '.join(strange)}.",
            fix="Kode hanya memakai angka dan huruf besar tanpa I, L, O, dan U. Cocokkan lagi dengan lembar cetaknya.",
        )
    if len(letters) != GROUPS * (_DATA_LETTERS + 1):
        raise RecoveryCodeMistyped(
            what=f"Kode pemulihan terdiri dari 48 huruf dan angka; yang diketik {len(letters)}.",
            fix="Ketik semua delapan kelompok dari lembar pemulihan.",
        )
    number = 0
    for index in range(GROUPS):
        *data, check = (VALUES[letter] for letter in letters[index * 6 : index * 6 + 6])
        if _check_value(data, index) != check:
            raise RecoveryCodeMistyped(
                what=f"Kelompok ke-{index + 1} dari kode pemulihan salah ketik.",
                fix=f"Cocokkan kelompok ke-{index + 1} dengan lembar cetaknya, lalu ketik lagi.",
            )
        for value in data:
            number = number << 5 | value
    return RecoveryCode(number.to_bytes(25))


def _check_value(data: list[int], index: int) -> int:
    """One letter over GF(32): finds every single wrong letter, every swap of two letters, and groups out of order."""
    check = index + 1
    for value in data:
        check = times_alpha(check ^ value)
    return check


def times_alpha(value: int) -> int:
    """Multiply by x in GF(2)[x]/(x^5 + x^2 + 1), which is primitive: its first 31 powers differ."""
    doubled = value << 1
    return doubled ^ 0b100101 if doubled & 32 else doubled
