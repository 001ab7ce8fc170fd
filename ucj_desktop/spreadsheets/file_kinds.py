"""What kind of file this is, told by its content and never by its ending."""

import zipfile
from enum import Enum, auto
from pathlib import Path

from ucj_desktop.spreadsheets.cells import FileDamaged, FileEmpty, FileNotFound, KindNotRead, PasswordProtected

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = (
    "Buka di Excel atau LibreOffice, pilih Simpan Sebagai, jenis Buku Kerja Excel (.xlsx), lalu impor yang baru itu."
)
_HEAD = 8192


class FileKind(Enum):
    """The kinds that are read."""

    WORKBOOK = auto()  # .xlsx or .xlsm: a zip with xl/workbook.xml
    DELIMITED = auto()  # .csv, .txt, .tsv: lines of text


def tell_kind(path: Path) -> FileKind:
    """Tell a workbook from a text file; every other kind is refused by its name and with the way out."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
            if head.startswith(_OLE2):
                _refuse_ole2(path)
    except OSError:
        raise FileNotFound(path.name) from None
    if not head:
        raise FileEmpty(path.name)
    if head.startswith(b"PK"):
        _only_workbooks(path)
        return FileKind.WORKBOOK
    _only_tables_of_text(path.name, head)
    return FileKind.DELIMITED


def _refuse_ole2(path: Path) -> None:
    # The directory of an OLE2 file holds its stream names in UTF-16; a locked .xlsx is such a file too.
    content = path.read_bytes()[: 64 * 1024 * 1024]
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise PasswordProtected(path.name)
    raise KindNotRead(path.name, "buku kerja Excel lama (.xls)", _SAVE_AS)


def _only_workbooks(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "xl/workbook.xml" in names:
                return
            is_open_document = "mimetype" in names and "content.xml" in names
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError):
        raise FileDamaged(path.name) from None
    if "xl/workbook.bin" in names:
        raise KindNotRead(path.name, "buku kerja Excel biner (.xlsb)", _SAVE_AS)
    if is_open_document:
        raise KindNotRead(path.name, "lembar kerja OpenDocument (.ods)", _SAVE_AS)
    if any(name.startswith("word/") for name in names):
        raise KindNotRead(path.name, "dokumen Word", "Salin tabelnya ke Excel, simpan sebagai .xlsx, lalu impor.")
    if any(name.startswith("xl/") for name in names):
        raise FileDamaged(path.name)
    raise KindNotRead(path.name, "arsip zip", "Buka arsipnya, keluarkan berkas Excel di dalamnya, lalu impor itu.")


_SIGNATURES = (
    (b"%PDF", "PDF", "Minta berkas Excel-nya kepada pengirim; PDF tidak bisa diimpor."),
    (b"\xff\xd8\xff", "foto", "Ketik datanya di Entri, atau minta berkas Excel-nya."),
    (b"\x89PNG", "gambar", "Ketik datanya di Entri, atau minta berkas Excel-nya."),
    (b"{\\rtf", "dokumen RTF", "Salin tabelnya ke Excel, simpan sebagai .xlsx, lalu impor."),
    (b"UCJPKT1\n", "paket kiriman UCJ", "Paket diterima lewat menu Terima, bukan lewat Impor."),
    (b"Rar!", "arsip rar", "Buka arsipnya, keluarkan berkas Excel di dalamnya, lalu impor itu."),
    (b"7z\xbc\xaf", "arsip 7z", "Buka arsipnya, keluarkan berkas Excel di dalamnya, lalu impor itu."),
    (b"SQLite format 3", "basis data SQLite", "Minta berkas Excel atau csv-nya kepada pengirim."),
)


def _only_tables_of_text(name: str, head: bytes) -> None:
    for signature, kind, fix in _SIGNATURES:
        if head.startswith(signature):
            raise KindNotRead(name, kind, fix)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype", b"<html", b"<table", b"<?xml", b"<style", b"<head", b"<div")):
        raise KindNotRead(name, "halaman web (HTML atau XML) yang diberi nama Excel", _SAVE_AS)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return  # UTF-16, as Excel's "Teks Unicode"
    if b"\x00" in head or sum(byte < 9 or 13 < byte < 32 for byte in head) > len(head) // 100:
        raise KindNotRead(
            name, "berkas biner, bukan tabel", "Pilih berkas Excel (.xlsx) atau csv yang berisi daftar pekerja."
        )
