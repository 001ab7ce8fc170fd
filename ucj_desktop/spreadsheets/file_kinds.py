"""What kind of file this is, told by its content and never by its ending."""

import zipfile
import zlib
from enum import Enum, auto
from pathlib import Path
from typing import Final

from ucj_desktop.spreadsheets.cells import (
    FileDamaged,
    FileEmpty,
    FileInUse,
    FileNotFound,
    FileTooLarge,
    FolderGiven,
    KindNotRead,
    PasswordProtected,
)
from ucj_desktop.spreadsheets.compound_file import MAGIC, CompoundFile
from ucj_desktop.spreadsheets.zip_gate import MAX_FILE_BYTES

_SAVE_AS = (
    "Buka di Excel atau LibreOffice, pilih Simpan Sebagai, jenis Buku Kerja Excel (.xlsx), lalu impor yang baru itu."
)
_COPY_TABLE = "Salin tabelnya ke Excel, simpan sebagai .xlsx, lalu impor."
_ASK_FOR_EXCEL = "Minta berkas Excel-nya kepada pengirim, atau ketik datanya di Entri."
_UNPACK = "Buka arsipnya, keluarkan berkas Excel di dalamnya, lalu impor itu."
_HEAD: Final = 8192


class FileKind(Enum):
    """The kinds that are read."""

    WORKBOOK = auto()  # .xlsx, .xlsm, .xltx: a zip with xl/workbook.xml
    BINARY_WORKBOOK = auto()  # .xlsb: a zip with xl/workbook.bin
    OLD_WORKBOOK = auto()  # .xls of Excel 95 to 2003: a compound file
    OPEN_DOCUMENT = auto()  # .ods: a zip with content.xml
    XML_WORKBOOK = auto()  # Excel 2003 in XML, often named .xls
    WEB_TABLE = auto()  # a table of HTML, often named .xls
    DELIMITED = auto()  # .csv, .txt, .tsv: lines of text


def tell_kind(path: Path) -> FileKind:
    """Tell the kinds that are read apart; every other kind is refused by its name and with the way out."""
    head = _head(path)
    if path.name.startswith("~$") and len(head) < _HEAD:
        fix = f"Pilih {path.name[2:]}, bukan berkas yang namanya diawali ~$."
        raise KindNotRead(path.name, "penanda sementara bahwa Excel sedang membuka sebuah berkas", fix)
    if not head:
        raise FileEmpty(path.name)
    if head.startswith(MAGIC):
        return _kind_of_compound_file(path)
    if head.startswith(b"PK"):
        return _kind_of_zip(path)
    return _kind_of_text(path.name, head)


def _head(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise FolderGiven(path.name)
        if path.stat().st_size > MAX_FILE_BYTES:
            raise FileTooLarge(path.name, f"lebih dari {MAX_FILE_BYTES // 2**20} MB")
        with path.open("rb") as file:
            return file.read(_HEAD)
    except PermissionError:
        raise FileInUse(path.name) from None
    except (OSError, ValueError):
        raise FileNotFound(path.name) from None


def _kind_of_compound_file(path: Path) -> FileKind:
    try:
        names = {name.lower() for name in CompoundFile(path).names}
    except OSError:
        raise FileNotFound(path.name) from None
    if "encryptedpackage" in names:  # a locked .xlsx is such a file too
        raise PasswordProtected(path.name)
    if not names.isdisjoint({"workbook", "book"}):
        return FileKind.OLD_WORKBOOK
    if "worddocument" in names:
        raise KindNotRead(path.name, "dokumen Word", _COPY_TABLE)
    if "powerpoint document" in names:
        raise KindNotRead(path.name, "tayangan PowerPoint", _ASK_FOR_EXCEL)
    raise KindNotRead(path.name, "berkas Office yang bukan buku kerja Excel", _SAVE_AS)


def _kind_of_zip(path: Path) -> FileKind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            told = archive.read("mimetype")[:100] if "mimetype" in names and "content.xml" in names else b""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, zlib.error):
        raise FileDamaged(path.name) from None
    if "xl/workbook.xml" in names:
        return FileKind.WORKBOOK
    if "xl/workbook.bin" in names:
        return FileKind.BINARY_WORKBOOK
    if b"spreadsheet" in told:
        return FileKind.OPEN_DOCUMENT
    if any(name.startswith("word/") for name in names) or b"opendocument.text" in told:
        raise KindNotRead(path.name, "dokumen Word", _COPY_TABLE)
    if any(name.startswith("ppt/") for name in names):
        raise KindNotRead(path.name, "tayangan PowerPoint", _ASK_FOR_EXCEL)
    if any(name.startswith("xl/") for name in names):
        raise FileDamaged(path.name)
    if any(name.startswith("Index/") for name in names):
        raise KindNotRead(path.name, "lembar kerja Apple Numbers", _SAVE_AS)
    raise KindNotRead(path.name, "arsip zip", _UNPACK)


