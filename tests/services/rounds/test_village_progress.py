"""Villages as Verifikasi shows them: every one, the nearest deadline first, with what waits for minutes."""

from datetime import timedelta
from pathlib import Path

from tests.demo_office import make_office, put_people
from tests.demo_rounds import confirm_verdicts, give_verdicts
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import WorkerFilter
from ucj_desktop.services.collect.list_workers import worker_ids, workers_by_id
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, close_minutes
from ucj_desktop.services.rounds.reopen_minutes import reopen_minutes
from ucj_desktop.services.rounds.rounds import open_rounds
from ucj_desktop.services.rounds.village_progress import (
    count_to_minute,
    frozen_workers,
    next_revision,
    village_progress,
)


def validated(office: Office) -> frozenset[str]:
    """Everyone verified and validated; the villages."""
    put_people(office, 20, messy=False)
    ids = worker_ids(office, WorkerFilter())
    give_verdicts(office, ids)
    villages = frozenset(one.worker.village_code for one in workers_by_id(office, ids))
    for code in villages:
        confirm_verdicts(office, code)
    return villages


def test_every_village_is_listed_and_the_nearest_deadline_stands_first(tmp_path: Path) -> None:
    office = make_office(tmp_path / "office")
    codes = [one.code for one in office.places.villages_of(office.code)]
    open_rounds(office, codes[3:5], quota=10, deadline=office.today() + timedelta(days=30))
    open_rounds(office, codes[7:8], deadline=office.today() - timedelta(days=30))
    states = village_progress(office)
    assert {one.village_code for one in states} == set(codes)
    assert states[0].village_code == codes[7]
    assert states[0].days_left is not None
    assert states[0].days_left < 0
    assert {one.village_code for one in states[1:3]} == set(codes[3:5])
    assert all(one.days_left is None for one in states[3:])
    office.close()


def test_what_waits_for_minutes_is_counted_until_they_are_closed(tmp_path: Path) -> None:
    office = make_office(tmp_path / "office")
    villages = validated(office)
    assert count_to_minute(office) == 20
    waiting = {one.village_code: sum(one.to_minute.values()) for one in village_progress(office)}
    assert sum(waiting.values()) == 20
    made, _ = close_minutes(office, MeetingFacts())
    assert count_to_minute(office) == 0
    assert not any(one.to_minute for one in village_progress(office))
    assert frozen_workers(office, made.minutes_id) == 20
    assert next_revision(office, villages) == 1
    reopen_minutes(office, made.minutes_id, "Salah ketik")
    assert next_revision(office, villages) == 2
    assert frozen_workers(office, made.minutes_id) == 0
    assert sum(one.by_stage.get(Stage.VERIFIED, 0) for one in village_progress(office)) == 20
    office.close()
