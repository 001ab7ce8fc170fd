"""Down the stairs: the district's list comes to the kecamatan as workers to verify and as rounds, once, undoably."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.working_day import everyone, exchange_cards, new_folder, new_office, open_for, whole_store
from ucj_desktop.domain.people import NotAllowed, Role
from ucj_desktop.domain.stage import Stage
from ucj_desktop.handoff.refusals import (
    AnotherKindOfParcel,
    ForgedPackage,
    MissingPredecessor,
    PackageDamaged,
    PackageForAnotherOffice,
    UnknownOffice,
)
from ucj_desktop.services.care.made_up_people import make_people
from ucj_desktop.services.care.undo_import import undo_import
from ucj_desktop.services.collect.enter_worker import save_new_worker
from ucj_desktop.services.district.answer_office import OfficeNotPinned
from ucj_desktop.services.district.assign_people import (
    AssignedByDistrict,
    NothingToAssign,
    TermRefused,
    Terms,
    plan_assignments,
    send_assignments,
)
from ucj_desktop.services.handoff.take_assignment import AssignedToSubDistrict, NoAssignmentHere, take_assignments
from ucj_desktop.services.handoff.take_replies import take_replies
from ucj_desktop.services.office import Office
from ucj_desktop.spreadsheets.free_writer import FreeSheet, write_freely
from ucj_desktop.storage import rounds

HERE, THERE = "730201", "730202"
DTSEN = Terms(source="DTSEN triwulan III 2026")


@dataclass
class World:
    """A district, two kecamatan that know its card, and a stick."""

    district: Office
    folders: dict[str, Path]
    stick: Path
    list_path: Path

    def send(self, terms: Terms = DTSEN, path: Path | None = None) -> dict[str, Path]:
        return dict(send_assignments(self.district, path or self.list_path, terms, self.stick).files)


def write_list(path: Path, *codes: str, count: int = 3) -> Path:
    """A workbook of people of these kecamatan, each in a village of its own list, as a Dinas may have it."""
    people = [one.worker for code in codes for one in make_people(int(code), count, code)]
    rows: list[list[object]] = [["DAFTAR PEKERJA RENTAN MENURUT DTSEN"], ["NIK", "NAMA", "KODE DESA", "PEKERJAAN"]]
    rows += [[one.nik, one.full_name, one.village_code, one.occupation] for one in people]
    write_freely(path, [FreeSheet(name="DTSEN", rows=rows)])
    return path


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    stick = tmp_path / "stick"
    stick.mkdir()
    folders = {code: new_folder(tmp_path / code, code=code) for code in (HERE, THERE)}
    with new_office(tmp_path / "district", code="7302") as district:
        for folder in folders.values():
            with open_for(folder) as office:
                exchange_cards(office, district, tmp_path / "cards")
        yield World(district, folders, stick, write_list(tmp_path / "dtsen.xlsx", HERE, THERE))


def test_each_kecamatan_gets_its_own_people_as_rounds_to_verify_with_their_source(world: World) -> None:
    deadline = world.district.today() + timedelta(days=30)
    village = make_people(int(HERE), 1, HERE)[0].worker.village_code
    files = world.send(Terms(source="DTSEN", dated=deadline, deadline=deadline, quotas={village: 40}))
    assert {code: file.name for code, file in files.items()} == {
        HERE: f"UCJ-7302-{HERE}-0001.ucjt",
        THERE: f"UCJ-7302-{THERE}-0001.ucjt",
    }
    with open_for(world.folders[HERE]) as office:
        before = whole_store(office)
        [tried] = take_assignments(office, world.stick, dry_run=True)
        assert whole_store(office) == before
        [taken] = take_assignments(office, world.stick)
        assert tried.counts == taken.counts
        assert taken.counts["new"] == 3
        assert taken.counts["opened"] == len({one.worker.village_code for one in everyone(office)})
        people = everyone(office)
        assert {one.worker.village_code[:6] for one in people} == {HERE}
        assert {one.standing.stage for one in people} == {Stage.COLLECTED}
        assert {one.worker.source for one in people} == {f"Daftar kabupaten: DTSEN ({deadline:%d-%m-%Y})"}
        with office.database.reading() as connection:
            opened = rounds.open_by_village(connection)
        assert set(opened) == {one.worker.village_code for one in people}
        assert {one.standing.round_id for one in people} == {one.round_id for one in opened.values()}
        assert opened[village].quota == 40
        assert {one.deadline for one in opened.values()} == {deadline}
        assert {one.source for one in opened.values()} == {f"Daftar kabupaten: DTSEN ({deadline:%d-%m-%Y})"}


def test_the_same_file_again_changes_nothing_and_the_next_revises_the_terms(world: World) -> None:
    files = world.send()
    with open_for(world.folders[HERE]) as office:
        take_assignments(office, files[HERE])
        before = whole_store(office)
        [again] = take_assignments(office, files[HERE])
        assert again.again
        assert whole_store(office) == before
    deadline = world.district.today() + timedelta(days=10)
    later = world.send(Terms(source="DTSEN", deadline=deadline))
    with open_for(world.folders[HERE]) as office:
        [taken] = take_assignments(office, later[HERE])
        assert (taken.counts["same"], taken.counts["new"], taken.counts["opened"]) == (3, 0, 0)
        assert taken.counts["altered"] > 0
        with office.database.reading() as connection:
            assert {one.deadline for one in rounds.open_by_village(connection).values()} == {deadline}


def test_whoever_is_known_is_filled_in_and_never_overwritten(world: World, tmp_path: Path) -> None:
    with open_for(world.folders[HERE]) as office:
        known = replace(make_people(7, 1, HERE)[0].worker, heir_name="")
        save_new_worker(office, known)
    rows = [["NIK", "NAMA", "KODE DESA", "PEKERJAAN", "AHLI WARIS"]]
    rows.append([known.nik, known.full_name, known.village_code, "Pekerjaan Lain", "Sitti Ahli"])
    write_freely(tmp_path / "satu.xlsx", [FreeSheet(name="DTSEN", rows=rows)])
    files = world.send(path=tmp_path / "satu.xlsx")
    with open_for(world.folders[HERE]) as office:
        [taken] = take_assignments(office, files[HERE])
        assert (taken.counts["new"], taken.counts["changed"]) == (0, 1)
        [now] = everyone(office)
        assert now.worker.worker_id == known.worker_id
        assert now.worker.occupation == known.occupation
        assert now.worker.heir_name == "Sitti Ahli"
        undo_import(office, taken.batch)
        assert everyone(office)[0].worker == known
        [back] = take_assignments(office, files[HERE])
        assert (back.again, back.counts["changed"]) == (False, 1)
        assert everyone(office)[0].worker.heir_name == "Sitti Ahli"
        assert take_assignments(office, files[HERE])[0].again


def test_a_gap_is_named_and_nothing_is_taken(world: World) -> None:
    world.send()
    second = world.send(Terms(source="DTSEN lagi"))
    with open_for(world.folders[HERE]) as office:
        before = whole_store(office)
        with pytest.raises(MissingPredecessor):
            take_assignments(office, second[HERE])
        assert whole_store(office) == before
        assert [one.sequence for one in take_assignments(office, world.stick, dry_run=True)] == [1, 2]
        assert whole_store(office) == before
        assert [one.sequence for one in take_assignments(office, world.stick)] == [1, 2]


def test_another_office_a_stranger_and_a_damaged_file_are_refused_and_nothing_changes(
    world: World, tmp_path: Path
) -> None:
    files = world.send()
    content = files[HERE].read_bytes()
    flipped = tmp_path / files[HERE].name
    flipped.write_bytes(content[:-5] + bytes([content[-5] ^ 1]) + content[-4:])
    cut = tmp_path / "UCJ-7302-730201-0002.ucjt"
    cut.write_bytes(content[: len(content) // 2])
    forged = tmp_path / "UCJ-7302-730201-0003.ucjt"
    forged.write_bytes(content.replace(b'"seq":1', b'"seq":2', 1))
    with open_for(world.folders[HERE]) as office:
        before = whole_store(office)
        for file, why in (
            (files[THERE], PackageForAnotherOffice),
            (flipped, PackageDamaged),
            (cut, PackageDamaged),
            (forged, ForgedPackage),
        ):
            with pytest.raises(why):
                take_assignments(office, file)
        with pytest.raises(AnotherKindOfParcel):
            take_replies(office, files[HERE].rename(tmp_path / "UCJ-7302-730201-0009.ucja"))
        assert whole_store(office) == before
    with new_office(tmp_path / "stranger", code="730203") as stranger, pytest.raises(UnknownOffice):
        take_assignments(stranger, files[THERE])


def test_rows_that_go_nowhere_are_named_with_their_row(world: World, tmp_path: Path) -> None:
    rows = [["NIK", "NAMA", "DESA"], ["7302011708800003", "Andi Rekaan", "Desa Antah Berantah"]]
    rows.append(["7302011708800004", "Baso Rekaan", "Lembanna"])  # two villages of the kabupaten have this name
    write_freely(tmp_path / "sesat.xlsx", [FreeSheet(name="Daftar", rows=rows)])
    with pytest.raises(NothingToAssign):
        plan_assignments(world.district, tmp_path / "sesat.xlsx", DTSEN)
    village = make_people(int(HERE), 1, HERE)[0].worker.village_code
    plan = plan_assignments(world.district, tmp_path / "sesat.xlsx", Terms(source="x", quotas={village: 3}))
    assert [(one.row, bool(one.why)) for one in plan.left] == [(2, True), (3, True)]


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        (Terms(source=" "), "Sumber"),
        (Terms(source="x" * 201), "Sumber"),
        (Terms(source="x", quotas={"7303010001": 3}), "7303010001"),
        (Terms(source="x", quotas={"7302011003": -1}), "Kuota"),
    ],
)
def test_terms_that_cannot_be_are_refused(world: World, terms: Terms, said: str) -> None:
    with pytest.raises(TermRefused, match=said):
        plan_assignments(world.district, None, terms)
    with pytest.raises(TermRefused, match="Tenggat"):
        plan_assignments(world.district, None, Terms(source="x", deadline=world.district.today() - timedelta(days=1)))


def test_only_the_right_office_and_role_may(world: World, tmp_path: Path) -> None:
    with open_for(world.folders[HERE]) as office, pytest.raises(AssignedByDistrict):
        send_assignments(office, world.list_path, DTSEN, world.stick)
    with pytest.raises(AssignedToSubDistrict):
        take_assignments(world.district, world.stick)
    with open_for(world.folders[HERE]) as office, pytest.raises(NoAssignmentHere):
        take_assignments(office, world.stick)
    with new_office(tmp_path / "alone", code="7302") as alone, pytest.raises(OfficeNotPinned):
        send_assignments(alone, world.list_path, DTSEN, world.stick)
    staffed = new_folder(tmp_path / "staffed", code=HERE, staffed=True)
    with open_for(staffed, Role.ENTRY) as office, pytest.raises(NotAllowed):
        take_assignments(office, world.stick)
