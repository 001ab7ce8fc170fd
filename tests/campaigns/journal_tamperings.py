"""Campaign: a journal bent in every way by somebody who holds the store's key; each must be found, by row and kind."""

import argparse
import collections
import random
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

if __package__ in {None, ""}:  # run as a script from the checkout
    sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.working_day import enter, minuted, new_office
from ucj_desktop.crypto.signing import SigningKey
from ucj_desktop.services.checkpoints import CHECKPOINT_TYPE, sign_day, verified_journal
from ucj_desktop.services.collect.enter_worker import correct_worker
from ucj_desktop.services.office import Office
from ucj_desktop.storage import journal
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal_chain import Damage

GUARDS = (
    "journal_no_update", "journal_no_delete", "journal_in_order", "journal_text_no_update", "checkpoints_no_update",
    "checkpoints_no_delete",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """What the verification must say of a tampering: one of these rows and one of these kinds."""

    rows: range
    kinds: frozenset[Damage]


def told(row: int, *kinds: Damage, until: int | None = None) -> Told:
    return Told(range(row, (row if until is None else until) + 1), frozenset(kinds))


class Rolled(Exception):
    """Ends a tampering without a trace."""


class Forger:
    """The ways to bend the journal; each gives what must be found, or None where chance changed nothing."""

    def __init__(self, connection: Connection, chance: random.Random) -> None:
        self.connection, self.chance = connection, chance
        self.end = journal.head(connection)[0]
        self.points = [one.n for one in journal.checkpoints(connection)]

    def one(self, sql: str, *values: object) -> object:
        return self.connection.exec_driver_sql(sql, values).scalar_one()

    def do(self, sql: str, *values: object) -> None:
        self.connection.exec_driver_sql(sql, values)

    def row(self, last: int | None = None) -> int:
        return self.chance.randint(1, last or self.end)

    def next_point(self, n: int) -> int:
        return min(one for one in self.points if one >= n)

    def changed(self, text: str) -> str:
        at = self.chance.randrange(len(text))
        return text[:at] + self.chance.choice([one for one in "abcxyz019QWZ " if one != text[at]]) + text[at + 1 :]

    def edit_entry(self) -> Told:
        n = self.row()
        entry = self.changed(str(self.one("SELECT entry FROM journal WHERE n = ?", n)))
        self.do("UPDATE journal SET entry = ? WHERE n = ?", entry, n)
        return told(n, Damage.ROW_EDITED)

    def edit_hash(self) -> Told:
        n = self.row()
        self.do("UPDATE journal SET hash = ? WHERE n = ?", self.chance.randbytes(32), n)
        return told(n, Damage.ROW_EDITED)

    def edit_prev(self) -> Told:
        n = self.row()
        self.do("UPDATE journal SET prev = ? WHERE n = ?", self.chance.randbytes(32), n)
        return told(n, Damage.ORDER)

    def edit_pointer(self) -> Told:
        n, column = self.row(), self.chance.choice(("subject", "batch", "deed"))
        value = self.chance.randrange(1, 999) + self.end if column == "deed" else f"other-{self.chance.random()}"
        self.do(f"UPDATE journal SET {column} = ? WHERE n = ?", value, n)
        return told(n, Damage.POINTER_EDITED)

    def _row_with_text(self) -> int:
        numbers = list(self.connection.exec_driver_sql("SELECT n FROM journal_text").scalars())
        return int(self.chance.choice(numbers))

    def edit_text(self) -> Told:
        n = self._row_with_text()
        text = self.changed(str(self.one("SELECT text FROM journal_text WHERE n = ?", n)))
        self.do("UPDATE journal_text SET text = ? WHERE n = ?", text, n)
        return told(n, Damage.TEXT_EDITED)

    def edit_salt(self) -> Told:
        n = self._row_with_text()
        self.do("UPDATE journal_text SET salt = ? WHERE n = ?", self.chance.randbytes(16), n)
        return told(n, Damage.TEXT_EDITED)

    def erase_text(self) -> Told:
        n = self._row_with_text()
        self.do("DELETE FROM journal_text WHERE n = ?", n)
        return told(n, Damage.TEXT_ERASED)

    def add_text(self) -> Told:
        bare = "SELECT j.n FROM journal j WHERE NOT EXISTS (SELECT 1 FROM journal_text t WHERE t.n = j.n)"
        n = int(self.chance.choice(list(self.connection.exec_driver_sql(bare).scalars())))
        self.do("INSERT INTO journal_text (n, salt, text) VALUES (?, ?, '{}')", n, bytes(16))
        return told(n, Damage.TEXT_EDITED)

    def delete(self) -> Told:
        n = self.row(self.end - 1)
        until = min(self.end - 1, n + self.chance.choice((0, 0, 1, 5)))
        for table in ("journal_text", "journal"):
            self.do(f"DELETE FROM {table} WHERE n BETWEEN ? AND ?", n, until)
        return told(n, Damage.ROW_GONE)

    def cut_tail(self) -> Told:
        n = self.row(max(self.points))
        for table in ("journal_text", "journal"):
            self.do(f"DELETE FROM {table} WHERE n >= ?", n)
        return told(n, Damage.TAIL_CUT)

    def cut_tail_with_checkpoints(self) -> Told:
        """Also the checkpoints go: what minutes say of the journal is left, and papers."""
        n = self.row(self.minuted)
        for table in ("journal_text", "journal", "checkpoints"):
            self.do(f"DELETE FROM {table} WHERE n >= ?", n)
        return told(n, Damage.MINUTES_UNKNOWN)

    @property
    def minuted(self) -> int:
        """The row that the minutes name: what comes up to it cannot be cut off unseen."""
        head = bytes.fromhex(str(self.one("SELECT journal_head FROM minutes")))
        return int(str(self.one("SELECT n FROM journal WHERE substr(hash, 1, 8) = ?", head)))

    def swap_rows(self) -> Told:
        one, other = sorted(self.chance.sample(range(1, self.end + 1), 2))
        self.do("DELETE FROM journal_text")
        for before, after in ((one, -1), (other, one), (-1, other)):
            self.do("UPDATE journal SET n = ? WHERE n = ?", after, before)
        return told(one, Damage.ORDER)

    def swap_entries(self) -> Told:
        one, other = sorted(self.chance.sample(range(1, self.end + 1), 2))
        said = {n: str(self.one("SELECT entry FROM journal WHERE n = ?", n)) for n in (one, other)}
        for n, text in ((one, said[other]), (other, said[one])):
            self.do("UPDATE journal SET entry = ? WHERE n = ?", text, n)
        return told(one, Damage.ORDER)

    def insert(self, last: int | None = None) -> Told:
        """A row of another place comes in between; the rows after it move on."""
        n, other = self.row(last), self.row()
        copied = self.connection.exec_driver_sql("SELECT * FROM journal WHERE n = ?", (other,)).first()
        assert copied is not None
        self.do("DELETE FROM journal_text")
        self.do("UPDATE journal SET n = -n WHERE n >= ?", n)
        self.do("UPDATE journal SET n = 1 - n WHERE n < 0")
        self.do(f"INSERT INTO journal VALUES ({', '.join('?' * len(copied))})", n, *copied[1:])
        if n == other:  # the very row that stood there: it is the one that moved on which does not fit
            return told(n + 1, Damage.ORDER)
        return told(n, Damage.ORDER)

    def _chain_anew(self, start: int) -> None:
        """What a careful forger does: every row from ``start`` on gets the hash that its content asks for."""
        prev = journal.FIRST_PREV if start == 1 else self.one("SELECT hash FROM journal WHERE n = ?", start - 1)
        rows = self.connection.exec_driver_sql("SELECT n, entry FROM journal WHERE n >= ? ORDER BY n", (start,))
        for n, entry in rows.all():
            link = journal._link(n, bytes(prev), entry.encode())  # type: ignore[call-overload]
            self.do("UPDATE journal SET prev = ?, hash = ? WHERE n = ?", prev, link, n)
            prev = link

    def rewrite(self) -> Told:
        n = self.row(max(self.points))
        entry = str(self.one("SELECT entry FROM journal WHERE n = ?", n))
        self.do("UPDATE journal SET entry = ? WHERE n = ?", entry.replace('"who":"', '"who":"x'), n)
        self._chain_anew(n)
        return told(self.next_point(n), Damage.NOT_AS_SIGNED)

    def delete_and_chain_anew(self) -> Told:
        n = self.row(max(self.points))
        self.do("DELETE FROM journal_text")
        self.do("DELETE FROM journal WHERE n = ?", n)
        self.do("UPDATE journal SET n = -n WHERE n > ?", n)
        self.do("UPDATE journal SET n = -n - 1 WHERE n < 0")
        self._chain_anew(n)
        return told(self.next_point(n), Damage.NOT_AS_SIGNED)

    def insert_and_chain_anew(self) -> Told:
        n = self.insert(max(self.points)).rows.start
        self._chain_anew(max(1, n - 1))
        return told(self.next_point(min(n, max(self.points))), Damage.NOT_AS_SIGNED)

    def _sign(self, n: int, key: SigningKey) -> None:
        link, at = self.connection.exec_driver_sql(
            "SELECT j.hash, c.at FROM journal j JOIN checkpoints c ON c.n = j.n WHERE j.n = ?", (n,)
        ).one()
        signature = key.sign(CHECKPOINT_TYPE, journal.statement(n, link, at))
        self.do("UPDATE checkpoints SET hash = ?, signature = ? WHERE n = ?", link, signature, n)

    def sign_with_another_key(self) -> Told:
        n = self.chance.choice(self.points)
        self._sign(n, SigningKey(self.chance.randbytes(32)))
        return told(n, Damage.CHECKPOINT_FORGED)

    def rewrite_and_sign_with_another_key(self) -> Told:
        """All rows from one on and every checkpoint after it: the rows that tell of checkpoints say otherwise."""
        n = self.row(max(self.points))
        self.rewrite_row(n)
        self._chain_anew(n)
        key = SigningKey(self.chance.randbytes(32))
        for one in self.points:
            if one >= n:
                self._sign(one, key)
        return told(self.next_point(n), Damage.CHECKPOINT_EDITED, Damage.CHECKPOINT_FORGED)

    def rewrite_row(self, n: int) -> None:
        entry = str(self.one("SELECT entry FROM journal WHERE n = ?", n))
        self.do("UPDATE journal SET entry = ? WHERE n = ?", entry.replace('"who":"', '"who":"x'), n)

    def checkpoint_gone(self) -> Told:
        n = self.chance.choice(self.points)
        self.do("DELETE FROM checkpoints WHERE n = ?", n)
        return told(n, Damage.CHECKPOINT_GONE)

    def checkpoint_signature(self) -> Told:
        n = self.chance.choice(self.points)
        self.do("UPDATE checkpoints SET signature = ? WHERE n = ?", self.chance.randbytes(64), n)
        return told(n, Damage.CHECKPOINT_FORGED)

    def checkpoint_said(self) -> Told:
        n, column = self.chance.choice(self.points), self.chance.choice(("at", "occasion"))
        self.do(f"UPDATE checkpoints SET {column} = ? WHERE n = ?", f"x{self.chance.random()}", n)
        return told(n, Damage.CHECKPOINT_EDITED)

    def checkpoint_hash(self) -> Told:
        n = self.chance.choice(self.points)
        self.do("UPDATE checkpoints SET hash = ? WHERE n = ?", self.chance.randbytes(32), n)
        return told(n, Damage.CHECKPOINT_FORGED)

    def checkpoint_moved(self) -> Told:
        """A checkpoint speaks of another row than it was signed for."""
        n = self.chance.choice(self.points)
        other = self.chance.choice([one for one in range(1, self.end + 1) if one not in self.points])
        self.do("UPDATE checkpoints SET n = ? WHERE n = ?", other, n)
        if other <= n + 1:  # before it, or on the row that tells of it
            return told(other, Damage.CHECKPOINT_FORGED)
        return told(n, Damage.CHECKPOINT_GONE)


WAYS: Mapping[str, Callable[[Forger], Told]] = {
    name: way
    for name, way in vars(Forger).items()
    if callable(way) and not name.startswith("_") and way.__annotations__.get("return") in (Told, "Told")
}


def prepared(folder: Path) -> Office:
    """A day with workers, corrections, minutes and several checkpoints; the office is open."""
    manager = new_office(folder)
    office = manager.__enter__()
    people = enter(office, 6)
    sign_day(office)
    for one in people[:3]:
        correct_worker(office, replace(one, note="rumah di ujung jalan"))
    minuted(office, people)
    for one in enter(office, 4, seed=12):
        correct_worker(office, replace(one, note="alamat lain"))
    sign_day(office)
    return office


def run(size: int, seed: int) -> tuple[list[str], collections.Counter[str]]:
    """(what was not found, or named otherwise; how often each way was tried)."""
    chance = random.Random(seed)
    tried: collections.Counter[str] = collections.Counter()
    missed: list[str] = []
    with tempfile.TemporaryDirectory() as place:
        office = prepared(Path(place) / "office")
        try:
            names = list(WAYS)
            for number in range(size):
                name = names[number % len(names)]
                tried[name] += 1
                fault = tamper(office, name, chance)
                if fault:
                    missed.append(fault)
        finally:
            office.close()
    return missed, tried


def tamper(office: Office, name: str, chance: random.Random) -> str:
    """Bend the journal, verify it, and put it back; what was not found as it should be, or nothing."""
    fault = ""
    try:
        with office.database.writing() as connection:
            for guard in GUARDS:
                connection.exec_driver_sql(f"DROP TRIGGER {guard}")
            wanted = WAYS[name](Forger(connection, chance))
            found = verified_journal(office, connection)
            if found.first_bad is None or found.damage is None:
                fault = f"{name}: not found, wanted {wanted}"
            elif found.first_bad[0] not in wanted.rows or found.damage not in wanted.kinds:
                fault = f"{name}: {found.first_bad} {found.damage}, wanted {wanted}"
            raise Rolled
    except Rolled:
        pass
    return fault


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=500)
    parser.add_argument("--seed", type=int, default=2026)
    asked = parser.parse_args()
    start = time.perf_counter()
    missed, tried = run(asked.size, asked.seed)
    for fault in missed:
        print(fault)
    for name, count in sorted(tried.items()):
        print(f"{name:36} {count}")
    seconds = time.perf_counter() - start
    print(f"{asked.size} tamperings: {asked.size - len(missed)} found by row and kind, {seconds:.1f} s")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
