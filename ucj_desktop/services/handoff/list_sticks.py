"""Sticks and folders as the clerk may choose them: what state each is in, what lies on it, and letting go of one."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from ucj_desktop.domain.parcel import ParcelFamily
from ucj_desktop.domain.people import Action
from ucj_desktop.handoff.drive import Drive
from ucj_desktop.handoff.drives import eject, removable_drives
from ucj_desktop.handoff.stick import SPARE_ROOM, StickFile, count_leftovers, list_stick
from ucj_desktop.handoff.stick_refusals import StickError
from ucj_desktop.services.office import Office
from ucj_desktop.storage import sticks
from ucj_desktop.storage.location import Place, place_of
from ucj_desktop.storage.sticks import StickRecord

# What a Windows computer reads; its own names and those of Linux.
_READ_EVERYWHERE = {"vfat", "msdos", "fat", "fat12", "fat16", "fat32", "exfat", "ntfs", "ntfs3", "fuseblk"}
_OF_DISCS = {"iso9660", "udf", "cdfs"}


class StickState(Enum):
    """What keeps a stick from being used, or what is to be known before it is."""

    READY = "ready"
    FOLDER = "folder"
    NETWORK = "network"  # may be used; where it lies is said
    WORN = "worn"  # may be used; it failed before
    STRANGE = "strange"  # may be used; Windows cannot read it
    LOCKED = "locked"
    FULL = "full"
    DISC = "disc"
    UNREADABLE = "unreadable"  # not formatted, encrypted or damaged
    UNSOUND = "unsound"  # gave back something else than was written
    GONE = "gone"

    @property
    def blocks(self) -> bool:
        """Whether nothing can be written there."""
        return self not in _USABLE

    @property
    def is_sound(self) -> bool:
        """Whether nothing speaks against it, so that it may be chosen without asking."""
        return self in {StickState.READY, StickState.FOLDER}


_USABLE = {StickState.READY, StickState.FOLDER, StickState.NETWORK, StickState.WORN, StickState.STRANGE}
_TOLD: Mapping[StickState, tuple[str, str]] = {
    StickState.NETWORK: (
        "Folder di jaringan, bukan flashdisk. Isinya tersegel.",
        "Pastikan kabupaten bisa membuka folder itu.",
    ),
    StickState.LOCKED: ("Terkunci: hanya bisa dibaca.", "Geser kunci di sisinya, atau pakai flashdisk lain."),
    StickState.FULL: ("Penuh: ruangnya tidak cukup.", "Hapus berkas lain di sana, atau pakai flashdisk lain."),
    StickState.DISC: ("CD atau DVD: tidak bisa ditulisi dari sini.", "Pakai flashdisk."),
    StickState.UNREADABLE: (
        "Tidak bisa dibaca: belum diformat, terkunci sandi, atau rusak.",
        "Pakai flashdisk lain. Jangan diformat bila masih ada isinya.",
    ),
    StickState.UNSOUND: (
        "Pernah mengembalikan isi yang berbeda: rusak, atau kapasitasnya palsu.",
        "Jangan dipakai lagi. Pakai flashdisk lain.",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stick:
    """A stick, or a folder that stands for one; ``fix`` is empty where there is nothing to do."""

    folder: Path
    label: str
    state: StickState
    sentence: str
    fix: str = ""
    packages: int = 0  # files with the names of ours, by what they are; none was opened
    replies: int = 0  # receipts and answers
    cards: int = 0
    writes: int = 0  # files that this office brought whole to it
    last_good_at: str = ""  # ISO 8601, UTC
    drive: Drive | None  # None: a folder

    @property
    def is_usable(self) -> bool:
        return not self.state.blocks


def list_sticks(office: Office) -> list[Stick]:
    """Every stick that is plugged in now. Nothing is written, no file is opened."""
    office.require(Action.LOOK)
    found = removable_drives()
    known = _known(office) if found else {}
    return [_stick(one.folder, one.label, one, record=known.get(one.serial)) for one in found]


def look_at_folder(office: Office, folder: Path) -> Stick:
    """A folder as if it were a stick; one on a stick has the stick's state."""
    office.require(Action.LOOK)
    drive = drive_of(folder)
    record = _known(office).get(drive.serial) if drive else None
    return _stick(folder, folder.name or str(folder), drive, record=record, place=place_of(folder))


