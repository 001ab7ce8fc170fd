"""Rules across workers: the same NIK, person, family card or phone more than once."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from ucj_desktop.domain.names import name_key
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.rules.base import Complaint, Context, Finding, Limits, Severity, check_worker
from ucj_desktop.domain.worker import Worker, WorkerId

_STEP = 500  # workers between two calls of progress
_NAMES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is remembered of a worker to name them to another."""

    worker_id: WorkerId
    full_name: str
    nik: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRule:
    """A statement about workers who share a key; `most` of them may, the rest of the rule says why."""

    code: str
    name: str
    field: str
    severity: Severity
    source: str
    most: Callable[[Limits], int]
    complaint: Callable[[list[_Seen], _Seen], Complaint | None]


def _same_nik(group: list[_Seen], one: _Seen) -> Complaint | None:
    return Complaint(
        f"NIK ini juga dipakai {_others(group, one)}.",
        "Buka halaman Kembar: satukan bila orangnya sama, atau perbaiki NIK yang salah.",
    )


def _same_person(group: list[_Seen], one: _Seen) -> Complaint | None:
    # Those with the very same NIK are named by the rule above already.
    others = [other for other in group if other.nik != one.nik or not one.nik]
    if len(others) + (one not in others) < 2:
        return None
    return Complaint(
        f"Nama dan tanggal lahir sama dengan {_others(others, one)}, NIK-nya lain.",
        "Buka halaman Kembar dan putuskan apakah orangnya sama.",
    )


def _same_kk(group: list[_Seen], one: _Seen) -> Complaint | None:
    return Complaint(
        f"Satu KK dipakai {len(group)} pekerja: {_others(group, one)} juga.",
        "Pastikan semuanya serumah dan masing-masing bekerja.",
    )


def _same_phone(group: list[_Seen], one: _Seen) -> Complaint | None:
    return Complaint(f"Nomor HP ini dipakai {len(group)} pekerja.", "Boleh milik keluarga; biarkan bila memang begitu.")


RECORD_RULES: dict[str, RecordRule] = {
    each.code: each
    for each in (
        RecordRule(
            code="GD-01", name="nik_is_used_once", field="nik", severity=Severity.BLOCKS,
            source="BPJS Ketenagakerjaan: satu NIK satu peserta", most=lambda _: 1, complaint=_same_nik,
        ),
        RecordRule(
            code="GD-02", name="name_and_birth_date_are_used_once", field="full_name", severity=Severity.WARNS,
            source="Satu orang dengan dua NIK sering ada di daftar bantuan", most=lambda _: 1, complaint=_same_person,
        ),
        RecordRule(
            code="GD-03", name="kk_is_shared_by_few", field="kk_number", severity=Severity.NOTES,
            source="Kebijakan daerah (policy.toml)", most=lambda limits: limits.most_workers_per_kk, complaint=_same_kk,
        ),
        RecordRule(
            code="GD-04", name="phone_is_shared_by_few", field="phone", severity=Severity.NOTES,
            source="Satu HP sering dipakai sekeluarga", most=lambda limits: limits.most_workers_per_phone,
            complaint=_same_phone,
        ),
    )
}  # fmt: skip
"""Every cross-record rule by its code."""


def _others(group: list[_Seen], one: _Seen) -> str:
    names = [other.full_name or "(tanpa nama)" for other in group if other.worker_id != one.worker_id]
    shown = ", ".join(names[:_NAMES_SHOWN])
    return shown if len(names) <= _NAMES_SHOWN else f"{shown} dan {len(names) - _NAMES_SHOWN} orang lain"


@dataclass(slots=True)
class Groups:
    """Workers met so far, by what they may share; fed in one pass, then asked for findings."""

    by_nik: dict[str, list[_Seen]] = field(default_factory=dict)
    by_person: dict[tuple[date, str], list[_Seen]] = field(default_factory=dict)
    by_kk: dict[str, list[_Seen]] = field(default_factory=dict)
    by_phone: dict[str, list[_Seen]] = field(default_factory=dict)

    def add(self, worker: Worker) -> None:
        """Remember a worker under each key that is stated."""
        seen = _Seen(worker.worker_id, worker.full_name, worker.nik)
        if worker.nik:
            self.by_nik.setdefault(worker.nik, []).append(seen)
        if worker.birth_date is not None and (key := name_key(worker.full_name)):
            self.by_person.setdefault((worker.birth_date, key), []).append(seen)
        if worker.kk_number:
            self.by_kk.setdefault(worker.kk_number, []).append(seen)
        if worker.phone:
            self.by_phone.setdefault(worker.phone, []).append(seen)

    def findings(self, context: Context) -> Iterator[Finding]:
        """Give what the cross-record rules find, with the severities of policy."""
        groups: dict[str, Iterable[list[_Seen]]] = {
            "GD-01": self.by_nik.values(),
            "GD-02": self.by_person.values(),
            "GD-03": self.by_kk.values(),
            "GD-04": self.by_phone.values(),
        }
        for code, each in RECORD_RULES.items():
            severity = context.limits.severities.get(code, each.severity)
            if severity is None:
                continue
            most = each.most(context.limits)
            for group in groups[code]:
                if len(group) > most:
                    yield from _complaints(each, severity, group)


def _complaints(each: RecordRule, severity: Severity, group: list[_Seen]) -> Iterator[Finding]:
    for one in group:
        complaint = each.complaint(group, one)
        if complaint is not None:
            yield Finding(one.worker_id, each.code, severity, each.field, *complaint)


def check_records(workers: Iterable[Worker], context: Context) -> list[Finding]:
    """Run the cross-record rules alone."""
    groups = Groups()
    for worker in workers:
        groups.add(worker)
    return list(groups.findings(context))


def check_all(
    workers: Iterable[Worker], context: Context, progress: Progress = SILENT, total: int | None = None
) -> Iterator[Finding]:
    """Run all rules over all workers in one pass: first each worker's own findings, then those across workers."""
    groups = Groups()
    for number, worker in enumerate(workers, start=1):
        yield from check_worker(worker, context)
        groups.add(worker)
        if number % _STEP == 0:
            progress.step(number, total, "Memeriksa data")
    yield from groups.findings(context)
