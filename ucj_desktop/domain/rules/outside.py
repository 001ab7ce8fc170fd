"""Rules about what lists of others say of a worker: alive, living here, known to Dukcapil, not insured yet."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ucj_desktop.domain.fields import BY_CODE
from ucj_desktop.domain.outside import OutsideState, OutsideWord
from ucj_desktop.domain.rules.base import Complaint, Context, Finding, Severity
from ucj_desktop.domain.worker import Worker

OutsideJudge = Callable[[OutsideWord, Worker, Context], Complaint | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideRule:
    """A statement that holds for a worker whom the newest list of a kind names.

    One that blocks only warns where the row may be of somebody else: found by name and birth date, or under the same
    NIK with another name or birth date.
    """

    code: str
    name: str
    field: str
    severity: Severity
    source: str
    judge: OutsideJudge

    @property
    def looks_at(self) -> tuple[str, ...]:
        """The code of the field that a person looks at."""
        return (self.field,)


def _is_alive(word: OutsideWord, _: Worker, __: Context) -> Complaint | None:
    if word.state is not OutsideState.DIED:
        return None
    return Complaint(
        f"{word.words} menurut {word.source}.",
        "Pastikan di lapangan. Bila benar, pilih TIDAK LAYAK dengan alasan TL-01.",
    )


def _has_not_moved(word: OutsideWord, _: Worker, __: Context) -> Complaint | None:
    if word.state is not OutsideState.MOVED:
        return None
    return Complaint(
        f"{word.words} menurut {word.source}.", "Tanyakan desanya. Bila benar, pilih TIDAK LAYAK dengan alasan TL-02."
    )


def _is_known_to_dukcapil(word: OutsideWord, _: Worker, __: Context) -> Complaint | None:
    if word.state not in (OutsideState.NOT_FOUND, OutsideState.DIFFERS):
        return None
    return Complaint(
        f"{word.words} menurut {word.source}.",
        "Cocokkan NIK dan nama dengan KTP-el. Bila KTP-el benar, orangnya melapor ke Dukcapil; bila NIK tidak berlaku, "
        "alasan TL-04.",
    )


def _is_no_participant(word: OutsideWord, _: Worker, __: Context) -> Complaint | None:
    if word.state is not OutsideState.ACTIVE:
        return None
    return Complaint(
        f"{word.words} BPJS Ketenagakerjaan menurut {word.source}.",
        "Tidak didaftarkan lagi. Bila benar, pilih TIDAK LAYAK dengan alasan TL-06.",
    )


def _desil_is_within_the_limit(word: OutsideWord, worker: Worker, context: Context) -> Complaint | None:
    desil, highest = word.details.get("desil", ""), context.limits.highest_desil
    if not desil or int(desil) <= highest or str(worker.desil) == desil:  # of the worker's own another rule speaks
        return None
    return Complaint(
        f"Desil {desil} menurut {word.source}, di atas batas {highest}.",
        "Pastikan keadaannya di lapangan. Bila mampu, pilih TIDAK LAYAK dengan alasan TL-11.",
    )


def _list_says_the_same(word: OutsideWord, worker: Worker, _: Context) -> Complaint | None:
    codes = [code for code in word.open_differences(worker) if getattr(worker, code) not in ("", None)]
    if not codes:
        return None
    labels = ", ".join(BY_CODE[code].label for code in codes)
    return Complaint(
        f"Isian berbeda dengan {word.source}: {labels}.",
        "Buka Impor, Daftar luar: pilih isian mana yang benar menurut KTP-el.",
    )


OUTSIDE_RULES: Mapping[str, OutsideRule] = {
    each.code: each
    for each in (
        OutsideRule(
            code="DL-01", name="no_list_says_that_worker_died", field="full_name", severity=Severity.BLOCKS,
            source="Data kematian; jawaban Dukcapil", judge=_is_alive,
        ),
        OutsideRule(
            code="DL-02", name="no_list_says_that_worker_moved", field="village_code", severity=Severity.WARNS,
            source="Jawaban Dukcapil", judge=_has_not_moved,
        ),
        OutsideRule(
            code="DL-03", name="dukcapil_knows_worker", field="nik", severity=Severity.WARNS,
            source="Jawaban Dukcapil: padan atau tidak padan", judge=_is_known_to_dukcapil,
        ),
        OutsideRule(
            code="DL-04", name="worker_is_no_active_participant", field="nik", severity=Severity.BLOCKS,
            source="BPJS Ketenagakerjaan: satu NIK satu peserta", judge=_is_no_participant,
        ),
        OutsideRule(
            code="DL-05", name="desil_of_the_list_is_within_the_limit", field="desil", severity=Severity.WARNS,
            source="DTSEN (Inpres 4/2025); batas desil menurut daerah", judge=_desil_is_within_the_limit,
        ),
        OutsideRule(
            code="DL-06", name="lists_say_the_same", field="full_name", severity=Severity.WARNS,
            source="Daftar luar dan data kantor", judge=_list_says_the_same,
        ),
    )
}  # fmt: skip
"""Every rule about outside lists by its code."""


def check_outside(words: Iterable[OutsideWord], worker: Worker, context: Context) -> Iterator[Finding]:
    """Run the rules over the newest words about one worker; of several lists the first that complains is told."""
    told: set[str] = set()
    for word in words:
        for code, each in OUTSIDE_RULES.items():
            severity = context.limits.severities.get(code, each.severity)
            complaint = each.judge(word, worker, context) if severity is not None and code not in told else None
            if complaint is None or severity is None:
                continue
            told.add(code)
            if severity is Severity.BLOCKS and not word.is_certain(worker):
                severity = Severity.WARNS
            yield Finding(worker.worker_id, code, severity, each.field, *complaint)
