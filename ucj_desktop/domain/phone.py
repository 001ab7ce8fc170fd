"""Mobile numbers as typed, brought to the one form 08..."""

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

_SEPARATORS: Final = str.maketrans("", "", " \u00a0\u200b\t.-\u2013()/'\u2019`_")
_NOT_STATED: Final = frozenset({"", "0", "tidakada", "tidak", "kosong", "n/a", "nihil", "belumada"})
_SCIENTIFIC: Final = re.compile(r"\+?[0-9]+(?:[.,][0-9]+)?[eE]\+?[0-9]+\Z")
_SHORTEST: Final = 10
_LONGEST: Final = 13


class PhoneFault(Enum):
    """Why a text is no Indonesian mobile number."""

    CUT_BY_EXCEL = "cut_by_excel"
    NOT_DIGITS = "not_digits"
    NOT_MOBILE = "not_mobile"
    WRONG_LENGTH = "wrong_length"


FAULT_LABELS: Final = {
    PhoneFault.CUT_BY_EXCEL: "sudah dipotong Excel (bentuk 8,12E+11), angkanya hilang dan harus diketik ulang",
    PhoneFault.NOT_DIGITS: "berisi tanda yang bukan angka",
    PhoneFault.NOT_MOBILE: "tidak diawali 08",
    PhoneFault.WRONG_LENGTH: "harus 10 sampai 13 angka",
}


class PhoneRemark(Enum):
    """What was done to a number."""

    SEPARATORS_REMOVED = "separators_removed"
    COUNTRY_CODE_REMOVED = "country_code_removed"
    ZERO_RESTORED = "zero_restored"
    POINT_ZERO_REMOVED = "point_zero_removed"


REMARK_LABELS: Final = {
    PhoneRemark.SEPARATORS_REMOVED: "spasi, titik atau garis dihapus",
    PhoneRemark.COUNTRY_CODE_REMOVED: "+62 diganti 0",
    PhoneRemark.ZERO_RESTORED: "angka 0 di depan dikembalikan",
    PhoneRemark.POINT_ZERO_REMOVED: ",0 di belakang dihapus",
}


@dataclass(frozen=True, slots=True)
class CleanedPhone:
    """A number as 08..., or as typed where `fault` names why it is none; empty where none is stated."""

    value: str
    fault: PhoneFault | None = None
    remarks: tuple[PhoneRemark, ...] = ()


def phone_fault(text: str) -> PhoneFault | None:
    """Name what keeps `text` from being a mobile number in the form 08..., 10 to 13 digits."""
    if not (text.isascii() and text.isdigit()):
        return PhoneFault.CUT_BY_EXCEL if _SCIENTIFIC.match(text.strip()) else PhoneFault.NOT_DIGITS
    if not text.startswith("08"):
        return PhoneFault.NOT_MOBILE
    return None if _SHORTEST <= len(text) <= _LONGEST else PhoneFault.WRONG_LENGTH


def clean_phone(text: str) -> CleanedPhone:
    """Bring +62 812-3456-7890, 62812..., 812... (Excel lost the 0) and 0812 3456 7890 to 081234567890.

    A home telephone (0413 ...) is kept as typed and named NOT_MOBILE.
    """
    if phone_fault(text) is None:
        return CleanedPhone(text)
    typed = text.strip()
    if _SCIENTIFIC.match(typed):
        return CleanedPhone(typed, PhoneFault.CUT_BY_EXCEL)
    remarks: list[PhoneRemark] = []
    if typed.endswith((".0", ",0")) and typed[:-2].isdigit():
        typed = typed[:-2]
        remarks.append(PhoneRemark.POINT_ZERO_REMOVED)
    digits = typed.translate(_SEPARATORS)
    if digits.lower() in _NOT_STATED:
        return CleanedPhone("")
    if digits != typed:
        remarks.append(PhoneRemark.SEPARATORS_REMOVED)
    national = _national(digits, remarks)
    fault = phone_fault(national)
    return CleanedPhone(text.strip(), fault) if fault else CleanedPhone(national, None, tuple(remarks))


def _national(digits: str, remarks: list[PhoneRemark]) -> str:
    for country_code in ("+62", "0062", "62"):
        if digits.startswith(country_code):
            remarks.append(PhoneRemark.COUNTRY_CODE_REMOVED)
            return "0" + digits[len(country_code) :].removeprefix("0")
    if digits.startswith("8"):
        remarks.append(PhoneRemark.ZERO_RESTORED)
        return "0" + digits
    return digits
