"""Merging and un-merging: two entries become one worker and two again, with all that belongs to each."""

import random
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from tests.working_day import (
    enter,
    everyone,
    forge,
    minuted,
    new_folder,
    new_office,
    open_for,
    rule,
    table,
    whole_store,
)
from ucj_desktop.domain.attachment import Attachment, AttachmentKind
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.people import NotAllowed, Role
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.verdict import Step, Verdict
from ucj_desktop.domain.worker import Sex, Worker
from ucj_desktop.services.accuracy.merge_workers import (
    MergedFurther,
    MergeForgotten,
    NotMerged,
    look_ahead,
    merges_made,
    undo_merge,
)
from ucj_desktop.services.accuracy.settle_duplicates import PairDecision, decide_pair
from ucj_desktop.services.care.history import history, verify_journal
from ucj_desktop.services.collect.enter_worker import WorkerFrozen, correct_worker, save_new_worker
from ucj_desktop.services.collect.list_workers import open_worker
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.rounds import close_round, open_round
from ucj_desktop.services.rounds.rule_on_workers import WantedRuling, rule_on_workers
from ucj_desktop.storage import attachments
from ucj_desktop.storage.journal import Entry

BASO = Worker(full_name="Baso Tamparang", birth_date=date(1980, 8, 17), village_code="7302012004", sex=Sex.MALE)
SAME, NOT_SAME, LATER = PairDecision.SAME, PairDecision.NOT_SAME, PairDecision.LATER


def entries(office: Office, *changed: dict[str, Any]) -> list[Worker]:
    """Entries of one person, each as changed."""
    made = [
        replace(BASO, worker_id=f"018f0000-0000-7000-8000-00000000000{letter}", **one)
        for letter, one in zip("abcdef", changed, strict=False)
    ]
    for one in made:
        save_new_worker(office, one)
    return made


def state(office: Office) -> dict[str, list[tuple[object, ...]]]:
    """Every table but the journal and its text, in an order of its own."""
    return {
        name: sorted(rows, key=repr)
        for name, rows in whole_store(office).items()
        if name not in ("journal", "journal_text")
    }


def picture(office: Office, worker: Worker, content: bytes) -> str:
    one = Attachment(
        worker_id=worker.worker_id, kind=AttachmentKind.KTP, name="ktp.jpg", size=len(content), wide=1, high=1,
        original_sha256="00", account_id=office.clerk.account_id, at=office.timestamp(),
    )  # fmt: skip
    with office.database.writing() as connection:
        attachments.add(connection, one, content)
        office.log(connection, Entry(action="worker.corrected", subject=worker.worker_id))
    return one.attachment_id


