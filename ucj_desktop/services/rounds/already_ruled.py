"""What a sheet's verdict says of a worker who has one already: the same again, or something else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ucj_desktop.domain.dates import short_date
from ucj_desktop.domain.verdict import VERDICT_LABELS, Ruling, Step, Verdict
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.rule_on_workers import WantedRuling
from ucj_desktop.services.rounds.signed_rulings import fault_of_ruling, keys_by_account
from ucj_desktop.storage import accounts, rulings, workers
from ucj_desktop.storage.database import Connection


@dataclass(frozen=True, slots=True)
class Already:
    """The sentence why a row is left out; ``is_other`` when it says something else and may be taken instead."""

    why: str
    is_other: bool


class AlreadyRuled:
    """The verdicts of one step that hold for these workers as they are now; BELUM is none."""

    def __init__(self, office: Office, connection: Connection, step: Step, worker_ids: Sequence[str]) -> None:
        known = accounts.every(connection)
        keys = keys_by_account(known)
        found = rulings.latest(connection, step, worker_ids)
        people = {one.worker.worker_id: one.worker for one in workers.by_ids(connection, list(found))}
        self._holding = {
            worker_id: one
            for worker_id, one in found.items()
            if one.verdict is not Verdict.PENDING and _holds(one, people.get(worker_id), keys)
        }
        self._names = {one.account_id: one.name for one in known}

    def of(self, wanted: WantedRuling) -> Already | None:
        """None where the worker has no verdict that holds: the row brings the first."""
        there = self._holding.get(wanted.worker_id)
        if there is None:
            return None
        told = f"{VERDICT_LABELS[there.verdict]}, dicatat {self._names.get(there.recorded_by, 'akun lain')}"
        told += f" {short_date(datetime.fromisoformat(there.recorded_at).astimezone().date())}"
        if _says_the_same(there, wanted):
            return Already(f"Hasil yang sama sudah tercatat ({told}).", is_other=False)
        return Already(f"Sudah ada hasil lain: {told}. Hasil itu dibiarkan.", is_other=True)


def _holds(ruling: Ruling, worker: Worker | None, keys: Mapping[str, list[bytes]]) -> bool:
    return worker is not None and fault_of_ruling(ruling, worker, keys) is None


def _says_the_same(there: Ruling, wanted: WantedRuling) -> bool:
    """A row that leaves out who found it, or on which day, says nothing else by that."""
    return (
        (there.verdict, there.reason, there.note) == (wanted.verdict, wanted.reason, wanted.note.strip())
        and wanted.found_by.strip() in ("", there.found_by)
        and wanted.visited_on in (None, there.visited_on)
    )
