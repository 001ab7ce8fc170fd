"""A real package spoiled in more than forty ways: each has its sentence, and no row of any table changes."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.command_lines import run
from tests.handoff.corruptions import CORRUPTIONS, RealPackage, real_package
from tests.offices import ADMIN, PASSWORD, make_office
from tests.working_day import enter, exchange_cards, minuted, table, whole_store
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.fields import masked
from ucj_desktop.domain.parcel import ParcelFamily
from ucj_desktop.handoff import v1
from ucj_desktop.handoff.envelope import LARGEST_FILE, verify_outer
from ucj_desktop.handoff.v1 import open_package
from ucj_desktop.services.district.export_refused import export_refused
from ucj_desktop.services.district.list_inbox import list_inbox
from ucj_desktop.services.district.receive_package import receive_package
from ucj_desktop.services.district.rehearse import rehearse
from ucj_desktop.services.handoff.create_package import create_package
from ucj_desktop.services.handoff.exchange_cards import own_card, pin_card, write_card
from ucj_desktop.services.office import Office, open_office

NAME = "UCJ-730201-0002.ucj"


class World:
    """A kabupaten that has accepted the first package of Gantarang, and the second one as Gantarang made it."""

    def __init__(self, folder: Path) -> None:
        kecamatan = make_office(folder / "kecamatan")
        other = make_office(folder / "ujung-bulu", code="730202")
        self.kabupaten = make_office(folder / "kabupaten", code="7302")
        stick = folder / "stick"
        exchange_cards(kecamatan, self.kabupaten, stick)
        card = write_card(other, stick)
        pin_card(self.kabupaten, stick / card.file_name, card.fingerprint)
        create_package(kecamatan, stick, nihil=True)
        first = receive_package(self.kabupaten, stick / "UCJ-730201-0001.ucj")
        people = enter(kecamatan, 5)
        minuted(kecamatan, people)
        made = create_package(kecamatan, stick)
        trusted = verify_outer(
            made.file, [own_card(kecamatan)], own_code="7302", expected=ParcelFamily.PACKAGE, training=True
        )
        assert first.receipt is not None
        self.real: RealPackage = real_package(
            open_package(trusted, kecamatan.keys),
            made.file.read_bytes(),
            keys=kecamatan.keys,
            recipient=self.kabupaten.keys.public.recipient,
            other_keys=other.keys,
            other_office="730202",
            receipt=first.receipt.read_bytes(),
            predecessor=first.sha256,
        )
        self.before = whole_store(self.kabupaten)
        self.stick = folder / "spoiled"
        self.stick.mkdir()
        kecamatan.close()
        other.close()

    def lay(self, content: bytes, name: str = NAME) -> Path:
        path = self.stick / name
        path.write_bytes(content)
        return path


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    made = World(tmp_path_factory.mktemp("corruptions"))
    yield made
    made.kabupaten.close()


@pytest.fixture
def world(shared: World) -> Iterator[World]:
    """The store is as it was after every test; what lies on the stick goes."""
    yield shared
    for path in shared.stick.iterdir():
        path.unlink()


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.kabupaten.close()


def refusal(office: Office, path: Path) -> ClerkError:
    with pytest.raises(ClerkError) as refused:
        receive_package(office, path)
    return refused.value


@pytest.mark.parametrize("what", CORRUPTIONS)
def test_each_corruption_has_its_sentence_and_changes_no_row(world: World, what: str) -> None:
    code, spoil = CORRUPTIONS[what]
    content = spoil(world.real)
    assert content != world.real.content
    path = world.lay(content)
    list_inbox(world.kabupaten, world.stick)
    told = refusal(world.kabupaten, path)
    assert told.code == code
    assert told.what.endswith(".")
    assert told.fix.endswith(".")
    (rehearsed,) = rehearse(world.kabupaten, [path])
    assert rehearsed.held is not None
    assert (rehearsed.held.code, rehearsed.held.what) == (told.code, told.what)
    assert whole_store(world.kabupaten) == world.before
    assert [one.name for one in world.stick.iterdir()] == [NAME]  # no receipt
    assert list((world.kabupaten.folder / "inbox").iterdir()) == []


def test_there_are_enough_of_them() -> None:
    assert len(CORRUPTIONS) >= 30
    assert len({code for code, _ in CORRUPTIONS.values()}) >= 10


def test_a_file_of_a_huge_size_is_refused_before_it_is_read(world: World) -> None:
    path = world.lay(b"")
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    assert refusal(world.kabupaten, path).code == "USB-09"
    assert whole_store(world.kabupaten) == world.before


def rows_of(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    office = open_office(folder, ADMIN, PASSWORD)
    try:
        return whole_store(office)
    finally:
        office.close()


def test_the_command_says_the_same_of_all_of_them_and_changes_no_row(fresh: World) -> None:
    wanted = {}
    for number, (code, spoil) in enumerate(CORRUPTIONS.values(), start=1):
        wanted[fresh.lay(spoil(fresh.real), f"UCJ-RUSAK-{number:04}.ucj").name] = code
    folder = fresh.kabupaten.folder
    fresh.kabupaten.close()
    store = ("--store", folder, "--json")
    assert run("recap", *store).code == 0  # whoever leaves first signs what was received before
    before = rows_of(folder)
    for dry in ((), ("--dry-run",)):
        ran = run("package", "receive", fresh.stick, *dry, *store)
        assert ran.code == 0
        assert {one["file"]: one["code"] for one in ran.facts["held"]} == wanted
        assert ran.facts["packages"] == []
    for name in list(wanted)[::9]:
        ran = run("package", "receive", fresh.stick / name, *store)
        assert ran.code == 2
        assert ran.error["code"] == wanted[name]
        assert ran.error["fix"]
    assert rows_of(folder) == before


# --- a row that is wrong is refused with its reason, and stops no other ---------------------------------------------

Rows = list[dict[str, Any]]


def _set(name: str, value: object) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        rows[0][name] = value

    return change


def _first_ruling(name: str, value: object) -> Callable[[Rows], None]:
    """Of the first worker's last validation."""

    def change(objects: Rows) -> None:
        for one in objects:
            if one["kind"] == "ruling" and one["step"] == "validate" and one["worker_id"] == _first_of(objects):
                one[name] = value

    return change