def test_unmerging_gives_both_back_as_they_were(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        a, b = entries(
            office,
            {"mother_name": "Sitti", "unread": MappingProxyType({"phone": "nol delapan", "rw": "?"})},
            {"phone": "081234567890", "nik": "7302011708800001", "rt": "002"},
        )
        before = state(office)
        decide_pair(office, a.worker_id, b.worker_id, SAME, chosen={"address": "Jl. Poros"})
        assert state(office) != before
        change = undo_merge(office, b.worker_id, a.worker_id)
        assert change.sentence == "Dipisahkan kembali: Baso Tamparang dan Baso Tamparang."
        assert state(office) == before
        assert {one.worker for one in everyone(office)} == {a, b}
        assert verify_journal(office).ok


def test_what_was_decided_before_the_merge_is_decided_again(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        a, b = entries(office, {}, {"rt": "002"})
        decide_pair(office, a.worker_id, b.worker_id, LATER)
        before = state(office)
        decide_pair(office, a.worker_id, b.worker_id, SAME)
        undo_merge(office, a.worker_id, b.worker_id)
        assert state(office) == before


def test_pictures_go_to_the_survivor_and_come_back(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        a, b = entries(office, {}, {})
        own, brought, removed = picture(office, a, b"a"), picture(office, b, b"b"), picture(office, b, b"c")
        decide_pair(office, a.worker_id, b.worker_id, SAME)
        with office.database.reading() as connection:
            kept = [one.attachment_id for one in attachments.of_worker(connection, a.worker_id)]
        assert sorted(kept) == sorted([own, brought, removed])
        with office.database.writing() as connection:
            attachments.remove(connection, [removed])
            office.log(connection, Entry(action="worker.corrected", subject=a.worker_id))
        undo_merge(office, a.worker_id, b.worker_id)
        with office.database.reading() as connection:
            assert [one.attachment_id for one in attachments.of_worker(connection, a.worker_id)] == [own]
            assert [one.attachment_id for one in attachments.of_worker(connection, b.worker_id)] == [brought]


def test_a_verdict_and_its_note_hold_again_when_nothing_else_was_changed(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        (worker,) = enter(office, 1)
        wanted = WantedRuling(worker_id=worker.worker_id, verdict=Verdict.ELIGIBLE_CORRECTED, note="nama menurut KTP")
        rule_on_workers(office, Step.VERIFY, [wanted])
        double = replace(worker, worker_id="018f0000-0000-7000-8000-00000000000c", nik="", alias="Baso")
        save_new_worker(office, double)
        before = state(office)
        decide_pair(office, worker.worker_id, double.worker_id, SAME)
        assert open_worker(office, worker.worker_id).record.standing.stage is Stage.COLLECTED
        undo_merge(office, worker.worker_id, double.worker_id)
        assert state(office) == before
        told = [line.details for line in history(office, worker_id=worker.worker_id)]
        assert "tahap: Terkumpul → Terverifikasi" in told[0]
        assert "Catatan hasil: nama menurut KTP" in told[0]


def test_a_note_alone_does_not_empty_a_verdict_and_comes_with_what_does(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        worker = replace(enter(office, 1)[0], source_period="")
        correct_worker(office, worker)
        rule(office, Step.VERIFY, [worker])
        told: dict[str, Any] = {
            "note": "lebih lengkap",
            "source_period": "2025",
            "unread": MappingProxyType({"email": "?"}),
        }
        light = replace(worker, worker_id="018f0000-0000-7000-8000-00000000000c", nik="", **told)
        heavy = replace(light, worker_id="018f0000-0000-7000-8000-00000000000d", alias="Baso")
        chosen = replace(light, worker_id="018f0000-0000-7000-8000-00000000000e")
        for one in (light, heavy, chosen):
            save_new_worker(office, one)
        kept, gone = open_worker(office, worker.worker_id).record, open_worker(office, light.worker_id).record
        outlook = look_ahead(kept, gone, {})
        assert (outlook.left, outlook.empties_verdict) == (("source_period", "note"), False)
        assert decide_pair(office, worker.worker_id, light.worker_id, SAME).sentence == "Digabung menjadi satu pekerja."
        assert open_worker(office, worker.worker_id).record == kept
        emptied = "Digabung menjadi satu pekerja. Hasil verifikasinya dikosongkan karena datanya berubah."
        assert decide_pair(office, worker.worker_id, heavy.worker_id, SAME).sentence == emptied
        after = open_worker(office, worker.worker_id).record
        assert (after.worker.note, after.worker.alias, after.worker.unread) == ("lebih lengkap", "Baso", {"email": "?"})
        assert after.standing.verdict is None
        undo_merge(office, worker.worker_id, heavy.worker_id)
        assert open_worker(office, worker.worker_id).record == kept
        taken = decide_pair(office, worker.worker_id, chosen.worker_id, SAME, chosen={"note": "lebih lengkap"})
        assert taken.sentence == emptied


def test_what_was_corrected_since_stays_and_the_verdict_is_given_anew(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        (worker,) = enter(office, 1)
        rule(office, Step.VERIFY, [worker])
        double = replace(
            worker, worker_id="018f0000-0000-7000-8000-00000000000c", nik="", note="lebih lengkap", email="b@desa.id"
        )
        save_new_worker(office, double)
        decide_pair(office, worker.worker_id, double.worker_id, SAME)
        survivor = open_worker(office, worker.worker_id).record.worker
        assert (survivor.note, survivor.email) == ("lebih lengkap", "b@desa.id")
        correct_worker(office, replace(survivor, note="diperbaiki", alias="Baso"))
        undo_merge(office, worker.worker_id, double.worker_id)
        after = open_worker(office, worker.worker_id).record
        assert after.worker == replace(worker, note="diperbaiki", alias="Baso")
        assert after.standing.stage is Stage.COLLECTED
        assert open_worker(office, double.worker_id).record.worker == double


def test_a_verdict_given_to_both_as_one_does_not_outlive_fields_that_go_back(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        (worker,) = enter(office, 1)
        double = replace(worker, worker_id="018f0000-0000-7000-8000-00000000000c", nik="", note="lebih lengkap")
        save_new_worker(office, double)
        decide_pair(office, worker.worker_id, double.worker_id, SAME)
        rule(office, Step.VERIFY, [open_worker(office, worker.worker_id).record.worker])
        undo_merge(office, worker.worker_id, double.worker_id)
        assert open_worker(office, worker.worker_id).record.standing.verdict is None


def test_a_frozen_survivor_is_not_parted_from(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        (worker,) = enter(office, 1)
        double = replace(worker, worker_id="018f0000-0000-7000-8000-00000000000c", nik="")
        save_new_worker(office, double)
        decide_pair(office, worker.worker_id, double.worker_id, SAME)
        minuted(office, [worker])
        before = whole_store(office)
        with pytest.raises(WorkerFrozen):
            undo_merge(office, worker.worker_id, double.worker_id)
        assert whole_store(office) == before


def test_merges_that_stand_on_each_other_are_undone_in_turn(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        a, b, c = entries(office, {}, {"phone": "081234567890"}, {"rt": "003"})
        before = state(office)
        decide_pair(office, a.worker_id, b.worker_id, SAME)
        decide_pair(office, c.worker_id, a.worker_id, SAME, keep=c.worker_id)
        with pytest.raises(MergedFurther):
            undo_merge(office, a.worker_id, b.worker_id)
        undo_merge(office, a.worker_id, c.worker_id)
        undo_merge(office, a.worker_id, b.worker_id)
        assert state(office) == before


def test_two_merges_into_one_that_both_changed_it_are_undone_in_turn(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        a, b, c = entries(office, {}, {"phone": "081234567890"}, {"phone": "082345678901"})
        before = state(office)
        for other in (b, c):
            decide_pair(office, a.worker_id, other.worker_id, SAME, chosen={"phone": other.phone})
        with pytest.raises(MergedFurther) as refused:
            undo_merge(office, a.worker_id, b.worker_id)
        assert "Baso Tamparang" in refused.value.what
        for other in (c, b):
            undo_merge(office, a.worker_id, other.worker_id)
        assert state(office) == before


def test_two_merges_of_which_one_took_nothing_are_undone_in_any_order(tmp_path: Path) -> None:
    for number, order in enumerate(permutations("bc")):
        with new_office(tmp_path / f"office{number}") as office:
            a, b, c = entries(office, {}, {"phone": "081234567890"}, {})
            before = state(office)
            for other in (b, c):
                decide_pair(office, a.worker_id, other.worker_id, SAME)
            for letter in order:
                undo_merge(office, a.worker_id, {"b": b, "c": c}[letter].worker_id)
            assert state(office) == before


def test_a_round_that_was_opened_meanwhile_takes_in_who_comes_back(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        first, _ = open_round(office, BASO.village_code)
        a, b = entries(office, {}, {})
        decide_pair(office, a.worker_id, b.worker_id, SAME)
        close_round(office, first.round_id)
        second, _ = open_round(office, BASO.village_code)
        undo_merge(office, a.worker_id, b.worker_id)
        assert {one.standing.round_id for one in everyone(office)} == {second.round_id}


def test_who_is_not_merged_cannot_be_parted_and_nothing_happens(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        a, b = entries(office, {}, {})
        before = whole_store(office)
        for first, second in ((a.worker_id, b.worker_id), (a.worker_id, a.worker_id), (a.worker_id, "nobody")):
            with pytest.raises(NotMerged):
                undo_merge(office, first, second)
        assert whole_store(office) == before


def test_a_merge_whose_text_was_erased_is_said_to_be_final(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        a, b = entries(office, {}, {"phone": "081234567890"})
        decide_pair(office, a.worker_id, b.worker_id, SAME)
        forge(office, "DELETE FROM journal_text")
        with pytest.raises(MergeForgotten):
            undo_merge(office, a.worker_id, b.worker_id)


def test_the_list_of_merges_tells_who_when_and_by_whom(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        a, b, c = entries(office, {}, {}, {})
        decide_pair(office, a.worker_id, b.worker_id, SAME)
        decide_pair(office, a.worker_id, c.worker_id, SAME)
        found = merges_made(office)
        assert [(one.kept.worker, one.gone.worker) for one in found] == [(a, c), (a, b)]
        assert {one.who for one in found} == {office.clerk.name}
        assert found[0].at > found[1].at
        undo_merge(office, a.worker_id, c.worker_id)
        assert [one.gone.worker for one in merges_made(office)] == [b]


def test_the_history_of_both_tells_the_merge_and_the_parting(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        a, b = entries(office, {}, {"phone": "081234567890"})
        decide_pair(office, a.worker_id, b.worker_id, LATER)
        decide_pair(office, a.worker_id, b.worker_id, SAME)
        undo_merge(office, a.worker_id, b.worker_id)
        lines = [line for one in (a, b) for line in history(office, worker_id=one.worker_id)]
        told = {line.sentence for line in lines}
        assert "Data lain dari orang yang sama digabungkan ke sini." in told
        assert "Dipisahkan kembali dari data yang digabungkan." in told
        assert "Muncul kembali, karena gabungannya dibatalkan." in told
        assert not [line for line in lines if "former" in " ".join(line.details)]


@pytest.mark.parametrize("role", [Role.ENTRY, Role.HEAD, Role.ADMIN])
def test_only_the_verifier_parts(tmp_path: Path, role: Role) -> None:
    folder = new_folder(tmp_path / "office", staffed=True)
    with open_for(folder, Role.ENTRY) as office:
        a, b = entries(office, {}, {})
    with open_for(folder, Role.VERIFIER) as office:
        decide_pair(office, a.worker_id, b.worker_id, SAME)
    with open_for(folder, role) as office, pytest.raises(NotAllowed):
        undo_merge(office, a.worker_id, b.worker_id)
    with open_for(folder, Role.VERIFIER) as office:
        assert len(table(office, "pair_decisions")) == 1


@pytest.mark.parametrize("seed", range(6))
def test_random_merges_undone_in_a_random_order_are_the_start(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    with new_office(tmp_path / "office") as office:
        people = enter(office, 4, seed=seed)
        rule(office, Step.VERIFY, enter(office, 2, seed=seed + 50))
        doubles = [_double(one, chance) for one in people]
        for one in doubles:
            save_new_worker(office, one)
        ids = [one.worker.worker_id for one in everyone(office)]
        picture(office, doubles[0], b"picture")
        for _ in range(3):
            first, second = chance.sample(ids, 2)
            decide_pair(office, first, second, chance.choice([LATER, NOT_SAME]))
        before = state(office)
        standing: list[tuple[str, str]] = []
        for _ in range(40):
            if standing and chance.random() < 0.45:
                _try_to_part(office, standing, chance)
            else:
                _merge_two(office, standing, chance)
        while standing:
            _try_to_part(office, standing, chance)
        assert state(office) == before
        assert verify_journal(office).ok


def _double(worker: Worker, chance: random.Random) -> Worker:
    texts = {code: chance.choice(("", "Sitti", "0812345678", "002")) for code in ("mother_name", "alias", "note", "rt")}
    values: dict[str, Any] = {**texts, "nik": "", "worker_id": new_id()}
    return replace(worker, **values)


def _merge_two(office: Office, standing: list[tuple[str, str]], chance: random.Random) -> None:
    ids = [one.worker.worker_id for one in everyone(office)]
    if len(ids) < 2:
        return
    keep, gone = chance.sample(ids, 2)
    other = open_worker(office, gone).record.worker
    chosen = {code: getattr(other, code) for code in ("mother_name", "address") if chance.random() < 0.4}
    decide_pair(office, gone, keep, SAME, keep=keep, chosen=chosen)
    standing.append((keep, gone))


def _try_to_part(office: Office, standing: list[tuple[str, str]], chance: random.Random) -> None:
    pair = chance.choice(standing)
    try:
        undo_merge(office, *pair)
    except MergedFurther:
        return
    except ClerkError as refused:
        pytest.fail(refused.what)
    standing.remove(pair)
