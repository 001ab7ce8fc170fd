"""Rows of a planned sheet to what they state of a worker, with findings; nothing of the store is asked here."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from ucj_desktop.domain.dates import DateOrder, ParsedDate
from ucj_desktop.domain.fields import BY_CODE
from ucj_desktop.domain.nik import parse_nik
from ucj_desktop.reference.places import CodeReading, HowFound
from ucj_desktop.services.collect import import_findings as say
from ucj_desktop.services.collect.clean_cells import CLEAN, REPEATED, CleanCell, clean_number
from ucj_desktop.services.collect.find_village import VillageFinder, VillageFound
from ucj_desktop.services.collect.read_cells import (
    READERS,
    CellReader,
    DateReading,
    Reading,
    date_of_cell,
    formula_of,
    is_name_cell,
    is_nik_cell,
    keep_formula,
    plain_text,
    read_nik,
    read_text,
)
from ucj_desktop.services.collect.row_seal import FIRST_SEALED, row_seal
from ucj_desktop.spreadsheets.cells import NOT_COUNTED, Cell, cell_address, cell_text
from ucj_desktop.spreadsheets.mapping import PersonRow, SheetPlan

_FEWEST_VOTES = 3
_MAJORITY = 3  # times as many NIKs must speak for the unusual order as for the usual one
_PLACE_COLUMNS = ("village_code", "village_number", "sub_district")
# A place in one cell with the date comes after the columns of their own; the NIK comes first.
_LAST = ("birth",)
_MOST_KNOWN = 20_000  # texts of one column whose meaning is remembered: all birth dates of working people


# Field, index, reader, the quick look at a clean text, and what texts were found to mean.
_Column = tuple[str, int, CellReader, CleanCell | None, dict[Cell, Any] | None]


class RowReader:
    """Reads the rows of one sheet. ``dates`` is decided for the whole file, see :func:`date_reading`."""

    def __init__(self, plan: SheetPlan, villages: VillageFinder, how_dates: DateReading, village: str = "") -> None:
        self._plan = plan
        self._villages = villages
        self._how_dates = how_dates
        self._village = village
        columns = [column for column in plan.columns.values() if column.field not in _PLACE_COLUMNS]
        columns.sort(key=lambda column: column.field in _LAST)
        self._readers: list[_Column] = [
            (
                column.field,
                column.index,
                READERS.get(column.field, read_text),
                CLEAN.get(column.field),
                dict[Cell, Any]() if column.field in REPEATED else None,
            )
            for column in columns
            if column.field in READERS or column.field in BY_CODE
        ]
        self._place_columns = [plan.columns[name].index for name in _PLACE_COLUMNS if name in plan.columns]
        self._plain_places: dict[tuple[Cell, ...], str] = {}
        self._name_column = plan.columns["full_name"].index if "full_name" in plan.columns else -1
        self._nik_column = plan.columns["nik"].index if "nik" in plan.columns else -1
        self._exchanged: set[int] = set()  # numbers of rows with NIK and name in each other's cell
        self._titles = self._of_titles()

    def read_many(self, rows: Sequence[PersonRow]) -> list[Reading]:
        """What :meth:`read` says of each row, worked out column by column; rows that need care are read one by one."""
        fields = [field for field, *_ in self._readers]
        if "full_name" not in fields:
            return [self.read(row) for row in rows]
        shortest = min((len(row.cells) for row in rows), default=0)
        careful: set[int] = set()
        empty: list[tuple[int, str]] = []
        columns: list[list[Any]] = []
        for column in self._readers:
            index = column[1]
            cells = [row.cells[index] if index < shortest else _cell_at(row, index) for row in rows]
            columns.append(self._plain_values(column, cells, careful, empty))
        readings = [
            Reading(row.number, dict(zip(fields, values, strict=True)))
            for row, values in zip(rows, zip(*columns, strict=True), strict=True)
        ]
        for at, field in empty:
            del readings[at].stated[field]
            if field == "full_name":
                careful.add(at)
        for at, row in enumerate(rows):
            if at in careful:
                readings[at] = self.read(row)
            else:
                self._finish(readings[at], row)
        return readings

    def _plain_values(
        self, column: _Column, cells: list[Cell], careful: set[int], empty: list[tuple[int, str]]
    ) -> list[Any]:
        """What the cells of a column say where there is nothing else to say of them; notes the rows of the others."""
        field, index, reader, clean, known = column
        values: list[Any] = [None] * len(cells) if known is None else list(map(known.get, cells))
        for at, value in enumerate(values):
            if value is not None:
                continue
            cell = cells[at]
            if cell == "":
                empty.append((at, field))
                continue
            if type(cell) is str:
                value = clean(cell) if clean is not None else None
                if value is None and known is not None and formula_of(cell) is None:
                    alone = Reading(0)
                    reader(alone, field, cell, index, self._how_dates)
                    value = None if alone.findings or alone.unread else alone.stated.get(field)
                if known is not None and value is not None and len(known) < _MOST_KNOWN:
                    known[cell] = value
            if value is None:
                careful.add(at)
            values[at] = value
        return values

    def read(self, row: PersonRow) -> Reading:
        """What one row states, and every finding about its cells."""
        reading = Reading(row.number)
        stated, cells, width = reading.stated, row.cells, len(row.cells)
        elsewhere = self._exchange(reading, row)
        for field, index, reader, clean, known in self._readers:
            index = elsewhere.get(index, index)
            cell = cells[index] if index < width else ""
            if cell == "":
                continue
            if type(cell) is str:
                value = clean(cell) if clean is not None else None
                if value is None and known is not None:
                    value = known.get(cell)
                if value is not None:
                    stated[field] = value
                    continue
            formula = formula_of(cell)
            if formula is not None:
                keep_formula(reading, field, formula, index)
                continue
            reader(reading, field, cell, index, self._how_dates)
            if known is not None and len(known) < _MOST_KNOWN and type(cell) is str:
                _learn(known, cell, reading, field)
        if reading.worker_id:
            reading.is_untouched = self._is_untouched(cells)
        if reading.unread.get("full_name") == NOT_COUNTED:
            reading.refused = True
        elif "full_name" not in stated:
            reading.refuse(say.no_name(cell_address(max(self._name_column, 0), row.number)))
        self._finish(reading, row)
        return reading

    def _exchange(self, reading: Reading, row: PersonRow) -> Mapping[int, int]:
        """The columns to read instead, where a row has its NIK in the name's cell and its name in the NIK's."""
        name, nik = self._name_column, self._nik_column
        if min(name, nik) < 0 or not (is_nik_cell(_cell_at(row, name)) and is_name_cell(_cell_at(row, nik))):
            return _IN_PLACE
        self._exchanged.add(row.number)
        said = say.name_and_nik_exchanged(cell_address(name, row.number), cell_address(nik, row.number))
        reading.findings.append(said)
        return {name: nik, nik: name}

    def _finish(self, reading: Reading, row: PersonRow) -> None:
        """What a row says besides its own cells: its section, its place, that it is hidden."""
        if row.hamlet_text and "hamlet" not in reading.stated:
            reading.stated["hamlet"] = row.hamlet_text
        self._read_place(reading, row)
        if row.hidden:
            reading.findings.append(say.hidden_row())

    def _is_untouched(self, cells: Sequence[Cell]) -> bool:
        at = self._plan.columns["worker_id"].index
        _, _, seal = cell_text(cells[at]).partition(" ")
        return bool(seal) and seal == row_seal(cells[FIRST_SEALED:at])

    def _read_place(self, reading: Reading, row: PersonRow) -> None:
        """The village; a place that was read without a finding before is known by its cells."""
        cells, width = row.cells, len(row.cells)
        key = (row.village_text, *(cells[index] if index < width else "" for index in self._place_columns))
        village = self._plain_places.get(key)
        if village is not None:
            reading.stated["village_code"] = village
            return
        said = len(reading.findings)
        self._read_village(reading, row)
        if len(reading.findings) == said and not reading.unread and "village_code" in reading.stated:
            self._plain_places[key] = reading.stated["village_code"]

    def cell_of(self, field: str, row_number: int) -> str:
        """The address of the cell that states a field; empty where the sheet has no such column."""
        if row_number in self._exchanged:
            field = _EXCHANGED.get(field, field)
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
        if formula := formula_of(cell):
            keep_formula(reading, field, formula, column.index)
            return ""
        return plain_text(reading, field, cell, column.index) if field == "village_code" else cell_text(cell)

    def _read_village(self, reading: Reading, row: PersonRow) -> None:
        name = self._text(reading, "village_code", row.cells) or row.village_text
        code = self._text(reading, "village_number", row.cells)
        sub_district = self._text(reading, "sub_district", row.cells) or self._plan.sub_district_text
        field = "village_code" if "village_code" in self._plan.columns else "village_number"
        cell = self.cell_of(field, row.number)
        if name or code:
            found = self._villages.find(name, code, sub_district)
            is_of_code = isinstance(found.how, CodeReading) and bool(code)
            self._tell_village(reading, found, self.cell_of("village_number", row.number) if is_of_code else cell)
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


def _cell_at(row: PersonRow, index: int) -> Cell:
    return row.cells[index] if index < len(row.cells) else ""


def _learn(known: dict[Cell, Any], cell: str, reading: Reading, field: str) -> None:
    """Remember what a text means where there was nothing to say about it."""
    if not reading.findings and not reading.unread and field in reading.stated:
        known[cell] = reading.stated[field]


_IN_PLACE: Mapping[int, int] = MappingProxyType({})
_EXCHANGED = {"nik": "full_name", "full_name": "nik"}
_ALSO_IN = {
    "birth_date": ("birth_date", "birth"),
    "birth_place": ("birth_place", "birth"),
    "sex": ("sex", "sex_male"),
    "rt": ("rt", "rt_rw"),
    "rw": ("rw", "rt_rw"),
    "village_code": ("village_code", "village_number"),
}


def date_reading(plans: list[SheetPlan], today: date) -> DateReading:
    """Decide day and month of a whole file by the texts that can be read one way only and the birth dates inside NIKs.

    Texts and date cells are weighed apart: a computer set to the American order turns the texts it understands into
    wrong date cells and leaves the others as they were typed.
    """
    votes = {True: [0, 0], False: [0, 0]}  # is it a date cell: [day first, month first]
    for nik, cell, stated in _dated(plans, today):
        order = stated.certain_order or _order_by_nik(nik, stated)
        if order is not None:
            votes[isinstance(cell, date)][order is DateOrder.MONTH_FIRST] += 1
    is_month_first = {kind: _speaks_for_month(*tally) for kind, tally in votes.items()}
    order = DateOrder.MONTH_FIRST if is_month_first[False] else DateOrder.DAY_FIRST
    return DateReading(today, order, cells_swapped=is_month_first[True])


def _speaks_for_month(day_first: int, month_first: int) -> bool:
    return month_first >= _FEWEST_VOTES and month_first > _MAJORITY * day_first


def _order_by_nik(nik: str, stated: ParsedDate) -> DateOrder | None:
    """Which order agrees with the NIK, of a date read day first."""
    parsed = parse_nik(nik)
    if parsed is None or stated.value is None:
        return None
    if (parsed.day, parsed.month) == (stated.value.day, stated.value.month):
        return DateOrder.DAY_FIRST
    if (parsed.day, parsed.month) == (stated.value.month, stated.value.day):
        return DateOrder.MONTH_FIRST
    return None


def _dated(plans: list[SheetPlan], today: date) -> Iterator[tuple[str, Cell, ParsedDate]]:
    """(NIK, cell, date as read day first) of every row whose date tells an order or, with a NIK, may tell one."""
    read: dict[Cell, ParsedDate] = {}
    for plan in plans:
        dated, numbered = plan.columns.get("birth_date"), plan.columns.get("nik")
        if dated is None:
            continue
        for row in plan.people:
            cell = _cell_at(row, dated.index)
            if cell == "":
                continue
            stated = read.get(cell)
            if stated is None:
                stated = read[cell] = date_of_cell(cell, today)
            if stated.certain_order is not None:
                yield "", cell, stated
            elif stated.is_ambiguous and numbered is not None:
                nik = _nik_of(_cell_at(row, numbered.index), row.number, numbered.index, today)
                if nik:
                    yield nik, cell, stated


def _nik_of(cell: Cell, row: int, column: int, today: date) -> str:
    if type(cell) is str and clean_number(cell):
        return cell
    reading = Reading(row)
    read_nik(reading, "nik", cell, column, DateReading(today))
    return str(reading.stated.get("nik", ""))
