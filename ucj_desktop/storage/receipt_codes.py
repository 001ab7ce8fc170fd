"""The secret that each package carries for the code of its receipt, and what a typed code said."""

from dataclasses import dataclass

from ucj_desktop.storage.database import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCode:
    """One package's."""

    sequence: int
    secret: bytes
    outcome: str = ""  # of the code that was typed; empty: none was
    account_id: str = ""
    at: str = ""  # ISO 8601, UTC


def add(connection: Connection, sequence: int, secret: bytes) -> None:
    connection.exec_driver_sql(
        "INSERT INTO receipt_codes (sequence, secret, outcome, account_id, at) VALUES (?, ?, '', '', '')",
        (sequence, secret.hex()),
    )


def every(connection: Connection) -> dict[int, KeptCode]:
    """All of them, by the package's sequence."""
    found = connection.exec_driver_sql(
        "SELECT sequence, secret, outcome, account_id, at FROM receipt_codes ORDER BY sequence"
    )
    return {
        sequence: KeptCode(
            sequence=sequence, secret=bytes.fromhex(secret), outcome=outcome, account_id=account_id, at=at
        )
        for sequence, secret, outcome, account_id, at in found
    }


def note_typed(connection: Connection, sequence: int, outcome: str, *, account_id: str, at: str) -> None:
    connection.exec_driver_sql(
        "UPDATE receipt_codes SET outcome = ?, account_id = ?, at = ? WHERE sequence = ?",
        (outcome, account_id, at, sequence),
    )
