"""What can be wrong with a stick, each with its sentence."""

import errno
from pathlib import Path

from ucj_desktop.domain.errors import ClerkError

_LOCKED = {errno.EROFS, errno.EACCES, errno.EPERM}
_GONE = {errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.EIO, errno.ENOTDIR, errno.ESTALE, errno.ENOTCONN} | {
    # Linux only: no medium, remote I/O error, shut down
    getattr(errno, name)
    for name in ("ENOMEDIUM", "EREMOTEIO", "ESHUTDOWN")
    if hasattr(errno, name)
}


class StickError(ClerkError):
    """Anything that keeps a file from coming safely onto or from a stick."""

    code = "USB-00"


class StickGone(StickError):
    """The folder or device is not there, or went away while it was used."""

    code = "USB-01"

    def __init__(self, drive: str) -> None:
        super().__init__(
            what=f"Flashdisk {drive} tidak ada, atau tercabut sebelum selesai; berkas di dalamnya belum aman dipakai.",
            fix="Pasang lagi flashdisknya, tunggu sampai terbaca, lalu ulangi.",
        )


class StickNotWritable(StickError):
    """Read-only by its lock, by its file system, or by its permissions."""

    code = "USB-02"

    def __init__(self, drive: str) -> None:
        super().__init__(
            what=f"Flashdisk {drive} tidak bisa ditulisi.",
            fix="Geser kunci di sisi flashdisk, atau pakai flashdisk lain, lalu ulangi.",
        )


class StickFull(StickError):
    """Not enough room; ``needed`` in bytes."""

    code = "USB-03"

    def __init__(self, drive: str, needed: int) -> None:
        super().__init__(
            what=f"Ruang di flashdisk {drive} tidak cukup; perlu sedikitnya {-(-needed // 1_000_000)} MB.",
            fix="Hapus berkas yang tidak dipakai di flashdisk itu, atau pakai flashdisk lain.",
        )


class StickUnsound(StickError):
    """What was read back is not what was written (``lied``), or the stick itself says that it cannot be read."""

    code = "USB-04"

    def __init__(self, drive: str, *, lied: bool = False) -> None:
        self.lied = lied
        super().__init__(
            what=f"Flashdisk {drive} tidak menyimpan berkas dengan benar (rusak, atau kapasitasnya palsu).",
            fix="Jangan pakai flashdisk ini. Ulangi dengan flashdisk lain.",
        )


class StickFailed(StickError):
    """The operating system refused for another reason."""

    code = "USB-05"

    def __init__(self, drive: str) -> None:
        super().__init__(
            what=f"Flashdisk {drive} tidak bisa dipakai.",
            fix="Cabut dan pasang lagi. Bila tetap gagal, pakai flashdisk lain.",
        )


class StickInUse(StickError):
    """It could not be ejected because something holds it open."""

    code = "USB-06"

    def __init__(self, drive: str) -> None:
        super().__init__(
            what=f"Flashdisk {drive} masih dipakai program lain, belum bisa dikeluarkan. Berkasnya sudah tersimpan.",
            fix="Tutup jendela atau program yang membuka flashdisk itu, lalu tekan Keluarkan lagi.",
        )


class StickNotEjectable(StickError):
    """This computer has no way for us to eject it."""

    code = "USB-07"

    def __init__(self, drive: str) -> None:
        super().__init__(
            what=f"Flashdisk {drive} tidak bisa dikeluarkan dari sini. Berkasnya sudah tersimpan.",
            fix="Keluarkan lewat pengelola berkas komputer ini, baru cabut.",
        )


class FileNameRefused(StickError):
    """A name that not every file system takes."""

    code = "USB-08"

    def __init__(self, name: str) -> None:
        super().__init__(
            what=f"Nama berkas {name} tidak cocok untuk flashdisk.",
            fix="Pakai huruf A-Z, angka, dan tanda hubung saja, paling banyak 40 huruf.",
        )


class FileTooLarge(StickError):
    """A file on the stick is larger than any we take."""

    code = "USB-09"

    def __init__(self, name: str) -> None:
        super().__init__(
            what=f"Berkas {name} terlalu besar untuk sebuah kiriman UCJ.",
            fix="Pastikan berkasnya benar, lalu minta pengirim mengekspor ulang.",
        )


class StickFileOpen(StickError):
    """The file that would be replaced is open in another program, which Windows does not allow."""

    code = "USB-10"

    def __init__(self, name: str) -> None:
        super().__init__(
            what=f"Berkas {name} di flashdisk sedang dibuka program lain, jadi belum bisa diganti.",
            fix="Tutup program yang membukanya, lalu ulangi.",
        )


class SourceGone(StickError):
    """The file on the hard disk that should be brought to the stick is not there, or cannot be read."""

    code = "USB-11"

    def __init__(self, name: str) -> None:
        super().__init__(
            what=f"Berkas {name} di komputer ini tidak ada lagi atau tidak bisa dibaca.",
            fix="Kirim Semua, dari awal: paket baru dibuat dan dihitung ulang oleh kabupaten.",
        )


# What Windows says, where its own translation to errno calls all of 19 to 36 "no permission".
_FULL_ON_WINDOWS = {39, 112}  # ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL
_LOCKED_ON_WINDOWS = {5, 19}  # ERROR_ACCESS_DENIED, ERROR_WRITE_PROTECT
_WORN_ON_WINDOWS = {23, 25, 27, 1392, 1393}  # ERROR_CRC, SEEK, SECTOR_NOT_FOUND, FILE_CORRUPT, DISK_CORRUPT
# BAD_UNIT, NOT_READY, WRITE_FAULT, READ_FAULT, GEN_FAILURE, WRONG_DISK, DEV_NOT_EXIST, NO_SUCH_DEVICE, FILE_INVALID,
# NO_MEDIA_IN_DRIVE, IO_DEVICE, DEVICE_NOT_CONNECTED
_GONE_ON_WINDOWS = {20, 21, 29, 30, 31, 34, 55, 433, 1006, 1112, 1117, 1167}


def named_fault(fault: OSError, folder: Path, needed: int = 0) -> StickError:
    """The refusal that says what the operating system's error means for the clerk."""
    drive = str(folder)
    windows = getattr(fault, "winerror", None) or 0
    if windows in _FULL_ON_WINDOWS or fault.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return StickFull(drive, needed)
    if windows in _WORN_ON_WINDOWS:
        return StickUnsound(drive)
    if windows in _GONE_ON_WINDOWS or fault.errno in _GONE:
        return StickGone(drive)
    if windows in _LOCKED_ON_WINDOWS or (not windows and fault.errno in _LOCKED):
        return StickNotWritable(drive)
    return StickFailed(drive)
