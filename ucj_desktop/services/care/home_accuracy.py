"""Beranda: what is wrong with the data, and who may be there twice."""

from collections.abc import Sequence

from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import Progress
from ucj_desktop.domain.rules import Severity
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.services.accuracy.check_workers import check_workers
from ucj_desktop.services.accuracy.keep_findings import findings_are_kept
from ucj_desktop.services.accuracy.settle_duplicates import count_pairs
from ucj_desktop.services.care.home_to_do import Home, ToDo, to_do
from ucj_desktop.services.office import Office
from ucj_desktop.storage import findings, workers
from ucj_desktop.storage.database import Connection

CHECKED_AT_ONCE = 2_000  # workers whom the rules run over while the page is being filled


def is_checked(office: Office, connection: Connection, total: int) -> bool:
    """Whether what waits to be mended can be told as of now."""
    return total <= CHECKED_AT_ONCE or findings_are_kept(office, connection)


@to_do("findings")
def _held_by_findings(office: Office, state: Home, progress: Progress) -> Sequence[ToDo]:
    if state.total == 0 or not office.may(Action.CHECK):
        return ()
    held = _count_held(office, state, progress)
    if not held:
        return ()
    sentence = f"{thousands(held)} pekerja tertahan temuan yang harus diperbaiki."
    return (ToDo(code="findings", sentence=sentence, button="Perbaiki", page="findings"),)


def _count_held(office: Office, state: Home, progress: Progress) -> int:
    """As the kept findings have it; in a small office that has changed since, from a check of everyone."""
    with office.database.reading() as connection:
        if state.total > CHECKED_AT_ONCE or findings_are_kept(office, connection):
            return findings.count_held(connection)
    checked = check_workers(office, progress=progress)
    with office.database.reading() as connection:
        decided = set(workers.ids_decided(connection))
    return len({one.worker_id for one in checked.findings if one.severity is Severity.BLOCKS} - decided)


@to_do("duplicates")
def _pairs(office: Office, state: Home, progress: Progress) -> Sequence[ToDo]:
    if state.total == 0 or not office.may(Action.SETTLE_DUPLICATES):
        return ()
    waiting = count_pairs(office, progress=progress)
    if waiting == 0:
        return ()
    sentence = (
        "Banyak pekerja baru atau berubah; cari yang mungkin orang yang sama."
        if waiting is None
        else f"{thousands(waiting)} pasangan mungkin orang yang sama."
    )
    button = "Cari" if waiting is None else "Putuskan"
    return (ToDo(code="duplicates", sentence=sentence, button=button, page="duplicates"),)
