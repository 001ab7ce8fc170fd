"""The sheet for BPJS: who goes, who is left out and why, and that nobody is sent twice."""

import os
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from tests.offices import make_office
from tests.relay_office import accepted_workers, in_stage, write_results
from tests.stages import unguarded
from tests.working_day import new_office, whole_store
from ucj_desktop.domain.progress import Cancelled
from ucj_desktop.domain.relay import LeftOut
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.reference.reading import DataFileBroken
from ucj_desktop.reference.relay_profiles import shipped_relay_profiles
from ucj_desktop.services.district.export_relay import (
    NobodyToRelay,
    NoSuchRelayBatch,
    RelayFileThere,
    RelayWasAnswered,
    TakingBackNeedsReason,
    export_relay,
    relay_batches,
    relay_counts,
    take_back_relay,
)
from ucj_desktop.services.district.keep_relay_profiles import (
    NoSuchRelayProfile,
    NotARelayProfile,
    RelayProfileIsShipped,
    add_relay_profile,
    delete_relay_profile,
    relay_profiles,
    save_relay_profile,
)
from ucj_desktop.services.district.plan_relay import RelayAsked, RelayIsDistrict, plan_relay
from ucj_desktop.services.district.read_relay_results import read_relay_results
from ucj_desktop.services.district.take_relay_results import take_relay_results
from ucj_desktop.services.office import Office
from ucj_desktop.spreadsheets.cells import FileNotWritable
from ucj_desktop.storage import journal, relay, workers

EVERYBODY = RelayAsked()
SEEDS = range(int(os.environ.get("UCJ_RELAY_SEEDS", "3")))


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Office]:
    """Six accepted workers."""
    with accepted_workers(tmp_path) as (office, _, _):
        yield office


def change(office: Office, one: WorkerRecord, **fields: object) -> None:
    """What a corrected package would have brought."""
    with office.database.writing() as connection, unguarded(connection):
        workers.change(connection, [WorkerRecord(replace(one.worker, **fields), one.standing)])  # type: ignore[arg-type]


def kinds(office: Office, asked: RelayAsked = EVERYBODY) -> dict[str, LeftOut]:
    return {one.worker.worker_id: why.kind for one, why in plan_relay(office, asked).left_out}


def test_the_sheet_opens_in_both_readers_with_numbers_as_text(district: Office, tmp_path: Path) -> None:
    first, second, *_ = in_stage(district, Stage.ACCEPTED)
    change(district, first, full_name="=HYPERLINK(1)", phone="081234567890", rt="001")
    change(district, second, phone="tidak ada HP")
    made = export_relay(district, tmp_path / "bpjs.xlsx", EVERYBODY)
    profile = shipped_relay_profiles()[0]
    [page] = openpyxl.load_workbook(made.file).worksheets
    assert page.title == "LATIHAN Pendaftaran"  # the people are made up
    rows = list(page.iter_rows())
    assert tuple(cell.value for cell in rows[0]) == profile.headings
    assert len(rows) == 1 + 6 == 1 + made.batch.worker_count
    by_heading = {head.value: cell for head, cell in zip(rows[0], rows[1], strict=True)}
    assert by_heading["NIK"].value == first.worker.nik
    assert (by_heading["NIK"].data_type, by_heading["NIK"].number_format) == ("s", "@")
    assert by_heading["NO HP"].value == "081234567890"
    assert by_heading["NAMA"].value == "=HYPERLINK(1)"
    assert by_heading["NAMA"].data_type == "s"
    assert by_heading["NO"].value == 1
    assert first.worker.birth_date is not None
    assert by_heading["TGL LAHIR"].value == f"{first.worker.birth_date:%d-%m-%Y}"
    assert by_heading["JK"].value in ("L", "P")
    assert "KEC. GANTARANG" in by_heading["ALAMAT"].value
    assert "\u00a0" not in by_heading["ALAMAT"].value
    assert by_heading["KODE POS"].value == "92561"
    read = CalamineWorkbook.from_path(str(made.file)).get_sheet_by_index(0).to_python()
    assert [row[1] for row in read[1:]] == [one.worker.nik for one in in_stage(district, Stage.ACCEPTED)]
    assert (read[2][1], read[2][profile.headings.index("NO HP")]) == (second.worker.nik, "")


