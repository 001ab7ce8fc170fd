"""One ugly workbook as villages send it, with the truth about every row: for the demo, training and tests."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from pathlib import Path
from random import Random
from typing import Any

from ucj_desktop.domain.dates import MONTHS, long_date
from ucj_desktop.domain.worker import SEX_LABELS, Sex, Worker
from ucj_desktop.reference.places import places
from ucj_desktop.services.care.ugly_cells import (
    DATE_WRITERS,
    DATE_WRITERS_OF_ONE_FILE,
    NIK_WRITERS,
    Dirt,
    WrittenCell,
    phone_cell,
)
from ucj_desktop.spreadsheets.cells import Cell
from ucj_desktop.spreadsheets.free_writer import FreeSheet, write_freely

Column = tuple[str, str, str]
"""Field, heading above, heading."""

VILLAGE_LIST: tuple[Column, ...] = (
    ("number", "", "NO"),
    ("full_name", "", "NAMA LENGKAP"),
    ("nik", "", "NO. KTP"),
    ("kk_number", "", "NO. KK"),
    ("birth_place", "LAHIR", "TEMPAT"),
    ("birth_date", "LAHIR", "TANGGAL"),
    ("sex_male", "JENIS KELAMIN", "L"),
    ("sex_female", "JENIS KELAMIN", "P"),
    ("mother_name", "", "NAMA IBU KANDUNG"),
    ("address", "ALAMAT", "JALAN"),
    ("hamlet", "ALAMAT", "DUSUN"),
    ("rt_rw", "ALAMAT", "RT/RW"),
    ("occupation", "", "PEKERJAAN"),
    ("phone", "", "NO HP"),
    ("monthly_income", "", "PENGHASILAN"),
    ("desil", "", "DESIL"),
)
"""What a village's own list usually has."""


