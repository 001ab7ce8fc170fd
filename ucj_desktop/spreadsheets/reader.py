"""Reading a file of workers: workbooks in a child process, text files here."""

import pickle
import time
from io import BytesIO
from pathlib import Path
from typing import Any

from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.spreadsheets import cells
from ucj_desktop.spreadsheets.cells import (
    FileDamaged,
    FileEmpty,
    FileRefused,
    ReaderNotStarted,
    ReadingTookTooLong,
    Sheet,
    Workbook,
)
from ucj_desktop.spreadsheets.child_process import ReadingChild
from ucj_desktop.spreadsheets.delimited import read_delimited
from ucj_desktop.spreadsheets.file_kinds import FileKind, tell_kind
from ucj_desktop.spreadsheets.reading_child import DONE, READY, REFUSED, ROWS, SHEET

TIME_LIMIT_SECONDS = 180
_LISTEN_SECONDS = 0.05  # how soon a cancel is heard
_DATES = frozenset({"date", "datetime", "time", "timedelta"})


def read_workbook(path: Path, progress: Progress = SILENT, *, time_limit: int = TIME_LIMIT_SECONDS) -> Workbook:
    """Read every sheet of a workbook (.xlsx .xlsm .xlsb .xls .ods, XML 2003), a web table, or a text file with columns.

    The kind is told by the content. All but text is opened in a child process with a limit of memory and of time, after
    the gate; whatever happens in it, here a FileRefused is raised. A cancel kills the child.
    """
    if tell_kind(path) is FileKind.DELIMITED:
        workbook = read_delimited(path)
    else:
        workbook = _read_apart(path, progress, time_limit)
    if not any(sheet.rows for sheet in workbook.sheets):
        raise FileEmpty(path.name)
    return workbook


def _read_apart(path: Path, progress: Progress, time_limit: int) -> Workbook:
    try:
        child = ReadingChild(path)
    except OSError:
        raise ReaderNotStarted(path.name) from None
    try:
        return _collect(child, path.name, progress, time.monotonic() + time_limit, time_limit)
    finally:
        child.close()


def _collect(child: ReadingChild, name: str, progress: Progress, give_up_at: float, time_limit: int) -> Workbook:
    sheets: list[Sheet] = []
    count = 0
    is_ready = False
    while True:
        progress.step(count, None, "Membaca berkas")
        if time.monotonic() > give_up_at:
            raise ReadingTookTooLong(name, time_limit)
        try:
            said = child.next_message(_LISTEN_SECONDS)
        except EOFError:  # a parser that aborted, no memory; or a program that is not whole
            raise (FileDamaged(name) if is_ready else ReaderNotStarted(name)) from None
        if said is None:
            continue
        try:
            message = unpack(said)
        except pickle.UnpicklingError:
            raise FileDamaged(name) from None
        if message[0] == READY:
            is_ready = True
        elif message[0] == SHEET:
            sheets.append(Sheet(message[1], message[2], [], message[3]))
        elif message[0] == ROWS:
            sheets[-1].rows.extend(message[1])
            count += len(message[1])
        elif message[0] == REFUSED:
            refused: FileRefused = message[1]
            raise refused
        elif message[0] == DONE:
            return Workbook(sheets)


def unpack(said: bytes) -> tuple[Any, ...]:
    """One message of the child. Raises pickle.UnpicklingError for anything but cells, rows and refusals."""
    message: tuple[Any, ...] = _OnlyCells(BytesIO(said)).load()
    return message


class _OnlyCells(pickle.Unpickler):
    """A child that a foreign file has taken over must not run anything here, where the keys are."""

    def find_class(self, module: str, name: str) -> Any:
        own = getattr(cells, name, None) if module == cells.__name__ else None
        if (module == "datetime" and name in _DATES) or getattr(own, "__module__", "") == cells.__name__:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"the reading child sent {module}.{name}")
