"""Rules of the programme: age, welfare, heirs, and what a list says in passing."""

import re
from datetime import date

from ucj_desktop.domain.dates import age_at, long_date
from ucj_desktop.domain.names import FAULT_LABELS as NAME_FAULTS
from ucj_desktop.domain.names import name_fault, name_key
from ucj_desktop.domain.phone import FAULT_LABELS as PHONE_FAULTS
from ucj_desktop.domain.phone import phone_fault
from ucj_desktop.domain.rules.base import Complaint, Context, Severity, rule
from ucj_desktop.domain.worker import Programmes, Sex, Worker

_AGE = "Permenaker 5/2021: belum mencapai usia 65 tahun; batas bawah menurut daerah"
_TELLING_WORDS = re.compile(
    r"\b(meninggal|wafat|almarhum(?:ah)?|pindah|ganda|dobel|asn|pns|tni|polri)\b", re.IGNORECASE
)
_OLD_LISTS = re.compile(r"\b(dtks|p3ke|regsosek|bdt|ppls)\b", re.IGNORECASE)
_YEAR = re.compile("(?<![0-9])20[0-9]{2}(?![0-9])")
_YEARS_A_LIST_LASTS = 1
_NO_HEIRS = frozenset({"diri sendiri", "sendiri", "teman", "tetangga", "majikan", "atasan", "kawan", "kenalan"})
_OF_THE_OTHER_SEX = {Sex.MALE: frozenset({"suami"}), Sex.FEMALE: frozenset({"istri", "isteri"})}


@rule("PR-01", field="birth_date", severity=Severity.BLOCKS, source=_AGE)
def worker_is_old_enough(worker: Worker, context: Context) -> Complaint | None:
    born, minimum = worker.birth_date, context.limits.minimum_age
    if born is None or born > context.today:
        return None
    age = age_at(born, context.reference_date)
    if age >= minimum:
        return None
    return Complaint(
        f"Pada {long_date(context.reference_date)} umurnya {age} tahun, belum {minimum}.",
        "Periksa tanggal lahir. Bila benar, pilih TIDAK LAYAK dengan alasan TL-07.",
    )


@rule("PR-02", field="birth_date", severity=Severity.BLOCKS, source=_AGE)
def worker_is_not_too_old(worker: Worker, context: Context) -> Complaint | None:
    born, too_old = worker.birth_date, context.limits.age_too_old
    if born is None or context.reference_date.year - born.year < too_old:
        return None
    age = age_at(born, context.reference_date)
    if age < too_old:
        return None
    return Complaint(
        f"Pada {long_date(context.reference_date)} umurnya {age} tahun, sudah {too_old} atau lebih.",
        "Periksa tanggal lahir. Bila benar, pilih TIDAK LAYAK dengan alasan TL-07.",
    )


@rule("PR-03", field="birth_date", severity=Severity.WARNS, source=_AGE)
def worker_is_not_about_to_be_too_old(worker: Worker, context: Context) -> Complaint | None:
    born, limits = worker.birth_date, context.limits
    if born is None or context.reference_date.year - born.year < limits.warn_from_age:
        return None
    age = age_at(born, context.reference_date)
    if not limits.warn_from_age <= age < limits.age_too_old:
        return None
    return Complaint(
        f"Umurnya {age} tahun, hampir {limits.age_too_old}.",
        "Daftarkan sebelum ulang tahunnya, dan cocokkan tanggal lahir dengan KTP-el.",
    )


@rule("PR-04", field="desil", severity=Severity.WARNS, source="DTSEN: desil 1 sampai 10")
def desil_is_1_to_10(worker: Worker, context: Context) -> Complaint | None:
    if worker.desil is None or 1 <= worker.desil <= 10:
        return None
    return Complaint(f"Desil tertulis {worker.desil}.", "Isi angka 1 sampai 10, atau kosongkan.")


@rule("PR-05", field="desil", severity=Severity.WARNS, source="DTSEN (Inpres 4/2025); batas desil menurut daerah")
def desil_is_within_the_limit(worker: Worker, context: Context) -> Complaint | None:
    desil, highest = worker.desil, context.limits.highest_desil
    if desil is None or not highest < desil <= 10:
        return None
    return Complaint(
        f"Desil {desil}, di atas batas {highest}.",
        "Pastikan keadaannya di lapangan. Bila mampu, pilih TIDAK LAYAK dengan alasan TL-11.",
    )


@rule(
    "PR-06", field="source_period", severity=Severity.NOTES, source="DTSEN diperbarui tiap tiga bulan", also=("source",)
)
def source_has_its_period(worker: Worker, context: Context) -> Complaint | None:
    if not worker.source or worker.source_period:
        return None
    return Complaint("Periode sumber data belum diisi.", "Isi periodenya, misalnya TW III 2026.")


