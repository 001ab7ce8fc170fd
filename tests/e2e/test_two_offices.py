"""Two offices and a stick between them: packages, receipts, answers, revisions, and everything that is refused."""

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.folders import copy_folder
from tests.working_day import (
    enter,
    everyone,
    exchange_cards,
    forge,
    minuted,
    new_office,
    open_for,
    rule,
    table,
    whole_store,
)
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.parcel import ParcelKind
from ucj_desktop.domain.progress import Cancelled
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.verdict import Step, Verdict
from ucj_desktop.domain.worker import Worker
from ucj_desktop.handoff.refusals import (
    AnotherKindOfParcel,
    ForgedPackage,
    MissingPredecessor,
    NotAPackage,
    PackageDamaged,
    PackageForAnotherDistrict,
    PackageFromAnotherHistory,
    UnknownOffice,
)
from ucj_desktop.handoff.stick_refusals import StickError
from ucj_desktop.reference.places import places
from ucj_desktop.services.care.history import history, verify_journal
from ucj_desktop.services.collect.enter_worker import correct_worker, save_new_worker
from ucj_desktop.services.collect.list_workers import open_worker
from ucj_desktop.services.district.answer_office import NothingToAnswer, OfficeNotPinned, answer_office
from ucj_desktop.services.district.recap import recap
from ucj_desktop.services.district.receive_package import (
    NoPackageHere,
    ReceiverIsDistrict,
    receive_folder,
    receive_package,
)
from ucj_desktop.services.district.rehearse import rehearse
from ucj_desktop.services.handoff.create_package import (
    DistrictCardMissing,
    NothingToSend,
    SenderIsSubDistrict,
    create_package,
    list_sent,
)
from ucj_desktop.services.handoff.inspect_package import inspect_package
from ucj_desktop.services.handoff.take_replies import NoReplyHere, take_replies
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, close_minutes
from ucj_desktop.services.rounds.reopen_minutes import reopen_minutes

GANTARANG, BULUKUMBA = "730201", "7302"
OTHER_SUB_DISTRICT, OTHER_DISTRICT = "730301", "7303"


@dataclass(frozen=True)
class Pair:
    """A kecamatan and its kabupaten that know each other's cards, and the stick that goes between them."""

    sender: Office
    district: Office
    stick: Path

    def send(self, *, full: bool = False, nihil: bool = False) -> Path:
        return create_package(self.sender, self.stick, full=full, nihil=nihil).file

    def stages(self) -> dict[Stage, int]:
        found: dict[Stage, int] = {}
        for one in everyone(self.sender):
            found[one.standing.stage] = found.get(one.standing.stage, 0) + 1
        return found


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with (
        new_office(tmp_path / "kecamatan", code=GANTARANG) as sender,
        new_office(tmp_path / "kabupaten", code=BULUKUMBA) as district,
    ):
        exchange_cards(sender, district, tmp_path / "cards")
        (tmp_path / "stick").mkdir()
        yield Pair(sender, district, tmp_path / "stick")
        for office in (sender, district):
            assert verify_journal(office).ok


def revised(pair: Pair, minutes_id: str, mended: Worker, leave_out: Worker) -> None:
    """Minutes opened again: one worker mended, one left out, the others validated as they were."""
    before = {one.worker.worker_id: one for one in everyone(pair.sender)}
    reopen_minutes(pair.sender, minutes_id, "Salah ketik")
    correct_worker(pair.sender, mended)
    rule(pair.sender, Step.VERIFY, [mended])
    again = [one.worker for key, one in before.items() if key not in (mended.worker_id, leave_out.worker_id)]
    rule(pair.sender, Step.VALIDATE, [mended, *again])
    close_minutes(pair.sender, MeetingFacts())


def test_a_package_goes_there_and_the_answer_comes_back(pair: Pair) -> None:
    people = enter(pair.sender, 8)
    minuted(pair.sender, people)
    package = pair.send()
    assert package.name == "UCJ-730201-0001.ucj"
    assert pair.stages() == {Stage.SENT: 8}
    (dry,) = rehearse(pair.district, [package])
    assert (everyone(pair.district), table(pair.district, "packages_in")) == ([], [])
    assert [path.name for path in pair.stick.iterdir()] == [package.name]
    done = receive_package(pair.district, package)
    assert replace(done, receipt=None) == dry.received
    assert done.counts == {"new": 8, "changed": 0, "same": 0, "withdrawn": 0, "held": 0, "refused": 0}
    assert {one.worker.worker_id: one.worker for one in everyone(pair.district)} == {
        one.worker_id: one for one in people
    }
    assert {one.standing.origin_office for one in everyone(pair.district)} == {GANTARANG}
    answered = answer_office(pair.district, GANTARANG, pair.stick)
    assert (answered.accepted, answered.returned) == (6, 0)
    taken = take_replies(pair.sender, pair.stick)
    assert (taken.receipts, taken.accepted, taken.returned, taken.outdated, taken.unknown) == (1, 6, 0, 0, 0)
    assert sorted(taken.files) == ["UCJ-7302-730201-0001.ucja", "UCJ-730201-0001.ucjr"]
    assert pair.stages() == {Stage.SENT: 2, Stage.ACCEPTED: 6}  # of those found not eligible nothing is awaited
    assert recap(pair.district).balances
    assert list_sent(pair.sender)[0].receipt is not None


