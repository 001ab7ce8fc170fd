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
from ucj_desktop.services.district.answer_office import answer_office, proposed_answers
from ucj_desktop.services.district.list_inbox import offices_that_wait
from ucj_desktop.services.handoff.take_replies import take_replies
from ucj_desktop.services.office import Office, open_office
from ucj_desktop.storage import workers


def one_person_twice(district: Office) -> tuple[str, str]:
    """(who came first, who came from the other kecamatan with the same NIK), both eligible."""
    waiting = [
        one for one in in_stage(district, Stage.SENT) if one.standing.verdict and one.standing.verdict.is_eligible
    ]
    first = next(one for one in waiting if one.standing.origin_office == GANTARANG)
    other = next(one for one in waiting if one.standing.origin_office == UJUNG_BULU)
    with district.database.writing() as connection, unguarded(connection):
        workers.change(connection, [WorkerRecord(replace(other.worker, nik=first.worker.nik), other.standing)])
    return first.worker.worker_id, other.worker.worker_id


def test_who_was_brought_by_two_kecamatan_is_double_and_returns_with_the_others_name(tmp_path: Path) -> None:
    district = district_at_work(tmp_path)
    first, other = one_person_twice(district)
    told = {one.worker.worker_id: (outcome, why) for one, outcome, why in proposed_answers(district, UJUNG_BULU)}
    assert told[other][0] is Outcome.DOUBLE
    assert "Kecamatan Gantarang" in told[other][1]
    assert {outcome for one, (outcome, _) in told.items() if one != other} == {Outcome.ACCEPTED}
    waiting = {one.office_code: one for one in offices_that_wait(district)}
    assert (waiting[UJUNG_BULU].returned, waiting[GANTARANG].returned) == (1, 0)
    stick = tmp_path / "KINGSTON"
    made = answer_office(district, UJUNG_BULU, stick)
    assert (made.returned, made.registered) == (1, 0)
    assert first not in told
    district.close()
    office = open_office(tmp_path / "ujung-bulu", ADMIN, PASSWORD)
    taken = take_replies(office, made.file)
    assert (taken.returned, taken.unknown) == (1, 0)
    [returned] = in_stage(office, Stage.RETURNED)
    assert (returned.worker.worker_id, returned.standing.answer) == (other, "returned")
    assert "Kecamatan Gantarang" in returned.standing.answer_note
    office.close()
