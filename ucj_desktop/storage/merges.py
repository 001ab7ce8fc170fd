"""Who stands for whom: entries that were merged into another, and into which."""

from collections.abc import Iterable

import orjson

from ucj_desktop.storage.database import Connection

# A table of each asked worker with every entry he or she stands for, the own among them; merges of merges, too.
ENTRIES = (
    "WITH RECURSIVE entries (worker_id, survivor) AS (SELECT value, value FROM json_each(?) UNION"
    " SELECT w.worker_id, e.survivor FROM entries e"
    " JOIN workers w ON w.merged_into = e.worker_id AND w.merged_into <> '')"
)


def asked(worker_ids: Iterable[str]) -> str:
    """Ids as ENTRIES takes them."""
    return orjson.dumps(list(worker_ids)).decode()


def entries_of(connection: Connection, worker_ids: Iterable[str]) -> dict[str, str]:
    """Who of some workers stands for each entry: their own, and those that were merged into them."""
    found = connection.exec_driver_sql(f"{ENTRIES} SELECT worker_id, survivor FROM entries", (asked(worker_ids),))
    return dict(found.all())


def merged_into(connection: Connection, worker_id: str = "") -> dict[str, str]:
    """Who was merged into whom, by the id that was merged away; all, or those merged straight into one worker."""
    wanted, values = (" AND merged_into = ?", (worker_id,)) if worker_id else ("", ())
    found = connection.exec_driver_sql(
        f"SELECT worker_id, merged_into FROM workers WHERE merged_into <> ''{wanted}", values
    )
    return dict(found.all())


def survivors(connection: Connection) -> dict[str, str]:
    """Who stands in the end for each entry that was merged away."""
    into = merged_into(connection)
    found = {}
    for gone, kept in into.items():
        while kept in into:
            kept = into[kept]
        found[gone] = kept
    return found


def survivors_of(connection: Connection, worker_ids: Iterable[str]) -> dict[str, str]:
    """The same of those of some ids that were merged away."""
    found = connection.exec_driver_sql(
        "WITH RECURSIVE up (entry, worker_id) AS (SELECT value, value FROM json_each(?) UNION"
        " SELECT up.entry, w.merged_into FROM up JOIN workers w ON w.worker_id = up.worker_id AND w.merged_into <> '')"
        " SELECT up.entry, up.worker_id FROM up JOIN workers w ON w.worker_id = up.worker_id"
        " WHERE w.merged_into = '' AND up.entry <> up.worker_id",
        (asked(worker_ids),),
    )
    return dict(found.all())


def everybody_listed(connection: Connection) -> list[tuple[str, str, str, str]]:
    """(id, NIK, key of the name, birth date as ISO) of every entry, those merged away too; empty where not stated."""
    found = connection.exec_driver_sql("SELECT worker_id, nik, name_key, COALESCE(birth_date, '') FROM workers")
    return [(worker_id, nik, name, born) for worker_id, nik, name, born in found]
