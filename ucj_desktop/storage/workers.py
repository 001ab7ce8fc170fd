"""Workers: rows to domain objects and back, lists in order, and search."""

from collections import Counter
from collections.abc import Iterator, Sequence

from ucj_desktop.domain.id_list import ids_in_order
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import WorkerFilter, WorkerRecord
from ucj_desktop.domain.verdict import Verdict
from ucj_desktop.domain.walking_order import Person
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.worker_filters import parts
from ucj_desktop.storage.worker_rows import SELECT, from_row
from ucj_desktop.storage.worker_rows import add as add
from ucj_desktop.storage.worker_rows import change as change
from ucj_desktop.storage.worker_rows import change_from as change_from

_AT_ONCE = 500  # ids in one IN (...)
# One text of all of them: half the work of a row for each, and the bytes as they are.
_ALL_IDS = "CAST(group_concat(worker_id, char(10)) AS BLOB)"


def remove(connection: Connection, worker_ids: Sequence[str]) -> None:
    """Take workers out of the store, as the undo of an import does."""
    if worker_ids:
        ids = [(one,) for one in worker_ids]
        connection.exec_driver_sql("DELETE FROM workers WHERE worker_id = ?", ids)
        connection.exec_driver_sql("DELETE FROM outside_matches WHERE worker_id = ?", ids)
        connection.exec_driver_sql("DELETE FROM second_keyed_values WHERE worker_id = ?", ids)


def get(connection: Connection, worker_id: str) -> WorkerRecord | None:
    row = connection.exec_driver_sql(f"{SELECT} WHERE worker_id = ?", (worker_id,)).first()
    return None if row is None else from_row(row)


def by_nik(connection: Connection, nik: str) -> list[WorkerRecord]:
    """Everyone with this NIK; never the ones without a NIK."""
    if not nik:
        return []
    found = connection.exec_driver_sql(f"{SELECT} WHERE nik = ? AND merged_into = '' ORDER BY worker_id", (nik,))
    return [from_row(row) for row in found]


def by_ids(connection: Connection, worker_ids: Sequence[str]) -> list[WorkerRecord]:
    """The workers with these ids, in this order; ids that are gone are left out."""
    found: dict[str, WorkerRecord] = {}
    for start in range(0, len(worker_ids), _AT_ONCE):
        some = tuple(worker_ids[start : start + _AT_ONCE])
        rows = connection.exec_driver_sql(f"{SELECT} WHERE worker_id IN ({', '.join('?' * len(some))})", some).all()
        found.update((row[0], from_row(row)) for row in rows)
    return [found[one] for one in worker_ids if one in found]


def ids(connection: Connection, wanted: WorkerFilter, limit: int | None = None) -> Sequence[str]:
    """The ids of a list, in its order: 16 bytes a worker, so that a table of a million can scroll like paper."""
    select = "SELECT worker_id FROM workers"
    asked = [(f"{select} WHERE {one.where} ORDER BY {one.order}", one.values) for one in parts(wanted)]
    if limit is None:
        joined = [connection.exec_driver_sql(f"SELECT {_ALL_IDS} FROM ({sql})", values) for sql, values in asked]
        return ids_in_order(b"\n".join(filter(None, (one.scalar_one() for one in joined))))
    found: list[str] = []
    for sql, values in asked:
        if len(found) < limit:
            found += connection.exec_driver_sql(f"{sql} LIMIT {limit - len(found):d}", values).scalars()
    return found


def names_in_order(connection: Connection) -> tuple[Sequence[str], str]:
    """Everyone's id, and everyone's search key with a line feed between, in the order of names."""
    [whole] = parts(WorkerFilter())
    found = connection.exec_driver_sql(
        f"SELECT {_ALL_IDS}, group_concat(search_key, char(10)) FROM"
        f" (SELECT worker_id, search_key FROM workers WHERE {whole.where} ORDER BY {whole.order})"
    )
    joined, names = found.one()
    return ids_in_order(joined or b""), names or ""


def count(connection: Connection, wanted: WorkerFilter) -> int:
    return sum(
        connection.exec_driver_sql(f"SELECT COUNT(*) FROM workers WHERE {part.where}", part.values).scalar_one()
        for part in parts(wanted)
    )


def count_about(connection: Connection) -> int:
    """About how many there are, those who were merged included: at a glance, where counting looks at everyone."""
    return int(connection.exec_driver_sql("SELECT COALESCE(MAX(rowid), 0) FROM workers").scalar_one())


