"""Four eyes or one person: what holds in this office, chosen knowingly where there are several accounts."""

from typing import Final

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action
from ucj_desktop.services.office import Office
from ucj_desktop.services.preferences import Preferences
from ucj_desktop.storage import settings
from ucj_desktop.storage.journal import Entry

CHOSEN: Final = "office.eyes_chosen"
SHORTEST_REASON: Final = 10  # letters: "ya" and "ok" are none
_NAME: Final = "one_person_reason"


class ReasonMissing(ClerkError):
    """That one person does it all is declared with a reason somebody else can understand."""

    code = "MATA-01"

    def __init__(self) -> None:
        super().__init__(
            what="Alasan kantor ini bekerja dengan satu petugas belum ditulis.",
            fix=f"Tulis alasannya, paling sedikit {SHORTEST_REASON} huruf, misalnya: petugas lain pindah tugas.",
        )


class SingleAccount(ClerkError):
    """There is nothing to choose while a single account is in use."""

    code = "MATA-02"

    def __init__(self) -> None:
        super().__init__(
            what="Kantor ini hanya punya satu akun aktif, jadi memang kantor satu petugas.",
            fix="Buat akun kedua lebih dulu; sejak itu empat mata berlaku dengan sendirinya.",
        )


def choose_one_person(office: Office, reason: str) -> Change:
    """Declare that one person verifies and validates although there are several accounts.

    It is said on the first page, at each validation and in the minutes. Raises SingleAccount, ReasonMissing.
    """
    office.require(Action.CHOOSE_EYES)
    stated = " ".join(reason.split())
    if office.one_person:
        raise SingleAccount
    if len(stated) < SHORTEST_REASON:
        raise ReasonMissing
    return _choose(office, stated)


def choose_four_eyes(office: Office) -> Change:
    """Whoever entered or verified a worker does not validate him or her; with a single account nothing changes yet."""
    office.require(Action.CHOOSE_EYES)
    return _choose(office, "")


def _choose(office: Office, reason: str) -> Change:
    before = office.preferences.one_person_reason
    if reason == before:
        return Change(Touched.NOTHING, "Tidak ada yang berubah.")
    with office.database.writing() as connection:
        settings.put(connection, {_NAME: reason or None})
        facts = {"one_person": [int(bool(before)), int(bool(reason))]}
        office.log(connection, Entry(action=CHOSEN, facts=facts, changes={"why": (before, reason)}))
        preferences = Preferences.from_settings(settings.every(connection))
    office.preferences = preferences
    told = words_of_eyes(office).strip()
    return Change(Touched.EVERYTHING, f"{told} Halaman dan tombol tiap akun mengikutinya sejak ia masuk berikutnya.")


def words_of_eyes(office: Office, *, changed: bool = True) -> str:
    """What the accounts and the office's choice now mean for verdicts and roles, to be added to a sentence; empty
    where it is as before.
    """
    if not changed:
        return ""
    if office.one_person:
        return (
            " Kantor ini sekarang punya satu akun: akun itu boleh melakukan semua hal, juga memvalidasi yang"
            " diverifikasinya sendiri, dan berita acara menyebutkannya."
        )
    if office.judges_alone:
        return (
            " Kantor ini punya lebih dari satu akun tetapi ditetapkan sebagai kantor satu petugas: verifikator, kepala,"
            " dan pengelola boleh memverifikasi dan memvalidasi pekerja yang sama, dan berita acara menyebutkannya."
        )
    return (
        " Kantor ini sekarang punya lebih dari satu akun: tiap akun hanya melakukan yang menjadi perannya, dan yang"
        " memasukkan atau memverifikasi tidak bisa memvalidasi (empat mata)."
    )
