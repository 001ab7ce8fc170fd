"""Requests of people about their own data, as rows."""

from collections.abc import Sequence
from typing import Any

from ucj_desktop.domain.subject_request import RequestKind, SubjectRequest
from ucj_desktop.storage.database import Connection

_COLUMNS = "request_id, worker_id, kind, received_at, note, account_id, at, answered_at, answered_by, answer"


def add(connection: Connection, one: SubjectRequest) -> None:
    connection.exec_driver_sql(
        f"INSERT INTO subject_requests ({_COLUMNS}) VALUES ({', '.join('?' * 10)})",
        (
            one.request_id,
            one.worker_id,
            one.kind.value,
            one.received_at,
            one.note,
            one.account_id,
            one.at,
            one.answered_at,
            one.answered_by,
            one.answer,
        ),
    )


def answer(connection: Connection, one: SubjectRequest) -> None:
    """Keep what was answered, when and by whom."""
    connection.exec_driver_sql(
        "UPDATE subject_requests SET answered_at = ?, answered_by = ?, answer = ? WHERE request_id = ?",
        (one.answered_at, one.answered_by, one.answer, one.request_id),
    )


def get(connection: Connection, request_id: str) -> SubjectRequest | None:
    found = connection.exec_driver_sql(
        f"SELECT {_COLUMNS} FROM subject_requests WHERE request_id = ?", (request_id,)
    ).first()
    return None if found is None else _from_row(found)


def every(connection: Connection, *, worker_id: str = "") -> list[SubjectRequest]:
    """All of them, or those of one worker: the open ones first, then the newest first."""
    where, values = ("WHERE worker_id = ?", (worker_id,)) if worker_id else ("", ())
    found = connection.exec_driver_sql(
        f"SELECT {_COLUMNS} FROM subject_requests {where} ORDER BY answered_at <> '', received_at DESC", values
    )
    return [_from_row(row) for row in found]


def _from_row(row: Sequence[Any]) -> SubjectRequest:
    request_id, worker_id, kind, received, note, account_id, at, answered_at, answered_by, said = row
    return SubjectRequest(
        request_id=request_id,
        worker_id=worker_id,
        kind=RequestKind(kind),
        received_at=received,
        note=note,
        account_id=account_id,
        at=at,
        answered_at=answered_at,
        answered_by=answered_by,
        answer=said,
    )