def test_what_is_shown_before_is_what_is_written(district: Office, tmp_path: Path) -> None:
    plan = plan_relay(district, EVERYBODY)
    shown = plan.first_rows(district, 3)
    made = export_relay(district, tmp_path / "bpjs.xlsx", EVERYBODY)
    written = list(openpyxl.load_workbook(made.file).active.iter_rows(min_row=2, max_row=4, values_only=True))
    assert [["" if one is None else one for one in row] for row in written] == shown


def test_looking_writes_nothing(district: Office) -> None:
    before = whole_store(district)
    plan_relay(district, EVERYBODY)
    assert whole_store(district) == before


def test_each_reason_to_leave_somebody_out_is_told(district: Office) -> None:
    none, damaged, old, empty, fine, other = in_stage(district, Stage.ACCEPTED)
    change(district, none, nik="")
    change(district, damaged, nik=damaged.worker.nik[:12] + "0000")
    change(district, old, birth_date=district.today() - timedelta(days=66 * 366))
    change(district, empty, mother_name="")
    assert kinds(district) == {
        none.worker.worker_id: LeftOut.NIK,
        damaged.worker.worker_id: LeftOut.NIK,
        old.worker.worker_id: LeftOut.AGE,
        empty.worker.worker_id: LeftOut.INCOMPLETE,
    }
    told = {one.worker.worker_id: why.sentence for one, why in plan_relay(district, EVERYBODY).left_out}
    assert "Nama ibu kandung" in told[empty.worker.worker_id]
    change(district, other, nik=fine.worker.nik)
    assert kinds(district)[fine.worker.worker_id] is kinds(district)[other.worker.worker_id] is LeftOut.DOUBLE


def test_the_planned_day_decides_on_the_age(district: Office) -> None:
    one = in_stage(district, Stage.ACCEPTED)[0]
    today = district.today()
    change(district, one, birth_date=date(today.year - 64, today.month, 1))
    assert one.worker.worker_id not in kinds(district)
    later = RelayAsked(planned_on=date(today.year + 1, today.month, 2))
    assert kinds(district, later)[one.worker.worker_id] is LeftOut.AGE


def test_a_file_holds_no_more_than_is_asked_for_and_the_next_goes_on(district: Office, tmp_path: Path) -> None:
    first = export_relay(district, tmp_path / "1.xlsx", RelayAsked(limit=4))
    assert first.plan.counts == {LeftOut.NEXT_FILE: 2}
    second = export_relay(district, tmp_path / "2.xlsx", EVERYBODY)
    assert second.plan.counts == {LeftOut.SENT: 4}
    assert (first.batch.worker_count, second.batch.worker_count) == (4, 2)
    with pytest.raises(NobodyToRelay):
        export_relay(district, tmp_path / "3.xlsx", EVERYBODY)
    assert not (tmp_path / "3.xlsx").exists()


def test_only_the_kecamatan_that_is_asked_for_goes(district: Office, tmp_path: Path) -> None:
    assert len(plan_relay(district, RelayAsked(office_code="730201")).records) == 6
    with pytest.raises(NobodyToRelay):
        export_relay(district, tmp_path / "other.xlsx", RelayAsked(office_code="730202"))


def test_a_batch_is_kept_with_its_hash_and_journaled_for_everybody_in_it(district: Office, tmp_path: Path) -> None:
    made = export_relay(district, tmp_path / "bpjs.xlsx", EVERYBODY)
    [known] = relay_batches(district)
    assert (known.batch.number, known.batch.worker_count, known.waiting) == (1, 6, 6)
    with district.database.reading() as connection:
        rows = journal.rows(connection, limit=100)
        people = relay.rows_of(connection, made.batch.batch_id)
    assert sum(row.action == "worker.relayed" for row in rows) == 6
    exported = next(row for row in rows if row.action == "relay.exported")
    assert exported.facts["sha256"] == known.batch.sha256
    assert not any(one.nik in str(row.facts) for row in rows for one in people)