def test_the_same_package_again_is_harmless_and_says_what_it_did_the_first_time(pair: Pair) -> None:
    minuted(pair.sender, enter(pair.sender, 4))
    package = pair.send()
    first = receive_package(pair.district, package)
    before = whole_store(pair.district)
    again = receive_package(pair.district, package)
    assert again.again
    assert (again.counts, again.refused) == (first.counts, first.refused)
    assert "sudah pernah diterima" in again.change.sentence
    assert whole_store(pair.district) == before
    take_replies(pair.sender, pair.stick)
    kept = whole_store(pair.sender)
    assert take_replies(pair.sender, pair.stick).receipts == 1
    assert whole_store(pair.sender) == kept


def test_an_answer_taken_in_twice_changes_nothing(pair: Pair) -> None:
    minuted(pair.sender, enter(pair.sender, 4))
    receive_package(pair.district, pair.send())
    answer_office(pair.district, GANTARANG, pair.stick)
    take_replies(pair.sender, pair.stick)
    before = whole_store(pair.sender)
    assert take_replies(pair.sender, pair.stick / "UCJ-7302-730201-0001.ucja").accepted == 0
    assert whole_store(pair.sender) == before
    with pytest.raises(NothingToAnswer):
        answer_office(pair.district, GANTARANG, pair.stick)


def test_the_next_package_holds_what_changed_and_takes_back_who_left_the_minutes(pair: Pair) -> None:
    people = enter(pair.sender, 6)
    made = minuted(pair.sender, people)
    receive_package(pair.district, pair.send())
    mended = replace(people[0], full_name="Nama Yang Benar")
    revised(pair, made.minutes_id, mended, people[1])
    package = pair.send()
    assert inspect_package(package).kind is ParcelKind.DELTA
    done = receive_package(pair.district, package)
    assert done.counts == {"new": 0, "changed": 5, "same": 0, "withdrawn": 1, "held": 0, "refused": 0}
    assert "5 berubah, 0 sama, 0 ditolak, 1 ditarik kecamatan." in done.change.sentence
    found = {one.worker.worker_id: one.worker for one in everyone(pair.district)}
    assert people[1].worker_id not in found
    assert found[mended.worker_id] == mended
    assert recap(pair.district).balances
    withdrawn = [one for one in history(pair.district) if one.sentence.startswith("Ditarik")]
    assert [one.subject for one in withdrawn] == [people[1].worker_id]
    with pytest.raises(NothingToSend):
        pair.send()


def test_a_full_package_heals_what_a_lost_one_would_have_brought_and_taken_back(pair: Pair) -> None:
    people = enter(pair.sender, 6)
    made = minuted(pair.sender, people)
    receive_package(pair.district, pair.send())
    revised(pair, made.minutes_id, replace(people[0], note="dicek ulang"), people[1])
    pair.send().unlink()  # this stick was lost
    late = enter(pair.sender, 3, seed=77)
    minuted(pair.sender, late)
    third = pair.send()
    with pytest.raises(MissingPredecessor, match="0002"):
        receive_package(pair.district, third)
    full = receive_package(pair.district, pair.send(full=True))
    assert full.counts == {"new": 3, "changed": 5, "same": 0, "withdrawn": 1, "held": 0, "refused": 0}
    here = {one.worker.worker_id: one.worker for one in everyone(pair.district)}
    there = {one.worker.worker_id: one.worker for one in everyone(pair.sender) if one.standing.is_frozen}
    assert here == there
    assert recap(pair.district).balances


