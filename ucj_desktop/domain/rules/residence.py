"""Rules about where somebody lives and how to reach them."""

import re
from functools import lru_cache

from ucj_desktop.domain.phone import FAULT_LABELS as PHONE_FAULTS
from ucj_desktop.domain.phone import phone_fault
from ucj_desktop.domain.place import Place
from ucj_desktop.domain.rules.base import Complaint, Context, Severity, rule
from ucj_desktop.domain.worker import Worker

_CODES = "Kepmendagri 300.2.2-2430/2025"
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+\Z")
_ID_NUMBER = re.compile(r"(?<![0-9])[0-9]{16}(?![0-9])")
_LONGEST_RT = 3
_SHORTEST_PHONE = 10
_REPEATED = 7  # so many equal digits at the end are nobody's number


@rule("TT-01", field="village_code", severity=Severity.BLOCKS, source="Verifikasi per desa/kelurahan")
def village_is_stated(worker: Worker, context: Context) -> Complaint | None:
    if worker.village_code or "village_code" in worker.unread:
        return None
    return Complaint("Desa/kelurahan belum diisi.", "Pilih desa atau kelurahan tempat tinggalnya.")


@rule("TT-02", field="village_code", severity=Severity.BLOCKS, source=_CODES)
def village_exists(worker: Worker, context: Context) -> Complaint | None:
    if not worker.village_code or _village(worker.village_code, context) is not None:
        return None
    return Complaint(
        f"Tidak ada desa/kelurahan dengan kode {worker.village_code}.", "Pilih desa atau kelurahan dari daftar."
    )


@rule("TT-03", field="village_code", severity=Severity.WARNS, source="Wilayah kerja kantor")
def village_belongs_to_the_office(worker: Worker, context: Context) -> Complaint | None:
    code = worker.village_code
    if not code or code.startswith(context.office_code):
        return None
    village = _village(code, context)
    if village is None:
        return None
    return Complaint(
        f"{village.full_name} bukan wilayah kantor ini.",
        "Periksa desanya. Bila orangnya warga tempat lain, pilih TIDAK LAYAK dengan alasan TL-13.",
    )


@rule("TT-04", field="rt", severity=Severity.WARNS, source="Penulisan RT di KTP-el")
def rt_is_a_number(worker: Worker, context: Context) -> Complaint | None:
    if not worker.rt or _is_short_number(worker.rt):
        return None
    return Complaint(f"RT tertulis “{worker.rt[:20]}”.", "Tulis nomornya saja, misalnya 002.")


@rule("TT-05", field="rw", severity=Severity.WARNS, source="Penulisan RW di KTP-el")
def rw_is_a_number(worker: Worker, context: Context) -> Complaint | None:
    if not worker.rw or _is_short_number(worker.rw):
        return None
    return Complaint(f"RW tertulis “{worker.rw[:20]}”.", "Tulis nomornya saja, misalnya 001.")


@rule("TT-06", field="address", severity=Severity.WARNS, source="UU 27/2022: data pribadi hanya di tempatnya")
def address_holds_no_id_number(worker: Worker, context: Context) -> Complaint | None:
    if len(worker.address) < 16 or not _ID_NUMBER.search(worker.address):
        return None
    return Complaint("Alamat berisi nomor 16 angka.", "Pindahkan nomor itu ke kolom NIK atau nomor KK.")


@rule("TT-07", field="phone", severity=Severity.WARNS, source="F1-BPU: nomor HP 08, 10-13 angka")
def phone_is_a_mobile_number(worker: Worker, context: Context) -> Complaint | None:
    fault = phone_fault(worker.phone) if worker.phone else None
    if fault is None:
        return None
    return Complaint(f"Nomor HP {PHONE_FAULTS[fault]}.", "Tulis seperti 081234567890, atau kosongkan.")


@rule("TT-08", field="email", severity=Severity.WARNS, source="F1-BPU: email boleh kosong")
def email_is_well_formed(worker: Worker, context: Context) -> Complaint | None:
    if not worker.email or _EMAIL.match(worker.email):
        return None
    return Complaint("Alamat email tidak lengkap.", "Tulis seperti nama@contoh.id, atau kosongkan.")


@rule("TT-09", field="hamlet", severity=Severity.NOTES, source="Kolom dusun dan desa tertukar")
def hamlet_is_not_the_village(worker: Worker, context: Context) -> Complaint | None:
    hamlet = worker.hamlet
    if not hamlet or not hamlet.lower().startswith(("desa ", "kelurahan ", "kel.", "kecamatan ", "kec.")):
        return None
    return Complaint("Dusun/lingkungan berisi nama desa atau kecamatan.", "Isi nama dusun atau lingkungannya.")


@rule("TT-10", field="phone", severity=Severity.WARNS, source="Nomor HP karangan pada daftar desa")
def phone_is_no_placeholder(worker: Worker, context: Context) -> Complaint | None:
    phone = worker.phone
    if len(phone) < _SHORTEST_PHONE or len(set(phone[-_REPEATED:])) > 1 or phone_fault(phone) is not None:
        return None
    return Complaint("Nomor HP berakhir angka yang sama semua.", "Tanyakan nomor HP yang benar, atau kosongkan.")


@rule("TT-11", field="hamlet", severity=Severity.NOTES, source="Kolom dusun dan RT tertukar")
def hamlet_is_a_name(worker: Worker, context: Context) -> Complaint | None:
    hamlet = worker.hamlet
    if not hamlet or not hamlet.isdigit():
        return None
    return Complaint(f"Dusun/lingkungan berisi angka {hamlet[:10]}.", "Isi nama dusun atau lingkungannya.")


@lru_cache(maxsize=4096)
def _village(code: str, context: Context) -> Place | None:
    place = context.places.by_code(code)
    return place if place is not None and place.is_village else None


def _is_short_number(text: str) -> bool:
    return len(text) <= _LONGEST_RT and text.isascii() and text.isdigit()
