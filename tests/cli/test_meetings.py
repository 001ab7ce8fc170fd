"""Meetings from the command line, from their start to the minutes that fall out of them."""

from pathlib import Path

from tests.cli.command_lines import Ran, run
from tests.working_day import enter, new_folder, open_for, rule
from ucj_desktop.domain.verdict import Step


def done(ran: Ran) -> Ran:
    assert ran.code == 0, ran
    return ran


def test_a_meeting_is_started_attended_ended_and_stands_in_the_minutes(tmp_path: Path) -> None:
    store = new_folder(tmp_path / "office")
    with open_for(store) as office:
        people = enter(office, 1)
        rule(office, Step.VERIFY, people)
        village = people[0].village_code

    def ask(*words: str) -> Ran:
        return run("meeting", *words, "--store", store, "--json")

    guests = ("--invite", "Contoh Satu;Camat", "--invite", "Contoh Dua;Kepala Desa;Bialo", "--quorum", "2")
    assert ask("start", "--village", village, *guests, "--present", "Contoh Lain").code == 2
    assert ask("start", "--village", village, "--quorum", "banyak").code == 2
    [made] = done(
        ask("start", "--village", village, *guests, "--present", "Contoh Satu", "--venue", "Aula", "--hour", "09.00")
    ).facts["meetings"]
    assert (made["invited"], made["present"], made["needed"], made["has_quorum"]) == (2, 1, 2, False)
    assert (made["venue"], made["hour"], made["left"]) == ("Aula", "09.00", 1)
    assert ask("start", "--village", village).error["code"] == "RAPAT-01"
    [late] = done(ask("attend", village, "--present", "Contoh Dua")).facts["meetings"]
    assert late["has_quorum"]
    note = ("--by", "Contoh Dua", "--note", "sudah punya toko besar")
    done(ask("object", made["meeting_id"], people[0].worker_id, *note))
    sheet = tmp_path / "rapat.csv"
    sheet.write_text(f"ID,HASIL\n{people[0].worker_id},LAYAK\n")
    done(run("validate", "--from", sheet, "--store", store))
    [listed] = done(ask("list")).facts["meetings"]
    assert (listed["validated"], listed["left"], listed["objections"], listed["ended_at"]) == (1, 0, 1, None)
    assert "2 dari 2" in done(run("meeting", "list", "--store", store)).out
    closed = done(run("minutes", "close", "--all", "--store", store, "--json")).facts
    assert closed["counts"]["workers"] == 1
    assert ask("end", made["meeting_id"]).error["code"] == "RAPAT-02"
    paper = tmp_path / "hadir.pdf"
    done(run("print", "HADIR", "--minutes", "1", "--out", paper, "--store", store))
    assert paper.stat().st_size > 1_000


def test_a_meeting_without_minutes_is_only_ended(tmp_path: Path) -> None:
    store = new_folder(tmp_path / "office")
    assert run("meeting", "end", "Bialo", "--store", store, "--json").error["code"] == "RAPAT-02"
    done(run("meeting", "start", "--village", "Bialo", "--store", store))
    assert "Rapat diakhiri." in done(run("meeting", "end", "Bialo", "--store", store)).out