def test_a_full_package_leaves_the_workers_of_minutes_that_stand_open_alone(pair: Pair) -> None:
    first = minuted(pair.sender, enter(pair.sender, 4))
    minuted(pair.sender, enter(pair.sender, 3, seed=77))
    receive_package(pair.district, pair.send())
    reopen_minutes(pair.sender, first.minutes_id, "Salah")
    done = receive_package(pair.district, pair.send(full=True))
    assert done.counts == {"new": 0, "changed": 0, "same": 3, "withdrawn": 0, "held": 0, "refused": 0}
    assert len(everyone(pair.district)) == 7


class StopInTheMiddle:
    """A clerk who presses Batal while the rows of a package are taken in."""

    def step(self, number: int, total: int | None = None, words: str = "") -> None:
        if words == "Memeriksa isi paket" and number == 2:
            raise Cancelled


def test_receiving_that_is_stopped_keeps_nothing_and_lets_its_copy_go(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ucj_desktop.handoff.opened._PIECES_AHEAD", 1)  # as with a package larger than memory takes
    noise = random.Random(3)
    people = [replace(one, note=noise.randbytes(200).hex()) for one in enter(pair.sender, 300)]
    for one in people:
        correct_worker(pair.sender, one)
    minuted(pair.sender, people)
    package = pair.send()
    with pytest.raises(Cancelled):
        receive_package(pair.district, package, progress=StopInTheMiddle())
    assert everyone(pair.district) == []
    assert list((pair.district.folder / "inbox").iterdir()) == []
    done = receive_package(pair.district, package)
    assert done.counts["new"] == 300


def test_a_nihil_package_keeps_the_numbers_going(pair: Pair) -> None:
    minuted(pair.sender, enter(pair.sender, 3))
    receive_package(pair.district, pair.send())
    package = pair.send(nihil=True)
    assert inspect_package(package).kind is ParcelKind.NIHIL
    done = receive_package(pair.district, package)
    assert done.counts == {"new": 0, "changed": 0, "same": 0, "withdrawn": 0, "held": 0, "refused": 0}
    assert (done.sequence, len(everyone(pair.district))) == (2, 3)


def test_a_gap_is_held_and_named_and_closes_when_the_missing_one_comes(pair: Pair) -> None:
    packages = []
    for seed in (11, 12, 13):
        minuted(pair.sender, enter(pair.sender, 3, seed=seed))
        packages.append(pair.send())
    away = pair.stick.parent / "away"
    away.mkdir()
    shutil.move(packages[1], away)
    before = len(everyone(pair.district))
    inbox = receive_folder(pair.district, pair.stick)
    assert [one.sequence for one in inbox.received] == [1]
    assert [(name, type(why)) for name, why in inbox.held] == [("UCJ-730201-0003.ucj", MissingPredecessor)]
    assert "0002" in inbox.held[0][1].what
    assert len(everyone(pair.district)) == before + 3
    shutil.move(away / packages[1].name, pair.stick)
    healed = receive_folder(pair.district, pair.stick)
    assert [(one.sequence, one.again) for one in healed.received] == [(1, True), (2, False), (3, False)]
    assert healed.held == []
    assert len(everyone(pair.district)) == 9


def test_what_never_reached_a_stick_goes_with_the_next(pair: Pair) -> None:
    minuted(pair.sender, enter(pair.sender, 3))
    with pytest.raises(StickError):
        create_package(pair.sender, pair.stick / "pulled-out")
    assert pair.stages() == {Stage.SENT: 3}
    minuted(pair.sender, enter(pair.sender, 3, seed=12))
    created = create_package(pair.sender, pair.stick)
    assert created.change.sentence == "Paket UCJ-730201-0001.ucj dan UCJ-730201-0002.ucj ada di flashdisk."
    inbox = receive_folder(pair.district, pair.stick)
    assert ([one.sequence for one in inbox.received], inbox.held) == ([1, 2], [])
    assert all(one.delivered_at for one in list_sent(pair.sender))


def test_after_a_stick_that_failed_the_same_call_brings_the_same_package(pair: Pair) -> None:
    minuted(pair.sender, enter(pair.sender, 3))
    with pytest.raises(StickError):
        create_package(pair.sender, pair.stick / "pulled-out")
    made = list_sent(pair.sender)
    assert pair.send().read_bytes() == (pair.sender.folder / "outbox" / made[0].file_name).read_bytes()
    assert len(list_sent(pair.sender)) == 1


def test_an_answer_that_reached_no_stick_is_given_again(pair: Pair) -> None:
    minuted(pair.sender, enter(pair.sender, 4))
    receive_package(pair.district, pair.send())
    before = whole_store(pair.district)
    with pytest.raises(StickError):
        answer_office(pair.district, GANTARANG, pair.stick / "pulled-out")
    assert whole_store(pair.district) == before
    assert answer_office(pair.district, GANTARANG, pair.stick).sequence == 1
    assert take_replies(pair.sender, pair.stick).accepted == 3


def test_a_row_that_is_not_what_was_validated_is_refused_and_comes_back_as_work(pair: Pair) -> None:
    people = enter(pair.sender, 4)
    minuted(pair.sender, people)
    victim = people[0]
    forge(
        pair.sender,
        f"UPDATE minutes_rows SET fields = replace(fields, '{victim.full_name}', 'ORANG LAIN')"
        f" WHERE worker_id = '{victim.worker_id}'",
        without="minutes_rows_no_update",
    )
    done = receive_package(pair.district, pair.send())
    assert done.counts["refused"] == 1
    assert [(one.worker_id, one.reason) for one in done.refused] == [
        (victim.worker_id, "Datanya bukan data yang divalidasi.")
    ]
    assert victim.worker_id not in {one.worker.worker_id for one in everyone(pair.district)}
    assert not [row for row in table(pair.district, "rulings") if row[1] == victim.worker_id]
    assert recap(pair.district).balances
    taken = take_replies(pair.sender, pair.stick)
    assert (taken.receipts, taken.returned) == (1, 1)
    standing = open_worker(pair.sender, victim.worker_id).record.standing
    assert (standing.stage, standing.is_frozen) == (Stage.RETURNED, False)
    assert standing.answer_note == "Ditolak saat paket diterima: Datanya bukan data yang divalidasi."


@pytest.mark.parametrize(
    "sql, why",
    [
        ("UPDATE rulings SET signature = lower(hex(zeroblob(64)))", "Tanda tangan akun"),
        ("UPDATE rulings SET verdict = 'eligible_corrected'", "Tidak ada hasil validasi yang sesuai."),
        ("UPDATE rulings SET note = 'lain'", "Tidak ada hasil validasi yang sesuai."),
        ("DELETE FROM rulings WHERE step = 'validate'", "Tidak ada hasil validasi yang sesuai."),
    ],
)
def test_a_verdict_that_was_tampered_with_lets_its_worker_not_in(pair: Pair, sql: str, why: str) -> None:
    minuted(pair.sender, enter(pair.sender, 3))
    forge(pair.sender, sql, without="rulings_no_update rulings_no_delete workers_change_proved")
    done = receive_package(pair.district, pair.send())
    assert (done.counts["new"], done.counts["refused"]) == (0, 3)
    assert all(one.reason.startswith(why) for one in done.refused)


def test_a_nik_that_another_kecamatan_brought_first_is_returned_with_its_reason(tmp_path: Path, pair: Pair) -> None:
    people = enter(pair.sender, 3)
    minuted(pair.sender, people)
    receive_package(pair.district, pair.send())
    village = places().villages_of("730202")[0].code
    elsewhere = replace(people[0], worker_id="ffffffff-ffff-7fff-bfff-ffffffffffff", village_code=village)
    with new_office(tmp_path / "lain", code="730202") as second:
        exchange_cards(second, pair.district, tmp_path / "more cards")
        save_new_worker(second, elsewhere)
        for step in Step:
            rule(second, step, [elsewhere])
        close_minutes(second, MeetingFacts())
        stick = tmp_path / "stick of the other"
        stick.mkdir()
        receive_package(pair.district, create_package(second, stick).file)
        answered = answer_office(pair.district, "730202", stick)
        assert (answered.accepted, answered.returned) == (0, 1)
        assert take_replies(second, stick).returned == 1
        (record,) = everyone(second)
        assert (record.standing.stage, record.standing.minutes_id) == (Stage.RETURNED, "")
        assert "sudah dikirim Kecamatan" in record.standing.answer_note


def refused(office: Office, path: Path, why: type[ClerkError]) -> ClerkError:
    """What is refused names its reason, leaves every table and folder as it was, and writes no receipt."""
    before = whole_store(office)
    files = sorted(path.parent.iterdir())
    with pytest.raises(why) as told:
        receive_package(office, path)
    assert whole_store(office) == before
    assert sorted(path.parent.iterdir()) == files
    assert list((office.folder / "inbox").iterdir()) == []
    assert told.value.what.endswith(".")
    assert told.value.fix.endswith(".")
    return told.value


def test_a_package_for_another_district_is_refused(tmp_path: Path, pair: Pair) -> None:
    minuted(pair.sender, enter(pair.sender, 3))
    package = pair.send()
    with new_office(tmp_path / "other", code=OTHER_DISTRICT) as other:
        exchange_cards(pair.sender, other, tmp_path / "cards of the other")
        told = refused(other, package, PackageForAnotherDistrict)
    assert BULUKUMBA in told.what or "kabupaten" in told.what.lower()


def test_a_package_of_an_unknown_office_is_refused(tmp_path: Path, pair: Pair) -> None:
    minuted(pair.sender, enter(pair.sender, 3))
    package = pair.send()
    with new_office(tmp_path / "stranger", code=BULUKUMBA) as stranger:
        refused(stranger, package, UnknownOffice)


def test_a_package_with_any_byte_changed_is_refused(pair: Pair) -> None:
    minuted(pair.sender, enter(pair.sender, 3))
    package = pair.send()
    content = package.read_bytes()
    where = pair.stick.parent / "changed"
    where.mkdir()
    for at in (0, 9, 40, 300, len(content) // 2, len(content) - 1):
        damaged = bytearray(content)
        damaged[at] ^= 1
        path = where / package.name
        path.write_bytes(damaged)
        told = refused(pair.district, path, ClerkError)
        assert isinstance(told, ForgedPackage | PackageDamaged | NotAPackage | UnknownOffice)
    path.write_bytes(content[:-10])
    refused(pair.district, path, PackageDamaged)
    assert receive_package(pair.district, package).counts["new"] == 3


def test_a_receipt_is_no_package_and_a_photograph_neither(pair: Pair) -> None:
    minuted(pair.sender, enter(pair.sender, 3))
    receipt = receive_package(pair.district, pair.send()).receipt
    assert receipt is not None
    refused(pair.district, receipt, AnotherKindOfParcel)
    photograph = pair.stick / "foto.jpg"
    photograph.write_bytes(b"\xff\xd8\xff" * 100)
    refused(pair.district, photograph, NotAPackage)


def test_a_package_of_the_same_number_out_of_another_history_is_refused(tmp_path: Path, pair: Pair) -> None:
    people = enter(pair.sender, 3)
    pair.sender.close()
    copy_folder(pair.sender.folder, tmp_path / "copy")
    with open_for(tmp_path / "copy") as copy, open_for(pair.sender.folder) as sender:
        minuted(sender, people)
        first = create_package(sender, pair.stick).file
        receive_package(pair.district, first)
        minuted(copy, people[:2])
        other = tmp_path / "stick of the copy"
        other.mkdir()
        refused(pair.district, create_package(copy, other).file, PackageFromAnotherHistory)


def test_each_office_keeps_to_its_side(tmp_path: Path, pair: Pair) -> None:
    minuted(pair.sender, enter(pair.sender, 3))
    package = pair.send()
    with pytest.raises(ReceiverIsDistrict):
        receive_package(pair.sender, package)
    with pytest.raises(ReceiverIsDistrict):
        answer_office(pair.sender, GANTARANG, pair.stick)
    with pytest.raises(SenderIsSubDistrict):
        create_package(pair.district, pair.stick)
    with pytest.raises(OfficeNotPinned):
        answer_office(pair.district, "730209", pair.stick)
    with pytest.raises(NothingToAnswer):
        answer_office(pair.district, GANTARANG, pair.stick)
    with pytest.raises(NoReplyHere):
        take_replies(pair.sender, pair.stick)
    (tmp_path / "empty").mkdir()
    with pytest.raises(NoPackageHere):
        receive_folder(pair.district, tmp_path / "empty")
    with new_office(tmp_path / "lonely") as lonely:
        minuted(lonely, enter(lonely, 3))
        before = whole_store(lonely)
        with pytest.raises(DistrictCardMissing):
            create_package(lonely, pair.stick)
        assert whole_store(lonely) == before


def test_an_answer_on_a_revision_that_is_no_longer_sent_is_set_aside(pair: Pair) -> None:
    people = enter(pair.sender, 4)
    made = minuted(pair.sender, people)
    receive_package(pair.district, pair.send())
    answer_office(pair.district, GANTARANG, pair.stick)
    reopened = {one.worker.worker_id for one in everyone(pair.sender)}
    reopen_minutes(pair.sender, made.minutes_id, "Salah")
    taken = take_replies(pair.sender, pair.stick)
    assert (taken.accepted, taken.unknown) == (0, 3)
    assert len(reopened) == 4
    rule(pair.sender, Step.VALIDATE, people)
    close_minutes(pair.sender, MeetingFacts())
    assert {row[1] for row in table(pair.sender, "minutes")} == {1, 2}
    assert receive_package(pair.district, pair.send()).counts["changed"] == 4
    assert {one.standing.verdict for one in everyone(pair.district)} == {Verdict.ELIGIBLE}
