"""The register of letters: every PDF that was made, sealed in archive/ under its hash."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ucj_desktop.storage.database import Connection

_COLUMNS = "letter_id, report, title, minutes_id, revision, period, paper, pages, worker_count, sha256, account_id, at"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One printed PDF; ``minutes_id`` is empty and ``revision`` 0 for drafts and working papers."""

    letter_id: str
    report: str  # code: BA-VER
    title: str
    minutes_id: str
    revision: int
    period: int  # tahun anggaran
    paper: str  # f4 or a4
    pages: int
    worker_count: int
    sha256: str  # of the PDF, hex: its name in archive/
    account_id: str
    at: str  # ISO 8601, UTC


def add(connection: Connection, letter: Letter) -> None:
    connection.exec_driver_sql(
        f"INSERT INTO letters ({_COLUMNS}) VALUES ({', '.join('?' * 12)})",
        (
            letter.letter_id,
            letter.report,
            letter.title,
            letter.minutes_id,
            letter.revision,
            letter.period,
            letter.paper,
            letter.pages,
            letter.worker_count,
            letter.sha256,
            letter.account_id,
            letter.at,
        ),
    )


def every(connection: Connection, *, minutes_id: str = "") -> list[Letter]:
    """The letters of one minutes, or all, the newest first."""
    where, values = ("WHERE minutes_id = ?", (minutes_id,)) if minutes_id else ("", ())
    found = connection.exec_driver_sql(
        f"SELECT {_COLUMNS} FROM letters {where} ORDER BY at DESC, letter_id DESC", values
    )
    return [_from_row(row) for row in found]


def get(connection: Connection, letter_id: str) -> Letter | None:
    found = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM letters WHERE letter_id = ?", (letter_id,))
    return next((_from_row(row) for row in found), None)


def _from_row(row: Sequence[Any]) -> Letter:
    letter_id, report, title, minutes_id, revision, period, paper, pages, workers, sha256, account_id, at = row
    return Letter(
        letter_id=letter_id,
        report=report,
        title=title,
        minutes_id=minutes_id,
        revision=revision,
        period=period,
        paper=paper,
        pages=pages,
        worker_count=workers,
        sha256=sha256,
        account_id=account_id,
        at=at,
    )
