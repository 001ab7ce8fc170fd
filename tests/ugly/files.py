"""Ugly files of every kind a clerk receives (DOMAIN.md, section 8), each written with the truth beside it."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.care.ugly_workbook import (
    VILLAGE_LIST,
    Layout,
    UglyRow,
    one_row_heading,
    ugly_sheets,
    write_ugly_workbook,
)
from ucj_desktop.spreadsheets.cells import Cell

CLEAN = replace(Layout(), dirt=0.0, damaged=0.0, hidden_rows=False)
PLAIN = replace(
    CLEAN, titles=False, two_row_header=False, numbering_row=False, totals_and_signatures=False, sections=False
)


@dataclass(frozen=True, slots=True)
class UglyFile:
    """A file that was written, and the truth of its rows."""

    path: Path
    truth: list[UglyRow]


Writer = Callable[[Path, Sequence[Worker], int], UglyFile]


def _workbook(layout: Layout) -> Writer:
    def write(folder: Path, workers: Sequence[Worker], seed: int) -> UglyFile:
        path = folder / "daftar.xlsx"
        return UglyFile(path, write_ugly_workbook(path, workers, seed, layout))

    return write


def _text_file(layout: Layout, delimiter: str, encoding: str, ending: str = ".csv", first: str = "") -> Writer:
    def write(folder: Path, workers: Sequence[Worker], seed: int) -> UglyFile:
        sheets, truth = ugly_sheets(workers, seed, layout)
        text = io.StringIO()
        text.write(first)
        writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
        for row in sheets[0].rows:
            writer.writerow([_as_text(cell) for cell in row])
        path = folder / f"daftar{ending}"
        path.write_bytes(text.getvalue().encode(encoding, "replace"))
        shift = first.count("\n")
        return UglyFile(path, [replace(one, sheet=path.stem, row=one.row + shift) for one in truth])

    return write


def _as_text(cell: Cell | int) -> str:
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float):
        return str(int(cell))
    return str(cell)


_ONE_LIST = tuple((column[0], "", one_row_heading(column)) for column in VILLAGE_LIST)
WITH_VILLAGE = (
    *(
        column
        for column in _ONE_LIST
        if column[0] not in ("sex_male", "sex_female", "birth_place", "birth_date", "rt_rw")
    ),
    ("birth", "", "TEMPAT, TGL. LAHIR"),
    ("sex", "", "L/P"),
    ("rt", "", "RT"),
    ("rw", "", "RW"),
    ("village_code", "", "DESA/KEL"),
)
DTKS = (
    ("village_code", "", "DESA/KELUARAHAN"), ("address", "", "ALAMAT"), ("hamlet", "", "DUSUN"), ("rt", "", "RT"),
    ("rw", "", "RW"), ("kk_number", "", "NOKK"), ("nik", "", "NIK"), ("full_name", "", "NAMA"),
    ("birth_date", "", "TANGGAL LAHIR"), ("birth_place", "", "TEMPAT LAHIR"), ("sex", "", "JENIS KELAMIN"),
    ("occupation", "", "PEKERJAAN"), ("mother_name", "", "NAMA IBU KANDUNG"),
)  # fmt: skip
OPENSID = (
    ("address", "", "alamat"), ("hamlet", "", "dusun"), ("rw", "", "rw"), ("rt", "", "rt"), ("full_name", "", "nama"),
    ("kk_number", "", "no_kk"), ("nik", "", "nik"), ("sex", "", "sex"), ("birth_place", "", "tempatlahir"),
    ("birth_date", "", "tanggallahir"), ("village_code", "", "desa"),
)  # fmt: skip
CAMEL_CASE = (
    ("kk_number", "", "noKK"), ("nik", "", "nik"), ("full_name", "", "namaLengkap"), ("sex", "", "jenisKelamin"),
    ("birth_place", "", "tempatLahir"), ("birth_date", "", "tanggalLahir"), ("desil", "", "desil"),
)  # fmt: skip

_TEXT_DATES = ("dashes", "slashes", "dots", "words", "short_words", "no_separators", "iso")

UGLY_FILES: dict[str, Writer] = {
    "sheet per village, two-row header, everything dirty": _workbook(Layout(dirt=0.5, damaged=0.03)),
    "village only in the sheet's name": _workbook(replace(Layout(), village_in_title=False)),
    "one sheet with a village column, place and date together": _workbook(
        replace(Layout(), columns=WITH_VILLAGE, sheet_per_village=False)
    ),
    "no titles, no numbering, plain header": _workbook(replace(PLAIN, columns=WITH_VILLAGE, sheet_per_village=False)),
    "numbering row under one header row": _workbook(replace(Layout(), two_row_header=False)),
    "camelCase headings": _workbook(replace(Layout(), columns=CAMEL_CASE)),
    "village codes beside village names": _workbook(
        replace(Layout(), columns=(*WITH_VILLAGE, ("village_number", "", "KODE DESA")), sheet_per_village=False)
    ),
    "date cells swapped by an American computer": _workbook(replace(CLEAN, date_writers=("swapped_cell",))),
    "dates typed month first": _workbook(replace(CLEAN, date_writers=("month_first",))),
    "Excel day numbers for dates": _workbook(replace(CLEAN, date_writers=("serial",))),
    "numbers everywhere": _workbook(replace(Layout(), dirt=1.0)),
    "DTKS export with pipes": _text_file(
        replace(PLAIN, columns=DTKS, sheet_per_village=False, date_writers=_TEXT_DATES), "|", "utf-8"
    ),
    "OpenSID export with commas": _text_file(
        replace(PLAIN, columns=OPENSID, sheet_per_village=False, date_writers=("iso",)), ",", "utf-8-sig"
    ),
    "semicolons in cp1252": _text_file(
        replace(CLEAN, columns=WITH_VILLAGE, sheet_per_village=False, two_row_header=False), ";", "cp1252"
    ),
    "tabs in a file named .xls": _text_file(
        replace(PLAIN, columns=WITH_VILLAGE, sheet_per_village=False), "\t", "utf-16", ".xls"
    ),
    "sep= line of Excel": _text_file(
        replace(PLAIN, columns=WITH_VILLAGE, sheet_per_village=False), ";", "utf-8-sig", first="sep=;\r\n"
    ),
}
