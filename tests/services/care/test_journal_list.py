"""The journal as a list: by person, worker, kind and day; and identity numbers in it."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.working_day import enter, new_folder, new_office, open_for, rule
from ucj_desktop.domain.people import NotAllowed, Role
from ucj_desktop.domain.verdict import Step
from ucj_desktop.services.care.history import (
    HistoryFilter,
    history_lines,
    history_numbers,
    who_did_something,
)
from ucj_desktop.services.collect.enter_worker import correct_worker
from ucj_desktop.services.office import Office


def _actions(office: Office, wanted: HistoryFilter) -> list[str]:
    return [line.action for line in history_lines(office, history_numbers(office, wanted))]


def test_everything_is_listed_newest_first_and_pages_agree_with_the_whole(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        enter(office, 5)
        numbers = history_numbers(office, HistoryFilter())
        assert numbers == list(range(len(numbers), 0, -1))
        whole = history_lines(office, numbers)
        assert [*history_lines(office, numbers[:3]), *history_lines(office, numbers[3:])] == whole


def test_a_kind_shows_only_its_own_rows(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        rule(office, Step.VERIFY, enter(office, 2))
        assert set(_actions(office, HistoryFilter(kind="meetings"))) == {"round.opened", "worker.verified"}
        assert all(one.startswith(("office.", "account.")) for one in _actions(office, HistoryFilter(kind="office")))


def test_a_worker_is_found_by_id_by_name_and_by_nik(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        first, *_ = enter(office, 4)
        by_id = history_numbers(office, HistoryFilter(worker_id=first.worker_id))
        assert len(by_id) == 1
        assert set(by_id) <= set(history_numbers(office, HistoryFilter(worker_text=first.full_name)))
        assert history_numbers(office, HistoryFilter(worker_text=first.nik)) == by_id
        assert history_numbers(office, HistoryFilter(worker_text="Tidak Ada Orang Ini")) == []


def test_a_person_shows_only_what_that_person_did(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "office", staffed=True)
    with open_for(folder, Role.ENTRY) as office:
        clerk = office.clerk
        enter(office, 3)
    with open_for(folder, Role.HEAD) as office:
        assert who_did_something(office)[clerk.account_id] == clerk.name
        found = history_lines(office, history_numbers(office, HistoryFilter(account_id=clerk.account_id)))
        assert {line.who for line in found} == {clerk.name}
        assert sum(line.action == "worker.entered" for line in found) == 3


def test_a_day_begins_and_ends_at_the_clerks_own_midnight(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        enter(office, 2)
        today = office.today()
        entered = history_numbers(office, HistoryFilter(kind="workers"))
        assert history_numbers(office, HistoryFilter(kind="workers", first_day=today, last_day=today)) == entered
        tomorrow = today + timedelta(days=1)
        assert history_numbers(office, HistoryFilter(kind="workers", first_day=tomorrow)) == []
        assert history_numbers(office, HistoryFilter(kind="workers", last_day=date(2020, 1, 1))) == []


def test_identity_numbers_are_shown_in_part(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        worker, *_ = enter(office, 1)
        other = f"{worker.nik[:6]}{int(worker.nik[6:12]) + 1:06}{worker.nik[12:]}"
        correct_worker(office, replace(worker, nik=other))
        told = [
            detail
            for line in history_lines(office, history_numbers(office, HistoryFilter()))
            for detail in line.details
        ]
        assert any(detail.startswith("NIK:") and "angka di tengahnya berubah" in detail for detail in told)
        assert not any(worker.nik in detail or other in detail or worker.kk_number in detail for detail in told)


def test_who_may_not_read_the_journal_is_refused(tmp_path: Path) -> None:
    with open_for(new_folder(tmp_path / "office", staffed=True), Role.ENTRY) as office, pytest.raises(NotAllowed):
        history_numbers(office, HistoryFilter())
