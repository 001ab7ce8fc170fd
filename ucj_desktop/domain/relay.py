"""Who may be named to BPJS, why others are not, and what BPJS answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from ucj_desktop.domain.nik import FAULT_LABELS, nik_fault
from ucj_desktop.domain.worker import Worker


class RelayResult(StrEnum):
    """What BPJS answers on somebody who was sent."""

    REGISTERED = "registered"
    REFUSED = "refused"


RELAY_RESULT_LABELS: Final[Mapping[RelayResult, str]] = MappingProxyType(
    {RelayResult.REGISTERED: "Terdaftar", RelayResult.REFUSED: "Ditolak"}
)


class LeftOut(StrEnum):
    """Why an accepted worker is not in the next sheet, in the order in which it is looked at."""

    REGISTERED = "registered"
    SENT = "sent"
    NIK = "nik"
    DOUBLE = "double"
    AGE = "age"
    INCOMPLETE = "incomplete"
    BUDGET = "budget"
    NEXT_FILE = "next_file"


LEFT_OUT_LABELS: Final[Mapping[LeftOut, str]] = MappingProxyType(
    {
        LeftOut.REGISTERED: "Sudah terdaftar",
        LeftOut.SENT: "Sudah dikirim, belum dijawab",
        LeftOut.NIK: "NIK tidak ada atau salah",
        LeftOut.DOUBLE: "NIK sama dengan pekerja lain",
        LeftOut.AGE: "Usia di luar batas",
        LeftOut.INCOMPLETE: "Isian wajib kosong",
        LeftOut.BUDGET: "Belum ada di penetapan anggaran",
        LeftOut.NEXT_FILE: "Menunggu berkas berikutnya",
    }
)


@dataclass(frozen=True, slots=True)
class WhyLeftOut:
    """The kind and the sentence for one worker."""

    kind: LeftOut
    sentence: str


def why_not_relayed(worker: Worker) -> str:
    """Why a worker is left out of what goes to BPJS, as one sentence; empty where nothing hinders.

    Nobody goes without a sound NIK, whatever the office's policy says of a missing one.
    """
    if worker.is_without_nik:
        return "Belum ada NIK, jadi tidak ikut dikirim ke BPJS."
    fault = nik_fault(worker.nik)
    if fault is not None:
        return f"NIK {FAULT_LABELS[fault]}, jadi tidak ikut dikirim ke BPJS."
    return ""
