"""Workers in the store: any worker comes back as it went in; lists are filtered, searched, ordered and paged."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.stages import unguarded
from tests.storage.conftest import KEY
from ucj_desktop.domain.names import search_key
from ucj_desktop.domain.rules import Finding, Severity
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import Order, Standing, WorkerFilter, WorkerRecord
from ucj_desktop.domain.verdict import Reason, Verdict
from ucj_desktop.domain.worker import Programmes, Sex, Worker
from ucj_desktop.storage import findings, worker_filters, workers
from ucj_desktop.storage.database import Database

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
NUMBER = st.none() | st.integers(0, 2**53)
WORKERS = st.builds(
    Worker,
    **{
        name: TEXT
        for name, field in Worker.__dataclass_fields__.items()
        if field.type is str and name not in ("worker_id", "full_name")
    },
    full_name=st.text("ABCdé'’. -,/()", max_size=30),
    birth_date=st.none() | st.dates(),
    sex=st.none() | st.sampled_from(Sex),
    weekly_hours=NUMBER,
    monthly_income=NUMBER,
    desil=NUMBER,
    programmes=st.sampled_from(Programmes),
    unread=st.dictionaries(TEXT, TEXT, max_size=3),
    worker_id=st.uuids().map(str),
)
STANDINGS = st.builds(
    Standing,
    stage=st.sampled_from(Stage),
    verdict=st.none() | st.sampled_from(Verdict),
    reason=st.none() | st.sampled_from(Reason),
    **dict.fromkeys(("verdict_note", "round_id", "minutes_id", "entered_by", "batch_id", "answer_note"), TEXT),
)
RECORDS = st.builds(WorkerRecord, WORKERS, STANDINGS)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(records=st.lists(RECORDS, max_size=6, unique_by=lambda one: one.worker.worker_id), changed=RECORDS)
def test_any_worker_comes_back_as_it_went_in(
    database: Database, records: list[WorkerRecord], changed: WorkerRecord
) -> None:
    with database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM workers")
        with unguarded(connection):
            workers.add(connection, records)
        ids = [one.worker.worker_id for one in records]
        assert workers.by_ids(connection, ids) == records
        assert sorted(one.worker.worker_id for one in workers.each(connection)) == sorted(ids)
        for one in records[:1]:
            after = WorkerRecord(replace(changed.worker, worker_id=one.worker.worker_id), changed.standing)
            with unguarded(connection):
                workers.change(connection, [replace(after, standing=replace(after.standing, minutes_id=""))])
            with unguarded(connection):
                workers.change(connection, [after])
            assert workers.get(connection, one.worker.worker_id) == after


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(before=RECORDS, after=RECORDS, other=RECORDS)
def test_a_worker_changed_from_what_it_was_is_as_if_written_whole(
    database: Database, before: WorkerRecord, after: WorkerRecord, other: WorkerRecord
) -> None:
    first, second = before.worker.worker_id, other.worker.worker_id
    after = replace(after, worker=replace(after.worker, worker_id=first))
    corrected = replace(other, worker=replace(other.worker, full_name="Siti Nur Aeni", kk_number="7302011003120001"))
    everything = "SELECT * FROM workers ORDER BY worker_id"
    assume(first != second)
    with database.writing() as connection:
        stored = []
        for only_what_differs in (False, True):
            with unguarded(connection):
                connection.exec_driver_sql("DELETE FROM workers")
                workers.add(connection, [before, other])
                if only_what_differs:
                    workers.change_from(connection, [(before, after), (other, corrected)])
                else:
                    workers.change(connection, [after, corrected])
                stored.append(connection.exec_driver_sql(everything).all())
        assert stored[0] == stored[1]


PEOPLE = [
    ("Andi Rahma", "7302015708800001", "7302012004", Stage.COLLECTED, Verdict.PENDING),
    ("Baso Tamparang", "7302011708800002", "7302012004", Stage.VERIFIED, Verdict.ELIGIBLE),
    ("Daeng Rala", "", "7302012005", Stage.COLLECTED, None),
    ("Muh. Ramli", "7302011708800003", "7302012005", Stage.VALIDATED, Verdict.NOT_ELIGIBLE),
    ("Ambo Ra'uf", "7302011708800003", "7302012006", Stage.VALIDATED, Verdict.ELIGIBLE),
]

FOUND = [
    Finding("id-0", "ID-01", Severity.BLOCKS, "nik", "what", "fix"),
    Finding("id-2", "ID-09", Severity.BLOCKS, "nik", "what", "fix"),
    Finding("id-3", "WK-01", Severity.WARNS, "occupation", "what", "fix"),
    Finding("id-9", "ID-01", Severity.BLOCKS, "nik", "what", "fix"),
]


@pytest.fixture(scope="module")
def listed(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The five of PEOPLE, and one who was merged into the first."""
    path = tmp_path_factory.mktemp("listed") / "store.db"
    path.write_bytes(empty_store.read_bytes())
    database = Database(path, KEY)
    records = [
        WorkerRecord(
            Worker(
                worker_id=f"id-{number}",
                full_name=name,
                nik=nik,
                village_code=village,
                kk_number=f"99{number}",
                birth_date=date(1980, 8, 17),
                source="DTSEN" if number < 3 else "desa",
            ),
            Standing(stage=stage, verdict=verdict, origin_office=f"73020{number}"),
        )
        for number, (name, nik, village, stage, verdict) in enumerate(PEOPLE)
    ]
    merged = WorkerRecord(replace(records[0].worker, worker_id="id-9"), Standing(merged_into="id-0"))
    with database.writing() as connection:
        with unguarded(connection):
            workers.add(connection, [*records, merged])
        findings.put_all(connection, FOUND)
    yield database
    database.close()


