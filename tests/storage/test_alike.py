"""The few of the store who may be one new person, and the columns they are found by."""

from dataclasses import replace
from datetime import date

from tests.matching.hard_pairs import PAIRS
from ucj_desktop.domain.standing import Standing, WorkerRecord
from ucj_desktop.domain.worker import Sex, Worker
from ucj_desktop.matching.live import likely_pairs
from ucj_desktop.matching.lookups import COLUMNS
from ucj_desktop.matching.person import Person, person_of
from ucj_desktop.storage import alike, derived, workers
from ucj_desktop.storage.database import Database

STORED = Worker(
    nik="7302041708800003",
    kk_number="7302041203120007",
    full_name="Muhammad Arsyad",
    birth_date=date(1980, 8, 7),
    sex=Sex.MALE,
    mother_name="Sitti Rabiah",
    village_code="7302042003",
)


def put(database: Database, *stored: Worker) -> None:
    with database.writing() as connection:
        workers.add(connection, [WorkerRecord(one, Standing()) for one in stored])


def found(database: Database, new: Person) -> list[str]:
    with database.reading() as connection:
        return [one.worker_id for one in alike.candidates(connection, new)]


def test_a_new_worker_finds_his_like_by_any_of_the_lookups(database: Database) -> None:
    put(database, STORED, Worker(full_name="Sudirman", birth_date=date(1971, 1, 2), village_code="7302042003"))
    new = Person(worker_id="new")
    by = {
        "born_named": replace(new, full_name="Arsad", birth_date=date(1980, 7, 8)),
        "born_placed": replace(new, full_name="X", birth_date=date(1980, 8, 7), village_code="7302042003"),
        "name_placed": replace(new, full_name="MUH. ARSYAD", village_code="7302042003"),
        "mother_born": replace(
            new, full_name="X", birth_date=date(1980, 1, 1), mother_name="St. Rabia", village_code="7302042003"
        ),
        "nik": replace(new, nik="7302041708800009"),
        "birth date in the NIK": replace(new, full_name="Arsad", nik="7371010708800012"),
        "another birth date in the NIK": replace(
            new, full_name="Arsad", birth_date=date(1985, 1, 1), nik="7371010708800012"
        ),
        "kk": replace(new, kk_number=STORED.kk_number),
        "nik as kk": replace(new, nik=STORED.kk_number),
        "kk as nik": replace(new, kk_number=STORED.nik),
    }
    assert {column: found(database, one) for column, one in by.items()} == {column: [STORED.worker_id] for column in by}
    assert set(COLUMNS) < set(by)
    assert found(database, new) == []


def test_who_is_merged_into_another_is_no_candidate(database: Database) -> None:
    with database.writing() as connection:
        workers.add(connection, [WorkerRecord(STORED, Standing(merged_into="another"))])
    assert found(database, person_of(STORED)) == []


def test_the_pairs_made_by_hand_are_found_one_by_one_in_a_store(database: Database) -> None:
    missed = []
    for number, pair in enumerate(one for one in PAIRS if one.same):
        stored = Worker(**{name: getattr(pair.a, name) for name in Person.__dataclass_fields__ if name != "worker_id"})
        put(database, stored)
        with database.reading() as connection:
            matches = likely_pairs(pair.b, alike.candidates(connection, pair.b))
        if stored.worker_id not in {match.b for match in matches}:
            missed.append(pair.why)
        with database.writing() as connection:
            workers.remove(connection, [stored.worker_id])
        assert number < 100
    assert missed == []


def test_a_store_of_another_derivation_is_derived_again(database: Database) -> None:
    put(database, STORED)
    with database.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE workers SET born_named = '', born_placed = '', name_placed = '', mother_born = ''"
        )
        assert not derived.is_derived(connection)
    assert found(database, person_of(replace(STORED, nik="", kk_number=""))) == []
    with database.writing() as connection:
        assert derived.derive_again(connection) == 1
        assert derived.is_derived(connection)
    assert found(database, person_of(replace(STORED, nik="", kk_number=""))) == [STORED.worker_id]
