"""A list of 100,000 made-up people as villages send it, and the same list half a year later."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

from ucj_desktop.domain.dates import short_date
from ucj_desktop.domain.worker import Sex, Worker
from ucj_desktop.reference.places import places
from ucj_desktop.services.care.made_up_people import USUAL, make_people

SIZE = 100_000
SUB_DISTRICT = "730201"
CHANGED_EVERY = 20  # 5 % of the people of the second list have another value than in the first
SHEET = "DATA"
COLUMNS = (
    ("NO", ""),
    ("NIK", "nik"),
    ("NO KK", "kk_number"),
    ("NAMA LENGKAP", "full_name"),
    ("TEMPAT LAHIR", "birth_place"),
    ("TANGGAL LAHIR", "birth_date"),
    ("JK", "sex"),
    ("NAMA IBU KANDUNG", "mother_name"),
    ("ALAMAT", "address"),
    ("DUSUN", "hamlet"),
    ("RT", "rt"),
    ("RW", "rw"),
    ("DESA/KELURAHAN", "village_code"),
    ("NO HP", "phone"),
    ("PEKERJAAN", "occupation"),
)


@cache
def people(size: int = SIZE) -> tuple[Worker, ...]:
    """The people of the first list; a few of every hundred have one of the usual troubles."""
    return tuple(one.worker for one in make_people(11, size, SUB_DISTRICT, trouble=USUAL))


def people_later(size: int = SIZE) -> tuple[Worker, ...]:
    """The same people; every twentieth has another address and another work."""
    return tuple(
        one if at % CHANGED_EVERY else replace(one, address=f"{one.address} No. {at % 90 + 1}", occupation="Nelayan")
        for at, one in enumerate(people(size))
    )


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="bench-")


@cache
def first_list(size: int = SIZE) -> Path:
    """The first list as an .xlsx of 15 columns, all cells text but the running number."""
    return _write(Path(_folder().name, f"first-{size}.xlsx"), people(size))


@cache
def later_list(size: int = SIZE) -> Path:
    """The list that comes half a year later."""
    return _write(Path(_folder().name, f"later-{size}.xlsx"), people_later(size))


def _write(path: Path, workers: tuple[Worker, ...]) -> Path:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    page = book.create_sheet(SHEET)
    page.append([heading for heading, _ in COLUMNS])
    for number, worker in enumerate(workers, start=1):
        page.append([number, *(_written(worker, field) for _, field in COLUMNS[1:])])
    book.save(path)
    return path


def _written(worker: Worker, field: str) -> str | None:
    value = getattr(worker, field)
    if field == "birth_date":
        return short_date(value) if value else worker.unread.get("birth_date")
    if field == "sex":
        return {Sex.MALE: "L", Sex.FEMALE: "P", None: None}[value]
    if field == "village_code":
        place = places().by_code(value)
        return place.name.upper() if place else value
    return value or None