def _first_of(objects: Rows) -> str:
    return min(str(one["worker_id"]) for one in objects if one["kind"] == "ruling")


def _no_kind(kind: str) -> Callable[[Rows], None]:
    def change(objects: Rows) -> None:
        objects[:] = [one for one in objects if one["kind"] != kind]

    return change


NOT_VALIDATED = "Datanya bukan data yang divalidasi."
NO_VERDICT = "Tidak ada hasil validasi yang sesuai."
ROWS: dict[str, tuple[str, Callable[[RealPackage], bytes]]] = {
    "a NIK with letters": (NOT_VALIDATED, lambda real: real.with_rows(_set("nik", "73020117O88000O1"))),
    "a name changed after the meeting": (NOT_VALIDATED, lambda real: real.with_rows(_set("full_name", "Orang Lain"))),
    "a village of another kecamatan": (
        "Desanya bukan wilayah kecamatan pengirim.",
        lambda real: real.with_rows(_set("village_code", "7302022001")),
    ),
    "an unknown verdict": (
        "Barisnya tidak terbaca (bagian verdict).",
        lambda real: real.with_rows(_set("verdict", "maybe")),
    ),
    "a birth date that is none": (
        "Barisnya tidak terbaca (bagian birth_date).",
        lambda real: real.with_rows(_set("birth_date", "2026-02-31")),
    ),
    "a worker id that is a number": (
        "Barisnya tidak terbaca (bagian worker_id).",
        lambda real: real.with_rows(_set("worker_id", 7)),
    ),
    "a worker id that is a list": (
        "Barisnya tidak terbaca (bagian worker_id).",
        lambda real: real.with_rows(_set("worker_id", ["x"])),
    ),
    "a name that is a number": (NOT_VALIDATED, lambda real: real.with_rows(_set("full_name", 7))),
    "a revision of nought": (
        "Barisnya tidak terbaca (bagian revision).",
        lambda real: real.with_rows(_set("revision", 0)),
    ),
    "another verdict than the meeting gave": (NO_VERDICT, lambda real: real.with_rows(_set("verdict", "pending"))),
    "a false signature under the verdict": (
        "Tanda tangan akun pada hasil validasinya tidak sah.",
        lambda real: real.with_objects(v1.DECISIONS, _first_ruling("signature", "00" * 64)),
    ),
    "a verdict of an account that nobody certified": (
        "Tanda tangan akun pada hasil validasinya tidak sah.",
        lambda real: real.with_objects(v1.DECISIONS, _first_ruling("recorded_by", "siapa")),
    ),
    "the same worker twice": (
        "Pekerja ini ada dua kali dalam paket.",
        lambda real: real.with_rows(lambda rows: rows.append(dict(rows[0]))),
    ),
}


