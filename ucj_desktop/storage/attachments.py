"""Attachments: pictures of papers, kept in the store itself and so under its key."""

from collections.abc import Sequence
from typing import Any

from ucj_desktop.domain.attachment import Attachment, AttachmentKind
from ucj_desktop.storage.database import Connection

_COLUMNS = "attachment_id, worker_id, kind, name, size, wide, high, original_sha256, account_id, at"


def add(connection: Connection, one: Attachment, content: bytes) -> None:
    """Keep a picture; ``content`` is the JPEG."""
    connection.exec_driver_sql(
        f"INSERT INTO attachments ({_COLUMNS}, content) VALUES ({', '.join('?' * 11)})",
        (
            one.attachment_id,
            one.worker_id,
            one.kind.value,
            one.name,
            one.size,
            one.wide,
            one.high,
            one.original_sha256,
            one.account_id,
            one.at,
            content,
        ),
    )


def of_worker(connection: Connection, worker_id: str) -> list[Attachment]:
    """What is kept with a worker, the oldest first; no picture is read."""
    found = connection.exec_driver_sql(
        f"SELECT {_COLUMNS} FROM attachments WHERE worker_id = ? ORDER BY attachment_id", (worker_id,)
    )
    return [_from_row(row) for row in found]


def get(connection: Connection, attachment_id: str) -> Attachment | None:
    found = connection.exec_driver_sql(
        f"SELECT {_COLUMNS} FROM attachments WHERE attachment_id = ?", (attachment_id,)
    ).first()
    return None if found is None else _from_row(found)


def content(connection: Connection, attachment_id: str) -> bytes:
    """The JPEG of an attachment that is there."""
    found = connection.exec_driver_sql("SELECT content FROM attachments WHERE attachment_id = ?", (attachment_id,))
    return bytes(found.scalar_one())


def remove(connection: Connection, attachment_ids: Sequence[str]) -> None:
    """Erase pictures; secure_delete overwrites where they lay."""
    if attachment_ids:
        connection.exec_driver_sql(
            "DELETE FROM attachments WHERE attachment_id = ?", [(one,) for one in attachment_ids]
        )


def move(connection: Connection, attachment_ids: Sequence[str], worker_id: str) -> None:
    """Give pictures to another worker, as a merge does and an un-merge takes back."""
    if attachment_ids:
        connection.exec_driver_sql(
            "UPDATE attachments SET worker_id = ? WHERE attachment_id = ?",
            [(worker_id, one) for one in attachment_ids],
        )


def _from_row(row: Sequence[Any]) -> Attachment:
    attachment_id, worker_id, kind, name, size, wide, high, original, account_id, at = row
    return Attachment(
        attachment_id=attachment_id,
        worker_id=worker_id,
        kind=AttachmentKind(kind),
        name=name,
        size=size,
        wide=wide,
        high=high,
        original_sha256=original,
        account_id=account_id,
        at=at,
    )
