"""Findings kept in the store: always what a check of everyone would say."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.demo_office import make_office, put_people
from ucj_desktop.domain.change import Touched
from ucj_desktop.domain.progress import Cancelled
from ucj_desktop.domain.rules import Severity
from ucj_desktop.domain.standing import Standing, WorkerFilter, WorkerRecord
from ucj_desktop.domain.verdict import Step, Verdict
from ucj_desktop.domain.worker import Worker
from ucj_desktop.reference.policy import policy
from ucj_desktop.services.accuracy import keep_findings as keeping
from ucj_desktop.services.accuracy.check_workers import check_workers, confirm_warning
from ucj_desktop.services.accuracy.keep_findings import findings_are_kept, keep_findings
from ucj_desktop.services.accuracy.mend_findings import findings_to_mend
from ucj_desktop.services.accuracy.settle_duplicates import PairDecision, decide_pair
from ucj_desktop.services.care.undo import undo
from ucj_desktop.services.collect.enter_worker import correct_worker, save_new_worker
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.rule_on_workers import WantedRuling, rule_on_workers
from ucj_desktop.storage import findings, workers
from ucj_desktop.storage.journal import Entry


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "office")
    made.clock = lambda: datetime(2026, 11, 22, 4, tzinfo=UTC)
    put_people(made, 300)
    yield made
    made.close()


def _person(office: Office, number: int) -> Worker:
    with office.database.reading() as connection:
        return workers.by_ids(connection, workers.ids(connection, WorkerFilter())[number : number + 1])[0].worker


def _is_as_checked(office: Office) -> bool:
    return {one.finding for one in findings_to_mend(office, all_notes=True).findings} == set(
        check_workers(office).findings
    )


def _is_kept(office: Office) -> bool:
    with office.database.reading() as connection:
        return findings_are_kept(office, connection)


def test_nothing_is_judged_again_until_something_was_done(office: Office) -> None:
    assert not _is_kept(office)
    assert keep_findings(office).touched is Touched.FINDINGS
    assert _is_kept(office)
    assert keep_findings(office).touched is Touched.NOTHING
    assert _is_as_checked(office)


def _correct_a_name(office: Office) -> None:
    correct_worker(office, replace(_person(office, 3), full_name="B4so"))


def _share_a_nik(office: Office) -> None:
    correct_worker(office, replace(_person(office, 3), nik=_person(office, 9).nik))


def _unshare_it(office: Office) -> None:
    _share_a_nik(office)
    keep_findings(office)
    correct_worker(office, replace(_person(office, 3), nik=""))


def _enter_a_double(office: Office) -> None:
    save_new_worker(office, replace(_person(office, 5), worker_id="018f0000-0000-7000-8000-00000000000b", nik=""))


def _merge_a_double(office: Office) -> None:
    _enter_a_double(office)
    keep_findings(office)
    decide_pair(office, _person(office, 5).worker_id, _person(office, 6).worker_id, PairDecision.SAME)


def _decide_a_double(office: Office) -> None:
    _enter_a_double(office)
    keep_findings(office)
    decide_pair(office, _person(office, 5).worker_id, _person(office, 6).worker_id, PairDecision.NOT_SAME)


def _change_a_key_of_a_decided_double(office: Office) -> None:
    _decide_a_double(office)
    keep_findings(office)
    correct_worker(office, replace(_person(office, 5), mother_name="Hasnah Daeng Kebo"))


def _confirm_one(office: Office) -> None:
    known = check_workers(office).findings
    one = next(one for one in known if one.severity is Severity.WARNS and not one.code.startswith("GD"))
    confirm_warning(office, one.worker_id, one.code, "benar")


def _confirm_a_shared_one(office: Office) -> None:
    for number, name in enumerate(("Baso Satu", "Baso Dua")):
        person = replace(_person(office, number), full_name=name, kk_number="7302011105100004", alias="")
        correct_worker(office, replace(person, nik="7302011105100004") if number else person)
    keep_findings(office)
    known = check_workers(office).findings
    one = next(one for one in known if one.code == "GD-07" and one.severity is Severity.WARNS)
    confirm_warning(office, one.worker_id, one.code, "benar")


def _confirm_one_and_undo_it(office: Office) -> None:
    _confirm_one(office)
    keep_findings(office)
    undo(office)


def _decide_a_double_and_undo_it(office: Office) -> None:
    _decide_a_double(office)
    keep_findings(office)
    undo(office)


def _merge_who_was_put_off(office: Office) -> None:
    _enter_a_double(office)
    double, other = sorted((_person(office, 5), _person(office, 6)), key=lambda one: one.worker_id)
    correct_worker(office, replace(other, note="rumah panggung"))
    decide_pair(office, double.worker_id, other.worker_id, PairDecision.LATER)
    keep_findings(office)
    decide_pair(office, double.worker_id, other.worker_id, PairDecision.SAME)


def _remove_one(office: Office) -> None:
    with office.database.writing() as connection:
        gone = next(findings.each(connection)).finding.worker_id
        workers.remove(connection, [gone])
        office.log(connection, Entry(action="worker.withdrawn", subject=gone))


def _add_without_a_word(office: Office) -> None:
    with office.database.writing() as connection:
        workers.add(connection, [WorkerRecord(Worker(full_name="Baso", nik="1"), Standing())])


@pytest.mark.parametrize(
    "do",
    [
        _correct_a_name, _share_a_nik, _unshare_it, _enter_a_double, _merge_a_double, _decide_a_double, _confirm_one,
        _confirm_a_shared_one, _decide_a_double_and_undo_it, _change_a_key_of_a_decided_double, _merge_who_was_put_off,
        _remove_one, _add_without_a_word,
    ],
)  # fmt: skip
def test_after_whatever_was_done_the_kept_findings_are_those_of_a_whole_check(
    office: Office, do: Callable[[Office], None]
) -> None:
    keep_findings(office)
    before = {one.finding for one in findings_to_mend(office, all_notes=True).findings}
    do(office)
    assert not _is_kept(office)
    assert _is_as_checked(office)
    assert before != {one.finding for one in findings_to_mend(office, all_notes=True).findings}


def test_a_confirmation_that_was_taken_back_is_asked_again(office: Office) -> None:
    keep_findings(office)
    before = {one.finding for one in findings_to_mend(office, all_notes=True).findings}
    _confirm_one_and_undo_it(office)
    assert _is_as_checked(office)
    assert before == {one.finding for one in findings_to_mend(office, all_notes=True).findings}


def test_a_verdict_or_a_letter_has_nobody_judged_again(office: Office) -> None:
    keep_findings(office)
    wanted = WantedRuling(worker_id=_person(office, 3).worker_id, verdict=Verdict.PENDING, note="menunggu")
    assert rule_on_workers(office, Step.VERIFY, [wanted]).done == 1
    with office.database.reading() as connection:
        assert findings.done_since(connection, int(findings.state(connection)["journal_n"])) == []
    assert keep_findings(office).touched is Touched.NOTHING
    assert _is_kept(office)
    assert _is_as_checked(office)


def _codes(office: Office) -> set[tuple[str, str]]:
    return {(one.finding.worker_id, one.finding.code) for one in findings_to_mend(office, all_notes=True).findings}


@pytest.mark.parametrize("days", [1, 2, 30, -1])
def test_on_another_day_those_are_judged_again_who_came_of_an_age(office: Office, days: int) -> None:
    limits, today = policy().limits_on(office.today()), office.today()
    ages = (0, limits.minimum_age, limits.warn_from_age, limits.age_too_old)
    births = [
        date(today.year - age, today.month, today.day) + timedelta(days=by) for age in ages for by in range(-3, 33)
    ]
    with office.database.writing() as connection:
        workers.add(connection, [WorkerRecord(Worker(full_name="Baso", birth_date=one)) for one in births])
        office.log(connection, Entry(action="demo.filled"))
    before = _codes(office)
    clock = office.clock
    office.clock = lambda: clock() + timedelta(days=days)
    assert _codes(office) == {(one.worker_id, one.code) for one in check_workers(office).findings} != before


def test_the_29th_of_february_is_a_birthday_too(office: Office) -> None:
    office.clock = lambda: datetime(2026, 2, 27, 4, tzinfo=UTC)
    with office.database.writing() as connection:
        workers.add(connection, [WorkerRecord(Worker(full_name="Baso", birth_date=date(2008, 2, 29)))])
    keep_findings(office)
    for day in (datetime(2026, 2, 28, 4, tzinfo=UTC), datetime(2026, 3, 1, 4, tzinfo=UTC)):
        office.clock = lambda now=day: now  # type: ignore[misc]
        assert _codes(office) == {(one.worker_id, one.code) for one in check_workers(office).findings}


def test_in_a_new_year_everyone_is_judged_anew(office: Office) -> None:
    keep_findings(office)
    office.clock = lambda: datetime(2027, 1, 4, 4, tzinfo=UTC)
    assert _is_as_checked(office)


def test_after_more_than_a_list_of_changes_everyone_is_judged_anew(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_findings(office)
    monkeypatch.setattr(keeping, "MOST_AGAIN", 2)
    for number in (3, 4, 5):
        correct_worker(office, replace(_person(office, number), phone="12"))
    assert _is_as_checked(office)


class _Stopping:
    def step(self, number: int, total: int | None = None, words: str = "") -> None:
        raise Cancelled


def test_a_check_that_was_stopped_leaves_what_was_kept(office: Office) -> None:
    put_people(office, 600, seed=8)
    with pytest.raises(Cancelled):
        keep_findings(office, _Stopping())
    assert not _is_kept(office)
    assert _is_as_checked(office)


def test_checking_anew_finds_what_is_not_kept(office: Office) -> None:
    keep_findings(office)
    with office.database.writing() as connection:
        findings.put_all(connection, ())
    assert not findings_to_mend(office).findings
    assert findings_to_mend(office, anew=True).findings


def test_many_notes_are_counted_and_left_out_until_they_are_wanted(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = findings_to_mend(office)
    notes = sum(one.finding.severity is Severity.NOTES for one in every.findings)
    assert (every.notes_left_out, notes > 0) == (0, True)
    monkeypatch.setattr("ucj_desktop.services.accuracy.mend_findings.MOST_NOTES", notes - 1)
    few = findings_to_mend(office)
    assert (few.notes_left_out, len(few.findings)) == (notes, len(every.findings) - notes)
    assert findings_to_mend(office, all_notes=True).findings == every.findings
