"""Rules about who somebody is: NIK, KK, name, birth, sex, mother."""

import re
from datetime import date
from functools import lru_cache

from ucj_desktop.domain.dates import is_placeholder, long_date, short_date
from ucj_desktop.domain.names import FAULT_LABELS as NAME_FAULTS
from ucj_desktop.domain.names import name_fault, name_key, titles_at_edges
from ucj_desktop.domain.nik import FAULT_LABELS as NIK_FAULTS
from ucj_desktop.domain.nik import NikFault, birth_digits, date_of_digits, kk_fault, nik_fault
from ucj_desktop.domain.rules.base import Complaint, Context, Severity, nik_of, rule
from ucj_desktop.domain.worker import SEX_LABELS, Sex, Worker

_KTP = "KTP-el"
_NIK_SOURCE = "PP 37/2007 ps. 37: susunan NIK"
_NAME_SOURCE = "Permendagri 73/2022"
_LONGEST_WITH_ONE_LETTER = 5
_LONGEST_NO_NAME = 14
_LAST_DAY_OF_MEN = "40"  # of digits 7 and 8; those of women begin at 41
_DIGIT = re.compile("[0-9]")
_NOT_LETTERS = re.compile("[^a-z]+")
_NO_NAMES = frozenset(
    {"xx", "xxx", "xxxx", "nn", "noname", "tidakada", "tidaktahu", "tdkada", "belumada", "kosong", "nihil", "tes",
     "test", "testing", "contoh", "dummy", "anonim", "namalengkap", "nama"}
)  # fmt: skip
_DECEASED = frozenset({"alm", "almarhum", "almh", "almarhumah"})
_SHAPE_FAULTS = frozenset({NikFault.NO_SUCH_AREA, NikFault.NO_SUCH_DAY, NikFault.NO_SUCH_MONTH, NikFault.NO_SUCH_DATE})

_fault_of_nik = lru_cache(maxsize=4096)(nik_fault)
_fault_of_kk = lru_cache(maxsize=4096)(kk_fault)


def _nik_area(worker: Worker) -> str:
    """The kecamatan of a sound NIK; any other NIK itself, with a sign that no kecamatan has."""
    return worker.nik[:6] if _fault_of_nik(worker.nik) is None else f"?{worker.nik}"


def _kk_area(worker: Worker) -> str:
    """The kecamatan of a sound KK number; any other itself, with a sign that no kecamatan has."""
    return worker.kk_number[:6] if _fault_of_kk(worker.kk_number) is None else f"?{worker.kk_number}"


@lru_cache(maxsize=65_536)
def _digits_of(born: date) -> tuple[str, str]:
    """Digits 7 to 12 of the NIK of a man and of a woman born on that day."""
    return birth_digits(born, Sex.MALE), birth_digits(born, Sex.FEMALE)


@rule("ID-01", field="nik", severity=Severity.BLOCKS, source="F1-BPU: NIK wajib", alike=_nik_area)
def nik_is_stated(worker: Worker, context: Context) -> Complaint | None:
    if worker.nik:
        return None
    return Complaint("Belum ada NIK.", "Minta KTP-el atau KK orangnya, lalu isi NIK-nya.")


@rule(
    "ID-02", field="birth_date", severity=Severity.WARNS, source="KTP-el, angka 7-12; PP 37/2007 ps. 37", also=("nik",)
)
def birth_date_agrees_with_nik(worker: Worker, context: Context) -> Complaint | None:
    born = worker.birth_date
    if born is None or worker.nik[6:12] in _digits_of(born):
        return None
    nik = nik_of(worker.nik)
    if nik is None:
        return None
    return Complaint(
        f"Tanggal lahir {short_date(born)} tidak sama dengan yang ada di NIK "
        f"({nik.day:02d}-{nik.month:02d}-{nik.two_digit_year:02d}).",
        "Cocokkan dengan KTP-el. Bila KTP-el memang begitu, pastikan saja; NIK tidak ikut berubah.",
    )


@rule("ID-03", field="nik", severity=Severity.BLOCKS, source=_NIK_SOURCE, alike=_nik_area)
def nik_has_16_digits(worker: Worker, context: Context) -> Complaint | None:
    if not worker.nik or _fault_of_nik(worker.nik) is not NikFault.NOT_16_DIGITS:
        return None
    if worker.nik.isascii() and worker.nik.isdigit():
        what = f"NIK harus 16 angka, yang tertulis {len(worker.nik)} angka."
    else:
        what = "NIK berisi tanda yang bukan angka."
    return Complaint(what, "Ketik ulang NIK dari KTP-el.")


