"""Signed versions of letters: each a PDF of its own in archive/, beside the print that it was made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ucj_desktop.storage.database import Connection

_COLUMNS = "version_id, letter_id, signers, sha256, taken_from, account_id, at"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterVersion:
    """A letter with one signature more; versions are only ever added."""

    version_id: str
    letter_id: str
    signers: str  # everybody who has signed it so far, as their certificates name them, parted by "; "
    sha256: str  # of the PDF, hex: its name in archive/
    taken_from: str  # the name of the file, where it was signed outside of this program; else empty
    account_id: str
    at: str  # ISO 8601, UTC


def add(connection: Connection, one: LetterVersion) -> None:
    connection.exec_driver_sql(
        f"INSERT INTO letter_versions ({_COLUMNS}) VALUES ({', '.join('?' * 7)})",
        (one.version_id, one.letter_id, one.signers, one.sha256, one.taken_from, one.account_id, one.at),
    )


def every(connection: Connection) -> list[LetterVersion]:
    """All of them, the oldest first."""
    found = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM letter_versions ORDER BY at, version_id")
    return [_from_row(row) for row in found]


def of_letter(connection: Connection, letter_id: str) -> list[LetterVersion]:
    """Those of one letter, the oldest first."""
    found = connection.exec_driver_sql(
        f"SELECT {_COLUMNS} FROM letter_versions WHERE letter_id = ? ORDER BY at, version_id", (letter_id,)
    )
    return [_from_row(row) for row in found]


def _from_row(row: Sequence[Any]) -> LetterVersion:
    version_id, letter_id, signers, sha256, taken_from, account_id, at = row
    return LetterVersion(
        version_id=version_id,
        letter_id=letter_id,
        signers=signers,
        sha256=sha256,
        taken_from=taken_from,
        account_id=account_id,
        at=at,
    )
