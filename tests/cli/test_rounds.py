"""Rounds, replacement candidates and the calendar from the command line."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.command_lines import Ran, run
from tests.domain.rules.sound_worker import SOUND
from tests.offices import make_office
from ucj_desktop.domain.ids import new_id
from ucj_desktop.services.collect.enter_worker import save_new_worker

NAMES = ("Hasnah", "Rahmat Hidayat", "Sitti Aminah")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    office = make_office(tmp_path / "office")
    for number, name in enumerate(NAMES):
        worker = replace(SOUND, worker_id=new_id(), full_name=name, nik=f"{SOUND.nik[:-1]}{number + 3}")
        save_new_worker(office, worker)
    office.close()
    return tmp_path / "office"


def done(ran: Ran) -> Ran:
    assert ran.code == 0, ran
    return ran


def ask(store: Path, *words: str) -> Ran:
    return run(*words, "--store", store, "--json")


def village(store: Path) -> str:
    return str(done(ask(store, "workers")).facts["workers"][0]["village_code"])


def test_a_round_is_opened_changed_and_listed_with_its_pace(store: Path) -> None:
    code = village(store)
    team = ("--team", "ketua=Baso, S.IP.;Kasi Kesra;198001012005011001", "--team", "anggota=Hasnah")
    opened = done(
        ask(store, "round", "open", "--village", code, "--quota", "2", "--deadline", "30-12-2031", *team)
    ).facts["rounds"][0]
    assert [(one["duty"], one["name"]) for one in opened["team"]] == [("leader", "Baso, S.IP."), ("member", "Hasnah")]
    assert (opened["quota"], opened["deadline"], opened["source"]) == (2, "2031-12-30", "")
    changed = done(
        ask(store, "round", "set", "--village", code, "--source", "DTSEN", "--no-deadline", "--quota", "1")
    ).facts["rounds"][0]
    assert (changed["quota"], changed["deadline"], changed["source"]) == (1, None, "DTSEN")
    assert changed["team"] == opened["team"]
    [listed] = done(ask(store, "round", "list")).facts["rounds"]
    assert listed["pace"]["left"] == 3
    assert listed["pace"]["words"] == "3 orang, belum ada laju → perkiraan belum ada"
    assert done(run("round", "list", "--store", store)).out.count("belum ada laju") == 1
    assert ask(store, "round", "open", "--village", code).error["code"] == "PUT-02"
    assert ask(store, "round", "set", "--village", code, "--team", "anggota=A;;12").error["code"] == "PUT-04"


@pytest.mark.parametrize("typed", ["Baso", "kepala=Baso", "ketua=", "ketua=A;b;c;d"])
def test_a_member_that_cannot_be_read_is_refused(store: Path, typed: str) -> None:
    assert ask(store, "round", "open", "--village", village(store), "--team", typed).code == 2


def test_a_candidate_steps_in_for_who_is_not_eligible(store: Path, tmp_path: Path) -> None:
    code = village(store)
    done(ask(store, "round", "open", "--village", code, "--quota", "1"))
    added = done(ask(store, "round", "candidates", "add", "--village", code, "--above-quota")).facts
    assert added["done"] == 2
    second, third = (one["worker_id"] for one in added["candidates"])
    done(ask(store, "round", "candidates", "move", third, "--place", "1"))
    assert done(ask(store, "round", "candidates", "list", "--village", code)).facts["next"] == third
    assert ask(store, "round", "candidates", "step-in", "--village", code).error["code"] == "PUT-06"
    people = done(ask(store, "workers")).facts["workers"]
    [inside] = [one["worker_id"] for one in people if one["worker_id"] not in (second, third)]
    (tmp_path / "hasil.csv").write_text(f"ID;HASIL;ALASAN\n{inside};TIDAK LAYAK;TL-02\n", "utf-8")
    assert done(ask(store, "verify", "--from", str(tmp_path / "hasil.csv"))).facts["done"] == 1
    told = done(ask(store, "round", "candidates", "step-in", "--village", code)).facts
    assert (told["places_free"], told["next"]) == (0, second)
    assert next(one for one in told["candidates"] if one["worker_id"] == third)["stepped_in_at"]
    done(ask(store, "round", "candidates", "remove", second))
    assert ask(store, "round", "candidates", "remove", third).error["code"] == "PUT-05"
    closed = done(run("round", "close", "--village", code, "--store", store)).out
    assert "Tersisa 2 orang belum diverifikasi, 1 orang belum divalidasi" in closed


def test_a_deadline_that_is_past_or_on_a_sunday_is_told(store: Path) -> None:
    code = village(store)
    done(ask(store, "calendar", "joint-leave", "--working"))
    sunday = done(run("round", "open", "--village", code, "--deadline", "07-01-2029", "--store", store)).out
    assert "Batas waktu 07-01-2029 bukan hari kerja; hari kerja terakhir sebelumnya 05-01-2029." in sunday
    assert "Libur nasional 2027 sampai 2029 belum diisi" in sunday
    past = done(run("round", "set", "--village", code, "--deadline", "01-01-2020", "--store", store)).out
    assert "Batas waktu 01-01-2020 sudah lewat." in past


def test_a_quota_that_is_none_is_told_with_what_it_may_be(store: Path) -> None:
    refused = ask(store, "round", "open", "--village", village(store), "--quota", "0").error
    assert refused["what"] == "Pilihan --quota harus angka bulat, paling sedikit 1."


@pytest.mark.parametrize("typed", ["29-02-2027", "kemarin"])
def test_a_day_that_does_not_exist_is_told_with_how_to_write_one(store: Path, typed: str) -> None:
    refused = ask(store, "round", "open", "--village", village(store), "--deadline", typed).error
    assert refused["what"].startswith(f"Pilihan --deadline: {typed} bukan tanggal; tulis hari-bulan-tahun")


def test_a_sheet_read_late_replaces_only_with_replace(store: Path, tmp_path: Path) -> None:
    [one, *_] = done(ask(store, "workers")).facts["workers"]
    late = tmp_path / "hasil.csv"
    late.write_text(f"ID;HASIL\n{one['worker_id']};LAYAK\n", "utf-8")
    assert done(ask(store, "verify", "--from", str(late))).facts["done"] == 1
    late.write_text(f"ID;HASIL;ALASAN\n{one['worker_id']};TIDAK LAYAK;TL-02\n", "utf-8")
    [left] = done(ask(store, "verify", "--from", str(late))).facts["skipped"]
    assert left["is_other"]
    assert "--replace" in done(run("verify", "--from", late, "--store", store)).out
    assert done(ask(store, "verify", "--from", str(late), "--replace")).facts["done"] == 1


def test_the_calendar_is_listed_and_changed(store: Path) -> None:
    shipped = done(ask(store, "calendar", "list", "--year", "2026")).facts
    assert (len(shipped["days"]), shipped["filled"], shipped["joint_leave_is_off"]) == (25, True, True)
    done(ask(store, "calendar", "add", "04-02-2028", "--reason", "Hari Jadi"))
    done(ask(store, "calendar", "joint-leave", "--working"))
    later = done(ask(store, "calendar", "list", "--year", "2028")).facts
    assert (later["filled"], later["source"], later["joint_leave_is_off"]) == (False, "", False)
    assert later["days"] == [
        {"day": "2028-02-04", "name": "Hari Jadi", "is_off": True, "origin": "kantor ini", "own": True}
    ]
    said = done(run("calendar", "list", "--year", "2028", "--store", store)).out
    assert "Libur nasional 2028 belum diisi" in said
    done(ask(store, "calendar", "remove", "04-02-2028"))
    assert ask(store, "calendar", "remove", "04-02-2028").error["code"] == "KAL-02"
    assert ask(store, "calendar", "add", "04-02-2028", "--reason", " ").error["code"] == "KAL-01"
