"""A sheet that a reader of our own fills row by row, within the limits of the gate."""

from typing import Final

from ucj_desktop.spreadsheets.cells import Cell, FileTooLarge, Sheet, SheetRow
from ucj_desktop.spreadsheets.gate import MAX_AREA, MAX_COLUMNS, MAX_MERGED, MAX_MERGED_ROWS, MAX_ROW

MAX_LETTERS: Final = 32_767
"""Of one cell, as in Excel; what is longer is cut when the file is made, so it is no cell of a table."""


class GrowingSheet:
    """Rows from the top down; ``file`` is the file's name, for the sentence where a limit is passed."""

    def __init__(self, file: str, name: str, *, hidden: bool = False) -> None:
        self.file = file
        self.name = name
        self.hidden = hidden
        self._rows: list[SheetRow] = []
        self._merged_down: list[tuple[int, int, int]] = []
        self._number = 0
        self._width = 0

    @property
    def next_row(self) -> int:
        """The number the next row will have."""
        return self._number + 1

    def skip(self, rows: int) -> None:
        """Leave rows empty."""
        self._number += rows

    def add(self, cells: list[Cell], *, hidden: bool = False) -> None:
        """Put one row below the others; empty cells at its end and empty rows take no room."""
        self._number += 1
        while cells and cells[-1] == "":
            cells.pop()
        if not cells:
            return
        self._width = max(self._width, len(cells))
        if self._number > MAX_ROW:
            raise FileTooLarge(self.file, f"ada isi di bawah baris {MAX_ROW}")
        if self._width > MAX_COLUMNS:
            raise FileTooLarge(self.file, f"ada isi di kanan kolom ke-{MAX_COLUMNS}")
        if self._width * len(self._rows) > MAX_AREA:
            raise FileTooLarge(self.file, f"lebih dari {MAX_AREA // 1_000_000} juta sel")
        self._rows.append(SheetRow(self._number, hidden, tuple(cells)))

    def merge_down(self, column: int, row: int, rows: int) -> None:
        """Say that the cell of a column in this row reaches over so many rows."""
        if 1 < rows <= MAX_MERGED_ROWS and len(self._merged_down) < MAX_MERGED:
            self._merged_down.append((column, row, row + rows - 1))

    def whole(self) -> Sheet:
        """The sheet, every row as wide as the widest."""
        width = self._width
        rows = [row._replace(cells=row.cells + ("",) * (width - len(row.cells))) for row in self._rows]
        return Sheet(self.name, self.hidden, rows, tuple(self._merged_down))
