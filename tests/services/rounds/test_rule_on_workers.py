"""Verdicts: every step from every stage, four eyes, blocking findings, and signatures that hold."""

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from tests.offices import CLERKS, PASSWORD
from tests.stages import unguarded
from tests.working_day import enter, everyone, forge, new_folder, new_office, open_for, rule, table, whole_store
from ucj_desktop.domain.people import NotAllowed, Role
from ucj_desktop.domain.progress import Cancelled
from ucj_desktop.domain.stage import MAY_FOLLOW, Stage
from ucj_desktop.domain.standing import Standing, WorkerRecord
from ucj_desktop.domain.verdict import Reason, Step, Verdict
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.accuracy.settle_duplicates import PairDecision, decide_pair
from ucj_desktop.services.care.accounts import add_account, change_own_password, reset_account
from ucj_desktop.services.care.doctor import examine
from ucj_desktop.services.collect.enter_worker import correct_worker, save_new_worker
from ucj_desktop.services.collect.list_workers import open_worker
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, WorkersNotReady, close_minutes
from ucj_desktop.services.rounds.rounds import list_rounds
from ucj_desktop.services.rounds.rule_on_workers import (
    Ruled,
    WantedRuling,
    preview_rulings,
    rule_on_workers,
)
from ucj_desktop.services.rounds.signed_rulings import is_signed_by_its_account, keys_by_account
from ucj_desktop.storage import accounts, rulings, workers
from ucj_desktop.storage.journal import Entry


def wanted_for(verdict: Verdict, worker_id: str) -> WantedRuling:
    reason = Reason.MOVED if verdict is Verdict.NOT_ELIGIBLE else None
    return WantedRuling(worker_id=worker_id, verdict=verdict, reason=reason)


def put_into_stage(office: Office, worker: Worker, stage: Stage, entered_by: str = "") -> None:
    """Where many days of work would have brought the worker."""
    with office.database.writing() as connection:
        record = workers.get(connection, worker.worker_id)
        assert record is not None
        with unguarded(connection):
            standing = replace(record.standing, stage=stage, entered_by=entered_by)
            workers.change(connection, [WorkerRecord(worker, standing)])
        office.log(connection, Entry(action="worker.corrected", subject=worker.worker_id))


def standing_of(office: Office, worker: Worker) -> Standing:
    return open_worker(office, worker.worker_id).record.standing


def after(step: Step, verdict: Verdict) -> Stage:
    if verdict is Verdict.PENDING:
        return Stage.COLLECTED
    return Stage.VERIFIED if step is Step.VERIFY else Stage.VALIDATED


def is_legal(stage: Stage, step: Step, verdict: Verdict) -> bool:
    goal = after(step, verdict)
    if step is Step.VALIDATE and stage not in (Stage.VERIFIED, Stage.VALIDATED):
        return False
    return goal is stage or goal in MAY_FOLLOW[stage]


@pytest.mark.parametrize("step", list(Step))
def test_from_every_stage_every_verdict_is_recorded_or_skipped_as_the_table_says(tmp_path: Path, step: Step) -> None:
    cases = list(product(Stage, Verdict))
    with new_office(tmp_path / "office") as office:
        people = enter(office, len(cases))
        rule(office, Step.VERIFY, people)
        for worker, (stage, _) in zip(people, cases, strict=True):
            put_into_stage(office, worker, stage)
        before = {one.worker.worker_id: one for one in everyone(office)}
        given = len(table(office, "rulings"))
        wanted = [wanted_for(verdict, one.worker_id) for one, (_, verdict) in zip(people, cases, strict=True)]
        ruled = rule_on_workers(office, step, wanted)
        skipped = {one.worker_id: one.why for one in ruled.skipped}
        for worker, (stage, verdict) in zip(people, cases, strict=True):
            record = open_worker(office, worker.worker_id).record
            if is_legal(stage, step, verdict):
                assert worker.worker_id not in skipped, (stage, verdict)
                assert (record.standing.stage, record.standing.verdict) == (after(step, verdict), verdict)
            else:
                assert skipped[worker.worker_id].endswith((".", ")", "dulu."))
                assert record == before[worker.worker_id]
        assert ruled.done + len(skipped) == len(cases)
        assert ruled.done == len(table(office, "rulings")) - given
        assert 0 < len(skipped) < len(cases)


