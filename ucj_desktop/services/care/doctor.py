"""Doctor: one line each on store, journal, verdicts, origins, backups, disk, clock and fonts."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Final

from ucj_desktop.domain.frozen import minutes_digest
from ucj_desktop.domain.minutes import Minutes
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.verdict import Ruling
from ucj_desktop.reference.paths import resources_folder
from ucj_desktop.services.care.back_up import list_backups
from ucj_desktop.services.checkpoints import verified_journal
from ucj_desktop.services.collect.withdraw_rulings import is_withdrawn_by_its_account
from ucj_desktop.services.office import Office
from ucj_desktop.services.room import WARN_BELOW
from ucj_desktop.services.rounds.signed_minutes import faults_of_minutes
from ucj_desktop.services.rounds.signed_rulings import is_signed_by_its_account, keys_by_account
from ucj_desktop.storage import accounts, backup, hands, journal, journal_chain, minutes, rulings, workers
from ucj_desktop.storage.database import Connection, StoreDamaged
from ucj_desktop.storage.journal_chain import Verification

RECENT_ROWS = 1_000  # of the journal, looked at on every start
OLD_BACKUP = timedelta(days=7)
FONTS = ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf")


@dataclass(frozen=True, slots=True)
class HealthLine:
    """One thing that was looked at; ``what`` and ``fix`` are Indonesian sentences, ``fix`` empty when all is well."""

    name: str
    ok: bool
    what: str
    fix: str = ""


_STORE_SOUND = HealthLine("store", True, "Berkas data kantor utuh.")
_STORE_BROKEN = HealthLine(
    "store", False, "Berkas data kantor rusak.", "Jangan hapus apa pun; pulihkan cadangan terakhir."
)


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


def look_at_start(office: Office) -> list[HealthLine]:
    """What is not well, of the looks that are quick enough for every start; empty when all is well."""
    looks = (_quick_store, _recent_journal, _clock, _disk)
    return [line for line in (look(office) for look in looks) if not line.ok]


def _quick_store(office: Office) -> HealthLine:
    with office.database.reading() as connection:
        sound = connection.exec_driver_sql("PRAGMA quick_check").scalar_one()
    return _STORE_SOUND if sound == "ok" else _STORE_BROKEN


def _recent_journal(office: Office) -> HealthLine:
    with office.database.reading() as connection:
        return _journal_line(journal_chain.verify(connection, last=RECENT_ROWS))


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
    return _STORE_BROKEN if broken or sound != "ok" else _STORE_SOUND


def _journal(office: Office) -> HealthLine:
    with office.database.reading() as connection:
        return _journal_line(verified_journal(office, connection))


def _journal_line(found: Verification) -> HealthLine:
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
        taken_back = rulings.withdrawals(connection)
        names = {one.worker.worker_id: one.worker.full_name for one in workers.by_ids(connection, _workers_of(given))}
    forged = [(row, one) for row, one in enumerate(given, start=1) if not is_signed_by_its_account(one, keys)]
    if forged:
        row, first = forged[0]
        who = names.get(first.worker_id, "pekerja yang tidak ada di data")
        return HealthLine(
            "verdicts",
            False,
            f"{len(forged)} hasil verifikasi tidak bertanda tangan sah; yang pertama milik {who}"
            f" (baris {row}, {first.ruling_id}).",
            "Verifikasi ulang pekerjanya dan laporkan ke kepala kantor.",
        )
    if not all(is_withdrawn_by_its_account(one, keys) for one in taken_back):
        return HealthLine(
            "verdicts",
            False,
            "Pembatalan hasil verifikasi tidak bertanda tangan sah.",
            "Verifikasi ulang pekerjanya dan laporkan ke kepala kantor.",
        )
    return HealthLine("verdicts", True, f"{len(given)} hasil verifikasi dan validasi bertanda tangan sah.")


def _workers_of(given: Sequence[Ruling]) -> list[str]:
    return list(dict.fromkeys(one.worker_id for one in given))


def _origins(office: Office) -> HealthLine:
    """Four eyes rest on who entered a worker; the journal knows it, whatever a row says."""
    with office.database.reading() as connection:
        strange = hands.of_another_origin(connection)
        first = workers.get(connection, strange[0]) if strange else None
    if first is None:
        return HealthLine("origins", True, "Siapa yang memasukkan setiap pekerja sama dengan jurnal.")
    return HealthLine(
        "origins",
        False,
        f"{len(strange)} pekerja tidak dimasukkan oleh akun yang tercatat padanya; yang pertama"
        f" {first.worker.full_name} ({strange[0]}).",
        "Jangan validasi pekerja itu; laporkan ke kepala kantor.",
    )


def _minutes(office: Office) -> HealthLine:
    with office.database.reading() as connection:
        known = minutes.every(connection)
        faults = faults_of_minutes(connection, known) or _changed_minutes(connection, known)
    if faults:
        return HealthLine("minutes", False, faults[0], "Jangan cetak atau kirim; laporkan ke kepala kantor.")
    return HealthLine("minutes", True, f"{len(known)} penutupan berita acara bertanda tangan sah.")


def _changed_minutes(connection: Connection, known: Sequence[Minutes]) -> list[str]:
    """A sentence for each revision that no longer gives the digest its closing signed."""
    whole = (minutes.get(connection, one.minutes_id, one.revision) for one in known)
    return [
        f"Isi berita acara register {one.register}-{one.revision} tidak sama dengan saat ditutup."
        for one in whole
        if one is not None and minutes_digest(one) != one.digest
    ]


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


def _room(size: int) -> str:
    """Bytes as the stick cards show them: 3,8 GB or 512 MB."""
    if size >= 1_000_000_000:
        return f"{size / 1_000_000_000:.1f} GB".replace(".", ",")
    return f"{size // 1_000_000} MB"


def _disk(office: Office) -> HealthLine:
    free = shutil.disk_usage(office.folder).free
    words = f"Sisa ruang hard disk {_room(free)}."
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
        "origins": _origins,
        "minutes": _minutes,
        "backups": _backups,
        "disk": _disk,
        "clock": _clock,
        "fonts": _fonts,
    }
)
