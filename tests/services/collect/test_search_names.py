"""Searching in memory finds what the store finds, in the same order, and what was saved since."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.demo_office import make_office
from ucj_desktop.domain.standing import Order, WorkerFilter, WorkerRecord
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.collect.enter_worker import save_new_worker
from ucj_desktop.services.collect.list_workers import worker_ids
from ucj_desktop.services.collect.search_names import NameSearch
from ucj_desktop.services.office import Office
from ucj_desktop.storage import workers
from ucj_desktop.storage.journal import Entry

NAMES = ["", "Andi Rahma", "Andi", "Sitti Nur'aini", "Nur Aini", "Baso", "", "Rahmatang", "Muh. 2 Ramli", "andi RAHMA"]


def put(office: Office, names: list[str]) -> None:
    with office.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM workers")
        workers.add(connection, [WorkerRecord(Worker(full_name=name)) for name in names])
        office.log(connection, Entry(action="demo.filled", facts={"workers": len(names)}))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = make_office(tmp_path_factory.mktemp("office"))
    yield made
    made.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(
    names=st.lists(st.text("abc .'", max_size=9), max_size=12),
    text=st.text("abc .'", max_size=4),
    limit=st.integers(1, 6),
    block=st.integers(1, 30),
)
def test_any_part_of_any_name_is_found_as_the_store_finds_it(
    office: Office, names: list[str], text: str, limit: int, block: int
) -> None:
    put(office, names)
    wanted = WorkerFilter(text=text)
    assert list(NameSearch(office, block).first_ids(wanted, limit)) == list(worker_ids(office, wanted, limit))


@pytest.mark.parametrize("text", ["a", "andi", "rahma", "nur a", "i", "zz", "2", "9", "", "%", "ANDI  r", "i a"])
@pytest.mark.parametrize("limit", [1, 3, 100])
def test_what_is_typed_finds_the_first_of_the_list(office: Office, text: str, limit: int) -> None:
    put(office, NAMES)
    wanted = WorkerFilter(text=text)
    assert list(NameSearch(office).first_ids(wanted, limit)) == list(worker_ids(office, wanted, limit))


def test_a_list_in_another_order_or_with_filters_is_the_stores(office: Office) -> None:
    put(office, NAMES)
    search = NameSearch(office)
    for wanted in (
        WorkerFilter(text="andi", descending=True),
        WorkerFilter(text="andi", order=Order.NIK),
        WorkerFilter(text="andi", village_code="7302012004"),
        WorkerFilter(),
    ):
        assert list(search.first_ids(wanted, 5)) == list(worker_ids(office, wanted, 5))


def test_who_was_saved_a_moment_ago_is_found(office: Office) -> None:
    put(office, NAMES)
    search = NameSearch(office)
    assert not search.first_ids(WorkerFilter(text="zainab"), 5)
    before = search.everyone()
    assert search.everyone() is before
    new = Worker(full_name="Zainab", village_code="7302012004")
    save_new_worker(office, new)
    assert list(search.first_ids(WorkerFilter(text="zainab"), 5)) == [new.worker_id]
    assert len(search.everyone()) == len(before) + 1
