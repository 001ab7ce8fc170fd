"""Many days in any order: two real offices beside a small model of them, which must agree after every step."""

import shutil
import tempfile
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.working_day import everyone, exchange_cards, new_office
from ucj_desktop.domain.stage import MAY_FOLLOW, Stage
from ucj_desktop.domain.verdict import Reason, Step, Verdict
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.care.back_up import back_up, verify_backup
from ucj_desktop.services.care.history import verify_journal
from ucj_desktop.services.care.made_up_people import people
from ucj_desktop.services.collect.enter_worker import WorkerFrozen, correct_worker, save_new_worker
from ucj_desktop.services.district.answer_office import NothingToAnswer, answer_office
from ucj_desktop.services.district.recap import recap
from ucj_desktop.services.district.receive_package import NoPackageHere, receive_folder
from ucj_desktop.services.handoff.create_package import NothingToSend, create_package
from ucj_desktop.services.handoff.take_replies import take_replies
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, NothingToMinute, close_minutes
from ucj_desktop.services.rounds.reopen_minutes import reopen_minutes
from ucj_desktop.services.rounds.rule_on_workers import WantedRuling, rule_on_workers
from ucj_desktop.storage import packages

SOUND = [one.worker for one in islice(people(4, "730201"), 60)]
PLACE = st.integers(0, 59)


@dataclass
class Known:
    """What the model knows of a worker at the kecamatan."""

    worker: Worker
    stage: Stage = Stage.COLLECTED
    verdict: Verdict | None = None
    minutes_id: str = ""


