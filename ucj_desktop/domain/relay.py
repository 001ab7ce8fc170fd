"""Who may be named to BPJS: nobody without a sound NIK, whatever the office's policy says of a missing one."""

from ucj_desktop.domain.nik import FAULT_LABELS, nik_fault
from ucj_desktop.domain.worker import Worker


def why_not_relayed(worker: Worker) -> str:
    """Why a worker is left out of what goes to BPJS, as one sentence; empty where nothing hinders."""
    if worker.is_without_nik:
        return "Belum ada NIK, jadi tidak ikut dikirim ke BPJS."
    fault = nik_fault(worker.nik)
    if fault is not None:
        return f"NIK {FAULT_LABELS[fault]}, jadi tidak ikut dikirim ke BPJS."
    return ""
