"""The prefix of the trial has e: as a stick, f: as a CD and g: as a network drive."""

import os
from pathlib import Path

import pytest

from ucj_desktop.domain.people import OfficeKind
from ucj_desktop.handoff.drive import Drive
from ucj_desktop.handoff.drives import eject, removable_drives
from ucj_desktop.handoff.stick import take_from_stick, write_to_stick
from ucj_desktop.handoff.stick_refusals import StickNotEjectable
from ucj_desktop.services.office import create_office
from ucj_desktop.storage.location import UnsafePlace, refuse_unsafe_place

PACKAGE = "UCJ-730201-0099.ucj"


def test_only_the_stick_is_listed() -> None:
    found = {drive.device: drive for drive in removable_drives()}
    assert "E:" in found
    assert not found.keys() & {"C:", "D:", "F:", "G:", "Z:"}
    assert found["E:"].folder == Path("E:/")


def test_a_package_goes_onto_the_stick_and_comes_from_it(tmp_path: Path) -> None:
    content = os.urandom(1_234_567)
    (tmp_path / PACKAGE).write_bytes(content)
    there = write_to_stick(tmp_path / PACKAGE, Path("E:/"))
    try:
        assert there.read_bytes() == content
        (tmp_path / "inbox").mkdir()
        assert take_from_stick(there, tmp_path / "inbox").read_bytes() == content
    finally:
        there.unlink()


def test_a_stick_is_locked_and_flushed_before_it_is_called_safe() -> None:
    eject(next(drive for drive in removable_drives() if drive.device == "E:"))


def test_a_drive_that_is_not_there_cannot_be_ejected() -> None:
    with pytest.raises(StickNotEjectable) as told:
        eject(Drive(Path("Q:/"), "Q:", "KINGSTON (Q:)", "FAT32", False))
    assert "sudah tersimpan" in told.value.what


@pytest.mark.parametrize(
    ("folder", "why"),
    [
        *(("E:/Kantor", "flashdisk"), ("e:/kantor", "flashdisk"), ("F:/Kantor", "CD atau DVD")),
        *(("G:/Kantor", "jaringan"), ("G:/", "jaringan")),
    ],
)
def test_a_store_on_a_stick_a_disc_or_a_mapped_drive_is_refused(folder: str, why: str) -> None:
    with pytest.raises(UnsafePlace) as told:
        refuse_unsafe_place(Path(folder))
    assert why in told.value.what


def test_nothing_is_written_to_the_stick_before_it_is_refused() -> None:
    with pytest.raises(UnsafePlace):
        create_office(Path("E:/Kantor"), kind=OfficeKind.SUB_DISTRICT, code="73.02.01", admin="Andi", password="x" * 20)
    assert not Path("E:/Kantor").exists()
