"""The child process that opens a foreign workbook: gate, parser, and the rows handed over in chunks."""

import os
import pickle
import sys
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from ucj_desktop.spreadsheets.cells import (
    Cell,
    FileDamaged,
    FileRefused,
    FileTooLarge,
    FormulaError,
    PasswordProtected,
    SheetRow,
)
from ucj_desktop.spreadsheets.child_limits import limit_memory
from ucj_desktop.spreadsheets.gate import SheetFacts, pass_gate

CHUNK_ROWS = 4_000
"""Rows handed over at once; small enough for the progress to move and the memory to stay flat."""

SHEET, ROWS, REFUSED, DONE = "sheet", "rows", "refused", "done"
"""The first word of a message: SHEET name hidden merged_down, ROWS list of SheetRow, REFUSED error, DONE."""


def read_in_child(connection: Connection, path: str) -> None:
    """Run in the child: read one workbook and send its rows; every refusal is sent as the error to raise."""
    _close_standard_error()
    limit_memory()
    name = Path(path).name
    try:
        for message in _messages(Path(path)):
            connection.send_bytes(pickle.dumps(message, pickle.HIGHEST_PROTOCOL))
        last: tuple[Any, ...] = (DONE,)
    except FileRefused as refused:
        last = (REFUSED, refused)
    except MemoryError:
        last = (REFUSED, FileTooLarge(name, "isinya tidak muat di memori"))
    except (OSError, ValueError, RuntimeError, LookupError, TypeError, ArithmeticError):
        last = (REFUSED, FileDamaged(name))
    connection.send_bytes(pickle.dumps(last, pickle.HIGHEST_PROTOCOL))
    connection.close()


def _close_standard_error() -> None:
    # A panic of the parser prints what it was reading; that may be somebody's name.
    if sys.stderr is not None:
        with open(os.devnull, "w", encoding="utf-8") as nowhere:
            os.dup2(nowhere.fileno(), 2)


def _messages(path: Path) -> Iterator[tuple[Any, ...]]:
    sheets = pass_gate(path)
    import python_calamine

    try:
        with path.open("rb") as file, python_calamine.load_workbook(file) as workbook:
            for index, facts in enumerate(sheets[: len(workbook.sheet_names)]):
                if workbook.sheets_metadata[index].typ != python_calamine.SheetTypeEnum.WorkSheet:
                    continue
                sheet = workbook.get_sheet_by_index(index)
                yield SHEET, facts.name, facts.hidden, tuple(facts.merged_down)
                yield from _chunks(sheet.iter_rows(), sheet.start[1] if sheet.start else 0, facts)
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