class TwoOffices(RuleBasedStateMachine):
    """The steps of clerks at a kecamatan and at its kabupaten."""

    def __init__(self) -> None:
        super().__init__()
        self.opened = ExitStack()
        self.folder = Path(tempfile.mkdtemp(prefix="ucj-days-"))
        self.opened.callback(shutil.rmtree, self.folder, ignore_errors=True)
        self.office = self.opened.enter_context(new_office(self.folder / "a"))
        self.district = self.opened.enter_context(new_office(self.folder / "b", code="7302"))
        self.stick = self.folder / "stick"
        exchange_cards(self.office, self.district, self.stick)
        self.model: list[Known] = []
        self.closed: list[str] = []  # minutes that stand closed
        self.newest_is_lost = False  # nobody at the district can miss a package that no later one speaks of
        self.unseen: set[str] = set()  # workers as they stand only in what was lost

    def teardown(self) -> None:
        for office in (self.office, self.district):
            assert verify_journal(office).ok
            assert recap(office).balances
        self.opened.close()

    def any_of(self, place: int) -> Known:
        return self.model[place % len(self.model)]

    @initialize()
    def begin(self) -> None:
        self.enter()

    @rule()
    def enter(self) -> None:
        for worker in SOUND[len(self.model) : len(self.model) + 3]:
            save_new_worker(self.office, worker)
            self.model.append(Known(worker))

    @precondition(lambda self: bool(self.model))
    @rule(place=PLACE, note=st.sampled_from(("satu", "dua", "tiga")))
    def correct(self, place: int, note: str) -> None:
        known = self.any_of(place)
        after = replace(known.worker, note=note)
        if after == known.worker:
            return
        if known.minutes_id:
            with pytest.raises(WorkerFrozen):
                correct_worker(self.office, after)
            return
        correct_worker(self.office, after)
        known.worker = after
        if known.stage is not Stage.COLLECTED:
            known.stage, known.verdict = Stage.COLLECTED, None

    @precondition(lambda self: bool(self.model))
    @rule(step=st.sampled_from(Step), verdict=st.sampled_from(Verdict), places=st.lists(PLACE, min_size=1, max_size=6))
    def give_verdicts(self, step: Step, verdict: Verdict, places: list[int]) -> None:
        chosen = {id(known): known for known in map(self.any_of, places)}.values()
        reason = Reason.MOVED if verdict is Verdict.NOT_ELIGIBLE else None
        after = Stage.COLLECTED if verdict is Verdict.PENDING else Stage.VERIFIED
        if step is Step.VALIDATE and verdict is not Verdict.PENDING:
            after = Stage.VALIDATED
        wanted = [WantedRuling(worker_id=one.worker.worker_id, verdict=verdict, reason=reason) for one in chosen]
        ruled = rule_on_workers(self.office, step, wanted)
        done = 0
        for known in chosen:
            ready = step is Step.VERIFY or known.stage in (Stage.VERIFIED, Stage.VALIDATED)
            if ready and not known.minutes_id and (after is known.stage or after in MAY_FOLLOW[known.stage]):
                known.stage, known.verdict = after, verdict
                done += 1
        assert (ruled.done, len(ruled.skipped)) == (done, len(chosen) - done)

    @rule(moved=PLACE)
    def hold_meeting(self, moved: int) -> None:
        """Everybody who waits is verified and validated, one as moved away, and the minutes are closed."""
        for step in Step:
            free = [at for at, one in enumerate(self.model) if not one.minutes_id and at != moved % len(self.model)]
            if free:
                self.give_verdicts(step=step, verdict=Verdict.ELIGIBLE, places=free)
            self.give_verdicts(step=step, verdict=Verdict.NOT_ELIGIBLE, places=[moved])
        self.close()

    @rule()
    def close(self) -> None:
        ready = [one for one in self.model if one.stage is Stage.VALIDATED and not one.minutes_id]
        if not ready:
            with pytest.raises(NothingToMinute):
                close_minutes(self.office, MeetingFacts())
            return
        made, _ = close_minutes(self.office, MeetingFacts())
        assert {row.worker.worker_id for row in made.rows} == {one.worker.worker_id for one in ready}
        for one in ready:
            one.minutes_id = made.minutes_id
        self.closed.append(made.minutes_id)

    @precondition(lambda self: bool(self.closed))
    @rule(place=PLACE)
    def reopen(self, place: int) -> None:
        minutes_id = self.closed.pop(place % len(self.closed))
        reopen_minutes(self.office, minutes_id, "salah")
        for one in self.model:
            if one.minutes_id == minutes_id:
                one.minutes_id, one.stage = "", Stage.VERIFIED

    @rule(full=st.booleans(), lost=st.booleans())
    def send(self, full: bool, lost: bool) -> None:
        try:
            created = create_package(self.office, self.stick, full=full)
        except NothingToSend:
            assert not [one for one in self.model if one.minutes_id and one.stage is Stage.VALIDATED]
            return
        fresh = [one for one in self.model if one.minutes_id and one.stage is Stage.VALIDATED]
        for one in fresh:
            one.stage = Stage.SENT
        self.newest_is_lost = lost and full
        if self.newest_is_lost:
            created.file.unlink()
            self.unseen |= {one.worker.worker_id for one in fresh}
        elif full:
            self.unseen.clear()

    @rule()
    def a_day_at_the_district(self) -> None:
        try:
            inbox = receive_folder(self.district, self.stick)
        except NoPackageHere:
            return
        if inbox.held:  # one was lost: a full package, made now or another day, heals it
            if self.closed:
                self.send(full=True, lost=False)
            return
        assert not any(one.refused for one in inbox.received)
        with suppress(NothingToAnswer):
            answer_office(self.district, "730201", self.stick)
        before = {one.worker.worker_id: one.standing for one in everyone(self.office)}
        take_replies(self.office, self.stick)
        for known in self.model:
            was = before[known.worker.worker_id]
            eligible = known.verdict is not None and known.verdict.is_eligible
            if known.worker.worker_id in self.unseen:
                continue
            if known.stage is Stage.SENT and eligible and was.stage is Stage.SENT:
                known.stage = Stage.ACCEPTED
        if not self.newest_is_lost:
            self.agree_across()

    def agree_across(self) -> None:
        """What the kecamatan believes it has sent is what lies at the district, to the field."""
        with self.office.database.reading() as connection:
            sent = packages.sent_workers(connection)
        with self.district.database.reading() as connection:
            received = packages.received_workers(connection, "730201")
        assert {one: mark.digest for one, mark in sent.items()} == {one: mark.digest for one, mark in received.items()}

    @rule()
    def keep_a_copy(self) -> None:
        made = back_up(self.office)
        assert verify_backup(self.office, made.name).counts["workers"] == len(self.model)

    @invariant()
    def the_store_is_what_the_model_says(self) -> None:
        found = {one.worker.worker_id: one for one in everyone(self.office)}
        assert len(found) == len(self.model)
        for known in self.model:
            record = found[known.worker.worker_id]
            seen = (record.worker, record.standing.stage, record.standing.verdict, record.standing.minutes_id)
            assert seen == (known.worker, known.stage, known.verdict, known.minutes_id)


def _settings() -> settings:
    usual = settings.get_profile(settings.get_current_profile_name())
    many = usual.max_examples > 1_000
    return settings(
        max_examples=5_000 if many else 12,
        stateful_step_count=50 if many else 25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


TestManyDays = TwoOffices.TestCase
TestManyDays.settings = _settings()