def names(database: Database, wanted: WorkerFilter) -> list[str]:
    with database.reading() as connection:
        ids = workers.ids(connection, wanted)
        assert workers.count(connection, wanted) == len(ids)
        assert [one.worker.worker_id for one in workers.each(connection, wanted)] == list(ids)
        return [one.worker.full_name.split()[0] for one in workers.by_ids(connection, ids)]


@pytest.mark.parametrize(
    "wanted, found",
    [
        (WorkerFilter(), ["Ambo", "Andi", "Baso", "Daeng", "Muh."]),
        (WorkerFilter(order=Order.NIK), ["Daeng", "Baso", "Muh.", "Ambo", "Andi"]),
        (WorkerFilter(order=Order.VILLAGE), ["Andi", "Baso", "Daeng", "Muh.", "Ambo"]),
        (WorkerFilter(text="ra"), ["Ambo", "Andi", "Baso", "Daeng", "Muh."]),
        (WorkerFilter(text="  RAHMA "), ["Andi"]),
        (WorkerFilter(text="7302011708800003"), ["Muh.", "Ambo"]),
        (WorkerFilter(text="73020117"), ["Baso", "Muh.", "Ambo"]),
        (WorkerFilter(text="993"), ["Muh."]),
        (WorkerFilter(text="%"), []),
        (WorkerFilter(text="';_%"), []),
        (WorkerFilter(text="' OR 1=1 --"), []),
        (WorkerFilter(text="tidak ada"), []),
        (WorkerFilter(village_code="7302012005"), ["Daeng", "Muh."]),
        (WorkerFilter(stages=(Stage.COLLECTED, Stage.VERIFIED)), ["Andi", "Baso", "Daeng"]),
        (WorkerFilter(verdict=Verdict.ELIGIBLE), ["Ambo", "Baso"]),
        (WorkerFilter(verdict=Verdict.ELIGIBLE, stages=(Stage.VALIDATED,)), ["Ambo"]),
        (WorkerFilter(origin_office="730202"), ["Daeng"]),
        (WorkerFilter(source="desa"), ["Ambo", "Muh."]),
        (WorkerFilter(worker_ids=("id-3", "id-1", "id-9")), ["Baso", "Muh."]),
        (WorkerFilter(worker_ids=("id-3", "id-1"), verdict=Verdict.NOT_ELIGIBLE), ["Muh."]),
        (WorkerFilter(text="ra", order=Order.NIK), ["Daeng", "Baso", "Muh.", "Ambo", "Andi"]),
        (WorkerFilter(text="rahma", order=Order.VILLAGE, village_code="7302012004"), ["Andi"]),
        (WorkerFilter(text="rahma", order=Order.VILLAGE, village_code="7302012005"), []),
        (WorkerFilter(text="73", source="desa"), ["Muh.", "Ambo"]),
        (WorkerFilter(text="9"), ["Andi", "Baso", "Daeng", "Muh.", "Ambo"]),
        (WorkerFilter(descending=True), ["Muh.", "Daeng", "Baso", "Andi", "Ambo"]),
        (WorkerFilter(order=Order.NIK, descending=True), ["Andi", "Ambo", "Muh.", "Baso", "Daeng"]),
        (WorkerFilter(without_nik=True), ["Daeng"]),
        (WorkerFilter(without_nik=True, source="DTSEN"), ["Daeng"]),
        (WorkerFilter(without_nik=True, source="desa"), []),
        (WorkerFilter(severity=Severity.BLOCKS), ["Andi", "Daeng"]),
        (WorkerFilter(rule="ID-01"), ["Andi"]),
        (WorkerFilter(rule="ID-01", stages=(Stage.VALIDATED,)), []),
        (WorkerFilter(stages=(Stage.VALIDATED,), village_code="7302012006", order=Order.VILLAGE), ["Ambo"]),
    ],
)
def test_a_list_holds_those_and_only_those_it_is_asked_for(
    listed: Database, wanted: WorkerFilter, found: list[str]
) -> None:
    assert names(listed, wanted) == found


def test_pages_of_a_list_put_together_are_the_list(listed: Database) -> None:
    with listed.reading() as connection:
        whole = workers.ids(connection, WorkerFilter())
        assert workers.ids(connection, WorkerFilter(), limit=2) == whole[:2]
        pages = [
            one.worker.worker_id for at in range(0, 5, 2) for one in workers.by_ids(connection, whole[at : at + 2])
        ]
    assert pages == whole


