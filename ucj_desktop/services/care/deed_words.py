"""What each kind of deed is called, who may take it back, and what is done instead where nobody may."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from ucj_desktop.domain.fields import BY_CODE
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.domain.verdict import VERDICT_LABELS, Verdict
from ucj_desktop.services.office import Office
from ucj_desktop.storage import imports, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Row


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of deed: ``words`` with {who} (a worker, or how many), {place}, {file}; ``page`` shows what it did."""

    words: str
    needs: Action
    page: str


# By the action that names the deed; of several in one deed the first here does.
KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "import.committed": Kind("impor {file}", Action.UNDO_IMPORT, "import"),
        "fix.made": Kind("perbaiki {who} sekaligus", Action.CORRECT, "findings"),
        "fix.undone": Kind("batalkan perbaikan {who}", Action.CORRECT, "findings"),
        "outside_list.undone": Kind("batalkan pencocokan daftar luar", Action.UNDO_IMPORT, "import"),
        "pair.decided": Kind("putuskan pasangan kembar {who}", Action.SETTLE_DUPLICATES, "duplicates"),
        "pair.reopened": Kind("tanyakan lagi pasangan {who}", Action.SETTLE_DUPLICATES, "duplicates"),
        "worker.restored": Kind("pisahkan {who}", Action.SETTLE_DUPLICATES, "duplicates"),
        "worker.keying_chosen": Kind("pilih ketikan {who}", Action.CORRECT, "verification"),
        "worker.outside_decided": Kind("putuskan beda dengan daftar luar: {who}", Action.CORRECT, "import"),
        "candidate.stepped_in": Kind("pengganti masuk: {who}", Action.OPEN_ROUND, "verification"),
        "candidate.added": Kind("tambah pengganti {who}", Action.OPEN_ROUND, "verification"),
        "candidate.moved": Kind("pindahkan urutan pengganti {who}", Action.OPEN_ROUND, "verification"),
        "candidate.removed": Kind("keluarkan pengganti {who}", Action.OPEN_ROUND, "verification"),
        "worker.validated": Kind("hasil validasi {who}{verdict}", Action.VALIDATE, "verification"),
        "worker.verified": Kind("hasil verifikasi {who}{verdict}", Action.VERIFY, "verification"),
        "worker.objected": Kind("keberatan tentang {who}", Action.VALIDATE, "verification"),
        "warning.confirmed": Kind("benarkan peringatan {who}", Action.CONFIRM_WARNING, "findings"),
        "worker.entered": Kind("masukkan {who}", Action.ENTER, "workers"),
        "worker.corrected": Kind("ubah {fields} {who}", Action.CORRECT, "workers"),
        "round.closed": Kind("tutup putaran {place}", Action.OPEN_ROUND, "verification"),
        "round.changed": Kind("ubah putaran {place}", Action.OPEN_ROUND, "verification"),
        "round.opened": Kind("buka putaran {place}", Action.OPEN_ROUND, "verification"),
        "meeting.started": Kind("mulai rapat validasi {place}", Action.VALIDATE, "verification"),
        "meeting.attendance": Kind("ubah daftar hadir rapat {place}", Action.VALIDATE, "verification"),
        "meeting.ended": Kind("akhiri rapat validasi {place}", Action.VALIDATE, "verification"),
        "calendar.day_set": Kind("ubah kalender kantor", Action.CHANGE_SETTINGS, "settings"),
        "calendar.joint_leave": Kind("ubah cuti bersama", Action.CHANGE_SETTINGS, "settings"),
        "settings.coverage": Kind("ubah angka cakupan UCJ", Action.SET_COVERAGE, "recap"),
        "settings.budget": Kind("ubah kuota dan anggaran", Action.SET_BUDGET, "budget"),
        "settings.changed": Kind("ubah pengaturan", Action.CHANGE_SETTINGS, "settings"),
        "office.eyes_chosen": Kind("tetapkan empat mata atau satu petugas", Action.CHOOSE_EYES, "settings"),
        "subject.requested": Kind("catat permintaan atas data pribadi", Action.SERVE_SUBJECT, "history"),
        "subject.answered": Kind("jawab permintaan atas data pribadi", Action.SERVE_SUBJECT, "history"),
        "import_profile.saved": Kind("simpan format impor", Action.IMPORT, "import"),
        "import_profile.deleted": Kind("hapus format impor", Action.IMPORT, "import"),
    }
)
# Rows that stand in such a deed beside the one that names it.
BESIDE = frozenset(
    {
        "worker.imported", "worker.import_changed", "worker.merged", "worker.joined", "worker.parted",
        "worker.taken_in", "worker.undone", "worker.redone", "deed.undone", "deed.redone", "import.undone",
        "import.redone", "fix.redone", "worker.outside_undone", "warning.confirmed",
    }
)  # fmt: skip
# What was looked at, printed or copied: nothing to take back, and no obstacle before what was done earlier.
SILENT = (
    "letter.", "list.", "backup.made", "card.written", "card.printed", "attachment.shown", "account.certified",
    "office.created", "store.migrated", "worker.shown", "journal.", "subject.record_printed", "stick.",
    "receipt.printed",
)  # fmt: skip
# What stays done, by how its actions begin, and what there is instead; the last is for all else.
INSTEAD: Sequence[tuple[str, str, str]] = (
    ("minutes.closed", "Berita acara yang ditutup tidak dibatalkan.", "Minta kepala membukanya kembali dengan alasan."),
    ("minutes.", "Pembukaan berita acara tidak dibatalkan.", "Tutup lagi berita acaranya; itu menjadi revisi berikut."),
    ("package.", "Paket yang sudah dibuat tidak dibatalkan.", "Perbaiki datanya, lalu buat paket perbaikan."),
    ("answer.", "Balasan yang sudah dibuat atau dibaca tidak dibatalkan.", "Perbaiki datanya, lalu kirim lagi."),
    ("receipt.code_typed", "Kode tanda terima yang sudah diketik tidak dibatalkan.", "Tidak ada yang perlu dilakukan."),
    ("receipt.", "Tanda terima yang sudah dibaca tidak dibatalkan.", "Tidak ada yang perlu dilakukan."),
    ("relay.results_taken", "Hasil dari BPJS yang sudah dicatat tidak dibatalkan.",
     "Tanyakan kepada BPJS; kecamatan memperbaiki yang ditolak lewat balasan."),
    ("relay_profile.", "Format kiriman BPJS tidak dibatalkan dari sini.", "Masukkan format yang benar di BPJS."),
    ("relay.", "Kiriman ke BPJS tidak dibatalkan dari sini.", "Tarik kembali di halaman BPJS, bagian Kiriman."),
    ("account.", "Perubahan akun tidak dibatalkan dari sini.", "Ubah akunnya di Pengaturan, bagian Akun."),
    ("recovery_code.", "Kode pemulihan yang diganti tidak berlaku lagi.", "Buat kode baru di Pengaturan, bagian Akun."),
    ("card.revoked", "Kartu yang dicabut tidak berlaku lagi.",
     "Minta kantor itu mengganti kuncinya, lalu sematkan kartunya yang baru."),
    ("card.renewed", "Kunci lama tidak dipakai lagi.", "Ganti kunci sekali lagi bila perlu, di Kartu kantor."),
    ("card.", "Penyematan kartu tidak dibatalkan dari sini.", "Sematkan kartu yang benar di Kirim, bagian Kartu."),
    ("attachment.added", "Lampiran tidak dibatalkan dari sini.", "Buka pekerjanya, lalu hapus lampirannya."),
    ("attachment.removed", "Gambar yang dihapus tidak disimpan lagi.", "Lampirkan lagi dari kertas aslinya."),
    ("outside_list.", "Daftar luar tidak dibatalkan dari sini.",
     "Batalkan daftarnya di Impor, Daftar luar (di baris perintah: match undo)."),
    ("sample.", "Sampel yang sudah diambil tetap ada.", "Ambil sampel baru bila perlu."),
    ("worker.keyed_again", "Ketikan ulang tidak dibatalkan.", "Putuskan bedanya di Verifikasi, Ketik ulang."),
    ("worker.erased", "Data yang sudah dihapus tidak kembali.", "Masukkan lagi pekerjanya bila memang diperlukan."),
    ("", "Ini tidak bisa dibatalkan.", "Perbaiki langsung di halamannya, atau pulihkan cadangan."),
)  # fmt: skip


