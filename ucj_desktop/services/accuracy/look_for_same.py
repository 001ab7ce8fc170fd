"""While a worker is being typed: who has the same NIK, and who may be the same person."""

from dataclasses import dataclass

from ucj_desktop.domain.people import Action
from ucj_desktop.domain.stage import STAGE_LABELS
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.office import Office
from ucj_desktop.storage import workers

MOST = 5  # shown beside a form


@dataclass(frozen=True, slots=True, kw_only=True)
class LikelySame:
    """Somebody in the store who may be the worker that is being typed; the Indonesian texts are for the form."""

    record: WorkerRecord
    has_same_nik: bool
    score: float  # 0 to 1
    sentence: str  # whose and where: "NIK ini sudah dipakai Sitti Aminah, Bialo, RT 002 (Diverifikasi)."
    because: tuple[str, ...]  # the reasons, field by field


def same_nik(office: Office, worker: Worker) -> list[LikelySame]:
    """Everybody else with the NIK that is being typed; one look into an index."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        return [
            LikelySame(
                record=one,
                has_same_nik=True,
                score=1.0,
                sentence=f"NIK ini sudah dipakai {_whose_and_where(office, one)}.",
                because=("NIK sama",),
            )
            for one in workers.by_nik(connection, worker.nik)
            if one.worker.worker_id != worker.worker_id
        ][:MOST]


def likely_same(office: Office, worker: Worker) -> list[LikelySame]:
    """Who in the store may be this worker, the likeliest first: same NIK, or alike under another or no NIK."""
    return same_nik(office, worker)


def _whose_and_where(office: Office, record: WorkerRecord) -> str:
    worker = record.worker
    parts = [worker.full_name or "(tanpa nama)", office.printed(worker.village_code) if worker.village_code else ""]
    parts += [worker.hamlet, f"RT {worker.rt}" if worker.rt else ""]
    return f"{', '.join(one for one in parts if one)} ({STAGE_LABELS[record.standing.stage]})"
