"""A row of the journal in words: what was done, and each value from what to what."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from ucj_desktop.domain.attachment import ATTACHMENT_LABELS, AttachmentKind
from ucj_desktop.domain.dates import short_date
from ucj_desktop.domain.fields import BY_CODE, Kind, masked
from ucj_desktop.domain.parcel import OUTCOME_LABELS, Outcome
from ucj_desktop.domain.quota import Duty, TeamMember, team_in_words
from ucj_desktop.domain.stage import STAGE_LABELS, Stage
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.domain.verdict import VERDICT_LABELS, Verdict
from ucj_desktop.services.care.deed_words import BESIDE
from ucj_desktop.services.care.letter_labels import DOCUMENTS, label_of
from ucj_desktop.services.office import Office
from ucj_desktop.storage.deeds import REDONE, UNDONE
from ucj_desktop.storage.journal import Row

_BASES = "legal_bases."  # that a document cites: legal_bases.<document>; of the office itself: legal_bases.own
_WORDS = "words."  # of a sentence of a letter: words.<document>.<sentence>

ACTION_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "office.created": "Kantor dibuat",
        "account.certified": "Kunci akun disahkan kantor",
        "account.added": "Akun baru dibuat",
        "account.reset": "Akun diberi kata sandi dan peran baru",
        "account.disabled": "Akun dinonaktifkan",
        "account.eyes_changed": "Empat mata berubah karena jumlah akun",
        "office.eyes_chosen": "Empat mata atau satu petugas ditetapkan",
        "account.password_changed": "Kata sandi diganti",
        "account.recovered": "Akun dipulihkan dengan kode pemulihan",
        "recovery_code.renewed": "Kode pemulihan diganti",
        "settings.changed": "Pengaturan diubah",
        "number.given": "Nomor surat dicatat",
        "number.voided": "Nomor surat dibatalkan",
        "settings.coverage": "Angka cakupan UCJ diubah",
        "settings.budget": "Kuota dan anggaran diubah",
        "assignment.sent": "Penugasan untuk sebuah kecamatan dibuat",
        "assignment.taken": "Penugasan kabupaten dibaca",
        "laptop.lent": "Laptop dibawa ke rapat",
        "laptop.taken": "Hasil dari laptop rapat diterima",
        "laptop.settled": "Data kantor dipertahankan, bukan yang dari laptop",
        "laptop.lost": "Laptop dicatat tidak kembali",
        "laptop.found": "Laptop yang dicatat hilang ternyata kembali",
        "budget.decided": "Penetapan anggaran dibuat",
        "budget.decree": "SK sebuah penetapan anggaran dicatat",
        "worker.entered": "Pekerja dimasukkan",
        "worker.corrected": "Data pekerja diperbaiki",
        "worker.imported": "Pekerja masuk dari berkas",
        "worker.import_changed": "Data pekerja dilengkapi dari berkas",
        "worker.import_undone": "Kembali seperti sebelum impor, karena impornya dibatalkan",
        "worker.verified": "Hasil verifikasi dicatat",
        "worker.validated": "Hasil validasi dicatat",
        "worker.frozen": "Masuk berita acara",
        "worker.unfrozen": "Keluar dari berita acara yang dibuka kembali",
        "worker.merged": "Digabung dengan data orang yang sama",
        "worker.joined": "Data lain dari orang yang sama digabungkan ke sini",
        "worker.parted": "Dipisahkan kembali dari data yang digabungkan",
        "worker.restored": "Muncul kembali, karena gabungannya dibatalkan",
        "worker.taken_in": "Masuk putaran verifikasi desanya",
        "worker.undone": "Kembali seperti semula, karena dibatalkan",
        "worker.redone": "Diubah lagi, karena yang dibatalkan diulang",
        "deed.undone": "Dibatalkan",
        "deed.redone": "Yang dibatalkan diulang",
        "import.redone": "Impor yang dibatalkan diulang",
        "fix.redone": "Perbaikan sekaligus yang dibatalkan diulang",
        "worker.sent": "Dikirim ke kabupaten",
        "worker.received": "Diterima dari kecamatan",
        "worker.answered": "Balasan kabupaten dicatat",
        "worker.withdrawn": "Ditarik oleh kecamatan",
        "worker.withheld": "Ditarik oleh kecamatan, tetapi tetap di daftar kabupaten",
        "worker.relayed": "Dikirim ke BPJS",
        "worker.relay_taken_back": "Tidak jadi dikirim ke BPJS",
        "worker.relay_answered": "Hasil dari BPJS dicatat",
        "relay.exported": "Daftar untuk BPJS dibuat",
        "relay.taken_back": "Kiriman ke BPJS ditarik kembali",
        "relay.results_taken": "Hasil dari BPJS dibaca",
        "relay_profile.saved": "Format kiriman BPJS disimpan",
        "relay_profile.deleted": "Format kiriman BPJS dihapus",
        "worker.outside_matched": "Ditemukan dalam daftar luar",
        "worker.outside_undone": "Pencocokan dengan daftar luar dibatalkan",
        "worker.outside_decided": "Perbedaan dengan daftar luar diputuskan",
        "worker.keyed_again": "Diketik ulang untuk sampel",
        "worker.keying_chosen": "Perbedaan ketikan diputuskan",
        "sample.drawn": "Sampel untuk diketik ulang diambil",
        "outside_list.matched": "Daftar luar dicocokkan",
        "outside_list.undone": "Pencocokan daftar luar dibatalkan",
        "fix.made": "Banyak pekerja diperbaiki sekaligus",
        "fix.undone": "Perbaikan sekaligus dibatalkan",
        "warning.confirmed": "Peringatan dibenarkan",
        "attachment.added": "Foto atau pindaian dokumen dilampirkan",
        "attachment.shown": "Lampiran dibuka",
        "attachment.saved": "Lampiran disalin ke berkas di luar program",
        "attachment.removed": "Lampiran dihapus",
        "pair.decided": "Pasangan data kembar diputuskan",
        "pair.received": "Keputusan data kembar diterima dari kecamatan",
        "pair.reopened": "Pasangan data kembar ditanyakan lagi",
        "import.committed": "Berkas diimpor",
        "import.undone": "Impor dibatalkan",
        "import_profile.saved": "Format berkas impor disimpan",
        "import_profile.deleted": "Format berkas impor dihapus",
        "round.opened": "Putaran verifikasi dibuka",
        "round.closed": "Putaran verifikasi ditutup",
        "round.changed": "Putaran verifikasi diubah",
        "candidate.added": "Masuk daftar pengganti",
        "candidate.removed": "Keluar dari daftar pengganti",
        "candidate.moved": "Urutan pengganti diubah",
        "candidate.stepped_in": "Masuk menggantikan yang tidak layak",
        "calendar.day_set": "Kalender kerja: hari dicatat kantor",
        "calendar.day_removed": "Kalender kerja: catatan hari dihapus",
        "calendar.joint_leave": "Kalender kerja: cuti bersama diatur",
        "meeting.started": "Rapat validasi dimulai",
        "meeting.attendance": "Daftar hadir rapat diubah",
        "meeting.ended": "Rapat validasi diakhiri",
        "worker.objected": "Keberatan dalam rapat dicatat",
        "minutes.closed": "Berita acara ditutup",
        "minutes.reopened": "Berita acara dibuka kembali",
        "minutes.attested": "Tanda tangan penutupan berita acara kecamatan diperiksa",
        "letter.shown": "Surat dibaca di layar",
        "letter.printed": "Surat dicetak",
        "letter.reprinted": "Surat dicetak ulang dari arsip",
        "letter.signed": "Surat ditandatangani dengan sertifikat",
        "letter.signed_elsewhere": "Surat yang ditandatangani di luar program masuk arsip",
        "worker.shown": "Data seorang pekerja dibuka",
        "worker.erased": "Data seseorang dihapus untuk selamanya",
        "subject.requested": "Permintaan seseorang atas datanya dicatat",
        "subject.answered": "Permintaan seseorang atas datanya dijawab",
        "subject.record_printed": "Semua data tentang seseorang dicetak untuknya",
        "journal.signed": "Titik periksa jurnal ditandatangani",
        "journal.not_signed": "Titik periksa jurnal tidak ditandatangani karena jurnalnya rusak",
        "list.shown_in_full": "Daftar dengan NIK lengkap dibuka",
        "list.exported": "Daftar diekspor",
        "card.written": "Kartu kantor ditulis",
        "card.printed": "Lembar kartu kantor dicetak",
        "card.pinned": "Kartu kantor lain disematkan",
        "card.revoked": "Kartu kantor lain dicabut",
        "card.renewed": "Kunci kantor ini diganti",
        "package.created": "Paket dibuat",
        "package.delivered": "Paket ditulis ke flashdisk",
        "package.continued": "Nomor paket dilanjutkan sesudah pemulihan",
        "stick.failed": "Flashdisk tidak menyimpan berkas dengan benar",
        "package.received": "Paket diterima",
        "receipt.taken": "Tanda terima dibaca",
        "receipt.code_typed": "Kode tanda terima diketik",
        "receipt.printed": "Lembar tanda terima paket dicetak",
        "answer.created": "Balasan dibuat",
        "answer.taken": "Balasan dibaca",
        "backup.made": "Cadangan dibuat",
        "backup.restored": "Cadangan dipulihkan",
        "store.migrated": "Data kantor disesuaikan dengan versi program yang lebih baru",
    }
)

_NOT_TOLD = ("former_decision",)  # kept for the undo of a merge
# Their subject is an office's code.
_OF_AN_OFFICE = ("package.received", "receipt.printed", "answer.created", "card.pinned", "card.revoked")
_STANDING_WORDS = {
    "stage": "tahap",
    "verdict": "hasil",
    "reason": "alasan",
    "answer": "balasan",
    "merged_into": "digabung ke",
    "quota": "kuota",
    "deadline": "batas waktu",
    "position": "urutan",
    "is_off": "hari itu",
    "joint_leave": "cuti bersama",
    "one_person": "cara kerja",
}
_FACT_WORDS = {
    "relay": "kiriman nomor {}",
    "workers": "{} pekerja",
    "revision": "revisi {}",
    "register": "nomor urut {}",
    "sequence": "urutan {}",
    "new": "{} baru",
    "changed": "{} berubah",
    "same": "{} sama",
    "refused": "{} ditolak",
    "accepted": "{} diterima",
    "returned": "{} dikembalikan",
    "registered": "{} terdaftar",
    "bpjs_refused": "{} ditolak BPJS",
    "removed": "{} dikeluarkan",
    "restored": "{} dikembalikan seperti semula",
    "rows": "{} baris",
    "report": "{}",
    "pages": "{} halaman",
    "name": "{}",
}


def sentence_of(office: Office, row: Row, names: Mapping[str, str], deeds: Mapping[int, Row]) -> str:
    """What was done, with its counts and places; ``names`` of accounts by id.

    ``deeds``: the first row of each deed that one of the rows takes back or repeats, by its number.
    """
    words = ACTION_WORDS.get(row.action, row.action)
    deed = deeds.get(row.facts["deed"]) if row.action in (UNDONE, REDONE) else None
    if deed is not None:
        what = "" if deed.action in BESIDE else f": {ACTION_WORDS[deed.action]}"
        words = f"{words}, catatan nomor {thousands(deed.n)}{what}"
    told = [form.format(_counted(row.facts[key])) for key, form in _FACT_WORDS.items() if row.facts.get(key)]
    if row.facts.get("village"):
        told.insert(0, office.printed(str(row.facts["village"])))
    if row.action.startswith("attachment."):
        told.insert(0, ATTACHMENT_LABELS[AttachmentKind(row.facts["kind"])])
    if row.action.startswith("number."):
        told.insert(0, str(row.facts["number"]))
    if row.facts.get("day"):
        told.insert(0, short_date(date.fromisoformat(str(row.facts["day"]))))
    if row.action in _OF_AN_OFFICE and row.subject:
        told.insert(0, office.printed(row.subject))
    if row.action.startswith("account.") and row.subject in names:
        told.insert(0, names[row.subject])
    return f"{words} ({', '.join(told)})." if told else f"{words}."


def _counted(fact: Any) -> Any:
    """1000 as 1.000."""
    return thousands(fact) if type(fact) is int else fact


def details_of(office: Office, row: Row, people: Mapping[str, str]) -> tuple[str, ...]:
    """Each changed value, from what to what; ``people``: names of workers by id."""
    lines = [
        f"{_STANDING_WORDS[name]}: {' → '.join(_standing_words(name, one, people) for one in value)}"
        for name, value in row.facts.items()
        if name in _STANDING_WORDS and isinstance(value, list)
    ]
    if row.changes is None:
        return (*lines, "Teksnya sudah dihapus menurut masa simpan.")
    told = (change for change in row.changes.items() if change[0] not in (*_NOT_TOLD, *row.tables))
    return (*lines, *(_change_words(office, name, old, new) for name, (old, new) in told))


def _standing_words(name: str, value: Any, people: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return "libur" if value else "hari kerja"
    if name == "one_person":
        return "satu petugas" if value else "empat mata"
    if not value:
        return "kosong"
    if name == "deadline":
        return short_date(date.fromisoformat(value))
    if name == "merged_into":
        return people.get(value) or "data yang sudah tidak ada"
    if name == "stage":
        return STAGE_LABELS[Stage(value)]
    if name == "answer":
        return OUTCOME_LABELS[Outcome(value)]
    return VERDICT_LABELS[Verdict(value)] if name == "verdict" else str(value)


def _change_words(office: Office, name: str, old: Any, new: Any) -> str:
    other = {
        "why": "Alasan", "verdict_note": "Catatan hasil", "found_by": "Ditemukan oleh", "unread": "Tidak terbaca",
        "outside": "Menurut daftar", "team": "Tim", "visited_on": "Tanggal kunjungan", "ruling_source": "Diambil dari",
        "answer_note": "Alasan balasan",
    }  # fmt: skip
    label = BY_CODE[name].label if name in BY_CODE else other.get(name, name)
    if name.startswith(_WORDS):
        document, _, sentence = name.removeprefix(_WORDS).partition(".")
        label = f"{DOCUMENTS[document]}, {label_of(document, sentence)}"
    if name.startswith(_BASES):
        label = f"{DOCUMENTS.get(name.removeprefix(_BASES), 'Kantor ini')}, dasar hukum"
    if old in (None, "", {}, []):
        return f"{label}: {_shown(office, name, new)}"
    before, after = _shown(office, name, old), _shown(office, name, new)
    hidden = " (angka di tengahnya berubah)" if before == after else ""
    return f"{label}: {before} → {after}{hidden}"


def _shown(office: Office, name: str, value: Any) -> str:
    if value in (None, "", {}, []):
        return "kosong"
    field = BY_CODE.get(name)
    if field is not None and field.masked:
        return masked(str(value))
    if field is not None and field.choices:
        return {str(key): words for key, words in field.choices.items()}.get(str(value), str(value))
    if field is not None and field.kind is Kind.DATE:
        return short_date(date.fromisoformat(value))
    if field is not None and field.kind is Kind.MONEY:
        return thousands(int(value))
    if field is not None and field.kind is Kind.VILLAGE:
        return office.printed(str(value))
    if name == "team":
        return team_in_words([TeamMember(**{**one, "duty": Duty(one["duty"])}) for one in value])
    if isinstance(value, dict):  # what could not be read, by field
        return ", ".join(f"{BY_CODE[key].label} “{_unread_as_written(key, text)}”" for key, text in value.items())
    return str(value)


def _unread_as_written(name: str, text: Any) -> str:
    return masked(str(text)) if BY_CODE[name].masked else str(text)
