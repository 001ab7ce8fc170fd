"""What a read workbook is made of: cells that keep their type, rows, sheets."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Final, NamedTuple

from ucj_desktop.domain.errors import ClerkError


class FormulaError(str):
    """What a cell shows whose formula failed: "#N/A", "#REF!"."""

    __slots__ = ()


class UncountedFormula(FormulaError):
    """A formula without its result: the program that wrote the file has not reckoned it."""

    __slots__ = ()


NOT_COUNTED: Final = UncountedFormula("(rumus belum dihitung)")

Cell = str | float | bool | date | datetime | time | timedelta | FormulaError
"""Text is str, a number is float (also a whole one), a date is date; an empty cell is ""."""


class SheetRow(NamedTuple):
    """One row that is not empty; ``number`` is the sheet's own, from 1, and the first cell is column A."""

    number: int
    hidden: bool
    cells: tuple[Cell, ...]


class Sheet(NamedTuple):
    """One sheet with its rows that are not empty."""

    name: str
    hidden: bool
    rows: list[SheetRow]
    merged_down: tuple[tuple[int, int, int], ...] = ()  # (column from 0, first row, last row) of cells merged downwards


class Workbook(NamedTuple):
    """A file that was read; a csv file is one sheet named after the file."""

    sheets: list[Sheet]


@cache
def column_letter(column: int) -> str:
    """Give the letters of a column counted from 0: 0 -> A, 26 -> AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_address(column: int, row_number: int) -> str:
    """Give the address of a cell as Excel shows it: (2, 7) -> C7."""
    return f"{column_letter(column)}{row_number}"


def cell_text(cell: Cell) -> str:
    """Give what a clerk sees in a cell, without the look: whole numbers without a point, dates dd-mm-yyyy."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "YA" if cell else "TIDAK"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e18 else repr(cell)
    if isinstance(cell, date):  # a datetime, too
        return f"{cell.day:02d}-{cell.month:02d}-{cell.year:04d}"
    return str(cell)


class FileRefused(ClerkError):
    """A file that is not read; each kind of it is a subclass with a code of its own."""

    def __reduce__(self) -> tuple[Callable[..., "FileRefused"], tuple[type["FileRefused"], str, str]]:
        """Let it come over from the reading child."""
        return _raised_again, (type(self), self.what, self.fix)


def _raised_again(kind: type[FileRefused], what: str, fix: str) -> FileRefused:
    refused = kind.__new__(kind)
    ClerkError.__init__(refused, what, fix)
    return refused


class FileNotFound(FileRefused):
    """There is no such file, or it went away."""

    code = "BERKAS-01"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Berkas {name} tidak ditemukan atau tidak bisa dibaca.",
            "Periksa nama dan tempatnya. Bila di flashdisk, pastikan flashdisknya masih terpasang, lalu coba lagi.",
        )


class FileInUse(FileRefused):
    """Another program holds the file, or this account may not read it."""

    code = "BERKAS-13"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Berkas {name} sedang dipakai program lain, atau akun Windows ini tidak boleh membukanya.",
            "Tutup dulu berkas itu di Excel (atau salin ke Dokumen), lalu impor lagi.",
        )


class FileChanged(FileRefused):
    """The file was written to while it was read, so that nobody knows what was read."""

    code = "BERKAS-14"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Berkas {name} berubah selagi dibaca.",
            "Simpan dan tutup dulu di Excel, tunggu sampai selesai disalin, lalu impor lagi.",
        )


class FolderGiven(FileRefused):
    """A folder, where a file is meant."""

    code = "BERKAS-15"

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} adalah folder, bukan berkas.", "Buka foldernya, lalu pilih berkas Excel di dalamnya.")


class KindNotRead(FileRefused):
    """A kind of file that is known and holds no list to read."""

    code = "BERKAS-02"

    def __init__(self, name: str, kind: str, fix: str) -> None:
        super().__init__(f"Berkas {name} adalah {kind}, dan itu tidak bisa diimpor.", fix)


