"""NIK and KK numbers: what is inside the 16 digits."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Final

from ucj_desktop.domain.dates import full_year
from ucj_desktop.domain.worker import Sex

LENGTH: Final = 16
FEMALE_SHIFT: Final = 40
_LOWEST_PROVINCE: Final = "11"
_DAYS_IN_MONTH: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class NikFault(Enum):
    """Why 16 digits cannot be a NIK or KK number (DOMAIN.md, section 2, hard errors)."""

    NOT_16_DIGITS = "not_16_digits"
    NO_SUCH_AREA = "no_such_area"
    NO_SUCH_DAY = "no_such_day"
    NO_SUCH_MONTH = "no_such_month"
    NO_SUCH_DATE = "no_such_date"
    SERIAL_ZERO = "serial_zero"


FAULT_LABELS: Final = {
    NikFault.NOT_16_DIGITS: "harus 16 angka",
    NikFault.NO_SUCH_AREA: "kode wilayahnya (angka ke-1 sampai 6) tidak mungkin",
    NikFault.NO_SUCH_DAY: "angka ke-7 dan 8 (hari) tidak mungkin",
    NikFault.NO_SUCH_MONTH: "angka ke-9 dan 10 (bulan) harus 01 sampai 12",
    NikFault.NO_SUCH_DATE: "tanggal di angka ke-7 sampai 12 tidak ada di kalender",
    NikFault.SERIAL_ZERO: "nomor urutnya 0000; biasanya angka terakhir hilang karena Excel",
}


@dataclass(frozen=True, slots=True)
class Nik:
    """A structurally sound NIK: PPKKCC DDMMYY SSSS, the day raised by 40 for women (PP 37/2007 ps. 37)."""

    text: str
    day: int
    month: int
    two_digit_year: int
    sex: Sex

    @property
    def province(self) -> str:
        """Kemendagri code of the province of first registration, as "73"."""
        return self.text[:2]

    @property
    def regency(self) -> str:
        """Kemendagri code of the regency or city of first registration, as "7302"."""
        return self.text[:4]

    @property
    def sub_district(self) -> str:
        """Kemendagri code of the kecamatan of first registration, as "730201"."""
        return self.text[:6]

    @property
    def serial(self) -> str:
        """The last four digits, from "0001"."""
        return self.text[12:]

    def birth_date(self, reference: date) -> date:
        """Give the latest birth date these digits allow that is not after `reference` (today)."""
        return date_of_digits(self.day, self.month, self.two_digit_year, reference)


def date_of_digits(day: int, month: int, two_digit_year: int, reference: date) -> date:
    """Give the latest day with this day, month and year of two digits that is not after `reference`."""
    year = full_year(two_digit_year, month, day, reference)
    if (day, month) == (29, 2) and year % 100 == 0 and year % 400 != 0:
        year += 100
    return date(year, month, day)


def nik_fault(text: str) -> NikFault | None:
    """Name the first structural fault of a NIK; None where there is none."""
    return _fault(text, highest_shift=FEMALE_SHIFT)


def kk_fault(text: str) -> NikFault | None:
    """Name the first structural fault of a KK number, whose day of issue is never raised by 40."""
    return _fault(text, highest_shift=0)


def _fault(text: str, highest_shift: int) -> NikFault | None:
    if len(text) != LENGTH or not (text.isascii() and text.isdigit()):
        return NikFault.NOT_16_DIGITS
    if text[:2] < _LOWEST_PROVINCE or text[2:4] == "00" or text[4:6] == "00":
        return NikFault.NO_SUCH_AREA
    fault = _date_fault(text[6:12], highest_shift)
    if fault is not None:
        return fault
    return NikFault.SERIAL_ZERO if text[12:] == "0000" else None


@lru_cache(maxsize=65_536)
def _date_fault(digits: str, highest_shift: int) -> NikFault | None:
    """What is wrong with digits 7 to 12, DDMMYY."""
    day, month = int(digits[:2]), int(digits[2:4])
    if day > FEMALE_SHIFT and highest_shift:
        day -= FEMALE_SHIFT
    if not 1 <= day <= 31:
        return NikFault.NO_SUCH_DAY
    if not 1 <= month <= 12:
        return NikFault.NO_SUCH_MONTH
    if day > _DAYS_IN_MONTH[month - 1] or (day == 29 and month == 2 and int(digits[4:]) % 4):
        return NikFault.NO_SUCH_DATE
    return None


def parse_nik(text: str) -> Nik | None:
    """Read a NIK; None where `nik_fault` names a fault."""
    if nik_fault(text) is not None:
        return None
    day = int(text[6:8])
    is_female = day > FEMALE_SHIFT
    return Nik(
        text=text,
        day=day - FEMALE_SHIFT if is_female else day,
        month=int(text[8:10]),
        two_digit_year=int(text[10:12]),
        sex=Sex.FEMALE if is_female else Sex.MALE,
    )


def birth_digits(birth_date: date, sex: Sex) -> str:
    """Give digits 7 to 12 of the NIK of a person born on that day: "570880" for a woman born 17-08-1980."""
    day = birth_date.day + (FEMALE_SHIFT if sex is Sex.FEMALE else 0)
    return f"{day:02d}{birth_date.month:02d}{birth_date.year % 100:02d}"


class Disagreement(Enum):
    """A pair of digits of a NIK that says something else than the form."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    SEX = "sex"


def disagreements(nik: Nik, birth_date: date | None, sex: Sex | None) -> tuple[Disagreement, ...]:
    """Name what the NIK says otherwise than the stated birth date and sex; what is not stated never disagrees."""
    found = []
    if birth_date is not None:
        found += [Disagreement.DAY] if nik.day != birth_date.day else []
        found += [Disagreement.MONTH] if nik.month != birth_date.month else []
        found += [Disagreement.YEAR] if nik.two_digit_year != birth_date.year % 100 else []
    if sex is not None and nik.sex is not sex:
        found.append(Disagreement.SEX)
    return tuple(found)
