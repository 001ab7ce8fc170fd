"""Four eyes hold whatever way the data came: who typed, corrected or merged what stands there does not validate it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from tests.offices import CLERKS, PASSWORD
from tests.working_day import enter, new_folder, open_for, rule, table
from ucj_desktop.domain.people import Role
from ucj_desktop.domain.verdict import Step, Verdict
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.accuracy.fix_many import FixAsked, fix_many, preview_fix
from ucj_desktop.services.accuracy.merge_workers import undo_merge
from ucj_desktop.services.accuracy.settle_duplicates import PairDecision, decide_pair
from ucj_desktop.services.care.accounts import (
    add_account,
    change_own_password,
    disable_account,
    renew_recovery_code,
    reset_account,
)
from ucj_desktop.services.care.doctor import examine
from ucj_desktop.services.care.four_eyes import choose_four_eyes, choose_one_person
from ucj_desktop.services.care.recover_account import recover_account
from ucj_desktop.services.care.undo import redo, undo, undoable
from ucj_desktop.services.collect.enter_worker import correct_worker, save_new_worker
from ucj_desktop.services.collect.import_file import import_file
from ucj_desktop.services.collect.import_plan import Policy
from ucj_desktop.services.collect.plan_file import ImportOptions
from ucj_desktop.services.office import Office, open_office
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, close_minutes
from ucj_desktop.services.rounds.rule_on_workers import Ruled, WantedRuling, rule_on_workers
from ucj_desktop.services.rounds.rulings_from_sheet import rule_from_sheet

NEW = "ombak tenang di pantai barat"
SECOND = "Nurhayati"  # another verifier


def validate(office: Office, people: Sequence[Worker]) -> Ruled:
    wanted = [WantedRuling(worker_id=one.worker_id, verdict=Verdict.ELIGIBLE) for one in people]
    return rule_on_workers(office, Step.VALIDATE, wanted)


def refused(office: Office, worker: Worker) -> str:
    ruled = validate(office, [worker])
    assert ruled.done == 0
    assert "(empat mata)" in ruled.skipped[0].why
    return ruled.skipped[0].why


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An office with every role, and a second verifier."""
    made = new_folder(tmp_path / "office", staffed=True)
    with open_for(made) as office:
        add_account(office, SECOND, Role.VERIFIER, PASSWORD)
    return made


def entered(folder: Path, count: int = 1) -> list[Worker]:
    with open_for(folder, Role.ENTRY) as office:
        return enter(office, count)


def verified(folder: Path, people: Sequence[Worker], who: str = SECOND) -> None:
    with open_for(folder, who) as office:
        rule(office, Step.VERIFY, people)


def promoted(folder: Path, role: Role = Role.VERIFIER, password: str = PASSWORD) -> str:
    """An account becomes a head, and chooses its own password, or it could sign nothing."""
    with open_for(folder) as office:
        reset_account(office, CLERKS[role], Role.HEAD, NEW)
    opened = open_office(folder, CLERKS[role], NEW)
    change_own_password(opened, NEW, password)
    opened.close()
    return CLERKS[role]


def test_who_imported_a_change_before_the_verification_does_not_validate(folder: Path, tmp_path: Path) -> None:
    [one] = entered(folder)
    sheet = tmp_path / "perubahan.csv"
    sheet.write_text(f"NIK;NAMA;PEKERJAAN\n{one.nik};{one.full_name};Petani rumput laut\n", "utf-8")
    with open_for(folder, Role.VERIFIER) as office:
        options = ImportOptions(village_code=one.village_code, policy=Policy.OVERWRITE)
        assert import_file(office, sheet, options).counts["changed"] == 1
    verified(folder, [one])
    with open_for(folder, promoted(folder)) as office:
        refused(office, one)


def test_who_corrected_before_the_verification_does_not_validate(folder: Path) -> None:
    touched, other = entered(folder, 2)
    with open_for(folder, Role.VERIFIER) as office:
        correct_worker(office, replace(touched, full_name="Daeng Lain"))
    verified(folder, [touched, other])
    with open_for(folder, promoted(folder)) as office:
        assert "memperbaiki" in refused(office, touched)
        assert validate(office, [other]).done == 1
    with open_for(folder, Role.HEAD) as office:
        assert validate(office, [touched]).done == 1


