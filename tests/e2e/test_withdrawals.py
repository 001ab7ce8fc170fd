"""Who is taken back after he or she was sent: merged, erased, left out; and whom the district does not let go."""

import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.folders import copy_folder
from tests.relay_office import GANTARANG, accepted_workers, in_stage
from tests.working_day import enter, everyone, exchange_cards, minuted, new_office, open_for, rule, table
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.subject_request import ErasureBasis
from ucj_desktop.domain.verdict import Step
from ucj_desktop.domain.worker import Worker
from ucj_desktop.handoff.refusals import MissingPredecessor
from ucj_desktop.reference.places import places
from ucj_desktop.services.accuracy.settle_duplicates import PairDecision, decide_pair
from ucj_desktop.services.care.erase_worker import erase_worker
from ucj_desktop.services.care.history import history, verify_journal
from ucj_desktop.services.care.made_up_people import make_people
from ucj_desktop.services.collect.enter_worker import correct_worker, save_new_worker
from ucj_desktop.services.collect.list_workers import open_worker
from ucj_desktop.services.district.export_relay import export_relay
from ucj_desktop.services.district.intake import Received
from ucj_desktop.services.district.intake_withdrawals import RELAYED
from ucj_desktop.services.district.plan_relay import RelayAsked
from ucj_desktop.services.district.recap import recap
from ucj_desktop.services.district.receive_package import receive_package
from ucj_desktop.services.handoff.create_package import create_package, outgoing
from ucj_desktop.services.handoff.take_replies import take_replies
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, close_minutes
from ucj_desktop.services.rounds.reopen_minutes import reopen_minutes
from ucj_desktop.storage import packages

Trio = tuple[Office, Office, Path]  # district, kecamatan, stick


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[Trio]:
    with accepted_workers(tmp_path) as (district, sender, stick):
        yield district, sender, stick
        assert recap(district).balances
        assert verify_journal(district).ok
        assert verify_journal(sender).ok


def again(offices: Trio, *left_out: Worker, mended: Worker | None = None) -> Received:
    """The minutes reopened, closed without some and sent; what the district says."""
    district, sender, stick = offices
    minutes_id = next(one.standing.minutes_id for one in everyone(sender) if one.standing.minutes_id)
    reopen_minutes(sender, minutes_id, "Salah")
    if mended is not None:
        correct_worker(sender, mended)
        rule(sender, Step.VERIFY, [mended])
    out = {one.worker_id for one in left_out}
    rule(sender, Step.VALIDATE, [one.worker for one in everyone(sender) if one.worker.worker_id not in out])
    close_minutes(sender, MeetingFacts())
    return receive_package(district, create_package(sender, stick).file)


def agree(district: Office, sender: Office) -> None:
    """What the kecamatan believes it has sent is what lies at the district."""
    with sender.database.reading() as connection:
        sent = packages.sent_workers(connection)
    with district.database.reading() as connection:
        received = packages.received_workers(connection, sender.code)
    assert {one: mark.digest for one, mark in sent.items()} == {one: mark.digest for one, mark in received.items()}


def test_an_entry_that_was_merged_leaves_the_district_and_its_history_says_who_stands_for_it(offices: Trio) -> None:
    district, sender, stick = offices
    kept, gone = (one.worker for one in in_stage(sender, Stage.ACCEPTED)[:2])
    reopen_minutes(sender, open_worker(sender, gone.worker_id).record.standing.minutes_id, "Kembar")
    decide_pair(sender, kept.worker_id, gone.worker_id, PairDecision.SAME, keep=kept.worker_id)
    assert outgoing(sender).withdrawn == (gone.worker_id,)  # also while the minutes stand open
    done = receive_package(district, create_package(sender, stick).file)
    assert (done.counts["withdrawn"], done.counts["held"], done.notes) == (1, 0, ())
    assert gone.worker_id not in {one.worker.worker_id for one in everyone(district)}
    facts = next(row for row in table(district, "journal") if "worker.withdrawn" in str(row))
    assert kept.worker_id in str(facts)
    agree(district, sender)


def test_not_the_same_is_kept_at_the_district_when_an_account_of_the_sender_signed_it(offices: Trio) -> None:
    district, sender, stick = offices
    a, b, c = (one.worker for one in in_stage(sender, Stage.ACCEPTED)[:3])
    decide_pair(sender, a.worker_id, b.worker_id, PairDecision.NOT_SAME)
    decide_pair(sender, a.worker_id, c.worker_id, PairDecision.NOT_SAME)
    with sender.database.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE pair_decisions SET signature = lower(hex(zeroblob(64))) WHERE ? IN (worker_a, worker_b)",
            (c.worker_id,),
        )
    minuted(sender, enter(sender, 2, seed=5))
    done = receive_package(district, create_package(sender, stick).file)
    assert done.notes == ("1 keputusan data kembar tidak bertanda tangan sah, jadi tidak dipakai.",)
    assert [{row[0], row[1]} for row in table(district, "pair_decisions")] == [{a.worker_id, b.worker_id}]


