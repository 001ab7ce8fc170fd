"""Taking in what BPJS answered: registered, or refused with its reason; first looked at, then all of it or nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.parcel import Outcome
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.relay import RELAY_RESULT_LABELS, RelayResult
from ucj_desktop.domain.stage import STAGE_LABELS, Stage, may_follow
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.reference.relay_results import Answered
from ucj_desktop.services.collect.enter_worker import standing_facts
from ucj_desktop.services.district.plan_relay import require_district
from ucj_desktop.services.district.read_relay_results import ResultRow, ResultsRead
from ucj_desktop.services.office import Office
from ucj_desktop.storage import merges, relay, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry
from ucj_desktop.storage.relay import RelayRow, ResultsTaken

_STAGES: Mapping[RelayResult, Stage] = {
    RelayResult.REGISTERED: Stage.REGISTERED,
    RelayResult.REFUSED: Stage.RETURNED,
}
_OUTCOMES: Mapping[RelayResult, Outcome] = {
    RelayResult.REGISTERED: Outcome.REGISTERED,
    RelayResult.REFUSED: Outcome.RETURNED,
}


class NotTaken(StrEnum):
    """Why a row changes nothing and a person has to look at it."""

    UNREAD = "unread"
    UNKNOWN = "unknown"
    CONTRADICTS = "contradicts"
    HELD = "held"


NOT_TAKEN_LABELS: Mapping[NotTaken, str] = {
    NotTaken.UNREAD: "Tidak terbaca",
    NotTaken.UNKNOWN: "Tidak ada di kiriman",
    NotTaken.CONTRADICTS: "Bertentangan",
    NotTaken.HELD: "Sedang berubah",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewResult:
    """What BPJS says of one worker and nobody knew yet."""

    record: WorkerRecord
    row: RelayRow
    result: RelayResult
    reason: str
    place: str


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A row that is not taken, and why."""

    place: str
    kind: NotTaken
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsFound:
    """What a file says, before it is taken in: rows = new + same + rows in ``doubtful``."""

    read: ResultsRead
    new: tuple[NewResult, ...]
    same: int  # known already, or said twice alike in the file
    doubtful: tuple[Doubtful, ...]

    def count(self, result: RelayResult) -> int:
        return sum(one.result is result for one in self.new)

    @property
    def counts(self) -> dict[str, int]:
        """rows, registered, refused, same, and each kind of row that is not taken."""
        kinds = {kind.value: sum(one.kind is kind for one in self.doubtful) for kind in NotTaken}
        results = {result.value: self.count(result) for result in RelayResult}
        return {"rows": len(self.read.rows), **results, "same": self.same, **kinds}


def find_relay_results(office: Office, read: ResultsRead, progress: Progress = SILENT) -> ResultsFound:
    """Look for every row among the workers who were sent; nothing is written."""
    office.require(Action.RELAY)
    require_district(office)
    with office.database.reading() as connection:
        return _Search(connection, read, progress).found()


def take_relay_results(office: Office, read: ResultsRead, progress: Progress = SILENT) -> tuple[ResultsFound, Change]:
    """Write what is new in one transaction; the same file again changes nothing."""
    office.require(Action.RELAY)
    require_district(office)
    with office.database.writing() as connection:
        found = _Search(connection, read, progress).found()
        if not found.new:
            return found, Change(Touched.NOTHING, f"Tidak ada hasil baru di {read.file_name}.")
        _keep(office, connection, found)
    registered, refused = (found.count(result) for result in RelayResult)
    sentence = f"Hasil BPJS dicatat: {thousands(registered)} terdaftar, {thousands(refused)} ditolak."
    return found, Change(Touched.WORKERS | Touched.RELAY | Touched.PACKAGES, sentence)


