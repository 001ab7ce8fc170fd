"""Removable drives found on Linux and ejected."""

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from ucj_desktop.handoff.drive import Drive
from ucj_desktop.handoff.drives import (
    _run,
    eject,
    eject_of_linux,
    removable_drives,
    removable_drives_of_linux,
    step_off,
)
from ucj_desktop.handoff.stick_refusals import StickInUse, StickNotEjectable

ON_LINUX = pytest.mark.skipif("os.name == 'nt'", reason="/sys shows disks as symbolic links")
DRIVE = Drive(Path("/media/KINGSTON"), "/dev/sdb1", "KINGSTON", "vfat", False)


def block(root: Path, disk: str, partition: str, removable: str, bus: str) -> None:
    """A disk with a partition as /sys shows it."""
    real = root / "devices" / bus / disk
    (real / partition).mkdir(parents=True)
    (real / "removable").write_text(removable + "\n")
    (real / partition / "partition").write_text("1\n")
    links = root / "class"
    links.mkdir(exist_ok=True)
    (links / disk).symlink_to(real)
    (links / partition).symlink_to(real / partition)


@ON_LINUX
def test_sticks_are_told_from_fixed_disks(tmp_path: Path) -> None:
    block(tmp_path, "sda", "sda1", "0", "pci0/ata1")
    block(tmp_path, "sdb", "sdb1", "1", "pci0/other")
    block(tmp_path, "sdc", "sdc1", "0", "pci0/usb2/2-1")
    (tmp_path / "mounts").write_text(
        "proc /proc proc rw 0 0\n"
        "/dev/sda1 / ext4 rw 0 0\n"
        "/dev/sdb1 /media/petugas/DATA\\040DESA vfat rw,nosuid 0 0\n"
        "/dev/sdc1 /media/petugas/KINGSTON exfat ro,nosuid 0 0\n"
        "/dev/sdd1 /mnt/gone vfat rw 0 0\n"
        "/dev/short\n"
    )
    assert removable_drives_of_linux(tmp_path / "mounts", tmp_path / "class") == (
        Drive(Path("/media/petugas/DATA DESA"), "/dev/sdb1", "DATA DESA", "vfat", False),
        Drive(Path("/media/petugas/KINGSTON"), "/dev/sdc1", "KINGSTON", "exfat", True),
    )


@ON_LINUX
def test_a_stick_without_partitions_counts_too(tmp_path: Path) -> None:
    block(tmp_path, "sdb", "sdb1", "1", "pci0/usb1")
    (tmp_path / "mounts").write_text("/dev/sdb /media/X vfat rw 0 0\n")
    assert [drive.device for drive in removable_drives_of_linux(tmp_path / "mounts", tmp_path / "class")] == [
        "/dev/sdb"
    ]


@ON_LINUX
def test_the_serial_of_the_usb_device_is_the_sticks(tmp_path: Path) -> None:
    block(tmp_path, "sdb", "sdb1", "0", "pci0/usb1/1-1/host6")
    for name, text in (("idVendor", "0951\n"), ("idProduct", "1642\n"), ("serial", "001CC07C\n")):
        (tmp_path / "devices/pci0/usb1/1-1" / name).write_text(text)
    (tmp_path / "mounts").write_text("/dev/sdb1 /media/X vfat rw 0 0\n")
    [drive] = removable_drives_of_linux(tmp_path / "mounts", tmp_path / "class")
    assert drive.serial == "0951:1642:001CC07C"
    (tmp_path / "devices/pci0/usb1/1-1/serial").unlink()
    [drive] = removable_drives_of_linux(tmp_path / "mounts", tmp_path / "class")
    assert drive.serial == ""


@ON_LINUX
@pytest.mark.parametrize(("size", "shown"), [("0", []), ("123456", ["/dev/sdb1"])])
def test_what_is_plugged_in_and_not_mounted_is_shown_without_a_file_system(
    tmp_path: Path, size: str, shown: list[str]
) -> None:
    block(tmp_path, "sdb", "sdb1", "1", "pci0/usb1")
    block(tmp_path, "sr0", "sr0p1", "1", "pci0/usb2")
    (tmp_path / "class/sdb/size").write_text("999999\n")
    (tmp_path / "class/sdb1/size").write_text(f"{size}\n")
    (tmp_path / "mounts").write_text("")
    found = removable_drives_of_linux(tmp_path / "mounts", tmp_path / "class")
    assert [(one.device, one.file_system) for one in found] == [(one, "") for one in shown]


@ON_LINUX
def test_what_an_encrypted_volume_uses_is_not_shown_as_unreadable(tmp_path: Path) -> None:
    block(tmp_path, "sdb", "sdb1", "1", "pci0/usb1")
    (tmp_path / "class/sdb1/size").write_text("5000\n")
    (tmp_path / "class/sdb1/holders/dm-0").mkdir(parents=True)
    (tmp_path / "mounts").write_text("")
    assert removable_drives_of_linux(tmp_path / "mounts", tmp_path / "class") == ()


def test_where_it_cannot_be_told_there_is_none(tmp_path: Path) -> None:
    assert removable_drives_of_linux(tmp_path / "none", tmp_path) == ()
    assert isinstance(removable_drives(), tuple)


class Commands:
    """Notes the commands and answers with the given exit codes."""

    def __init__(self, *codes: int) -> None:
        self.codes = list(codes)
        self.seen: list[str] = []

    def __call__(self, command: Sequence[str]) -> int:
        self.seen.append(command[1])
        return self.codes.pop(0)


def test_ejecting_unmounts_before_it_powers_off() -> None:
    commands = Commands(0, 1)  # a port that cannot be powered off is no failure
    eject_of_linux(DRIVE, "udisksctl", commands)
    assert commands.seen == ["unmount", "power-off"]


def test_a_stick_in_use_is_not_said_to_be_safe() -> None:
    with pytest.raises(StickInUse, match="KINGSTON"):
        eject_of_linux(DRIVE, "udisksctl", Commands(1))
    with pytest.raises(StickNotEjectable, match="KINGSTON"):
        eject_of_linux(DRIVE, None, Commands())


def test_a_drive_that_does_not_exist_cannot_be_ejected() -> None:
    with pytest.raises((StickInUse, StickNotEjectable)):
        eject(Drive(Path("/nowhere"), "/dev/does-not-exist", "NONE", "vfat", False))


def test_a_command_that_is_not_there_fails_quietly() -> None:
    assert _run(["/nowhere/udisksctl"]) == -1
    assert _run([sys.executable, "-c", ""]) == 0


def test_the_program_does_not_stand_on_the_stick_it_ejects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stick, other = tmp_path / "KINGSTON", tmp_path / "KINGSTON 2"
    (stick / "berkas").mkdir(parents=True)
    other.mkdir()
    monkeypatch.chdir(stick / "berkas")
    step_off(stick)
    assert not Path.cwd().is_relative_to(stick)
    monkeypatch.chdir(other)
    step_off(stick)
    assert Path.cwd() == other
