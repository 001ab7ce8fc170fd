"""The choice between four eyes and one person: knowingly, with a reason, in the journal and on every paper."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.offices import CLERKS, DISTRICT, PASSWORD
from tests.working_day import enter, new_folder, new_office, open_for, rule, table
from ucj_desktop.domain.people import Action, NotAllowed, Role
from ucj_desktop.domain.verdict import Step, Verdict
from ucj_desktop.reference.wording import ALONE_SENTENCE, WordingNotAccepted, office_wording, shipped_wording
from ucj_desktop.services.care.accounts import add_account, disable_account
from ucj_desktop.services.care.four_eyes import (
    CHOSEN,
    ReasonMissing,
    SingleAccount,
    choose_four_eyes,
    choose_one_person,
    words_of_eyes,
)
from ucj_desktop.services.care.history import history
from ucj_desktop.services.care.settings import save_preferences
from ucj_desktop.services.care.undo import redo, undo
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, close_minutes
from ucj_desktop.services.rounds.rule_on_workers import WantedRuling, rule_on_workers

WHY = "Petugas lain pindah tugas sejak Maret"
SENTENCE = shipped_wording("ba_verval").sentences[ALONE_SENTENCE]


def staffed(tmp_path: Path) -> Path:
    return new_folder(tmp_path / "office", staffed=True)


def last_row(office: Office) -> dict[str, object]:
    row: dict[str, object] = json.loads(str(table(office, "journal")[-1][1]))
    return row


def test_the_number_of_accounts_decides_until_somebody_chooses(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        assert (office.judges_alone, office.alone_words) == (True, SENTENCE)
        add_account(office, "Hasnah", Role.HEAD, PASSWORD)
        assert (office.judges_alone, office.alone_words) == (False, "")
        disable_account(office, "Hasnah")
        assert office.judges_alone


def test_one_person_is_chosen_with_a_reason_and_the_journal_keeps_it(tmp_path: Path) -> None:
    folder = staffed(tmp_path)
    with open_for(folder, Role.HEAD) as office:
        rows = len(table(office, "journal"))
        for said in ("", "   ", "ya", " o   k "):
            with pytest.raises(ReasonMissing):
                choose_one_person(office, said)
        assert len(table(office, "journal")) == rows
        told = choose_one_person(office, f"  {WHY} ").sentence
        assert "satu petugas" in told
        assert "berita acara menyebutkannya" in told
        row = last_row(office)
        assert (row["action"], row["facts"]) == ("office.eyes_chosen", {"one_person": [0, 1]})
        assert WHY not in str(row)  # what a person wrote stands beside the chain, where it can be erased
        assert WHY in str(table(office, "journal_text")[-1])
        assert not choose_one_person(office, WHY).touched
    with open_for(folder, Role.ADMIN) as office:
        assert office.preferences.one_person_reason == WHY
        assert office.alone_words == SENTENCE
        assert "empat mata" in choose_four_eyes(office).sentence
        assert last_row(office)["facts"] == {"one_person": [1, 0]}
        assert not office.judges_alone


def test_the_history_says_which_of_the_two_was_chosen_and_why(tmp_path: Path) -> None:
    with open_for(staffed(tmp_path), Role.HEAD) as office:
        choose_one_person(office, WHY)
        choose_four_eyes(office)
        back, alone = [one.details for one in history(office) if one.action == CHOSEN]
        assert alone == ("cara kerja: empat mata → satu petugas", f"Alasan: {WHY}")
        assert back == ("cara kerja: satu petugas → empat mata", f"Alasan: {WHY} → kosong")


def test_the_history_says_what_an_undo_took_back(tmp_path: Path) -> None:
    with open_for(staffed(tmp_path), Role.HEAD) as office:
        choose_one_person(office, WHY)
        chosen = history(office)[0].n
        undo(office)
        redo(office)
        told = f"catatan nomor {chosen}: Empat mata atau satu petugas ditetapkan."
        assert [one.sentence for one in history(office)[:2]] == [
            f"Yang dibatalkan diulang, {told}",
            f"Dibatalkan, {told}",
        ]


def test_with_a_single_account_there_is_nothing_to_choose(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office, pytest.raises(SingleAccount):
        choose_one_person(office, WHY)


@pytest.mark.parametrize("role", [Role.ENTRY, Role.VERIFIER])
def test_only_head_and_admin_choose(tmp_path: Path, role: Role) -> None:
    with open_for(staffed(tmp_path), role) as office:
        with pytest.raises(NotAllowed):
            choose_one_person(office, WHY)
        with pytest.raises(NotAllowed):
            choose_four_eyes(office)


def test_the_other_settings_do_not_carry_the_choice(tmp_path: Path) -> None:
    with open_for(staffed(tmp_path), Role.ADMIN) as office:
        save_preferences(office, replace(office.preferences, venue="Aula", one_person_reason=WHY))
        assert office.preferences.venue == "Aula"
        assert not office.judges_alone
        choose_one_person(office, WHY)
        save_preferences(office, replace(office.preferences, venue="Balai", one_person_reason=""))
        assert office.judges_alone


def test_the_choice_is_taken_back_and_made_again_by_name(tmp_path: Path) -> None:
    folder = staffed(tmp_path)
    with open_for(folder, Role.ADMIN) as office:
        choose_one_person(office, WHY)
        done = undo(office)
        assert done.deed.words == "tetapkan empat mata atau satu petugas"
        assert not office.judges_alone
        redo(office)
        assert office.preferences.one_person_reason == WHY


def test_chosen_one_person_does_the_work_but_gets_no_accounts_and_entry_stays_entry(tmp_path: Path) -> None:
    folder = staffed(tmp_path)
    with open_for(folder, Role.HEAD) as office:
        choose_one_person(office, WHY)
    work = (Action.ENTER, Action.VERIFY, Action.VALIDATE, Action.CLOSE_MINUTES, Action.SETTLE_DUPLICATES)
    for role in (Role.VERIFIER, Role.HEAD, Role.ADMIN):
        with open_for(folder, role) as office:
            assert all(office.may(one) for one in work)
            assert office.may(Action.MANAGE_ACCOUNTS) is (role is Role.ADMIN)
            assert office.may(Action.RESTORE) is (role is Role.ADMIN)
    with open_for(folder, Role.ENTRY) as office:
        assert not office.may(Action.VERIFY)
        assert not office.may(Action.VALIDATE)


def test_one_account_of_several_does_it_all_once_chosen_and_the_minutes_say_so(tmp_path: Path) -> None:
    folder = staffed(tmp_path)
    with open_for(folder, Role.VERIFIER) as office:
        people = enter(office, 2)
        rule(office, Step.VERIFY, people)
        with pytest.raises(NotAllowed):
            rule(office, Step.VALIDATE, people)
    with open_for(folder, Role.HEAD) as office:
        choose_one_person(office, WHY)
    with open_for(folder, Role.VERIFIER) as office:
        rule(office, Step.VALIDATE, people)
    with open_for(folder, Role.HEAD) as office:
        choose_four_eyes(office)
        made, _ = close_minutes(office, MeetingFacts())
        assert made.one_person_office  # whoever switches back before closing hides nothing


def test_after_the_switch_back_the_same_account_is_refused_again(tmp_path: Path) -> None:
    folder = staffed(tmp_path)
    with open_for(folder, Role.HEAD) as office:
        choose_one_person(office, WHY)
        (worker,) = enter(office, 1)
        rule(office, Step.VERIFY, [worker])
        choose_four_eyes(office)
        wanted = [WantedRuling(worker_id=worker.worker_id, verdict=Verdict.ELIGIBLE)]
        assert "empat mata" in rule_on_workers(office, Step.VALIDATE, wanted).skipped[0].why


def test_an_account_that_comes_or_goes_says_what_changes(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        add_account(office, CLERKS[Role.HEAD], Role.HEAD, PASSWORD)
        assert "empat mata" in words_of_eyes(office)
        choose_one_person(office, WHY)
        assert "ditetapkan sebagai kantor satu petugas" in words_of_eyes(office)
        assert "satu akun" in disable_account(office, CLERKS[Role.HEAD]).sentence
        add_account(office, CLERKS[Role.VERIFIER], Role.VERIFIER, PASSWORD)
        assert "ditetapkan sebagai kantor satu petugas" in words_of_eyes(office)  # the choice outlives the accounts


def test_no_office_words_the_sentence_of_the_minutes_away() -> None:
    with pytest.raises(WordingNotAccepted):
        office_wording("ba_verval", {ALONE_SENTENCE: "Rapat berjalan lancar."})


def test_the_district_validates_nobody_and_says_nothing(tmp_path: Path) -> None:
    with new_office(tmp_path / "office", code=DISTRICT) as office:
        assert office.judges_alone
        assert office.alone_words == ""


def test_a_keyring_of_the_first_day_put_back_makes_no_one_person_office(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "office")
    first_day = (folder / "keyring.json").read_bytes()
    with open_for(folder) as office:
        add_account(office, CLERKS[Role.HEAD], Role.HEAD, PASSWORD)
    (folder / "keyring.json").write_bytes(first_day)
    with open_for(folder) as office:
        assert not office.judges_alone
        with pytest.raises(NotAllowed):
            rule_on_workers(office, Step.VERIFY, [])
