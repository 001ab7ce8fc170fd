"""Lists of others against the workers of a real store: who is found, what counts, what a person decides."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.demo_office import make_office
from tests.domain.rules.sound_worker import SOUND
from ucj_desktop.domain.change import Touched
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.outside import ListKind, MatchedBy, OutsideState, list_date
from ucj_desktop.domain.rules import Severity
from ucj_desktop.domain.standing import Standing, WorkerRecord
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.accuracy.check_workers import blocking_findings, check_workers, findings_of
from ucj_desktop.services.accuracy.keep_findings import keep_findings
from ucj_desktop.services.accuracy.match_list import (
    Matched,
    NoSuchList,
    find_in_list,
    lists_matched,
    match_list,
    undo_match,
    words_of_worker,
)
from ucj_desktop.services.accuracy.read_list import StateColumnMissing, read_list
from ucj_desktop.services.accuracy.settle_outside import (
    NoSuchDifference,
    differences,
    fill_from_list,
    keep_ours,
    plan_to_fill,
    take_difference,
)
from ucj_desktop.services.accuracy.undo_fix import undo_fix
from ucj_desktop.services.care.history import history
from ucj_desktop.services.care.row_words import ACTION_WORDS
from ucj_desktop.services.office import Office
from ucj_desktop.storage import findings, journal, journal_chain, workers

AMINAH = replace(
    SOUND, worker_id=new_id(), nik="7302015708800123", full_name="Sitti Aminah", birth_date=date(1980, 8, 17)
)
BASO = replace(
    SOUND, worker_id=new_id(), nik="7302010512750002", full_name="Baso Tamparang", birth_date=date(1975, 12, 5)
)
HASNAH = replace(
    SOUND, worker_id=new_id(), nik="", full_name="Hasnah Dg. Puji", birth_date=date(1990, 1, 29), desil=None
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "office")
    _keep(made, AMINAH, BASO, HASNAH)
    yield made
    made.close()


def _keep(office: Office, *people: Worker) -> None:
    with office.database.writing() as connection:
        workers.add(connection, [WorkerRecord(one, Standing()) for one in people])


def _now(office: Office, worker_id: str) -> Worker:
    with office.database.reading() as connection:
        found = workers.get(connection, worker_id)
    assert found is not None
    return found.worker


def _sheet(path: Path, *rows: Sequence[Any]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def _match(office: Office, path: Path, kind: ListKind, **named: Any) -> Matched:
    return match_list(office, read_list(office, path, kind), **named)


def _bpjs(folder: Path, *rows: Sequence[Any], name: str = "Peserta per 30 Juni 2026.xlsx") -> Path:
    return _sheet(
        folder / name,
        ("NO", "NIK", "NAMA PESERTA", "TGL LAHIR", "STATUS KEPESERTAAN", "SEGMEN", "KPJ"),
        *((at, *row, f"1900012345{at}") for at, row in enumerate(rows, start=1)),
    )


_FOUR = (
    ("7302015708800123", "SITI AMINAH", "17-08-1980", "AKTIF", "BPU"),
    ("", "HASNAH DAENG PUJI", "29-01-1990", "TIDAK AKTIF", "PU"),
    ("7302016505820009", "NURHAYATI", "25-05-1982", "AKTIF", "PU"),
    ("7302010512750002", "BASO TAMPARANG", "06-12-1975", "AKTIF", "PU"),
)


def test_a_participant_is_found_by_nik_and_then_by_name_and_birth_date(office: Office, tmp_path: Path) -> None:
    done = _match(office, _bpjs(tmp_path, *_FOUR), ListKind.BPJS)
    by_worker = {one.worker_id: one for one in done.found.words}
    assert by_worker.keys() == {AMINAH.worker_id, HASNAH.worker_id, BASO.worker_id}
    assert by_worker[AMINAH.worker_id].matched_by is MatchedBy.NIK
    assert by_worker[HASNAH.worker_id].matched_by is MatchedBy.NAME_AND_BIRTH
    assert by_worker[HASNAH.worker_id].state is OutsideState.INACTIVE
    assert by_worker[AMINAH.worker_id].details == {"segment": "BPU"}
    assert (done.found.matched, done.found.unmatched, done.found.conflicts) == (3, 1, 1)


def test_each_worker_shows_state_source_and_date_and_no_participant_number_is_kept(
    office: Office, tmp_path: Path
) -> None:
    _match(office, _bpjs(tmp_path, *_FOUR), ListKind.BPJS)
    (word,) = words_of_worker(office, AMINAH.worker_id)
    assert word.words == "Peserta aktif, segmen BPU"
    assert word.source == "Peserta per 30 Juni 2026, 30-06-2026"
    with office.database.reading() as connection:
        kept = connection.exec_driver_sql("SELECT * FROM outside_matches").all()
    assert not any("1900012345" in str(row) for row in kept)


def test_a_name_alone_never_matches(office: Office, tmp_path: Path) -> None:
    path = _bpjs(
        tmp_path,
        ("", "SITTI AMINAH", "", "AKTIF", "BPU"),
        ("", "SITTI AMINAH", "18-08-1980", "AKTIF", "BPU"),
        ("", "BASO LANGKONG", "05-12-1975", "AKTIF", "BPU"),
    )
    found = find_in_list(office, read_list(office, path, ListKind.BPJS))
    assert found.words == ()
    assert [one.why for one in found.unplaced] == [
        "NIK tidak ada atau rusak, dan nama dengan tanggal lahirnya tidak lengkap."
    ]
    assert found.unmatched == 2


def test_a_namesake_born_on_the_same_day_with_another_nik_is_for_a_person_to_decide(
    office: Office, tmp_path: Path
) -> None:
    path = _bpjs(tmp_path, ("7371095708809871", "SITTI AMINAH", "17-08-1980", "AKTIF", "PU"))
    found = find_in_list(office, read_list(office, path, ListKind.BPJS))
    assert found.words == ()
    assert [(one.place, one.worker_ids) for one in found.unplaced] == [("Baris 2, Sheet", (AMINAH.worker_id,))]


def test_the_same_list_again_changes_nothing_and_finds_who_was_entered_since(office: Office, tmp_path: Path) -> None:
    path = _bpjs(tmp_path, *_FOUR)
    first = _match(office, path, ListKind.BPJS)
    with office.database.reading() as connection:
        before = journal.head(connection)
    again = _match(office, path, ListKind.BPJS)
    assert (again.list_id, again.news, again.change.touched) == (first.list_id, 0, Touched.NOTHING)
    resaved = openpyxl.load_workbook(path)
    resaved.save(tmp_path / path.name.replace("Peserta", "Salinan peserta"))
    same = _match(office, tmp_path / "Salinan peserta per 30 Juni 2026.xlsx", ListKind.BPJS, name=first.found.read.name)
    assert (same.list_id, same.news) == (first.list_id, 0)
    with office.database.reading() as connection:
        assert journal.head(connection) == before
    late = replace(
        SOUND, worker_id=new_id(), nik="7302016505820009", full_name="Nurhayati", birth_date=date(1982, 5, 25)
    )
    _keep(office, late)
    assert _match(office, path, ListKind.BPJS).news == 1
    assert words_of_worker(office, late.worker_id)[0].state is OutsideState.ACTIVE
    assert len(lists_matched(office)) == 1


def test_a_newer_list_counts_whatever_the_order_of_matching_and_history_stays(office: Office, tmp_path: Path) -> None:
    row = ("7302015708800123", "SITTI AMINAH", "17-08-1980")
    newer = _bpjs(tmp_path, (*row, "TIDAK AKTIF", "BPU"), name="Peserta 30-09-2026.xlsx")
    older = _bpjs(tmp_path, (*row, "AKTIF", "BPU"), name="Peserta 30-06-2026.xlsx")
    second = _match(office, newer, ListKind.BPJS)
    _match(office, older, ListKind.BPJS)
    told = words_of_worker(office, AMINAH.worker_id)
    assert [one.state for one in told] == [OutsideState.INACTIVE, OutsideState.ACTIVE]
    assert not [one for one in findings_of(office, AMINAH) if one.code == "DL-04"]
    undo_match(office, second.list_id)
    assert [one.code for one in findings_of(office, AMINAH) if one.code.startswith("DL")] == ["DL-04"]
    lines = history(office, worker_id=AMINAH.worker_id)
    assert [one.sentence for one in lines] == [
        "Pencocokan dengan daftar luar dibatalkan.",
        "Ditemukan dalam daftar luar.",
        "Ditemukan dalam daftar luar.",
    ]
    assert lines[2].details[0].endswith(": Peserta tidak aktif, segmen BPU (Peserta 30-09-2026, 30-09-2026)")
    with pytest.raises(NoSuchList):
        undo_match(office, second.list_id)


def test_an_active_participant_cannot_become_eligible_and_a_doubtful_one_is_asked_about(
    office: Office, tmp_path: Path
) -> None:
    _match(office, _bpjs(tmp_path, *_FOUR), ListKind.BPJS)
    with office.database.reading() as connection:
        blocked = blocking_findings(office, connection, [AMINAH, BASO, HASNAH])
    assert [one.code for one in blocked[AMINAH.worker_id]] == ["DL-04"]
    assert "TL-06" in blocked[AMINAH.worker_id][0].fix
    assert not any(one.code == "DL-04" for one in blocked.get(BASO.worker_id, ()))
    of_baso = {one.code: one for one in findings_of(office, BASO)}
    assert of_baso["DL-04"].severity is Severity.WARNS  # the birth date under his NIK is another
    assert "Tanggal lahir" in of_baso["DL-06"].what


def test_dukcapil_s_words_become_states_and_unknown_words_are_told(office: Office, tmp_path: Path) -> None:
    path = _sheet(
        tmp_path / "Jawaban Dukcapil.xlsx",
        ("HASIL PEMADANAN NIK KECAMATAN GANTARANG PER 1 OKTOBER 2026",),
        ("NO", "NIK", "NAMA LENGKAP", "HASIL PADAN", "TANGGAL MENINGGAL"),
        (1, AMINAH.nik, AMINAH.full_name, "Data Tidak Ditemukan", ""),
        (2, BASO.nik, BASO.full_name, "MENINGGAL", "03/02/2026"),
        (3, "7302016505820009", "NURHAYATI", "menunggu jaringan", ""),
    )
    done = _match(office, path, ListKind.DUKCAPIL)
    assert done.found.read.dated == date(2026, 10, 1)
    states = {one.worker_id: (one.state, dict(one.details)) for one in done.found.words}
    assert states == {
        AMINAH.worker_id: (OutsideState.NOT_FOUND, {}),
        BASO.worker_id: (OutsideState.DIED, {"died_on": "03-02-2026"}),
    }
    assert [one.why for one in done.found.unplaced] == [
        "Hasil “menunggu jaringan” tidak dikenal. Tanyakan artinya kepada pengirim daftar."
    ]
    found = {one.code: one for one in findings_of(office, AMINAH)}
    assert found["DL-03"].severity is Severity.WARNS
    assert "TL-04" in found["DL-03"].fix
    assert {one.code: one for one in findings_of(office, BASO)}["DL-01"].severity is Severity.BLOCKS


def test_an_answer_without_its_column_is_refused(office: Office, tmp_path: Path) -> None:
    path = _sheet(tmp_path / "jawaban.xlsx", ("NIK", "NAMA"), (AMINAH.nik, AMINAH.full_name))
    with pytest.raises(StateColumnMissing):
        read_list(office, path, ListKind.DUKCAPIL)


def test_every_row_of_a_list_of_deaths_means_the_same(office: Office, tmp_path: Path) -> None:
    path = _sheet(
        tmp_path / "kematian.xlsx",
        ("NO", "NAMA", "TANGGAL LAHIR", "TANGGAL KEMATIAN"),
        (1, "Hasnah Puji", date(1990, 1, 29), date(2026, 3, 4)),
    )
    done = _match(office, path, ListKind.DEATHS, dated=date(2026, 6, 1))
    (word,) = done.found.words
    assert (word.worker_id, word.state, word.details) == (
        HASNAH.worker_id, OutsideState.DIED, {"died_on": "04-03-2026"},
    )  # fmt: skip
    assert {one.code: one for one in findings_of(office, HASNAH)}["DL-01"].severity is Severity.WARNS


def test_the_ministry_s_export_is_read_and_desil_is_filled_by_consent_with_one_undo(
    office: Office, tmp_path: Path
) -> None:
    path = _sheet(
        tmp_path / "DTSEN 2026-09-30.xlsx",
        ("NIK", "NAMA", "TANGGAL LAHIR", "DESIL"),
        (AMINAH.nik, AMINAH.full_name, "17-08-1980", 2),
        ("", HASNAH.full_name, "29-01-1990", 7),
    )
    done = _match(office, path, ListKind.DTSEN)
    assert _now(office, HASNAH.worker_id).desil is None
    assert "DL-05" in {one.code for one in findings_of(office, HASNAH)}
    plan = plan_to_fill(office, done.list_id)
    assert [(row.worker_id, row.changes[0].after) for row in plan.rows] == [(HASNAH.worker_id, "7")]
    filled = fill_from_list(office, done.list_id, plan)
    assert _now(office, HASNAH.worker_id).desil == 7
    assert plan_to_fill(office, done.list_id).rows == ()
    undo_fix(office, filled.batch)
    assert _now(office, HASNAH.worker_id).desil is None
    dtks = tmp_path / "dtks.csv"
    dtks.write_text(
        "ID DTKS|PROVINSI|KABUPATEN/KOTA|KECAMATAN|DESA/KELUARAHAN|ALAMAT|DUSUN|RT|RW|NOKK|NIK|NAMA|TANGGAL LAHIR|"
        "TEMPAT LAHIR|JENIS KELAMIN|PEKERJAAN|NAMA IBU KANDUNG|HUB KELUARGA|KETERANGAN PADAN|BANSOS BPNT|BANSOS PKH|"
        "BANSOS BPNT-PPKM|PBI JKN\n"
        f"1|SULSEL|BULUKUMBA|GANTARANG|BIALO|-|-|1|1|7302010101100001|{BASO.nik}|BASO TAMPARANG|1975-12-05|BULUKUMBA|L|"
        "PETANI|X|KK|PADAN|0|0|0|1\n",
        encoding="utf-8",
    )
    (word,) = _match(office, dtks, ListKind.DTSEN).found.words
    assert (word.worker_id, word.state) == (BASO.worker_id, OutsideState.LISTED)


def test_a_difference_is_taken_or_kept_and_asked_about_once(office: Office, tmp_path: Path) -> None:
    path = _bpjs(tmp_path, *_FOUR)
    _match(office, path, ListKind.BPJS)
    (birth,) = differences(office)
    assert (birth.field, birth.ours, birth.theirs) == ("birth_date", "05-12-1975", "06-12-1975")
    assert _now(office, BASO.worker_id) == BASO
    take_difference(office, birth)
    assert _now(office, BASO.worker_id).birth_date == date(1975, 12, 6)
    assert differences(office) == []
    with pytest.raises(NoSuchDifference):
        keep_ours(office, birth)
    assert _match(office, path, ListKind.BPJS).news == 0
    other = _bpjs(
        tmp_path, ("7302015708800123", "SITTI AMINAH", "17-07-1980", "AKTIF", "BPU"), name="lain 1-7-2026.xlsx"
    )
    _match(office, other, ListKind.BPJS)
    (birth,) = differences(office)
    keep_ours(office, birth)
    assert _now(office, AMINAH.worker_id) == AMINAH
    assert differences(office) == []
    assert _match(office, other, ListKind.BPJS).news == 0


def test_a_list_gives_a_worker_without_nik_his_nik_only_when_a_person_takes_it(office: Office, tmp_path: Path) -> None:
    path = _bpjs(tmp_path, ("7302016901900004", "HASNAH DG PUJI", "29-01-1990", "TIDAK AKTIF", "BPU"))
    done = _match(office, path, ListKind.BPJS)
    assert done.found.conflicts == 0
    assert _now(office, HASNAH.worker_id).nik == ""
    (gap,) = differences(office)
    assert gap.is_gap
    take_difference(office, gap)
    assert _now(office, HASNAH.worker_id).nik == "7302016901900004"


def test_kept_findings_follow_a_list_and_its_undo(office: Office, tmp_path: Path) -> None:
    keep_findings(office)
    done = _match(office, _bpjs(tmp_path, *_FOUR), ListKind.BPJS)
    keep_findings(office)
    with office.database.reading() as connection:
        kept = findings.of_rule(connection, "DL-04")
    assert sorted(kept) == sorted([AMINAH.worker_id, BASO.worker_id])
    assert check_workers(office).by_rule["DL-04"] == 2
    undo_match(office, done.list_id)
    keep_findings(office)
    with office.database.reading() as connection:
        assert findings.of_rule(connection, "DL-04") == []


def test_every_row_of_the_journal_has_words_and_the_chain_no_name(office: Office, tmp_path: Path) -> None:
    done = _match(office, _bpjs(tmp_path, *_FOUR), ListKind.BPJS)
    keep_ours(office, differences(office)[0])
    undo_match(office, done.list_id)
    with office.database.reading() as connection:
        rows = journal.rows(connection)
        chain = "\n".join(connection.exec_driver_sql("SELECT entry FROM journal").scalars())
        assert journal_chain.verify(connection).ok
    assert {row.action for row in rows} <= ACTION_WORDS.keys()
    assert AMINAH.nik not in chain
    assert "Peserta" not in chain


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Peserta Aktif per 30 Juni 2026", date(2026, 6, 30)),
        ("padan_2026-06-30", date(2026, 6, 30)),
        ("peserta_bpu_30062026", date(2026, 6, 30)),
        ("jawaban 30.06.2026", date(2026, 6, 30)),
        ("Juni 2026", date(2026, 6, 30)),
        ("November 2026", date(2026, 11, 22)),
        ("DTSEN TW III 2026", None),
        ("daftar 730201 2026", None),
        ("usulan 7302011234567890", None),
        ("rencana 5 Mei 2031", None),
    ],
)
def test_the_day_of_a_list_is_read_from_its_title_or_name(text: str, day: date | None) -> None:
    assert list_date(text, date(2026, 11, 22)) == day
