"""The journal: a chain in which every change, loss and reordering is named at its row."""

import random
from collections.abc import Callable

import orjson
import pytest
from sqlalchemy.exc import IntegrityError

from ucj_desktop.storage import journal, journal_chain
from ucj_desktop.storage.database import Connection, Database
from ucj_desktop.storage.journal import CHAIN_NAME, FIRST_PREV, SIGNED, Entry
from ucj_desktop.storage.journal_chain import Damage

LENGTH = 24
GUARDS = ("journal_no_update", "journal_no_delete", "journal_in_order", "journal_text_no_update")
Tampering = Callable[[Connection, random.Random], int | None]  # the row to be named; None: nothing was changed


def write(connection: Connection, count: int = LENGTH) -> None:
    """Rows of workers, every third with a batch, one without any text."""
    for number in range(count):
        changes = {"full_name": (None, f"Pekerja {number}"), "nik": (None, "7302010101010001")} if number != 5 else {}
        entry = Entry(action="worker.entered", subject=f"w{number % 7}", facts={"number": number}, changes=changes)
        batch = "batch" if number % 3 == 0 else ""
        journal.append(
            connection, who=f"a{number % 2}", at=f"2026-11-22T00:00:{number:02}Z", entries=[entry], batch=batch
        )


def sign(connection: Connection) -> None:
    """A checkpoint and, as always, the row that tells of it."""
    n, link = journal.head(connection)
    journal.add_checkpoint(connection, at="2026", occasion="minutes", signature=b"s")
    told = {"row": n, "code": link.hex()[:16], "signed_at": "2026", "occasion": "minutes"}
    journal.append(connection, who="a0", at="2026", entries=[Entry(action=SIGNED, facts=told)])


@pytest.fixture
def written(database: Database) -> Database:
    """A journal without its triggers, as somebody who holds the key can make it."""
    with database.writing() as connection:
        write(connection)
        sign(connection)
        for guard in GUARDS:
            connection.exec_driver_sql(f"DROP TRIGGER {guard}")
    return database


def damage(database: Database, sql: str, *values: object) -> journal_chain.Verification:
    with database.writing() as connection:
        connection.exec_driver_sql(sql, values)
        return journal_chain.verify(connection)


def test_an_untouched_journal_is_sound_in_whole_and_in_its_tail(written: Database) -> None:
    with written.reading() as connection:
        n, head = journal.head(connection)
        for last in (None, 1, 5, LENGTH, LENGTH + 9):
            found = journal_chain.verify(connection, last=last)
            assert (found.ok, found.rows, found.head) == (True, LENGTH + 1, head.hex())
    assert n == LENGTH + 1


def test_an_empty_journal_is_sound(database: Database) -> None:
    with database.reading() as connection:
        assert journal_chain.verify(connection) == journal_chain.Verification(0, FIRST_PREV.hex(), None)


@pytest.mark.parametrize(
    "sql, values, row, words",
    [
        ("UPDATE journal SET entry = replace(entry, '\"a1\"', '\"a0\"') WHERE n = 4", (), 4, "isi baris diubah"),
        ("UPDATE journal SET entry = entry || ' ' WHERE n = 7", (), 7, "isi baris diubah"),
        ("UPDATE journal SET subject = 'w9' WHERE n = 9", (), 9, "penunjuk baris diubah"),
        ("UPDATE journal SET batch = 'other' WHERE n = 2", (), 2, "penunjuk baris diubah"),
        ("UPDATE journal SET hash = ? WHERE n = 11", (bytes(32),), 11, "isi baris diubah"),
        ("UPDATE journal SET prev = ? WHERE n = 12", (bytes(32),), 12, "urutan baris diubah"),
        ("UPDATE journal_text SET text = replace(text, 'Pekerja', 'Orang') WHERE n = 13", (), 13, "teks perubahan"),
        ("UPDATE journal_text SET salt = ? WHERE n = 14", (bytes(16),), 14, "teks perubahan diubah"),
        ("DELETE FROM journal_text WHERE n > 8", (), 9, "dihapus tanpa catatan"),
        ("UPDATE checkpoints SET hash = ?", (bytes(32),), LENGTH, "titik periksa"),
    ],
)
def test_each_column_that_is_edited_is_named_at_its_row(
    written: Database, sql: str, values: tuple[object, ...], row: int | None, words: str
) -> None:
    with written.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER checkpoints_no_update")
    found = damage(written, sql, *values)
    if row is None:
        assert found.ok
    else:
        assert found.first_bad is not None
        assert found.first_bad[0] == row
        assert words in found.first_bad[1]


def test_a_deleted_row_is_named(written: Database) -> None:
    damage(written, "DELETE FROM journal_text WHERE n = 8")
    assert damage(written, "DELETE FROM journal WHERE n = 8").first_bad == (8, "baris hilang")


