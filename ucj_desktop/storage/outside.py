"""Lists of others: each that was matched, what it says of whom, and the people it is matched with."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

import orjson

from ucj_desktop.domain.outside import ListKind, MatchedBy, OutsideState, OutsideWord
from ucj_desktop.matching.person import Person
from ucj_desktop.storage import merges
from ucj_desktop.storage.database import Connection

_AT_ONCE = 500  # values in one IN (...)
_LIST = "list_id, kind, name, dated, sha256, counts, unplaced, account_id, at, undone_at, file_name"
_WORD = "m.worker_id, m.list_id, l.name, l.dated, m.kind, m.state, m.how, m.place, m.details, m.differs, m.decided"
_SAID = "outside_matches m JOIN outside_lists l ON l.list_id = m.list_id"
_PERSON = "worker_id, nik, full_name, birth_date, village_code, desil"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """A row of a list that a person must look at; ``worker_ids`` are those whom it may mean."""

    place: str
    why: str
    worker_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideList:
    """One list that was matched; ``counts`` are rows, matched, unmatched, conflicts."""

    list_id: str
    kind: ListKind
    name: str
    dated: date
    file_name: str
    sha256: str  # over its rows as they were read
    counts: Mapping[str, int]
    unplaced: tuple[Unplaced, ...] = ()
    account_id: str
    at: str  # ISO 8601, UTC
    undone_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A worker of the store as far as a list can be compared with one."""

    person: Person
    desil: int | None
    key: str  # what was asked for: the NIK, or the key of birth date and name


def put_list(connection: Connection, one: OutsideList) -> None:
    """Keep a list, or what is known of it anew."""
    unplaced = [{"place": row.place, "why": row.why, "worker_ids": row.worker_ids} for row in one.unplaced]
    values = (
        one.list_id, one.kind.value, one.name, one.dated.isoformat(), one.sha256, _json(dict(one.counts)),
        _json(unplaced), one.account_id, one.at, one.undone_at, one.file_name,
    )  # fmt: skip
    marks = ", ".join("?" * len(values))
    connection.exec_driver_sql(f"INSERT OR REPLACE INTO outside_lists ({_LIST}) VALUES ({marks})", values)


def lists(connection: Connection) -> list[OutsideList]:
    """Every list that was matched, the newest first, also those taken back."""
    found = connection.exec_driver_sql(f"SELECT {_LIST} FROM outside_lists ORDER BY list_id DESC")
    return [_list(row) for row in found]


def get_list(connection: Connection, list_id: str) -> OutsideList | None:
    row = connection.exec_driver_sql(f"SELECT {_LIST} FROM outside_lists WHERE list_id = ?", (list_id,)).first()
    return None if row is None else _list(row)


def same_list(connection: Connection, kind: ListKind, sha256: str) -> OutsideList | None:
    """The list of the same rows that was matched before and not taken back."""
    row = connection.exec_driver_sql(
        f"SELECT {_LIST} FROM outside_lists WHERE kind = ? AND sha256 = ? AND undone_at = ''", (kind.value, sha256)
    ).first()
    return None if row is None else _list(row)


def mark_undone(connection: Connection, list_id: str, at: str) -> None:
    connection.exec_driver_sql("UPDATE outside_lists SET undone_at = ? WHERE list_id = ?", (at, list_id))


def put_words(connection: Connection, words: Iterable[OutsideWord]) -> None:
    """Keep what lists say of workers, in place of what the same lists said before."""
    rows = [
        (
            one.list_id, one.worker_id, one.kind.value, one.state.value, one.matched_by.value, one.place,
            _json(dict(one.details)), _json(dict(one.differs)), _json(dict(one.decided)),
        )
        for one in words
    ]  # fmt: skip
    if rows:
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO outside_matches"
            " (list_id, worker_id, kind, state, how, place, details, differs, decided)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )


def rows_of_list(connection: Connection, list_id: str) -> dict[str, OutsideWord]:
    """What one list says, by the entry that it was matched with, also of those merged away since."""
    found = connection.exec_driver_sql(f"SELECT {_WORD} FROM {_SAID} WHERE m.list_id = ?", (list_id,))
    return {one.worker_id: one for one in map(_word, found)}


def words_of_list(connection: Connection, list_id: str) -> dict[str, OutsideWord]:
    """What one list says, by worker; of one who stands for several entries the gravest word about any of them.

    ``worker_id`` of a word stays the entry's that the list was matched with; that holds for what follows, too.
    """
    newest = _newest(_of_everyone(connection, "m.list_id = ?", (list_id,)))
    return {worker_id: words[0] for worker_id, words in newest.items()}


def newest_words(connection: Connection, worker_ids: Sequence[str]) -> dict[str, list[OutsideWord]]:
    """What counts of some workers: of each kind the word of the newest list; by worker."""
    return _newest(_of_some(connection, worker_ids))


def newest_words_of_all(connection: Connection) -> dict[str, list[OutsideWord]]:
    """The same of everyone whom a list names."""
    return _newest(_of_everyone(connection, "l.undone_at = ''", ()))


def every_word_of(connection: Connection, worker_id: str) -> list[OutsideWord]:
    """What every list said of one worker, the newest first; those taken back are left out."""
    words = [one for _, one in _of_some(connection, [worker_id])]
    words.sort(key=lambda one: one.rank)
    return sorted(words, key=lambda one: (one.dated, one.list_id), reverse=True)


_IN_ORDER = "ORDER BY l.dated, l.list_id"


