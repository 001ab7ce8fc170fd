"""The district's inbox: listed without trust, looked into, received, answered, and counted."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from tests.district_day import UJUNG_BULU, send_package
from tests.offices import make_office
from tests.working_day import whole_store
from ucj_desktop.domain.change import Touched
from ucj_desktop.services.district.answer_office import answer_office
from ucj_desktop.services.district.list_inbox import list_inbox, offices_that_wait, packages_taken_in
from ucj_desktop.services.district.recap import RecapBy, recap
from ucj_desktop.services.district.receive_chosen import receive_chosen
from ucj_desktop.services.district.rehearse import rehearse
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.export_tables import export_tables
from ucj_desktop.services.paper.gather_facts import Asked


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Office]:
    office = make_office(tmp_path / "district", code="7302")
    yield office
    office.close()


@pytest.fixture
def stick(tmp_path: Path, district: Office) -> Path:
    """Eight people of Gantarang in a package, of whom two have moved away."""
    folder = tmp_path / "stick"
    folder.mkdir()
    send_package(district, tmp_path / "gantarang", folder, count=8)
    return folder


def _spoiled(stick: Path) -> Path:
    """A package whose last byte was changed."""
    content = bytearray((stick / "UCJ-730201-0001.ucj").read_bytes())
    content[-1] ^= 1
    path = stick / "UCJ-730203-0001.ucj"
    path.write_bytes(content)
    return path


def _files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_listing_says_what_a_package_claims_and_writes_nothing(district: Office, stick: Path) -> None:
    on_stick, in_store = _files(stick), whole_store(district)
    (found,) = list_inbox(district, stick)
    assert (found.claimed_name, found.workers, found.fault) == ("Kecamatan Gantarang", 8, None)
    assert found.claimed is not None
    assert found.claimed.seq == 1
    assert _files(stick) == on_stick
    assert whole_store(district) == in_store


def test_a_file_that_is_no_package_is_listed_with_its_sentence(district: Office, stick: Path) -> None:
    (stick / "UCJ-730204-0001.ucj").write_bytes(b"bukan paket")
    other = next(one for one in list_inbox(district, stick) if one.claimed is None)
    assert other.fault is not None
    assert other.fault.what


def test_a_dry_run_counts_what_receiving_then_does(district: Office, stick: Path) -> None:
    paths = [one.path for one in list_inbox(district, stick)]
    before = whole_store(district)
    dry = rehearse(district, paths)
    assert whole_store(district) == before
    assert not list(stick.glob("*.ucjr"))
    real, change = receive_chosen(district, paths)
    assert dry[0].received is not None
    assert real[0].received is not None
    assert dry[0].received.counts == real[0].received.counts
    assert real[0].received.receipt is not None
    assert real[0].received.receipt.is_file()
    assert Touched.WORKERS in change.touched
    (taken,) = packages_taken_in(district)
    assert (taken.office_name, taken.sequence, taken.counts["new"]) == ("Kecamatan Gantarang", 1, 8)


def test_a_spoiled_package_is_held_and_the_sound_one_beside_it_is_taken(district: Office, stick: Path) -> None:
    spoiled = _spoiled(stick)
    arrived, _ = receive_chosen(district, [one.path for one in list_inbox(district, stick)])
    by_path = {one.path: one for one in arrived}
    assert by_path[spoiled].received is None
    assert by_path[spoiled].held is not None
    assert sum(one.received is not None for one in arrived) == 1


def test_the_same_package_again_changes_nothing(district: Office, stick: Path) -> None:
    paths = [one.path for one in list_inbox(district, stick)]
    receive_chosen(district, paths)
    again, change = receive_chosen(district, paths)
    assert again[0].received is not None
    assert again[0].received.again
    assert change.touched is Touched.NOTHING
    assert len(packages_taken_in(district)) == 1


def test_an_office_waits_until_it_is_answered(district: Office, stick: Path) -> None:
    assert offices_that_wait(district) == []
    receive_chosen(district, [one.path for one in list_inbox(district, stick)])
    (waiting,) = offices_that_wait(district)
    assert (waiting.office_code, waiting.accepted, waiting.returned) == ("730201", 6, 0)
    answer_office(district, "730201", stick)
    assert offices_that_wait(district) == []


def test_the_recap_workbook_bears_the_total_and_the_equation(district: Office, stick: Path, tmp_path: Path) -> None:
    send_package(district, tmp_path / "ujung-bulu", stick, code=UJUNG_BULU, count=4)
    receive_chosen(district, [one.path for one in list_inbox(district, stick)])
    made = export_tables(district, Asked(report="REKAP-UCJ", recap_by="kecamatan"), tmp_path / "rekap.xlsx")
    told = recap(district, RecapBy.SUB_DISTRICT)
    assert told.balances
    book = openpyxl.load_workbook(tmp_path / "rekap.xlsx")
    assert (made.sheets, book.sheetnames) == (2, ["Per kecamatan", "Persamaan"])
    rows = [[cell for cell in row if cell not in (None, "")] for row in book.worksheets[0].iter_rows(values_only=True)]
    assert [f"{told.equation}."] in rows
    assert [1, "Gantarang", 8, 6, 2, 0, 8, 0, 0, 0] in rows
    assert ["JUMLAH", 12, 9, 3, 0, 12, 0, 0, 0] in rows
