"""Saving openpyxl workbooks without its temporary files: what they hold is personal, and they outlive a crash."""

import contextlib
import errno
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from ucj_desktop.crypto.files import replace_patiently
from ucj_desktop.spreadsheets.cells import FileNotWritable, FolderNotWritable, NoRoomForFile

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_CLOSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def write_in_memory(page: Any) -> None:
    """Let a write-only sheet collect its rows in memory; call after its widths are set and before its first row."""
    from openpyxl.worksheet._writer import WorksheetWriter

    page._writer = WorksheetWriter(page, out=BytesIO())
    page._writer.write_top()


def abandon(book: Any) -> None:
    """Close the sheets of a write-only workbook that will not be saved, from the inside out."""
    for page in book.worksheets:
        # lxml calls a file that was left in the middle a syntax error.
        with contextlib.suppress(SyntaxError, RuntimeError, ValueError, AttributeError, StopIteration):
            if page._rows is not None:
                page._rows.close()
            page._writer.xf.close()


def save_whole(book: Any, path: Path) -> None:
    """Save a workbook beside its place, then move it there. Raises FileNotWritable in one of its kinds."""
    part = path.with_name(f"{path.name}.sebagian")
    try:
        with ZipFile(part, "w", ZIP_DEFLATED) as archive:
            _write(book, archive)
        replace_patiently(part, path)
    except OSError as fault:
        raise not_written(path, fault) from None
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def not_written(path: Path, fault: OSError) -> FileNotWritable:
    """The sentence for a file that could not be written, by what stood in its way."""
    if fault.errno in _FULL:
        return NoRoomForFile(path.name)
    if path.is_file() or path.is_dir():
        return FileNotWritable(path.name)  # open in Excel, or a folder of that name
    if not path.parent.is_dir():
        return FolderNotWritable(path.name, path.parent.name, is_there=False)
    if fault.errno in _CLOSED:
        return FolderNotWritable(path.name, path.parent.name, is_there=True)
    return FileNotWritable(path.name)


def _write(book: Any, archive: ZipFile) -> None:
    from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
    from openpyxl.worksheet._writer import WorksheetWriter
    from openpyxl.writer.excel import ExcelWriter

    class _Writer(ExcelWriter):  # type: ignore[misc]
        def write_worksheet(self, page: Any) -> None:
            page._drawing = SpreadsheetDrawing()
            page._drawing.charts, page._drawing.images = page._charts, page._images
            if self.workbook.write_only:
                if not page.closed:
                    page.close()
                writer = page._writer
            else:
                writer = WorksheetWriter(page, out=BytesIO())
                writer.write()
            page._rels = writer._rels
            self._archive.writestr(page.path[1:], writer.out.getvalue())
            self.manifest.append(page)

    _Writer(book, archive).write_data()