_ALL_DATES = {**DATE_WRITERS, **DATE_WRITERS_OF_ONE_FILE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a workbook is ugly. ``dirt`` is the share of cells that are badly written; ``damaged`` that of NIK cells
    which have lost their last digits and so must be refused.
    """

    columns: Sequence[Column] = VILLAGE_LIST
    sheet_per_village: bool = True
    titles: bool = True
    village_in_title: bool = True
    two_row_header: bool = True
    numbering_row: bool = True
    totals_and_signatures: bool = True
    sections: bool = True
    hidden_rows: bool = True
    dirt: float = 0.3
    damaged: float = 0.01
    date_writers: tuple[str, ...] = tuple(DATE_WRITERS)


class Expected(Enum):
    """What an import into an empty store must make of a row."""

    NEW = auto()
    SAME = auto()
    REFUSED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class UglyRow:
    """The truth of one row: the worker meant, what was done to its cells, and what must become of it.

    ``stated`` are the values an import must store, by field; a field that is not in it says nothing.
    """

    sheet: str
    row: int
    worker: Worker
    dirt: frozenset[Dirt]
    expected: Expected
    stated: dict[str, Any] = field(hash=False)


@dataclass(slots=True)
class _Known:
    """People put into the workbook so far, to tell repeats."""

    by_nik: dict[str, dict[str, Any]] = field(default_factory=dict)
    without_nik: list[dict[str, Any]] = field(default_factory=list)


def write_ugly_workbook(
    path: Path, workers: Iterable[Worker], seed: int, layout: Layout | None = None
) -> list[UglyRow]:
    """Write the people into one workbook, village by village, and give the truth of every row."""
    sheets, truth = ugly_sheets(workers, seed, layout or Layout())
    write_freely(path, sheets)
    return truth


def ugly_sheets(workers: Iterable[Worker], seed: int, layout: Layout) -> tuple[list[FreeSheet], list[UglyRow]]:
    """The sheets and the truth, for writers of other formats."""
    random = Random(seed)
    groups: dict[str, list[Worker]] = {}
    for worker in workers:
        groups.setdefault(worker.village_code if layout.sheet_per_village else "", []).append(worker)
    known = _Known()
    sheets: list[FreeSheet] = []
    truth: list[UglyRow] = []
    for village, people in groups.items():
        sheet = FreeSheet(name=_village_name(village).upper() or "Sheet1")
        _head(sheet, layout, village)
        _people(sheet, layout, people, random, known, truth)
        if layout.totals_and_signatures:
            _foot(sheet, layout, len(people))
        sheets.append(sheet)
    return sheets, truth


def _village_name(code: str) -> str:
    place = places().by_code(code)
    return place.name if place else ""


def _head(sheet: FreeSheet, layout: Layout, village: str) -> None:
    width = len(layout.columns)
    if layout.titles:
        sheet.rows.append(["DAFTAR PEKERJA RENTAN CALON PESERTA BPJS KETENAGAKERJAAN TAHUN 2026"])
        sheet.merged.append(f"A1:{chr(64 + min(width, 26))}1")
        place = places().by_code(village)
        named = f"{place.label.upper()} : {place.name.upper()}" if place and layout.village_in_title else ""
        sheet.rows.append([named])
        sheet.rows.append([])
    if layout.two_row_header and any(above for _, above, _ in layout.columns):
        above_before = ""
        tops: list[Cell] = []
        for _, above, heading in layout.columns:
            tops.append("" if above and above == above_before else above or heading)
            above_before = above
        sheet.rows.append(tops)
        sheet.rows.append([heading if above else "" for _, above, heading in layout.columns])
    else:
        sheet.rows.append([one_row_heading(column) for column in layout.columns])
    if layout.numbering_row:
        sheet.rows.append([f"({number})" for number in range(1, width + 1)])


def one_row_heading(column: Column) -> str:
    """What stands over a column where the header has one row: TEMPAT LAHIR, but DUSUN and L."""
    _, above, heading = column
    if above == "LAHIR":
        return f"{heading} {above}"
    return above if heading == "JALAN" else heading


def _people(
    sheet: FreeSheet,
    layout: Layout,
    people: Sequence[Worker],
    random: Random,
    known: _Known,
    truth: list[UglyRow],
) -> None:
    half = len(people) // 2
    for at, worker in enumerate(people):
        if layout.sections and at == half and half:
            sheet.rows.append([])
            sheet.rows.append(["", "LANJUTAN DAFTAR KELOMPOK TANI"])
        written = _written(worker, at + 1, layout, random)
        sheet.rows.append([written[name].cell for name, _, _ in layout.columns])
        number = len(sheet.rows)
        if layout.hidden_rows and random.random() < 0.01:
            sheet.hidden_rows.add(number)
        stated = {code: value for one in written.values() for code, value in one.stated.items()}
        stated["village_code"] = worker.village_code
        dirt = frozenset(kind for one in written.values() for kind in one.dirt)
        expected = _expected(stated, dirt, known)
        truth.append(UglyRow(sheet=sheet.name, row=number, worker=worker, dirt=dirt, expected=expected, stated=stated))


def _expected(stated: dict[str, Any], dirt: frozenset[Dirt], known: _Known) -> Expected:
    if Dirt.DAMAGED in dirt:
        return Expected.REFUSED
    nik = stated.get("nik")
    if not nik:
        if stated in known.without_nik:
            return Expected.SAME
        known.without_nik.append(stated)
        return Expected.NEW
    if nik in known.by_nik:
        return Expected.SAME if known.by_nik[nik] == stated else Expected.REFUSED
    known.by_nik[nik] = stated
    return Expected.NEW


def _foot(sheet: FreeSheet, layout: Layout, count: int) -> None:
    width = len(layout.columns)
    right = [""] * max(width - 4, 1)
    sheet.rows.append(["", f"JUMLAH: {count} orang"])
    sheet.rows.append([])
    sheet.rows.append([*right, f"Ponre, {long_date(date(2026, 3, 12))}"])
    sheet.rows.append(["", "Mengetahui,", *right[2:], "Yang membuat daftar,"])
    sheet.rows.append(["", "Kepala Desa", *right[2:], "Kasi Kesejahteraan"])
    sheet.rows.append([])
    sheet.rows.append(["", "ANDI MAPPANYUKKI", *right[2:], "BASO TAHIR, S.Sos"])
    sheet.rows.append(["", "", *right[2:], "NIP. 19800817 200501 1 003"])


def _written(worker: Worker, number: int, layout: Layout, random: Random) -> dict[str, WrittenCell]:
    return {name: _cell(name, worker, number, layout, random) for name, _, _ in layout.columns}


def _cell(name: str, worker: Worker, number: int, layout: Layout, random: Random) -> WrittenCell:
    special = _SPECIAL.get(name)
    if special is not None:
        return special(worker, number, layout, random)
    value = getattr(worker, name)
    if value in ("", None):
        return _nothing(layout, random)
    if isinstance(value, int):
        return WrittenCell(float(value), {name: value})
    if random.random() < layout.dirt / 3:
        return WrittenCell(f" {str(value).replace(' ', '  ')} ", {name: value}, (Dirt.SPACES,))
    return WrittenCell(str(value), {name: value})


def _nothing(layout: Layout, random: Random) -> WrittenCell:
    return WrittenCell("-", {}, (Dirt.DASH,)) if random.random() < layout.dirt else WrittenCell("")


def _nik(worker: Worker, _: int, layout: Layout, random: Random) -> WrittenCell:
    if not worker.nik:
        return _nothing(layout, random)
    if random.random() < layout.damaged and len(worker.nik) == 16:
        return random.choice((NIK_WRITERS["damaged"], NIK_WRITERS["scientific"]))("nik", worker.nik)
    if random.random() < layout.dirt:
        kinds = [kind for kind in NIK_WRITERS if kind not in ("damaged", "scientific")]
        return NIK_WRITERS[random.choice(kinds)]("nik", worker.nik)
    return WrittenCell(worker.nik, {"nik": worker.nik})


def _kk(worker: Worker, _: int, layout: Layout, random: Random) -> WrittenCell:
    if not worker.kk_number:
        return _nothing(layout, random)
    if random.random() < layout.dirt:
        return NIK_WRITERS[random.choice(("apostrophe", "spaces", "dots"))]("kk_number", worker.kk_number)
    return WrittenCell(worker.kk_number, {"kk_number": worker.kk_number})


def _birth_date(worker: Worker, _: int, layout: Layout, random: Random) -> WrittenCell:
    if worker.birth_date is None:
        return WrittenCell(worker.unread.get("birth_date", ""))
    return _ALL_DATES[random.choice(layout.date_writers)](worker.birth_date)


def _birth(worker: Worker, number: int, layout: Layout, random: Random) -> WrittenCell:
    if worker.birth_date is None:
        return WrittenCell(worker.birth_place, {"birth_place": worker.birth_place})
    day = worker.birth_date
    stated = {"birth_place": worker.birth_place, "birth_date": day}
    written = random.choice((f"{day:%d-%m-%Y}", f"{day:%d/%m/%Y}", f"{day.day} {MONTHS[day.month - 1]} {day.year}"))
    return WrittenCell(f"{worker.birth_place}, {written}", stated, (Dirt.TOGETHER,))


def _sex(worker: Worker, _: int, layout: Layout, random: Random) -> WrittenCell:
    if worker.sex is None:
        return _nothing(layout, random)
    letters = (
        ("L", "LK", "Laki-laki", "l", "PRIA") if worker.sex is Sex.MALE else ("P", "PR", "perempuan", "p", "Wanita")
    )
    shown = random.choice(letters) if random.random() < layout.dirt else SEX_LABELS[worker.sex]
    return WrittenCell(shown, {"sex": worker.sex})


def _marked(sex: Sex) -> Callable[[Worker, int, Layout, Random], WrittenCell]:
    def mark(worker: Worker, _: int, layout: Layout, random: Random) -> WrittenCell:
        if worker.sex is not sex:
            return WrittenCell("")
        return WrittenCell(random.choice(("v", "√", "x", "1")), {"sex": sex})

    return mark


def _rt_rw(worker: Worker, _: int, layout: Layout, random: Random) -> WrittenCell:
    if not (worker.rt and worker.rw):
        return WrittenCell("")
    shape = random.choice(("{}/{}", "RT {} RW {}", "RT.{}/RW.{}", "{} / {}"))
    return WrittenCell(shape.format(worker.rt, worker.rw), {"rt": worker.rt, "rw": worker.rw}, (Dirt.TOGETHER,))


def _phone(worker: Worker, _: int, layout: Layout, random: Random) -> WrittenCell:
    if not worker.phone:
        return _nothing(layout, random)
    return phone_cell(worker.phone, random if random.random() < layout.dirt else None)


def _village(worker: Worker, *_: Any) -> WrittenCell:
    return WrittenCell(_village_name(worker.village_code).upper(), {})


def _village_number(worker: Worker, *_: Any) -> WrittenCell:
    return WrittenCell(worker.village_code, {})


def _number(_: Worker, number: int, *__: Any) -> WrittenCell:
    return WrittenCell(float(number), {})


_SPECIAL: dict[str, Callable[[Worker, int, Layout, Random], WrittenCell]] = {
    "number": _number,
    "nik": _nik,
    "kk_number": _kk,
    "birth_date": _birth_date,
    "birth": _birth,
    "sex": _sex,
    "sex_male": _marked(Sex.MALE),
    "sex_female": _marked(Sex.FEMALE),
    "rt_rw": _rt_rw,
    "phone": _phone,
    "village_code": _village,
    "village_number": _village_number,
}
