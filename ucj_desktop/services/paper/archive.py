"""The archive of letters: a folder of sealed PDFs, each named by its hash, none ever overwritten."""

import contextlib
from pathlib import Path

from ucj_desktop.crypto.files import replace_file, replace_patiently
from ucj_desktop.crypto.sealing import open_letter, seal_letter
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action
from ucj_desktop.services.office import Office


class PaperNotWritten(ClerkError):
    """The PDF could not be written where the clerk asked."""

    code = "CETAK-12"

    def __init__(self, name: str) -> None:
        super().__init__(
            what=f"PDF tidak bisa ditulis ke {name}.",
            fix="Tutup berkas itu bila sedang dibuka, atau pilih folder lain, lalu cetak lagi.",
        )


class LetterNotThere(ClerkError):
    """The letter is not in the register, or its sealed copy is gone."""

    code = "CETAK-14"

    def __init__(self) -> None:
        super().__init__(
            what="Surat itu tidak ada dalam arsip.",
            fix="Cetak lagi dari berita acaranya, atau pulihkan arsip dari cadangan.",
        )


def write_pdf(out: Path, content: bytes) -> None:
    """Write a PDF where the clerk asked, whole or not at all. Raises PaperNotWritten."""
    part = out.with_name(f"{out.name}.sebagian")
    try:
        part.write_bytes(content)
        replace_patiently(part, out)
    except OSError as fault:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise PaperNotWritten(out.name) from fault


def keep_sealed(office: Office, content: bytes) -> str:
    """Keep a PDF in the archive; returns its SHA-256 in hex, under which it lies. Raises PaperNotWritten."""
    office.require(Action.PRINT)
    name, sealed = seal_letter(office.unlocked.data_key, content)
    path = office.archive / name
    if path.exists():
        return name
    try:
        path.parent.mkdir(exist_ok=True)
        replace_file(path, sealed)
    except OSError as fault:
        raise PaperNotWritten(path.parent.name) from fault
    return name


def open_sealed(office: Office, sha256: str) -> bytes:
    """The PDF that lies under this hash. Raises LetterNotThere, LetterDamaged."""
    office.require(Action.PRINT)
    try:
        sealed = (office.archive / sha256).read_bytes()
    except OSError as fault:
        raise LetterNotThere from fault
    return open_letter(office.unlocked.data_key, sha256, sealed)