@rule("ID-04", field="nik", severity=Severity.BLOCKS, source=_NIK_SOURCE, alike=_nik_area)
def nik_is_well_formed(worker: Worker, context: Context) -> Complaint | None:
    fault = _fault_of_nik(worker.nik)
    if fault not in _SHAPE_FAULTS:
        return None
    return Complaint(f"NIK salah: {NIK_FAULTS[fault]}.", "Cocokkan angka itu dengan KTP-el.")


@rule(
    "ID-05",
    field="nik",
    severity=Severity.BLOCKS,
    source="Excel menyimpan 15 angka; nomor urut NIK mulai 0001",
    alike=_nik_area,
)
def nik_serial_is_not_zero(worker: Worker, context: Context) -> Complaint | None:
    if _fault_of_nik(worker.nik) is not NikFault.SERIAL_ZERO:
        return None
    return Complaint(
        "NIK berakhir 0000; angka terakhirnya mungkin hilang karena Excel.",
        "Ketik ulang empat angka terakhir dari KTP-el.",
    )


@rule("ID-06", field="nik", severity=Severity.BLOCKS, source="Kepmendagri 300.2.2-2430/2025", alike=_nik_area)
def nik_province_exists(worker: Worker, context: Context) -> Complaint | None:
    nik = nik_of(worker.nik)
    if nik is None or _province_exists(nik.text[:2], context):
        return None
    return Complaint(
        f"NIK diawali {nik.province}, padahal tidak ada provinsi dengan kode itu.",
        "Cocokkan dua angka pertama dengan KTP-el.",
    )


@rule("ID-07", field="nik", severity=Severity.WARNS, source="Kode kecamatan 2016-2025", alike=_nik_area)
def nik_area_is_known(worker: Worker, context: Context) -> Complaint | None:
    nik = nik_of(worker.nik)
    if nik is None or _is_known_area(nik.text[:6], context) or not _province_exists(nik.text[:2], context):
        return None
    return Complaint(
        f"Kode wilayah {nik.sub_district} di awal NIK tidak dikenal.",
        "Cocokkan enam angka pertama dengan KTP-el. Kode kecamatan lama boleh ada; bila KTP-el begitu, pastikan saja.",
    )


@rule("ID-08", field="nik", severity=Severity.NOTES, source="Kode kecamatan 2016-2025", alike=_nik_area)
def nik_area_is_in_force(worker: Worker, context: Context) -> Complaint | None:
    nik = nik_of(worker.nik)
    last_year = _last_year_of_area(nik.text[:6], context) if nik is not None else None
    if nik is None or last_year is None:
        return None
    return Complaint(
        f"NIK memakai kode kecamatan lama {nik.sub_district} (berlaku sampai {last_year}).",
        "Tidak perlu diubah: NIK tetap seumur hidup.",
    )


@rule(
    "ID-09",
    field="sex",
    severity=Severity.WARNS,
    source="PP 37/2007 ps. 37: hari lahir perempuan ditambah 40",
    also=("nik",),
)
def sex_agrees_with_nik(worker: Worker, context: Context) -> Complaint | None:
    if worker.sex is None or (worker.nik[6:8] > _LAST_DAY_OF_MEN) is (worker.sex is Sex.FEMALE):
        return None
    nik = nik_of(worker.nik)
    if nik is None or nik.sex is worker.sex:
        return None
    return Complaint(
        f"Jenis kelamin tertulis {SEX_LABELS[worker.sex]}, menurut NIK {SEX_LABELS[nik.sex]}.",
        "Cocokkan jenis kelamin dan angka ke-7 NIK dengan KTP-el.",
    )


@rule("ID-10", field="kk_number", severity=Severity.WARNS, source="KTP-el dan Kartu Keluarga", also=("nik",))
def nik_and_kk_are_two_numbers(worker: Worker, context: Context) -> Complaint | None:
    if not worker.nik or worker.nik != worker.kk_number:
        return None
    return Complaint("NIK dan nomor KK sama.", "Salah satunya salah tempat; cocokkan dengan KTP-el dan KK.")


@rule(
    "ID-11", field="nik", severity=Severity.WARNS, source="KTP-el dan Kartu Keluarga", also=("kk_number", "birth_date")
)
def nik_and_kk_are_not_swapped(worker: Worker, context: Context) -> Complaint | None:
    born, nik, kk = worker.birth_date, worker.nik, worker.kk_number
    if born is None or len(nik) != 16 or len(kk) != 16 or nik == kk:
        return None
    if kk[10:12] != f"{born.year % 100:02d}":
        return None
    wanted = _digits_of(born)
    if nik[6:12] in wanted or kk[6:12] not in wanted:
        return None
    return Complaint(
        "NIK dan nomor KK mungkin tertukar: tanggal lahirnya ada di nomor KK.",
        "Cocokkan kedua nomor dengan KTP-el dan KK, lalu tukar.",
    )


