"""NIK and KK numbers: what is inside the 16 digits, and how a mistyped one can be mended."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from ucj_desktop.domain.dates import full_year, short_date
from ucj_desktop.domain.worker import SEX_LABELS, Sex

LENGTH: Final = 16
FEMALE_SHIFT: Final = 40
_LOWEST_PROVINCE: Final = 11
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
        return _date_within(self.day, self.month, self.two_digit_year, reference)


@dataclass(frozen=True, slots=True)
class KkNumber:
    """A structurally sound KK number: kecamatan of issue, day of issue DDMMYY, serial."""

    text: str
    day: int
    month: int
    two_digit_year: int

    @property
    def sub_district(self) -> str:
        """Kemendagri code of the kecamatan that issued the card."""
        return self.text[:6]

    def issue_date(self, reference: date) -> date:
        """Give the latest day of issue these digits allow that is not after `reference` (today)."""
        return _date_within(self.day, self.month, self.two_digit_year, reference)


def _date_within(day: int, month: int, two_digit_year: int, reference: date) -> date:
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
    if int(text[:2]) < _LOWEST_PROVINCE or text[2:4] == "00" or text[4:6] == "00":
        return NikFault.NO_SUCH_AREA
    day, month = int(text[6:8]), int(text[8:10])
    if day > FEMALE_SHIFT and highest_shift:
        day -= FEMALE_SHIFT
    if not 1 <= day <= 31:
        return NikFault.NO_SUCH_DAY
    if not 1 <= month <= 12:
        return NikFault.NO_SUCH_MONTH
    if day > _DAYS_IN_MONTH[month - 1] or (day == 29 and month == 2 and int(text[10:12]) % 4):
        return NikFault.NO_SUCH_DATE
    return NikFault.SERIAL_ZERO if text[12:] == "0000" else None


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


def parse_kk(text: str) -> KkNumber | None:
    """Read a KK number; None where `kk_fault` names a fault."""
    if kk_fault(text) is not None:
        return None
    return KkNumber(text=text, day=int(text[6:8]), month=int(text[8:10]), two_digit_year=int(text[10:12]))


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


DISAGREEMENT_LABELS: Final = {
    Disagreement.DAY: "hari lahir (angka ke-7 dan 8)",
    Disagreement.MONTH: "bulan lahir (angka ke-9 dan 10)",
    Disagreement.YEAR: "tahun lahir (angka ke-11 dan 12)",
    Disagreement.SEX: "jenis kelamin (angka ke-7)",
}


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


class RepairKind(Enum):
    """How a NIK and the rest of the form probably came to disagree."""

    DIGITS_SWAPPED = "digits_swapped"
    ONE_DIGIT_OFF = "one_digit_off"
    FORTY_FORGOTTEN = "forty_forgotten"
    FORTY_NOT_MEANT = "forty_not_meant"
    DAY_AND_MONTH_SWAPPED = "day_and_month_swapped"
    CENTURY = "century"


@dataclass(frozen=True, slots=True)
class Repair:
    """One likely repair: `field` ("nik" or "birth_date") would become `value`."""

    kind: RepairKind
    field: str
    value: str | date
    sentence: str
    positions: tuple[int, ...] = ()
    """Digits of the NIK, counted from 1, that would change."""


def suggest_repairs(
    nik: str, birth_date: date | None, sex: Sex | None, reference: date | None = None
) -> tuple[Repair, ...]:
    """Offer what would make NIK, birth date and sex agree, the likeliest first; empty where they agree.

    `nik` may be structurally wrong but must have 16 digits; `reference` (today) lets a birth date in the wrong century
    be told. These are offers: after a corrected birth date a NIK that disagrees with it is lawful (PP 37/2007 ps. 37).
    """
    if len(nik) != LENGTH or not (nik.isascii() and nik.isdigit()) or birth_date is None:
        return ()
    parsed = parse_nik(nik)
    if parsed is not None and not disagreements(parsed, birth_date, sex):
        return tuple(_century_repair(parsed, birth_date, reference))
    wanted_sexes = (sex,) if sex is not None else (Sex.MALE, Sex.FEMALE)
    repairs: list[Repair] = []
    for wanted in wanted_sexes:
        repairs += _digit_repairs(nik, birth_digits(birth_date, wanted), wanted)
    if parsed is not None and (parsed.day, parsed.month) == (birth_date.month, birth_date.day):
        repairs.append(_swapped_date_repair(birth_date))
    return tuple(repairs)


def _century_repair(nik: Nik, birth_date: date, reference: date | None) -> Iterator[Repair]:
    if reference is None:
        return
    likely = nik.birth_date(reference)
    if likely.year != birth_date.year:
        yield Repair(
            RepairKind.CENTURY,
            "birth_date",
            likely,
            f"Tahun lahir {birth_date.year} mungkin maksudnya {likely.year}.",
        )


def _digit_repairs(nik: str, wanted: str, sex: Sex) -> Iterator[Repair]:
    """Compare digits 7 to 12 with the `wanted` ones and name the one slip that explains the difference."""
    have = nik[6:12]
    repaired = nik[:6] + wanted + nik[12:]
    off = [position for position in range(6) if have[position] != wanted[position]]
    places = tuple(position + 7 for position in off)
    if off == [0] and have[1:] == wanted[1:] and abs(int(have[0]) - int(wanted[0])) == 4:
        kind = RepairKind.FORTY_FORGOTTEN if sex is Sex.FEMALE else RepairKind.FORTY_NOT_MEANT
        told = "perempuan: hari lahir ditambah 40" if sex is Sex.FEMALE else "laki-laki: hari lahir tidak ditambah 40"
        yield Repair(kind, "nik", repaired, f"{SEX_LABELS[sex].capitalize()}? Angka ke-7 dan 8 untuk {told}.", places)
    elif len(off) == 1:
        position = off[0]
        sentence = f"Angka ke-{places[0]} mungkin {wanted[position]}, bukan {have[position]}."
        yield Repair(RepairKind.ONE_DIGIT_OFF, "nik", repaired, sentence, places)
    elif len(off) == 2 and off[1] == off[0] + 1 and (have[off[0]], have[off[1]]) == (wanted[off[1]], wanted[off[0]]):
        sentence = f"Angka ke-{places[0]} dan ke-{places[1]} mungkin tertukar."
        yield Repair(RepairKind.DIGITS_SWAPPED, "nik", repaired, sentence, places)


def _swapped_date_repair(birth_date: date) -> Repair:
    likely = date(birth_date.year, birth_date.day, birth_date.month)
    sentence = f"Hari dan bulan lahir mungkin tertukar: {short_date(likely)}."
    return Repair(RepairKind.DAY_AND_MONTH_SWAPPED, "birth_date", likely, sentence)
