"""While a worker is typed: who has the NIK already, whose and where, and who may be the same person."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.working_day import new_office
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.accuracy.look_for_same import MOST, likely_same
from ucj_desktop.services.accuracy.settle_duplicates import PairDecision, decide_pair
from ucj_desktop.services.collect.enter_worker import save_new_worker

SITTI = Worker(
    nik="7302014107800001", full_name="Sitti Aminah", birth_date=date(1980, 7, 1), village_code="7302012004",
    hamlet="Sapo Toa", rt="002", mother_name="Hawang",
)  # fmt: skip


def test_the_same_nik_says_whose_it_is_and_where(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        save_new_worker(office, SITTI)
        (found,) = likely_same(office, Worker(nik=SITTI.nik, full_name="Hasnah"))
        assert found.has_same_nik
        assert found.record.worker == SITTI
        where = office.printed(SITTI.village_code)
        assert found.sentence == f"NIK ini sudah dipakai Sitti Aminah, {where}, Sapo Toa, RT 002 (Terkumpul)."
        assert "NIK sama" in found.because


def test_a_worker_is_not_like_himself_and_nobody_is_like_nobody(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        save_new_worker(office, SITTI)
        assert likely_same(office, SITTI) == []
        assert likely_same(office, Worker()) == []
        assert likely_same(office, Worker(full_name="Hasnah", birth_date=SITTI.birth_date)) == []


def test_the_same_person_under_another_nik_is_shown_until_somebody_says_no(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        save_new_worker(office, SITTI)
        other = replace(SITTI, worker_id=new_id(), nik="", full_name="St. Aminah")
        (found,) = likely_same(office, other)
        assert not found.has_same_nik
        assert found.sentence.startswith("Mungkin sama dengan Sitti Aminah, ")
        save_new_worker(office, other)
        decide_pair(office, SITTI.worker_id, other.worker_id, PairDecision.NOT_SAME)
        assert likely_same(office, other) == []
        assert len(likely_same(office, replace(other, full_name="Siti Aminah"))) == 1


def test_only_a_few_are_shown_the_same_nik_first(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        for number in range(8):
            save_new_worker(office, replace(SITTI, worker_id=new_id(), nik="", rt=f"00{number}"))
        save_new_worker(office, replace(SITTI, full_name="Hasnah"))
        found = likely_same(office, replace(SITTI, worker_id=new_id()))
        assert len(found) == MOST
        assert [one.has_same_nik for one in found] == [True, *[False] * (MOST - 1)]


def test_who_was_merged_away_is_not_shown(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        other = replace(SITTI, worker_id=new_id(), nik="")
        for one in (SITTI, other):
            save_new_worker(office, one)
        decide_pair(office, SITTI.worker_id, other.worker_id, PairDecision.SAME)
        (found,) = likely_same(office, replace(SITTI, worker_id=new_id(), nik=""))
        assert found.record.worker.worker_id == SITTI.worker_id
