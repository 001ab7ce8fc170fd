"""The register of imports, and the layouts of sheets this office has met before."""

from dataclasses import dataclass
from datetime import date

import orjson

from ucj_desktop.storage.database import Connection

_COLUMNS = "batch_id, at, account_id, file_name, file_sha256, policy, counts, undone_at"


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One import that was kept; ``counts`` are read, new, changed, same, refused."""

    batch_id: str
    at: str  # ISO 8601, UTC
    account_id: str
    file_name: str
    file_sha256: str
    policy: str
    counts: dict[str, int]
    undone_at: str = ""


def add(connection: Connection, batch: Batch) -> None:
    counts = orjson.dumps(batch.counts).decode()
    connection.exec_driver_sql(
        f"INSERT INTO imports ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            batch.batch_id,
            batch.at,
            batch.account_id,
            batch.file_name,
            batch.file_sha256,
            batch.policy,
            counts,
            batch.undone_at,
        ),
    )


def get(connection: Connection, batch_id: str) -> Batch | None:
    found = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM imports WHERE batch_id = ?", (batch_id,)).first()
    return None if found is None else _batch(tuple(found))


def every(connection: Connection) -> list[Batch]:
    """All imports, the newest first."""
    found = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM imports ORDER BY batch_id DESC")
    return [_batch(tuple(row)) for row in found]


def mark_undone(connection: Connection, batch_id: str, at: str) -> None:
    connection.exec_driver_sql("UPDATE imports SET undone_at = ? WHERE batch_id = ?", (at, batch_id))


def _batch(row: tuple[str, ...]) -> Batch:
    batch_id, at, account_id, file_name, sha256, policy, counts, undone_at = row
    return Batch(
        batch_id=batch_id,
        at=at,
        account_id=account_id,
        file_name=file_name,
        file_sha256=sha256,
        policy=policy,
        counts=orjson.loads(counts),
        undone_at=undone_at,
    )


def profiles(connection: Connection) -> dict[str, str]:
    """The saved layouts as TOML text by name."""
    found = connection.exec_driver_sql("SELECT name, toml FROM import_profiles ORDER BY name")
    return dict(found.all())


def put_profile(connection: Connection, fingerprint: str, name: str, toml: str) -> None:
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO import_profiles (fingerprint, name, toml) VALUES (?, ?, ?)", (fingerprint, name, toml)
    )


def delete_profile(connection: Connection, fingerprint: str) -> None:
    connection.exec_driver_sql("DELETE FROM import_profiles WHERE fingerprint = ?", (fingerprint,))


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedAway:
    """A worker that was found to be the same person as another; ``survivor`` is the id that stands for both."""

    nik: str
    full_name: str
    birth_date: date | None
    village_code: str
    survivor: str


def merged_away(connection: Connection) -> list[MergedAway]:
    """Everyone who was merged into somebody, so that the list they came from does not bring them back."""
    found = connection.exec_driver_sql(
        "SELECT worker_id, merged_into, nik, full_name, birth_date, village_code FROM workers WHERE merged_into <> ''"
    )
    rows = [tuple(row) for row in found]
    into = {row[0]: row[1] for row in rows}
    return [
        MergedAway(
            nik=nik,
            full_name=name,
            birth_date=date.fromisoformat(born) if born else None,
            village_code=village,
            survivor=_last(into, survivor),
        )
        for _, survivor, nik, name, born, village in rows
    ]


def _last(into: dict[str, str], worker_id: str) -> str:
    seen = {worker_id}
    while (following := into.get(worker_id)) and following not in seen:
        seen.add(following)
        worker_id = following
    return worker_id