def test_a_correction_after_the_verification_asks_for_another_and_its_hand_does_not_validate(folder: Path) -> None:
    (worker,) = entered(folder)
    verified(folder, [worker])
    with open_for(folder, Role.VERIFIER) as office:
        correct_worker(office, replace(worker, address="Jalan Lain 9"))
    head = promoted(folder)
    with open_for(folder, head) as office:
        assert validate(office, [worker]).skipped[0].why.startswith("Belum terverifikasi")
    verified(folder, [worker])
    with open_for(folder, head) as office:
        refused(office, worker)


def test_a_fix_of_many_at_once_is_a_hand_too(folder: Path) -> None:
    (worker,) = entered(folder)
    with open_for(folder, Role.VERIFIER) as office:
        fix_many(office, preview_fix(office, FixAsked(fix="set", field="source", value="Usulan desa 2026")))
    verified(folder, [worker])
    with open_for(folder, promoted(folder)) as office:
        refused(office, worker)


def test_a_correction_that_was_taken_back_leaves_no_hand(folder: Path) -> None:
    (worker,) = entered(folder)
    with open_for(folder, Role.VERIFIER) as office:
        correct_worker(office, replace(worker, address="Jalan Lain 9"))
        undo(office)
    verified(folder, [worker])
    with open_for(folder, promoted(folder)) as office:
        assert validate(office, [worker]).done == 1


def test_a_correction_that_another_account_did_again_is_still_of_the_first_hand(folder: Path) -> None:
    (worker,) = entered(folder)
    with open_for(folder, Role.VERIFIER) as office:
        correct_worker(office, replace(worker, address="Jalan Lain 9"))
        undo(office)
    with open_for(folder, Role.HEAD) as office:
        redo(office, next(one.number for one in undoable(office, of_all=True) if one.is_undone))
    verified(folder, [worker])
    with open_for(folder, promoted(folder)) as office:
        refused(office, worker)


def test_a_head_who_takes_back_the_correction_of_another_may_validate_what_stands_there_again(folder: Path) -> None:
    (worker,) = entered(folder)
    with open_for(folder, Role.VERIFIER) as office:
        correct_worker(office, replace(worker, address="Jalan Lain 9"))
    with open_for(folder, Role.HEAD) as office:
        undo(office, undoable(office, of_all=True)[0].number)
    verified(folder, [worker])
    with open_for(folder, Role.HEAD) as office:
        assert validate(office, [worker]).done == 1


def test_who_merged_two_entries_does_not_validate_the_one(folder: Path) -> None:
    kept, gone, other = entered(folder, 3)
    with open_for(folder, Role.VERIFIER) as office:
        decide_pair(office, kept.worker_id, gone.worker_id, PairDecision.SAME, keep=kept.worker_id)
    verified(folder, [kept, other])
    with open_for(folder, promoted(folder)) as office:
        assert "menggabungkan" in refused(office, kept)
        assert validate(office, [other]).done == 1


def test_whose_entry_was_merged_into_a_worker_does_not_validate_and_may_once_they_are_parted(folder: Path) -> None:
    (kept,) = entered(folder)
    with open_for(folder, Role.VERIFIER) as office:
        gone = replace(kept, worker_id="018f0000-0000-7000-8000-000000000001", nik="", phone="081200000000")
        save_new_worker(office, gone)
    with open_for(folder, SECOND) as office:
        decide_pair(office, kept.worker_id, gone.worker_id, PairDecision.SAME, keep=kept.worker_id)
    verified(folder, [kept])
    head = promoted(folder)
    with open_for(folder, head) as office:
        refused(office, kept)
    with open_for(folder, SECOND) as office:
        undo_merge(office, kept.worker_id, gone.worker_id)
    verified(folder, [kept])
    with open_for(folder, head) as office:
        assert validate(office, [kept]).done == 1


def test_results_on_a_sheet_are_of_the_account_that_reads_them_whoever_is_named_on_it(
    folder: Path, tmp_path: Path
) -> None:
    (worker,) = entered(folder)
    sheet = tmp_path / "hasil.csv"
    with open_for(folder, Role.VERIFIER) as office:
        village = office.printed(worker.village_code)
        sheet.write_text(
            f"NIK;NAMA LENGKAP;DESA;HASIL;PETUGAS\n{worker.nik};{worker.full_name};{village};LAYAK;Orang Lain\n",
            "utf-8",
        )
        assert rule_from_sheet(office, Step.VERIFY, sheet).done == 1
    with open_for(folder, promoted(folder)) as office:
        told = rule_from_sheet(office, Step.VALIDATE, sheet)
        assert told.done == 0
        assert "(empat mata)" in told.skipped[0].why


