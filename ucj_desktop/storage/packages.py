"""What was sent, received and answered, package by package."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from ucj_desktop.storage.database import Connection

_OUT = (
    "sequence, package_id, kind, file_name, sha256, previous_sha256, district_code, worker_count, account_id,"
    " created_at, delivered_at, receipt, receipt_at"
)
_IN = "office_code, sequence, sha256, manifest, counts, account_id, received_at"


ASSIGNED_OUT, ASSIGNED_IN = "assigned_out", "assigned_in"  # directions of assignments, with numbers of their own


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPackage:
    """A package this office made; ``receipt`` is the district's, once it was taken in."""

    sequence: int
    package_id: str
    kind: str
    file_name: str
    sha256: str
    previous_sha256: str
    district_code: str
    worker_count: int
    account_id: str
    created_at: str
    delivered_at: str = ""  # empty: made, but not yet on a stick
    receipt: Mapping[str, Any] | None = None
    receipt_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedPackage:
    """A package the district took in, with its outer description and what became of its rows."""

    office_code: str
    sequence: int
    sha256: str
    manifest: Mapping[str, Any]
    counts: Mapping[str, int]
    account_id: str
    received_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentWorker:
    """What of a worker was sent, or received, last: in which package, minutes and revision, with which data."""

    worker_id: str
    sequence: int
    minutes_id: str
    revision: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer that was given (direction "out") or got ("in"), or an assignment (ASSIGNED_OUT, ASSIGNED_IN)."""

    direction: str
    office_code: str
    sequence: int
    sha256: str
    counts: Mapping[str, int]
    account_id: str
    at: str


def add_sent(connection: Connection, one: SentPackage) -> None:
    connection.exec_driver_sql(
        f"INSERT INTO packages_out ({_OUT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', '')",
        (
            one.sequence,
            one.package_id,
            one.kind,
            one.file_name,
            one.sha256,
            one.previous_sha256,
            one.district_code,
            one.worker_count,
            one.account_id,
            one.created_at,
        ),
    )


def sent(connection: Connection) -> list[SentPackage]:
    """Every package made, the oldest first."""
    found = connection.exec_driver_sql(f"SELECT {_OUT} FROM packages_out ORDER BY sequence")
    names = [name.strip() for name in _OUT.split(",")]
    packages = []
    for row in found:
        values = dict(zip(names, row, strict=True))
        values["receipt"] = orjson.loads(values["receipt"]) if values["receipt"] else None
        packages.append(SentPackage(**values))
    return packages


def undelivered(connection: Connection) -> list[SentPackage]:
    """Packages that never lay safely on a stick, the oldest first."""
    return [one for one in sent(connection) if not one.delivered_at]


def note_delivery(connection: Connection, sequence: int, at: str) -> None:
    connection.exec_driver_sql("UPDATE packages_out SET delivered_at = ? WHERE sequence = ?", (at, sequence))


def note_receipt(connection: Connection, sequence: int, receipt: Mapping[str, Any], at: str) -> None:
    connection.exec_driver_sql(
        "UPDATE packages_out SET receipt = ?, receipt_at = ? WHERE sequence = ?",
        (orjson.dumps(dict(receipt)).decode(), at, sequence),
    )


def sent_workers(connection: Connection) -> dict[str, SentWorker]:
    return _marks(connection, "sent_workers", "")


def count_in(connection: Connection, sequence: int) -> tuple[int, list[str]]:
    """How many workers went last in one package, and in which minutes they stand."""
    found = connection.exec_driver_sql(
        "SELECT minutes_id, COUNT(*) FROM sent_workers WHERE sequence = ? GROUP BY minutes_id", (sequence,)
    ).all()
    return sum(number for _, number in found), [minutes_id for minutes_id, _ in found]


def sequences_of_sent(connection: Connection) -> dict[str, int]:
    """In which package each worker of a decided pair went last."""
    found = connection.exec_driver_sql(
        "SELECT worker_id, sequence FROM sent_workers WHERE worker_id IN"
        " (SELECT worker_a FROM pair_decisions UNION SELECT worker_b FROM pair_decisions)"
    )
    return dict(found.all())


def files_with(connection: Connection, minutes_id: str, revision: int) -> list[str]:
    """The packages in which workers of one revision of minutes went to the district last."""
    found = connection.exec_driver_sql(
        "SELECT file_name FROM packages_out WHERE sequence IN"
        " (SELECT sequence FROM sent_workers WHERE minutes_id = ? AND revision = ?) ORDER BY sequence",
        (minutes_id, revision),
    )
    return list(found.scalars())


def put_sent_workers(connection: Connection, marks: Iterable[SentWorker]) -> None:
    rows = [(one.worker_id, one.sequence, one.minutes_id, one.revision, one.digest) for one in marks]
    if rows:
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO sent_workers (worker_id, sequence, minutes_id, revision, digest)"
            " VALUES (?, ?, ?, ?, ?)",
            rows,
        )


def forget_sent_workers(connection: Connection, worker_ids: Iterable[str]) -> None:
    rows = [(one,) for one in worker_ids]
    if rows:
        connection.exec_driver_sql("DELETE FROM sent_workers WHERE worker_id = ?", rows)


def add_tombstones(connection: Connection, told: Iterable[tuple[str, str]], *, at: str, sequence: int) -> None:
    """``told``: worker id and reason; ``sequence`` is of the package that tells the district."""
    rows = [(worker_id, reason, at, sequence) for worker_id, reason in told]
    if rows:
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO tombstones (worker_id, reason, at, sequence) VALUES (?, ?, ?, ?)", rows
        )


def add_received(connection: Connection, one: ReceivedPackage) -> None:
    connection.exec_driver_sql(
        f"INSERT INTO packages_in ({_IN}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            one.office_code,
            one.sequence,
            one.sha256,
            orjson.dumps(dict(one.manifest)).decode(),
            orjson.dumps(dict(one.counts)).decode(),
            one.account_id,
            one.received_at,
        ),
    )


def received(connection: Connection, office_code: str = "") -> list[ReceivedPackage]:
    """Packages taken in, of one office when given, by office and sequence."""
    where, values = ("WHERE office_code = ?", (office_code,)) if office_code else ("", ())
    found = connection.exec_driver_sql(f"SELECT {_IN} FROM packages_in {where} ORDER BY office_code, sequence", values)
    return [
        ReceivedPackage(
            office_code=office,
            sequence=sequence,
            sha256=sha256,
            manifest=orjson.loads(manifest),
            counts=orjson.loads(counts),
            account_id=account,
            received_at=at,
        )
        for office, sequence, sha256, manifest, counts, account, at in found
    ]


def received_workers(connection: Connection, office_code: str) -> dict[str, SentWorker]:
    """What stands received from one office, by worker."""
    return _marks(connection, "received_workers", office_code)


def put_received_workers(connection: Connection, office_code: str, marks: Iterable[SentWorker]) -> None:
    rows = [(one.worker_id, office_code, one.sequence, one.minutes_id, one.revision, one.digest) for one in marks]
    if rows:
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO received_workers (worker_id, office_code, sequence, minutes_id, revision, digest)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            rows,
        )


def received_among(connection: Connection, office_code: str, worker_ids: Sequence[str]) -> dict[str, SentWorker]:
    """The same, of some workers."""
    found = connection.exec_driver_sql(
        "SELECT worker_id, sequence, minutes_id, revision, digest FROM received_workers"
        " WHERE office_code = ? AND worker_id IN (SELECT value FROM json_each(?))",
        (office_code, orjson.dumps(list(worker_ids)).decode()),
    )
    return _by_worker(found)


def note_named(connection: Connection, office_code: str, worker_ids: Sequence[str], sequence: int) -> None:
    """Note that a package speaks of these workers, whatever it says of them."""
    connection.exec_driver_sql(
        "UPDATE received_workers SET sequence = ?"
        " WHERE office_code = ? AND sequence <> ? AND worker_id IN (SELECT value FROM json_each(?))",
        (sequence, office_code, sequence, orjson.dumps(list(worker_ids)).decode()),
    )


def named_in(connection: Connection, office_code: str, sequence: int) -> list[str]:
    """Who stands received from an office and is named in its package of that number."""
    found = connection.exec_driver_sql(
        "SELECT worker_id FROM received_workers WHERE office_code = ? AND sequence = ? ORDER BY worker_id",
        (office_code, sequence),
    )
    return list(found.scalars())


def received_but_unnamed(
    connection: Connection, office_code: str, minutes_ids: Iterable[str], sequence: int
) -> list[str]:
    """Who stands received with some minutes and is in no row of a package."""
    found = connection.exec_driver_sql(
        "SELECT worker_id FROM received_workers WHERE office_code = ? AND sequence <> ?"
        " AND minutes_id IN (SELECT value FROM json_each(?)) ORDER BY worker_id",
        (office_code, sequence, orjson.dumps(list(minutes_ids)).decode()),
    )
    return list(found.scalars())


def received_under_other_ids(connection: Connection, office_code: str, sequence: int) -> dict[str, str]:
    """Of those whom a package does not name, who is named in it under another id: the same NIK, name and birth date."""
    found = connection.exec_driver_sql(
        "SELECT old.worker_id, anew.worker_id FROM received_workers AS before"
        " JOIN workers AS old ON old.worker_id = before.worker_id AND old.nik <> ''"
        " JOIN workers AS anew ON anew.nik = old.nik AND anew.worker_id <> old.worker_id"
        " AND anew.name_key = old.name_key AND anew.birth_date IS old.birth_date"
        " JOIN received_workers AS named ON named.worker_id = anew.worker_id"
        " AND named.office_code = before.office_code AND named.sequence = ?"
        " WHERE before.office_code = ? AND before.sequence <> ? ORDER BY old.worker_id",
        (sequence, office_code, sequence),
    )
    return {str(old): str(anew) for old, anew in found}


def count_unnamed(connection: Connection, office_code: str, sequence: int) -> int:
    """How many stand received from an office whom its package does not name."""
    return int(
        connection.exec_driver_sql(
            "SELECT COUNT(*) FROM received_workers WHERE office_code = ? AND sequence <> ?", (office_code, sequence)
        ).scalar_one()
    )


def forget_received_workers(connection: Connection, worker_ids: Iterable[str]) -> None:
    rows = [(one,) for one in worker_ids]
    if rows:
        connection.exec_driver_sql("DELETE FROM received_workers WHERE worker_id = ?", rows)


def _marks(connection: Connection, table: str, office_code: str) -> dict[str, SentWorker]:
    where, values = ("WHERE office_code = ?", (office_code,)) if office_code else ("", ())
    found = connection.exec_driver_sql(
        f"SELECT worker_id, sequence, minutes_id, revision, digest FROM {table} {where}", values
    )
    return _by_worker(found)


def _by_worker(found: Iterable[Any]) -> dict[str, SentWorker]:
    return {
        worker: SentWorker(worker_id=worker, sequence=sequence, minutes_id=minutes_id, revision=revision, digest=digest)
        for worker, sequence, minutes_id, revision, digest in found
    }


def add_reply(connection: Connection, one: Reply) -> None:
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO answers (direction, office_code, sequence, sha256, counts, account_id, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            one.direction,
            one.office_code,
            one.sequence,
            one.sha256,
            orjson.dumps(dict(one.counts)).decode(),
            one.account_id,
            one.at,
        ),
    )


def replies(connection: Connection, direction: str, office_code: str = "") -> list[Reply]:
    """Answers given or got, of one office when given, by office and sequence."""
    where, values = ("AND office_code = ?", (office_code,)) if office_code else ("", ())
    found = connection.exec_driver_sql(
        "SELECT direction, office_code, sequence, sha256, counts, account_id, at FROM answers"
        f" WHERE direction = ? {where} ORDER BY office_code, sequence",
        (direction, *values),
    )
    return [
        Reply(
            direction=which,
            office_code=office,
            sequence=sequence,
            sha256=sha256,
            counts=orjson.loads(counts),
            account_id=account,
            at=at,
        )
        for which, office, sequence, sha256, counts, account, at in found
    ]
