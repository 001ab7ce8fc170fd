"""Rules across workers: the same NIK, person, family card or phone more than once."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from ucj_desktop.domain.names import name_key
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.rules.base import Complaint, Context, Finding, Limits, Severity, check_worker
from ucj_desktop.domain.worker import Worker, WorkerId

_STEP = 500  # workers between two calls of progress
_NAMES_SHOWN = 3


class Seen(NamedTuple):
    """What rules across workers need to know of one; ``key`` is the name's :func:`name_key`."""

    worker_id: WorkerId
    full_name: str
    key: str
    born: date | str | None  # a date, or the same in ISO form: only compared
    nik: str
    kk_number: str
    phone: str


def seen(worker: Worker) -> Seen:
    """What is remembered of a worker."""
    return Seen(
        worker.worker_id,
        worker.full_name,
        name_key(worker.full_name),
        worker.birth_date,
        worker.nik,
        worker.kk_number,
        worker.phone,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRule:
    """A statement about workers who share a key; `most` of them may, the rest of the rule says why."""

    code: str
    name: str
    field: str
    severity: Severity
    source: str
    groups: Callable[["Groups"], Iterable[list[Seen]]]
    complaint: Callable[[list[Seen], Seen], Complaint | None]
    also: tuple[str, ...] = ()
    most: Callable[[Limits], int] = lambda _: 1

    @property
    def looks_at(self) -> tuple[str, ...]:
        """The codes of all fields that make a worker one of a group, the rule's own first."""
        return (self.field, *self.also)


@dataclass(slots=True)
class Groups:
    """Workers met so far, by what they may share; fed in one pass, then asked for findings."""

    by_nik: dict[str, list[Seen]] = field(default_factory=dict)
    by_person: dict[tuple[date | str, str], list[Seen]] = field(default_factory=dict)
    by_kk: dict[str, list[Seen]] = field(default_factory=dict)
    by_phone: dict[str, list[Seen]] = field(default_factory=dict)

    def add(self, one: Seen) -> None:
        """Remember a worker under each key that is stated."""
        if one.nik:
            self.by_nik.setdefault(one.nik, []).append(one)
        if one.born and one.key:
            self.by_person.setdefault((one.born, one.key), []).append(one)
        if one.kk_number:
            self.by_kk.setdefault(one.kk_number, []).append(one)
        if one.phone:
            self.by_phone.setdefault(one.phone, []).append(one)

    def let_go(self) -> None:
        """Forget everybody, one by one: to free 100,000 at once keeps every other thread waiting for a moment."""
        for group in (self.by_nik, self.by_person, self.by_kk, self.by_phone):
            while group:
                group.popitem()

    def findings(self, context: Context) -> Iterator[Finding]:
        """Give what the cross-record rules find, with the severities of policy."""
        for code, each in RECORD_RULES.items():
            severity = context.limits.severities.get(code, each.severity)
            if severity is None:
                continue
            most = each.most(context.limits)
            for group in each.groups(self):
                if len(group) > most:
                    yield from _complaints(each, severity, group)


def _same_nik(group: list[Seen], one: Seen) -> Complaint | None:
    return Complaint(
        f"NIK ini juga dipakai {_others(group, one)}.",
        "Buka halaman Kembar: satukan bila orangnya sama, atau perbaiki NIK yang salah.",
    )


def _same_person(group: list[Seen], one: Seen) -> Complaint | None:
    # Those with the very same NIK are named by the rule above already.
    others = [other for other in group if other.nik != one.nik or not one.nik]
    if len(others) + (one not in others) < 2:
        return None
    return Complaint(
        f"Nama dan tanggal lahir sama dengan {_others(others, one)}, NIK-nya lain.",
        "Buka halaman Kembar dan putuskan apakah orangnya sama.",
    )


def _same_kk(group: list[Seen], one: Seen) -> Complaint | None:
    return Complaint(
        f"Satu KK dipakai {len(group)} pekerja: {_others(group, one)} juga.",
        "Pastikan semuanya serumah dan masing-masing bekerja.",
    )


def _same_phone(group: list[Seen], one: Seen) -> Complaint | None:
    return Complaint(f"Nomor HP ini dipakai {len(group)} pekerja.", "Boleh milik keluarga; biarkan bila memang begitu.")


def _name_twice_in_the_kk(group: list[Seen], one: Seen) -> Complaint | None:
    others = _told_by_no_other_rule(group, one)
    if not others:
        return None
    return Complaint(
        f"Dalam KK yang sama ada {_others(others, one)} dengan nama yang sama.",
        "Cocokkan dengan Kartu Keluarga. Bila orangnya sama, satukan di halaman Kembar.",
    )


def _name_twice_with_the_phone(group: list[Seen], one: Seen) -> Complaint | None:
    others = [
        other for other in _told_by_no_other_rule(group, one) if not one.kk_number or other.kk_number != one.kk_number
    ]
    if not others:
        return None
    return Complaint(
        f"Nama dan nomor HP sama dengan {_others(others, one)}.",
        "Tanyakan orangnya. Bila sama, satukan di halaman Kembar; bila bukan, perbaiki nomor HP.",
    )


def _told_by_no_other_rule(group: list[Seen], one: Seen) -> list[Seen]:
    """Who shares neither the NIK nor the birth date: of those another rule speaks."""
    return [
        other
        for other in group
        if other is not one and (not one.nik or other.nik != one.nik) and (not one.born or other.born != one.born)
    ]


def _kk_is_a_nik(group: list[Seen], one: Seen) -> Complaint | None:
    if one.nik == one.kk_number:
        return None
    return Complaint(
        "Nomor KK ini adalah NIK pekerja lain dalam daftar.", "Isi nomor KK dari Kartu Keluarga, bukan NIK kepalanya."
    )


def _of_one_name(groups: Iterable[list[Seen]]) -> Iterator[list[Seen]]:
    """Those of each group who share the name as well."""
    for group in groups:
        if len(group) > 1:
            named: dict[str, list[Seen]] = {}
            for one in group:
                if one.key:
                    named.setdefault(one.key, []).append(one)
            if len(named) < len(group):
                yield from named.values()


RECORD_RULES: dict[str, RecordRule] = {
    each.code: each
    for each in (
        RecordRule(
            code="GD-01", name="nik_is_used_once", field="nik", severity=Severity.BLOCKS,
            source="BPJS Ketenagakerjaan: satu NIK satu peserta", groups=lambda all_: all_.by_nik.values(),
            complaint=_same_nik,
        ),
        RecordRule(
            code="GD-02", name="name_and_birth_date_are_used_once", field="full_name", severity=Severity.WARNS,
            source="Satu orang dengan dua NIK sering ada di daftar bantuan", also=("birth_date", "nik"),
            groups=lambda all_: all_.by_person.values(), complaint=_same_person,
        ),
        RecordRule(
            code="GD-03", name="kk_is_shared_by_few", field="kk_number", severity=Severity.NOTES,
            source="Kebijakan daerah (policy.toml)", groups=lambda all_: all_.by_kk.values(), complaint=_same_kk,
            most=lambda limits: limits.most_workers_per_kk,
        ),
        RecordRule(
            code="GD-04", name="phone_is_shared_by_few", field="phone", severity=Severity.NOTES,
            source="Satu HP sering dipakai sekeluarga", groups=lambda all_: all_.by_phone.values(),
            complaint=_same_phone, most=lambda limits: limits.most_workers_per_phone,
        ),
        RecordRule(
            code="GD-05", name="a_name_is_once_in_a_kk", field="full_name", severity=Severity.WARNS,
            source="Satu Kartu Keluarga jarang memuat dua orang bernama sama", also=("kk_number", "birth_date", "nik"),
            groups=lambda all_: _of_one_name(all_.by_kk.values()), complaint=_name_twice_in_the_kk,
        ),
        RecordRule(
            code="GD-06", name="a_name_is_once_with_a_phone", field="phone", severity=Severity.WARNS,
            source="Nama dan HP yang sama biasanya orang yang sama",
            also=("full_name", "kk_number", "birth_date", "nik"),
            groups=lambda all_: _of_one_name(all_.by_phone.values()), complaint=_name_twice_with_the_phone,
        ),
        RecordRule(
            code="GD-07", name="kk_is_nobody_s_nik", field="kk_number", severity=Severity.WARNS,
            source="Kartu Keluarga dan KTP-el", most=lambda _: 0, complaint=_kk_is_a_nik,
            groups=lambda all_: (all_.by_kk[each] for each in all_.by_kk.keys() & all_.by_nik.keys()),
        ),
    )
}  # fmt: skip
"""Every cross-record rule by its code."""


def _others(group: list[Seen], one: Seen) -> str:
    names = [other.full_name or "(tanpa nama)" for other in group if other.worker_id != one.worker_id]
    shown = ", ".join(names[:_NAMES_SHOWN])
    return shown if len(names) <= _NAMES_SHOWN else f"{shown} dan {len(names) - _NAMES_SHOWN} orang lain"


def _complaints(each: RecordRule, severity: Severity, group: list[Seen]) -> Iterator[Finding]:
    for one in group:
        complaint = each.complaint(group, one)
        if complaint is not None:
            yield Finding(one.worker_id, each.code, severity, each.field, *complaint)


def check_records(workers: Iterable[Worker], context: Context) -> list[Finding]:
    """Run the cross-record rules alone."""
    groups = Groups()
    for worker in workers:
        groups.add(seen(worker))
    return list(groups.findings(context))


def check_all(
    workers: Iterable[Worker], context: Context, progress: Progress = SILENT, total: int | None = None
) -> Iterator[Finding]:
    """Run all rules over all workers in one pass: first each worker's own findings, then those across workers."""
    groups = Groups()
    for number, worker in enumerate(workers, start=1):
        yield from check_worker(worker, context)
        groups.add(seen(worker))
        if number % _STEP == 0:
            progress.step(number, total, "Memeriksa data")
    yield from groups.findings(context)