def each(connection: Connection, wanted: WorkerFilter | None = None) -> Iterator[WorkerRecord]:
    """Every worker of a list in its order, without holding them all in memory."""
    for part in parts(wanted or WorkerFilter()):
        found = connection.execution_options(yield_per=2000).exec_driver_sql(
            f"{SELECT} WHERE {part.where} ORDER BY {part.order}", part.values
        )
        for row in found:
            yield from_row(row)


def walked(connection: Connection, wanted: WorkerFilter) -> list[tuple[str, Person]]:
    """Village code of each worker of a list, with what the walking order looks at."""
    found: list[tuple[str, Person]] = []
    for part in parts(wanted):
        rows = connection.exec_driver_sql(
            f"SELECT village_code, hamlet, rt, rw, search_key, worker_id FROM workers WHERE {part.where}", part.values
        ).all()
        found += [(village, (hamlet, rt, rw, name, one)) for village, hamlet, rt, rw, name, one in rows]
    return found


def counts_by(connection: Connection, column: str, wanted: WorkerFilter | None = None) -> dict[str, int]:
    """How many workers there are by one of: village_code, stage, verdict, occupation, source, origin_office, answer."""
    if column not in ("village_code", "stage", "verdict", "occupation", "source", "origin_office", "answer"):
        raise ValueError(column)
    counts: Counter[str] = Counter()
    for part in parts(wanted or WorkerFilter()):
        found = connection.exec_driver_sql(
            f"SELECT {column}, COUNT(*) FROM workers WHERE {part.where} GROUP BY {column}", part.values
        )
        counts.update(dict(found.all()))
    return dict(sorted(counts.items()))


def counts_by_village_and_stage(connection: Connection) -> dict[tuple[str, Stage], int]:
    return _counts_by_stage_and(connection, "village_code")


def counts_by_round_and_stage(connection: Connection) -> dict[tuple[str, Stage], int]:
    return _counts_by_stage_and(connection, "round_id")


def niks_used_twice(connection: Connection) -> set[str]:
    """Every NIK that more than one worker has; an index scan."""
    found = connection.exec_driver_sql(
        "SELECT nik FROM workers WHERE nik <> '' AND merged_into = '' GROUP BY nik HAVING COUNT(*) > 1"
    )
    return set(found.scalars())


def ids_decided(connection: Connection) -> list[str]:
    """Workers whom a blocking finding holds no longer: found not eligible, or frozen in minutes."""
    found = connection.exec_driver_sql(
        "SELECT worker_id FROM workers WHERE merged_into = '' AND (verdict = 'not_eligible' OR minutes_id <> '')"
    )
    return list(found.scalars())


def count_to_minute(connection: Connection) -> int:
    """How many validated workers stand in no minutes yet."""
    return _count_validated(connection, "minutes_id = ''")


def counts_to_minute(connection: Connection) -> dict[tuple[str, Verdict], int]:
    """The same by village and verdict."""
    found = connection.exec_driver_sql(
        "SELECT village_code, verdict, COUNT(*) FROM workers"
        " WHERE stage = 'validated' AND merged_into = '' AND minutes_id = '' GROUP BY village_code, verdict"
    )
    return {(village, Verdict(verdict or Verdict.PENDING)): number for village, verdict, number in found}


def count_to_send(connection: Connection) -> int:
    """How many workers stand in closed minutes and have not been sent."""
    return _count_validated(connection, "minutes_id <> ''")


def count_validated_of_round(connection: Connection, round_id: str) -> int:
    """How many validated workers of a round stand in no minutes yet."""
    found = connection.exec_driver_sql(
        "SELECT COUNT(*) FROM workers"
        " WHERE stage = 'validated' AND merged_into = '' AND minutes_id = '' AND round_id = ?",
        (round_id,),
    )
    return int(found.scalar_one())


def _count_validated(connection: Connection, condition: str) -> int:
    found = connection.exec_driver_sql(
        f"SELECT COUNT(*) FROM workers WHERE stage = 'validated' AND merged_into = '' AND {condition}"
    )
    return int(found.scalar_one())


def counts_waiting_by_village(connection: Connection) -> dict[str, int]:
    """How many workers of each village stand in no minutes yet."""
    found = connection.exec_driver_sql(
        "SELECT village_code, COUNT(*) FROM workers WHERE merged_into = '' AND minutes_id = '' GROUP BY village_code"
    )
    return dict(found.all())


def _counts_by_stage_and(connection: Connection, column: str) -> dict[tuple[str, Stage], int]:
    found = connection.exec_driver_sql(
        f"SELECT {column}, stage, COUNT(*) FROM workers WHERE merged_into = '' GROUP BY {column}, stage"
    )
    return {(value, Stage(stage)): number for value, stage, number in found}