@rule("ID-12", field="full_name", severity=Severity.BLOCKS, source=_KTP)
def full_name_is_stated(worker: Worker, context: Context) -> Complaint | None:
    if worker.full_name.strip():
        return None
    return Complaint("Nama belum diisi.", "Isi nama lengkap seperti di KTP-el.")


@rule("ID-13", field="full_name", severity=Severity.WARNS, source=_NAME_SOURCE)
def full_name_can_stand_on_a_ktp(worker: Worker, context: Context) -> Complaint | None:
    return _name_complaint("Nama", worker.full_name, "Cocokkan dengan KTP-el.")


@rule("ID-14", field="full_name", severity=Severity.WARNS, source="Tulisan almarhum di daftar")
def full_name_does_not_say_deceased(worker: Worker, context: Context) -> Complaint | None:
    if "alm" not in worker.full_name.lower() or _DECEASED.isdisjoint(titles_at_edges(worker.full_name)):
        return None
    return Complaint(
        "Nama ditulis dengan tanda almarhum.",
        "Pastikan orangnya masih hidup. Bila sudah meninggal, pilih TIDAK LAYAK dengan alasan TL-01.",
    )


@rule("ID-15", field="full_name", severity=Severity.WARNS, source=_NAME_SOURCE)
def full_name_is_more_than_a_letter(worker: Worker, context: Context) -> Complaint | None:
    name = worker.full_name
    if not 0 < len(name) <= _LONGEST_WITH_ONE_LETTER or sum(1 for sign in name if sign.isalpha()) != 1:
        return None
    return Complaint("Nama hanya satu huruf.", "Isi nama lengkap seperti di KTP-el.")


@rule("ID-16", field="birth_date", severity=Severity.BLOCKS, source="F1-BPU: tanggal lahir wajib")
def birth_date_is_stated(worker: Worker, context: Context) -> Complaint | None:
    if worker.birth_date is not None or "birth_date" in worker.unread:
        return None
    return Complaint("Tanggal lahir belum diisi.", "Isi tanggal lahir dari KTP-el.")


@rule("ID-17", field="birth_date", severity=Severity.BLOCKS, source="Kalender")
def birth_date_is_past(worker: Worker, context: Context) -> Complaint | None:
    if worker.birth_date is None or worker.birth_date <= context.today:
        return None
    return Complaint(f"Tanggal lahir {long_date(worker.birth_date)} belum terjadi.", "Periksa tahun lahirnya.")


@rule("ID-18", field="birth_date", severity=Severity.NOTES, source="Kebiasaan pencatatan: 31-12, 01-07 dan 01-01")
def birth_date_is_the_true_day(worker: Worker, context: Context) -> Complaint | None:
    if worker.birth_date is None or not is_placeholder(worker.birth_date):
        return None
    return Complaint(
        f"Tanggal lahir {short_date(worker.birth_date)} biasa ditulis bila harinya tidak diketahui.",
        "Biarkan bila KTP-el memang begitu.",
    )


@rule("ID-19", field="sex", severity=Severity.WARNS, source="F1-BPU: jenis kelamin")
def sex_is_stated(worker: Worker, context: Context) -> Complaint | None:
    if worker.sex is not None or "sex" in worker.unread:
        return None
    return Complaint("Jenis kelamin belum diisi.", "Isi L atau P dari KTP-el.")


@rule("ID-20", field="kk_number", severity=Severity.WARNS, source="Kartu Keluarga: susunan nomor KK", alike=_kk_area)
def kk_number_is_well_formed(worker: Worker, context: Context) -> Complaint | None:
    fault = _fault_of_kk(worker.kk_number) if worker.kk_number else None
    if fault is None:
        return None
    if fault is NikFault.NOT_16_DIGITS:
        what = "Nomor KK harus 16 angka."
    elif fault is NikFault.SERIAL_ZERO:
        what = "Nomor KK berakhir 0000; angka terakhirnya mungkin hilang karena Excel."
    else:
        what = f"Nomor KK salah: {NIK_FAULTS[fault]}."
    return Complaint(what, "Ketik ulang dari Kartu Keluarga.")


@rule("ID-21", field="kk_number", severity=Severity.NOTES, source="Kode kecamatan 2016-2025", alike=_kk_area)
def kk_area_is_known(worker: Worker, context: Context) -> Complaint | None:
    number = worker.kk_number
    if not number or _fault_of_kk(number) is not None or _is_known_area(number[:6], context):
        return None
    return Complaint(f"Kode wilayah {number[:6]} di awal nomor KK tidak dikenal.", "Cocokkan dengan Kartu Keluarga.")


