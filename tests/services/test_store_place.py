"""A stick is no place for a store, also when it calls itself a fixed disk."""

from pathlib import Path

import pytest

from ucj_desktop.handoff.drive import Drive
from ucj_desktop.services.store_place import refuse_place, refuse_stick
from ucj_desktop.storage.location import UnsafePlace


def drive(folder: Path) -> Drive:
    return Drive(folder, "E:", "KINGSTON (E:)", "exfat", False)


def test_a_folder_on_a_stick_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnsafePlace) as told:
        refuse_stick(tmp_path / "stick" / "Kantor", [drive(tmp_path / "stick")])
    assert "flashdisk" in told.value.what
    refuse_stick(tmp_path / "disk" / "Kantor", [drive(tmp_path / "stick")])


def test_the_disk_that_the_system_runs_from_is_taken_even_on_usb(tmp_path: Path) -> None:
    refuse_stick(tmp_path, [drive(Path(tmp_path.anchor))])


def test_a_folder_on_the_hard_disk_is_taken(tmp_path: Path) -> None:
    refuse_place(tmp_path)
