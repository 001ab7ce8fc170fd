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
    margin: tuple[Cell, ...] = ("",) * first_column
    special = {row for row, _ in facts.errors} | {row for row, _ in facts.zero_padded}
    chunk: list[SheetRow] = []
    for number, values in enumerate(rows, start=1):
        cells = (*margin, *values)
        if number in special:
            cells = _with_special_cells(cells, number, facts)
        if any(cell != "" for cell in cells):
            chunk.append(SheetRow(number, number in facts.hidden_rows, cells))
            if len(chunk) == CHUNK_ROWS:
                yield ROWS, chunk
                chunk = []
    yield ROWS, chunk


def _with_special_cells(cells: tuple[Cell, ...], number: int, facts: SheetFacts) -> tuple[Cell, ...]:
    """Failed formulas, which the parser leaves empty, and numbers shown with leading zeros, as 002."""
    changed = list(cells)
    for column, cell in enumerate(cells):
        width = facts.zero_padded.get((number, column), 0)
        if width and isinstance(cell, float) and cell.is_integer() and 0 <= cell < 10 ** (width - 1):
            changed[column] = f"{int(cell):0{width}d}"
        if (number, column) in facts.errors:
            changed[column] = FormulaError(facts.errors[number, column])
    return tuple(changed)
