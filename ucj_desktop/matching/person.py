"""Person: what of a worker says who he or she is."""

from dataclasses import dataclass
from datetime import date

from ucj_desktop.domain.worker import Sex, Worker, WorkerId


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """The fields of a worker that matching compares, as typed; empty text and None mean "not stated"."""

    worker_id: WorkerId
    nik: str = ""
    kk_number: str = ""
    full_name: str = ""
    alias: str = ""
    birth_date: date | None = None
    sex: Sex | None = None
    mother_name: str = ""
    village_code: str = ""
    phone: str = ""


def person_of(worker: Worker) -> Person:
    """The person a worker is."""
    return Person(
        worker_id=worker.worker_id,
        nik=worker.nik,
        kk_number=worker.kk_number,
        full_name=worker.full_name,
        alias=worker.alias,
        birth_date=worker.birth_date,
        sex=worker.sex,
        mother_name=worker.mother_name,
        village_code=worker.village_code,
        phone=worker.phone,
    )
