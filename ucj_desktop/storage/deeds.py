"""Deeds: what was done together, as the journal's rows tell it, and what was taken back or done again since."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.storage import journal
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Row

UNDONE, REDONE = "deed.undone", "deed.redone"
_SUBJECT = "deed/"
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Chain:
    """A deed with its undoing, the undoing of that, and so on: ``links`` are the numbers of these deeds, in order."""

    base: int
    links: tuple[int, ...]

    @property
    def is_done(self) -> bool:
        """Whether the deed holds at present."""
        return len(self.links) % 2 == 0

    def is_otherwise_since(self, deed: int) -> bool:
        """Whether it was done, or was taken back, since another deed, and not both."""
        return sum(one > deed for one in (self.base, *self.links)) % 2 == 1

    @property
    def last(self) -> int:
        """The deed that says how things stand now."""
        return self.links[-1] if self.links else self.base


@dataclass(frozen=True, slots=True)
class Chains:
    """Every deed that was ever taken back, by its number and by those of its links."""

    by_deed: dict[int, Chain]

    def of(self, deed: int) -> Chain:
        return self.by_deed.get(deed) or Chain(deed, ())


def subject_of(base: int) -> str:
    """The subject of the rows that take a deed back or do it again."""
    return f"{_SUBJECT}{base}"


def chains(connection: Connection) -> Chains:
    """All of them: few deeds are ever taken back."""
    found = connection.exec_driver_sql(
        "SELECT subject, deed FROM journal WHERE subject >= ? AND subject < 'deed0' ORDER BY n", (_SUBJECT,)
    )
    links: dict[int, list[int]] = {}
    for subject, deed in found:
        links.setdefault(int(subject.removeprefix(_SUBJECT)), []).append(deed)
    by_deed: dict[int, Chain] = {}
    for base, several in links.items():
        chain = Chain(base, tuple(several))
        by_deed.update(dict.fromkeys((base, *several), chain))
    return Chains(by_deed)


def newest(connection: Connection) -> Iterator[int]:
    """The numbers of all deeds, the newest first; those of older programs are left out, but for imports."""
    before = journal.head(connection)[0] + 1
    while True:
        found = connection.exec_driver_sql(
            "SELECT DISTINCT deed FROM journal WHERE deed > 0 AND deed < ? ORDER BY deed DESC LIMIT ?",
            (before, _AT_ONCE),
        )
        some = list(found.scalars())
        yield from some
        if len(some) < _AT_ONCE:
            return
        before = some[-1]


def number_of_row(connection: Connection, n: int) -> int:
    """The deed that a row of the journal belongs to; 0: of an older program, or no row."""
    return int(connection.exec_driver_sql("SELECT deed FROM journal WHERE n = ?", (n,)).scalar() or 0)


def number_of_batch(connection: Connection, batch: str) -> int:
    """The deed whose rows bear this batch; 0: there is none."""
    found = connection.exec_driver_sql("SELECT MIN(deed) FROM journal WHERE batch = ?", (batch,))
    return int(found.scalar() or 0)


def rows_of(connection: Connection, deed: int, limit: int = -1, progress: Progress = SILENT) -> list[Row]:
    """The rows of one deed, the newest first; only so many where ``limit`` is given."""
    found = connection.exec_driver_sql("SELECT n FROM journal WHERE deed = ? ORDER BY n DESC LIMIT ?", (deed, limit))
    numbers = list(found.scalars())
    rows: list[Row] = []
    for start in range(0, len(numbers), _AT_ONCE):
        progress.step(start, len(numbers), "Membaca jurnal")
        rows += journal.by_numbers(connection, numbers[start : start + _AT_ONCE])
    return rows


def count_rows(connection: Connection, deed: int) -> int:
    return int(connection.exec_driver_sql("SELECT COUNT(*) FROM journal WHERE deed = ?", (deed,)).scalar_one())


def later_rows(connection: Connection, deed: int, tables: Sequence[str] = ()) -> list[Row]:
    """What was done after a deed to whom it was done to, or in one of these tables, the newest first."""
    last = connection.exec_driver_sql("SELECT MAX(n) FROM journal WHERE deed = ?", (deed,)).scalar() or 0
    told = "".join(f" OR entry LIKE '%\"{table}\"%'" for table in tables)
    found = connection.exec_driver_sql(
        "SELECT n FROM journal WHERE n > ? AND (subject IN (SELECT subject FROM journal WHERE deed = ? AND"
        f" subject <> ''){told}) ORDER BY n DESC",
        (last, deed),
    )
    numbers = list(found.scalars())
    return [
        row
        for start in range(0, len(numbers), _AT_ONCE)
        for row in journal.by_numbers(connection, numbers[start : start + _AT_ONCE])
    ]
