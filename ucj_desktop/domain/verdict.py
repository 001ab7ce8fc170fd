"""Verdicts on a worker and the closed list of reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType


class Verdict(StrEnum):
    """What the verification, and after it the validation, says of a worker."""

    ELIGIBLE = "eligible"
    ELIGIBLE_CORRECTED = "eligible_corrected"
    NOT_ELIGIBLE = "not_eligible"
    PENDING = "pending"

    @property
    def is_eligible(self) -> bool:
        return self in (Verdict.ELIGIBLE, Verdict.ELIGIBLE_CORRECTED)


VERDICT_LABELS: Mapping[Verdict, str] = MappingProxyType(
    {
        Verdict.ELIGIBLE: "LAYAK",
        Verdict.ELIGIBLE_CORRECTED: "LAYAK (PERBAIKAN)",
        Verdict.NOT_ELIGIBLE: "TIDAK LAYAK",
        Verdict.PENDING: "BELUM",
    }
)


class Reason(StrEnum):
    """Why a worker is not eligible; the codes stand on paper and in packages and are never reused."""

    DECEASED = "TL-01"
    MOVED = "TL-02"
    NOT_FOUND = "TL-03"
    NIK_NOT_VALID = "TL-04"
    DOUBLE = "TL-05"
    ALREADY_INSURED = "TL-06"
    AGE = "TL-07"
    CIVIL_SERVANT = "TL-08"
    WAGE_EARNER = "TL-09"
    NOT_WORKING = "TL-10"
    NOT_VULNERABLE = "TL-11"
    REFUSED = "TL-12"
    NOT_RESIDENT = "TL-13"
    PAPERS_MISSING = "TL-14"
    OTHER = "TL-99"


REASON_LABELS: Mapping[Reason, str] = MappingProxyType(
    {
        Reason.DECEASED: "Meninggal dunia",
        Reason.MOVED: "Pindah domisili",
        Reason.NOT_FOUND: "Tidak ditemukan/tidak dikenal",
        Reason.NIK_NOT_VALID: "NIK tidak valid/tidak padan Dukcapil",
        Reason.DOUBLE: "Data ganda",
        Reason.ALREADY_INSURED: "Sudah peserta aktif BPJS Ketenagakerjaan",
        Reason.AGE: "Usia di luar batas",
        Reason.CIVIL_SERVANT: "ASN/TNI/POLRI/pensiunan",
        Reason.WAGE_EARNER: "Penerima upah/punya hubungan kerja",
        Reason.NOT_WORKING: "Tidak bekerja",
        Reason.NOT_VULNERABLE: "Mampu (tidak rentan)",
        Reason.REFUSED: "Menolak/tidak bersedia",
        Reason.NOT_RESIDENT: "Bukan warga wilayah ini",
        Reason.PAPERS_MISSING: "Berkas tidak lengkap",
        Reason.OTHER: "Lainnya",
    }
)

# What the reason alone does not say and the note must: where to, which segment, what else.
REASONS_WITH_NOTE: frozenset[Reason] = frozenset({Reason.OTHER})


class Step(StrEnum):
    """Which of the two a ruling belongs to."""

    VERIFY = "verify"  # people: the worker against papers and the field
    VALIDATE = "validate"  # the meeting with the local government confirms the verified list


STEP_LABELS: Mapping[Step, str] = MappingProxyType({Step.VERIFY: "Verifikasi", Step.VALIDATE: "Validasi"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """One verdict given on one worker: who recorded it (the account, which signs), who found it, and why.

    ``worker_digest`` is the SHA-256 (hex) of the worker's fields at that moment, so that a verdict cannot be carried
    over to other data. ``signature`` (Ed25519, hex) covers everything else here.
    """

    ruling_id: str
    worker_id: str
    step: Step
    verdict: Verdict
    reason: Reason | None
    note: str
    found_by: str  # a name on the field sheet or of the meeting; may be empty
    recorded_by: str  # account id
    recorded_at: str  # ISO 8601, UTC
    worker_digest: str
    signature: str = ""
    visited_on: date | None = None  # the day of the visit, where it is said
    source: str = ""  # what it was taken from, in words: Formulir lapangan, KTP-el dan KK ...


def fault_of(verdict: Verdict, reason: Reason | None, note: str) -> tuple[str, str] | None:
    """What is missing from a verdict as (what, fix), or None when it may stand."""
    if verdict is Verdict.NOT_ELIGIBLE and reason is None:
        return "TIDAK LAYAK perlu alasan.", "Pilih salah satu alasan TL-01 sampai TL-14, atau TL-99."
    if verdict is not Verdict.NOT_ELIGIBLE and reason is not None:
        return f"{VERDICT_LABELS[verdict]} tidak memakai alasan.", "Kosongkan alasannya, atau pilih TIDAK LAYAK."
    if reason in REASONS_WITH_NOTE and not note.strip():
        return "Alasan TL-99 (lainnya) perlu uraian.", "Tulis uraiannya di kolom catatan."
    return None