def test_who_asked_to_be_erased_is_taken_out_by_the_id_alone_and_who_was_kept_long_enough_is_not(
    offices: Trio, tmp_path: Path
) -> None:
    district, sender, stick = offices
    person = in_stage(sender, Stage.ACCEPTED)[0].worker
    erase_worker(sender, person.worker_id, ErasureBasis.REQUEST, tmp_path / "ba.pdf", why="diminta")
    [left] = table(sender, "tombstones")
    assert left[:2] == (person.worker_id, "erased")
    done = receive_package(district, create_package(sender, stick).file)
    assert done.notes == ("1 pekerja dikeluarkan karena datanya dihapus di kecamatan atas permintaan orangnya.",)
    assert person.worker_id not in {one.worker.worker_id for one in everyone(district)}
    agree(district, sender)
    assert receive_package(district, create_package(sender, stick, full=True).file).counts["withdrawn"] == 0


def test_whoever_is_with_bpjs_is_held_and_the_receipt_says_why(offices: Trio, tmp_path: Path) -> None:
    district, sender, stick = offices
    person = in_stage(sender, Stage.ACCEPTED)[0].worker
    export_relay(district, tmp_path / "bpjs.xlsx", RelayAsked())
    done = again(offices, person)
    assert (done.counts["withdrawn"], done.counts["held"]) == (0, 1)
    assert [(one.worker_id, one.reason) for one in done.held] == [(person.worker_id, RELAYED)]
    assert "1 penarikan ditahan" in done.change.sentence
    assert person.worker_id in {one.worker.worker_id for one in everyone(district)}
    assert [one.subject for one in history(district) if "tetap di daftar" in one.sentence] == [person.worker_id]
    once_more = receive_package(district, stick / "UCJ-730201-0002.ucj")
    assert (once_more.again, once_more.held) == (True, done.held)
    taken = take_replies(sender, stick)
    assert taken.held == 1
    assert "1 penarikan ditahan kabupaten" in taken.change.sentence
    standing = open_worker(sender, person.worker_id).record.standing
    assert (standing.stage, standing.answer_note) == (Stage.VERIFIED, f"Penarikan ditahan kabupaten: {RELAYED}")


def test_a_worker_who_stands_for_another_kecamatans_entry_is_held(offices: Trio) -> None:
    district, _, _ = offices
    kept, other = (one.worker for one in everyone(district)[:2])
    with district.database.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE workers SET merged_into = ? WHERE worker_id = ?", (kept.worker_id, other.worker_id)
        )
    done = again(offices, kept)
    assert done.counts["held"] == 1
    assert done.held[0].reason.startswith("Di kabupaten mewakili")
    with district.database.writing() as connection:
        connection.exec_driver_sql("UPDATE workers SET merged_into = ''")


def test_a_worker_who_moved_to_another_village_is_changed_and_not_doubled(offices: Trio) -> None:
    district, sender, _ = offices
    person = in_stage(sender, Stage.ACCEPTED)[0].worker
    village = next(one.code for one in places().villages_of(GANTARANG) if one.code != person.village_code)
    before = len(everyone(district))
    done = again(offices, mended=replace(person, village_code=village))
    assert (done.counts["new"], done.counts["withdrawn"], len(everyone(district))) == (0, 0, before)
    assert open_worker(district, person.worker_id).record.worker.village_code == village


def test_whoever_was_returned_and_stands_in_other_minutes_since_goes_as_those_say(offices: Trio) -> None:
    district, sender, stick = offices
    person = in_stage(sender, Stage.ACCEPTED)[0].worker
    mended = replace(person, note="dicek lagi")
    again(offices, person)  # not in the first minutes any more
    correct_worker(sender, mended)
    minuted(sender, [mended])
    second = open_worker(sender, person.worker_id).record.standing.minutes_id
    assert receive_package(district, create_package(sender, stick).file).counts["new"] == 1
    assert open_worker(district, person.worker_id).record.worker == mended
    reopen_minutes(sender, second, "Salah lagi")
    assert outgoing(sender).is_empty  # neither the old row nor a withdrawal goes while these stand open
    agree(district, sender)


