"""Check: all rules over the store, and warnings confirmed once until the value changes."""

from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from tests.demo_office import put_people
from tests.domain.rules.sound_worker import SOUND
from tests.working_day import enter, new_office, table
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.rules import RECORD_RULES, RULES, Finding, Severity
from ucj_desktop.domain.standing import WorkerFilter
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.accuracy.check_workers import (
    ConfirmationNeedsReason,
    OnlyWarningsAreConfirmed,
    check_workers,
    confirm_warning,
    findings_of,
)
from ucj_desktop.services.accuracy.judge_workers import Confirmed
from ucj_desktop.services.accuracy.settle_duplicates import PairDecision, decide_pair, pairs_to_decide
from ucj_desktop.services.collect.enter_worker import WorkerNotThere, correct_worker, save_new_worker
from ucj_desktop.services.collect.list_workers import worker_ids, workers_by_id
from ucj_desktop.services.office import Office
from ucj_desktop.storage import decisions
from ucj_desktop.storage.decisions import Confirmation

HOURS = "PK-09"  # more hours of work than a week has is warned of


def codes(office: Office, worker: Worker) -> set[str]:
    return {one.code for one in check_workers(office).findings if one.worker_id == worker.worker_id}


def test_sound_people_are_clean_and_the_counts_add_up(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        enter(office, 20)
        save_new_worker(office, replace(SOUND, nik="7302"))
        checked = check_workers(office)
        assert checked.checked == 21
        assert checked.clean < 21
        assert sum(checked.by_rule.values()) == len(checked.findings)
        assert {one.code for one in checked.findings} <= RULES.keys() | RECORD_RULES.keys()


def test_a_village_sees_its_own_and_the_doubles_elsewhere(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        save_new_worker(office, SOUND)
        other = replace(SOUND, worker_id="018f0000-0000-7000-8000-00000000000b", village_code="7302012005")
        save_new_worker(office, replace(other, full_name="Hasnah"))
        checked = check_workers(office, village_code=SOUND.village_code)
        assert checked.checked == 1
        assert {one.worker_id for one in checked.findings} == {SOUND.worker_id}
        assert "GD-01" in checked.by_rule


def test_two_with_the_same_nik_are_both_held_and_one_alone_is_asked_while_typing(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        save_new_worker(office, SOUND)
        other = replace(SOUND, worker_id="018f0000-0000-7000-8000-00000000000b", full_name="Hasnah")
        assert "GD-01" in {one.code for one in findings_of(office, other)}
        assert codes(office, SOUND) == set()
        save_new_worker(office, other)
        assert "GD-01" in codes(office, SOUND) & codes(office, other)


def test_a_warning_that_was_confirmed_stays_away_until_the_value_changes(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        worker = replace(SOUND, weekly_hours=150)
        save_new_worker(office, worker)
        assert HOURS in codes(office, worker)
        confirm_warning(office, worker.worker_id, HOURS, " penjaga malam ")
        assert HOURS not in codes(office, worker)
        assert HOURS not in {one.code for one in findings_of(office, worker)}
        correct_worker(office, replace(worker, note="lain"))
        assert HOURS not in codes(office, worker)
        correct_worker(office, replace(worker, weekly_hours=151))
        assert HOURS in codes(office, worker)
        (kept,) = table(office, "confirmations")
        assert "penjaga malam" in kept


def test_only_a_warning_that_is_there_is_confirmed_and_only_with_a_reason(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        worker = replace(SOUND, weekly_hours=150, nik="7302")
        save_new_worker(office, worker)
        blocking = next(one.code for one in findings_of(office, worker) if one.severity is Severity.BLOCKS)
        before = table(office, "journal")
        for code in (blocking, "ID-09", "XX-99"):
            with pytest.raises(OnlyWarningsAreConfirmed):
                confirm_warning(office, worker.worker_id, code, "benar")
        with pytest.raises(ConfirmationNeedsReason):
            confirm_warning(office, worker.worker_id, HOURS, "  ")
        with pytest.raises(WorkerNotThere):
            confirm_warning(office, "nobody", HOURS, "benar")
        assert (table(office, "confirmations"), table(office, "journal")) == ([], before)


def test_a_pair_that_was_decided_to_be_two_people_is_warned_of_no_more(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        other = replace(SOUND, worker_id="018f0000-0000-7000-8000-00000000000b", nik="")
        save_new_worker(office, SOUND)
        save_new_worker(office, other)
        assert "GD-02" in codes(office, SOUND)
        decide_pair(office, SOUND.worker_id, other.worker_id, PairDecision.NOT_SAME)
        assert "GD-02" not in codes(office, SOUND) | codes(office, other)


@pytest.mark.parametrize("changed", ["stored", "typed"])
def test_a_decision_on_two_people_lapses_for_the_rule_when_a_key_field_changes_as_it_does_on_kembar(
    tmp_path: Path, changed: str
) -> None:
    with new_office(tmp_path / "office") as office:
        other = replace(SOUND, worker_id="018f0000-0000-7000-8000-00000000000b", nik="")
        save_new_worker(office, SOUND)
        save_new_worker(office, other)
        decide_pair(office, SOUND.worker_id, other.worker_id, PairDecision.NOT_SAME)
        renamed = replace(other, mother_name="Hasnah Daeng Kebo")
        if changed == "stored":
            correct_worker(office, renamed)
            assert len(pairs_to_decide(office)) == 1
            assert "GD-02" in codes(office, SOUND) & codes(office, renamed)
            assert "GD-02" in {one.code for one in findings_of(office, SOUND)}
        else:
            assert "GD-02" in {one.code for one in findings_of(office, renamed)}
            assert "GD-02" not in {one.code for one in findings_of(office, other)}


def test_what_was_decided_of_an_entry_holds_for_who_stands_for_it(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        second, third = (
            replace(SOUND, worker_id=f"018f0000-0000-7000-8000-00000000000{letter}", nik="") for letter in "bc"
        )
        for one in (SOUND, second, third):
            save_new_worker(office, one)
        decide_pair(office, SOUND.worker_id, second.worker_id, PairDecision.NOT_SAME)
        decide_pair(office, second.worker_id, third.worker_id, PairDecision.SAME, keep=third.worker_id)
        assert pairs_to_decide(office) == []
        assert "GD-02" not in codes(office, SOUND) | codes(office, third)
        assert all("GD-02" not in {found.code for found in findings_of(office, one)} for one in (SOUND, third))


def test_of_three_of_one_name_and_day_only_who_is_decided_against_both_others_is_warned_of_no_more(
    tmp_path: Path,
) -> None:
    with new_office(tmp_path / "office") as office:
        second, third = (
            replace(SOUND, worker_id=f"018f0000-0000-7000-8000-00000000000{letter}", nik="") for letter in "bc"
        )
        for one in (SOUND, second, third):
            save_new_worker(office, one)
        decide_pair(office, SOUND.worker_id, second.worker_id, PairDecision.NOT_SAME)
        assert all("GD-02" in codes(office, one) for one in (SOUND, second, third))
        decide_pair(office, SOUND.worker_id, third.worker_id, PairDecision.NOT_SAME)
        assert "GD-02" not in codes(office, SOUND)
        assert all("GD-02" in codes(office, one) for one in (second, third))


def test_a_confirmed_warning_that_policy_makes_block_blocks(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        worker = replace(SOUND, weekly_hours=120)
        save_new_worker(office, worker)
        (warning,) = [one for one in findings_of(office, worker) if one.code == HOURS]
        confirm_warning(office, worker.worker_id, HOURS, "sudah ditanyakan")
        with office.database.reading() as connection:
            confirmed = Confirmed(connection)
        hardened = replace(warning, severity=Severity.BLOCKS)
        assert confirmed.open_ones([warning, hardened], worker) == [hardened]


def test_a_merged_worker_is_checked_no_more(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        other = replace(SOUND, worker_id="018f0000-0000-7000-8000-00000000000b")
        save_new_worker(office, SOUND)
        save_new_worker(office, other)
        decide_pair(office, SOUND.worker_id, other.worker_id, PairDecision.SAME)
        checked = check_workers(office)
        assert (checked.checked, checked.clean, checked.findings) == (1, 1, ())


def test_a_confirmed_warning_about_two_fields_is_asked_again_when_either_changes(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        worker = replace(SOUND, birth_date=date(1980, 8, 18))
        save_new_worker(office, worker)
        confirm_warning(office, worker.worker_id, "ID-02", "sesuai KTP-el")
        for name in ("Basri", "Basri Tahir Hasan"):
            worker = replace(worker, full_name=name, note="lain")
            correct_worker(office, worker)
            assert "ID-02" not in codes(office, worker)
        correct_worker(office, replace(worker, nik="7302011608800001"))
        assert "ID-02" in codes(office, worker)
        correct_worker(office, worker)
        assert "ID-02" not in codes(office, worker)
        correct_worker(office, replace(worker, birth_date=date(1980, 8, 19)))
        assert "ID-02" in codes(office, worker)


def test_a_confirmation_of_an_older_store_still_holds(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        worker = replace(SOUND, weekly_hours=150)
        save_new_worker(office, worker)
        (found,) = [one for one in findings_of(office, worker) if one.code == HOURS]
        digest = sha256(f"150\0{found.what}".encode()).hexdigest()
        with office.database.writing() as connection:
            decisions.put_confirmation(
                connection,
                Confirmation(
                    worker_id=worker.worker_id, code=HOURS, value_digest=digest, reason="penjaga", account_id="", at=""
                ),
            )
        assert HOURS not in codes(office, worker)


def test_a_warning_across_workers_is_confirmed_until_others_join(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        other = replace(
            SOUND, worker_id="018f0000-0000-7000-8000-00000000000b", nik="", birth_date=date(1999, 1, 2), phone=""
        )
        save_new_worker(office, SOUND)
        save_new_worker(office, other)
        assert "GD-05" in codes(office, SOUND) & codes(office, other)
        confirm_warning(office, SOUND.worker_id, "GD-05", "ayah dan anak")
        assert "GD-05" not in codes(office, SOUND)
        assert "GD-05" in codes(office, other)
        third = replace(other, worker_id="018f0000-0000-7000-8000-00000000000c", birth_date=date(2001, 1, 2))
        save_new_worker(office, third)
        assert "GD-05" in codes(office, SOUND)


def test_while_typing_the_rules_say_what_a_check_of_everyone_says(tmp_path: Path) -> None:
    """All but how many share a phone: that asks everyone."""
    with new_office(tmp_path / "office") as office:
        put_people(office, 400)
        family = [
            replace(SOUND, worker_id=new_id(), nik="", full_name=name, birth_date=date(1990 + number, 1, 2))
            for number, name in enumerate(("Basse", "Basse", "Hasnah", "Ambo", "Sitti", "Puang"))
        ]
        neighbour = replace(SOUND, worker_id=new_id(), nik="", kk_number="", birth_date=None, full_name="Basse")
        twice = replace(neighbour, worker_id=new_id(), birth_date=date(1990, 1, 2), phone="")
        for one in (SOUND, *family, neighbour, twice, replace(SOUND, worker_id=new_id(), nik="", kk_number=SOUND.nik)):
            save_new_worker(office, one)
        everyone = [one.worker for one in workers_by_id(office, worker_ids(office, WorkerFilter()))]
        others = {worker.worker_id: worker for worker in everyone}
        checked: dict[str, list[Finding]] = {worker_id: [] for worker_id in others}
        for found in check_workers(office).findings:
            checked[found.worker_id].append(found)
        assert {f"GD-0{number}" for number in range(1, 8)} <= {
            found.code for several in checked.values() for found in several
        }
        for worker in everyone:
            live = {(one.code, one.severity) for one in findings_of(office, worker)}
            assert live == {(one.code, one.severity) for one in checked[worker.worker_id]}, worker.full_name


def test_who_was_decided_to_be_somebody_else_is_not_asked_about_while_typing(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        other = replace(SOUND, worker_id=new_id(), nik="", kk_number="", phone="")
        save_new_worker(office, SOUND)
        save_new_worker(office, other)
        assert "GD-02" in {one.code for one in findings_of(office, SOUND)}
        decide_pair(office, SOUND.worker_id, other.worker_id, PairDecision.NOT_SAME)
        assert "GD-02" not in {one.code for one in findings_of(office, SOUND)}