def _of_some(connection: Connection, worker_ids: Sequence[str]) -> Iterator[tuple[str, OutsideWord]]:
    """(who stands for the entry that was named, the word), the oldest list first."""
    found = connection.exec_driver_sql(
        # From few to many: without CROSS the planner may begin with every word of every list.
        f"{merges.ENTRIES} SELECT e.survivor, entry.nik, kept.nik, {_WORD} FROM entries e"
        " CROSS JOIN outside_matches m ON m.worker_id = e.worker_id JOIN outside_lists l ON l.list_id = m.list_id"
        " LEFT JOIN workers entry ON entry.worker_id = m.worker_id"
        f" LEFT JOIN workers kept ON kept.worker_id = e.survivor WHERE l.undone_at = '' {_IN_ORDER}",
        (merges.asked(worker_ids),),
    )
    for survivor, entry_nik, nik, *row in found:
        yield survivor, _as_of(_word(row), survivor, entry_nik, nik)


def _of_everyone(connection: Connection, wanted: str, values: tuple[str, ...]) -> Iterator[tuple[str, OutsideWord]]:
    standing_for = merges.survivors(connection)
    niks = _niks(connection, {*standing_for, *standing_for.values()})
    for row in connection.exec_driver_sql(f"SELECT {_WORD} FROM {_SAID} WHERE {wanted} {_IN_ORDER}", values):
        word = _word(row)
        survivor = standing_for.get(word.worker_id, word.worker_id)
        yield survivor, _as_of(word, survivor, niks.get(word.worker_id, ""), niks.get(survivor, ""))


def _niks(connection: Connection, worker_ids: Iterable[str]) -> dict[str, str]:
    found = connection.exec_driver_sql(
        "SELECT worker_id, nik FROM workers WHERE worker_id IN (SELECT value FROM json_each(?))",
        (merges.asked(worker_ids),),
    )
    return dict(found.all())


def _as_of(word: OutsideWord, survivor: str, entry_nik: str, nik: str) -> OutsideWord:
    """Who was named by a NIK that the survivor does not have is named by another NIK."""
    if survivor == word.worker_id or word.matched_by is not MatchedBy.NIK or entry_nik == nik:
        return word
    return replace(word, differs=MappingProxyType({"nik": entry_nik, **word.differs}))


def _newest(words: Iterable[tuple[str, OutsideWord]]) -> dict[str, list[OutsideWord]]:
    by_kind: dict[str, dict[ListKind, OutsideWord]] = {}
    for survivor, one in words:
        kinds = by_kind.setdefault(survivor, {})
        before = kinds.get(one.kind)
        if before is None or before.list_id != one.list_id or one.rank < before.rank:
            kinds[one.kind] = one
    return {worker_id: list(kinds.values()) for worker_id, kinds in by_kind.items()}


def known_by_nik(connection: Connection, niks: Sequence[str]) -> dict[str, list[Known]]:
    """The workers who have one of these NIKs, by NIK."""
    found: dict[str, list[Known]] = {}
    for one in _known(connection, "nik", niks):
        found.setdefault(one.person.nik, []).append(one)
    return found


def known_by_birth_and_name(connection: Connection, keys: Sequence[str]) -> dict[str, list[Known]]:
    """Those with one of these keys of birth date and rarest word of the name (matching.lookups), by key."""
    found: dict[str, list[Known]] = {}
    for one in _known(connection, "born_named", keys):
        found.setdefault(one.key, []).append(one)
    return found


def _known(connection: Connection, column: str, values: Sequence[str]) -> Iterator[Known]:
    for part in _in_parts(values):
        rows = connection.exec_driver_sql(
            f"SELECT {_PERSON}, {column} FROM workers WHERE {column} IN ({_marks(part)}) AND merged_into = ''",
            tuple(part),
        )
        for worker_id, nik, full_name, born, village_code, desil, key in rows:
            person = Person(
                worker_id=worker_id,
                nik=nik,
                full_name=full_name,
                birth_date=date.fromisoformat(born) if born else None,
                village_code=village_code,
            )
            yield Known(person=person, desil=desil, key=key)


def _list(row: Sequence[Any]) -> OutsideList:
    list_id, kind, name, dated, sha256, counts, unplaced, account_id, at, undone_at, file_name = row
    return OutsideList(
        list_id=list_id,
        kind=ListKind(kind),
        name=name,
        dated=date.fromisoformat(dated),
        file_name=file_name,
        sha256=sha256,
        counts=orjson.loads(counts),
        unplaced=tuple(
            Unplaced(place=one["place"], why=one["why"], worker_ids=tuple(one["worker_ids"]))
            for one in orjson.loads(unplaced)
        ),
        account_id=account_id,
        at=at,
        undone_at=undone_at,
    )


def _word(row: Sequence[Any]) -> OutsideWord:
    worker_id, list_id, name, dated, kind, state, how, place, details, differs, decided = row
    return OutsideWord(
        worker_id=worker_id,
        list_id=list_id,
        list_name=name,
        dated=date.fromisoformat(dated),
        kind=ListKind(kind),
        state=OutsideState(state),
        matched_by=MatchedBy(how),
        place=place,
        details=MappingProxyType(orjson.loads(details)),
        differs=MappingProxyType(orjson.loads(differs)),
        decided=MappingProxyType(orjson.loads(decided)),
    )


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()


def _in_parts(values: Sequence[str]) -> Iterator[Sequence[str]]:
    return (values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE))


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))
