"""Cells to values of a worker: each reader gives the value, and says what it did to the spelling."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from ucj_desktop.domain import dates, digits, phone
from ucj_desktop.domain.dates import DateOrder, ParsedDate, parse_date, short_date
from ucj_desktop.domain.nik import LENGTH, parse_nik
from ucj_desktop.domain.worker import PROGRAMMES_LABELS, Programmes, Sex
from ucj_desktop.reference.occupations import occupations
from ucj_desktop.services.collect import import_findings as say
from ucj_desktop.services.collect.import_findings import RowFinding
from ucj_desktop.spreadsheets.cells import NOT_COUNTED, Cell, FormulaError, UncountedFormula, cell_address, cell_text

EXACT_NUMBERS_END = 2**53  # above it a number in a cell no longer holds every whole number
_EMPTY_MARKS = frozenset({"?", "n/a", "null", "none", "nan", "nihil"})
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ue000-\uf8ff]"
)
_SAYS_SOMETHING = re.compile(r"[^\s._…\-–—]")
_SPACES = re.compile(r"\s+")
_RT_RW = re.compile(
    r"(?:RT\.?\s*:?\s*)?([0-9]{1,3})\s*[/\\\-., ]\s*(?:RW\.?|RK\.?)?\s*:?\s*([0-9]{1,3})\Z", re.IGNORECASE
)
_WHOLE = re.compile(r"(?:desil\s*)?([0-9]{1,3})(?:[.,]0+)?\s*(?:jam(?:\s*(?:/|per)\s*minggu)?)?\Z", re.IGNORECASE)
_MONEY = re.compile(r"(?:rp\.?\s*)?([0-9]{1,3}(?:[.,][0-9]{3})+|[0-9]+)(?:,-|\.-|[.,]0{1,2})?\s*\Z", re.IGNORECASE)
_WITHOUT = re.compile(r"\b(TANPA|BUKAN|TIDAK|NON)\W+JHT\b")
_IN_WORDS = re.compile(r"(?:rp\.?\s*)?([0-9]+)(?:[.,]([0-9]{1,3}))?\s*(juta|jt|ribu|rb)\.?\Z", re.IGNORECASE)
_SEXES = {
    "l": Sex.MALE, "lk": Sex.MALE, "lakilaki": Sex.MALE, "laki": Sex.MALE, "pria": Sex.MALE, "m": Sex.MALE,
    "male": Sex.MALE, "1": Sex.MALE, "laki2": Sex.MALE, "lelaki": Sex.MALE,
    "p": Sex.FEMALE, "pr": Sex.FEMALE, "perempuan": Sex.FEMALE, "wanita": Sex.FEMALE, "f": Sex.FEMALE,
    "female": Sex.FEMALE, "2": Sex.FEMALE, "w": Sex.FEMALE, "prempuan": Sex.FEMALE,
}  # fmt: skip
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


@dataclass(slots=True)
class Reading:
    """What has been read of one row so far; ``stated`` holds only fields for which the row says something."""

    row: int
    stated: dict[str, Any] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)
    findings: list[RowFinding] = field(default_factory=list)
    refused: bool = False
    worker_id: str = ""  # of the worker a row was written from, in a workbook of ours
    is_untouched: bool = False  # in our error workbook: nobody mended this row

    def refuse(self, finding: RowFinding) -> None:
        self.findings.append(finding)
        self.refused = True

    def keep_unread(self, code: str, seen: str) -> None:
        """Nothing of a cell is lost: the rules tell that it could not be understood."""
        self.unread[code] = seen


@dataclass(frozen=True, slots=True)
class DateReading:
    """How dates of one file are read: the order of day and month in texts, and whether date cells are swapped."""

    today: date
    order: DateOrder = DateOrder.DAY_FIRST
    cells_swapped: bool = False


CellReader = Callable[[Reading, str, Cell, int, DateReading], None]


def _at(reading: Reading, column: int) -> str:
    return cell_address(column, reading.row)


def formula_of(cell: Cell) -> FormulaError | None:
    """What a formula without a value shows, also where it came as text, from a CSV file or our own error workbook."""
    if isinstance(cell, FormulaError):
        return cell
    if isinstance(cell, str) and cell[:1] in ("#", "("):
        text = cell.strip()
        return NOT_COUNTED if text == NOT_COUNTED else FormulaError(text) if text in _FAILED else None
    return None


def keep_formula(reading: Reading, column_field: str, formula: FormulaError, column: int) -> None:
    """Nothing is known of the value: what the cell shows is kept and the way out told; no NIK, no worker."""
    at, code = _at(reading, column), _STATES.get(column_field, column_field)
    is_uncounted = isinstance(formula, UncountedFormula)
    if code == "nik":
        reading.refuse(
            say.formula_not_counted(code, at)
            if is_uncounted
            else say.nik_not_a_number(at, f"kesalahan rumus {formula}")
        )
        return
    reading.keep_unread(code, str(formula))
    reading.findings.append(
        say.formula_not_counted(code, at) if is_uncounted else say.formula_failed(code, at, str(formula))
    )


_FAILED = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})
_STATES = {"birth": "birth_date", "rt_rw": "rt", "sex_male": "sex", "sex_female": "sex"}


def plain_text(reading: Reading, code: str, cell: Cell, column: int) -> str:
    """The text of a cell: NFC, single spaces, nothing unseen; what was changed is told, "-" means not stated."""
    if (formula := formula_of(cell)) is not None:
        reading.keep_unread(code, str(formula))
        return ""
    if not isinstance(cell, str):
        return cell_text(cell)
    if cell.isascii() and cell.isprintable() and "  " not in cell and cell[:1] != " " and cell[-1:] != " ":
        text = cell
    else:
        text = _SPACES.sub(" ", _UNSEEN.sub("", unicodedata.normalize("NFC", cell))).strip()
        if text and text != cell:
            how = "spasi dan tanda tak terlihat dirapikan"
            reading.findings.append(say.cleaned(code, _at(reading, column), cell, text, how))
    if text and (text.lower() in _EMPTY_MARKS or not _SAYS_SOMETHING.search(text)):
        reading.findings.append(say.not_stated(code, _at(reading, column), text))
        return ""
    return text


def read_text(reading: Reading, code: str, cell: Cell, column: int, _: DateReading) -> None:
    text = plain_text(reading, code, cell, column)
    if text:
        reading.stated[code] = text


def read_nik(reading: Reading, code: str, cell: Cell, column: int, _: DateReading) -> None:
    """A NIK is kept digit by digit or its row refused; see CONTRACT.md, "What an import does with a row"."""
    at = _at(reading, column)
    if isinstance(cell, float):
        if not cell:
            reading.findings.append(say.not_stated(code, at, "0"))
        elif _is_damaged(cell):
            reading.refuse(say.nik_damaged(at, cell_text(cell)))
        else:
            reading.stated[code] = str(int(cell))
            reading.findings.append(say.number_cell(code, at))
        return
    if (formula := formula_of(cell)) is not None:
        keep_formula(reading, code, formula, column)
        return
    if not isinstance(cell, str):
        reading.refuse(say.nik_not_a_number(at, f"isi lain: {cell_text(cell)}"))
        return
    found = len(reading.findings)
    if digits.DigitRemark.SCIENTIFIC in _read_digits(reading, code, cell, at):
        del reading.stated[code], reading.findings[found:]
        reading.refuse(say.nik_damaged(at, cell))


def _is_damaged(number: float) -> bool:
    """Excel keeps 15 digits and writes 0 for the rest; above 2**53 no program keeps every whole number."""
    if not number.is_integer() or number < 0 or number >= EXACT_NUMBERS_END:
        return True
    return number >= 1e15 and number % 10 == 0


def is_nik_cell(cell: Cell) -> bool:
    """Whether a cell holds 16 digits, and as text a NIK that is valid in form: nothing that is a name."""
    if isinstance(cell, float):
        return cell.is_integer() and len(cell_text(cell)) == LENGTH
    return isinstance(cell, str) and parse_nik("".join(cell.split())) is not None


def is_name_cell(cell: Cell) -> bool:
    """Whether a cell holds letters and no digit, and is no mark for "not stated" or a formula: nothing of a NIK."""
    if not isinstance(cell, str) or formula_of(cell) is not None or not digits.clean_digits(cell).value:
        return False
    return sum(sign.isalpha() for sign in cell) > 1 and not any(sign.isdigit() for sign in cell)


def _read_digits(reading: Reading, code: str, text: str, at: str) -> tuple[digits.DigitRemark, ...]:
    cleaned = digits.clean_digits(text)
    if cleaned.value:
        reading.stated[code] = cleaned.value
    if cleaned.remarks:
        how = ", ".join(digits.REMARK_LABELS[remark] for remark in cleaned.remarks)
        if not cleaned.value:
            reading.findings.append(say.not_stated(code, at, text.strip()))
        elif cleaned.is_recovered:
            reading.findings.append(say.cleaned(code, at, text, cleaned.value, how))
        else:
            reading.findings.append(say.kept_as_seen(code, at, text, how))
    elif cleaned.value and cleaned.value != text:
        reading.findings.append(say.cleaned(code, at, text, cleaned.value, "spasi dihapus"))
    return cleaned.remarks


def read_kk(reading: Reading, code: str, cell: Cell, column: int, _: DateReading) -> None:
    """As a NIK, but a damaged one does not refuse the row: it is kept as seen beside the worker."""
    at = _at(reading, column)
    if isinstance(cell, float):
        if not cell:
            reading.findings.append(say.not_stated(code, at, "0"))
        elif _is_damaged(cell):
            reading.keep_unread(code, cell_text(cell))
            reading.findings.append(say.kept_as_seen(code, at, cell_text(cell), "rusak oleh Excel"))
        else:
            reading.stated[code] = str(int(cell))
            reading.findings.append(say.number_cell(code, at))
    elif not isinstance(cell, str):
        reading.keep_unread(code, cell_text(cell))
    elif digits.DigitRemark.SCIENTIFIC in _read_digits(reading, code, cell, at):
        reading.keep_unread(code, reading.stated.pop(code))


def read_birth_date(reading: Reading, code: str, cell: Cell, column: int, how: DateReading) -> None:
    if isinstance(cell, date):
        _keep_date_cell(reading, cell, column, how)
        return
    if isinstance(cell, float) and cell.is_integer():
        number = str(int(cell))
        text = number.zfill(8) if len(number) == 7 else number  # 01081980 has lost its first 0
    else:
        text = cell_text(cell)
    keep_date_text(reading, code, text, _at(reading, column), how)


def keep_date_text(reading: Reading, code: str, text: str, at: str, how: DateReading) -> None:
    parsed = parse_date(text, how.today, how.order)
    if parsed.value is None:
        if parsed.fault is not None or text[:1] == "#":
            reading.keep_unread(code, text)
        elif text:
            reading.findings.append(say.not_stated(code, at, text))
        return
    reading.stated[code] = parsed.value
    if parsed.remarks:
        words = ", ".join(dates.REMARK_LABELS[remark] for remark in parsed.remarks)
        reading.findings.append(say.date_read(at, text, short_date(parsed.value), words))
    elif parsed.is_ambiguous and how.order is DateOrder.MONTH_FIRST:
        reading.findings.append(say.date_swapped(at, text, short_date(parsed.value)))


def _keep_date_cell(reading: Reading, cell: date, column: int, how: DateReading) -> None:
    stated = cell.date() if isinstance(cell, datetime) else cell
    if how.cells_swapped and stated.day <= 12 and stated.day != stated.month:
        swapped = date(stated.year, stated.day, stated.month)
        reading.findings.append(say.date_swapped(_at(reading, column), short_date(stated), short_date(swapped)))
        stated = swapped
    reading.stated["birth_date"] = stated


def date_of_cell(cell: Cell, today: date) -> ParsedDate:
    """A date as read day first, for weighing the order of a file; a date cell is one whose order can be in doubt."""
    if isinstance(cell, date):
        stated = cell.date() if isinstance(cell, datetime) else cell
        return ParsedDate(stated, None, (), stated.day <= 12 and stated.day != stated.month)
    return parse_date(cell_text(cell), today)


def read_birth(reading: Reading, _: str, cell: Cell, column: int, how: DateReading) -> None:
    """Place and date in one cell: "Bulukumba, 31-12-1975"."""
    if not isinstance(cell, str):
        if "birth_date" not in reading.stated:
            read_birth_date(reading, "birth_date", cell, column, how)
        return
    text = plain_text(reading, "birth", cell, column)
    place, written = dates.split_place_and_date(text)
    if place and "birth_place" not in reading.stated:
        reading.stated["birth_place"] = place
    if written and "birth_date" not in reading.stated:
        keep_date_text(reading, "birth_date", written, _at(reading, column), how)


def read_sex(reading: Reading, code: str, cell: Cell, column: int, _: DateReading) -> None:
    text = plain_text(reading, code, cell, column)
    if not text:
        return
    key = _NOT_LETTERS.sub("", text.lower())
    if key in _SEXES:
        reading.stated[code] = _SEXES[key]
    else:
        reading.keep_unread(code, text)


def read_sex_mark(reading: Reading, code: str, cell: Cell, column: int, _: DateReading) -> None:
    """A mark under L or under P; under both, nothing is known."""
    text = plain_text(reading, code, cell, column)
    if not text or text == "0":
        return
    sex = Sex.MALE if code == "sex_male" else Sex.FEMALE
    if "sex" in reading.stated and reading.stated["sex"] is not sex:
        del reading.stated["sex"]
        reading.keep_unread("sex", "L dan P")
    elif "sex" not in reading.unread:
        reading.stated["sex"] = sex


def read_phone(reading: Reading, code: str, cell: Cell, column: int, _: DateReading) -> None:
    text = plain_text(reading, code, cell, column)
    if not text:
        return
    cleaned = phone.clean_phone(text)
    if not cleaned.value:
        reading.findings.append(say.not_stated(code, _at(reading, column), text))
        return
    reading.stated[code] = cleaned.value
    if cleaned.remarks:
        how = ", ".join(phone.REMARK_LABELS[remark] for remark in cleaned.remarks)
        reading.findings.append(say.cleaned(code, _at(reading, column), text, cleaned.value, how))


def read_rt_rw(reading: Reading, _: str, cell: Cell, column: int, how: DateReading) -> None:
    if isinstance(cell, date):
        reading.keep_unread("rt", cell_text(cell))  # Excel has made a date of 02/01
        return
    text = plain_text(reading, "rt_rw", cell, column)
    if not text:
        return
    parts = _RT_RW.match(text)
    if parts:
        reading.stated["rt"], reading.stated["rw"] = parts[1], parts[2]
    else:
        read_text(reading, "rt", text, column, how)


def read_whole(reading: Reading, code: str, cell: Cell, column: int, _: DateReading) -> None:
    if isinstance(cell, float) and cell.is_integer() and 0 <= cell < 1000:
        reading.stated[code] = int(cell)
        return
    text = plain_text(reading, code, cell, column)
    if not text:
        return
    number = _WHOLE.match(text)
    if number is None:
        reading.keep_unread(code, text)
        return
    reading.stated[code] = int(number[1])
    if number[1] != text:
        reading.findings.append(
            say.cleaned(code, _at(reading, column), text, number[1], "hanya angkanya yang disimpan")
        )


def read_money(reading: Reading, code: str, cell: Cell, column: int, _: DateReading) -> None:
    """Whole rupiah: 1500000, Rp 1.500.000,-, 1,5 juta, 800 rb."""
    if isinstance(cell, float) and cell.is_integer() and 0 <= cell < 1e12:
        reading.stated[code] = int(cell)
        return
    text = plain_text(reading, code, cell, column)
    if not text:
        return
    amount = _rupiah(text)
    if amount is None:
        reading.keep_unread(code, text)
        return
    reading.stated[code] = amount
    if str(amount) != text:
        how = "dibaca sebagai rupiah"
        reading.findings.append(say.cleaned(code, _at(reading, column), text, str(amount), how))


def _rupiah(text: str) -> int | None:
    if words := _IN_WORDS.match(text):
        whole, fraction, unit = words[1], words[2] or "", words[3].lower()
        step = 1_000_000 if unit in ("juta", "jt") else 1_000
        return int(whole) * step + int(fraction.ljust(3, "0") or 0) * step // 1000
    number = _MONEY.match(text)
    return int(re.sub(r"[.,]", "", number[1])) if number and len(number[1]) <= 15 else None


def read_programmes(reading: Reading, code: str, cell: Cell, column: int, _: DateReading) -> None:
    text = plain_text(reading, code, cell, column)
    named = text.upper()
    if "JHT" in named and not _WITHOUT.search(named):
        programmes = Programmes.JKK_JKM_JHT
    elif "JKK" in named or "JKM" in named:
        programmes = Programmes.JKK_JKM
    else:
        if text:
            reading.keep_unread(code, text)
        return
    reading.stated[code] = programmes
    kept = PROGRAMMES_LABELS[programmes]
    if set(_NOT_LETTERS.split(text.lower())) != set(_NOT_LETTERS.split(kept.lower())):
        how = "JKK dan JKM selalu bersama"
        reading.findings.append(say.cleaned(code, _at(reading, column), text, kept, how))


def read_ktp_occupation(reading: Reading, code: str, cell: Cell, column: int, _: DateReading) -> None:
    """A name as on the KTP-el, or Dukcapil's number for it, as OpenSID exports it."""
    text = plain_text(reading, code, cell, column)
    known = occupations().find_ktp(text) if text.isascii() and text.isdigit() else None
    if text:
        reading.stated[code] = known.name if known else text
    if known:
        how = "nomor pekerjaan Dukcapil diganti namanya"
        reading.findings.append(say.cleaned(code, _at(reading, column), text, known.name, how))


def read_worker_id(reading: Reading, _: str, cell: Cell, __: int, ___: DateReading) -> None:
    reading.worker_id = cell_text(cell).partition(" ")[0]


READERS: dict[str, CellReader] = {
    "worker_id": read_worker_id,
    "occupation_ktp": read_ktp_occupation,
    "nik": read_nik,
    "kk_number": read_kk,
    "birth_date": read_birth_date,
    "birth": read_birth,
    "sex": read_sex,
    "sex_male": read_sex_mark,
    "sex_female": read_sex_mark,
    "phone": read_phone,
    "heir_phone": read_phone,
    "rt_rw": read_rt_rw,
    "weekly_hours": read_whole,
    "desil": read_whole,
    "monthly_income": read_money,
    "programmes": read_programmes,
}
"""Readers by column; every other column that is a field of the worker is text."""
