"""Doctor: one line each on store, journal, verdicts, backups, disk, clock and fonts."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Final

from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.reference.paths import resources_folder
from ucj_desktop.services.care.back_up import list_backups
from ucj_desktop.services.checkpoints import verified_journal
from ucj_desktop.services.office import Office
from ucj_desktop.services.room import WARN_BELOW
from ucj_desktop.services.rounds.signed_rulings import is_signed_by_its_account, keys_by_account
from ucj_desktop.storage import accounts, backup, journal, rulings
from ucj_desktop.storage.database import StoreDamaged

OLD_BACKUP = timedelta(days=7)
FONTS = ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf")


@dataclass(frozen=True, slots=True)
class HealthLine:
    """One thing that was looked at; ``what`` and ``fix`` are Indonesian sentences, ``fix`` empty when all is well."""

    name: str
    ok: bool
    what: str
    fix: str = ""


def examine(office: Office, progress: Progress = SILENT) -> list[HealthLine]:
    """Look at everything, in a few seconds; never changes anything."""
    office.require(Action.CHECK)
    lines = []
    for number, (name, look) in enumerate(_LOOKS.items(), start=1):
        try:
            lines.append(look(office))
        except StoreDamaged as damage:  # the other lines are wanted all the more
            lines.append(HealthLine(name, False, damage.what, damage.fix))
        progress.step(number, len(_LOOKS), "Memeriksa kesehatan data")
    return lines


def _store(office: Office) -> HealthLine:
    bare = office.database.raw()
    try:
        cursor = bare.cursor()
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # else the check below gives false alarms
        cursor.fetchall()
        broken = cursor.execute("PRAGMA cipher_integrity_check").fetchall()
        sound = cursor.execute("PRAGMA quick_check").fetchone()[0]
    finally:
        bare.close()
    if broken or sound != "ok":
        return HealthLine(
            "store", False, "Berkas data kantor rusak.", "Jangan hapus apa pun; pulihkan cadangan terakhir."
        )
    return HealthLine("store", True, "Berkas data kantor utuh.")


def _journal(office: Office) -> HealthLine:
    with office.database.reading() as connection:
        found = verified_journal(office, connection)
    if found.first_bad is None:
        return HealthLine("journal", True, f"Jurnal utuh: {found.rows} baris.")
    n, kind = found.first_bad
    return HealthLine(
        "journal", False, f"Jurnal rusak di baris {n}: {kind}.", "Simpan cadangan ini dan laporkan ke kepala kantor."
    )


def _rulings(office: Office) -> HealthLine:
    with office.database.reading() as connection:
        keys = keys_by_account(accounts.every(connection))
        given = rulings.every(connection)
    forged = [one for one in given if not is_signed_by_its_account(one, keys)]
    if forged:
        return HealthLine(
            "verdicts",
            False,
            f"{len(forged)} hasil verifikasi tidak bertanda tangan sah; yang pertama {forged[0].ruling_id}.",
            "Verifikasi ulang pekerjanya dan laporkan ke kepala kantor.",
        )
    return HealthLine("verdicts", True, f"{len(given)} hasil verifikasi dan validasi bertanda tangan sah.")


def _backups(office: Office) -> HealthLine:
    newest = next(iter(list_backups(office)), None)
    if newest is None:
        return HealthLine("backups", False, "Belum ada cadangan.", "Buat cadangan sekarang.")
    age = office.clock() - datetime.fromisoformat(newest.made_at)
    words = f"Cadangan terakhir {newest.name}, {newest.counts['workers']} pekerja."
    if age > OLD_BACKUP:
        return HealthLine("backups", False, f"{words} Umurnya {age.days} hari.", "Buat cadangan baru ke flashdisk.")
    try:
        backup.verify(newest, office.unlocked.data_key)
    except backup.BackupDamaged as damage:
        return HealthLine("backups", False, damage.what, "Buat cadangan baru sekarang; yang rusak jangan dipakai.")
    return HealthLine("backups", True, words)


def _disk(office: Office) -> HealthLine:
    free = shutil.disk_usage(office.folder).free
    words = f"Sisa ruang hard disk {free // (1024 * 1024)} MB."
    if free < WARN_BELOW:
        return HealthLine("disk", False, words, "Kosongkan hard disk; di bawah 200 MB impor dan ekspor ditolak.")
    return HealthLine("disk", True, words)


def _clock(office: Office) -> HealthLine:
    with office.database.reading() as connection:
        newest = next(iter(journal.rows(connection, limit=1)), None)
    now = office.clock().astimezone(UTC)
    if newest is not None and datetime.fromisoformat(newest.at) > now:
        return HealthLine(
            "clock",
            False,
            "Jam komputer mundur dari catatan terakhir di jurnal.",
            "Betulkan tanggal dan jam komputer sebelum bekerja.",
        )
    return HealthLine("clock", True, "Jam komputer tidak mundur dari jurnal.")


def _fonts(office: Office) -> HealthLine:
    missing = [name for name in FONTS if not (resources_folder() / "fonts" / name).is_file()]
    if missing:
        return HealthLine("fonts", False, f"Huruf untuk surat hilang: {', '.join(missing)}.", "Pasang ulang program.")
    return HealthLine("fonts", True, "Huruf untuk surat lengkap.")


_LOOKS: Final[Mapping[str, Callable[[Office], HealthLine]]] = MappingProxyType(
    {
        "store": _store,
        "journal": _journal,
        "verdicts": _rulings,
        "backups": _backups,
        "disk": _disk,
        "clock": _clock,
        "fonts": _fonts,
    }
)
