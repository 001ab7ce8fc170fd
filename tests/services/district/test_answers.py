"""Answers: who was brought by two kecamatan is double, and is returned with the name of the other."""

from dataclasses import replace
from pathlib import Path

from tests.demo_office import GANTARANG
from tests.district_day import UJUNG_BULU
from tests.home_scenes import district_at_work
from tests.offices import ADMIN, PASSWORD
from tests.relay_office import in_stage
from tests.stages import unguarded
from ucj_desktop.domain.parcel import Outcome
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.domain.verdict import Step
from ucj_desktop.services.district.answer_office import answer_office, proposed_answers
from ucj_desktop.services.district.list_inbox import offices_that_wait
from ucj_desktop.services.handoff.take_replies import take_replies
from ucj_desktop.services.office import Office, open_office
from ucj_desktop.storage import rulings, workers

FOLDERS = {GANTARANG: "gantarang", UJUNG_BULU: "ujung-bulu"}


def one_person_twice(district: Office) -> tuple[WorkerRecord, WorkerRecord]:
    """(who was validated first, who came from the other kecamatan with the same NIK), both eligible."""
    waiting = [
        one for one in in_stage(district, Stage.SENT) if one.standing.verdict and one.standing.verdict.is_eligible
    ]
    pair = (next(one for one in waiting if one.standing.origin_office == code) for code in FOLDERS)
    with district.database.reading() as connection:
        latest = rulings.latest(connection, Step.VALIDATE)
    first, other = sorted(pair, key=lambda one: latest[one.worker.worker_id].recorded_at)
    with district.database.writing() as connection, unguarded(connection):
        workers.change(connection, [WorkerRecord(replace(other.worker, nik=first.worker.nik), other.standing)])
    return first, other


def test_who_was_brought_by_two_kecamatan_is_double_and_returns_with_the_others_name(tmp_path: Path) -> None:
    district = district_at_work(tmp_path)
    first, other = one_person_twice(district)
    here, there = other.standing.origin_office, first.standing.origin_office
    told = {one.worker.worker_id: (outcome, why) for one, outcome, why in proposed_answers(district, here)}
    outcome, why = told.pop(other.worker.worker_id)
    assert outcome is Outcome.DOUBLE
    assert f"Kecamatan {district.printed(there)}" in why
    assert {outcome for outcome, _ in told.values()} == {Outcome.ACCEPTED}
    waiting = {one.office_code: one for one in offices_that_wait(district)}
    assert (waiting[here].returned, waiting[there].returned) == (1, 0)
    made = answer_office(district, here, tmp_path / "KINGSTON")
    assert (made.returned, made.registered) == (1, 0)
    district.close()
    office = open_office(tmp_path / FOLDERS[here], ADMIN, PASSWORD)
    taken = take_replies(office, made.file)
    assert (taken.returned, taken.unknown) == (1, 0)
    [returned] = in_stage(office, Stage.RETURNED)
    assert (returned.worker.worker_id, returned.standing.answer) == (other.worker.worker_id, "returned")
    assert returned.standing.answer_note == why
    office.close()
