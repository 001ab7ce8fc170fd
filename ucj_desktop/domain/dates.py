"""Dates as clerks and files write them, read strictly and written in Indonesian."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Final

from ucj_desktop.domain.terbilang import spell_number

WEEKDAYS: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS: Final = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_OTHER_MONTH_NAMES: Final = {
    "january": 1, "february": 2, "pebruari": 2, "feb": 2, "peb": 2, "march": 3, "mar": 3, "mrt": 3, "may": 5, "june": 6,
    "july": 7, "august": 8, "agst": 8, "agt": 8, "ags": 8, "aug": 8, "sept": 9, "october": 10, "oct": 10,
    "nopember": 11, "nop": 11, "december": 12, "dec": 12,
}  # fmt: skip
_MONTH_NUMBERS: Final = (
    {name.lower(): number for number, name in enumerate(MONTHS, start=1)}
    | {name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)}
    | _OTHER_MONTH_NAMES
)

PLACEHOLDERS: Final = frozenset({(31, 12), (1, 7), (1, 1)})
"""(day, month) written when only the year of birth is known."""

_EXCEL_DAY_ZERO: Final = date(1899, 12, 30)  # right for every serial after Excel's false 29 February 1900
_EXCEL_SERIALS: Final = range(3654, 55154)  # 1910-01-01 .. 2050-12-31: five-digit years of living people
_TYPED_BY_WORD: Final = {0x200B: None} | dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212), "-")
_EARLIEST_YEAR: Final = 1900
_LATEST_YEAR: Final = 2100

_NUMBERS = re.compile(r"([0-9]{1,4}) ?([-/.]|, ?| ) ?([0-9]{1,2}) ?([-/.]|, ?| ) ?([0-9]{1,4})\Z")
_NAMED_MONTH = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[-/., ]*([a-z]{3,9})[-/., ]*'?([0-9]{4}|[0-9]{2})\Z")
_MONTH_IN_FRONT = re.compile(r"([a-z]{3,9})[-. ]*([0-9]{1,2})(?:st|nd|rd|th)?[-/., ]+([0-9]{4})\Z")
_TIME_OF_DAY = re.compile(r"[ t]00[:.]00(?:[:.]00(?:\.0+)?)?z?\Z")
_BETWEEN_PLACE_AND_DATE = re.compile(r"[,;|]")
_AROUND_PLACE: Final = " ,;:|./-"
_LABEL = re.compile(r"(?:tgl|tanggal)\b[. :]*(?:lahir\b[. :]*)?")
_POINT_ZERO = re.compile(r"([0-9]{5})[.,]0\Z")
_NOT_STATED: Final = frozenset({"", "-", "--", "–", "—", "0", "?", "tidak ada", "n/a", "null", "nan"})


class DateOrder(Enum):
    """Which of the two leading numbers of 03/04/1980 is the day."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


class DateFault(Enum):
    """Why a text is no date."""

    NOT_A_DATE = "not_a_date"
    IMPOSSIBLE = "impossible"
    YEAR_OUT_OF_RANGE = "year_out_of_range"


FAULT_LABELS: Final = {
    DateFault.NOT_A_DATE: "tidak bisa dibaca sebagai tanggal",
    DateFault.IMPOSSIBLE: "tidak ada di kalender",
    DateFault.YEAR_OUT_OF_RANGE: "tahunnya di luar 1900 sampai 2100",
}


class DateRemark(Enum):
    """What was decided while reading a date that was not written in full."""

    TWO_DIGIT_YEAR = "two_digit_year"
    EXCEL_SERIAL = "excel_serial"
    OTHER_ORDER = "other_order"
    NO_SEPARATORS = "no_separators"


REMARK_LABELS: Final = {
    DateRemark.TWO_DIGIT_YEAR: "tahun dua angka dilengkapi",
    DateRemark.EXCEL_SERIAL: "angka hari Excel diubah menjadi tanggal",
    DateRemark.OTHER_ORDER: "urutan hari dan bulan dibalik karena hanya begitu tanggalnya mungkin",
    DateRemark.NO_SEPARATORS: "tanggal tanpa pemisah dibaca sebagai hari, bulan, tahun",
}


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """What a text says as a date; neither value nor fault means that no date is stated."""

    value: date | None
    fault: DateFault | None = None
    remarks: tuple[DateRemark, ...] = ()
    is_ambiguous: bool = False
    """True where the other order of day and month would also be a date, and another one."""
    certain_order: DateOrder | None = None
    """How day and month stand in the text, where they are numbers and only one order makes a date of them."""


_EMPTY: Final = ParsedDate(None)


