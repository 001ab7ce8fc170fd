"""What tells a mended row of an error workbook from one that nobody touched."""

import hashlib
from collections.abc import Sequence

from ucj_desktop.spreadsheets.cells import Cell, cell_text

FIRST_SEALED = 2  # after GALAT and SARAN come the cells of the row, up to the id


def row_seal(cells: Sequence[Cell]) -> str:
    """Eight hexadecimal digits of what a clerk sees in the cells; against mistakes, not against forgers."""
    return hashlib.sha256("\x1f".join(map(cell_text, cells)).encode()).hexdigest()[:8]