def test_a_first_row_that_is_gone_is_named(written: Database) -> None:
    damage(written, "DELETE FROM journal_text WHERE n = 1")
    assert damage(written, "DELETE FROM journal WHERE n = 1").first_bad == (1, "baris hilang")


def test_two_rows_that_changed_places_are_named_at_the_first(written: Database) -> None:
    damage(written, "DELETE FROM journal_text")
    for sql in ("UPDATE journal SET n = 99 WHERE n = 6", "UPDATE journal SET n = 6 WHERE n = 7"):
        damage(written, sql)
    found = damage(written, "UPDATE journal SET n = 7 WHERE n = 99")
    assert found.first_bad is not None
    assert found.first_bad[0] == 6


def test_a_cut_tail_shows_against_the_checkpoint_and_only_against_it(written: Database) -> None:
    damage(written, "DELETE FROM journal_text WHERE n > 20")
    assert damage(written, "DELETE FROM journal WHERE n > 20").first_bad == (21, "ekor jurnal terpotong")
    damage(written, "DROP TRIGGER checkpoints_no_delete")
    assert damage(written, "DELETE FROM checkpoints").ok


def test_the_row_that_tells_of_the_last_checkpoint_is_missed_too(written: Database) -> None:
    found = damage(written, "DELETE FROM journal WHERE n > ?", LENGTH)
    assert found.first_bad == (LENGTH + 1, "ekor jurnal terpotong")


def chained_anew(connection: Connection, start: int) -> None:
    """What a careful forger does: every row from ``start`` on gets the hash that its new content asks for."""
    rows = connection.exec_driver_sql("SELECT n, entry, prev FROM journal WHERE n >= ? ORDER BY n", (start,)).all()
    prev = rows[0][2]
    for n, entry, _ in rows:
        link = journal._link(n, prev, entry.encode())
        connection.exec_driver_sql("UPDATE journal SET prev = ?, hash = ? WHERE n = ?", (prev, link, n))
        prev = link


def test_an_edit_that_was_chained_anew_shows_against_the_checkpoint(written: Database) -> None:
    with written.writing() as connection:
        connection.exec_driver_sql("UPDATE journal SET entry = replace(entry, 'entered', 'altered') WHERE n = 10")
        chained_anew(connection, 10)
        found = journal_chain.verify(connection)
    assert found.first_bad == (LENGTH, "tidak sama dengan titik periksa yang ditandatangani")


def test_text_that_was_erased_leaves_the_chain_whole_and_tells_that_it_is_gone(database: Database) -> None:
    with database.writing() as connection:
        write(connection)
        connection.exec_driver_sql("DELETE FROM journal_text WHERE n IN (3, 4)")
        assert journal_chain.verify(connection).damage is Damage.TEXT_ERASED
        told = Entry(action="worker.erased", subject="w2", facts={"texts": journal_chain.ranges([3, 4])})
        journal.append(connection, who="a0", at="2026-11-22T01:00:00Z", entries=[told])
        assert journal_chain.verify(connection).ok
        rows = {row.n: row for row in journal.rows(connection)}
    assert rows[3].changes is None
    assert rows[3].fields == ("full_name", "nik")
    assert rows[5].changes == {"full_name": (None, "Pekerja 4"), "nik": (None, "7302010101010001")}
    assert rows[6].changes == {}


def test_nothing_personal_stands_in_the_chain_and_equal_text_has_unequal_digests(database: Database) -> None:
    same = Entry(action="worker.entered", subject="w", changes={"nik": (None, "7302010101010001")})
    with database.writing() as connection:
        journal.append(connection, who="a", at="2026", entries=[same, same])
        chain = list(connection.exec_driver_sql("SELECT entry FROM journal").scalars())
    assert "7302010101010001" not in "".join(chain)
    digests = {orjson.loads(entry)["text"] for entry in chain}
    assert len(digests) == 2


def test_rows_are_found_by_subject_batch_and_place(database: Database) -> None:
    with database.writing() as connection:
        write(connection)
        assert [row.n for row in journal.rows(connection, subject="w1")] == [23, 16, 9, 2]
        assert [row.n for row in journal.rows(connection, subject="w1", before=16, newest_first=False)] == [2, 9]
        assert [row.n for row in journal.rows(connection, limit=3)] == [24, 23, 22]
        batch = [row.n for row in journal.each_of_batch(connection, "batch")]
        assert batch == sorted(batch, reverse=True) == [row.n for row in journal.rows(connection, batch="batch")]


def test_a_journal_row_cannot_be_put_in_beside_the_service(database: Database) -> None:
    with database.writing() as connection:
        write(connection, 2)
    with pytest.raises(IntegrityError), database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO journal (n, entry, prev, hash) VALUES (3, '{}', ?, ?)", (b"x", b"x"))