def parse_date(text: str, reference: date, order: DateOrder = DateOrder.DAY_FIRST) -> ParsedDate:
    """Read one date of DOMAIN.md section 8, as 17-08-1980, 17.8.80, 1980-08-17, 17081980, 17 Agustus 1980, 29450.

    `reference` (today) decides the century of two-digit years: the latest year that is not after it.
    """
    fast = _parse_full_numbers(text, order)
    if fast is not None:
        return fast
    words = " ".join(text.lower().translate(_TYPED_BY_WORD).split()).strip(" '\u2019`,;.").replace("\\", "/")
    if words in _NOT_STATED:
        return _EMPTY
    words = _TIME_OF_DAY.sub("", _LABEL.sub("", words))
    words = _POINT_ZERO.sub(r"\1", words)
    if words.isascii() and words.isdigit():
        return _parse_bare_digits(words, reference)
    numbers = _NUMBERS.match(words)
    if numbers:
        first, _, second, _, third = numbers.groups()
        return _parse_parts(first, second, third, reference, order)
    return _parse_named_month(_without_weekday(words), reference)


def _parse_full_numbers(text: str, order: DateOrder) -> ParsedDate | None:
    """Read the two commonest shapes, dd-mm-yyyy and yyyy-mm-dd, by position: imports are made of them."""
    if len(text) != 10 or not text.isascii():
        return None
    if text[4] == "-" == text[7] and (text[:4] + text[5:7] + text[8:]).isdigit():
        return _calendar_date(int(text[:4]), int(text[5:7]), int(text[8:]))
    if text[2] in "-/." and text[5] in "-/." and (text[:2] + text[3:5] + text[6:]).isdigit():
        return _by_order(int(text[:2]), int(text[3:5]), int(text[6:]), order, ())
    return None


def _parse_parts(first: str, second: str, third: str, reference: date, order: DateOrder) -> ParsedDate:
    if len(first) == 4 and len(third) <= 2:
        return _calendar_date(int(first), int(second), int(third))
    if len(first) > 2 or len(third) not in (2, 4):
        return ParsedDate(None, DateFault.NOT_A_DATE)
    if len(third) == 4:
        return _by_order(int(first), int(second), int(third), order, ())
    day, month = (int(first), int(second)) if order is DateOrder.DAY_FIRST else (int(second), int(first))
    year = full_year(int(third), month, day, reference)
    return _by_order(int(first), int(second), year, order, (DateRemark.TWO_DIGIT_YEAR,))


def _by_order(first: int, second: int, year: int, order: DateOrder, remarks: tuple[DateRemark, ...]) -> ParsedDate:
    day, month = (first, second) if order is DateOrder.DAY_FIRST else (second, first)
    if month > 12 >= day > 0:
        day, month = month, day
        remarks = (*remarks, DateRemark.OTHER_ORDER)
    if day <= 12:
        return _calendar_date(year, month, day, remarks, is_ambiguous=day != month)
    written = DateOrder.DAY_FIRST if day == first else DateOrder.MONTH_FIRST
    return _calendar_date(year, month, day, remarks, certain_order=written)


def _calendar_date(
    year: int,
    month: int,
    day: int,
    remarks: tuple[DateRemark, ...] = (),
    is_ambiguous: bool = False,
    certain_order: DateOrder | None = None,
) -> ParsedDate:
    if not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
        return ParsedDate(None, DateFault.YEAR_OUT_OF_RANGE)
    try:
        return ParsedDate(date(year, month, day), None, remarks, is_ambiguous, certain_order)
    except ValueError:
        return ParsedDate(None, DateFault.IMPOSSIBLE)


def _parse_bare_digits(digits: str, reference: date) -> ParsedDate:
    if len(digits) == 8:
        day_first = _calendar_date(int(digits[4:]), int(digits[2:4]), int(digits[:2]), (DateRemark.NO_SEPARATORS,))
        if day_first.value is not None:
            return day_first
        year_first = _calendar_date(int(digits[:4]), int(digits[4:6]), int(digits[6:]), (DateRemark.NO_SEPARATORS,))
        return year_first if year_first.value is not None else day_first
    if len(digits) == 6:
        day, month = int(digits[:2]), int(digits[2:4])
        year = full_year(int(digits[4:]), month, day, reference)
        return _calendar_date(year, month, day, (DateRemark.TWO_DIGIT_YEAR, DateRemark.NO_SEPARATORS))
    if len(digits) <= 5 and int(digits) in _EXCEL_SERIALS:
        return ParsedDate(date_of_excel_serial(int(digits)), None, (DateRemark.EXCEL_SERIAL,))
    return ParsedDate(None, DateFault.NOT_A_DATE)


def _without_weekday(words: str) -> str:
    first, _, rest = words.replace(",", " ", 1).partition(" ")
    return rest.strip() if first in _WEEKDAY_WORDS else words