def test_a_wrong_row_is_refused_with_its_reason_and_the_others_come(world: World) -> None:
    """By the rehearsal, which does everything and keeps nothing."""
    for what, (reason, spoil) in ROWS.items():
        (came,) = rehearse(world.kabupaten, [world.lay(spoil(world.real))])
        assert came.received is not None, (what, came.held)
        assert [one.reason for one in came.received.refused] == [reason], what
        twice = what == "the same worker twice"
        assert came.received.counts["new"] == (5 if twice else 4), what
    assert whole_store(world.kabupaten) == world.before


def test_without_verdicts_or_without_the_closing_nobody_comes(world: World) -> None:
    for kind, reason in (("ruling", NO_VERDICT), ("approval", "Tanda tangan penutupan")):
        spoiled = world.real.with_objects(v1.DECISIONS, _no_kind(kind))
        (came,) = rehearse(world.kabupaten, [world.lay(spoiled)])
        assert came.received is not None
        assert came.received.counts["refused"] == 5
        assert all(one.reason.startswith(reason) for one in came.received.refused)
    assert whole_store(world.kabupaten) == world.before


def test_a_tombstone_of_a_worker_who_was_never_sent_takes_nobody_out(world: World) -> None:
    stranger = {"worker_id": "01900000-0000-7000-8000-000000000001", "reason": "erased", "at": ""}
    spoiled = world.real.with_objects(v1.TOMBSTONES, lambda objects: objects.append(stranger))
    (came,) = rehearse(world.kabupaten, [world.lay(spoiled)])
    assert came.received is not None
    assert (came.received.counts["new"], came.received.counts["withdrawn"], came.received.counts["held"]) == (5, 0, 0)


def test_what_is_kept_of_a_package_with_one_wrong_row_is_the_rest(fresh: World) -> None:
    reason, spoil = ROWS["a false signature under the verdict"]
    done = receive_package(fresh.kabupaten, fresh.lay(spoil(fresh.real)))
    assert [one.reason for one in done.refused] == [reason]
    kept = {str(row[0]) for row in table(fresh.kabupaten, "received_workers")}
    named = [json.loads(line)[0] for line in fresh.real.members[v1.RECORDS].splitlines()[1:]]
    assert kept == set(named) - {done.refused[0].worker_id}
    assert len(table(fresh.kabupaten, "workers")) == 4


def test_the_refused_go_into_a_workbook_with_their_reasons_and_masked(fresh: World, tmp_path: Path) -> None:
    reason, spoil = ROWS["a village of another kecamatan"]
    came = rehearse(fresh.kabupaten, [fresh.lay(spoil(fresh.real))])
    change = export_refused(fresh.kabupaten, came, tmp_path / "ditolak.xlsx")
    assert change.sentence == "1 baris tersimpan: ditolak.xlsx."
    fields, first, *_ = (json.loads(line) for line in fresh.real.members[v1.RECORDS].splitlines())
    row = dict(zip(fields, first, strict=True))
    sheet = openpyxl.load_workbook(tmp_path / "ditolak.xlsx").active
    assert sheet is not None
    written = {str(cell) for cells in sheet.iter_rows(values_only=True) for cell in cells if cell}
    assert {row["full_name"], masked(row["nik"]), row["worker_id"], reason, NAME} <= written
    assert row["nik"] not in written