def test_a_full_package_says_again_what_a_lost_one_took_back(offices: Trio) -> None:
    district, sender, stick = offices
    gone, stays = enter(sender, 2, seed=9)
    made = minuted(sender, [gone, stays])
    receive_package(district, create_package(sender, stick).file)
    reopen_minutes(sender, made.minutes_id, "Salah")
    rule(sender, Step.VALIDATE, [stays])
    close_minutes(sender, MeetingFacts())
    create_package(sender, stick).file.unlink()  # lost, with its tombstone
    reopen_minutes(sender, made.minutes_id, "Salah lagi")  # so that silence says nothing of these minutes
    minuted(sender, enter(sender, 1, seed=12))
    with pytest.raises(MissingPredecessor):
        receive_package(district, create_package(sender, stick).file)
    receive_package(district, create_package(sender, stick, full=True).file)
    assert gone.worker_id not in {one.worker.worker_id for one in everyone(district)}
    assert stays.worker_id in {one.worker.worker_id for one in everyone(district)}


OFFICES = ("730201", "730202", "730203")


@pytest.fixture(scope="module")
def three_rounds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, dict[str, dict[str, str]]]:
    """(a district that has the cards, all packages of three kecamatan, what each kecamatan has sent in the end)."""
    folder = tmp_path_factory.mktemp("three rounds")
    stick, sent = folder / "stick", {}
    stick.mkdir()
    with new_office(folder / "district", code="7302") as district:
        for code in OFFICES:
            villages = [one.code for one in places().villages_of(code)]
            with new_office(folder / code, code=code) as office:
                exchange_cards(office, district, folder / f"cards {code}")
                for number in range(3):
                    people = [
                        replace(one, village_code=villages[at % len(villages)])
                        for at, one in enumerate(_people(number, code))
                    ]
                    for one in people:
                        save_new_worker(office, one)
                    made = minuted(office, people)
                    create_package(office, stick, nihil=False)
                    if number == 1:  # revision 2 without the first of them
                        reopen_minutes(office, made.minutes_id, "Salah")
                        rule(office, Step.VALIDATE, people[1:])
                        close_minutes(office, MeetingFacts())
                        create_package(office, stick)
                with office.database.reading() as connection:
                    sent[code] = {one: mark.digest for one, mark in packages.sent_workers(connection).items()}
    return folder / "district", stick, sent


def _people(number: int, code: str) -> list[Worker]:
    return [one.worker for one in make_people(100 * int(code) + number, 4, code)]


@pytest.mark.parametrize("seed", range(4))
def test_packages_in_any_order_and_any_repetition_give_one_state(
    three_rounds: tuple[Path, Path, dict[str, dict[str, str]]], tmp_path: Path, seed: int
) -> None:
    template, stick, sent = three_rounds
    copy_folder(template, tmp_path / "district")
    chance = random.Random(seed)
    files = sorted(stick.glob("*.ucj"))
    assert len(files) == 4 * len(OFFICES)
    reached: dict[str, int] = dict.fromkeys(OFFICES, 0)
    with open_for(tmp_path / "district") as district:
        while any(number < 4 for number in reached.values()):
            file = shutil.copy(chance.choice(files), tmp_path)
            code, number = Path(file).stem.split("-")[1:]
            if int(number) > reached[code] + 1:
                with pytest.raises(MissingPredecessor, match=f"{reached[code] + 1:04}"):
                    receive_package(district, Path(file))
                continue
            done = receive_package(district, Path(file))
            assert done.again == (int(number) <= reached[code])
            assert not done.refused
            reached[code] = max(reached[code], int(number))
        for code in OFFICES:
            with district.database.reading() as connection:
                marks = packages.received_workers(connection, code)
            assert {one: mark.digest for one, mark in marks.items()} == sent[code]
        assert recap(district).balances
        assert verify_journal(district).ok


def test_a_package_that_is_taken_in_part_by_part_gives_the_same(offices: Trio, monkeypatch: pytest.MonkeyPatch) -> None:
    district, sender, stick = offices
    monkeypatch.setattr("ucj_desktop.services.district.intake._AT_ONCE", 2)
    minuted(sender, enter(sender, 7, seed=21))
    done = receive_package(district, create_package(sender, stick, full=True).file)
    assert done.counts == {"new": 7, "changed": 0, "same": 8, "withdrawn": 0, "held": 0, "refused": 0}
    agree(district, sender)
    assert receive_package(district, create_package(sender, stick, full=True).file).counts["same"] == 15
