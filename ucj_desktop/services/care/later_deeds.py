"""What stands in the way of an undo: the deeds of others since, each with who did it and when."""

from collections.abc import Sequence
from datetime import datetime

from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.services.care.deed_words import kind_of, name_of, words_of
from ucj_desktop.services.care.row_words import ACTION_WORDS
from ucj_desktop.services.office import Office
from ucj_desktop.storage import accounts, deeds
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.deeds import Chains
from ucj_desktop.storage.journal import Row

ROWS_TO_NAME = 20  # of a deed, from its end: where what names it stands
_MOST_NAMED = 3


def in_the_way(office: Office, connection: Connection, later: Sequence[Row], known: Chains) -> str:
    """The deeds that these rows belong to, the newest first: at most three by name, and how many more."""
    newest: dict[int, Row] = {}  # by the deed; of an older program each row is one
    for row in later:
        newest.setdefault(known.of(row.deed).base or -row.n, row)
    names = accounts.names(connection)
    told = [
        f"{_words(office, connection, row, known)} ({names.get(row.who, '?')}, {_moment(row.at)})"
        for row in list(newest.values())[:_MOST_NAMED]
    ]
    more = len(newest) - len(told)
    return "; ".join([*told, *([f"dan {thousands(more)} lagi"] if more else [])])


def _words(office: Office, connection: Connection, row: Row, known: Chains) -> str:
    chain = known.of(row.deed)
    rows = deeds.rows_of(connection, chain.base, ROWS_TO_NAME) if chain.base else [row]
    kind = kind_of(rows)
    if kind is None:
        whose = f" {name_of(connection, row.subject, rows)}" if row.action.startswith("worker.") else ""
        return f"{plainly(row)}{whose}"
    words = words_of(office, connection, rows, kind)
    return words if chain.is_done else f"pembatalan dari: {words}"


def plainly(row: Row) -> str:
    """What the history says of a row, as it stands within a sentence."""
    words = ACTION_WORDS.get(row.action, row.action)
    return words[:1].lower() + words[1:]


def _moment(at: str) -> str:
    return f"{datetime.fromisoformat(at).astimezone():%d-%m-%Y %H.%M}"
