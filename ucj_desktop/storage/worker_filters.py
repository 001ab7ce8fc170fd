"""What a list of workers asks of the store: conditions and orders that indexes answer alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from ucj_desktop.domain.names import search_key
from ucj_desktop.domain.standing import Order, WorkerFilter

_ORDERS: Mapping[Order, tuple[str, ...]] = {
    Order.NAME: ("search_key", "worker_id"),
    Order.NIK: ("nik", "worker_id"),
    Order.VILLAGE: ("village_code", "search_key", "worker_id"),
}
_BEHIND_DIGITS = ":"  # the sign that sorts next after 9


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a list: SQL for WHERE with its values, and for ORDER BY."""

    where: str
    values: tuple[str, ...]
    order: str


def parts(wanted: WorkerFilter) -> tuple[Part, ...]:
    """The list as pieces that follow each other: one, or two where digits may begin a NIK or a KK.

    Digits list in the order of the numbers: the first rows of any prefix are then read from an index at once.
    """
    conditions = _conditions(wanted)
    text = wanted.text.strip()
    if text.isascii() and text.isdigit():
        span = (text, text + _BEHIND_DIGITS)
        nik, kk = "nik >= ? AND nik < ?", "kk_number >= ? AND kk_number < ?"
        return (
            _part(conditions, (nik, span), ("nik", "worker_id"), wanted),
            _part(conditions, (f"{kk} AND NOT ({nik})", span * 2), ("kk_number", "worker_id"), wanted),
        )
    return (_part(conditions, _named(text, wanted), _ORDERS[wanted.order], wanted),)


_Condition = tuple[str, tuple[str, ...]]


def _part(conditions: list[_Condition], text: _Condition, order: tuple[str, ...], wanted: WorkerFilter) -> Part:
    every = [*conditions, text] if text[0] else conditions
    direction = " DESC" if wanted.descending else ""
    return Part(
        where=" AND ".join(sql for sql, _ in every),
        values=tuple(value for _, values in every for value in values),
        order=", ".join(f"{column}{direction}" for column in order),
    )


def _named(text: str, wanted: WorkerFilter) -> _Condition:
    key = search_key(text)
    if not text:
        return "", ()
    if not key:
        return "FALSE", ()  # nobody is called by signs alone
    like: _Condition = ("search_key LIKE ?", (f"%{key}%",))  # a search key holds letters, digits and spaces only
    return _among(like) if wanted.order is Order.NIK else like


def _conditions(wanted: WorkerFilter) -> list[_Condition]:
    """All but the text."""
    conditions: list[_Condition] = [("merged_into = ''", ())]
    for column in ("village_code", "minutes_id"):
        if value := getattr(wanted, column):
            conditions.append((f"{column} = ?", (value,)))
    if wanted.worker_ids:
        conditions.append((f"worker_id IN ({_marks(wanted.worker_ids)})", wanted.worker_ids))
    if standing := _standing(wanted):
        # A few of a batch are looked at one by one; of all there are, the index of standings tells which.
        few = bool(wanted.minutes_id or wanted.worker_ids)
        village: list[_Condition] = [("village_code = ?", (wanted.village_code,))] if wanted.village_code else []
        conditions += [(f"+{sql}", values) for sql, values in standing] if few else [_among(*standing, *village)]
    if wanted.without_nik:
        conditions.append(_among(("nik = ''", ()), ("unread NOT LIKE '%\"nik\":%'", ())))
    found = [("severity", wanted.severity.value if wanted.severity else ""), ("code", wanted.rule)]
    for column, value in found:
        if value:
            conditions.append((f"+worker_id IN (SELECT worker_id FROM findings WHERE {column} = ?)", (value,)))
    return conditions


def _standing(wanted: WorkerFilter) -> list[_Condition]:
    """What ix_workers_by_stage knows of everyone."""
    conditions: list[_Condition] = []
    if wanted.stages:
        conditions.append((f"stage IN ({_marks(wanted.stages)})", tuple(one.value for one in wanted.stages)))
    if wanted.verdict is not None:
        conditions.append(("verdict = ?", (wanted.verdict.value,)))
    for column in ("source", "origin_office"):
        if value := getattr(wanted, column):
            conditions.append((f"{column} = ?", (value,)))
    return conditions


def _among(*conditions: _Condition) -> _Condition:
    """Conditions answered by another index than the one that orders; the plus keeps the order's index in front."""
    where = " AND ".join(sql for sql, _ in conditions)
    return f"+rowid IN (SELECT rowid FROM workers WHERE {where})", tuple(v for _, values in conditions for v in values)


def _marks(values: tuple[object, ...]) -> str:
    return ", ".join("?" * len(values))