@rule("PR-07", field="programmes", severity=Severity.NOTES, source="Iuran pemerintah daerah: JKK dan JKM")
def programmes_are_the_pair(worker: Worker, context: Context) -> Complaint | None:
    if worker.programmes is Programmes.JKK_JKM:
        return None
    return Complaint(
        "Program termasuk JHT.", "Pastikan siapa yang membayar JHT; pemerintah daerah biasanya hanya JKK dan JKM."
    )


@rule("PR-08", field="heir_name", severity=Severity.WARNS, source="Permendagri 73/2022")
def heir_name_can_stand_on_a_ktp(worker: Worker, context: Context) -> Complaint | None:
    fault = name_fault(worker.heir_name) if worker.heir_name.strip() else None
    return Complaint(f"Nama ahli waris {NAME_FAULTS[fault]}.", "Cocokkan dengan KTP-el-nya.") if fault else None


@rule("PR-09", field="heir_name", severity=Severity.WARNS, source="Santunan JKM untuk ahli waris", also=("full_name",))
def heir_is_somebody_else(worker: Worker, context: Context) -> Complaint | None:
    heir, name = worker.heir_name, worker.full_name
    if not heir or heir[:1].lower() != name[:1].lower() or name_key(heir) != name_key(name):
        return None
    return Complaint("Ahli waris sama dengan pekerjanya.", "Isi nama istri, suami, anak atau keluarga lain.")


@rule("PR-10", field="heir_phone", severity=Severity.WARNS, source="F1-BPU: nomor HP 08, 10-13 angka")
def heir_phone_is_a_mobile_number(worker: Worker, context: Context) -> Complaint | None:
    fault = phone_fault(worker.heir_phone) if worker.heir_phone else None
    if fault is None:
        return None
    return Complaint(f"HP ahli waris {PHONE_FAULTS[fault]}.", "Tulis seperti 081234567890, atau kosongkan.")


@rule("PR-11", field="heir_relation", severity=Severity.NOTES, source="F1-BPU: ahli waris", also=("heir_name",))
def heir_has_a_relation(worker: Worker, context: Context) -> Complaint | None:
    if not worker.heir_name or worker.heir_relation:
        return None
    return Complaint("Hubungan ahli waris belum diisi.", "Isi misalnya istri, suami atau anak.")


@rule("PR-12", field="heir_relation", severity=Severity.WARNS, source="UU 1/1974 tentang perkawinan", also=("sex",))
def heir_relation_fits_the_sex(worker: Worker, context: Context) -> Complaint | None:
    if worker.sex is None or worker.heir_relation.strip().lower() not in _OF_THE_OTHER_SEX[worker.sex]:
        return None
    return Complaint(
        f"Ahli waris tertulis {worker.heir_relation.strip().lower()}, tidak cocok dengan jenis kelamin pekerja.",
        "Periksa hubungan ahli waris dan jenis kelamin.",
    )


@rule("PR-13", field="note", severity=Severity.WARNS, source="Kolom keterangan pada daftar")
def note_tells_no_reason_against(worker: Worker, context: Context) -> Complaint | None:
    found = _TELLING_WORDS.search(worker.note) if worker.note else None
    if found is None:
        return None
    return Complaint(
        f"Catatan menyebut “{found.group(1).lower()}”.",
        "Pastikan keadaannya, dan pilih hasil yang sesuai saat verifikasi.",
    )


@rule(
    "PR-14",
    field="source",
    severity=Severity.NOTES,
    source="Inpres 4/2025: DTKS, P3KE dan Regsosek disatukan dalam DTSEN",
    since=date(2025, 2, 5),
)
def source_is_in_force(worker: Worker, context: Context) -> Complaint | None:
    found = _OLD_LISTS.search(worker.source) if worker.source else None
    if found is None:
        return None
    return Complaint(
        f"Sumber data {found.group(1).upper()} sudah diganti DTSEN sejak 5 Februari 2025.",
        "Cocokkan keadaannya dengan DTSEN yang terbaru bila ada.",
    )


@rule(
    "PR-15", field="source_period", severity=Severity.NOTES, source="DTSEN diperbarui tiap tiga bulan", also=("source",)
)
def source_period_is_recent(worker: Worker, context: Context) -> Complaint | None:
    years = _YEAR.findall(worker.source_period) if worker.source_period else None
    if not years or int(max(years)) >= context.reference_date.year - _YEARS_A_LIST_LASTS:
        return None
    if _OLD_LISTS.search(worker.source):  # told already
        return None
    return Complaint(
        f"Sumber data dari tahun {max(years)}, lebih dari setahun yang lalu.",
        "Pastikan di lapangan bahwa keadaannya masih begitu.",
    )


@rule("PR-16", field="heir_relation", severity=Severity.WARNS, source="PP 44/2015: ahli waris ialah keluarga")
def heir_is_family(worker: Worker, context: Context) -> Complaint | None:
    relation = worker.heir_relation.strip().lower()
    if relation not in _NO_HEIRS:
        return None
    return Complaint(
        f"Ahli waris tertulis {relation}.", "Isi istri, suami, anak, orang tua atau keluarga lain yang berhak."
    )
