"""What people decided: pairs of workers, and warnings confirmed."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ucj_desktop.storage import merges
from ucj_desktop.storage.database import Connection

_PAIR = "worker_a, worker_b, decision, keep, key_digest, account_id, at, signature"


class PairDecision(StrEnum):
    """What a person said of two workers."""

    SAME = "same"
    NOT_SAME = "not_same"
    LATER = "later"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedPair:
    """A decision on two workers, ``worker_a`` < ``worker_b``; it lapses when ``key_digest`` no longer fits them."""

    worker_a: str
    worker_b: str
    decision: PairDecision
    keep: str  # the survivor, when same
    key_digest: str
    account_id: str
    at: str
    signature: str = ""  # by the account, hex


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """A warning that a person confirmed once; it lapses when ``value_digest`` no longer fits the worker."""

    worker_id: str
    code: str
    value_digest: str
    reason: str
    account_id: str
    at: str


def put_pair(connection: Connection, one: DecidedPair) -> None:
    connection.exec_driver_sql(
        f"INSERT OR REPLACE INTO pair_decisions ({_PAIR}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            one.worker_a,
            one.worker_b,
            one.decision.value,
            one.keep,
            one.key_digest,
            one.account_id,
            one.at,
            one.signature,
        ),
    )


def remove_pair(connection: Connection, worker_a: str, worker_b: str) -> None:
    """Forget what was decided, as un-merging does."""
    connection.exec_driver_sql("DELETE FROM pair_decisions WHERE worker_a = ? AND worker_b = ?", (worker_a, worker_b))


def pair(connection: Connection, worker_a: str, worker_b: str) -> DecidedPair | None:
    """The decision on one pair, ``worker_a`` < ``worker_b``."""
    found = connection.exec_driver_sql(
        f"SELECT {_PAIR} FROM pair_decisions WHERE worker_a = ? AND worker_b = ?", (worker_a, worker_b)
    ).first()
    return None if found is None else _decided(tuple(found))


def pairs(connection: Connection) -> dict[tuple[str, str], DecidedPair]:
    """Every decision by its pair of ids."""
    found = connection.exec_driver_sql(f"SELECT {_PAIR} FROM pair_decisions")
    return {(one.worker_a, one.worker_b): one for one in (_decided(tuple(row)) for row in found)}


def pairs_among(connection: Connection, worker_ids: Iterable[str]) -> list[DecidedPair]:
    """The decisions on two of these workers."""
    some = "(SELECT value FROM json_each(?))"
    wanted = merges.asked(worker_ids)
    found = connection.exec_driver_sql(
        f"SELECT {_PAIR} FROM pair_decisions WHERE worker_a IN {some} AND worker_b IN {some}", (wanted, wanted)
    )
    return [_decided(tuple(row)) for row in found]


def _decided(row: tuple[str, ...]) -> DecidedPair:
    a, b, decision, keep, digest, account, at, signature = row
    return DecidedPair(
        worker_a=a,
        worker_b=b,
        decision=PairDecision(decision),
        keep=keep,
        key_digest=digest,
        account_id=account,
        at=at,
        signature=signature,
    )


def groups_of_same_nik(connection: Connection) -> list[list[str]]:
    """Ids of workers that share a NIK, group by group."""
    return _groups(connection, "nik", "nik <> ''")


def groups_of_same_name_and_birth(connection: Connection) -> list[list[str]]:
    """Ids of workers whose names fold to the same key and who were born on the same day, group by group."""
    return _groups(connection, "name_key, birth_date", "name_key <> '' AND birth_date IS NOT NULL")


def _groups(connection: Connection, columns: str, where: str) -> list[list[str]]:
    found = connection.exec_driver_sql(
        f"SELECT GROUP_CONCAT(worker_id) FROM workers WHERE merged_into = '' AND {where}"
        f" GROUP BY {columns} HAVING COUNT(*) > 1 ORDER BY {columns}"
    )
    return [sorted(joined.split(",")) for joined in found.scalars()]


def put_confirmation(connection: Connection, one: Confirmation) -> None:
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO confirmations (worker_id, code, value_digest, reason, account_id, at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (one.worker_id, one.code, one.value_digest, one.reason, one.account_id, one.at),
    )


def confirmations(connection: Connection) -> dict[tuple[str, str], frozenset[str]]:
    """The digests of the confirmed values by (worker id, rule code); what was confirmed of an entry goes with it."""
    standing_for = merges.survivors(connection)
    found = connection.exec_driver_sql("SELECT worker_id, code, value_digest FROM confirmations")
    return _by_worker((standing_for.get(worker, worker), code, digest) for worker, code, digest in found)


def confirmations_of(connection: Connection, worker_id: str) -> dict[tuple[str, str], frozenset[str]]:
    """The same for one worker."""
    found = connection.exec_driver_sql(
        f"{merges.ENTRIES} SELECT e.survivor, c.code, c.value_digest"
        " FROM entries e JOIN confirmations c ON c.worker_id = e.worker_id",
        (merges.asked([worker_id]),),
    )
    return _by_worker((worker, code, digest) for worker, code, digest in found)


def _by_worker(found: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str], frozenset[str]]:
    known: dict[tuple[str, str], frozenset[str]] = {}
    for worker, code, digest in found:
        known[worker, code] = known.get((worker, code), frozenset()) | {digest}
    return known
