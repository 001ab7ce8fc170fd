"""Fixes of many workers taken back in a real store: told before, refused with the reason, never half done."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.demo_office import make_office, put_people
from tests.domain.rules.sound_worker import SOUND
from tests.stages import unguarded
from tests.working_day import table
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.progress import Cancelled
from ucj_desktop.domain.standing import Standing, WorkerFilter, WorkerRecord
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.accuracy.fix_many import SET_FIELD, FixAsked, fix_many, preview_fix
from ucj_desktop.services.accuracy.undo_fix import (
    FixNotThere,
    NobodyToRestore,
    fixes_made,
    last_fix,
    preview_undo,
    undo_fix,
)
from ucj_desktop.services.collect.enter_worker import correct_worker
from ucj_desktop.services.office import Office
from ucj_desktop.storage import workers


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "office")
    yield made
    made.close()


def _keep(office: Office, *records: WorkerRecord) -> None:
    with office.database.writing() as connection:
        workers.add(connection, records)


def _person(**changed: Any) -> WorkerRecord:
    return WorkerRecord(replace(SOUND, worker_id=new_id(), **changed))


def _all(office: Office) -> dict[str, WorkerRecord]:
    with office.database.reading() as connection:
        return {one.worker.worker_id: one for one in workers.each(connection, WorkerFilter())}


class _StopsAt:
    """Cancels when a service tells of this many, or more."""

    def __init__(self, number: int, words: str) -> None:
        self.number, self.words = number, words

    def step(self, number: int, total: int | None = None, words: str = "") -> None:
        if words == self.words and number >= self.number:
            raise Cancelled


def test_an_undo_leaves_who_was_changed_since_and_says_so(office: Office) -> None:
    one, other = _person(), _person(full_name="Hasnah")
    _keep(office, one, other)
    done = fix_many(office, preview_fix(office, FixAsked(fix="name-capitals")))
    changed: Worker = replace(_all(office)[one.worker.worker_id].worker, full_name="BASRI TAHIR HASAN")
    correct_worker(office, changed)
    undone = undo_fix(office, done.batch)
    assert undone.restored == 1
    assert undone.refused == ("BASRI TAHIR HASAN sudah diperbaiki lagi sesudahnya; dibiarkan.",)
    assert {each.worker.full_name for each in _all(office).values()} == {"BASRI TAHIR HASAN", "Hasnah"}


def test_a_fix_that_was_built_on_wholly_is_not_taken_back_and_says_why(office: Office) -> None:
    one = _person()
    _keep(office, one)
    done = fix_many(office, preview_fix(office, FixAsked(fix="name-capitals")))
    _freeze(office, one.worker.worker_id)
    with pytest.raises(NobodyToRestore) as refused:
        undo_fix(office, done.batch)
    assert "BASRI TAHIR sudah masuk berita acara yang ditutup" in refused.value.what
    assert last_fix(office) == done.batch, "it still holds"


def _freeze(office: Office, worker_id: str) -> None:
    frozen = WorkerRecord(_all(office)[worker_id].worker, Standing(minutes_id="closed"))
    with office.database.writing() as connection, unguarded(connection):
        workers.change(connection, [frozen])


def test_what_an_undo_would_do_is_told_before_and_is_what_it_does(office: Office) -> None:
    people = [_person(full_name=f"Basri {letter}") for letter in "abc"]
    _keep(office, *people)
    done = fix_many(office, preview_fix(office, FixAsked(fix="name-capitals")))
    correct_worker(office, replace(_all(office)[people[0].worker.worker_id].worker, full_name="Baso"))
    _freeze(office, people[1].worker.worker_id)
    before = table(office, "workers")
    plan = preview_undo(office, done.batch)
    assert table(office, "workers") == before
    assert (plan.made.words, plan.made.workers, plan.restores) == (
        "Tulis nama dengan huruf besar seperti di KTP-el",
        3,
        1,
    )
    assert sorted(plan.refused) == [
        "BASRI B sudah masuk berita acara yang ditutup; dibiarkan.",
        "Baso sudah diperbaiki lagi sesudahnya; dibiarkan.",
    ]
    undone = undo_fix(office, done.batch)
    assert (undone.restored, undone.refused) == (plan.restores, plan.refused)


def test_every_fix_is_listed_with_who_what_and_how_many_and_any_of_them_is_taken_back(office: Office) -> None:
    put_people(office, 40)
    before = table(office, "workers")
    first = fix_many(office, preview_fix(office, FixAsked(fix="name-capitals")))
    second = fix_many(office, preview_fix(office, FixAsked(fix=SET_FIELD, field="source", value="Usulan desa 7")))
    assert [(one.batch, one.words, one.workers, one.is_undone) for one in fixes_made(office)] == [
        (second.batch, "Isi Sumber data: Usulan desa 7", 40, False),
        (first.batch, "Tulis nama dengan huruf besar seperti di KTP-el", first.written, False),
    ]
    assert {one.who for one in fixes_made(office)} == {office.clerk.name}
    assert undo_fix(office, first.batch).restored == first.written, "another field was changed since: no matter"
    assert [one.is_undone for one in fixes_made(office)] == [False, True]
    assert last_fix(office) == second.batch
    undo_fix(office, second.batch)
    assert table(office, "workers") == before
    with pytest.raises(FixNotThere):
        preview_undo(office, first.batch)


@pytest.mark.parametrize("number", [1, 500, 999, 1000])
def test_a_fix_of_a_thousand_and_its_undo_cancelled_midway_leave_nothing_half_done(office: Office, number: int) -> None:
    _keep(office, *(_person(nik="", full_name=f"Basri {number}") for number in range(1000)))
    before, journal = table(office, "workers"), table(office, "journal")
    plan = preview_fix(office, FixAsked(fix="name-capitals"))
    with pytest.raises(Cancelled):
        fix_many(office, plan, _StopsAt(number, "Menyimpan perbaikan"))
    assert (table(office, "workers"), table(office, "journal")) == (before, journal)
    done = fix_many(office, plan)
    fixed = table(office, "workers")
    with pytest.raises(Cancelled):
        undo_fix(office, done.batch, _StopsAt(number, "Membatalkan perbaikan"))
    assert table(office, "workers") == fixed
    assert undo_fix(office, done.batch).restored == 1000
    assert table(office, "workers") == before
