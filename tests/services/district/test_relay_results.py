"""What BPJS answered: read by NIK, looked at first, taken in once, and told to the kecamatan by the next answer."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.relay_office import GANTARANG, accepted_workers, in_stage, write_results
from tests.stages import unguarded
from tests.working_day import whole_store
from ucj_desktop.domain.change import Touched
from ucj_desktop.domain.parcel import Outcome
from ucj_desktop.domain.relay import LeftOut, RelayResult
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.domain.subject_request import ErasureBasis
from ucj_desktop.services.accuracy.check_workers import check_workers
from ucj_desktop.services.care.erase_worker import erase_worker
from ucj_desktop.services.care.subject_record import subject_facts
from ucj_desktop.services.collect.enter_worker import correct_worker
from ucj_desktop.services.district.answer_office import NothingToAnswer, answer_office, proposed_answers
from ucj_desktop.services.district.export_relay import export_relay, relay_batches, relay_counts, take_back_relay
from ucj_desktop.services.district.list_inbox import offices_that_wait
from ucj_desktop.services.district.plan_relay import RelayAsked, plan_relay
from ucj_desktop.services.district.read_relay_results import ResultColumnMissing, read_relay_results
from ucj_desktop.services.district.take_relay_results import NotTaken, find_relay_results, take_relay_results
from ucj_desktop.services.handoff.take_replies import take_replies
from ucj_desktop.services.office import Office
from ucj_desktop.storage import workers

KPJ = "26012345678"


def sent(district: Office, folder: Path) -> list[str]:
    """The NIKs of a sheet that was made for everybody."""
    made = export_relay(district, folder / "bpjs.xlsx", RelayAsked())
    return [one.worker.nik for one in made.plan.records]


def test_results_are_looked_at_taken_in_once_and_no_participants_number_is_kept(tmp_path: Path) -> None:
    with accepted_workers(tmp_path) as (district, _, _):
        niks = sent(district, tmp_path)
        rows = [(nik, "X", "BERHASIL", f"No KPJ {KPJ}") for nik in niks[:3]]
        rows += [(niks[3], "X", "GAGAL", f"Sudah peserta, KPJ {KPJ}"), (niks[4], "X", "Ditolak", "NIK tidak padan")]
        path = write_results(tmp_path / "hasil.xlsx", rows)
        read = read_relay_results(district, path)
        before = whole_store(district)
        found = find_relay_results(district, read)
        assert whole_store(district) == before
        assert found.counts == {
            "rows": 5, "registered": 3, "refused": 2, "same": 0,
            "unread": 0, "unknown": 0, "contradicts": 0, "held": 0,
        }  # fmt: skip
        taken, change = take_relay_results(district, read)
        assert taken.counts == found.counts
        assert Touched.WORKERS in change.touched
        assert {one.worker.nik for one in in_stage(district, Stage.REGISTERED)} == set(niks[:3])
        notes = {one.worker.nik: one.standing.answer_note for one in in_stage(district, Stage.RETURNED)}
        assert notes.keys() == {niks[3], niks[4]}
        assert "NIK tidak padan" in notes[niks[4]]
        assert KPJ not in str(whole_store(district))
        counts = relay_counts(district)
        assert (counts.to_send, counts.waiting, counts.registered, counts.refused) == (0, 1, 3, 2)
        before = whole_store(district)
        again, change = take_relay_results(district, read_relay_results(district, path))
        assert (again.same, again.new, change.touched) == (5, (), Touched.NOTHING)
        assert whole_store(district) == before


def test_what_bpjs_has_already_is_refused_with_the_reason_of_the_list(tmp_path: Path) -> None:
    with accepted_workers(tmp_path) as (district, _, _):
        [nik, *_] = sent(district, tmp_path)
        path = write_results(tmp_path / "hasil.xlsx", [(nik, "X", "GAGAL - SUDAH PESERTA", "")])
        take_relay_results(district, read_relay_results(district, path))
        [one] = in_stage(district, Stage.RETURNED)
        assert one.standing.answer_note.startswith("TL-06")


def test_rows_that_a_person_has_to_look_at_are_listed_with_their_place(tmp_path: Path) -> None:
    with accepted_workers(tmp_path) as (district, _, _):
        niks = sent(district, tmp_path)
        rows = [
            (niks[0], "X", "BERHASIL", ""),
            (niks[0], "X", "GAGAL", ""),  # the same NIK, another result
            (niks[1], "X", "BERHASIL", ""),
            (niks[1], "X", "TERDAFTAR", ""),  # the same NIK, the same result
            ("7302011708800999", "X", "BERHASIL", ""),  # nobody of ours
            (niks[2], "X", "DIPROSES", ""),
            (niks[3], "X", "", ""),
            ("73020117", "X", "BERHASIL", ""),
        ]
        read = read_relay_results(district, write_results(tmp_path / "hasil.xlsx", rows))
        found = find_relay_results(district, read)
        assert [one.record.worker.nik for one in found.new] == [niks[1]]
        assert found.same == 1
        assert [one.kind for one in found.doubtful].count(NotTaken.CONTRADICTS) == 2
        assert [one.kind for one in found.doubtful].count(NotTaken.UNKNOWN) == 1
        assert [one.kind for one in found.doubtful].count(NotTaken.UNREAD) == 3
        assert [one.place for one in found.doubtful] == [f"Baris {row}, Hasil" for row in (4, 5, 8, 9, 10, 11)]
        counts = found.counts
        assert counts["rows"] == len(found.new) + found.same + len(found.doubtful)


def test_another_answer_on_the_same_worker_is_a_contradiction(tmp_path: Path) -> None:
    with accepted_workers(tmp_path) as (district, _, _):
        [nik, *_] = sent(district, tmp_path)
        for name, said in (("1.xlsx", "BERHASIL"), ("2.xlsx", "GAGAL")):
            read = read_relay_results(district, write_results(tmp_path / name, [(nik, "X", said, "")]))
            found, _ = take_relay_results(district, read)
        assert [one.kind for one in found.doubtful] == [NotTaken.CONTRADICTS]
        assert len(in_stage(district, Stage.REGISTERED)) == 1


def test_one_column_may_hold_result_and_reason_and_text_files_are_read(tmp_path: Path) -> None:
    with accepted_workers(tmp_path) as (district, _, _):
        niks = sent(district, tmp_path)
        path = tmp_path / "hasil.csv"
        path.write_text(f"NIK;NAMA;KETERANGAN\n{niks[0]};X;TERDAFTAR\n{niks[1]};Y;GAGAL: NIK tidak aktif\n", "utf-8")
        found = find_relay_results(district, read_relay_results(district, path))
        assert [one.result for one in found.new] == [RelayResult.REGISTERED, RelayResult.REFUSED]
        assert "NIK tidak aktif" in found.new[1].reason


def test_a_file_without_a_result_is_refused(tmp_path: Path) -> None:
    with accepted_workers(tmp_path) as (district, _, _):
        path = write_results(tmp_path / "hasil.xlsx", [("7302011708800001", "X")], heads=("NIK", "NAMA"))
        with pytest.raises(ResultColumnMissing):
            read_relay_results(district, path)


def test_the_next_answer_tells_the_kecamatan_and_the_refused_become_its_work(tmp_path: Path) -> None:
    with accepted_workers(tmp_path) as (district, office, stick):
        niks = sent(district, tmp_path)
        rows = [(nik, "X", "BERHASIL", "") for nik in niks[:4]] + [(niks[4], "X", "GAGAL", "NIK tidak padan")]
        read = read_relay_results(district, write_results(tmp_path / "hasil.xlsx", rows))
        take_relay_results(district, read)
        [waiting] = offices_that_wait(district)
        assert (waiting.registered, waiting.returned, waiting.accepted) == (4, 1, 0)
        told = [outcome for _, outcome, _ in proposed_answers(district, GANTARANG)]
        assert (told.count(Outcome.REGISTERED), told.count(Outcome.RETURNED)) == (4, 1)
        made = answer_office(district, GANTARANG, stick)
        assert (made.registered, made.returned, made.accepted) == (4, 1, 0)
        with pytest.raises(NothingToAnswer):
            answer_office(district, GANTARANG, stick)
        taken = take_replies(office, made.file)
        assert (taken.registered, taken.returned, taken.unknown) == (4, 1, 0)
        assert {one.worker.nik for one in in_stage(office, Stage.REGISTERED)} == set(niks[:4])
        [returned] = in_stage(office, Stage.RETURNED)
        assert "NIK tidak padan" in returned.standing.answer_note
        assert not returned.standing.is_frozen
        correct_worker(office, returned.worker, why="Dicocokkan dengan KTP")  # it is work again
        check_workers(office)
        again = take_replies(office, made.file)
        assert (again.registered, again.returned) == (0, 0)


def test_a_result_on_somebody_who_is_being_mended_waits(tmp_path: Path) -> None:
    """The kecamatan has reopened and sent anew meanwhile: the same file is read again once that is answered."""
    with accepted_workers(tmp_path) as (district, _, stick):
        [nik, *_] = sent(district, tmp_path)
        one = next(each for each in in_stage(district, Stage.ACCEPTED) if each.worker.nik == nik)
        with district.database.writing() as connection:
            workers.change(connection, [WorkerRecord(one.worker, replace(one.standing, stage=Stage.SENT, answer=""))])
        read = read_relay_results(district, write_results(tmp_path / "hasil.xlsx", [(nik, "X", "BERHASIL", "")]))
        found, change = take_relay_results(district, read)
        assert [each.kind for each in found.doubtful] == [NotTaken.HELD]
        assert change.touched is Touched.NOTHING
        answer_office(district, GANTARANG, stick)
        found, _ = take_relay_results(district, read)
        assert [each.result for each in found.new] == [RelayResult.REGISTERED]


def test_who_was_merged_after_the_sheet_left_is_answered_by_whoever_stands_for_both(tmp_path: Path) -> None:
    with accepted_workers(tmp_path) as (district, _, _):
        made = export_relay(district, tmp_path / "bpjs.xlsx", RelayAsked(limit=1))
        [gone] = made.plan.records
        kept = plan_relay(district, RelayAsked()).records[0]
        merged = replace(gone.standing, merged_into=kept.worker.worker_id)
        with district.database.writing() as connection, unguarded(connection):
            workers.change(connection, [WorkerRecord(gone.worker, merged)])
        left_out = {one.worker.worker_id: why.kind for one, why in plan_relay(district, RelayAsked()).left_out}
        assert left_out == {kept.worker.worker_id: LeftOut.SENT}
        path = write_results(tmp_path / "hasil.xlsx", [(gone.worker.nik, "X", "GAGAL", "NIK tidak padan")])
        take_relay_results(district, read_relay_results(district, path))
        assert [one.worker.worker_id for one in in_stage(district, Stage.RETURNED)] == [kept.worker.worker_id]
        told = proposed_answers(district, GANTARANG)
        assert [(one.worker.worker_id, outcome) for one, outcome, _ in told] == [
            (kept.worker.worker_id, Outcome.RETURNED)
        ]


def test_the_record_for_the_person_tells_that_bpjs_got_the_data_and_what_it_answered(tmp_path: Path) -> None:
    with accepted_workers(tmp_path) as (district, _, _):
        export_relay(district, tmp_path / "salah.xlsx", RelayAsked(limit=1))
        take_back_relay(district, 1, "format salah")
        made = export_relay(district, tmp_path / "bpjs.xlsx", RelayAsked(limit=1))
        one = made.plan.records[0].worker
        path = write_results(tmp_path / "hasil.xlsx", [(one.nik, "X", "BERHASIL", "")])
        take_relay_results(district, read_relay_results(district, path))
        held = [words for name, words in subject_facts(district, one.worker_id).held if name == "Dikirim ke BPJS"]
        assert held == ["kiriman nomor 1, ditarik", "kiriman nomor 2, terdaftar"]


def test_of_who_was_erased_nothing_is_left_and_the_result_is_nobodys(tmp_path: Path) -> None:
    with accepted_workers(tmp_path) as (district, _, _):
        made = export_relay(district, tmp_path / "bpjs.xlsx", RelayAsked())
        one = made.plan.records[0].worker
        erase_worker(district, one.worker_id, ErasureBasis.REQUEST, tmp_path / "akta.pdf", why="diminta orangnya")
        assert one.nik not in str(whole_store(district))
        read = read_relay_results(district, write_results(tmp_path / "hasil.xlsx", [(one.nik, "X", "BERHASIL", "")]))
        found, _ = take_relay_results(district, read)
        assert [each.kind for each in found.doubtful] == [NotTaken.UNKNOWN]
        [batch] = relay_batches(district)
        assert (batch.batch.worker_count, batch.waiting) == (6, 5)
