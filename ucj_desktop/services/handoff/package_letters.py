"""Which printed letters travel in a package."""

from functools import partial

from ucj_desktop.crypto.sealing import open_letter
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.handoff.v1 import Letter
from ucj_desktop.reports import REPORTS, Needs
from ucj_desktop.services.office import Office
from ucj_desktop.storage import letter_versions, letters
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.letters import Letter as PrintedLetter


class PrintedLetterGone(ClerkError):
    """The sealed copy of a printed letter is not in the archive: a backup brings the store back, not the archive."""

    code = "KIRIM-04"

    def __init__(self, title: str) -> None:
        super().__init__(
            what=f"Salinan surat “{title}” tidak ada dalam arsip kantor ini, jadi paket belum dibuat.",
            fix="Cetak surat itu sekali lagi di halaman Surat, lalu buat paketnya lagi.",
        )


def letters_to_pack(office: Office, connection: Connection, minutes_ids: set[str]) -> list[Letter]:
    """The newest print of each letter of these minutes, out of the sealed archive; each village's statement is one.

    Of a letter that was signed electronically the signed version travels, also where the same revision was printed
    again since. One person's certificate is that person's.
    """
    versions = [one for one in letter_versions.every(connection) if (office.archive / one.sha256).is_file()]
    signed = {one.letter_id: one.sha256 for one in versions}  # the newest one stays
    chosen: dict[tuple[str, str, str], PrintedLetter] = {}
    for one in letters.every(connection):  # the newest first
        if one.minutes_id not in minutes_ids or REPORTS[one.report].needs is not Needs.MINUTES:
            continue
        newest = chosen.setdefault((one.minutes_id, one.report, one.title), one)
        if newest.letter_id not in signed and one.letter_id in signed and one.revision == newest.revision:
            chosen[one.minutes_id, one.report, one.title] = one
    found = [(one.title, signed.get(one.letter_id, one.sha256)) for one in chosen.values()]
    for title, name in found:
        if not (office.archive / name).is_file():
            raise PrintedLetterGone(title)
    return [Letter(name, partial(_open_letter, office, name)) for _, name in found]


def _open_letter(office: Office, name: str) -> bytes:
    return open_letter(office.unlocked.data_key, name, (office.archive / name).read_bytes())