def edit_json(connection: Connection, chance: random.Random) -> int | None:
    n = chance.randint(1, LENGTH)
    entry = connection.exec_driver_sql("SELECT entry FROM journal WHERE n = ?", (n,)).scalar_one()
    at = chance.randrange(len(entry))
    changed = entry[:at] + chance.choice("abcxyz019 ") + entry[at + 1 :]
    connection.exec_driver_sql("UPDATE journal SET entry = ? WHERE n = ?", (changed, n))
    return n if changed != entry else None


def edit_bytes(connection: Connection, chance: random.Random) -> int | None:
    n, column = chance.randint(1, LENGTH), chance.choice(("prev", "hash"))
    value = bytearray(connection.exec_driver_sql(f"SELECT {column} FROM journal WHERE n = ?", (n,)).scalar_one())
    value[chance.randrange(32)] ^= 1 << chance.randrange(8)
    connection.exec_driver_sql(f"UPDATE journal SET {column} = ? WHERE n = ?", (bytes(value), n))
    return n


def edit_text(connection: Connection, chance: random.Random) -> int | None:
    n = chance.choice([one for one in range(1, LENGTH + 1) if one != 6])
    text = connection.exec_driver_sql("SELECT text FROM journal_text WHERE n = ?", (n,)).scalar_one()
    at = chance.randrange(len(text))
    changed = text[:at] + chance.choice("QWZ57") + text[at + 1 :]
    connection.exec_driver_sql("UPDATE journal_text SET text = ? WHERE n = ?", (changed, n))
    return n if changed != text else None


def delete(connection: Connection, chance: random.Random) -> int | None:
    n = chance.randint(1, LENGTH)
    until = min(LENGTH, n + chance.choice((0, 0, 1, 5)))
    for table in ("journal_text", "journal"):
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE n BETWEEN ? AND ?", (n, until))
    return n


def delete_and_close_up(connection: Connection, chance: random.Random) -> int | None:
    """A row is taken out and those after it are numbered and chained anew: only the checkpoint tells."""
    n = chance.randint(1, LENGTH)
    connection.exec_driver_sql("DELETE FROM journal_text WHERE n >= ?", (n,))
    prev = connection.exec_driver_sql("SELECT prev FROM journal WHERE n = ?", (n,)).scalar_one()
    connection.exec_driver_sql("DELETE FROM journal WHERE n = ?", (n,))
    if n < LENGTH:
        connection.exec_driver_sql("UPDATE journal SET n = n - 1 WHERE n > ?", (n,))
        connection.exec_driver_sql("UPDATE journal SET prev = ? WHERE n = ?", (prev, n))
        chained_anew(connection, n)
    return LENGTH


def swap(connection: Connection, chance: random.Random) -> int | None:
    one, other = sorted(chance.sample(range(1, LENGTH + 1), 2))
    connection.exec_driver_sql("DELETE FROM journal_text")
    for before, after in ((one, 999), (other, one), (999, other)):
        connection.exec_driver_sql("UPDATE journal SET n = ? WHERE n = ?", (after, before))
    return one


def insert(connection: Connection, chance: random.Random) -> int | None:
    n = chance.randint(1, LENGTH)
    connection.exec_driver_sql("DELETE FROM journal_text")
    connection.exec_driver_sql("UPDATE journal SET n = -n WHERE n >= ?", (n,))
    connection.exec_driver_sql("UPDATE journal SET n = 1 - n WHERE n < 0")
    connection.exec_driver_sql(
        "INSERT INTO journal (n, entry, prev, hash, subject, batch)"
        " SELECT ?, entry, prev, hash, subject, batch FROM journal WHERE n <> ? LIMIT 1 OFFSET ?",
        (n, n, chance.randrange(LENGTH)),
    )
    return n


WAYS = (edit_json, edit_bytes, edit_text, delete, delete_and_close_up, swap, insert)


def test_two_hundred_random_tamperings_are_all_found_at_their_row(written: Database) -> None:
    chance = random.Random(2026)
    found: list[tuple[str, int, object]] = []
    tried = 0
    while tried < 203:
        way = WAYS[tried % len(WAYS)]
        with written._engine.connect() as connection:
            transaction = connection.begin()
            row = way(connection, chance)
            verification = journal_chain.verify(connection)
            transaction.rollback()
        if row is None:
            assert verification.ok
            continue
        tried += 1
        told = verification.first_bad
        if told is None or (told[0] != row and not (way in (insert, swap) and told[0] in (row, row + 1))):
            found.append((way.__name__, row, told))
    assert found == []


def test_the_chain_is_the_one_that_is_written_down() -> None:
    """SHA256("ucj-journal-v1\\0" | n as 8 bytes | prev | SHA256(json)): other programs may check it."""
    import hashlib

    body = b'{"action":"x"}'
    wanted = hashlib.sha256(b"ucj-journal-v1\0" + (7).to_bytes(8, "big") + bytes(32) + hashlib.sha256(body).digest())
    assert CHAIN_NAME == b"ucj-journal-v1\0"
    assert journal._link(7, bytes(32), body) == wanted.digest()
