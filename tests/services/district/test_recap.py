"""The recap: everybody once, whatever the rows stand for, and an equation that ties it to the packages."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.offices import SUB_DISTRICT
from tests.working_day import enter, exchange_cards, minuted, new_office
from ucj_desktop.services.accuracy.settle_duplicates import PairDecision, decide_pair
from ucj_desktop.services.care.made_up_people import make_people
from ucj_desktop.services.collect.enter_worker import save_new_worker
from ucj_desktop.services.district.answer_office import answer_office
from ucj_desktop.services.district.recap import RecapBy, recap
from ucj_desktop.services.district.receive_package import receive_package
from ucj_desktop.services.handoff.create_package import create_package
from ucj_desktop.services.handoff.take_replies import take_replies
from ucj_desktop.storage import workers

COLUMNS = ("total", "eligible", "not_eligible", "waiting", "sent", "accepted", "returned")


@pytest.mark.parametrize("by", list(RecapBy))
def test_the_rows_add_up_to_the_total_whatever_they_stand_for(tmp_path: Path, by: RecapBy) -> None:
    with new_office(tmp_path / "a") as office, new_office(tmp_path / "b", code="7302") as district:
        exchange_cards(office, district, tmp_path / "stick")
        people = enter(office, 12)
        minuted(office, people[:9])
        receive_package(district, create_package(office, tmp_path / "stick").file)
        answer_office(district, "730201", tmp_path / "stick")
        take_replies(office, tmp_path / "stick")
        told = recap(office, by)
        for column in COLUMNS:
            assert sum(getattr(row, column) for row in told.rows) == getattr(told.total, column)
        wanted = {"total": 12, "eligible": 7, "not_eligible": 2, "waiting": 3, "sent": 9, "accepted": 7, "returned": 0}
        assert {column: getattr(told.total, column) for column in COLUMNS} == wanted
        assert told.total.total == told.total.eligible + told.total.not_eligible + told.total.waiting
        assert told.balances
        there = recap(district, by)
        assert (there.total.total, there.total.accepted, there.balances) == (9, 7, True)
        assert there.equation == "9 baris baru dalam 1 paket - 0 ditolak - 0 ditarik - 0 digabung = 9 pekerja"
        assert [(one.name, one.brought, one.here, one.gone) for one in there.senders] == [("Gantarang", 9, 9, 0)]


def test_a_merged_worker_is_counted_once_and_an_empty_office_balances(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        assert (recap(office).rows, recap(office).equation, recap(office).balances) == ((), "0 = 0", True)
        one, other = enter(office, 2)
        decide_pair(office, one.worker_id, other.worker_id, PairDecision.SAME)
        assert recap(office).total.total == 1
        assert replace(recap(office).total, name="x").waiting == 1


def test_a_worker_who_vanished_from_the_store_is_missed_by_the_equation(tmp_path: Path) -> None:
    with new_office(tmp_path / "a") as office, new_office(tmp_path / "b", code="7302") as district:
        exchange_cards(office, district, tmp_path / "stick")
        people = enter(office, 3)
        minuted(office, people)
        receive_package(district, create_package(office, tmp_path / "stick").file)
        with district.database.writing() as connection:
            workers.remove(connection, [people[0].worker_id])
        told = recap(district, RecapBy.SUB_DISTRICT)
        assert (told.balances, told.senders[0].gone) == (False, 1)


def test_ages_and_months_stand_in_their_own_order_and_what_is_missing_comes_last(tmp_path: Path) -> None:
    with new_office(tmp_path / "a") as office:
        for number, born in enumerate((date(2012, 1, 1), date(1950, 1, 1), date(1990, 5, 5), None), start=1):
            save_new_worker(office, replace(make_people(number, 1, SUB_DISTRICT)[0].worker, birth_date=born))
        names = [row.name for row in recap(office, RecapBy.AGE).rows]
        assert names == ["Di bawah 18 tahun", "30-39 tahun", "65 tahun ke atas", "(tanggal lahir belum diisi)"]
        assert [row.name for row in recap(office, RecapBy.MONTH).rows] == ["(belum divalidasi)"]
