"""Sticks and folders as the clerk may choose them: what state each is in, what lies on it, and letting go of one."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from ucj_desktop.domain.parcel import ParcelFamily
from ucj_desktop.domain.people import Action
from ucj_desktop.handoff.drive import Drive
from ucj_desktop.handoff.drives import eject, removable_drives
from ucj_desktop.handoff.stick import SPARE_ROOM, list_stick
from ucj_desktop.handoff.stick_refusals import StickError
from ucj_desktop.services.office import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class Stick:
    """A stick, or a folder that stands for one. ``fix`` is empty where nothing keeps it from being used."""

    folder: Path
    label: str
    sentence: str
    fix: str
    packages: int  # files with the names of ours, by what they are; none was opened
    replies: int  # receipts and answers
    cards: int
    drive: Drive | None  # None: a folder

    @property
    def is_usable(self) -> bool:
        return self.fix == ""


def list_sticks(office: Office) -> list[Stick]:
    """Every stick that is plugged in now. Nothing is written, no file is opened."""
    office.require(Action.LOOK)
    return [_stick(one.folder, one.label, one) for one in removable_drives()]


def look_at_folder(office: Office, folder: Path) -> Stick:
    """A folder as if it were a stick."""
    office.require(Action.LOOK)
    return _stick(folder, folder.name or str(folder), None)


def let_go(stick: Stick) -> str:
    """Eject the stick and say that it may be pulled; a folder needs nothing. Raises StickInUse, StickNotEjectable."""
    if stick.drive is None:
        return f"Berkas tersimpan utuh di folder {stick.label}."
    eject(stick.drive)
    return f"Flashdisk {stick.label} aman dicabut."


def _stick(folder: Path, label: str, drive: Drive | None) -> Stick:
    try:
        found = list_stick(folder)
        free = shutil.disk_usage(folder).free
    except StickError as fault:
        return _told(folder, label, drive, fault.what, fault.fix)
    except OSError:
        return _told(folder, label, drive, f"{label} tidak bisa dibaca.", "Cabut, pasang lagi, lalu tekan Lihat lagi.")
    if drive is not None and drive.read_only:
        return _told(
            folder, label, drive, "Terkunci: hanya bisa dibaca.", "Geser kunci di sisinya, atau pakai flashdisk lain."
        )
    if free < SPARE_ROOM:
        return _told(
            folder,
            label,
            drive,
            "Penuh: ruangnya tidak cukup.",
            "Hapus berkas lain di sana, atau pakai flashdisk lain.",
        )
    families = [one.family for one in found]
    return Stick(
        folder=folder,
        label=label,
        sentence=f"Siap dipakai, ruang kosong {_size(free)}.",
        fix="",
        packages=families.count(ParcelFamily.PACKAGE),
        replies=families.count(ParcelFamily.RECEIPT) + families.count(ParcelFamily.ANSWER),
        cards=families.count(None),
        drive=drive,
    )


def _told(folder: Path, label: str, drive: Drive | None, sentence: str, fix: str) -> Stick:
    return Stick(folder=folder, label=label, sentence=sentence, fix=fix, packages=0, replies=0, cards=0, drive=drive)


def _size(free: int) -> str:
    """Bytes as 3,8 GB or 512 MB."""
    if free >= 1_000_000_000:
        return f"{free / 1_000_000_000:.1f} GB".replace(".", ",")
    return f"{free // 1_000_000} MB"