def drive_of(folder: Path) -> Drive | None:
    """The stick that a folder lies on; None where it lies on none."""
    return next((one for one in removable_drives() if folder.is_relative_to(one.folder)), None)


def let_go(stick: Stick) -> str:
    """Eject the stick and say that it may be pulled; a folder needs nothing. Raises StickInUse, StickNotEjectable."""
    if stick.drive is None:
        return f"Berkas tersimpan utuh di folder {stick.label}."
    eject(stick.drive)
    return f"Flashdisk {stick.drive.label} aman dicabut."


def _known(office: Office) -> Mapping[str, StickRecord]:
    with office.database.reading() as connection:
        return {serial: one for serial, one in sticks.every(connection).items() if serial}


def _stick(
    folder: Path,
    label: str,
    drive: Drive | None,
    *,
    record: StickRecord | None = None,
    place: Place = Place.HERE,
) -> Stick:
    try:
        found = list_stick(folder)
        leftovers = count_leftovers(folder)
        free = shutil.disk_usage(folder).free
    except StickError as fault:
        if drive is not None and not drive.file_system:
            return _told(folder, label, drive, StickState.UNREADABLE, *_TOLD[StickState.UNREADABLE])
        return _told(folder, label, drive, StickState.GONE, fault.what, fault.fix)
    except OSError:
        said = f"{label} tidak bisa dibaca.", "Cabut, lalu pasang lagi dan tunggu sampai terbaca."
        return _told(folder, label, drive, StickState.GONE, *said)
    state = _state(drive, place, free, record)
    sentence, fix = _words(state, free, drive, record)
    if leftovers and not state.blocks:
        sentence += " Sisa tulisan yang terputus di sana dibersihkan."
    return _holding(_told(folder, label, drive, state, sentence, fix), found, record)


def _state(drive: Drive | None, place: Place, free: int, record: StickRecord | None) -> StickState:
    """The first that holds, the worst first."""
    system = drive.file_system.casefold() if drive else ""
    is_fine = StickState.READY if drive else StickState.FOLDER
    cases = (
        (place is Place.DISC or system in _OF_DISCS, StickState.DISC),
        (drive is not None and drive.read_only, StickState.LOCKED),
        (record is not None and record.lies > 0, StickState.UNSOUND),
        (free < SPARE_ROOM, StickState.FULL),
        (record is not None and record.failures > 0, StickState.WORN),
        (place is Place.NETWORK, StickState.NETWORK),
        (system != "" and system not in _READ_EVERYWHERE, StickState.STRANGE),
    )
    return next((state for holds, state in cases if holds), is_fine)


def _words(state: StickState, free: int, drive: Drive | None, record: StickRecord | None) -> tuple[str, str]:
    if state is StickState.WORN and record is not None:
        return f"Flashdisk ini pernah gagal {record.failures} kali.", "Sebaiknya pakai yang lain."
    if state is StickState.STRANGE and drive is not None:
        return (
            f"Format {drive.file_system}: tidak terbaca di komputer Windows.",
            "Pakai flashdisk berformat FAT32 atau exFAT.",
        )
    return _TOLD.get(state, (f"Siap dipakai, ruang kosong {_size(free)}.", ""))


def _told(folder: Path, label: str, drive: Drive | None, state: StickState, sentence: str, fix: str) -> Stick:
    return Stick(folder=folder, label=label, state=state, sentence=sentence, fix=fix, drive=drive)


def _holding(stick: Stick, found: tuple[StickFile, ...], record: StickRecord | None) -> Stick:
    families = [one.family for one in found]
    return replace(
        stick,
        packages=families.count(ParcelFamily.PACKAGE),
        replies=sum(families.count(one) for one in ParcelFamily if one is not ParcelFamily.PACKAGE),
        cards=families.count(None),
        writes=record.writes if record else 0,
        last_good_at=record.last_good_at if record else "",
    )


def _size(free: int) -> str:
    """Bytes as 3,8 GB or 512 MB."""
    if free >= 1_000_000_000:
        return f"{free / 1_000_000_000:.1f} GB".replace(".", ",")
    return f"{free // 1_000_000} MB"