@rule(
    "ID-22",
    field="kk_number",
    severity=Severity.WARNS,
    source="Kartu Keluarga: tanggal terbit ada di angka 7-12",
    also=("birth_date",),
)
def kk_was_issued_in_the_worker_s_life(worker: Worker, context: Context) -> Complaint | None:
    if not worker.kk_number or worker.birth_date is None:
        return None
    if _fault_of_kk(worker.kk_number) is not None:
        return None
    issued = _issued(worker.kk_number[6:12], context.today)
    if issued >= worker.birth_date:
        return None
    return Complaint(
        f"Menurut nomornya KK terbit {long_date(issued)}, sebelum orangnya lahir.",
        "Cocokkan nomor KK dan tanggal lahir.",
    )


@rule("ID-23", field="mother_name", severity=Severity.WARNS, source=_NAME_SOURCE)
def mother_name_can_stand_on_a_ktp(worker: Worker, context: Context) -> Complaint | None:
    return _name_complaint("Nama ibu kandung", worker.mother_name, "Cocokkan dengan Kartu Keluarga.")


@rule("ID-24", field="mother_name", severity=Severity.WARNS, source="Kartu Keluarga", also=("full_name",))
def mother_is_somebody_else(worker: Worker, context: Context) -> Complaint | None:
    if not worker.mother_name or not _same_name(worker.mother_name, worker.full_name):
        return None
    return Complaint("Nama ibu kandung sama dengan nama orangnya.", "Isi nama ibu dari Kartu Keluarga.")


@rule("ID-25", field="birth_place", severity=Severity.NOTES, source="Kolom TTL yang belum dipisah")
def birth_place_holds_no_date(worker: Worker, context: Context) -> Complaint | None:
    if not _DIGIT.search(worker.birth_place):
        return None
    return Complaint("Tempat lahir berisi angka.", "Tulis nama tempatnya saja; tanggal ada kolomnya sendiri.")


@rule(
    "ID-26",
    field="nik",
    severity=Severity.NOTES,
    source="PP 37/2007 ps. 37: NIK memuat tempat pertama terdaftar",
    alike=_nik_area,
)
def nik_was_issued_in_this_regency(worker: Worker, context: Context) -> Complaint | None:
    nik = nik_of(worker.nik)
    regency = context.office_code[:4]
    if nik is None or not regency or nik.text.startswith(regency) or not _is_known_area(nik.text[:6], context):
        return None
    place = context.places.by_code(nik.regency)
    return Complaint(
        f"NIK pertama kali terbit di {place.full_name if place else 'wilayah lain'}.",
        "Wajar bagi pendatang. Pastikan orangnya sekarang warga di sini.",
    )


@rule("ID-27", field="full_name", severity=Severity.WARNS, source="Isian pengganti nama pada daftar desa")
def full_name_is_no_placeholder(worker: Worker, context: Context) -> Complaint | None:
    if not _is_no_name(worker.full_name):
        return None
    return Complaint(f"“{worker.full_name[:20]}” tampaknya bukan nama orang.", "Isi nama lengkap seperti di KTP-el.")


@rule("ID-28", field="mother_name", severity=Severity.WARNS, source="Isian pengganti nama pada daftar desa")
def mother_name_is_no_placeholder(worker: Worker, context: Context) -> Complaint | None:
    if not _is_no_name(worker.mother_name):
        return None
    return Complaint(
        f"“{worker.mother_name[:20]}” tampaknya bukan nama ibu.", "Isi nama ibu dari Kartu Keluarga, atau kosongkan."
    )


def _is_no_name(name: str) -> bool:
    return len(name) <= _LONGEST_NO_NAME and _NOT_LETTERS.sub("", name.lower()) in _NO_NAMES


def _name_complaint(label: str, name: str, fix: str) -> Complaint | None:
    fault = name_fault(name) if name.strip() else None
    return Complaint(f"{label} {NAME_FAULTS[fault]}.", fix) if fault else None


def _same_name(one: str, other: str) -> bool:
    """Compare first letters before the costly key."""
    return one[:1].lower() == other[:1].lower() and name_key(one) == name_key(other) != ""


@lru_cache(maxsize=20_000)
def _is_known_area(code: str, context: Context) -> bool:
    return context.places.is_known_prefix(code)


@lru_cache(maxsize=20_000)
def _last_year_of_area(code: str, context: Context) -> int | None:
    return context.places.last_year_of_prefix(code)


@lru_cache(maxsize=20_000)
def _issued(digits: str, today: date) -> date:
    """The latest day that digits 7 to 12 of a sound KK number allow."""
    return date_of_digits(int(digits[:2]), int(digits[2:4]), int(digits[4:]), today)


@lru_cache(maxsize=256)
def _province_exists(code: str, context: Context) -> bool:
    return context.places.by_code(code) is not None
