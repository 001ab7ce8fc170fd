"""What the rules found when they were last run, and over what they were run."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import orjson

from ucj_desktop.domain.rules import Finding, Seen, Severity
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.touched_rows import WATCHED

_INSERT = "INSERT INTO findings (worker_id, code, severity, field, what, fix) VALUES (?, ?, ?, ?, ?, ?)"
_SEEN = "SELECT worker_id, full_name, name_key, birth_date, nik, kk_number, phone FROM workers"
_SEVERITIES = {one.value: one for one in Severity}
_AT_ONCE = 500  # ids in one IN (...)
_ABOUT_WORKERS = (
    "(j.action LIKE 'worker.%' OR j.action LIKE 'warning.%' OR j.action LIKE 'pair.%' OR j.action LIKE 'deed.%')"
)
# How far a worker is, and what was looked at.
_ASKED_BY_NO_RULE = (
    "worker.verified", "worker.validated", "worker.taken_in", "worker.frozen", "worker.unfrozen", "worker.sent",
    "worker.answered", "worker.keyed_again", "worker.shown",
)  # fmt: skip
_TABLES_ASKED = frozenset({"confirmations", "pair_decisions", "outside_lists", "outside_matches"})


class Listed(NamedTuple):
    """A finding with what a list shows of the worker."""

    finding: Finding
    full_name: str
    village_code: str
    source: str
    entered_by: str  # account id


class Done(NamedTuple):
    """What was done to a worker that may change what the rules find, and which fields changed."""

    worker_id: str
    action: str
    fields: frozenset[str] = frozenset()
    rule: str = ""  # that was confirmed


def put_all(connection: Connection, found: Iterable[Finding]) -> None:
    """These findings in the place of all there were."""
    connection.exec_driver_sql("DELETE FROM findings")
    _add(connection, found)


def put_of(connection: Connection, worker_ids: Sequence[str], codes: Sequence[str], found: Iterable[Finding]) -> None:
    """These findings in the place of all there were of some workers, and of all there were of some rules."""
    connection.exec_driver_sql(f"DELETE FROM findings WHERE code IN ({_marks(codes)})", tuple(codes))
    for some in _in_parts(worker_ids):
        connection.exec_driver_sql(f"DELETE FROM findings WHERE worker_id IN ({_marks(some)})", tuple(some))
    _add(connection, found)


def _add(connection: Connection, found: Iterable[Finding]) -> None:
    rows = [(one.worker_id, one.code, one.severity.value, one.field, one.what, one.fix) for one in found]
    if rows:
        connection.exec_driver_sql(_INSERT, rows)


def of_rules(connection: Connection, codes: Sequence[str], worker_ids: Sequence[str]) -> list[Finding]:
    """What some rules found about some workers."""
    found = []
    for some in _in_parts(worker_ids):
        rows = connection.exec_driver_sql(
            "SELECT worker_id, code, severity, field, what, fix FROM findings"
            f" WHERE worker_id IN ({_marks(some)}) AND code IN ({_marks(codes)})",
            (*some, *codes),
        )
        found += [_finding(*row) for row in rows]
    return found


def of_rule(connection: Connection, code: str) -> list[str]:
    """Ids of workers about whom a rule complains."""
    return list(
        connection.exec_driver_sql(
            "SELECT worker_id FROM findings WHERE code = ? ORDER BY worker_id", (code,)
        ).scalars()
    )


def each(connection: Connection, *, with_notes: bool = True) -> Iterator[Listed]:
    """Every finding of the workers that lists show: what blocks first, then by rule, village and name."""
    wanted = "" if with_notes else " AND f.severity IN ('blocks', 'warns')"
    found = connection.execution_options(yield_per=2000).exec_driver_sql(
        "SELECT f.worker_id, f.code, f.severity, f.field, f.what, f.fix,"
        " w.full_name, w.village_code, w.source, w.entered_by"
        f" FROM findings f JOIN workers w ON w.worker_id = f.worker_id WHERE w.merged_into = ''{wanted}"
        " ORDER BY CASE f.severity WHEN 'blocks' THEN 0 WHEN 'warns' THEN 1 ELSE 2 END,"
        " f.code, w.village_code, w.full_name, f.worker_id"
    )
    for row in found:
        yield Listed(_finding(*row[:6]), *row[6:])


def count_notes(connection: Connection) -> int:
    """How many findings are only shown."""
    found = connection.exec_driver_sql("SELECT COUNT(*) FROM findings WHERE severity = 'notes'")
    return int(found.scalar_one())


def count_held(connection: Connection) -> int:
    """How many workers a blocking finding holds: neither found not eligible nor frozen in minutes."""
    found = connection.exec_driver_sql(
        "SELECT COUNT(DISTINCT f.worker_id) FROM findings f JOIN workers w ON w.worker_id = f.worker_id"
        " WHERE f.severity = 'blocks' AND w.merged_into = '' AND w.verdict <> 'not_eligible' AND w.minutes_id = ''"
    )
    return int(found.scalar_one())


def counts_of_workers(connection: Connection) -> tuple[dict[Severity, int], dict[str, int]]:
    """How many workers that lists show have a finding of each severity, and of each rule."""
    shown = " FROM findings f WHERE EXISTS (SELECT 1 FROM workers WHERE worker_id = f.worker_id AND merged_into = '')"
    severities = connection.exec_driver_sql(f"SELECT severity, COUNT(DISTINCT worker_id){shown} GROUP BY severity")
    rules = connection.exec_driver_sql(f"SELECT code, COUNT(*){shown} GROUP BY code ORDER BY code")
    return {_SEVERITIES[one]: count for one, count in severities}, dict(rules.all())


def state(connection: Connection) -> dict[str, str]:
    """What the findings were made from, by name; empty before the first check."""
    return dict(connection.exec_driver_sql("SELECT name, value FROM findings_state").all())


def put_state(connection: Connection, values: Mapping[str, str]) -> None:
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO findings_state (name, value) VALUES (?, ?)", list(values.items())
    )


def done_since(connection: Connection, n: int) -> list[Done]:
    """What the journal tells of workers after its row ``n``; what no rule asks about is left out."""
    found = connection.exec_driver_sql(
        "SELECT j.subject, j.action, json_extract(j.entry, '$.fields'), json_extract(j.entry, '$.facts.rule'),"
        " CASE WHEN j.action LIKE 'deed.%' THEN t.text END"
        " FROM (SELECT n, subject, entry, json_extract(entry, '$.action') AS action FROM journal WHERE n > ?) j"
        " LEFT JOIN journal_text t ON t.n = j.n"
        f" WHERE {_ABOUT_WORKERS}"
        f" AND j.action NOT IN ({_marks(_ASKED_BY_NO_RULE)}) ORDER BY j.n",
        (n, *_ASKED_BY_NO_RULE),
    ).all()
    done = []
    for subject, action, fields, rule, text in found:
        if action.startswith("deed."):
            done += [Done(one, action) for one in _workers_in(connection, orjson.loads(text or "{}"))]
        else:
            done.append(Done(subject, action, frozenset(orjson.loads(fields)) - WATCHED.keys(), rule or ""))
    return done


def _workers_in(
    connection: Connection, changes: Mapping[str, Sequence[Sequence[Mapping[str, str] | None]]]
) -> set[str]:
    """Whom rows of watched tables speak of that were put back."""
    found = set()
    for table in _TABLES_ASKED & changes.keys():
        for row in (one for images in changes[table] for one in images if one):
            found |= {row[name] for name in ("worker_id", "worker_a", "worker_b") if name in row}
            if table == "outside_lists":
                words = "SELECT worker_id FROM outside_matches WHERE list_id = ?"
                found |= set(connection.exec_driver_sql(words, (row["list_id"],)).scalars())
    return found


def born_between(connection: Connection, windows: Sequence[tuple[date, date]]) -> list[str]:
    """Ids of workers born in one of these times, both days included."""
    wanted = " OR ".join(["birth_date BETWEEN ? AND ?"] * len(windows))
    days = tuple(day.isoformat() for window in windows for day in window)
    return list(connection.exec_driver_sql(f"SELECT worker_id FROM workers WHERE {wanted}", days).scalars())


def each_seen(connection: Connection) -> Iterator[Seen]:
    """What rules across workers need to know of everyone."""
    found = connection.execution_options(yield_per=5000).exec_driver_sql(f"{_SEEN} WHERE merged_into = ''")
    for row in found:
        yield Seen._make(row)


def seen_beside(connection: Connection, one: Seen) -> list[Seen]:
    """Whom the rules across workers compare with one: who shares NIK, KK, phone, or the name with the birth date.

    Each by an index of its own. The birth date is compared in ISO form.
    """
    asked: list[tuple[str, tuple[str, ...]]] = [
        (f"{column} = ?", (number,))
        for column, number in (("nik", one.nik), ("nik", one.kk_number), ("kk_number", one.kk_number))
        if number
    ]
    if one.key and one.born:
        asked.append(("name_key = ? AND birth_date = ?", (one.key, str(one.born))))
    if one.phone:
        asked.append(("phone = ? AND phone <> ''", (one.phone,)))  # said twice: so the index of those who have one fits
    if not asked:
        return []
    sql = " UNION ".join(f"{_SEEN} WHERE {condition} AND merged_into = ''" for condition, _ in asked)
    found = connection.exec_driver_sql(sql, tuple(value for _, values in asked for value in values))
    return [Seen._make(row) for row in found if row[0] != one.worker_id]


def _finding(worker_id: str, code: str, severity: str, field: str, what: str, fix: str) -> Finding:
    return Finding(worker_id, code, _SEVERITIES[severity], field, what, fix)


def _in_parts(worker_ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (worker_ids[start : start + _AT_ONCE] for start in range(0, len(worker_ids), _AT_ONCE))


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values)) or "NULL"
