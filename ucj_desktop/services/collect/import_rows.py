"""Rows of a planned sheet to what they state of a worker, with findings; nothing of the store is asked here."""

from collections.abc import Iterator
from datetime import date

from ucj_desktop.domain.dates import DateOrder
from ucj_desktop.domain.fields import BY_CODE
from ucj_desktop.domain.nik import parse_nik
from ucj_desktop.reference.places import CodeReading, HowFound
from ucj_desktop.services.collect import import_findings as say
from ucj_desktop.services.collect.find_village import VillageFinder, VillageFound
from ucj_desktop.services.collect.read_cells import (
    READERS,
    DateReading,
    Reading,
    date_of_cell,
    plain_text,
    read_nik,
    read_text,
)
from ucj_desktop.spreadsheets.cells import Cell, cell_address, cell_text
from ucj_desktop.spreadsheets.mapping import PersonRow, SheetPlan

_FEWEST_VOTES = 3
_MAJORITY = 3  # times as many NIKs must speak for the unusual order as for the usual one
_PLACE_COLUMNS = ("village_code", "village_number", "sub_district")
# A place in one cell with the date comes after the columns of their own; the NIK comes first.
_LAST = ("birth",)


class RowReader:
    """Reads the rows of one sheet. ``dates`` is decided for the whole file, see :func:`date_reading`."""

    def __init__(self, plan: SheetPlan, villages: VillageFinder, how_dates: DateReading, village: str = "") -> None:
        self._plan = plan
        self._villages = villages
        self._how_dates = how_dates
        self._village = village
        columns = [column for column in plan.columns.values() if column.field not in _PLACE_COLUMNS]
        columns.sort(key=lambda column: column.field in _LAST)
        self._readers = [
            (column.field, column.index, READERS.get(column.field, read_text))
            for column in columns
            if column.field in READERS or column.field in BY_CODE
        ]
        self._name_column = plan.columns["full_name"].index if "full_name" in plan.columns else -1
        self._titles = self._of_titles()

    def read(self, row: PersonRow) -> Reading:
        """What one row states, and every finding about its cells."""
        reading = Reading(row.number)
        cells, width = row.cells, len(row.cells)
        for field, index, reader in self._readers:
            if index < width:
                cell = cells[index]
                if cell != "":
                    reader(reading, field, cell, index, self._how_dates)
        if "full_name" not in reading.stated:
            reading.refuse(say.no_name(cell_address(max(self._name_column, 0), row.number)))
        if "hamlet" not in reading.stated and row.hamlet_text:
            reading.stated["hamlet"] = row.hamlet_text
        self._read_village(reading, row)
        if row.hidden:
            reading.findings.append(say.hidden_row())
        return reading

    def cell_of(self, field: str, row_number: int) -> str:
        """The address of the cell that states a field; empty where the sheet has no such column."""
        for name in _ALSO_IN.get(field, (field,)):
            column = self._plan.columns.get(name)
            if column is not None:
                return cell_address(column.index, row_number)
        return ""

    def _of_titles(self) -> VillageFound | None:
        """The village of the whole sheet: the first of its title and its name that is one."""
        for text in self._plan.village_texts:
            found = self._villages.find(text, "", self._plan.sub_district_text)
            if found.place is not None:
                return found
        return None

    def _text(self, reading: Reading, field: str, cells: tuple[Cell, ...]) -> str:
        column = self._plan.columns.get(field)
        if column is None or column.index >= len(cells) or cells[column.index] == "":
            return ""
        cell = cells[column.index]
        return plain_text(reading, field, cell, column.index) if field == "village_code" else cell_text(cell)

    def _read_village(self, reading: Reading, row: PersonRow) -> None:
        name = self._text(reading, "village_code", row.cells) or row.village_text
        code = self._text(reading, "village_number", row.cells)
        sub_district = self._text(reading, "sub_district", row.cells) or self._plan.sub_district_text
        field = "village_code" if "village_code" in self._plan.columns else "village_number"
        cell = self.cell_of(field, row.number)
        if name or code:
            found = self._villages.find(name, code, sub_district)
            self._tell_village(reading, found, cell)
        elif self._village:
            reading.stated["village_code"] = self._village
            return
        elif self._titles is not None:
            found = self._titles
            if found.how is HowFound.BY_CLOSE_SPELLING:
                self._tell_village(reading, found, cell)
        else:
            found = VillageFound(None, "", HowFound.BY_NAME)
        if found.place is None:
            at = cell or cell_address(max(self._name_column, 0), row.number)
            reading.refuse(say.village_unknown(at, found.seen or name, self._villages.examples()))
        else:
            reading.stated["village_code"] = found.place.code

    @staticmethod
    def _tell_village(reading: Reading, found: VillageFound, cell: str) -> None:
        if found.place is None:
            return
        name = found.place.full_name
        if found.how is CodeReading.BPS:
            reading.findings.append(say.village_code_of_bps(cell, found.seen, name))
        elif found.how is CodeReading.NAME_DISAGREES:
            reading.findings.append(say.village_code_disagrees(cell, found.seen, name))
        elif found.how in (HowFound.BY_ALIAS, HowFound.BY_CLOSE_SPELLING):
            sure = found.how is HowFound.BY_ALIAS
            reading.findings.append(say.village_guessed(cell, found.seen, name, sure=sure))


_ALSO_IN = {
    "birth_date": ("birth_date", "birth"),
    "birth_place": ("birth_place", "birth"),
    "sex": ("sex", "sex_male"),
    "rt": ("rt", "rt_rw"),
    "rw": ("rw", "rt_rw"),
    "village_code": ("village_code", "village_number"),
}


def date_reading(plans: list[SheetPlan], today: date) -> DateReading:
    """Decide day and month of a whole file by the birth dates inside its NIKs.

    Only dates that could be read both ways vote, texts and date cells apart: a computer set to the American order
    turns the texts it understands into wrong date cells and leaves the others as they were typed.
    """
    votes = {True: [0, 0], False: [0, 0]}  # is it a date cell: [day first, month first]
    for nik, cell in _dated(plans, today):
        stated = date_of_cell(cell, today)
        if stated.value is None or not stated.is_ambiguous:
            continue
        parsed = parse_nik(nik)
        if parsed is None:
            continue
        tally = votes[isinstance(cell, date)]
        if (parsed.day, parsed.month) == (stated.value.day, stated.value.month):
            tally[0] += 1
        elif (parsed.day, parsed.month) == (stated.value.month, stated.value.day):
            tally[1] += 1
    is_month_first = {kind: _speaks_for_month(*tally) for kind, tally in votes.items()}
    order = DateOrder.MONTH_FIRST if is_month_first[False] else DateOrder.DAY_FIRST
    return DateReading(today, order, cells_swapped=is_month_first[True])


def _speaks_for_month(day_first: int, month_first: int) -> bool:
    return month_first >= _FEWEST_VOTES and month_first > _MAJORITY * day_first


def _dated(plans: list[SheetPlan], today: date) -> Iterator[tuple[str, Cell]]:
    for plan in plans:
        columns = plan.columns
        dated = columns.get("birth_date")
        numbered = columns.get("nik")
        if dated is None or numbered is None:
            continue
        for row in plan.people:
            if max(dated.index, numbered.index) < len(row.cells) and row.cells[dated.index] != "":
                cell = row.cells[dated.index]
                if isinstance(cell, date) and cell.day > 12:
                    continue
                reading = Reading(row.number)
                read_nik(reading, "nik", row.cells[numbered.index], numbered.index, DateReading(today))
                if "nik" in reading.stated:
                    yield reading.stated["nik"], cell
