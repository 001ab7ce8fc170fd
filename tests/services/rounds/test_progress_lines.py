"""The lines of the chart, from what the store knows of the rounds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.demo_office import make_office
from tests.working_day import rule
from ucj_desktop.domain.verdict import Step, Verdict
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.care.home import home
from ucj_desktop.services.care.made_up_people import make_people
from ucj_desktop.services.care.undo import undo
from ucj_desktop.services.collect.enter_worker import save_new_worker
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.progress_lines import NamedLine
from ucj_desktop.services.rounds.rounds import open_round
from ucj_desktop.services.rounds.rule_on_workers import WantedRuling, rule_on_workers

MONDAY = datetime(2026, 11, 2, 3, tzinfo=UTC)
VILLAGES = ("7302012004", "7302012010")


def on(office: Office, day: int) -> None:
    office.clock = lambda: MONDAY + timedelta(days=day)


def opened(folder: Path, *deadlines: int | None) -> tuple[Office, list[list[Worker]]]:
    """An office with a round for each deadline (days after the Monday it is opened), ten people in each."""
    office = make_office(folder)
    on(office, 0)
    people = [one.worker for one in make_people(4, 10 * len(deadlines), office.code)]
    groups = []
    for at, days in enumerate(deadlines):
        group = []
        for one in people[at * 10 : at * 10 + 10]:
            group.append(replaced := _living_in(one, VILLAGES[at]))
            save_new_worker(office, replaced)
        groups.append(group)
        open_round(office, VILLAGES[at], deadline=None if days is None else (MONDAY + timedelta(days=days)).date())
    return office, groups


def _living_in(one: Worker, village: str) -> Worker:
    return replace(one, village_code=village)


def lines(office: Office) -> dict[str, NamedLine]:
    return {one.name: one for one in home(office).lines}


def test_what_was_verified_stands_at_its_day_and_all_rounds_are_summed(tmp_path: Path) -> None:
    office, (first, second) = opened(tmp_path / "office", 11, 18)
    for day, people in ((1, first[:2]), (2, first[2:5]), (3, second[:4])):
        on(office, day)
        rule(office, Step.VERIFY, people)
    found = lines(office)
    whole = found.pop("Semua putaran").line
    assert (whole.total, whole.done) == (20, (0, 2, 5, 9))
    assert (str(whole.deadline), whole.deadlines) == ("2026-11-20", 2)
    assert sorted(one.line.done for one in found.values()) == [(0, 0, 0, 4), (0, 2, 5, 5)]
    assert {one.village_code for one in found.values()} == set(VILLAGES)
    office.close()


def test_a_second_verdict_and_one_that_was_taken_back_count_as_what_is_so_now(tmp_path: Path) -> None:
    office, (people,) = opened(tmp_path / "office", 11)
    on(office, 1)
    rule(office, Step.VERIFY, people[:3])
    on(office, 2)
    rule(office, Step.VERIFY, people[:1])
    pending = WantedRuling(worker_id=people[1].worker_id, verdict=Verdict.PENDING)
    rule_on_workers(office, Step.VERIFY, [pending])
    [only] = lines(office).values()
    assert (only.line.done, only.line.total) == ((0, 2, 2), 10)
    undo(office)
    [only] = lines(office).values()
    assert only.line.done == (0, 3, 3)
    office.close()


def test_rounds_without_a_deadline_are_in_the_sum_but_have_no_line_of_their_own(tmp_path: Path) -> None:
    office, _ = opened(tmp_path / "office", 11, None)
    found = lines(office)
    assert len(found) == 2
    assert found["Semua putaran"].line.total == 20
    assert found["Semua putaran"].line.needed[-1] == 10
    office.close()


def test_an_office_without_rounds_has_no_lines(tmp_path: Path) -> None:
    office = make_office(tmp_path / "office")
    assert home(office).lines == ()
    office.close()