class _Search:
    """One pass over the rows of a file: what each needs of the store is asked in few questions."""

    def __init__(self, connection: Connection, read: ResultsRead, progress: Progress) -> None:
        self._read = read
        self._progress = progress
        self._by_nik: dict[str, list[ResultRow]] = {}
        for one in read.rows:
            if not one.why:
                self._by_nik.setdefault(one.nik, []).append(one)
        self._sent = relay.latest_by_nik(connection, list(self._by_nik))
        ids = [one.worker_id for one in self._sent.values()]
        self._survivors = merges.survivors_of(connection, ids)
        wanted = list(dict.fromkeys(self._survivors.get(one, one) for one in ids))
        self._records = {one.worker.worker_id: one for one in workers.by_ids(connection, wanted)}

    def found(self) -> ResultsFound:
        new: list[NewResult] = []
        doubtful = [Doubtful(one.place, NotTaken.UNREAD, one.why) for one in self._read.rows if one.why]
        same = 0
        for number, rows in enumerate(self._by_nik.values(), start=1):
            if number % 500 == 0:
                self._progress.step(number, len(self._by_nik), "Mencocokkan hasil")
            first = rows[0]
            if len({_result(one) for one in rows}) > 1:
                said = "Berkas ini menyebut NIK yang sama dua kali dengan hasil yang berbeda."
                doubtful += [Doubtful(one.place, NotTaken.CONTRADICTS, said) for one in rows]
                continue
            same += len(rows) - 1
            told = self._judged(first)
            if told is None:
                same += 1
            elif isinstance(told, NewResult):
                new.append(told)
            else:
                doubtful.append(told)
        place = {one.place: at for at, one in enumerate(self._read.rows)}
        doubtful.sort(key=lambda one: place[one.place])
        return ResultsFound(read=self._read, new=tuple(new), same=same, doubtful=tuple(doubtful))

    def _judged(self, one: ResultRow) -> NewResult | Doubtful | None:
        """None: it is known already."""
        result = _result(one)
        row = self._sent.get(one.nik)
        if row is None:
            return Doubtful(one.place, NotTaken.UNKNOWN, "NIK ini tidak ada di kiriman mana pun dari kantor ini.")
        if row.result is result:
            return None
        if row.result is not None:
            before, now = RELAY_RESULT_LABELS[row.result].lower(), RELAY_RESULT_LABELS[result].lower()
            why = f"Kiriman nomor {row.number} sudah dijawab {before}, di sini {now}. Tanyakan kepada BPJS."
            return Doubtful(one.place, NotTaken.CONTRADICTS, why)
        record = self._records.get(self._survivors.get(row.worker_id, row.worker_id))
        if record is None:
            return Doubtful(one.place, NotTaken.HELD, "Pekerja ini sudah ditarik oleh kecamatannya.")
        if not may_follow(record.standing.stage, _STAGES[result]):
            stage = STAGE_LABELS[record.standing.stage].lower()
            why = f"Tahap pekerja ini {stage}: balas dulu kecamatannya, lalu baca berkas ini lagi."
            return Doubtful(one.place, NotTaken.HELD, why)
        return NewResult(record=record, row=row, result=result, reason=one.reason, place=one.place)


def _result(one: ResultRow) -> RelayResult:
    return RelayResult.REGISTERED if one.answered is Answered.REGISTERED else RelayResult.REFUSED


def _keep(office: Office, connection: Connection, found: ResultsFound) -> None:
    at = office.timestamp()
    changed = [_answered(one) for one in found.new]
    workers.change(connection, changed)
    relay.put_results(connection, _kept_rows(found.new), at)
    taken = ResultsTaken(
        result_id=new_id(),
        file_name=found.read.file_name,
        sha256=found.read.sha256,
        counts=found.counts,
        account_id=office.clerk.account_id,
        at=at,
    )
    relay.add_results_taken(connection, taken)
    facts = {"registered": found.count(RelayResult.REGISTERED), "bpjs_refused": found.count(RelayResult.REFUSED)}
    entries = [Entry(action="relay.results_taken", subject=taken.result_id, facts=facts)]
    entries += [
        Entry(
            action="worker.relay_answered",
            subject=after.worker.worker_id,
            facts={**standing_facts(one.record.standing, after.standing), "relay": one.row.number},
            changes={"answer_note": (one.record.standing.answer_note, one.reason)} if one.reason else {},
        )
        for one, after in zip(found.new, changed, strict=True)
    ]
    office.log_many(connection, entries, batch=taken.result_id)


def _answered(one: NewResult) -> WorkerRecord:
    standing = replace(
        one.record.standing,
        stage=_STAGES[one.result],
        answer=_OUTCOMES[one.result].value,
        answer_note=one.reason,
    )
    return WorkerRecord(one.record.worker, standing)


def _kept_rows(new: Sequence[NewResult]) -> Iterator[RelayRow]:
    for one in new:
        holds = one.result is RelayResult.REGISTERED
        yield replace(one.row, result=one.result, said=one.reason, holds=holds)
