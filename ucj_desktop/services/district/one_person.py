"""One person brought twice, by two kecamatan or by one: who keeps the person, by decision or by the earlier claim."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.services.accuracy.decided_pairs import holds
from ucj_desktop.services.office import Office
from ucj_desktop.storage import decisions, rulings, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.decisions import DecidedPair, PairDecision

_KEPT = (Stage.ACCEPTED, Stage.REGISTERED)


@dataclass(frozen=True, slots=True)
class Double:
    """Another entry of the same person, or of the same NIK."""

    other: WorkerRecord
    decision: PairDecision | None  # None: nobody has decided, they share a NIK
    other_keeps: bool  # by the decision, else by the earlier claim


class Doubles:
    """What is known of entries that may be one person; read once, asked for each worker."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._shared = workers.niks_used_twice(connection)
        self._decided = _decisions_that_hold(connection)

    def of(self, one: WorkerRecord) -> list[Double]:
        """Every other entry that was decided upon, and of those that share the NIK each that could be the person's."""
        worker_id = one.worker.worker_id
        decided = self._decided.get(worker_id, {})
        found = [
            Double(other, decision, other_keeps=decision is PairDecision.SAME and keep != worker_id)
            for other, (decision, keep) in _paired(self._connection, decided)
        ]
        if one.worker.nik in self._shared:
            known = {each.other.worker.worker_id for each in found} | {worker_id}
            found += [
                Double(other, None, other_keeps=self._was_before(other, one))
                for other in workers.by_nik(self._connection, one.worker.nik)
                if other.worker.worker_id not in known
            ]
        return found

    def keeper_of(self, one: WorkerRecord) -> Double | None:
        """Who keeps the person instead of this entry; what was decided comes before who was earlier."""
        keepers = [each for each in self.of(one) if each.other_keeps]
        return min(keepers, key=lambda each: each.decision is None, default=None)

    def given_way(self, one: WorkerRecord) -> list[WorkerRecord]:
        """The entries that were decided to give way to this one."""
        return [each.other for each in self.of(one) if each.decision is PairDecision.SAME and not each.other_keeps]

    def kept_by_decision(self) -> frozenset[str]:
        """The ids of those in whom a decision sees the person."""
        return frozenset(
            keep for told in self._decided.values() for decision, keep in told.values() if decision is PairDecision.SAME
        )

    def given_up_by_decision(self) -> frozenset[str]:
        """The ids of those who give way by a decision."""
        return frozenset(
            one
            for one, told in self._decided.items()
            if any(decision is PairDecision.SAME and keep != one for decision, keep in told.values())
        )

    def _was_before(self, other: WorkerRecord, one: WorkerRecord) -> bool:
        """Whether the other has the earlier claim: accepted already, else validated before."""
        if other.standing.verdict is None or not other.standing.verdict.is_eligible:
            return False
        if other.standing.stage in _KEPT:
            return one.standing.stage not in _KEPT
        if other.standing.stage is not Stage.SENT or one.standing.stage in _KEPT:
            return False
        pair = [one.worker.worker_id, other.worker.worker_id]
        first = rulings.first_validated(self._connection, pair)
        return (first.get(pair[1], ""), pair[1]) < (first.get(pair[0], ""), pair[0])


def office_words(office: Office, one: WorkerRecord) -> str:
    """Kecamatan Gantarang."""
    return f"Kecamatan {office.printed(one.standing.origin_office or one.worker.village_code[:6])}"


def returned_words(office: Office, one: WorkerRecord, double: Double) -> str:
    """Why the kecamatan gets this entry back; the other office is named, the other person's data are not."""
    if double.other.standing.origin_office == one.standing.origin_office:
        return "TL-05 Data ganda: orang ini ada dua kali dalam kiriman kecamatan ini."
    if double.decision is PairDecision.SAME:
        return f"TL-05 Data ganda: diputuskan kabupaten, orang ini tetap di {office_words(office, double.other)}."
    return f"TL-05 Data ganda: NIK ini sudah dikirim {office_words(office, double.other)}."


def kept_words(office: Office, one: WorkerRecord, given_way: Sequence[WorkerRecord]) -> str:
    """What the kecamatan that keeps the person is told; empty where nothing crossed offices."""
    others = {
        office_words(office, each) for each in given_way if each.standing.origin_office != one.standing.origin_office
    }
    if not others:
        return ""
    return f"Juga dikirim {' dan '.join(sorted(others))}; diputuskan kabupaten, orang ini tetap di kecamatan ini."


_Told = dict[str, tuple[PairDecision, str]]  # by the other's id: the decision, and whom it keeps


def _decisions_that_hold(connection: Connection) -> dict[str, _Told]:
    known = [one for one in decisions.pairs(connection).values() if one.decision is not PairDecision.LATER]
    ids = sorted({each for one in known for each in (one.worker_a, one.worker_b)})
    people = {one.worker.worker_id: one for one in workers.by_ids(connection, ids) if not one.standing.merged_into}
    found: dict[str, _Told] = {}
    for one in known:
        if _stands(one, people):
            found.setdefault(one.worker_a, {})[one.worker_b] = (one.decision, one.keep)
            found.setdefault(one.worker_b, {})[one.worker_a] = (one.decision, one.keep)
    return found


def _stands(one: DecidedPair, people: dict[str, WorkerRecord]) -> bool:
    if one.worker_a not in people or one.worker_b not in people:
        return False
    return holds(one, people[one.worker_a].worker, people[one.worker_b].worker)


def _paired(connection: Connection, told: _Told) -> Iterable[tuple[WorkerRecord, tuple[PairDecision, str]]]:
    return [(one, told[one.worker.worker_id]) for one in workers.by_ids(connection, list(told))]
