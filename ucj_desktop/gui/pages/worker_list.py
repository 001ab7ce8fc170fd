"""The list of workers: its columns, and reading it in steps, so that its first rows show at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from ucj_desktop.domain.fields import masked, shown_value
from ucj_desktop.domain.progress import Progress
from ucj_desktop.domain.stage import STAGE_LABELS
from ucj_desktop.domain.standing import WorkerFilter, WorkerRecord
from ucj_desktop.domain.verdict import VERDICT_LABELS
from ucj_desktop.gui.models.rows_model import Column
from ucj_desktop.gui.widgets.stages import state_of_stage, state_of_verdict
from ucj_desktop.services.collect.list_workers import Counted, count_by_filter, worker_ids
from ucj_desktop.services.collect.search_names import NameSearch
from ucj_desktop.services.office import Office

_FIRST = 256  # rows shown while the rest of a list is still being read


def worker_columns(office: Office) -> list[Column[WorkerRecord]]:
    """The columns of a list of workers; NIK is masked."""

    def village(record: WorkerRecord) -> str:
        return office.printed(record.worker.village_code) if record.worker.village_code else ""

    return [
        Column("full_name", "Nama", lambda one: one.worker.full_name, 20, is_sorted_by=True),
        Column("nik", "NIK", lambda one: masked(one.worker.nik) or "belum ada NIK", 17, is_sorted_by=True),
        Column("birth_date", "Lahir", lambda one: shown_value("birth_date", one.worker), 10, is_extra=True),
        Column("village_code", "Desa/kelurahan", village, 17, is_sorted_by=True),
        Column("occupation", "Pekerjaan", lambda one: one.worker.occupation, 18, is_extra=True),
        Column(
            "stage",
            "Tahap",
            lambda one: STAGE_LABELS[one.standing.stage],
            18,
            state=lambda one: state_of_stage(one.standing.stage),
        ),
        Column(
            "verdict",
            "Hasil",
            lambda one: VERDICT_LABELS[one.standing.verdict] if one.standing.verdict else "",
            17,
            state=lambda one: state_of_verdict(one.standing.verdict),
        ),
    ]


@dataclass(frozen=True, slots=True)
class ListRead:
    """A list of workers as it was asked for."""

    wanted: WorkerFilter
    ids: Sequence[str]
    everyone: int | None  # None: only the first of the list


def read_first(names: NameSearch, wanted: WorkerFilter, progress: Progress) -> ListRead:
    """The first rows, at once."""
    progress.step(0)
    return ListRead(wanted, names.first_ids(wanted, _FIRST), None)


def read_whole(office: Office, names: NameSearch, wanted: WorkerFilter, progress: Progress) -> ListRead:
    """All rows, and how many workers there are."""
    progress.step(0)
    everyone = names.everyone()
    progress.step(1)
    return ListRead(wanted, everyone if wanted == WorkerFilter() else worker_ids(office, wanted), len(everyone))


def read_counts(office: Office, names: NameSearch, progress: Progress) -> Counted:
    """How many workers each filter would leave; also reads the names, before the clerk types."""
    progress.step(0)
    counted = count_by_filter(office)
    progress.step(1)
    names.read_names()
    return counted