def test_ids_that_are_gone_are_left_out_and_the_order_asked_for_is_kept(listed: Database) -> None:
    with listed.reading() as connection:
        found = workers.by_ids(connection, ["id-3", "gone", "id-0"])
    assert [one.worker.worker_id for one in found] == ["id-3", "id-0"]


def test_more_ids_than_fit_in_one_question_are_all_found(database: Database) -> None:
    people = [WorkerRecord(Worker(full_name=f"Baso {number}")) for number in range(1_201)]
    with database.writing() as connection:
        workers.add(connection, people)
        ids = [one.worker.worker_id for one in people]
        assert workers.by_ids(connection, ids[::-1]) == people[::-1]


def test_nobody_is_found_by_an_empty_nik(listed: Database) -> None:
    with listed.reading() as connection:
        assert workers.by_nik(connection, "") == []
        assert [one.worker.full_name for one in workers.by_nik(connection, "7302011708800003")] == [
            "Muh. Ramli",
            "Ambo Ra'uf",
        ]
        assert workers.niks_used_twice(connection) == {"7302011708800003"}


def test_counts_add_up_and_leave_the_merged_out(listed: Database) -> None:
    with listed.reading() as connection:
        assert workers.counts_by(connection, "stage") == {"collected": 2, "validated": 2, "verified": 1}
        assert sum(workers.counts_by_village_and_stage(connection).values()) == 5
        assert workers.count_to_minute(connection) == 2
        assert sum(workers.counts_waiting_by_village(connection).values()) == 5
        with pytest.raises(ValueError, match="full_name"):
            workers.counts_by(connection, "full_name")


def plan_of(database: Database, wanted: WorkerFilter, columns: str = "worker_id") -> list[str]:
    with database.reading() as connection:
        return [
            row[-1]
            for part in worker_filters.parts(wanted)
            for row in connection.exec_driver_sql(
                f"EXPLAIN QUERY PLAN SELECT {columns} FROM workers WHERE {part.where} ORDER BY {part.order}",
                part.values,
            )
        ]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("order", list(Order))
def test_every_order_of_a_list_is_read_from_an_index(listed: Database, order: Order, descending: bool) -> None:
    plan = plan_of(listed, WorkerFilter(order=order, descending=descending))
    assert len(plan) == 1
    assert "USING COVERING INDEX" in plan[0]


@pytest.mark.parametrize(
    "wanted",
    [
        WorkerFilter(text="rahma"),
        WorkerFilter(text="rahma", village_code="7302012004"),
        WorkerFilter(text="rahma", order=Order.NIK),
        WorkerFilter(stages=(Stage.VERIFIED,)),
        WorkerFilter(stages=(Stage.VERIFIED,), village_code="7302012004", order=Order.VILLAGE),
        WorkerFilter(verdict=Verdict.ELIGIBLE),
        WorkerFilter(source="DTSEN"),
        WorkerFilter(origin_office="730201", order=Order.VILLAGE),
        WorkerFilter(rule="ID-01"),
        WorkerFilter(severity=Severity.BLOCKS),
    ],
    ids=str,
)
def test_no_filter_of_a_list_reads_the_rows_of_workers_or_sorts(listed: Database, wanted: WorkerFilter) -> None:
    plan = plan_of(listed, wanted)
    assert not [one for one in plan if "workers" in one and "COVERING" not in one]
    assert not [one for one in plan if "TEMP B-TREE" in one]


def test_the_first_rows_of_a_search_by_digits_are_read_from_an_index(listed: Database) -> None:
    plan = plan_of(listed, WorkerFilter(text="7302"))
    assert "ix_workers_by_nik (nik>? AND nik<?)" in plan[0]
    assert any("ix_workers_by_kk (kk_number>? AND kk_number<?)" in one for one in plan)


def test_a_nik_that_could_not_be_read_is_not_no_nik(database: Database) -> None:
    people = [
        Worker(full_name="Baso", unread={"nik": "73-02"}),
        Worker(full_name="Rala", unread={"note": '"nik":'}),
        Worker(full_name="Zainab", nik="7302015708800001"),
    ]
    with database.writing() as connection:
        workers.add(connection, map(WorkerRecord, people))
        assert workers.ids(connection, WorkerFilter(without_nik=True)) == [people[1].worker_id]
    assert [one.is_without_nik for one in people] == [False, True, False]


def test_the_names_of_everyone_stand_in_the_order_of_the_list(listed: Database) -> None:
    with listed.reading() as connection:
        ids, names = workers.names_in_order(connection)
        assert list(ids) == list(workers.ids(connection, WorkerFilter()))
    assert names.split("\n") == ["ambo rauf", "andi rahma", "baso tamparang", "daeng rala", "muh ramli"]


def test_an_empty_store_has_empty_lists(database: Database) -> None:
    with database.reading() as connection:
        assert list(workers.ids(connection, WorkerFilter())) == []
        assert list(workers.ids(connection, WorkerFilter(text="73"))) == []
        assert workers.names_in_order(connection) == ([], "")


def test_the_search_key_holds_nothing_that_a_pattern_would_take_for_a_sign() -> None:
    assert not set(search_key("100% _Ra'uf* [x]")) & set("%_*[]'")
