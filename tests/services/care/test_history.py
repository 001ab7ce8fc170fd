"""History: every kind of row in words, and the journal verified."""

import ast
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import ucj_desktop
from tests.working_day import enter, forge, minuted, new_folder, new_office, open_for
from ucj_desktop.domain.people import NotAllowed, Role
from ucj_desktop.services.accuracy.settle_duplicates import PairDecision, decide_pair
from ucj_desktop.services.care.doctor import examine
from ucj_desktop.services.care.history import KIND_ACTIONS, KIND_LABELS, history, verify_journal
from ucj_desktop.services.care.row_words import ACTION_WORDS
from ucj_desktop.services.collect.enter_worker import correct_worker
from ucj_desktop.storage.journal import Entry

SOURCES = [path for path in Path(ucj_desktop.__file__).parent.rglob("*.py") if "migrations" not in path.parts]


def strings_in(node: ast.AST) -> set[str]:
    return {one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def actions_written() -> set[str]:
    """Every action that the program writes into its journal, out of its source."""
    found: set[str] = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                for one in node.keywords:
                    if one.arg == "action" and isinstance(node.func, ast.Name) and node.func.id == "Entry":
                        found |= strings_in(one.value)
                if isinstance(node.func, ast.Name) and node.func.id in ("_keep", "certify_key"):
                    found |= {text for text in strings_in(node) if re.fullmatch(r"[a-z_]+\.[a-z_]+", text)}
    return {text for text in found if "." in text}


def test_every_action_that_is_written_has_its_words() -> None:
    written = actions_written()
    assert len(written) > 35
    assert written - ACTION_WORDS.keys() == set()


@pytest.mark.parametrize("action", sorted(ACTION_WORDS))
def test_the_words_of_an_action_are_a_sentence_without_its_stop(action: str) -> None:
    words = ACTION_WORDS[action]
    assert words[0].isupper()
    assert words.isprintable()
    assert not words.endswith(".")
    assert "_" not in words


def test_every_action_is_found_under_a_kind() -> None:
    beginnings = tuple(one for kind in KIND_ACTIONS.values() for one in kind)
    assert [action for action in ACTION_WORDS if not action.startswith(beginnings)] == []
    assert KIND_ACTIONS.keys() == KIND_LABELS.keys()


def test_a_day_is_told_in_sentences_with_names_and_no_codes(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        people = enter(office, 4)
        minuted(office, people)
        lines = history(office)
        assert all(one.sentence.endswith(".") and "_" not in one.sentence for one in lines)
        assert {one.who for one in lines} == {office.clerk.name}
        frozen = next(one for one in lines if one.subject == people[0].worker_id)
        assert frozen.subject_name == people[0].full_name
        own = history(office, worker_id=people[0].worker_id)
        assert [one.sentence for one in own] == [
            "Masuk berita acara (revisi 1).",
            "Hasil validasi dicatat.",
            "Hasil verifikasi dicatat.",
            "Masuk putaran verifikasi desanya.",
            "Pekerja dimasukkan.",
        ]
        assert "tahap: Terverifikasi → Tervalidasi" in own[1].details
        assert f"Nama lengkap: {people[0].full_name}" in [
            line for line in own[-1].details if line.startswith("Nama lengkap")
        ]
        older = history(office, before=lines[2].n, limit=2)
        assert [one.n for one in older] == [lines[3].n, lines[4].n]


def test_a_merge_is_told_by_the_name_of_who_stayed_and_large_numbers_with_dots(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        stays, goes = enter(office, 2)
        correct_worker(office, replace(stays, full_name="Hasnah Tahir"))
        decide_pair(office, stays.worker_id, goes.worker_id, PairDecision.SAME)
        [merged] = [one for one in history(office, worker_id=goes.worker_id) if one.action == "worker.merged"]
        assert "digabung ke: kosong → Hasnah Tahir" in merged.details
        with office.database.writing() as connection:
            office.log(connection, Entry(action="fix.made", subject="fix/1", facts={"workers": 1250}))
        assert history(office)[0].sentence == "Banyak pekerja diperbaiki sekaligus (1.250 pekerja)."


def test_an_answer_is_told_in_the_words_of_the_screen(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        worker_id = enter(office, 1)[0].worker_id
        with office.database.writing() as connection:
            office.log(
                connection, Entry(action="worker.answered", subject=worker_id, facts={"answer": ["", "accepted"]})
            )
        assert history(office, worker_id=worker_id)[0].details == ("balasan: kosong → diterima",)


def test_what_could_not_be_read_is_told_by_its_label_and_masked(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        worker = replace(
            enter(office, 1)[0], birth_date=None, unread={"birth_date": "32-13-1980", "kk_number": "7302010101100000"}
        )
        correct_worker(office, worker)
        details = history(office, worker_id=worker.worker_id)[0].details
        assert "Tidak terbaca: Tanggal lahir “32-13-1980”, Nomor KK “730201******0000”" in details


def test_an_erased_text_is_told_as_such(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        (worker,) = enter(office, 1)
        forge(office, "DELETE FROM journal_text")
        (line,) = history(office, worker_id=worker.worker_id)
        assert line.details == ("Teksnya sudah dihapus menurut masa simpan.",)
        assert verify_journal(office).first_bad == (3, "teks perubahan dihapus tanpa catatan penghapusan")


def test_the_journal_of_everybody_is_not_for_entry(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "office", staffed=True)
    with open_for(folder, Role.ENTRY) as office:
        with pytest.raises(NotAllowed):
            history(office)
        with pytest.raises(NotAllowed):
            verify_journal(office)
        assert history(office, worker_id="nobody") == []


def test_a_row_changed_behind_the_programs_back_is_named_by_number_in_the_doctors_words(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        enter(office, 3)
        forge(office, "UPDATE journal SET entry = entry || ' ' WHERE n = 4", without="journal_no_update")
        assert verify_journal(office).first_bad == (4, "isi baris diubah")
        line = next(one for one in examine(office) if one.name == "journal")
        assert (line.ok, line.what) == (False, "Jurnal rusak di baris 4: isi baris diubah.")


def test_a_change_is_told_as_a_clerk_writes_it(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        [one] = enter(office, 1)
        after = replace(one, birth_date=date(1980, 2, 3), monthly_income=2_345_000, village_code="7302012004")
        correct_worker(office, after)
        told = history(office, worker_id=one.worker_id)[0].details
    assert one.birth_date is not None
    assert f"Tanggal lahir: {one.birth_date:%d-%m-%Y} → 03-02-1980" in told
    assert [line for line in told if "2.345.000" in line]
    assert not [line for line in told if "7302012004" in line]
