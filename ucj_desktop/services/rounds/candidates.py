"""Replacement candidates (pengganti) of a round: put in, put in order, taken out, and stepping in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.quota import Places, Round
from ucj_desktop.domain.rules import Finding
from ucj_desktop.domain.stage import STAGE_LABELS, Stage
from ucj_desktop.domain.standing import Order, WorkerFilter, WorkerRecord
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.domain.verdict import Verdict
from ucj_desktop.services.accuracy.check_workers import blocking_findings
from ucj_desktop.services.collect.enter_worker import standing_facts
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.rounds import RoundNotThere
from ucj_desktop.storage import candidates, rounds, workers
from ucj_desktop.storage.candidates import Candidate
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry

_MAY_WAIT = (Stage.COLLECTED, Stage.NEEDS_MENDING, Stage.VERIFIED)
_TOUCHED = Touched.ROUNDS | Touched.WORKERS


class NotACandidate(ClerkError):
    """The worker is not among the candidates who wait."""

    code = "PUT-05"

    def __init__(self) -> None:
        super().__init__(
            what="Pekerja itu tidak ada dalam daftar pengganti yang menunggu.",
            fix="Lihat daftar pengganti putaran desanya, lalu pilih salah satu.",
        )


class NoPlaceFree(ClerkError):
    """Nobody has to be replaced."""

    code = "PUT-06"

    def __init__(self, village: str) -> None:
        super().__init__(
            what=f"Di {village} tidak ada tempat yang kosong, jadi belum perlu pengganti.",
            fix="Pengganti masuk bila ada yang tidak layak, atau bila kuotanya ditambah.",
        )


class NoCandidateFits(ClerkError):
    """None of those who wait may step in; a place may stay empty."""

    code = "PUT-07"

    def __init__(self, village: str, first_why: str) -> None:
        told = f" Yang pertama: {first_why}" if first_why else " Daftar penggantinya kosong."
        super().__init__(
            what=f"Tidak ada pengganti di {village} yang memenuhi syarat.{told}",
            fix="Jangan dipaksakan: tempatnya boleh kosong. Perbaiki datanya, atau tambah pengganti lain.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateLine:
    """One candidate as a list shows it; ``why_not`` is empty where he or she may step in."""

    worker_id: str
    full_name: str
    hamlet: str
    position: int
    stage: Stage
    verdict: Verdict | None
    stepped_in_at: str
    why_not: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateList:
    """The candidates of a round in their order, and how its places are taken."""

    round: Round
    village_name: str
    places: Places
    lines: tuple[CandidateLine, ...]

    @property
    def waiting(self) -> tuple[CandidateLine, ...]:
        return tuple(one for one in self.lines if not one.stepped_in_at)

    @property
    def next_one(self) -> CandidateLine | None:
        """Who steps in next: the first in order who fits."""
        return next((one for one in self.waiting if not one.why_not), None)

    @property
    def sentence(self) -> str:
        """2 orang tidak layak di Bialo; pengganti berikutnya: Andi Rahma."""
        free, refused = self.places.free, self.places.not_eligible
        if not free:
            return f"Tidak ada tempat kosong di {self.village_name}."
        what = f"{thousands(refused)} orang tidak layak" if refused == free else f"{thousands(free)} tempat kosong"
        if self.next_one is not None:
            return f"{what} di {self.village_name}; pengganti berikutnya: {self.next_one.full_name}."
        none = "tidak ada pengganti yang memenuhi syarat" if self.waiting else "belum ada pengganti"
        return f"{what} di {self.village_name}; {none}. Jangan dipaksakan: tempatnya boleh kosong."


@dataclass(frozen=True, slots=True)
class PutIn:
    """Workers who became candidates, and the others by id with the sentence that says why not."""

    done: int
    skipped: Mapping[str, str]
    change: Change


def list_candidates(office: Office, round_id: str) -> CandidateList:
    """The candidates of an open round. Raises RoundNotThere."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        return _listed(office, connection, _open(connection, round_id))


def list_openings(office: Office) -> list[CandidateList]:
    """Every open round in which somebody who waits could step in, by village."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        waited_for = {one.round_id for one in candidates.every(connection) if not one.stepped_in_at}
        chosen = [one for one in rounds.every(connection) if one.round_id in waited_for and not one.closed_at]
        taken = candidates.places(connection, chosen) if chosen else {}
        found = [_listed(office, connection, one) for one in chosen if taken[one.round_id].free]
    return sorted((one for one in found if one.next_one), key=lambda one: one.village_name)


def above_quota(office: Office, round_id: str) -> list[str]:
    """Ids of those who were collected above the quota: the last ones entered, in the order of their entry."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        one = _open(connection, round_id)
        number = candidates.places(connection, [one])[round_id].above
        known = {other.worker_id for other in candidates.of_round(connection, round_id)}
        entered = sorted(
            record.worker.worker_id
            for record in workers.each(connection, WorkerFilter(village_code=one.village_code))
            if record.standing.round_id == round_id
            and record.worker.worker_id not in known
            and why_not_wait(record, one) is None
        )
    return entered[-number:] if number else []