def test_a_file_that_is_there_is_never_written_over(district: Office, tmp_path: Path) -> None:
    (tmp_path / "bpjs.xlsx").write_bytes(b"yang lama")
    with pytest.raises(RelayFileThere):
        export_relay(district, tmp_path / "bpjs.xlsx", EVERYBODY)
    assert (tmp_path / "bpjs.xlsx").read_bytes() == b"yang lama"


class Stop:
    """Batal, pressed as soon as anything runs."""

    def step(self, number: int, total: int | None = None, words: str = "") -> None:
        raise Cancelled


def test_what_was_stopped_or_could_not_be_written_leaves_neither_file_nor_batch(
    district: Office, tmp_path: Path
) -> None:
    before = whole_store(district)
    with pytest.raises(Cancelled):
        export_relay(district, tmp_path / "bpjs.xlsx", EVERYBODY, Stop())
    with pytest.raises(FileNotWritable):
        export_relay(district, tmp_path / "folder that is not there" / "bpjs.xlsx", EVERYBODY)
    assert whole_store(district) == before
    assert not (tmp_path / "bpjs.xlsx").exists()


def test_a_sheet_that_could_not_get_its_name_leaves_everybody_to_be_sent(district: Office, tmp_path: Path) -> None:
    out = tmp_path / "bpjs.xlsx"

    class Meanwhile:
        """Somebody makes a folder of that name."""

        def step(self, number: int, total: int | None = None, words: str = "") -> None:
            out.mkdir(exist_ok=True)

    with pytest.raises(FileNotWritable):
        export_relay(district, out, EVERYBODY, Meanwhile())
    assert [one.is_taken_back for one in relay_batches(district)] == [True]
    assert relay_counts(district).to_send == 6
    assert sorted(path.name for path in tmp_path.iterdir() if "bpjs" in path.name) == ["bpjs.xlsx"]


def test_a_batch_that_never_left_is_taken_back_with_a_reason(district: Office, tmp_path: Path) -> None:
    export_relay(district, tmp_path / "1.xlsx", EVERYBODY)
    with pytest.raises(TakingBackNeedsReason):
        take_back_relay(district, 1, "  ")
    with pytest.raises(NoSuchRelayBatch):
        take_back_relay(district, 7, "salah")
    take_back_relay(district, 1, "format kolomnya ditolak loket")
    with pytest.raises(NoSuchRelayBatch):
        take_back_relay(district, 1, "sekali lagi")
    assert relay_counts(district).to_send == 6
    made = export_relay(district, tmp_path / "2.xlsx", EVERYBODY)
    assert (made.batch.number, made.batch.worker_count) == (2, 6)
    assert [one.is_taken_back for one in relay_batches(district)] == [False, True]


def test_a_batch_that_bpjs_has_answered_cannot_be_taken_back(district: Office, tmp_path: Path) -> None:
    made = export_relay(district, tmp_path / "1.xlsx", EVERYBODY)
    one = made.plan.records[0].worker
    path = write_results(tmp_path / "hasil.xlsx", [(one.nik, one.full_name, "TERDAFTAR", "")])
    take_relay_results(district, read_relay_results(district, path))
    with pytest.raises(RelayWasAnswered):
        take_back_relay(district, 1, "salah")


