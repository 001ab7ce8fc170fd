"""The child process that opens a foreign workbook: gate, parser, and the rows handed over in chunks."""

import contextlib
import os
import pickle
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any

from ucj_desktop.spreadsheets.cells import (
    Cell,
    FileDamaged,
    FileRefused,
    FileTooLarge,
    FormulaError,
    PasswordProtected,
    Sheet,
    SheetRow,
)
from ucj_desktop.spreadsheets.child_limits import ask_nobody
from ucj_desktop.spreadsheets.child_process import receive, send
from ucj_desktop.spreadsheets.file_kinds import FileKind, tell_kind
from ucj_desktop.spreadsheets.gate import SheetFacts, pass_gate
from ucj_desktop.spreadsheets.gate_xls import pass_gate_xls
from ucj_desktop.spreadsheets.gate_xlsb import pass_gate_xlsb
from ucj_desktop.spreadsheets.open_document import read_open_document
from ucj_desktop.spreadsheets.web_table import read_web_table
from ucj_desktop.spreadsheets.xml_workbook import read_xml_workbook

CHUNK_ROWS = 4_000
"""Rows handed over at once; small enough for the progress to move and the memory to stay flat."""

READY, SHEET, ROWS, REFUSED, DONE = "ready", "sheet", "rows", "refused", "done"
"""The first word of a message: READY, SHEET name hidden merged_down, ROWS list of SheetRow, REFUSED error, DONE."""


def main() -> None:
    """Run as the child: take one path from standard input, send its rows to standard output."""
    ask_nobody()
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as parent:
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())  # what a parser prints must not come between the messages
        with contextlib.suppress(BrokenPipeError, ConnectionError):  # the parent is gone
            _send(parent, (READY,))
            if path := receive(sys.stdin.buffer):
                read_file(parent, Path(os.fsdecode(path)))


def read_file(parent: IO[bytes], path: Path) -> None:
    """Read one workbook and send its rows; every refusal is sent as the error to raise."""
    name = path.name
    try:
        for message in _messages(path):
            _send(parent, message)
        last: tuple[Any, ...] = (DONE,)
    except FileRefused as refused:
        last = (REFUSED, refused)
    except MemoryError:
        last = (REFUSED, FileTooLarge(name, "isinya tidak muat di memori"))
    except BrokenPipeError:
        raise
    except (OSError, ValueError, RuntimeError, LookupError, TypeError, ArithmeticError):
        last = (REFUSED, FileDamaged(name))
    _send(parent, last)


def _send(parent: IO[bytes], message: tuple[Any, ...]) -> None:
    send(parent, pickle.dumps(message, pickle.HIGHEST_PROTOCOL))


def _messages(path: Path) -> Iterator[tuple[Any, ...]]:
    kind = tell_kind(path)
    if kind in _GATES:
        yield from _parsed(path, _GATES[kind](path), has_integers=kind is not FileKind.WORKBOOK)
        return
    for sheet in _OWN_READERS[kind](path):
        yield SHEET, sheet.name, sheet.hidden, sheet.merged_down
        for start in range(0, len(sheet.rows), CHUNK_ROWS):
            yield ROWS, sheet.rows[start : start + CHUNK_ROWS]


_GATES: Mapping[FileKind, Callable[[Path], list[SheetFacts]]] = MappingProxyType(
    {
        FileKind.WORKBOOK: pass_gate,
        FileKind.BINARY_WORKBOOK: pass_gate_xlsb,
        FileKind.OLD_WORKBOOK: pass_gate_xls,
    }
)
_OWN_READERS: Mapping[FileKind, Callable[[Path], list[Sheet]]] = MappingProxyType(
    {
        FileKind.OPEN_DOCUMENT: read_open_document,
        FileKind.XML_WORKBOOK: read_xml_workbook,
        FileKind.WEB_TABLE: lambda path: [read_web_table(path)],
    }
)


def _parsed(path: Path, sheets: list[SheetFacts], *, has_integers: bool) -> Iterator[tuple[Any, ...]]:
    import python_calamine

    try:
        with path.open("rb") as file, python_calamine.load_workbook(file) as workbook:
            for index, facts in enumerate(sheets[: len(workbook.sheet_names)]):
                if workbook.sheets_metadata[index].typ != python_calamine.SheetTypeEnum.WorkSheet:
                    continue
                sheet = workbook.get_sheet_by_index(index)
                yield SHEET, facts.name, facts.hidden, tuple(facts.merged_down)
                rows = sheet.iter_rows()
                if has_integers:  # of packed numbers the parser makes int
                    rows = ([float(cell) if type(cell) is int else cell for cell in row] for row in rows)
                yield from _chunks(rows, sheet.start[1] if sheet.start else 0, facts)
    except python_calamine.PasswordError:
        raise PasswordProtected(path.name) from None
    except python_calamine.CalamineError:
        raise FileDamaged(path.name) from None


def _chunks(rows: Iterator[list[Any]], first_column: int, facts: SheetFacts) -> Iterator[tuple[Any, ...]]:
    special = _special_cells(facts)
    chunk: list[SheetRow] = []
    met: dict[str, str] = {}  # one text for the many cells that say the same: half the bytes to hand over and to keep
    for number, cells in _numbered(rows, first_column, special):
        if number in special:
            cells = _with_special_cells(cells, special[number])
        if any(cell != "" for cell in cells):
            cells = tuple([met.setdefault(cell, cell) if type(cell) is str else cell for cell in cells])
            chunk.append(SheetRow(number, number in facts.hidden_rows, cells))
            if len(chunk) == CHUNK_ROWS:
                yield ROWS, chunk
                chunk = []
                met.clear()
    yield ROWS, chunk


def _numbered(
    rows: Iterator[list[Any]], first_column: int, special: "dict[int, Special]"
) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """The rows of the parser, which begins at the first filled column, and those below it that hold only formulas."""
    margin: tuple[Cell, ...] = ("",) * first_column
    number = 0
    for number, values in enumerate(rows, start=1):
        yield number, (*margin, *values)
    yield from ((later, ()) for later in sorted(special) if later > number)


Special = dict[int, FormulaError | int]
"""What the parser does not show of a row's cells, by column: a formula without a value, or the digits of 002."""


def _special_cells(facts: SheetFacts) -> dict[int, Special]:
    found: dict[int, Special] = {}
    for (row, column), width in facts.zero_padded.items():
        found.setdefault(row, {})[column] = width
    for (row, column), shown in facts.errors.items():
        found.setdefault(row, {})[column] = shown
    return found


def _with_special_cells(cells: tuple[Cell, ...], special: Special) -> tuple[Cell, ...]:
    """Formulas without a value, which the parser leaves empty or out, and numbers shown with leading zeros, as 002."""
    last = max((column for column, told in special.items() if isinstance(told, FormulaError)), default=-1)
    changed = [*cells, *[""] * (last + 1 - len(cells))]
    for column, told in special.items():
        if isinstance(told, FormulaError):
            changed[column] = told
        elif column < len(cells):
            cell = cells[column]
            if isinstance(cell, float) and cell.is_integer() and 0 <= cell < 10 ** (told - 1):
                changed[column] = f"{int(cell):0{told}d}"
    return tuple(changed)