def who_may_wait(office: Office, round_id: str) -> list[WorkerRecord]:
    """Workers of the village who may still become candidates, by name. Raises RoundNotThere."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        one = _open(connection, round_id)
        known = {other.worker_id for other in candidates.of_round(connection, round_id)}
        wanted = WorkerFilter(village_code=one.village_code, order=Order.VILLAGE)
        return [
            record
            for record in workers.each(connection, wanted)
            if record.worker.worker_id not in known and why_not_wait(record, one) is None
        ]


def put_in_candidates(office: Office, round_id: str, worker_ids: Sequence[str]) -> PutIn:
    """Put workers behind the candidates of a round, in this order. Raises RoundNotThere."""
    office.require(Action.OPEN_ROUND)
    with office.database.writing() as connection:
        one = _open(connection, round_id)
        records = {
            record.worker.worker_id: record
            for record in workers.by_ids(connection, list(dict.fromkeys(worker_ids)))
            if not record.standing.merged_into
        }
        known = {other.worker_id for other in candidates.of_round(connection, round_id)}
        last = candidates.last_position(connection, round_id)
        skipped: dict[str, str] = {}
        entries: list[Entry] = []
        added: list[Candidate] = []
        moved: list[WorkerRecord] = []
        for worker_id in dict.fromkeys(worker_ids):
            why = _why_not_put_in(records.get(worker_id), one, known)
            if why is not None:
                skipped[worker_id] = why
                continue
            record = records[worker_id]
            after = replace(record.standing, round_id=round_id)
            if after != record.standing:
                moved.append(WorkerRecord(record.worker, after))
            last += 1
            added.append(_candidate(office, worker_id, round_id, last))
            facts = {"round": round_id, "position": [None, last], **standing_facts(record.standing, after)}
            entries.append(Entry(action="candidate.added", subject=worker_id, facts=facts))
        workers.change(connection, moved)
        candidates.put(connection, added)
        office.log_many(connection, entries)
    sentence = f"{thousands(len(added))} pengganti ditambahkan" + (f", {len(skipped)} dilewati." if skipped else ".")
    return PutIn(len(added), skipped, Change(_TOUCHED if added else Touched.NOTHING, sentence))


def remove_candidate(office: Office, worker_id: str) -> Change:
    """Take a worker off the list of those who wait, to be in the round as everybody else. Raises NotACandidate."""
    office.require(Action.OPEN_ROUND)
    with office.database.writing() as connection:
        gone, waiting = _waiting_with(connection, worker_id)
        candidates.remove(connection, [worker_id])
        facts = {"round": gone.round_id, "position": [gone.position, None]}
        office.log(connection, Entry(action="candidate.removed", subject=worker_id, facts=facts))
        _renumber(office, connection, [one for one in waiting if one.worker_id != worker_id])
        name = _name(connection, worker_id)
    return Change(_TOUCHED, f"{name} tidak lagi menunggu sebagai pengganti.")


def move_candidate(office: Office, worker_id: str, place: int) -> Change:
    """Give a candidate another place among those who wait; 1 is the next. Raises NotACandidate."""
    office.require(Action.OPEN_ROUND)
    with office.database.writing() as connection:
        moved, waiting = _waiting_with(connection, worker_id)
        others = [one for one in waiting if one.worker_id != worker_id]
        at = min(max(place, 1), len(waiting)) - 1
        _renumber(office, connection, [*others[:at], moved, *others[at:]])
        name = _name(connection, worker_id)
    return Change(_TOUCHED, f"{name} sekarang pengganti urutan {at + 1}.")


def step_in(office: Office, round_id: str) -> Change:
    """The next candidate who fits takes a place. Raises RoundNotThere, NoPlaceFree, NoCandidateFits."""
    office.require(Action.OPEN_ROUND)
    with office.database.writing() as connection:
        listed = _listed(office, connection, _open(connection, round_id))
        if not listed.places.free:
            raise NoPlaceFree(listed.village_name)
        chosen = listed.next_one
        if chosen is None:
            raise NoCandidateFits(listed.village_name, listed.waiting[0].why_not if listed.waiting else "")
        waits = next(one for one in candidates.of_round(connection, round_id) if one.worker_id == chosen.worker_id)
        candidates.put(connection, [replace(waits, stepped_in_at=office.timestamp())])
        facts = {"round": round_id, "village": listed.round.village_code, "place": chosen.position}
        office.log(connection, Entry(action="candidate.stepped_in", subject=chosen.worker_id, facts=facts))
    return Change(_TOUCHED, f"{chosen.full_name} masuk sebagai pengganti di {listed.village_name}.")


def _open(connection: Connection, round_id: str) -> Round:
    found = rounds.open_one(connection, round_id)
    if found is None:
        raise RoundNotThere
    return found


def _listed(office: Office, connection: Connection, one: Round) -> CandidateList:
    kept = candidates.of_round(connection, one.round_id)
    records = {
        record.worker.worker_id: record for record in workers.by_ids(connection, [other.worker_id for other in kept])
    }
    blocking = blocking_findings(office, connection, [record.worker for record in records.values()])
    return CandidateList(
        round=one,
        village_name=office.printed(one.village_code),
        places=candidates.places(connection, [one])[one.round_id],
        lines=tuple(_line(other, records[other.worker_id], one, blocking) for other in kept),
    )


def _line(
    kept: Candidate, record: WorkerRecord, one: Round, blocking: Mapping[str, Sequence[Finding]]
) -> CandidateLine:
    findings = blocking.get(kept.worker_id, ())
    why = why_not_wait(record, one) or (findings[0].what if findings else "")
    return CandidateLine(
        worker_id=kept.worker_id,
        full_name=record.worker.full_name,
        hamlet=record.worker.hamlet,
        position=kept.position,
        stage=record.standing.stage,
        verdict=record.standing.verdict,
        stepped_in_at=kept.stepped_in_at,
        why_not="" if kept.stepped_in_at else why,
    )


def _why_not_put_in(record: WorkerRecord | None, one: Round, known: set[str]) -> str | None:
    if record is None:
        return "Pekerja tidak ditemukan di data kantor ini."
    if record.worker.worker_id in known:
        return "Sudah ada dalam daftar pengganti putaran ini."
    return why_not_wait(record, one)


def why_not_wait(record: WorkerRecord, one: Round) -> str | None:
    """Why a worker may not wait for a place in this round, as an Indonesian sentence; None when he or she may."""
    standing = record.standing
    if record.worker.village_code != one.village_code:
        return "Bukan pekerja desa/kelurahan putaran ini."
    if standing.is_frozen:
        return "Sudah masuk berita acara."
    if standing.verdict is Verdict.NOT_ELIGIBLE:
        return "Hasil verifikasinya TIDAK LAYAK."
    if standing.stage not in _MAY_WAIT:
        return f"Tahapnya sudah {STAGE_LABELS[standing.stage]}."
    return None


def _waiting_with(connection: Connection, worker_id: str) -> tuple[Candidate, list[Candidate]]:
    """The candidate and everybody who waits in the same open round. Raises NotACandidate."""
    found = next((one for one in candidates.every(connection) if one.worker_id == worker_id), None)
    if found is None or found.stepped_in_at or rounds.open_one(connection, found.round_id) is None:
        raise NotACandidate
    return found, [one for one in candidates.of_round(connection, found.round_id) if not one.stepped_in_at]


def _renumber(office: Office, connection: Connection, waiting: Sequence[Candidate]) -> None:
    """Give those who wait the places behind those who have stepped in, in this order."""
    if not waiting:
        return
    first = 1 + sum(1 for one in candidates.of_round(connection, waiting[0].round_id) if one.stepped_in_at)
    changed = [replace(one, position=place) for place, one in enumerate(waiting, start=first) if one.position != place]
    before = {one.worker_id: one.position for one in waiting}
    candidates.put(connection, changed)
    office.log_many(
        connection,
        [
            Entry(
                action="candidate.moved",
                subject=one.worker_id,
                facts={"round": one.round_id, "position": [before[one.worker_id], one.position]},
            )
            for one in changed
        ],
    )


def _candidate(office: Office, worker_id: str, round_id: str, position: int) -> Candidate:
    return Candidate(
        worker_id=worker_id,
        round_id=round_id,
        position=position,
        account_id=office.clerk.account_id,
        at=office.timestamp(),
    )


def _name(connection: Connection, worker_id: str) -> str:
    record = workers.get(connection, worker_id)
    return record.worker.full_name if record is not None else "Pekerja itu"