class PasswordProtected(FileRefused):
    """A workbook that opens with a password only."""

    code = "BERKAS-03"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Berkas {name} dikunci dengan kata sandi.",
            "Buka di Excel, hapus kata sandinya (Berkas, Info, Proteksi Buku Kerja), simpan, lalu impor lagi.",
        )


class FileDamaged(FileRefused):
    """A workbook that cannot be read to its end."""

    code = "BERKAS-04"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Berkas {name} rusak atau tidak lengkap.",
            "Buka di Excel, pilih Simpan Sebagai, jenis Buku Kerja Excel (.xlsx), lalu impor berkas yang baru itu.",
        )


class FileTooLarge(FileRefused):
    """A workbook past one of the limits of the gate; ``limit`` says which, in Indonesian."""

    code = "BERKAS-05"

    def __init__(self, name: str, limit: str) -> None:
        super().__init__(
            f"Berkas {name} terlalu besar untuk dibaca dengan aman: {limit}.",
            "Salin hanya baris dan kolom yang berisi data ke buku kerja baru, atau bagi menjadi beberapa berkas.",
        )


class FileSuspicious(FileRefused):
    """A workbook with something inside that no office program writes."""

    code = "BERKAS-06"

    def __init__(self, name: str, what: str) -> None:
        super().__init__(
            f"Berkas {name} ditolak demi keamanan: {what}.",
            "Jangan dipakai. Minta berkas yang baru dari pengirimnya, dibuat langsung dari Excel.",
        )


class ReadingTookTooLong(FileRefused):
    """The reading child was stopped."""

    code = "BERKAS-07"

    def __init__(self, name: str, seconds: int) -> None:
        super().__init__(
            f"Berkas {name} belum selesai dibaca setelah {seconds} detik.",
            "Bagi berkas menjadi beberapa bagian, lalu impor satu per satu.",
        )


class ReaderNotStarted(FileRefused):
    """The reading child did not come up: a part of the program is missing, or something on this computer stopped it."""

    code = "BERKAS-12"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Berkas {name} belum dibaca: bagian UCJ Desktop yang membaca Excel tidak bisa dijalankan.",
            "Ulangi. Bila tetap gagal, periksa apakah antivirus menahan ucj-desktop.exe, atau pasang ulang programnya.",
        )


class FileEmpty(FileRefused):
    """There is no cell with anything in it."""

    code = "BERKAS-08"

    def __init__(self, name: str) -> None:
        super().__init__(f"Berkas {name} kosong.", "Pilih berkas yang berisi daftar pekerja.")


class FileNotWritable(ClerkError):
    """The file could not be written where it was wanted."""

    code = "BERKAS-11"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Berkas {name} tidak bisa ditulis.", "Tutup dulu bila sedang terbuka di Excel, atau pilih folder lain."
        )


class NoRoomForFile(FileNotWritable):
    """The disk or the stick is full."""

    code = "BERKAS-18"

    def __init__(self, name: str) -> None:
        ClerkError.__init__(
            self,
            f"Berkas {name} tidak jadi ditulis: tempat penyimpanannya penuh.",
            "Hapus berkas yang tidak dipakai di sana, atau simpan di tempat lain, lalu ulangi.",
        )


class FolderNotWritable(FileNotWritable):
    """The folder does not take files: it is not there, it is read-only, or this account may not write to it."""

    code = "BERKAS-19"

    def __init__(self, name: str, folder: str, *, is_there: bool) -> None:
        why = "tidak bisa ditulisi oleh akun ini" if is_there else "tidak ada, atau flashdisknya sudah dicabut"
        ClerkError.__init__(
            self,
            f"Berkas {name} tidak jadi ditulis: folder {folder or 'itu'} {why}.",
            "Pilih folder lain, misalnya Dokumen, lalu ulangi.",
        )