def test_a_recovered_account_is_the_same_pair_of_eyes(folder: Path) -> None:
    (worker,) = entered(folder)
    verified(folder, [worker], CLERKS[Role.VERIFIER])
    with open_for(folder) as office:
        code = renew_recovery_code(office)
    head = promoted(folder)
    office, _ = recover_account(folder, code.printed, head, NEW)
    try:
        refused(office, worker)
    finally:
        office.close()


def test_an_account_taken_out_of_use_and_back_is_the_same_pair_of_eyes(folder: Path) -> None:
    (worker,) = entered(folder)
    verified(folder, [worker], CLERKS[Role.VERIFIER])
    with open_for(folder) as office:
        disable_account(office, CLERKS[Role.VERIFIER])
    with open_for(folder, promoted(folder)) as office:
        refused(office, worker)


def again(office: Office, worker: Worker, entered_by: str, worker_id: str = "") -> None:
    """A worker's row deleted and written anew, as by SQL through the store's own connection."""
    with office.database.writing() as connection:
        names = [row[1] for row in connection.exec_driver_sql("PRAGMA table_info(workers)")]
        row = dict(
            zip(
                names,
                connection.exec_driver_sql("SELECT * FROM workers WHERE worker_id = ?", (worker.worker_id,)).one(),
                strict=True,
            )
        )
        connection.exec_driver_sql("DELETE FROM workers WHERE worker_id = ?", (worker.worker_id,))
        row |= {"entered_by": entered_by, "worker_id": worker_id or worker.worker_id}
        connection.exec_driver_sql(
            f"INSERT INTO workers ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})", tuple(row.values())
        )


def test_a_row_written_anew_under_another_account_is_known_by_the_journal_and_named_by_doctor(folder: Path) -> None:
    with open_for(folder, Role.VERIFIER) as office:
        (worker,) = enter(office, 1)
    with open_for(folder, SECOND) as office:
        again(office, worker, office.clerk.account_id)
    verified(folder, [worker], SECOND)
    with open_for(folder, promoted(folder)) as office:
        refused(office, worker)
        line = next(one for one in examine(office) if one.name == "origins")
        assert not line.ok
        assert worker.full_name in line.what


def test_a_row_under_another_id_was_entered_by_nobody_and_doctor_names_it(folder: Path) -> None:
    (worker,) = entered(folder)
    with open_for(folder, Role.HEAD) as office:
        assert next(one for one in examine(office) if one.name == "origins").ok
        again(office, worker, office.clerk.account_id, "018f0000-0000-7000-8000-000000000002")
        assert not next(one for one in examine(office) if one.name == "origins").ok


def test_who_entered_a_worker_is_not_changed_by_sql(folder: Path) -> None:
    entered(folder)
    with (
        open_for(folder, Role.HEAD) as office,
        pytest.raises(IntegrityError, match="who entered a worker never changes"),
        office.database.writing() as connection,
    ):
        connection.exec_driver_sql("UPDATE workers SET entered_by = 'somebody'")


def test_minutes_say_that_somebody_validated_what_he_had_corrected(tmp_path: Path) -> None:
    """The office was one person when it happened; the row of entry and the verification are of others."""
    folder = new_folder(tmp_path / "office", staffed=True)
    people = entered(folder, 2)
    with open_for(folder, Role.VERIFIER) as office:
        correct_worker(office, replace(people[0], address="Jalan Lain 9"))
    with open_for(folder) as office:
        add_account(office, SECOND, Role.VERIFIER, PASSWORD)
    verified(folder, people)
    with open_for(folder, Role.HEAD) as office:
        choose_one_person(office, "petugas lain sedang cuti")
    with open_for(folder, Role.VERIFIER) as office:
        assert validate(office, people).done == 2
    with open_for(folder, Role.HEAD) as office:
        choose_four_eyes(office)
        made, _ = close_minutes(office, MeetingFacts())
        assert made.one_person_office
        assert len(table(office, "minutes")) == 1
