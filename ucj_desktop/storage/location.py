"""Where a store may lie, and the lock that keeps a second program out of it."""

import os
import re
import sys
from enum import Enum
from pathlib import Path
from typing import IO

from ucj_desktop.domain.errors import ClerkError

# File systems that lose SQLite's locks or its order of writes.
_NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "fuse.sshfs", "davfs", "fuse.davfs2", "fuse.rclone"}
)
STORE_FILE = "store.db"
_SYNCED_FOLDERS = (
    *("onedrive", "dropbox", "google drive", "googledrive", "my drive", "drive saya", "icloud drive", "iclouddrive"),
    *("nextcloud", "owncloud", "mega", "megasync", "pcloud drive", "box sync", "yandex.disk", "synologydrive"),
)
_SYNCED_PLACES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")  # variables in which Windows says where it is
_SYNCED_VOLUMES = ("google drive", "pcloud", "onedrive", "dropbox")  # the label of a drive that is not one

_DISC_FILE_SYSTEMS = frozenset({"iso9660", "udf"})

WINDOWS_REMOVABLE, WINDOWS_REMOTE, WINDOWS_DISC = 2, 4, 5  # GetDriveTypeW
LONGEST_FOLDER = 170  # the longest name inside, of a sealed letter being written, has 78; Windows opens 259


class Place(Enum):
    """On what a folder lies, as far as it matters to a file that is put there."""

    HERE = "here"
    NETWORK = "network"
    DISC = "disc"


class UnsafePlace(ClerkError):
    """The folder lies where a store would be damaged or read by others."""

    code = "TEMPAT-01"

    def __init__(self, kind: str) -> None:
        super().__init__(
            what=f"Data kantor tidak bisa disimpan di {kind}: di sana data mudah rusak.",
            fix="Pilih folder di hard disk komputer ini yang tidak disalin ke tempat lain, misalnya C:\\UCJ.",
        )


class StoreInUse(ClerkError):
    """Another window or command has this store open."""

    code = "TEMPAT-02"

    def __init__(self) -> None:
        super().__init__(
            what="Data kantor ini sedang dibuka oleh UCJ Desktop yang lain.",
            fix="Tutup jendela UCJ Desktop yang lain di komputer ini, lalu coba lagi.",
        )


class StoreFolderNotWritable(ClerkError):
    """The folder cannot be written."""

    code = "TEMPAT-03"

    def __init__(self) -> None:
        super().__init__(
            what="Folder data kantor tidak bisa ditulisi.",
            fix="Pilih folder lain, atau minta izin menulis pada folder itu.",
        )


class PlaceTooDeep(ClerkError):
    """Files inside would have longer paths than many programs on Windows can open."""

    code = "TEMPAT-04"

    def __init__(self) -> None:
        super().__init__(
            what=f"Alamat folder itu terlalu panjang untuk data kantor (paling banyak {LONGEST_FOLDER} huruf).",
            fix="Pilih folder yang lebih dekat ke awal hard disk, misalnya C:\\UCJ.",
        )


def refuse_unsafe_place(folder: Path) -> None:
    """Refuse where a store would be damaged or read by others, following links and mapped drives.

    Raises :class:`UnsafePlace` for a network drive, a removable drive, a disc or a cloud-synced folder, on Windows
    :class:`PlaceTooDeep`.
    """
    if _is_on_another_computer(folder):  # before the path is followed: a computer that is off is waited for
        raise UnsafePlace("jaringan")
    resolved = Path(os.path.realpath(folder))
    if _is_synced(resolved):
        raise UnsafePlace("folder yang disinkronkan ke internet")
    if sys.platform == "win32":
        from ucj_desktop.storage.volumes_windows import kind_of_volume, label_of_volume  # exists on Windows only

        kind = kind_of_volume(resolved)
        if kind == WINDOWS_REMOTE or _is_on_another_computer(resolved):
            raise UnsafePlace("jaringan")
        if kind == WINDOWS_REMOVABLE:
            raise UnsafePlace("flashdisk")
        if kind == WINDOWS_DISC:  # Windows writes to one that it has made "like a USB flash drive"
            raise UnsafePlace("CD atau DVD")
        if label_of_volume(resolved).casefold().startswith(_SYNCED_VOLUMES):
            raise UnsafePlace("folder yang disinkronkan ke internet")
        if len(str(resolved)) > LONGEST_FOLDER:
            raise PlaceTooDeep
    else:
        device, file_system = _mount_of(resolved)
        if file_system in _NETWORK_FILE_SYSTEMS:
            raise UnsafePlace("jaringan")
        if _is_removable(device):
            raise UnsafePlace("flashdisk")


def place_of(folder: Path) -> Place:
    """Whether a folder lies on another computer or on a disc; a server that is off is not waited for."""
    if _is_on_another_computer(folder):
        return Place.NETWORK
    if sys.platform == "win32":
        from ucj_desktop.storage.volumes_windows import kind_of_volume  # exists on Windows only

        kind = kind_of_volume(folder.absolute())
        is_remote, is_disc = kind == WINDOWS_REMOTE, kind == WINDOWS_DISC
    else:
        file_system = _mount_of(folder.absolute())[1]
        is_remote, is_disc = file_system in _NETWORK_FILE_SYSTEMS, file_system in _DISC_FILE_SYSTEMS
    return Place.NETWORK if is_remote else Place.DISC if is_disc else Place.HERE


def _is_synced(folder: Path) -> bool:
    for part in map(str.casefold, folder.parts):
        if any(part == name or part.startswith((f"{name} -", f"{name} (")) for name in _SYNCED_FOLDERS):
            return True
    places = (os.environ.get(name, "") for name in _SYNCED_PLACES)
    return any(place and folder.is_relative_to(os.path.realpath(place)) for place in places)


def _is_on_another_computer(folder: Path) -> bool:
    """A path as ``\\\\server\\share``; ``\\\\?\\C:`` is one of this computer."""
    return folder.drive.startswith("\\\\") and not re.match(r"\\\\[?.]\\[A-Za-z]:", folder.drive)


def _mount_of(path: Path) -> tuple[str, str]:
    """(device, file system) of the mount that holds ``path``, from the kernel's own table."""
    try:
        lines = Path("/proc/self/mounts").read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return "", ""
    best = ("", "", "")
    for line in lines:
        device, mount, file_system = line.split(" ")[:3]
        mount = mount.replace("\\040", " ")
        if path.is_relative_to(mount) and len(mount) >= len(best[0]):
            best = (mount, device, file_system)
    return best[1], best[2]


def _is_removable(device: str) -> bool:
    name = device.removeprefix("/dev/").rstrip("0123456789")
    try:
        return name != "" and Path("/sys/block", name, "removable").read_text().strip() == "1"
    except OSError:
        return False


class StoreLock:
    """Holds ``store.lock`` for as long as the store is open; the system frees it when the process dies."""

    def __init__(self, folder: Path) -> None:
        try:
            self._file: IO[bytes] = open(folder / "store.lock", "a+b")  # noqa: SIM115 - held open on purpose
        except OSError as error:
            raise StoreFolderNotWritable from error
        try:
            if sys.platform == "win32":
                import msvcrt

                self._file.seek(0)
                msvcrt.locking(self._file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(self._file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._file.close()
            raise StoreInUse from error

    def release(self) -> None:
        self._file.close()


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` survive a power cut; Windows needs and offers nothing here."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
