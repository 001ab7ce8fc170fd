"""Reading a file of workers: workbooks in a child process, text files here."""

import multiprocessing
import os
import pickle
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.spreadsheets.cells import (
    FileDamaged,
    FileEmpty,
    FileNotFound,
    FileRefused,
    ReadingTookTooLong,
    Sheet,
    Workbook,
)
from ucj_desktop.spreadsheets.delimited import read_delimited
from ucj_desktop.spreadsheets.file_kinds import FileKind, tell_kind
from ucj_desktop.spreadsheets.reading_child import DONE, REFUSED, ROWS, SHEET, read_in_child

TIME_LIMIT_SECONDS = 180
_LISTEN_SECONDS = 0.05  # how soon a cancel is heard


def read_workbook(path: Path, progress: Progress = SILENT, *, time_limit: int = TIME_LIMIT_SECONDS) -> Workbook:
    """Read every sheet of a workbook (.xlsx, .xlsm) or a text file with columns (.csv, .txt, .tsv).

    A workbook is opened in a child process with a limit of memory and of time, after the gate; whatever happens in
    it, here a FileRefused is raised. A cancel kills the child.
    """
    if tell_kind(path) is FileKind.DELIMITED:
        workbook = read_delimited(path)
    else:
        workbook = _read_apart(path, progress, time_limit)
    if not any(sheet.rows for sheet in workbook.sheets):
        raise FileEmpty(path.name)
    return workbook


def _read_apart(path: Path, progress: Progress, time_limit: int) -> Workbook:
    spawn = multiprocessing.get_context("spawn")
    receiving, sending = spawn.Pipe(duplex=False)
    child = spawn.Process(target=read_in_child, args=(sending, str(path)), daemon=True)
    try:
        with _without_our_secrets():
            child.start()
    except OSError:
        receiving.close()
        sending.close()
        raise FileNotFound(path.name) from None
    sending.close()
    try:
        return _collect(receiving, path.name, progress, time.monotonic() + time_limit, time_limit)
    finally:
        receiving.close()
        child.kill()
        child.join()
        with suppress(ValueError):  # two readings at once: the other one's start may have fetched this one's exit code
            child.close()


@contextmanager
def _without_our_secrets() -> Iterator[None]:
    """A child inherits the environment; a password that stands in it does not go along."""
    kept = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("UCJ_")}
    try:
        yield
    finally:
        os.environ.update(kept)


def _collect(connection: Connection, name: str, progress: Progress, give_up_at: float, time_limit: int) -> Workbook:
    sheets: list[Sheet] = []
    count = 0
    while True:
        progress.step(count, None, "Membaca berkas")
        if time.monotonic() > give_up_at:
            raise ReadingTookTooLong(name, time_limit)
        if not connection.poll(_LISTEN_SECONDS):
            continue
        message = _receive(connection, name)
        if message[0] == SHEET:
            sheets.append(Sheet(message[1], message[2], [], message[3]))
        elif message[0] == ROWS:
            sheets[-1].rows.extend(message[1])
            count += len(message[1])
        elif message[0] == REFUSED:
            refused: FileRefused = message[1]
            raise refused
        elif message[0] == DONE:
            return Workbook(sheets)


def _receive(connection: Connection, name: str) -> tuple[Any, ...]:
    """One message; a child that died (a parser that aborted, no memory) leaves the end of the pipe."""
    try:
        message: tuple[Any, ...] = pickle.loads(connection.recv_bytes())
    except (EOFError, OSError):
        raise FileDamaged(name) from None
    return message