def test_a_preview_says_what_would_be_skipped_and_records_nothing(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        one, other = enter(office, 2)
        rule(office, Step.VERIFY, [one])
        wanted = [wanted_for(Verdict.ELIGIBLE, worker.worker_id) for worker in (one, other)]
        before = table(office, "workers"), table(office, "journal"), table(office, "rulings")
        told = preview_rulings(office, Step.VALIDATE, wanted)
        assert (table(office, "workers"), table(office, "journal"), table(office, "rulings")) == before
        done = rule_on_workers(office, Step.VALIDATE, wanted)
        assert (told.done, told.skipped) == (done.done, done.skipped)
        assert [skipped.worker_id for skipped in done.skipped] == [other.worker_id]


@pytest.mark.parametrize(
    "verdict, reason, note, words",
    [
        (Verdict.NOT_ELIGIBLE, None, "", "TIDAK LAYAK perlu alasan."),
        (Verdict.ELIGIBLE, Reason.MOVED, "", "tidak memakai alasan"),
        (Verdict.PENDING, Reason.MOVED, "", "tidak memakai alasan"),
        (Verdict.NOT_ELIGIBLE, Reason.OTHER, "  ", "perlu uraian"),
    ],
)
def test_a_verdict_that_lacks_its_reason_is_skipped(
    tmp_path: Path, verdict: Verdict, reason: Reason | None, note: str, words: str
) -> None:
    with new_office(tmp_path / "office") as office:
        (worker,) = enter(office, 1)
        wanted = WantedRuling(worker_id=worker.worker_id, verdict=verdict, reason=reason, note=note, row=7)
        ruled = rule_on_workers(office, Step.VERIFY, [wanted])
        assert ruled.done == 0
        assert words in ruled.skipped[0].why
        assert ruled.skipped[0].row == 7
        assert standing_of(office, worker).verdict is None


def test_workers_who_are_not_there_or_merged_are_skipped(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        kept, gone = enter(office, 2)
        decide_pair(office, kept.worker_id, gone.worker_id, PairDecision.SAME)
        wanted = [wanted_for(Verdict.ELIGIBLE, one) for one in (gone.worker_id, "nobody")]
        ruled = rule_on_workers(office, Step.VERIFY, wanted)
        assert {one.why for one in ruled.skipped} == {"Pekerja tidak ditemukan di data kantor ini."}


def test_a_worker_with_a_blocking_finding_may_be_refused_but_not_found_eligible(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        (sound,) = enter(office, 1)
        spoiled = replace(sound, nik="7302")
        correct_worker(office, spoiled)
        for verdict in (Verdict.ELIGIBLE, Verdict.ELIGIBLE_CORRECTED):
            ruled = rule_on_workers(office, Step.VERIFY, [wanted_for(verdict, sound.worker_id)])
            assert ruled.skipped[0].why.startswith("Masih tertahan temuan ")
        done = rule_on_workers(office, Step.VERIFY, [wanted_for(Verdict.NOT_ELIGIBLE, sound.worker_id)])
        assert done.done == 1


def test_the_same_worker_twice_in_one_go_stands_where_one_after_the_other_would_leave_it(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        (worker,) = enter(office, 1)
        rule(office, Step.VERIFY, [worker])
        wanted = [wanted_for(verdict, worker.worker_id) for verdict in (Verdict.PENDING, Verdict.ELIGIBLE)]
        ruled = rule_on_workers(office, Step.VALIDATE, wanted)
        assert ruled.done == 1
        assert ruled.skipped[0].why.startswith("Belum terverifikasi")
        assert standing_of(office, worker).stage is Stage.COLLECTED


def validated_by(folder: Path, role: Role, worker: Worker) -> Ruled:
    with open_for(folder, role) as office:
        return rule_on_workers(office, Step.VALIDATE, [wanted_for(Verdict.ELIGIBLE, worker.worker_id)])


@pytest.mark.parametrize("step", list(Step))
def test_four_eyes_whoever_entered_or_verified_does_not_validate(tmp_path: Path, step: Step) -> None:
    """A head who was a verifier the day before: the account counts, not the role of today."""
    folder = new_folder(tmp_path / "office", staffed=True)
    with open_for(folder, Role.VERIFIER) as office:
        (worker,) = enter(office, 1)
        rule(office, Step.VERIFY, [worker])
    with open_for(folder, Role.HEAD) as office:
        own = office.clerk.account_id
        if step is Step.VERIFY:
            put_into_stage(office, worker, Stage.VERIFIED, entered_by=own)
        else:
            with office.database.reading() as connection:
                given = rulings.of_worker(connection, worker.worker_id)[0]
            assert given.recorded_by != own
    ruled = validated_by(folder, Role.HEAD, worker)
    if step is Step.VERIFY:
        assert ruled.done == 0
        assert "sendiri yang memasukkan pekerja ini" in ruled.skipped[0].why
        assert "empat mata" in ruled.skipped[0].why
    else:
        assert ruled.done == 1


def test_a_one_person_office_may_validate_its_own_and_its_minutes_say_so(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        people = enter(office, 2)
        for step in Step:
            rule(office, step, people)
        made, _ = close_minutes(office, MeetingFacts())
        assert made.one_person_office


def test_many_verdicts_that_are_cancelled_in_the_middle_leave_the_store_as_it_was(tmp_path: Path) -> None:
    class Stop:
        def step(self, number: int, total: int | None = None, words: str = "") -> None:
            if number == 30:
                raise Cancelled

    with new_office(tmp_path / "office") as office:
        people = enter(office, 40)
        wanted = [wanted_for(Verdict.ELIGIBLE, one.worker_id) for one in people]
        before = whole_store(office)
        with pytest.raises(Cancelled):
            rule_on_workers(office, Step.VERIFY, wanted, Stop())
        assert whole_store(office) == before
        ruled = rule_on_workers(office, Step.VERIFY, [*wanted, wanted_for(Verdict.ELIGIBLE, "nobody")])
        assert (ruled.done, len(ruled.skipped)) == (40, 1)


def test_a_second_account_before_the_close_does_not_hide_that_one_person_judged(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "office")
    with open_for(folder) as office:
        people = enter(office, 2)
        for step in Step:
            rule(office, step, people)
        add_account(office, CLERKS[Role.HEAD], Role.HEAD, PASSWORD)
    with open_for(folder, Role.HEAD) as office:
        assert not office.one_person
        made, _ = close_minutes(office, MeetingFacts())
        assert made.one_person_office


def test_another_role_password_or_recovery_does_not_make_a_second_pair_of_eyes(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "office", staffed=True)
    with open_for(folder, Role.ENTRY) as office:
        (worker,) = enter(office, 1)
    with open_for(folder, Role.VERIFIER) as office:
        rule(office, Step.VERIFY, [worker])
    with open_for(folder, Role.ADMIN) as office:
        reset_account(office, CLERKS[Role.VERIFIER], Role.HEAD, PASSWORD)
    with open_for(folder, CLERKS[Role.VERIFIER]) as office:
        change_own_password(office, PASSWORD, "ombak tenang di pantai barat")
        ruled = rule_on_workers(office, Step.VALIDATE, [wanted_for(Verdict.ELIGIBLE, worker.worker_id)])
        assert ruled.done == 0
        assert "empat mata" in ruled.skipped[0].why


@pytest.mark.parametrize(
    "role, step", [(Role.ENTRY, Step.VERIFY), (Role.ENTRY, Step.VALIDATE), (Role.VERIFIER, Step.VALIDATE),
                   (Role.HEAD, Step.VERIFY), (Role.ADMIN, Step.VERIFY), (Role.ADMIN, Step.VALIDATE)],
)  # fmt: skip
def test_a_role_that_may_not_records_no_verdict(tmp_path: Path, role: Role, step: Step) -> None:
    folder = new_folder(tmp_path / "office", staffed=True)
    with open_for(folder, Role.ENTRY) as office:
        (worker,) = enter(office, 1)
    with open_for(folder, role) as office, pytest.raises(NotAllowed):
        rule_on_workers(office, step, [wanted_for(Verdict.NOT_ELIGIBLE, worker.worker_id)])
    with open_for(folder, Role.HEAD) as office:
        assert table(office, "rulings") == []


def test_every_verdict_is_signed_by_the_account_that_recorded_it(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "office", staffed=True)
    with open_for(folder, Role.ENTRY) as office:
        people = enter(office, 3)
    for role, step in ((Role.VERIFIER, Step.VERIFY), (Role.HEAD, Step.VALIDATE)):
        with open_for(folder, role) as office:
            rule(office, step, people)
    with open_for(folder, Role.HEAD) as office, office.database.reading() as connection:
        keys = keys_by_account(accounts.every(connection))
        given = rulings.every(connection)
    assert len(given) == 6
    assert len({one.recorded_by for one in given}) == 2
    assert all(is_signed_by_its_account(one, keys) for one in given)
    others = {one.recorded_by: keys[other.recorded_by] for one, other in zip(given, given[::-1], strict=True)}
    assert not any(is_signed_by_its_account(one, others) for one in given)


TAMPERED = {
    "verdict": "'eligible_corrected'",
    "note": "'tambahan'",
    "found_by": "'Orang lain'",
    "visited_on": "'2025-12-01'",
    "source": "'Kunjungan rumah'",
    "recorded_by": "(SELECT account_id FROM accounts WHERE role = 'admin')",
    "recorded_at": "'2020-01-01T00:00:00.000Z'",
    "worker_digest": "lower(hex(zeroblob(32)))",
    "signature": "lower(hex(zeroblob(64)))",
    "step": "'verify'",
}


@pytest.mark.parametrize("column", TAMPERED)
def test_a_verdict_changed_behind_the_programs_back_is_named_by_doctor_and_keeps_minutes_open(
    tmp_path: Path, column: str
) -> None:
    folder = new_folder(tmp_path / "office", staffed=True)
    with open_for(folder, Role.ENTRY) as office:
        people = enter(office, 3)
    for role, step in ((Role.VERIFIER, Step.VERIFY), (Role.HEAD, Step.VALIDATE)):
        with open_for(folder, role) as office:
            rule(office, step, people)
    with open_for(folder, Role.HEAD) as office:
        victim = people[1]
        ruling = next(one for one in open_worker(office, victim.worker_id).rulings if one.step is Step.VALIDATE)
        forge(
            office,
            f"UPDATE rulings SET {column} = {TAMPERED[column]} WHERE ruling_id = '{ruling.ruling_id}'",
            without="rulings_no_update",
        )
        line = next(one for one in examine(office) if one.name == "verdicts")
        assert not line.ok
        assert ruling.ruling_id in line.what
        assert victim.full_name in line.what
        with pytest.raises(WorkersNotReady) as told:
            close_minutes(office, MeetingFacts())
        assert victim.full_name in told.value.what
        assert table(office, "minutes") == []


def test_a_tampered_verification_is_named_when_the_meeting_validates(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        sound, victim = enter(office, 2)
        rule(office, Step.VERIFY, [sound, victim])
        forge(
            office,
            f"UPDATE rulings SET verdict = 'eligible_corrected' WHERE worker_id = '{victim.worker_id}'",
            without="rulings_no_update",
        )
        wanted = [wanted_for(Verdict.ELIGIBLE, one.worker_id) for one in (sound, victim)]
        ruled = rule_on_workers(office, Step.VALIDATE, wanted)
        assert ruled.done == 1
        assert ruled.skipped[0].worker_id == victim.worker_id
        assert "tidak sah" in ruled.skipped[0].why


@pytest.mark.parametrize(
    "change", ["verdict = 'eligible', reason = ''", "reason = 'TL-01'", "verdict_note = 'lain'", "full_name = 'LAIN'"]
)
def test_a_standing_that_is_not_the_signed_one_enters_no_minutes(tmp_path: Path, change: str) -> None:
    with new_office(tmp_path / "office") as office:
        (worker,) = enter(office, 1)
        for step in Step:
            rule_on_workers(office, step, [wanted_for(Verdict.NOT_ELIGIBLE, worker.worker_id)])
        forge(office, f"UPDATE workers SET {change}", without="workers_change_proved")
        with pytest.raises(WorkersNotReady):
            close_minutes(office, MeetingFacts())


def test_a_correction_after_the_verdict_empties_it_and_a_change_behind_its_back_is_seen(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        one, other = enter(office, 2)
        rule(office, Step.VERIFY, [one, other])
        change = correct_worker(office, replace(one, note="pindah rumah"))
        assert "dikosongkan" in change.sentence
        assert standing_of(office, one) == replace(
            standing_of(office, one), stage=Stage.COLLECTED, verdict=None, reason=None, verdict_note=""
        )
        forge(office, f"UPDATE workers SET note = 'x' WHERE worker_id = '{other.worker_id}'")
        wanted = [wanted_for(Verdict.ELIGIBLE, worker.worker_id) for worker in (one, other)]
        ruled = rule_on_workers(office, Step.VALIDATE, wanted)
        assert [skipped.why for skipped in ruled.skipped] == [
            "Belum terverifikasi (tahapnya: Terkumpul); verifikasi dulu.",
            "Datanya berubah sesudah diverifikasi.",
        ]


def test_a_verdict_belongs_to_a_round_of_the_village(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        people = enter(office, 8)
        rule(office, Step.VERIFY, people)
        open_rounds = {state.round.village_code: state.round.round_id for state in list_rounds(office)}
        assert set(open_rounds) == {one.village_code for one in people}
        for record in everyone(office):
            assert record.standing.round_id == open_rounds[record.worker.village_code]
        late = replace(people[0], worker_id="018f0000-0000-7000-8000-000000000001", nik="", full_name="Daeng Baru")
        save_new_worker(office, late)
        assert standing_of(office, late).round_id == open_rounds[late.village_code]


def test_a_worker_of_no_village_gets_no_verdict_because_no_minutes_could_name_the_place(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        [worker] = enter(office, 1)
        correct_worker(office, replace(worker, village_code=""))
        for verdict in Verdict:
            ruled = rule_on_workers(office, Step.VERIFY, [wanted_for(verdict, worker.worker_id)])
            assert (ruled.done, ruled.skipped[0].why.split(";")[0]) == (0, "Desa/kelurahannya belum diisi")
        correct_worker(office, worker)
        assert rule_on_workers(office, Step.VERIFY, [wanted_for(Verdict.ELIGIBLE, worker.worker_id)]).done == 1