def test_a_kecamatan_sends_nothing_to_bpjs(tmp_path: Path) -> None:
    with new_office(tmp_path / "gantarang") as office:
        for attempt in (
            lambda: plan_relay(office, EVERYBODY),
            lambda: export_relay(office, tmp_path / "x.xlsx", EVERYBODY),
            lambda: read_relay_results(office, tmp_path / "x.xlsx"),
        ):
            with pytest.raises(RelayIsDistrict):
                attempt()


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_the_order_nobody_is_sent_twice(tmp_path: Path, seed: int) -> None:
    """Random exports, taken back, answered, corrected and accepted again: the files that hold name nobody twice."""
    chance = random.Random(seed)
    with accepted_workers(tmp_path, 16) as (district, _, _):
        files: dict[int, set[str]] = {}
        for turn in range(25):
            deed = chance.choice(("export", "export", "back", "answer", "again", "swap"))
            try:
                if deed == "export":
                    made = export_relay(district, tmp_path / f"{turn}.xlsx", RelayAsked(limit=chance.randint(1, 6)))
                    files[made.batch.number] = {one.worker.nik for one in made.plan.records}
                elif deed == "back":
                    number = chance.choice([*files, 99])
                    take_back_relay(district, number, "tidak jadi")
                    del files[number]
                elif deed == "answer":
                    niks = sorted({nik for one in files.values() for nik in one})
                    said = [
                        (nik, "", chance.choice(("BERHASIL", "GAGAL")), "x")
                        for nik in chance.sample(niks, len(niks) // 2)
                    ]
                    if said:
                        path = write_results(tmp_path / f"hasil{turn}.xlsx", said)
                        take_relay_results(district, read_relay_results(district, path))
                elif deed == "again":  # corrected, sent and accepted once more
                    for one in in_stage(district, Stage.RETURNED, Stage.ACCEPTED)[:3]:
                        with district.database.writing() as connection:
                            for stage, answer in ((Stage.SENT, ""), (Stage.ACCEPTED, "accepted")):
                                standing = replace(one.standing, stage=stage, answer=answer)
                                workers.change(connection, [WorkerRecord(one.worker, standing)])
                else:  # the same person comes as another worker
                    accepted = in_stage(district, Stage.ACCEPTED)
                    if len(accepted) > 1:
                        one, other = chance.sample(accepted, 2)
                        change(district, one, nik=other.worker.nik)
                        change(district, other, nik=one.worker.nik)
            except (NobodyToRelay, NoSuchRelayBatch, RelayWasAnswered):
                pass
            with district.database.reading() as connection:
                held = relay.holding(connection)
                assert len({one.nik for one in held}) == len(held)
            open_files = _still_open(district, files)
            assert sum(map(len, open_files)) == len(set().union(*open_files))


def _still_open(district: Office, files: dict[int, set[str]]) -> list[set[str]]:
    """Of each file that holds, the NIKs that BPJS has not refused."""
    with district.database.reading() as connection:
        batches = {one.number: one.batch_id for one in relay.batches(connection)}
        return [
            {one.nik for one in relay.rows_of(connection, batches[number]) if one.holds} & niks
            for number, niks in files.items()
        ]


def test_an_own_profile_comes_before_the_shipped_one_and_goes_again(district: Office, tmp_path: Path) -> None:
    [shipped] = relay_profiles(district)
    assert (shipped.is_shipped, shipped.profile.is_confirmed) == (True, False)
    path = tmp_path / "format.toml"
    save_relay_profile(district, shipped.profile.name, path)
    text = path.read_text("utf-8")
    assert text == shipped.profile.toml
    path.write_text(text.replace("confirmed = false", "confirmed = true").replace("NO HP", "HANDPHONE"), "utf-8")
    add_relay_profile(district, path)
    [own] = relay_profiles(district)
    assert (own.is_shipped, own.profile.is_confirmed, "HANDPHONE" in own.profile.headings) == (False, True, True)
    made = export_relay(district, tmp_path / "bpjs.xlsx", EVERYBODY)
    assert "HANDPHONE" in [cell.value for cell in openpyxl.load_workbook(made.file).active[1]]
    delete_relay_profile(district, own.profile.name)
    assert relay_profiles(district) == [shipped]
    with pytest.raises(RelayProfileIsShipped):
        delete_relay_profile(district, shipped.profile.name)
    with pytest.raises(NoSuchRelayProfile):
        delete_relay_profile(district, "tidak ada")


def test_a_profile_with_a_mistake_is_refused_with_its_place(tmp_path: Path) -> None:
    office = make_office(tmp_path / "office", code="7302")
    path = tmp_path / "format.toml"
    path.write_text(shipped_relay_profiles()[0].toml.replace('field = "nik"', 'field = "nikk"'), "utf-8")
    with pytest.raises(DataFileBroken, match=r"columns ke-2\.field"):
        add_relay_profile(office, path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(NotARelayProfile):
        add_relay_profile(office, path)
    office.close()