def is_silent(rows: Sequence[Row]) -> bool:
    return all(row.action.startswith(SILENT) for row in rows)


def kind_of(rows: Sequence[Row]) -> Kind | None:
    """What kind of deed these rows tell; None: one that is not taken back."""
    told = {row.action for row in rows}
    if told - BESIDE - KINDS.keys():
        return None
    return next((kind for action, kind in KINDS.items() if action in told), None)


def instead_of(rows: Sequence[Row]) -> tuple[str, str]:
    """(why it stays done, what to do instead)."""
    told = [row.action for row in rows if row.action not in BESIDE and row.action not in KINDS]
    for begins, what, fix in INSTEAD:
        if any(one.startswith(begins) for one in told):
            return what, fix
    return INSTEAD[-1][1:]


def words_of(office: Office, connection: Connection, rows: Sequence[Row], kind: Kind) -> str:
    """What was done, as it follows "Batalkan: "; ``rows`` are all of the deed or its newest."""
    main = [row for row in rows if KINDS.get(row.action) is kind]
    people = list(dict.fromkeys(row.subject for row in main if row.action.startswith(("worker.", "warning."))))
    counted = next((int(row.facts["workers"]) for row in main if "workers" in row.facts), len(people))
    if main and main[0].action.startswith("pair."):
        who = " dan ".join(name_of(connection, one, rows) for one in (main[0].subject, str(main[0].facts["other"])))
    elif len(people) == 1:
        who = name_of(connection, people[0], main)
    elif main and main[0].action.startswith("candidate."):
        who = name_of(connection, main[0].subject, main)
    else:
        who = f"{thousands(counted)} pekerja"
    return kind.words.format(
        who=who,
        place=office.printed(str(main[0].facts.get("village", ""))) if main else "",
        file=_file(connection, main),
        fields=_fields(main),
        verdict=_verdict(main),
    )


def name_of(connection: Connection, worker_id: str, rows: Sequence[Row]) -> str:
    """A worker's name, also of one who was taken out again."""
    record = workers.get(connection, worker_id)
    if record is not None:
        return record.worker.full_name or "pekerja tanpa nama"
    told = (one for row in rows if row.subject == worker_id for one in (row.changes or {}).get("full_name", ()))
    return next((str(one) for one in told if one), "seorang pekerja")


def _file(connection: Connection, rows: Sequence[Row]) -> str:
    batch = imports.get(connection, rows[0].subject) if rows else None
    return batch.file_name if batch is not None else ""


def _fields(rows: Sequence[Row]) -> str:
    fields = [BY_CODE[one].label for one in (rows[0].fields if rows else ()) if one in BY_CODE]
    return fields[0] if len(fields) == 1 else "data"


def _verdict(rows: Sequence[Row]) -> str:
    told = rows[0].facts.get("verdict") if len(rows) == 1 else None
    return f": {VERDICT_LABELS[Verdict(told[1])]}" if isinstance(told, list) and told[1] else ""
