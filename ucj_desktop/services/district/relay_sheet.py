"""The sheet for BPJS: each worker's row by a relay profile, and its columns as a workbook has them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from ucj_desktop.domain.fields import BY_CODE, Kind
from ucj_desktop.domain.phone import phone_fault
from ucj_desktop.domain.worker import Worker
from ucj_desktop.reference.relay_profiles import UPPER, RelayColumn, RelayProfile
from ucj_desktop.reports.annexes import address_text
from ucj_desktop.reports.fonts import NO_BREAK
from ucj_desktop.services.office import Office
from ucj_desktop.spreadsheets.writer import CellKind, TableColumn

_DATES = {"dd-mm-yyyy": "%d-%m-%Y", "dd/mm/yyyy": "%d/%m/%Y", "yyyy-mm-dd": "%Y-%m-%d", "ddmmyyyy": "%d%m%Y"}
_NUMBERS = ("number", "weekly_hours", "monthly_income", "desil")
_WIDTHS = {"number": 6, "full_address": 44, "postcode": 10, "sex": 6}


def table_columns(profile: RelayProfile) -> list[TableColumn]:
    """Everything but numbers to reckon with is a text cell, dates too: what BPJS reads is what stands there."""
    return [
        TableColumn(
            heading=column.heading,
            kind=CellKind.NUMBER if column.field in _NUMBERS else CellKind.TEXT,
            width=_WIDTHS.get(column.field) or (BY_CODE[column.field].width if column.field in BY_CODE else 20),
        )
        for column in profile.columns
    ]


def row_of(office: Office, profile: RelayProfile, worker: Worker, number: int) -> list[Any]:
    """The cells of one worker; ``number`` counts from 1 in its file."""
    return [column.constant or _cell(office, column, worker, number) for column in profile.columns]


def _cell(office: Office, column: RelayColumn, worker: Worker, number: int) -> Any:
    if column.field == "number":
        return number
    made = _MADE.get(column.field)
    value = made(office, worker) if made is not None else getattr(worker, column.field)
    if isinstance(value, date):
        return value.strftime(_DATES[column.form or "dd-mm-yyyy"])
    if value in (None, ""):
        return ""
    if column.words:
        return column.words[str(value)]
    if column.field in BY_CODE and BY_CODE[column.field].kind is Kind.PHONE:
        return _phone(str(value), column.form)
    if column.field in BY_CODE and BY_CODE[column.field].choices:
        return BY_CODE[column.field].choices[value]
    return str(value).upper() if column.form == UPPER else value


def _phone(number: str, form: str) -> str:
    """A number in its form; what is none, as "tidak ada HP", is left out."""
    if phone_fault(number) is not None:
        return ""
    return form + number[1:] if form in ("62", "+62") else number


def _full_address(office: Office, worker: Worker) -> str:
    village = office.places.by_code(worker.village_code)
    kind = village.label if village is not None else "Desa/Kelurahan"
    parts = (
        address_text(worker).replace(NO_BREAK, " "),  # a program at the other end compares, where paper only wraps
        f"{kind} {office.printed(worker.village_code)}" if worker.village_code else "",
        f"Kec. {office.printed(worker.village_code[:6])}" if worker.village_code else "",
    )
    return ", ".join(part for part in parts if part)


_MADE: dict[str, Callable[[Office, Worker], str]] = {
    "full_address": _full_address,
    "village_name": lambda office, worker: office.printed(worker.village_code) if worker.village_code else "",
    "sub_district_name": lambda office, worker: office.printed(worker.village_code[:6]) if worker.village_code else "",
    "district_name": lambda office, worker: office.printed(worker.village_code[:4]) if worker.village_code else "",
    "postcode": lambda office, worker: office.places.postcode(worker.village_code),
}
