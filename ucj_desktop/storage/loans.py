"""Laptops on loan: at the office's computer the register of loans, on the laptop the loan it is."""

from collections.abc import Mapping

import orjson

from ucj_desktop.domain.loan import Loan, LoanEnd
from ucj_desktop.storage import settings
from ucj_desktop.storage.database import Connection

_COLUMNS = "loan_id, lent_at, village_codes, n, head, account_id, ended_at, ended_how, taken_n"
_META = "loan"  # its name among what a store says of itself


def add(connection: Connection, loan: Loan) -> None:
    """Note that a copy left."""
    connection.exec_driver_sql(
        f"INSERT INTO loans ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, '', '', 0)",
        (
            loan.loan_id,
            loan.lent_at,
            orjson.dumps(loan.village_codes).decode(),
            loan.n,
            loan.head,
            loan.account_id,
        ),
    )


def every(connection: Connection) -> list[Loan]:
    """All of them, the oldest first."""
    found = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM loans ORDER BY loan_id")
    return [
        Loan(
            loan_id=one,
            lent_at=lent_at,
            village_codes=tuple(orjson.loads(villages)),
            n=n,
            head=head,
            account_id=account,
            ended_at=ended_at,
            end=LoanEnd(how),
            taken_n=taken,
        )
        for one, lent_at, villages, n, head, account, ended_at, how, taken in found
    ]


def end(connection: Connection, loan_id: str, how: LoanEnd, at: str) -> None:
    """Note how a loan ended; LoanEnd.OUT takes that back."""
    connection.exec_driver_sql(
        "UPDATE loans SET ended_how = ?, ended_at = ? WHERE loan_id = ?", (how.value, at, loan_id)
    )


def note_taken(connection: Connection, loan_id: str, n: int) -> None:
    """Note how far the laptop's journal was taken in."""
    connection.exec_driver_sql("UPDATE loans SET taken_n = ? WHERE loan_id = ?", (n, loan_id))


def mark_as_laptop(connection: Connection, loan: Loan) -> None:
    """Make of a copy the laptop of a loan."""
    told = {
        "loan_id": loan.loan_id,
        "lent_at": loan.lent_at,
        "village_codes": list(loan.village_codes),
        "n": loan.n,
        "head": loan.head,
    }
    settings.set_meta(connection, {_META: orjson.dumps(told).decode()})


def own(meta: Mapping[str, str]) -> Loan | None:
    """The loan that this store is, as its meta says; None at the office's computer."""
    if not meta.get(_META):
        return None
    told = orjson.loads(meta[_META])
    return Loan(**{**told, "village_codes": tuple(told["village_codes"])})
