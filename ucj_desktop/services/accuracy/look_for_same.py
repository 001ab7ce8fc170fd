"""While a worker is being typed: who has the same NIK, and who may be the same person."""

from collections.abc import Container
from dataclasses import dataclass

from ucj_desktop.domain.people import Action
from ucj_desktop.domain.stage import STAGE_LABELS
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.domain.worker import Worker
from ucj_desktop.matching.live import likely_pairs
from ucj_desktop.matching.person import person_of
from ucj_desktop.services.accuracy.decided_pairs import decided_pairs, in_order
from ucj_desktop.services.accuracy.evidence import evidence_of
from ucj_desktop.services.office import Office
from ucj_desktop.storage import alike, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.decisions import PairDecision

MOST = 5  # shown beside a form


@dataclass(frozen=True, slots=True, kw_only=True)
class LikelySame:
    """Somebody in the store who may be the worker that is being typed; the Indonesian texts are for the form."""

    record: WorkerRecord
    has_same_nik: bool
    score: float  # 0 to 1
    sentence: str  # whose and where: "NIK ini sudah dipakai Sitti Aminah, Bialo, RT 002 (Diverifikasi)."
    because: tuple[str, ...]  # the reasons, field by field


def likely_same(office: Office, worker: Worker) -> list[LikelySame]:
    """Who in the store may be this worker: the same NIK first, then those alike under another NIK or none.

    Looks into indexes only, so that a form may ask at every change of a field.
    """
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        known = _same_nik(connection, worker)
        alike = _alike(connection, worker, {one.worker.worker_id for one in known})
    found = [_told(office, worker, one, f"NIK ini sudah dipakai {_whose_and_where(office, one)}.") for one in known]
    likely = [_told(office, worker, one, f"Mungkin sama dengan {_whose_and_where(office, one)}.") for one in alike]
    return [*found, *sorted(likely, key=lambda one: -one.score)][:MOST]


def _same_nik(connection: Connection, worker: Worker) -> list[WorkerRecord]:
    return [one for one in workers.by_nik(connection, worker.nik) if one.worker.worker_id != worker.worker_id]


def _alike(connection: Connection, worker: Worker, known: Container[str]) -> list[WorkerRecord]:
    """The likeliest of whom nobody has said that they are somebody else."""
    person = person_of(worker)
    matches = likely_pairs(person, alike.candidates(connection, person), workers.count_about(connection))
    others = [one.b for one in matches if one.b not in known][: MOST + 1]
    apart = decided_pairs(connection, [worker.worker_id, *others], PairDecision.NOT_SAME, typed=worker)
    asked = [one for one in others if in_order(worker.worker_id, one) not in apart]
    return workers.by_ids(connection, asked)


def _told(office: Office, worker: Worker, record: WorkerRecord, sentence: str) -> LikelySame:
    score, evidence = evidence_of(worker, record.worker)
    return LikelySame(
        record=record,
        has_same_nik=worker.nik != "" and worker.nik == record.worker.nik,
        score=score,
        sentence=sentence,
        because=tuple(one.words for one in evidence if one.agrees is not None),
    )


def _whose_and_where(office: Office, record: WorkerRecord) -> str:
    worker = record.worker
    parts = [worker.full_name or "(tanpa nama)", office.printed(worker.village_code) if worker.village_code else ""]
    parts += [worker.hamlet, f"RT {worker.rt}" if worker.rt else ""]
    return f"{', '.join(one for one in parts if one)} ({STAGE_LABELS[record.standing.stage]})"