_WEEKDAY_WORDS: Final = frozenset(
    {day.lower() for day in WEEKDAYS} | {"jum'at", "ahad"}
    | {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
)  # fmt: skip


def _parse_named_month(words: str, reference: date) -> ParsedDate:
    in_order = _NAMED_MONTH.match(words)
    in_front = None if in_order else _MONTH_IN_FRONT.match(words)
    if in_order:
        day, name, year = in_order.groups()
    elif in_front:
        name, day, year = in_front.groups()
    else:
        return ParsedDate(None, DateFault.NOT_A_DATE)
    month = _month_number(name)
    if month is None:
        return ParsedDate(None, DateFault.NOT_A_DATE)
    if len(year) == 4:
        return _calendar_date(int(year), month, int(day))
    whole_year = full_year(int(year), month, int(day), reference)
    return _calendar_date(whole_year, month, int(day), (DateRemark.TWO_DIGIT_YEAR,))


def _month_number(name: str) -> int | None:
    """Give the month a name or its beginning means: "agust" -> 8."""
    number = _MONTH_NUMBERS.get(name)
    if number is not None:
        return number
    meant = {found for known, found in _MONTH_NUMBERS.items() if known.startswith(name)}
    return meant.pop() if len(meant) == 1 else None


def full_year(two_digits: int, month: int, day: int, reference: date) -> int:
    """Give the latest year ending in `two_digits` whose `day` and `month` are not after `reference`."""
    year = reference.year - reference.year % 100 + two_digits
    if (year, month, day) > (reference.year, reference.month, reference.day):
        return year - 100
    return year


def date_of_excel_serial(serial: int) -> date:
    """Give the day that Excel (1900 system) stores as `serial`; right from 1 March 1900 (61) on."""
    return _EXCEL_DAY_ZERO + timedelta(days=serial)


def split_place_and_date(text: str) -> tuple[str, str]:
    """Split a "tempat, tanggal lahir" cell at its last comma or semicolon: "Bulukumba, 31-12-1975" -> place and date.

    Without one the date starts at the first digit; a text without any digit is all place.
    """
    *places, written = _BETWEEN_PLACE_AND_DATE.split(text)
    if places and any("0" <= sign <= "9" for sign in written):
        # "Bira, Agustus 17, 1980" and "Bira; 17, Agustus 1980"
        while places and _is_part_of_date(places[-1], written):
            written = f"{places.pop().strip()} {written.strip()}"
        return text[: _end_of(text, len(places))].strip(_AROUND_PLACE), written.strip()
    start = next((position for position, sign in enumerate(text) if "0" <= sign <= "9"), None)
    if start is None:
        return text.strip(_AROUND_PLACE), ""
    return text[:start].strip(_AROUND_PLACE), text[start:].strip()


def _is_part_of_date(before: str, written: str) -> bool:
    """Whether what stands before a separator is a day, or a month before a lone year."""
    before, written = before.strip(), written.strip()
    if before.isascii() and before.isdigit() and len(before) <= 2:
        return True
    is_lone_year = written.isascii() and written.isdigit() and len(written) == 4
    return is_lone_year and any(one in _MONTH_NUMBERS for one in before.lower().split())


def _end_of(text: str, parts: int) -> int:
    """Where so many parts of a text end."""
    ends = [found.start() for found in _BETWEEN_PLACE_AND_DATE.finditer(text)]
    return ends[parts - 1] if parts else 0


def is_placeholder(value: date) -> bool:
    """Say whether a birth date is one of those written when only the year is known."""
    return (value.day, value.month) in PLACEHOLDERS


def age_at(birth: date, on: date) -> int:
    """Give the whole years lived on day `on`; who is born on 29 February ages on 1 March."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


@dataclass(frozen=True, slots=True)
class SpelledDate:
    """A date in words, each part capitalised as letters write it."""

    weekday: str
    day: str
    month: str
    year: str

    @property
    def sentence(self) -> str:
        """Give the opening of minutes: "Rabu tanggal Tiga Puluh bulan April tahun Dua Ribu Dua Puluh Lima"."""
        return f"{self.weekday} tanggal {self.day} bulan {self.month} tahun {self.year}"


def spell_date(value: date) -> SpelledDate:
    """Give the words of a date: Rabu, Tiga Puluh, April, Dua Ribu Dua Puluh Lima."""
    return SpelledDate(
        weekday=WEEKDAYS[value.weekday()],
        day=spell_number(value.day).title(),
        month=MONTHS[value.month - 1],
        year=spell_number(value.year).title(),
    )


def long_date(value: date) -> str:
    """Write 30 April 2025, whatever the computer's language."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def short_date(value: date) -> str:
    """Write 30-04-2025."""
    return f"{value.day:02d}-{value.month:02d}-{value.year:04d}"


def utc_stamp(moment: datetime) -> str:
    """Write an instant as ISO 8601 in UTC with milliseconds: 2026-11-22T08:30:00.000Z."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
