"""What a sheet's verdict says of a worker who has one already: the same again, or something else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ucj_desktop.domain.dates import short_date
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.domain.verdict import VERDICT_LABELS, Ruling, Step, Verdict
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.rule_on_workers import WantedRuling
from ucj_desktop.services.rounds.signed_rulings import fault_of_ruling, keys_by_account
from ucj_desktop.storage import accounts, rulings, workers
from ucj_desktop.storage.database import Connection

# Where a worker stands while a verdict holds. One who was put back since (BELUM in the meeting, reopened minutes,
# returned by the district) waits for a verdict of that step again, be it the same.
_FROM_VALIDATED = frozenset({Stage.VALIDATED, Stage.SENT, Stage.ACCEPTED, Stage.REGISTERED})
_STANDING_BY: Mapping[Step, frozenset[Stage]] = {
    Step.VERIFY: _FROM_VALIDATED | {Stage.VERIFIED},
    Step.VALIDATE: _FROM_VALIDATED,
}


@dataclass(frozen=True, slots=True)
class Already:
    """The sentence why a row is left out; ``is_other`` when it says something else and may be taken instead."""

    why: str
    is_other: bool


class AlreadyRuled:
    """The verdicts of one step that hold for these workers as they are now; BELUM keeps nobody from another."""

    def __init__(self, office: Office, connection: Connection, step: Step, worker_ids: Sequence[str]) -> None:
        known = accounts.every(connection)
        keys = keys_by_account(known)
        found = rulings.latest(connection, step, worker_ids)
        self._records = {one.worker.worker_id: one for one in workers.by_ids(connection, list(found))}
        self._holding = {
            worker_id: one for worker_id, one in found.items() if _holds(one, self._records.get(worker_id), keys)
        }
        self._names = {one.account_id: one.name for one in known}

    def of(self, wanted: WantedRuling) -> Already | None:
        """None where no verdict holds, and the row brings one; or where rule_on_workers refuses the row anyhow."""
        there = self._holding.get(wanted.worker_id)
        if there is None:
            return None
        says_the_same = _says_the_same(there, wanted)
        if not says_the_same and (there.verdict is Verdict.PENDING or self._is_frozen(wanted.worker_id)):
            return None  # what is frozen is refused with its own sentence: no sheet replaces it
        told = f"{VERDICT_LABELS[there.verdict]}, dicatat {self._names.get(there.recorded_by, 'akun lain')}"
        told += f" {short_date(datetime.fromisoformat(there.recorded_at).astimezone().date())}"
        if says_the_same:
            return Already(f"Hasil yang sama sudah tercatat ({told}).", is_other=False)
        return Already(f"Sudah ada hasil lain: {told}. Hasil itu dibiarkan.", is_other=True)

    def _is_frozen(self, worker_id: str) -> bool:
        return self._records[worker_id].standing.is_frozen


def _holds(ruling: Ruling, record: WorkerRecord | None, keys: Mapping[str, list[bytes]]) -> bool:
    if record is None or fault_of_ruling(ruling, record.worker, keys) is not None:
        return False
    if ruling.verdict is Verdict.PENDING:
        return (record.standing.stage, record.standing.verdict) == (Stage.COLLECTED, Verdict.PENDING)
    return record.standing.stage in _STANDING_BY[ruling.step]


def _says_the_same(there: Ruling, wanted: WantedRuling) -> bool:
    """A row that leaves out who found it, or on which day, says nothing else by that."""
    return (
        (there.verdict, there.reason, there.note) == (wanted.verdict, wanted.reason, wanted.note.strip())
        and wanted.found_by.strip() in ("", there.found_by)
        and wanted.visited_on in (None, there.visited_on)
    )