_SIGNATURES: Final = (
    (b"%PDF", "PDF", "Minta berkas Excel-nya kepada pengirim; PDF tidak bisa diimpor."),
    (b"\xff\xd8\xff", "foto", _ASK_FOR_EXCEL),
    (b"\x89PNG", "gambar", _ASK_FOR_EXCEL),
    (b"GIF8", "gambar", _ASK_FOR_EXCEL),
    (b"BM", "gambar", _ASK_FOR_EXCEL),
    (b"II*\x00", "gambar hasil pindai", _ASK_FOR_EXCEL),
    (b"MM\x00*", "gambar hasil pindai", _ASK_FOR_EXCEL),
    (b"{\\rtf", "dokumen RTF", _COPY_TABLE),
    (b"UCJPKT1\n", "paket kiriman UCJ", "Paket diterima lewat menu Terima, bukan lewat Impor."),
    (b"Rar!", "arsip rar", _UNPACK),
    (b"7z\xbc\xaf", "arsip 7z", _UNPACK),
    (b"SQLite format 3", "basis data SQLite", "Minta berkas Excel atau csv-nya kepada pengirim."),
    (b"\x00\x01\x00\x00Standard ", "basis data Access", "Buka di Access, ekspor tabelnya ke Excel, lalu impor itu."),
    (b"MIME-Version:", "halaman web satu berkas (.mht)", _SAVE_AS),
    (b'{"', "berkas JSON", "Minta berkas Excel atau csv-nya kepada pengirim."),
)
_PHOTO_MARKS: Final = (b"ftypheic", b"ftypheix", b"ftypmif1", b"WEBP")
_PAGE_STARTS: Final = (
    "<!doctype html",
    "<html",
    "<table",
    "<style",
    "<head",
    "<div",
    "<meta",
    "<body",
    "<center",
    "<h",
)


def _kind_of_text(name: str, head: bytes) -> FileKind:
    for signature, kind, fix in _SIGNATURES:
        if head.startswith(signature) and (signature != b"BM" or b"\x00" in head[:16]):
            raise KindNotRead(name, kind, fix)
    if any(mark in head[:16] for mark in _PHOTO_MARKS):
        raise KindNotRead(name, "foto", _ASK_FOR_EXCEL)
    is_wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))  # UTF-16, as Excel's "Teks Unicode"
    text = head.decode("utf-16" if is_wide else "utf-8-sig", "replace").lstrip().lower()
    while text.startswith("<!--"):
        text = text.partition("-->")[2].lstrip()
    if text.startswith(("<?xml", "<workbook", "<ss:workbook")) and "office:spreadsheet" in text:
        return FileKind.XML_WORKBOOK
    if text.startswith(_PAGE_STARTS) or (text.startswith(("<?xml", "<!doctype")) and "<html" in text):
        if "frameset" in text:
            raise KindNotRead(name, "halaman web dari beberapa berkas", _SAVE_AS)
        return FileKind.WEB_TABLE
    if text.startswith(("<?xml", "<!doctype")):
        raise KindNotRead(name, "berkas XML yang bukan buku kerja Excel", _SAVE_AS)
    if not is_wide and (b"\x00" in head or sum(byte < 9 or 13 < byte < 32 for byte in head) > len(head) // 100):
        raise KindNotRead(
            name, "berkas biner, bukan tabel", "Pilih berkas Excel (.xlsx) atau csv yang berisi daftar pekerja."
        )
    return FileKind.DELIMITED
