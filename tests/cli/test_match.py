"""Matching with lists of others from the command line, and taking it back."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.cli.command_lines import Ran, run
from tests.domain.rules.sound_worker import SOUND
from tests.offices import make_office
from ucj_desktop.domain.ids import new_id
from ucj_desktop.services.collect.enter_worker import save_new_worker

HASNAH = replace(SOUND, worker_id=new_id(), nik="", full_name="Hasnah", birth_date=date(1990, 1, 29), desil=None)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    office = make_office(tmp_path / "office")
    save_new_worker(office, SOUND)
    save_new_worker(office, HASNAH)
    office.close()
    return tmp_path / "office"


def _list(folder: Path, *rows: str) -> Path:
    path = folder / "dtsen 30-09-2026.csv"
    path.write_text("\n".join(("NIK;NAMA;TANGGAL LAHIR;DESIL", *rows)), encoding="utf-8")
    return path


def _match(store: Path, *words: str | Path) -> Ran:
    return run("match", *words, "--store", store, "--json")


def test_a_list_is_tried_then_kept_then_taken_back(store: Path, tmp_path: Path) -> None:
    path = _list(tmp_path, f"{SOUND.nik};BASRI TAHIR;18-08-1980;2", ";HASNAH;29-01-1990;3", "7302016505820009;NUR;;1")
    tried = _match(store, path, "--kind", "dtsen", "--dry-run").facts
    assert (tried["matched"], tried["unmatched"], tried["conflicts"], tried["list"]) == (2, 1, 1, "")
    done = _match(store, path, "--kind", "dtsen", "--fill-desil").facts
    assert (done["matched"], done["date"], done["news"], done["filled"]) == (2, "2026-09-30", 2, 1)
    assert {one["worker_id"]: one["matched_by"] for one in done["workers"]} == {
        SOUND.worker_id: "nik", HASNAH.worker_id: "name_and_birth",
    }  # fmt: skip
    assert _match(store, path, "--kind", "dtsen").facts["news"] == 0
    assert [one["list"] for one in _match(store, "lists").facts["lists"]] == [done["list"]]
    (one,) = _match(store, "differences").facts["differences"]
    assert (one["field"], one["ours"], one["theirs"]) == ("birth_date", "17-08-1980", "18-08-1980")
    said = _match(store, "decide", done["list"], SOUND.worker_id, "birth_date", "--keep").facts
    assert said["decided"] == "kept"
    assert _match(store, "differences").facts["differences"] == []
    assert _match(store, "decide", done["list"], SOUND.worker_id, "birth_date", "--take").error["code"] == "DAFTAR-03"
    assert _match(store, "undo", done["list"]).facts["undone"] is True
    assert _match(store, "undo", done["list"]).error["code"] == "DAFTAR-02"


def test_people_read_what_was_found(store: Path, tmp_path: Path) -> None:
    path = _list(tmp_path, f"{SOUND.nik};BASRI TAHIR;17-08-1980;9")
    said = run("match", path, "--kind", "dtsen", "--store", store)
    assert "1 baris: 1 cocok, 0 bukan pekerja kantor ini." in said.out
    checked = run("check", "--store", store, "--json").facts
    assert [one["worker_id"] for one in checked["findings"] if one["code"] == "DL-05"] == [SOUND.worker_id]


def test_undo_at_a_list_of_others_says_what_undoes_it_and_what_comes_before(store: Path, tmp_path: Path) -> None:
    _match(store, _list(tmp_path, f"{SOUND.nik};BASRI TAHIR;18-08-1980;2"), "--kind", "dtsen")
    ran = run("journal", "undo", "--store", store, "--json")
    assert ran.error["code"] == "BATAL-02"
    assert "match undo" in ran.error["fix"]
    assert ran.error["fix"].endswith(f"(masukkan {HASNAH.full_name}).")
    number = ran.error["fix"].split("journal undo ")[1].split()[0]
    assert run("journal", "undo", number, "--store", store, "--json").facts["is_undone"]
